"""When a zone changes its clock, as its file says (TZif, RFC 8536): `zoneinfo` reads such files, but does not tell."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

_HEADER = struct.Struct(">4sc15x6I")


@dataclass(frozen=True, slots=True)
class ZoneFile:
    """``changes``: seconds since 1970 and the seconds east of Greenwich that hold from then on, in order.

    ``rule`` is what holds after the last of them: a POSIX TZ string, such as ``EST5EDT,M3.2.0,M11.1.0``.
    """

    first: int
    changes: tuple[tuple[int, int], ...]
    rule: str

    @property
    def goes_on(self) -> bool:
        """Whether clocks are changed every year after the last change of the list."""
        return "," in self.rule


def read_zone_file(content: bytes) -> ZoneFile:
    """Reads the content of a file of the tz database; raises ValueError for what is none of version 2 or later."""
    try:
        magic, version, *counts = _HEADER.unpack_from(content)
        if magic != b"TZif" or version < b"2":
            raise ValueError("no TZif file of version 2 or later")
        # The first block, with times of 32 bits, is passed over.
        start = _HEADER.size + _length(counts, 4)
        *_, isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = _HEADER.unpack_from(content, start)
        at = start + _HEADER.size
        times = struct.unpack_from(f">{timecnt}q", content, at)
        kinds = struct.unpack_from(f">{timecnt}B", content, at + 8 * timecnt)
        types = [
            struct.unpack_from(">i", content, at + 9 * timecnt + 6 * number)[0] for number in range(typecnt)
        ]
        end = at + _length([isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt], 8)
        rule = content[end:].strip(b"\n").decode("ascii")
        offsets = [types[kind] for kind in kinds]
        return ZoneFile(types[0], tuple(zip(times, offsets, strict=True)), rule)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"no whole TZif file: {error}") from error


def _length(counts: list[int], width: int) -> int:
    """Bytes of a block whose times are `width` bytes long."""
    isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = counts
    return timecnt * (width + 1) + typecnt * 6 + charcnt + leapcnt * (width + 4) + isstdcnt + isutcnt


def changes_between(zone: ZoneFile, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The offset (minutes) at `first` and every change of it up to `last`, as far as the file lists them."""
    before = [offset for at, offset in zone.changes if at <= first]
    held = [(first, before[-1] if before else zone.first)]
    held += [(at, offset) for at, offset in zone.changes if first < at <= last]
    kept = held[:1] + [after for one, after in pairwise(held) if after[1] != one[1]]
    return tuple((at, offset // 60) for at, offset in kept)
