"""From a date as printed to a wall clock with its true precision.

Known formats come first (`formats`); dateparser reads the rest, in the languages it is told, and is believed
only for what the text itself says.  Nothing is made up: no day for `January 2017`, no year for `May 5`, no
offset for `IST`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from dateparser.data.languages_info import language_order
from dateparser.date import DateDataParser

from quwa_archive.normalize.formats import (
    UNREADABLE,
    ReadDate,
    day_first_of,
    format_date,
    read_known,
    squeeze,
)

__all__ = ["ReadDate", "day_first_of", "format_date", "read_date"]


_LONGEST = 100
"""Characters; longer text is prose, and dateparser takes milliseconds to say so."""

_AGO = re.compile(
    r"(?:about |over |almost )?(\d{1,4}|an?|one) "
    r"(sec|min|hr|second|minute|hour|day|week|month|year)s?\.? ago(?: at \d.*)?",
    re.IGNORECASE,
)
_UNITS: Final = {"sec": "second", "min": "minute", "hr": "hour"}
_TIMEZONE_AT_END = re.compile(
    r" ?\(?(?:(?:UTC|GMT)? ?([+\-−])(\d{1,2}):?(\d\d)|(Z|UTC|GMT)|(?:[A-Z]{2,4}T|MSK))\)?$"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)")


def read_date(
    raw: str,
    *,
    captured_at: str,
    languages: Sequence[str] = ("en",),
    day_first: bool | None = None,
) -> ReadDate:
    """Read a date as printed on a page or in a feed; pure: equal arguments give an equal answer for ever.

    ``captured_at`` (UTC, ISO, `…Z`) is what relative text is relative to: `3 hours ago` becomes a ``local`` in
    UTC with ``offset_minutes`` 0 and precision `hour`.  `yesterday at 2:30 pm` keeps only its day, for whose
    yesterday it is depends on the zone.  Weeks have the precision `month`.

    ``languages`` (`de`, `en-US`) are tried by dateparser, in this order; unknown ones are passed over.

    ``day_first`` settles `03/04/2017`.  Without it such a text is unread, never guessed; `13/04/2017`,
    `04/13/2017`, `04/04/2017` and `03.04.2017` need no telling.

    Abbreviations of zones other than `UTC` and `GMT` give no offset: IST is kept in three zones.  Impossible
    dates and junk are unread.  Raises `ValueError` if ``captured_at`` is needed and is no time.
    """
    known = read_known(raw, day_first)
    return known if known is not None else _read_other(squeeze(raw), captured_at, languages, day_first)


def _read_other(text: str, captured_at: str, languages: Sequence[str], day_first: bool | None) -> ReadDate:
    """Read relative text and other languages; ``text`` is squeezed."""
    if not text or len(text) > _LONGEST or not any(letter.isalpha() for letter in text):
        return UNREADABLE
    base = datetime.fromisoformat(captured_at.removesuffix("Z"))
    ago = _AGO.fullmatch(text)
    if ago:
        count = int(ago[1]) if ago[1].isdigit() else 1
        unit = ago[2].lower()
        return _before(base, count, _UNITS.get(unit, unit))
    if text.lower() in ("just now", "now", "moments ago"):
        return _back(base, "minute")
    for one, two, three in _NUMERIC.findall(text):
        if (len(one) < 4 and len(three) < 4) or (
            len(three) == 4 and day_first is None and int(one) <= 12 and int(two) <= 12 and one != two
        ):
            return UNREADABLE  # "le 03/04/17 à 5h": which is the day, which the year?
    offset = None
    zone = _TIMEZONE_AT_END.search(text)
    if zone:
        text = text[: zone.start()]
        if zone[4]:
            offset = 0
        elif zone[1]:
            offset = (int(zone[2]) * 60 + int(zone[3])) * (1 if zone[1] == "+" else -1)
    return _dateparser(text, base, languages, day_first, offset)


def _dateparser(
    text: str, base: datetime, languages: Sequence[str], day_first: bool | None, offset: int | None
) -> ReadDate:
    """Ask dateparser twice, as if captured at two times that share no part: what the text says does not move.

    What moves exactly with the time of capture is relative; what moves in part was made up (`May 5` gets a
    year, `5 pm` a day) and is unread.  Periods tell apart `January 2017` from a day.
    """
    wanted = [code for language in languages if (code := language.split("-")[0].lower()) in language_order]
    if not wanted:
        return UNREADABLE
    other = base - timedelta(days=400, hours=base.hour // 2 + 5, minutes=17, seconds=11)
    found = []
    for now in (base, other):
        settings = {
            "RELATIVE_BASE": now,
            "TIMEZONE": "UTC",
            "RETURN_TIME_AS_PERIOD": True,
            "PARSERS": ["relative-time", "absolute-time"],
            "DATE_ORDER": "MDY" if day_first is False else "DMY",
        }
        data = DateDataParser(languages=wanted, try_previous_locales=False, settings=settings).get_date_data(
            text
        )
        if data.date_obj is None or data.date_obj.tzinfo is not None:
            return UNREADABLE
        found.append((data.date_obj, data.period))
    (first, period), (second, _) = found
    if period in ("month", "year"):
        if _months(first, period) == _months(second, period):
            return _cut(first, period, None)
        back = _months(base, period) - _months(first, period)
        counted = back >= 0 and back == _months(other, period) - _months(second, period)
        return _back(first, period) if counted else UNREADABLE  # "il y a 2 mois"
    if first == second:
        if period != "time":
            return _cut(first, "day", None)
        return _cut(first, "second" if re.search(r"\d:\d\d:\d\d", text) else "minute", offset)
    if first - base == second - other:
        return _back(first, _relative_precision(base - first)) if first <= base else UNREADABLE
    if first.date() - base.date() == second.date() - other.date() and first.date() < base.date():
        return _back(first, "day")  # "yesterday at 2:30 pm"; a bare "5 pm" is on no day
    return UNREADABLE


def _months(moment: datetime, unit: str) -> int:
    return moment.year if unit == "year" else moment.year * 12 + moment.month


def _relative_precision(back: timedelta) -> str:
    """Return the unit that a span was counted in, as far as its length tells: 7 days may be a week, 0 today."""
    seconds = int(back.total_seconds())
    for length, name in ((7 * 86400, "month"), (86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds and seconds % length == 0:
            return name
    return "second" if seconds else "day"


def _before(base: datetime, count: int, unit: str) -> ReadDate:
    """Go ``count`` units back from ``base`` (UTC)."""
    if unit in ("month", "year"):
        months = base.year * 12 + base.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return _back(datetime(year, month + 1, 1), unit) if year > 0 else UNREADABLE  # noqa: DTZ001 - naive UTC
    return _back(base - timedelta(**{f"{unit}s": count}), "month" if unit == "week" else unit)


def _back(moment: datetime, precision: str) -> ReadDate:
    """Return a time that was counted back, in UTC."""
    found = _cut(moment, precision, 0)
    return replace(found, relative=True) if found.local else found


def _cut(moment: datetime, precision: str, offset: int | None) -> ReadDate:
    """Write ``moment`` to ``precision``; an hour is written with its minutes, for they are the best estimate."""
    if not 1970 <= moment.year <= 2199:
        return UNREADABLE
    length = {"year": 4, "month": 7, "day": 10, "hour": 16, "minute": 16, "second": 19}[precision]
    return ReadDate(moment.isoformat(timespec="seconds")[:length], offset, precision)
