"""The whole archive as one WACZ file (specification 1.1.1), which a replay viewer opens without a server."""

from __future__ import annotations

import gzip
import hashlib
import json
import time
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

import quwa_archive
from quwa_archive.archive import utc_now
from quwa_archive.captures import cdxj
from quwa_archive.captures.index import FileIndex
from quwa_archive.captures.reader import warc_files
from quwa_archive.errors import StorageError, UsageError
from quwa_archive.parallel import Workers
from quwa_archive.publish.reading import reading
from quwa_archive.rebuild import index_files
from quwa_archive.store import citing, queries
from quwa_archive.store.database import storage_errors

VERSION = "1.1.1"
_BLOCK = 1024
"""Index lines in one gzip member: a viewer fetches one of them for a look-up."""
_CHUNK = 1 << 20

Resource = dict[str, Any]


def write_wacz(folder: Path, target: Path, *, jobs: int | None = None) -> None:
    """Writes `target`; it appears under its name only when it is complete.

    What a run is writing meanwhile is left out at a record's end.  Raises UsageError for a target that exists.
    """
    if target.exists():
        raise UsageError(f"{target}: is there already; name another file or remove it")
    with reading(folder) as connection:
        site = queries.site(connection)
        pages = list(citing.pages(connection))
    paths = warc_files(folder / "warc")
    if not paths:
        raise StorageError(f"{folder}: there are no WARC files in {folder / 'warc'}")
    part = target.with_name(target.name + ".part")
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with Workers(jobs) as workers:
            indexes = index_files(paths, workers, digests=False)
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
                _fill(package, paths, indexes, site, pages)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    click.echo(f"{target}: {len(paths)} WARC files, {len(pages):,} pages; open it with a replay viewer")


def _fill(
    package: zipfile.ZipFile,
    paths: Sequence[Path],
    indexes: Sequence[FileIndex],
    site: str,
    pages: Sequence[tuple[str, str, str]],
) -> None:
    resources: list[Resource] = []
    for path, index in zip(paths, indexes, strict=True):
        if index.damages:
            raise StorageError(
                f"{path}: the record at byte {index.damages[0].offset} is damaged; `quwa verify` says more"
            )
        with path.open("rb") as file:
            size = path.stat().st_size if index.cut is None else index.cut
            resources.append(_add(package, f"archive/{path.name}", _pieces(file, size)))
    index_file, ranges = _index(indexes)
    resources.append(_add(package, "indexes/index.cdx.gz", [index_file]))
    resources.append(_add(package, "indexes/index.idx", [ranges]))
    resources.append(_add(package, "pages/pages.jsonl", [_pages(pages)]))
    about = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": f"Archive of {site}",
        "created": utc_now(),
        "software": f"quwa-archive/{quwa_archive.__version__}",
        "resources": resources,
    }
    if pages:
        url, _, captured_at = pages[0]
        about |= {"mainPageUrl": url, "mainPageDate": captured_at}
    data = json.dumps(about, ensure_ascii=False, indent=2).encode()
    _add(package, "datapackage.json", [data])
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    _add(package, "datapackage-digest.json", [json.dumps(digest, indent=2).encode()])


def _add(package: zipfile.ZipFile, name: str, pieces: Iterator[bytes] | Sequence[bytes]) -> Resource:
    """Stores a file uncompressed, as the specification asks, so that a viewer can read parts of it in place."""
    info = zipfile.ZipInfo(name, time.gmtime()[:6])
    info.external_attr = 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with package.open(info, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return {
        "name": name.rpartition("/")[2].lower(),  # a data package allows no capitals here
        "path": name,
        "hash": f"sha256:{digest.hexdigest()}",
        "bytes": size,
    }


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, _CHUNK))):
        size -= len(piece)
        yield piece


def _index(indexes: Sequence[FileIndex]) -> tuple[bytes, bytes]:
    """The compressed index, and which lines lie in which of its gzip members."""
    lines = sorted(
        cdxj.line(entry)
        for index in indexes
        for entry in index.entries
        if entry.type in ("response", "revisit")
    )
    members: list[bytes] = []
    about = json.dumps({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
    ranges = [f"!meta 0 {about}"]
    offset = 0
    for start in range(0, len(lines), _BLOCK):
        block = "".join(f"{text}\n" for text in lines[start : start + _BLOCK]).encode()
        member = gzip.compress(block, mtime=0)
        key = " ".join(lines[start].split(" ", 2)[:2])
        place = {
            "offset": offset,
            "length": len(member),
            "digest": f"sha256:{hashlib.sha256(member).hexdigest()}",
        }
        ranges.append(f"{key} {json.dumps(place)}")
        members.append(member)
        offset += len(member)
    return b"".join(members), "".join(f"{text}\n" for text in ranges).encode()


def _pages(pages: Sequence[tuple[str, str, str]]) -> bytes:
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": False}]
    lines += [
        {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, url)), "url": url, "title": title, "ts": captured_at}
        for url, title, captured_at in pages
    ]
    return "".join(f"{json.dumps(page, ensure_ascii=False)}\n" for page in lines).encode()
