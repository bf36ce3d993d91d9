"""Gzip members of a WARC file, one a record: in order, from any place, and past damage.

Every record of the archive is a gzip member of its own.  A file that ends within a member is *cut*, as a killed
process leaves it; a member that cannot be decompressed while others follow it is *damaged*.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from quwa_archive.errors import StorageError

_SLICE = 1 << 16
_WINDOW = 1 << 20
_HEADER = 10
_MAGIC = b"\x1f\x8b\x08"
_FIRST_BYTES = b"WARC/1."


class CutRecord(StorageError):
    """A file ends in the middle of a record, as a killed process leaves it; everything before is whole."""

    def __init__(self, path: Path, offset: int) -> None:
        super().__init__(f"{path}: the last record is cut off at byte {offset}")
        self.path = path
        self.offset = offset

    def __reduce__(self) -> tuple[type[CutRecord], tuple[Path, int]]:
        return type(self), (self.path, self.offset)


class DamagedRecord(StorageError):
    """Bytes in the middle of a file are not what was written."""

    def __init__(self, path: Path, offset: int, why: str) -> None:
        super().__init__(
            f"{path}: the record at byte {offset} is damaged ({why}); put the file back from a copy"
        )
        self.path = path
        self.offset = offset
        self.why = why

    def __reduce__(self) -> tuple[type[DamagedRecord], tuple[Path, int, str]]:
        return type(self), (self.path, self.offset, self.why)


@dataclass(slots=True, frozen=True)
class Member:
    """One decompressed member: bytes ``offset`` to ``end`` of its file; ``header`` are its first bytes as they lie there."""

    offset: int
    end: int
    data: bytes
    header: bytes = b""


def members(path: Path, start: int = 0, stop: int | None = None) -> Iterator[Member]:
    """The members that begin at `start`, in order, up to those that begin at or after `stop`.

    Raises CutRecord when the file ends within the last member, DamagedRecord when a member cannot be
    decompressed.
    """
    with path.open("rb") as file:
        file.seek(start)
        offset, pending = start, b""
        while stop is None or offset < stop:
            pending = pending or file.read(_SLICE)
            if not pending:
                return
            if len(pending) < _HEADER:
                pending += file.read(_SLICE)
            header = pending[:_HEADER]
            data, used, pending = _inflate(file, path, offset, pending)
            yield Member(offset, offset + used, data, header)
            offset += used


def _inflate(file: BinaryIO, path: Path, offset: int, piece: bytes) -> tuple[bytes, int, bytes]:
    inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
    parts: list[bytes] = []
    used = 0
    try:
        while True:
            parts.append(inflate.decompress(piece))
            used += len(piece)
            if inflate.eof:
                rest = inflate.unused_data
                return b"".join(parts), used - len(rest), rest
            piece = file.read(_SLICE)
            if not piece:
                # A damaged length can run on to the end of the file: only what nothing follows is cut.
                if find_member(path, offset + 1) is not None:
                    raise DamagedRecord(path, offset, "it does not end where the next one begins")
                raise CutRecord(path, offset)
    except zlib.error as error:
        raise DamagedRecord(path, offset, str(error)) from None


def find_member(path: Path, start: int) -> int | None:
    """Offset of the first WARC record's member that begins at or after `start`, or None."""
    with path.open("rb") as file:
        position = start
        while True:
            file.seek(position)
            window = file.read(_WINDOW)
            at = window.find(_MAGIC)
            while at >= 0:
                if _begins_record(window[at:] if at + 512 <= len(window) else _reread(file, position + at)):
                    return position + at
                at = window.find(_MAGIC, at + 1)
            if len(window) < _WINDOW:
                return None
            position += len(window) - len(_MAGIC) + 1


def _reread(file: BinaryIO, position: int) -> bytes:
    file.seek(position)
    return file.read(512)


def _begins_record(data: bytes) -> bool:
    try:
        found = zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(data[:512], len(_FIRST_BYTES))
    except zlib.error:
        return False
    # Shorter output is a member whose first bytes need more than 512 bytes of input: none of ours does.
    return found == _FIRST_BYTES


def split(path: Path, parts: int) -> list[tuple[int, int]]:
    """Cuts a file into at most `parts` ranges that begin with a record, to be read at the same time."""
    size = path.stat().st_size
    starts = [0]
    for number in range(1, parts):
        found = find_member(path, max(size * number // parts, starts[-1] + 1))
        if found is None:
            break
        starts.append(found)
    return [(start, stop) for start, stop in zip(starts, [*starts[1:], size], strict=True) if stop > start]
