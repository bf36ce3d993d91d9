"""Date formats that WordPress sites print: read by hand-made patterns, written by `format_date`.

Reading is strict.  A text is one date, with a time or without, in one of the shapes below, or it is not ours
(`None`: somebody else may try).  A text that has our shape but names no day or minute of any calendar
(30 February, 25:61), or that can mean two days, is `UNREADABLE`: nobody should guess at it.

Shapes: `January 12, 2017`, `12 January 2017`, `12. Januar 2017`, `12-Jan-2017`, `2017-01-12`, `12/01/2017`,
`12.01.2017`, `January 2017`, `2017-01`, `2017`; week days and ordinals are skipped.  A time stands behind
(after a comma, `T`, `at`, `um`, `@`, a dash) or before (`12:50 am on January 12, 2017`), in 12 or 24 hours, with
or without seconds.  Behind the time may stand an offset (`Z`, `UTC`, `+05:00`, `GMT+5`) or an abbreviation;
abbreviations (`IST`, `EST`) are read over, for most of them name several zones.
"""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a printed date says; the first three are null where it cannot be read (the caller keeps the text)."""

    local: str | None
    """Wall clock, ISO, as fine as it was printed: `2017-01-12T00:50:07`, `…T00:50`, `2017-01-12`, `2017-01`, `2017`."""
    offset_minutes: int | None
    """Minutes east of Greenwich where the text carries an offset or `Z`; 0 for relative text, given in UTC."""
    precision: str | None
    """`second`, `minute`, `hour`, `day`, `month` or `year`."""
    relative: bool = False
    """The text counts back from the time of capture (`3 hours ago`): the truth may be a unit away on either side."""


UNREADABLE: Final = ReadDate(None, None, None)

FORMATS: Final = (
    "F j, Y g:i a",
    r"F j, Y \a\t g:i a",
    "F j, Y, g:i A",
    "F j, Y H:i",
    "F jS, Y g:i a",
    "l, F j, Y g:i a",
    "M j, Y g:i A",
    "j F Y H:i",
    "j F Y g:i a",
    "j. F Y H:i",
    "D, d M Y H:i:s",
    "Y-m-d H:i",
    "Y-m-d H:i:s",
    r"Y-m-d\TH:i",
    r"Y-m-d\TH:i:s",
    "Y/m/d g:i a",
    "Y.m.d H:i",
    "d.m.Y H:i",
    "j.n.Y G:i",
    "d/m/Y H:i",
    "d/m/Y g:i a",
    "m/d/Y g:i a",
    "d-m-Y H:i",
    r"g:i a \o\n F j, Y",
    "H:i, d.m.Y",
    "F j, Y",
    "M j, Y",
    "j F Y",
    "j M Y",
    "Y-m-d",
    "Y/m/d",
    "d/m/Y",
    "m/d/Y",
    "d.m.Y",
    "F Y",
    "Y-m",
    "Y",
)
"""Formats, in the letters of PHP's `date()` as WordPress's settings page takes them, that are read back exactly.

`d/m/Y` and `m/d/Y` need `day_first` to be told.
"""

_EARLIEST_YEAR, _LATEST_YEAR = 1970, 2199
_WIDEST_OFFSET = 15 * 60

_MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner jän",
            "february feb februar feber",
            "march mar märz maerz mär mrz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}

_MONTH = r"(?P<month>[^\W\d_]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"
_LETTER_DATES = (rf"{_MONTH} {_DAY},? {_YEAR}", rf"{_MONTH},? {_YEAR}")
_DIGIT_DATES = (
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
    r"(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>\d{4})",
    r"(?P<one>\d{1,2})(?P<sep>\.) ?(?P<two>\d{1,2})(?:\. |, ?)(?P<year>\d{4})",
    rf"{_DAY}(?: of)?[ -]{_MONTH}[ ,-] ?{_YEAR}",
    r"(?P<year>\d{4})-(?P<number>\d{2})",
    _YEAR,
)
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?| ?(?P<clock>uhr)\b)?"
)
_ZONE = (
    r"(?: ?\(?(?:(?:UTC|GMT)? ?(?P<sign>[+\-−])(?P<oh>\d{1,2})(?::?(?P<om>\d\d))?|(?P<utc>Z|UTC|GMT)"
    r"|(?-i:[A-Z]{2,4}T|MSK))\)?)?"
)
_BETWEEN = r"(?:T|(?: ?, ?| )(?:(?:at|um|@|-|–|—|\||·|•) ?)?)"
_LETTER_SHAPES, _DIGIT_SHAPES = (
    tuple(re.compile(rf"{date}(?:{_BETWEEN}{_TIME}{_ZONE})?", re.IGNORECASE) for date in dates)
    for dates in (_LETTER_DATES, _DIGIT_DATES)
)
_TIME_FIRST = re.compile(
    r"(\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.? ?m\b\.?| ?uhr\b)?)(?: ?(?:,|-|–|—|@|\||·|•) ?| )(?:on )?(\S.*)",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"(?:(?:posted|published|updated|modified|last|first|on|date|veröffentlicht|geschrieben|am|vom)\b ?:? ?)+",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|satur|sat|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so)\b\.?,? ?",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"\s*(?:[Pp]osted\s+)?(?:[Oo]n\s+)?([A-Za-z]{3,9})\s+(\d{1,2}),\s+(\d{4}),?\s+(?:at\s+)?(\d{1,2}):(\d\d)\s*"
    r"([AaPp])\.?\s?[Mm]\.?\s*"
)


def squeeze(raw: str) -> str:
    """Return ``raw`` on one line: white space of any kind is one space, direction marks and labels are gone."""
    text = " ".join(raw.replace("\u200e", "").replace("\u200f", "").replace("\u200b", "").split())
    text = text.strip(" ,;|·•–—-")
    label = None if text[:1].isdigit() else _LABELS.match(text)
    return text[label.end() :] if label else text


def read_known(raw: str, day_first: bool | None = None, *, english: bool = False) -> ReadDate | None:
    """Read ``raw`` if it is one of this module's shapes.

    ``day_first`` says what `03/04/2017` and `03-04-2017` mean where both numbers could be the month; without it
    they are `UNREADABLE`.  Dots (`03.04.2017`) mean the day first unless ``day_first`` is false, or the page is
    ``english`` and prints `am` or `pm`.  Years outside 1970–2199 are `UNREADABLE`.  `None`: not our shape.
    """
    # The shape of nearly every comment of a WordPress site, before anything that costs time.
    common = _COMMON.fullmatch(raw)
    if common:
        name, day, year, hour, minute, half = common.groups()
        month = _MONTHS.get(name.lower())
        if month is None:
            return None
        date = _date(int(year), month, int(day))
        clock = _clock(int(hour), int(minute), None, half)
        return ReadDate(f"{date}T{clock}", None, "minute") if date and clock else UNREADABLE
    text = squeeze(raw)
    if not text[:1].isdigit() and (weekday := _WEEKDAY.match(text)):
        text = text[weekday.end() :]
    swapped = _TIME_FIRST.fullmatch(text) if text[:1].isdigit() and ":" in text[:5] else None
    if swapped:
        rest = _LABELS.sub("", swapped[2], count=1) if _LABELS.match(swapped[2]) else swapped[2]
        rest = rest[found.end() :] if (found := _WEEKDAY.match(rest)) else rest
        text = f"{rest} {swapped[1]}"
    for shape in _DIGIT_SHAPES if text[:1].isdigit() else _LETTER_SHAPES:
        match = shape.fullmatch(text)
        if match:
            return _reading(match.groupdict(), day_first, english=english)
    return None


def day_first_of(texts: Iterable[str]) -> bool | None:
    """Say which number is the day in a site's numeric dates, from all of them together.

    One `13/01/2017` shows that days come first, one `01/13/2017` that months do; `None` where neither is
    there, or both.
    """
    seen = set()
    for text in texts:
        match = re.search(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?!\d)", text)
        if match and (int(match[1]) > 12) != (int(match[3]) > 12):
            seen.add(int(match[1]) > 12)
    return seen.pop() if len(seen) == 1 else None


def _reading(
    found: dict[str, str | None], day_first: bool | None, *, english: bool = False
) -> ReadDate | None:
    """Turn the named parts of a match into a reading."""
    year = int(found["year"] or 0)
    if name := found.get("month"):
        month = _MONTHS.get(name.lower())
        if month is None:
            return None  # "Ocak 12, 2017": a month of another language
        day = int(found["day"] or 0) if "day" in found else None
    elif found.get("one"):
        dotted = found["sep"] == "." and not (english and found.get("half"))
        pair = _ordered(int(found["one"] or 0), int(found["two"] or 0), dotted, day_first)
        if pair is None:
            return UNREADABLE
        day, month = pair
    else:
        month = int(found["number"] or 0) if "number" in found else None
        day = int(found["day"] or 0) if "day" in found else None
    hour = found.get("hour")
    if month is None or day is None:
        if hour or not _EARLIEST_YEAR <= year <= _LATEST_YEAR or not 1 <= (month or 1) <= 12:
            return UNREADABLE
        if month is None:
            return ReadDate(f"{year}", None, "year")
        return ReadDate(f"{year}-{month:02}", None, "month")
    date = _date(year, month, day)
    if date is None:
        return UNREADABLE
    if hour is None:
        return ReadDate(date, None, "day")
    if found["minute"] is None and not (found["half"] or found["clock"]):
        return None  # "12 January 2017 5": a number, not a time
    second = found["second"]
    clock = _clock(int(hour), int(found["minute"] or 0), int(second) if second else None, found["half"])
    offset = _offset(found)
    if clock is None or (offset is not None and abs(offset) > _WIDEST_OFFSET):
        return UNREADABLE
    precision = "second" if second else "minute" if found["minute"] else "hour"
    return ReadDate(f"{date}T{clock}", offset, precision)


def _ordered(one: int, two: int, dotted: bool, day_first: bool | None) -> tuple[int, int] | None:
    """Return (day, month) of two numbers, or `None` where either could be the month and nobody said."""
    if one > 12 or (two <= 12 and one == two):
        return one, two
    if two > 12:
        return two, one
    if day_first is None and not dotted:
        return None
    return (two, one) if day_first is False else (one, two)


def _date(year: int, month: int, day: int) -> str | None:
    if not (_EARLIEST_YEAR <= year <= _LATEST_YEAR and 1 <= month <= 12 and day >= 1):
        return None
    if day > 28 and day > monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02}-{day:02}"


def _clock(hour: int, minute: int, second: int | None, half: str | None) -> str | None:
    """Return `HH:MM` or `HH:MM:SS`; 12-hour clocks also as `G:i a` prints them (`0:50 am`, `13:05 pm`)."""
    if half:
        afternoon = half in "pP"
        if hour == 12:
            hour = 12 if afternoon else 0
        elif afternoon and 1 <= hour < 12:
            hour += 12
        elif (afternoon and hour == 0) or (not afternoon and hour > 12):
            return None
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return f"{hour:02}:{minute:02}" if second is None else f"{hour:02}:{minute:02}:{second:02}"


def _offset(found: dict[str, str | None]) -> int | None:
    """Return minutes east of Greenwich as printed, `None` where no offset is."""
    if found["utc"]:
        return 0
    if not found["sign"]:
        return None
    total = int(found["oh"] or 0) * 60 + int(found["om"] or 0)
    return total if found["sign"] == "+" else -total


def format_date(local: str, fmt: str) -> str:
    """Print a wall clock the way WordPress does; the inverse of `read_known` for every one of `FORMATS`.

    ``local`` is ISO without an offset, to the year, month, day, minute or second; ``fmt`` is in the letters of
    PHP's `date()`: `d D j l S F m M n Y y a A g G h H i s` and backslash escapes, in English.  Raises
    `ValueError` for any other letter or a text that is no time.
    """
    moment = datetime.fromisoformat(local + {4: "-01-01", 7: "-01"}.get(len(local), ""))
    out = []
    letters = iter(fmt)
    for letter in letters:
        if letter == "\\":
            out.append(next(letters, ""))
        elif letter.isalpha():
            out.append(_print(moment, letter))
        else:
            out.append(letter)
    return "".join(out)


def _print(at: datetime, letter: str) -> str:
    """Print one letter of PHP's `date()`."""
    match letter:
        case "d" | "m" | "H" | "s":
            return f"{ {'d': at.day, 'm': at.month, 'H': at.hour, 's': at.second}[letter]:02}"
        case "j" | "n" | "G" | "Y":
            return str({"j": at.day, "n": at.month, "G": at.hour, "Y": at.year}[letter])
        case "i":
            return f"{at.minute:02}"
        case "y":
            return f"{at.year % 100:02}"
        case "g" | "h":
            hour = at.hour % 12 or 12
            return f"{hour:02}" if letter == "h" else str(hour)
        case "a" | "A":
            half = "am" if at.hour < 12 else "pm"
            return half.upper() if letter == "A" else half
        case "F" | "M":
            return (month_name if letter == "F" else month_abbr)[at.month]
        case "l" | "D":
            return (day_name if letter == "l" else day_abbr)[at.weekday()]
        case "S":
            ends = {1: "st", 2: "nd", 3: "rd"}
            return "th" if at.day in (11, 12, 13) else ends.get(at.day % 10, "th")
    raise ValueError(f"format letter {letter!r} is not supported")
