"""Appends exchanges and visits to WARC 1.1 files, one gzip member a record.

Encoding (hashing, compressing) is separated from appending, so that the first can run in a worker thread
while appends stay in order.  Two seams, `now` and `new_id`, make the output reproducible byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import uuid
import zlib
from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quwa_archive.captures.layout import (
    DEFAULT_ROTATE_BYTES,
    VISIT_CONTENT_TYPE,
    VISIT_URI,
    Exchange,
    VisitRecord,
    next_file_name,
)

COMPRESSION_LEVEL = 4


def new_record_id() -> str:
    """A fresh WARC record id, without angle brackets."""
    return uuid.uuid4().urn


@dataclass(slots=True, frozen=True)
class Encoded:
    """An exchange ready to be appended: the gzip members of its two records."""

    record_id: str
    payload_sha256: str
    response: bytes
    request: bytes


@dataclass(slots=True, frozen=True)
class Position:
    """Where a record lies: file name in ``warc/`` and byte offset of its gzip member."""

    warc_file: str
    warc_offset: int


@dataclass(slots=True, frozen=True)
class Revisited:
    """An earlier capture that holds the same payload."""

    url: str
    fetched_at: str


def sha256(body: bytes) -> str:
    """SHA-256 of a payload, hex."""
    return hashlib.sha256(body).hexdigest()


def encode_exchange(
    exchange: Exchange, *, record_id: str, payload_sha256: str, revisited: Revisited | None
) -> Encoded:
    """Makes the two records of an exchange; a `revisited` payload is referred to instead of stored again."""
    digest = "sha256:" + b32encode(bytes.fromhex(payload_sha256)).decode()
    common = {"WARC-Date": exchange.fetched_at}
    builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
    status_line = f"{exchange.status} {exchange.reason}".rstrip()
    http = StatusAndHeaders(status_line, exchange.response_headers, protocol="HTTP/1.1")
    identity = {**common, "WARC-Record-ID": f"<{record_id}>"}
    if revisited is None:
        response = builder.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=http,
            warc_headers_dict={**identity, "WARC-Payload-Digest": digest},
        )
    else:
        response = builder.create_revisit_record(
            exchange.url,
            digest=digest,
            refers_to_uri=revisited.url,
            refers_to_date=revisited.fetched_at,
            http_headers=http,
            warc_headers_dict=identity,
        )
    path = exchange.url.split("://", 1)[-1]
    target = "/" + path.partition("/")[2]
    request = builder.create_warc_record(
        exchange.url,
        "request",
        http_headers=StatusAndHeaders(
            f"{exchange.method} {target} HTTP/1.1", exchange.request_headers, is_http_request=True
        ),
        warc_headers_dict={
            **common,
            # Derived, not random: the request's id follows from the response's, so one seam is enough.
            "WARC-Record-ID": f"<{uuid.uuid5(uuid.UUID(record_id), 'request').urn}>",
            "WARC-Concurrent-To": f"<{record_id}>",
        },
    )
    return Encoded(record_id, payload_sha256, _member(response), _member(request))


def _member(record: object) -> bytes:
    """One record as one gzip member.  warcio itself compresses at level 9, at twice the time for 5 % less space."""
    out = io.BytesIO()
    WARCWriter(out, gzip=False, warc_version="WARC/1.1").write_record(record)
    deflate = zlib.compressobj(COMPRESSION_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return deflate.compress(out.getbuffer()) + deflate.flush()


class CaptureWriter:
    """Appends to the archive's WARC files; one writer an archive at a time.

    A run opens a file of its own with the first record; past `rotate_bytes` the next one is opened.
    Records are handed to the operating system at once, so a killed process loses at most the record it was
    writing; files are synced to disk when they are finished.
    """

    def __init__(
        self,
        folder: Path,
        *,
        software: str,
        now: Callable[[], str],
        new_id: Callable[[], str] = new_record_id,
        rotate_bytes: int = DEFAULT_ROTATE_BYTES,
        about: Mapping[str, str] | None = None,
    ) -> None:
        """`about`: further fields of the warcinfo record of each file."""
        self._folder = folder
        self._about = dict(about or {})
        self._software = software
        self._now = now
        self._new_id = new_id
        self._rotate_bytes = rotate_bytes
        self._file: BinaryIO | None = None
        self._name = ""

    def append_exchange(self, encoded: Encoded) -> Position:
        """Appends the two records of an exchange; returns where the response lies."""
        return self._append(encoded.response + encoded.request)

    def append_visit(self, visit: VisitRecord) -> int:
        """Appends the record that ends a visit; returns the offset after it, in the current file."""
        said = {name: value for name, value in asdict(visit).items() if value is not None}
        payload = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
        headers = {"WARC-Record-ID": f"<{self._new_id()}>", "WARC-Date": self._now()}
        if visit.captures:
            headers["WARC-Refers-To"] = f"<{visit.captures[0]}>"
        record = builder.create_warc_record(
            # Not the page's own address: replay tools would take the record for a version of the page.
            f"{VISIT_URI}{visit.url}",
            "metadata",
            payload=io.BytesIO(payload),
            length=len(payload),
            warc_content_type=VISIT_CONTENT_TYPE,
            warc_headers_dict=headers,
        )
        self._append(_member(record))
        assert self._file is not None
        return self._file.tell()

    @property
    def current_file(self) -> str:
        """Name of the file that was last appended to; empty before the first append."""
        return self._name

    @property
    def current_size(self) -> int:
        """Bytes in the current file."""
        return self._file.tell() if self._file is not None else 0

    def close(self) -> None:
        """Syncs and closes the current file."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def _append(self, member: bytes) -> Position:
        if self._file is not None and self._file.tell() >= self._rotate_bytes:
            self.close()
        if self._file is None:
            self._open_next()
        assert self._file is not None
        offset = self._file.tell()
        try:
            _write_whole(self._file, member)
        except OSError:
            # A disk that filled half-way must not leave a cut record in the middle of the file.
            self._file.truncate(offset)
            self._file.seek(offset)
            raise
        return Position(self._name, offset)

    def _open_next(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        started_at = self._now()
        path = self._folder / next_file_name(self._folder, started_at)
        file = path.open("xb", buffering=0)
        self._name = path.name
        try:
            _write_whole(file, self._warcinfo(started_at))
        except OSError:
            file.close()
            path.unlink()
            raise
        self._file = file

    def _warcinfo(self, started_at: str) -> bytes:
        builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
        builder.curr_warc_date = lambda: started_at
        record = builder.create_warcinfo_record(
            self._name,
            {
                "software": self._software,
                "format": "WARC File Format 1.1",
                "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                "description": (
                    "HTTP messages are reconstructed from what the crawler's downloader handed over: bodies are as"
                    " received, header names may differ in case and order, reason phrases are the standard ones"
                ),
                **self._about,
            },
        )
        record.rec_headers.replace_header("WARC-Record-ID", f"<{self._new_id()}>")
        return _member(record)


def _write_whole(file: BinaryIO, content: bytes) -> None:
    """Writes all of it: an unbuffered file may take a part and say so only by the number it returns."""
    view = memoryview(content)
    while view:
        view = view[file.write(view) :]
