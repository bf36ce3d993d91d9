"""Reads WARC files back, record by record, with offsets; tells a cut tail from damage."""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.recordloader import ArcWarcRecordLoader

from quwa_archive.captures.layout import FILE_PATTERN, VISIT_CONTENT_TYPE, VisitRecord
from quwa_archive.captures.members import CutRecord, DamagedRecord, members
from quwa_archive.errors import StorageError

__all__ = ["CutRecord", "DamagedRecord", "WarcRecord", "read_record", "read_records", "warc_files"]


@dataclass(slots=True)
class WarcRecord:
    """One record: WARC headers that matter, HTTP status and headers, and the decoded body where there is one.

    ``body`` has its content encoding undone, ``payload`` has not; both are empty for a ``revisit``.
    """

    type: str
    warc_file: str
    offset: int
    end: int
    record_id: str
    url: str
    date: str
    content_type: str
    payload_sha256: str
    status: int
    http_headers: list[tuple[str, str]]
    payload: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        """First HTTP header of that name, any case."""
        wanted = name.lower()
        return next((value for key, value in self.http_headers if key.lower() == wanted), None)

    def visit(self) -> VisitRecord | None:
        """The visit that this record ends, or None."""
        if self.type == "metadata" and self.content_type == VISIT_CONTENT_TYPE:
            return VisitRecord.parse(self.payload)
        return None


def warc_files(folder: Path) -> list[Path]:
    """The archive's WARC files, oldest first."""
    return sorted(folder.glob(FILE_PATTERN))


def read_records(path: Path, *, start: int = 0) -> Iterator[WarcRecord]:
    """Reads a file from the gzip member at `start`.

    Raises CutRecord when the file ends within a member, DamagedRecord when a member cannot be decompressed
    or parsed.
    """
    for member in members(path, start):
        yield _parse(path, member.offset, member.end, member.data)


def read_record(path: Path, offset: int) -> WarcRecord:
    """The one record at `offset`."""
    try:
        return next(read_records(path, start=offset))
    except StopIteration:
        raise DamagedRecord(path, offset, "the file is shorter than that") from None
    except FileNotFoundError:
        raise StorageError(f"{path}: this WARC file is missing; put it back from a copy") from None


def _parse(path: Path, offset: int, end: int, member: bytes) -> WarcRecord:
    try:
        record: Any = ArcWarcRecordLoader().parse_record_stream(BytesIO(member), known_format="warc")
        headers = record.rec_headers
        payload: bytes = record.raw_stream.read() if record.rec_type != "revisit" else b""
        encoding = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
        if encoding and payload:
            again: Any = ArcWarcRecordLoader().parse_record_stream(BytesIO(member), known_format="warc")
            body: bytes = again.content_stream().read()
        else:
            body = payload
    except Exception as error:  # warcio raises many kinds, all meaning the same here
        raise DamagedRecord(path, offset, f"not a WARC record: {error}") from error
    http = record.http_headers
    return WarcRecord(
        type=record.rec_type,
        warc_file=path.name,
        offset=offset,
        end=end,
        record_id=(headers.get_header("WARC-Record-ID") or "").strip("<>"),
        url=headers.get_header("WARC-Target-URI") or "",
        date=headers.get_header("WARC-Date") or "",
        content_type=headers.get_header("Content-Type") or "",
        payload_sha256=_hex_digest(headers.get_header("WARC-Payload-Digest")),
        status=int(http.get_statuscode()) if http and record.rec_type in ("response", "revisit") else 0,
        http_headers=list(http.headers) if http else [],
        payload=payload,
        body=body,
    )


def _hex_digest(header: str | None) -> str:
    algorithm, _, value = (header or "").partition(":")
    return b32decode(value).hex() if algorithm == "sha256" else ""
