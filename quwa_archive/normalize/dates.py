"""From a date as printed to a wall clock with its true precision.

Known formats come first (`formats`), then the words of the languages it is told (`translation`); dateparser reads
the rest and is believed only for what the text itself says.  Nothing is made up: no day for `January 2017`, no year for `May 5`, no
offset for `IST`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from quwa_archive.normalize.languages import language_named
from quwa_archive.normalize.relative import back, before, cut
from quwa_archive.normalize.translation import (
    counted_back,
    has_words,
    in_english,
    in_two,
    knows_all_words,
)

__all__ = ["ReadDate", "day_first_of", "format_date", "read_date"]


_LONGEST = 100
"""Characters; longer text is prose, and dateparser takes milliseconds to say so."""

_AGO = re.compile(
    r"(?:about |over |almost )?(\d{1,4}|an?|one) "
    r"(sec|min|hr|second|minute|hour|day|week|month|year)s?\.? ago(?: at \d.*)?",
    re.IGNORECASE,
)
_TWO_AGO = re.compile(
    r"(?:about |over |almost )?(\d{1,3}) (second|minute|hour|day|week|month|year)s?,? (?:and )?"
    r"(\d{1,3}) (second|minute|hour|day|week|month|year)s? ago",
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

    ``languages`` (`de`, `en-US`) are tried in this order; unknown ones are passed over.

    ``day_first`` settles `03/04/2017`.  Without it such a text is unread, never guessed; `13/04/2017`,
    `04/13/2017`, `04/04/2017` and `03.04.2017` need no telling.

    Abbreviations of zones other than `UTC` and `GMT` give no offset: IST is kept in three zones.  Impossible
    dates and junk are unread.  Raises `ValueError` if ``captured_at`` is needed and is no time.
    """
    known = read_known(raw, day_first, english=_is_american(languages))
    if known is not None and known.local is not None:
        return known
    codes = [language_named(language) for language in languages]
    text = squeeze(raw)
    # `1395/10/22` is no year of ours, but one of a Persian page.
    if not text or len(text) > _LONGEST or (known is not None and "fa" not in codes):
        return UNREADABLE
    for code in codes:
        found = _read_in(text, code, captured_at, day_first)
        if found is not None:
            return found
    # Where the words of a language are known, dateparser is not to read over one that is not among them.
    codes = [code for code in codes if not has_words(code) or knows_all_words(text, code)]
    return _read_other(text, captured_at, codes, day_first)


def _is_american(languages: Sequence[str]) -> bool:
    """Whether months may come first in dates with dots: English of no country or of one that writes so."""
    first = languages[0].replace("_", "-").casefold() if languages else ""
    return first in ("", "en", "en-us", "en-ca", "en-ph")


def _read_in(text: str, code: str, captured_at: str, day_first: bool | None) -> ReadDate | None:
    """Read ``text`` (squeezed) with the words of one language; ``None`` where they are not enough."""
    if not has_words(code):
        return None
    english = in_english(text, code)
    found = read_known(english, day_first) if english else None
    if found is not None:
        return found
    span = counted_back(text, code)
    return None if span is None else before(_moment(captured_at), span.number, span.unit)


def _moment(captured_at: str) -> datetime:
    return datetime.fromisoformat(captured_at.removesuffix("Z"))


def _read_other(text: str, captured_at: str, languages: Sequence[str], day_first: bool | None) -> ReadDate:
    """Read relative text and other languages; ``text`` is squeezed."""
    if not any(letter.isalpha() for letter in text):
        return UNREADABLE
    base = _moment(captured_at)
    ago = _AGO.fullmatch(text)
    if ago:
        count = int(ago[1]) if ago[1].isdigit() else 1
        unit = ago[2].lower()
        return before(base, count, _UNITS.get(unit, unit))
    if (two := _TWO_AGO.fullmatch(text)) and (span := in_two(" ".join(two.groups()).lower())):
        return before(base, span.number, span.unit)
    if text.lower() in ("just now", "now", "moments ago"):
        return back(base, "minute")
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
    wanted = [code for code in languages if code in language_order]
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
            return cut(first, period, None)
        since = _months(base, period) - _months(first, period)
        counted = since >= 0 and since == _months(other, period) - _months(second, period)
        return back(first, period) if counted else UNREADABLE  # "il y a 2 mois"
    if first == second:
        if period != "time":
            return cut(first, "day", None)
        return cut(first, "second" if re.search(r"\d:\d\d:\d\d", text) else "minute", offset)
    if first - base == second - other:
        return back(first, _relative_precision(base - first)) if first <= base else UNREADABLE
    if first.date() - base.date() == second.date() - other.date() and first.date() < base.date():
        return back(first, "day")  # "yesterday at 2:30 pm"; a bare "5 pm" is on no day
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
