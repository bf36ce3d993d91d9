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

from quwa_archive.normalize.clock import Zone, change_between, fixed_name, offset_at, zone_named
from quwa_archive.normalize.zone_files import changes_between, read_zone_file

FIRST, LAST = datetime(2000, 1, 1), datetime(2038, 1, 1)  # noqa: DTZ001 - naive UTC throughout
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001
_STRIDE = timedelta(days=21)  # no two changes of a yearly rule lie nearer to each other
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
    """Build the table of this system's zones (once for a process)."""
    names = [name for name in zoneinfo.available_timezones() if name not in _NO_PLACE] + ["UTC"]
    by_changes: dict[Changes, set[str]] = {}
    of_file: dict[bytes, Changes] = {}
    of_rule: dict[tuple[str, datetime], Changes] = {}
    for name in names:
        content = _file_of(name)
        changes = of_file.get(content)
        if changes is None:
            changes = of_file[content] = _changes(name, content, of_rule)
        by_changes.setdefault(changes, set()).add(name)
    for minutes in MANUAL_OFFSETS:
        by_changes.setdefault(((seconds(FIRST), minutes),), set()).add(fixed_name(minutes))
    groups = [Rules(tuple(sorted(names, key=_rank)), changes) for changes, names in by_changes.items()]
    groups.sort(key=lambda group: (_rank(group.names[0])[0], -len(group.names), group.names[0]))
    return RuleTable(groups)


def _file_of(name: str) -> bytes:
    """The zone's file, for names that share one are the same clock.  Raises LookupError where there is none."""
    for folder in (*map(Path, zoneinfo.TZPATH), Path(str(files("tzdata.zoneinfo")))):
        try:
            return (folder / name).read_bytes()
        except OSError:
            continue
    raise LookupError(f"no file of the tz database for {name}")


def seconds(utc: datetime) -> int:
    """Return seconds since 1970 of a naive UTC time."""
    return (utc - _EPOCH) // timedelta(seconds=1)


def moment(second: int) -> datetime:
    """Return the naive UTC time of a second since 1970."""
    return _EPOCH + timedelta(seconds=second)


def _changes(name: str, content: bytes, of_rule: dict[tuple[str, datetime], Changes]) -> Changes:
    """Return a zone's offset at 2000 and all its changes up to 2037.

    What the file lists ends where a yearly rule begins; `of_rule` holds the changes by such rules from a New
    Year on, for many zones share one; it grows.  A file of another kind (version 1) is not read but asked:
    `zoneinfo` knows such ones too.
    """
    first, last = seconds(FIRST), seconds(LAST)
    try:
        file = read_zone_file(content)
    except ValueError:
        zone = zone_named(name)
        return ((first, offset_at(zone, FIRST)), *_look_for_changes(zone, FIRST, LAST))
    listed = changes_between(file, first, last)
    until = max(first, file.changes[-1][0] if file.changes else first)
    if not file.goes_on or until >= last:
        return listed
    zone = zone_named(name)
    if until == first:  # the rule is older than the table: Europe's, of 1996
        listed = ((first, offset_at(zone, FIRST)),)
    new_year = FIRST.replace(year=moment(until).year + 1)
    key = (file.rule, new_year)
    if key not in of_rule:
        of_rule[key] = _look_for_changes(zone, new_year, LAST)
    return listed + _look_for_changes(zone, moment(until), new_year) + of_rule[key]


def _look_for_changes(zone: Zone, start: datetime, end: datetime) -> Changes:
    """Return the changes of a zone after `start` and up to `end` (naive UTC), found by a look every three weeks."""
    looks = [start + _STRIDE * number for number in range((end - start) // _STRIDE + 1)] + [end]
    offsets = [offset_at(zone, look) for look in looks]
    return tuple(
        (seconds(change_between(zone, low, high)), after)
        for (low, before), (high, after) in pairwise(zip(looks, offsets, strict=True))
        if before != after
    )


def _rank(name: str) -> tuple[int, str]:
    """Order names: familiar places, places, then offsets and old names such as `EST5EDT`."""
    if name in _FAMILIAR:
        return _FAMILIAR.index(name), name
    return len(_FAMILIAR) + (0 if name.partition("/")[0] in _PLACES else 1), name
