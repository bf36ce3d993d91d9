"""Whether a short text holds a date, and where in it: for finding dates, not for reading them.

The words of a language are those that dateparser knows; a page that does not say its language is tried with all of
`LANGUAGES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quwa_archive.pages.general.datewords import (
    AGO,
    AGO_WORDS,
    HALF,
    HALVES,
    JOINT,
    MONTH,
    NUMBER,
    UNIT,
    WEEKDAY,
    bare,
    primary,
    words_of,
)
from quwa_archive.pages.general.naming import SAYS

LONGEST = 120
"""Characters; longer text is prose."""
_TOKEN = re.compile(r"(\d+)|([^\s\d.,:;/|()\[\]\-–—…•·،@«»“”\"]+)|([^\S\n]+|\n|[^\s])")
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2}\. ?\d{1,2}(?:\. |, ?)\d{4})(?!\d)"
)
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}(?:[:٫]\d\d|\s*h\s*\d\d(?:\s*min\b)?|\.\d\d(?![.\d])|h\d\d|\s*(?:uhr|[ap]\.?m\.?)\b)",
    re.IGNORECASE,
)
_EAST = re.compile(r"\d+\s*[年년].{0,3}?\d+\s*[月월].{0,3}?\d+\s*[日일]")
_EAST_AGO = re.compile(
    r"\d+\s*(?:年|か月|ヶ月|カ月|个月|個月|月|週間|周|週|日|天|時間|小时|小時|分钟|分鐘|分|秒|년|개월|주|일|시간|분|초)\s*[前전]"
)
_UNKNOWN_MONTH = re.compile(
    r"(?<!\d)(?:\d{1,2}[\s.]+[^\s\d.,]{3,12}[\s.,،]+\d{4}|[^\s\d.,]{3,12}[\s.]+\d{1,2}[\s,،]+\d{4})(?!\d)"
)
_DIGIT = re.compile(r"\d")
_NEXT_WORD = re.compile(r"\s*([^\s\d:,;|()]+)")
_GAP = 14
"""Characters between a day and its time of day."""
_APART = frozenset("–—•·|@")
_TIES = frozenset(" ,.:/-–—،'’@·•|()\u00a0\u202f\u2009")
_NOW = re.compile(
    r"\b(?:yesterday|today|just now|a moment ago|gestern|heute|gerade eben|hier|ayer|hoy|ieri|oggi|ontem|hoje|"
    r"wczoraj|dzisiaj|вчера|сегодня|dün|bugün|gisteren|vandaag|أمس|اليوم|دیروز|امروز|کل|आज|कल|kemarin)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Span:
    """A date in a text: from ``start`` to ``end``; ``day`` and ``time`` say what it has, ``relative`` that it is ago."""

    start: int
    end: int
    day: bool
    time: bool
    relative: bool = False


def find_date(text: str, language: str | None) -> Span | None:
    """The first date or time of day in ``text`` (one line); a date with a time is preferred to either alone."""
    if len(text) > LONGEST:
        return None
    if _DIGIT.search(text) is None and (
        len(text) > 40 or (AGO_WORDS.isdisjoint(text.casefold().split()) and _NOW.search(text) is None)
    ):
        return None
    return _find(text, primary(language))


@lru_cache(maxsize=4096)
def _find(text: str, language: str) -> Span | None:
    known = words_of(language)
    runs: list[list[tuple[int, int, int]]] = [[]]
    for match in _TOKEN.finditer(text):
        if match.group(1):
            kind = NUMBER
        elif word := match.group(2):
            kind = known.get(word.casefold().strip("'’`"), 0)
        else:
            tie = match.group(3)
            if not tie.isspace() and (
                tie not in _TIES or (tie in _APART and len(runs[-1]) == 1 and runs[-1][0][2] == NUMBER)
            ):
                runs.append([])  # `R2-D2 — May 3, 2012`: the first number is not the date's
            continue
        if kind:
            runs[-1].append((match.start(), match.end(), kind))
        elif runs[-1]:
            runs.append([])
    best: Span | None = None
    for run in runs:
        found = _judge(text, run)
        if found is None:
            continue
        if (
            best is not None
            and best.day
            and not best.time
            and not found.day
            and _is_gap(text[best.end : found.start], known)
        ):
            # `12 جنوری 2017 وقت 3:05`: a word that is not known stands between day and time.
            best = Span(best.start, found.end, True, True)
        elif best is None or _rank(found) > _rank(best):
            best = found
    if best is None or not best.day:
        best = _by_form(text) or best
    if best is not None and best.time:
        best.end = _with_half(text, best.end)
    return best


def _with_half(text: str, end: int) -> int:
    """Takes in the half of the day (`am`, `ب.ظ`) that stands behind a clock.

    A last word that nobody knows may be one, too: without it the time would be twelve hours wrong, with it it is unread.
    """
    match = _NEXT_WORD.match(text, end)
    if match is None:
        return end
    word = bare(match.group(1))
    clock = _HOUR.search(text, 0, end)
    may_be_half = (
        clock is not None
        and int(clock.group(1)) <= 12
        and match.end(1) == len(text.rstrip())
        and word.isalpha()
        and len(word) <= _LONGEST_HALF
        and not SAYS.fullmatch(word)
        and word not in _NO_HALF
    )
    return match.end(1) if word in HALVES or may_be_half else end


_HOUR = re.compile(r"(\d{1,2})[:.٫]\d\d(?::\d\d)?\s*$")
_LONGEST_HALF = 12
_NO_HALF = frozenset(
    {"reply", "edit", "link", "permalink", "quote", "by", "in", "on", "says", "said", "wrote", "and"}
)


def _is_gap(between: str, known: dict[str, int]) -> bool:
    strange = [word for word in between.casefold().split() if word.strip(" .,:;") not in known]
    return len(between) <= _GAP and len(strange) <= 1


def _by_form(text: str) -> Span | None:
    """Dates that need no dictionary: `3 日前`, `yesterday at 3 pm`, and a day and a year round an unknown month."""
    if found := _EAST_AGO.search(text):
        return Span(found.start(), found.end(), True, False, True)
    if (now := _NOW.search(text)) and len(text) < 40:
        clock = _CLOCK.search(text, now.end())
        return Span(now.start(), clock.end() if clock else now.end(), True, clock is not None, True)
    if (found := _UNKNOWN_MONTH.search(text)) and len(text) < 60:
        clock = _CLOCK.search(text, found.end())
        return Span(found.start(), clock.end() if clock else found.end(), True, clock is not None)
    return None


def _rank(span: Span) -> int:
    return 2 * span.day + span.time


def _judge(text: str, run: list[tuple[int, int, int]]) -> Span | None:
    """The run of date words, without joints at its ends, if it makes a date or a time."""
    if (
        run
        and (there := text.casefold().find("il y a ", run[0][0], run[-1][1])) >= 0
        and any(k == UNIT for _, _, k in run)
    ):
        return Span(there, run[-1][1], True, False, True)
    while run and run[0][2] == JOINT:
        run = run[1:]
    while run and run[-1][2] == JOINT and text[run[-1][0] : run[-1][1]].casefold() not in _CLOSING:
        run = run[:-1]
    if not run:
        return None
    start, end = run[0][0], run[-1][1]
    if end < len(text) and text[end] == "." and run[-1][2] in (HALF, JOINT):
        end += 1
    said = text[start:end]
    kinds = {kind for _, _, kind in run}
    numbers = sum(kind == NUMBER for _, _, kind in run)
    clock = _CLOCK.search(said) is not None or (HALF in kinds and numbers > 0)
    if _NUMERIC.search(said) or _EAST.search(said) or (MONTH in kinds and numbers >= 1):
        if numbers == 1 and MONTH in kinds and not _has_year_or_day(said):
            return None
        return Span(start, end, True, clock)
    if UNIT in kinds and (AGO in kinds or (numbers and said == text.strip())):
        return Span(start, end, True, False, True)  # `1 year` alone is one, too: some leave `ago` away
    if clock and numbers >= 1:
        return Span(start, end, WEEKDAY in kinds and False, True)
    return None


_CLOSING = frozenset({"min", "uhr", "г", "года", "р", "น.", "h", "uur", "u", "hrs", "hs"})


def _has_year_or_day(said: str) -> bool:
    digits = re.search(r"\d+", said)
    return digits is not None and len(digits.group()) in (1, 2, 4)
