"""What lies in the WARC files, record by record, without the bodies: the first pass of a rebuild and of a check.

Unlike `reader.py` it goes on past damage, recomputes digests, and reads only the few headers that it needs, so
that a whole archive is gone through at the speed of gunzip.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quwa_archive.captures.layout import VISIT_CONTENT_TYPE, VisitRecord
from quwa_archive.captures.members import CutRecord, DamagedRecord, Member, find_member, members

_CONTENT_TYPE = re.compile(rb"\r\ncontent-type:([^;\r]*)", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Entry:
    """One record: ``type`` is ``response``, ``revisit``, ``visit`` or ``warcinfo``; digests and ids as in `Capture`.

    ``mime`` is the type that the answer states, without parameters; ``digest`` the payload digest as the record
    states it; ``fields`` are those of a warcinfo record.
    """

    type: str
    warc_file: str
    offset: int
    end: int
    record_id: str
    url: str
    date: str
    status: int = 0
    payload_sha256: str = ""
    visit: VisitRecord | None = None
    fields: dict[str, str] | None = None
    mime: str = ""
    digest: str = ""


@dataclass(slots=True, frozen=True)
class Damage:
    """Bytes ``offset`` to ``end`` of a file that are not what was written, and how that shows."""

    warc_file: str
    offset: int
    end: int
    why: str


@dataclass(slots=True)
class FileIndex:
    """The records of a file, or of a range of it, in order; ``cut`` is the offset of a last record that is cut off."""

    warc_file: str
    entries: list[Entry] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    cut: int | None = None
    records: int = 0

    def extend(self, later: FileIndex) -> None:
        """Adds the range that follows this one."""
        self.entries += later.entries
        self.damages += later.damages
        self.cut = later.cut if later.cut is not None else self.cut
        self.records += later.records


def index_range(path: Path, start: int = 0, stop: int | None = None, *, digests: bool = True) -> FileIndex:
    """Goes through the records that begin from `start` to `stop`; with `digests` each is checked against its own."""
    index = FileIndex(path.name)
    position: int | None = start
    while position is not None and (stop is None or position < stop):
        try:
            for member in members(path, position, stop):
                position = member.end
                index.records += 1
                try:
                    if entry := _entry(path, member, digests=digests):
                        index.entries.append(entry)
                except DamagedRecord as damaged:
                    index.damages.append(Damage(path.name, member.offset, member.end, damaged.why))
            return index
        except CutRecord as cut:
            index.cut = cut.offset
            return index
        except DamagedRecord as damaged:
            position = find_member(path, damaged.offset + 1)
            end = path.stat().st_size if position is None else position
            index.damages.append(Damage(path.name, damaged.offset, end, damaged.why))
    return index


def headers_of(data: bytes) -> tuple[dict[str, str], int]:
    """WARC headers by lower-case name, and where the block begins; ValueError for what is no WARC record."""
    end = data.find(b"\r\n\r\n")
    if end < 0 or not data.startswith(b"WARC/1."):
        raise ValueError("not a WARC record")
    headers: dict[str, str] = {}
    for line in data[:end].decode("utf-8", "replace").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers, end + 4


def _entry(path: Path, member: Member, *, digests: bool) -> Entry | None:
    data = member.data
    try:
        headers, begin = headers_of(data)
        length = int(headers["content-length"])
    except (ValueError, KeyError) as error:
        raise DamagedRecord(path, member.offset, f"not a WARC record: {error}") from None
    if len(data) != begin + length + 4 or not data.endswith(b"\r\n\r\n"):
        raise DamagedRecord(path, member.offset, "its length is not the one it states")
    if digests and any(member.header[3:8]):
        # No checksum covers them: we write neither flags nor a time into the header of a member.
        raise DamagedRecord(path, member.offset, "the gzip header is not the one that was written")
    block = memoryview(data)[begin : begin + length]
    kind = headers.get("warc-type", "")
    http_end = data.find(b"\r\n\r\n", begin) + 4 if kind in ("response", "revisit", "request") else begin
    if digests:
        for why in _wrong_digests(headers, block, memoryview(data)[http_end : begin + length]):
            raise DamagedRecord(path, member.offset, why)
    common = {
        "warc_file": path.name,
        "offset": member.offset,
        "end": member.end,
        "record_id": headers.get("warc-record-id", "").strip("<>"),
        "url": headers.get("warc-target-uri", ""),
        "date": headers.get("warc-date", ""),
    }
    try:
        if kind in ("response", "revisit"):
            return Entry(
                type=kind,
                **common,  # type: ignore[arg-type]
                status=int(data[begin : begin + 32].split(b" ", 2)[1]),
                payload_sha256=payload_sha256(headers),
                mime=_mime(data[begin:http_end]),
                digest=headers.get("warc-payload-digest", ""),
            )
        if kind == "metadata" and headers.get("content-type") == VISIT_CONTENT_TYPE:
            return Entry(type="visit", **common, visit=VisitRecord.parse(bytes(block)))  # type: ignore[arg-type]
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise DamagedRecord(path, member.offset, f"not what a {kind} record holds: {error}") from None
    if kind == "warcinfo":
        fields = dict(line.split(": ", 1) for line in bytes(block).decode().split("\r\n") if ": " in line)
        return Entry(type=kind, **common, fields=fields)  # type: ignore[arg-type]
    return None


def _mime(http_headers: bytes) -> str:
    found = _CONTENT_TYPE.search(http_headers)
    return found[1].decode("latin-1").strip().lower() if found else ""


def payload_sha256(headers: dict[str, str]) -> str:
    """The payload digest as hex; empty where the record states none, or one of another kind."""
    algorithm, _, value = headers.get("warc-payload-digest", "").partition(":")
    return b32decode(value).hex() if algorithm == "sha256" else ""


def _wrong_digests(headers: dict[str, str], block: memoryview, payload: memoryview) -> Iterator[str]:
    for name, content in (("block", block), ("payload", payload)):
        if name == "payload" and headers.get("warc-type") == "revisit":
            continue
        algorithm, _, stated = headers.get(f"warc-{name}-digest", "").partition(":")
        if algorithm not in ("sha1", "sha256") or not stated:
            continue
        found = hashlib.new(algorithm, content, usedforsecurity=False)
        if found.digest() != _digest_bytes(stated, found.digest_size):
            yield f"its {name} has another {algorithm} digest than the one it states"


def _digest_bytes(stated: str, size: int) -> bytes:
    try:
        return bytes.fromhex(stated) if len(stated) == 2 * size else b32decode(stated)
    except ValueError:
        return b""
