"""All zones of the system by the rules they keep from 2000 to 2037, and which of them show a given offset.

The tz database has some 600 names for some 300 different clocks: names that agree on every instant of
those years are one group, and each other's aliases.  The table also knows the fixed offsets that WordPress
offers (`UTC+05:30`); most are aliases of a zone that never changed its clock.
"""

from __future__ import annotations

import zoneinfo
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from quwa_archive.normalize.clock import Zone, change_between, fixed_name, offset_at, wall_offset, zone_named

FIRST, LAST = datetime(2000, 1, 1), datetime(2038, 1, 1)  # noqa: DTZ001 - naive UTC throughout
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# How far apart a zone is looked at; no two changes may lie between. In October 2000 Recife, Boa Vista and
# Noronha kept summer time for one week; since then the shortest season is Ramadan's (Morocco, Egypt).
# Half past five, when no clock is changed (Khartoum's was, at noon): no look falls into a skipped hour.
_YEAR_2000 = [FIRST + timedelta(days=7 * n, hours=17, minutes=30) for n in range(52)]
_STRIDE = timedelta(days=21)
_NO_PLACE = ("localtime", "Factory", "posixrules")

# Where several names fit equally, the one that most people live by stands for them. It decides no instant.
_FAMILIAR = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Mexico_City",
    "America/Caracas", "America/Santiago", "America/Halifax", "Europe/London", "Europe/Berlin",
    "Europe/Athens", "Europe/Istanbul", "Europe/Moscow", "Africa/Cairo", "Africa/Lagos",
    "Africa/Johannesburg", "Africa/Nairobi", "Asia/Riyadh", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok",
    "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul", "Australia/Adelaide", "Australia/Brisbane",
    "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
_PLACES = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Antarctica")

# What WordPress offers as a manual offset, in minutes: half hours from -12 to +14, and four quarters.
MANUAL_OFFSETS = (*range(-720, 841, 30), 345, 525, 765, 825)


Changes = tuple[tuple[int, int], ...]
"""Offsets (minutes east of Greenwich), each with the second since 1970 from which it holds, in order."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One clock of the world, by all its names, the most familiar first; ``changes`` begin at 2000."""

    names: tuple[str, ...]
    changes: Changes

    def offset_at(self, second: int) -> int:
        """Return minutes east of Greenwich at ``second`` since 1970."""
        return self.changes[max(bisect_right(self.changes, (second, 10_000)) - 1, 0)][1]

    def between(self, first: int, last: int) -> Changes:
        """Return the offset at ``first`` and the changes after it, up to ``last`` (seconds since 1970)."""
        start, stop = (bisect_right(self.changes, (second, 10_000)) for second in (first, last))
        return ((first, self.offset_at(first)), *self.changes[start:stop])


class RuleTable:
    """Every group of zones has a number; a set of groups is an integer with a bit for each."""

    def __init__(self, groups: Sequence[Rules]) -> None:
        """Index ``groups`` by name and by instant."""
        self.groups = tuple(groups)
        self.bit_of = {name: bit for bit, group in enumerate(groups) for name in group.names}
        events = sorted((at, bit, offset) for bit, group in enumerate(groups) for at, offset in group.changes)
        self._starts: list[int] = []
        self._masks: list[dict[int, int]] = []
        current: dict[int, int] = {}
        shown: dict[int, int] = {}
        for at, bit, offset in events:
            if bit in shown:
                current[shown[bit]] &= ~(1 << bit)
            shown[bit] = offset
            current[offset] = current.get(offset, 0) | 1 << bit
            if self._starts and self._starts[-1] == at:
                self._masks[-1] = dict(current)
            else:
                self._starts.append(at)
                self._masks.append(dict(current))

    def offsets_at(self, second: int) -> dict[int, int]:
        """Return the groups by the offset (minutes east) that they keep at ``second`` since 1970."""
        return self._masks[max(bisect_right(self._starts, second) - 1, 0)]

    def members(self, mask: int) -> list[int]:
        """Return the numbers of the groups in ``mask``, the more familiar first."""
        return [bit for bit in range(len(self.groups)) if mask >> bit & 1]


@lru_cache(maxsize=1)
def rule_table() -> RuleTable:
    """Build the table of this system's zones (under a second, once for a process)."""
    rest = _YEAR_2000[-1]
    walls = _YEAR_2000[:-1] + [rest + _STRIDE * n for n in range((LAST - rest) // _STRIDE + 2)]
    names = [name for name in zoneinfo.available_timezones() if name not in _NO_PLACE] + ["UTC"]
    by_changes: dict[Changes, set[str]] = {}
    known: dict[datetime, set[datetime]] = {}
    of_file: dict[bytes, Changes] = {}
    for name in names:
        content = _file_of(name)
        changes = of_file.get(content) or of_file.setdefault(
            content, _changes(zone_named(name), walls, known)
        )
        by_changes.setdefault(changes, set()).add(name)
    for minutes in MANUAL_OFFSETS:
        by_changes.setdefault(((seconds(FIRST), minutes),), set()).add(fixed_name(minutes))
    groups = [Rules(tuple(sorted(names, key=_rank)), changes) for changes, names in by_changes.items()]
    groups.sort(key=lambda group: (_rank(group.names[0])[0], -len(group.names), group.names[0]))
    return RuleTable(groups)


def _file_of(name: str) -> bytes:
    """The zone's file, for names that share one are the same clock; the name itself where there is no file."""
    for folder in (*map(Path, zoneinfo.TZPATH), Path(str(files("tzdata.zoneinfo")))):
        try:
            return (folder / name).read_bytes()
        except OSError:
            continue
    return name.encode()


def seconds(utc: datetime) -> int:
    """Return seconds since 1970 of a naive UTC time."""
    return (utc - _EPOCH) // timedelta(seconds=1)


def moment(second: int) -> datetime:
    """Return the naive UTC time of a second since 1970."""
    return _EPOCH + timedelta(seconds=second)


def _changes(zone: Zone, walls: Sequence[datetime], known: dict[datetime, set[datetime]]) -> Changes:
    """Return a zone's offset at 2000 and all its changes up to 2037.

    ``walls`` are wall clock times to look at (a question four times faster than one by UTC).  ``known`` holds
    the changes of other zones by the time before them, for most zones change together; it grows.
    """
    start = wall_offset(zone, walls[0])
    found = [(seconds(FIRST), start // _MINUTE)]
    for low, high in pairwise(walls):
        after = wall_offset(zone, high)
        if after == start:
            continue
        seen = known.setdefault(low, set())
        at = next((at for at in seen if _changes_at(zone, at, start, after)), None)
        if at is None:
            at = change_between(zone, low - start, high - after)
            seen.add(at)
        found.append((seconds(at), after // _MINUTE))
        start = after
    return tuple(found)


def _changes_at(zone: Zone, at: datetime, before: timedelta, after: timedelta) -> bool:
    return offset_at(zone, at) * _MINUTE == after and offset_at(zone, at - _SECOND) * _MINUTE == before


def _rank(name: str) -> tuple[int, str]:
    """Order names: familiar places, places, then offsets and old names such as `EST5EDT`."""
    if name in _FAMILIAR:
        return _FAMILIAR.index(name), name
    return len(_FAMILIAR) + (0 if name.partition("/")[0] in _PLACES else 1), name
