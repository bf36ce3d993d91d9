"""What `03/04/2017` means on a page, told by all dates of the page together; never by its language.

In this order, each only where it leaves one answer: a number above 12; a machine time beside the printed one; ids,
which rise with time; the time of capture, after which no comment was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from quwa_archive.normalize.dates import ReadDate, day_first_of, read_date

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?!\d)")
_HALF = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)


class Stamp(NamedTuple):
    """A printed date with what is known beside it: the comment's id (``None``: the article's own) and a machine time."""

    raw: str
    id: int | None = None
    machine: ReadDate | None = None


def is_open(raw: str) -> bool:
    """Whether a text holds a numeric date that can mean two days; with dots only beside `am` or `pm`."""
    found = _NUMBERS.search(raw)
    return (
        found is not None
        and (found[2] != "." or _HALF.search(raw) is not None)
        and int(found[1]) <= 12
        and int(found[3]) <= 12
        and int(found[1]) != int(found[3])
    )


def day_first_on(stamps: Sequence[Stamp], *, captured_at: str, languages: Sequence[str]) -> bool | None:
    """Whether the day comes first in the numeric dates of one page; ``None`` where nothing, or not everything, says.

    ``captured_at`` (UTC, ISO, `…Z`) is when the page was had.
    """
    told = day_first_of(stamp.raw for stamp in stamps)
    if told is not None or not any(is_open(stamp.raw) for stamp in stamps):
        return told
    if _both_ways(stamps):
        return None
    readings = {
        order: [
            (stamp, day)
            for stamp in stamps
            if _NUMBERS.search(stamp.raw)
            and (
                day := _day(
                    read_date(stamp.raw, captured_at=captured_at, languages=languages, day_first=order)
                )
            )
        ]
        for order in (True, False)
    }
    latest = date.fromisoformat(captured_at[:10]) + _ONE_DAY
    for holds in (_fits_machine, _rises, lambda read: all(day <= latest for _, day in read)):
        possible = [order for order, read in readings.items() if holds(read)]
        if len(possible) == 1:
            return possible[0]
    return None


def _both_ways(stamps: Sequence[Stamp]) -> bool:
    """Whether one date of the page has its day first and another its month: then the page has no order."""
    ways = {day_first_of([stamp.raw]) for stamp in stamps}
    return {True, False} <= ways


def _day(read: ReadDate) -> date | None:
    return date.fromisoformat(read.local[:10]) if read.local and len(read.local) >= 10 else None


def _fits_machine(read: Sequence[tuple[Stamp, date]]) -> bool:
    """Whether every machine time lies on the printed day, or beside it: it may be in UTC."""
    return all(
        abs(day - machine) <= _ONE_DAY
        for stamp, day in read
        if stamp.machine is not None and (machine := _day(stamp.machine)) is not None
    )


def _rises(read: Sequence[tuple[Stamp, date]]) -> bool:
    days = [day for _, day in sorted((stamp.id, day) for stamp, day in read if stamp.id is not None)]
    return all(one <= two for one, two in pairwise(days))
