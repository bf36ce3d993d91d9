"""Times in attributes (`datetime`, `title`, `content`, `data-*`) beside the printed ones: which of them to believe.

A machine time is believed where it says the same as the printed one, only finer; where it says anything else it is
ignored, by one of the names below.  Themes fill these attributes with the time at which the page was made, with
the post's date in every comment, or with a time of day alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from quwa_archive.normalize.dates import ReadDate, read_date

AGREES: Final = "agrees"
"""It says what is printed, and more: an offset, seconds, a time of day; or nothing readable is printed."""
UNREADABLE: Final = "unreadable"
"""It is no date: a time of day, a number of seconds (of which nobody knows from which clock), a sentence."""
COARSER: Final = "coarser"
"""It says no more than is printed."""
CONTRADICTS: Final = "contradicts"
"""It says another day or time than is printed."""
SAME_FOR_ALL: Final = "same for all"
"""All comments of the page have this one, though different times are printed: it is the page's, or the post's."""

_LENGTHS: Final = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
_FARTHEST: Final = timedelta(hours=14)


def read_machine(
    raw: str, *, captured_at: str, languages: Sequence[str] = ("en",), day_first: bool | None = None
) -> ReadDate:
    """What an attribute says: ISO or RFC times, or a date in words (a `title`); unread for all that counts back."""
    read = read_date(raw, captured_at=captured_at, languages=languages, day_first=day_first)
    return ReadDate(None, None, None) if read.relative or raw.strip().isdecimal() else read


def judge(machine: ReadDate, printed: ReadDate) -> str:
    """`AGREES`, `UNREADABLE`, `COARSER` or `CONTRADICTS`: what one machine time is beside the printed one."""
    if machine.local is None:
        return UNREADABLE
    if printed.local is None or printed.precision is None:
        return AGREES
    if printed.relative:
        if len(machine.local) < 10:
            return COARSER
        return AGREES if _within(machine, printed.local, printed.precision) else CONTRADICTS
    if machine.local.startswith(printed.local):
        finer = len(machine.local) > len(printed.local) or machine.offset_minutes is not None
        return AGREES if finer else COARSER
    return COARSER if printed.local.startswith(machine.local) else CONTRADICTS


def wall_clock(machine: ReadDate, printed: ReadDate) -> ReadDate:
    """A machine time without its `+00:00`, where the printed time is the same wall clock.

    Before WordPress 5.3 the format `c`, which most themes ask for in `datetime`, gave `+00:00` whatever the site's
    zone was.  So this offset says nothing beside a printed wall clock; on a site in UTC nothing is lost by it.
    """
    pretended = machine.offset_minutes == 0 and printed.local is not None and not printed.relative
    return ReadDate(machine.local, None, machine.precision) if pretended else machine


def same_for_all(raws: Sequence[str | None], machines: Sequence[str | None]) -> bool:
    """Whether two comments or more, printed with different times, share one machine time (`SAME_FOR_ALL`)."""
    return len(machines) > 1 and machines[0] is not None and len(set(machines)) == 1 and len(set(raws)) > 1


def _within(machine: ReadDate, local: str, precision: str) -> bool:
    """Whether a time lies where `3 hours ago` (``local``, in UTC) can; without an offset its zone may be any."""
    at = datetime.fromisoformat(machine.local or "")
    slack = _FARTHEST
    if machine.offset_minutes is not None:
        at, slack = at - timedelta(minutes=machine.offset_minutes), timedelta(0)
    start = datetime.fromisoformat(local + {4: "-01-01", 7: "-01"}.get(len(local), ""))
    unit = _LENGTHS[precision]
    return start - unit - slack <= at < start + 2 * unit + slack
