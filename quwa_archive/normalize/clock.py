"""From a wall clock and a zone to the instants it can mean: clock changes, days, months.

Zones are named as the tz database does (`America/Toronto`), or `UTC+05:30` for a fixed offset, which a
WordPress site keeps when an offset was set by hand.  All times are ISO text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

Zone = ZoneInfo | timezone

_FIXED = re.compile(r"UTC([+-])(\d\d):(\d\d)")
_SECOND = timedelta(seconds=1)
_PRECISIONS = {4: "year", 7: "month", 10: "day", 16: "minute", 19: "second"}


@dataclass(frozen=True, slots=True)
class Span:
    """The instants that a wall clock can mean (UTC, `…Z`, to the second)."""

    earliest: str
    latest: str
    certainty: str
    """`exact`; `ambiguous`: the hour came twice, ``earliest`` and ``latest`` are the two instants; `nonexistent`: the
    hour was skipped, they are what the clock meant by the offsets after and before the change.  A day, month or
    year is `exact` and reaches from its first to its last second."""

    @property
    def at(self) -> str:
        """The one instant to show: the first of two; in a skipped hour by the offset before it, as WordPress reads."""
        return self.latest if self.certainty == "nonexistent" else self.earliest


@lru_cache(maxsize=1024)
def zone_named(name: str) -> Zone:
    """Return the zone of a tz name, `UTC`, or `UTC+05:30`. Raises `ValueError` for any other name."""
    if name in ("UTC", "UTC+00:00"):
        return UTC
    fixed = _FIXED.fullmatch(name)
    if fixed:
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
        return timezone(offset if fixed[1] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (OSError, LookupError, ValueError) as error:
        raise ValueError(f"unknown time zone {name!r}") from error


def fixed_name(offset_minutes: int) -> str:
    """Name a fixed offset (minutes east of Greenwich): `UTC`, `UTC-05:00`."""
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"UTC{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}" if offset_minutes else "UTC"


def precision_of(local: str) -> str:
    """Say how fine an ISO wall clock is written. Raises `ValueError` for a length that none has."""
    try:
        return _PRECISIONS[len(local)]
    except KeyError:
        raise ValueError(f"not an ISO wall clock: {local!r}") from None


def utc_text(moment: datetime) -> str:
    """Write a naive UTC time as `2017-01-12T05:50:00Z`."""
    return moment.isoformat(timespec="seconds") + "Z"


def read_utc(text: str) -> datetime:
    """Read `…Z` or an ISO text without an offset as naive UTC; with an offset, convert. Raises `ValueError`."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def local_text(utc: str, zone: Zone, precision: str) -> str:
    """Return the wall clock of ``zone`` at the instant ``utc``, no finer than ``precision``."""
    moment = read_utc(utc).replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    length = next((n for n, name in _PRECISIONS.items() if name == precision), 16)
    return moment.isoformat(timespec="seconds")[:length]


def instants(local: str, zone: Zone, precision: str | None = None) -> Span:
    """Return the instants that wall clock ``local`` means in ``zone``.

    ``precision`` is that of ``local``'s length unless given: `hour` turns `…T05:00` into an hour's bounds.
    Raises `ValueError` for a text that is no ISO wall clock.
    """
    precision = precision or precision_of(local)
    if precision in ("minute", "second"):
        return _moment(datetime.fromisoformat(local), zone)
    start, after = _bounds(local, precision)
    first, last = _moment(start, zone), _moment(after - _SECOND, zone)
    earliest, latest = first.earliest, last.latest
    if first.certainty == "nonexistent":  # midnight skipped: the day begins with the change of the clock
        earliest = _change(first, zone)
    if last.certainty == "nonexistent":
        latest = utc_text(read_utc(_change(last, zone)) - _SECOND)
    if latest < earliest:  # Samoa left out the whole of 30 December 2011
        return Span(latest, earliest, "nonexistent")
    return Span(earliest, latest, "exact")


def _moment(wall: datetime, zone: Zone) -> Span:
    first, second = wall_offset(zone, wall), wall_offset(zone, wall.replace(fold=1))
    if first == second:
        at = utc_text(wall - first)
        return Span(at, at, "exact")
    if first > second:
        return Span(utc_text(wall - first), utc_text(wall - second), "ambiguous")
    return Span(utc_text(wall - second), utc_text(wall - first), "nonexistent")


def _bounds(local: str, precision: str) -> tuple[datetime, datetime]:
    """Return the first second of a year, month, day or hour and the first second after it (wall clock)."""
    if precision == "hour":
        start = datetime.fromisoformat(local).replace(minute=0, second=0)
        return start, start + timedelta(hours=1)
    start = datetime.fromisoformat(local[:10] + {4: "-01-01", 7: "-01"}.get(len(local), ""))
    if precision == "day":
        return start, start + timedelta(days=1)
    if precision == "month":
        return start, start + timedelta(days=monthrange(start.year, start.month)[1])
    if precision == "year":
        return start, start.replace(year=start.year + 1)
    raise ValueError(f"unknown precision {precision!r}")


def _change(gap: Span, zone: Zone) -> str:
    """Return the instant of the clock change that skipped a time whose readings are ``gap``."""
    low, high = read_utc(gap.earliest), read_utc(gap.latest)
    return utc_text(change_between(zone, low - _SECOND, high))


def wall_offset(zone: Zone, wall: datetime) -> timedelta:
    """Return the offset that ``zone`` keeps at a wall clock time; ``fold`` chooses in a repeated or skipped hour."""
    return zone.utcoffset(wall) or timedelta(0)


def offset_at(zone: Zone, utc: datetime) -> int:
    """Return minutes east of Greenwich that ``zone`` keeps at a naive UTC time."""
    offset = zone.fromutc(utc.replace(tzinfo=zone)).replace(tzinfo=None) - utc
    return offset.days * 1440 + offset.seconds // 60


def change_between(zone: Zone, low: datetime, high: datetime) -> datetime:
    """Return the first second (naive UTC) in (``low``, ``high``] with another offset than at ``low``."""
    before = offset_at(zone, low)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if offset_at(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high
