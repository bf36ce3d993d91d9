"""Whether a short text holds a date, and where in it: for finding dates, not for reading them.

The words of a language are those that dateparser knows; a page that does not say its language is tried with all of
`LANGUAGES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "ur", "hi", "bn", "id", "ja",
    "zh", "ko", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "el", "he", "bg", "hr", "sr", "vi", "th",
)  # fmt: skip
LONGEST = 120
"""Characters; longer text is prose."""

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_UNITS = "year month week day hour minute second"
_MONTH, _WEEKDAY, _UNIT, _AGO, _HALF, _NUMBER, _JOINT = range(1, 8)

_TOKEN = re.compile(r"(\d+)|([^\s\d.,:;/|()\[\]\-–—…•·،@«»“”\"]+)|([^\S\n]+|\n|[^\s])")
# What stands between the parts of a date and is none itself: `at`, `um`, `à`, `de`, `г.`, ordinal endings.
_JOINTS = frozenset(
    [
        "at",
        "on",
        "the",
        "of",
        "st",
        "nd",
        "rd",
        "th",
        "de",
        "del",
        "la",
        "le",
        "les",
        "à",
        "a",
        "las",
        "los",
        "às",
        "as",
        "um",
        "uhr",
        "den",
        "am",
        "der",
        "dem",
        "om",
        "op",
        "kl",
        "klo",
        "o",
        "ora",
        "alle",
        "il",
        "dell'",
        "di",
        "в",
        "г",
        "года",
        "р",
        "о",
        "в",
        "кі",
        "год",
        "y",
        "को",
        "بجے",
        "کو",
        "في",
        "الساعة",
        "ساعت",
        "،",
        "pukul",
        "jam",
        "saat",
        "tarihinde",
        "dne",
        "v",
        "ve",
        "dnia",
        "o",
        "godz",
        "godzinie",
        "t",
        "m",
        "h",
        "u",
        "era",
        "min",
        "n.",
        "hrs",
        "uur",
        "hs",
        "u.",
        "lúc",
        "vào",
        "ngày",
        "tháng",
        "năm",
        "เวลา",
        "น.",
        "που",
        "στις",
        "στο",
        "ώρα",
        "i",
    ]
)
_HALVES = frozenset(
    [
        "am",
        "pm",
        "a.m",
        "p.m",
        "a",
        "p",
        "ap",
        "पूर्वाह्न",
        "अपराह्न",
        "صباحًا",
        "صباحا",
        "مساءً",
        "مساء",
        "ص",
        "م",
        "ق.ظ",
        "ب.ظ",
        "صبح",
        "عصر",
        "شام",
        "دوپہر",
        "رات",
        "上午",
        "下午",
        "午前",
        "午後",
        "오전",
        "오후",
        "πμ",
        "μμ",
        "অপরাহ্ন",
        "পূর্বাহ্ন",
        "ب",
        "ظ",
        "ق",
    ]
)
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?!\d)"
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
_TIES = frozenset(" ,.:/-–—،'’@·•|()\u00a0\u202f\u2009")
_NOW = re.compile(
    r"\b(?:yesterday|today|just now|a moment ago|gestern|heute|gerade eben|hier|ayer|hoy|ieri|oggi|ontem|hoje|"
    r"wczoraj|dzisiaj|вчера|сегодня|dün|bugün|gisteren|vandaag|أمس|اليوم|دیروز|امروز|کل|आज|कल|kemarin)\b",
    re.IGNORECASE,
)
_EXTRA_AGO = frozenset(
    [
        "ago",
        "vor",
        "il",
        "y",
        "a",
        "hace",
        "fa",
        "há",
        "atrás",
        "temu",
        "назад",
        "тому",
        "önce",
        "geleden",
        "منذ",
        "قبل",
        "پیش",
        "قبل",
        "پہلے",
        "पहले",
        "yang",
        "lalu",
        "前",
        "전",
        "sedan",
        "siden",
        "sitten",
        "před",
        "πριν",
        "לפני",
        "преди",
        "pre",
        "trước",
        "ที่แล้ว",
        "আগে",
        "în",
        "urmă",
        "ezelőtt",
        "واحدة",
        "واحد",
    ]
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
        len(text) > 40 or (_EXTRA_AGO.isdisjoint(text.casefold().split()) and _NOW.search(text) is None)
    ):
        return None
    return _find(text, _primary(language))


@lru_cache(maxsize=4096)
def _find(text: str, language: str) -> Span | None:
    known = _words(language)
    runs: list[list[tuple[int, int, int]]] = [[]]
    for match in _TOKEN.finditer(text):
        if match.group(1):
            kind = _NUMBER
        elif word := match.group(2):
            kind = known.get(word.casefold().strip("'’`"), 0)
        else:
            if match.group(3)[0] not in _TIES and not match.group(3).isspace():
                runs.append([])
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
    """Takes in the half of the day (`am`, `ب.ظ`) that stands behind a clock."""
    match = _NEXT_WORD.match(text, end)
    if match and _bare(match.group(1)) in _HALVES:
        return match.end(1)
    return end


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
        and any(k == _UNIT for _, _, k in run)
    ):
        return Span(there, run[-1][1], True, False, True)
    while run and run[0][2] == _JOINT:
        run = run[1:]
    while run and run[-1][2] == _JOINT and text[run[-1][0] : run[-1][1]].casefold() not in _CLOSING:
        run = run[:-1]
    if not run:
        return None
    start, end = run[0][0], run[-1][1]
    if end < len(text) and text[end] == "." and run[-1][2] in (_HALF, _JOINT):
        end += 1
    said = text[start:end]
    kinds = {kind for _, _, kind in run}
    numbers = sum(kind == _NUMBER for _, _, kind in run)
    clock = _CLOCK.search(said) is not None or (_HALF in kinds and numbers > 0)
    if _NUMERIC.search(said) or _EAST.search(said) or (_MONTH in kinds and numbers >= 1):
        if numbers == 1 and _MONTH in kinds and not _has_year_or_day(said):
            return None
        return Span(start, end, True, clock)
    if _UNIT in kinds and (_AGO in kinds or numbers) and (_AGO in kinds):
        return Span(start, end, True, False, True)
    if clock and numbers >= 1:
        return Span(start, end, _WEEKDAY in kinds and False, True)
    return None


_CLOSING = frozenset({"min", "uhr", "г", "года", "р", "น.", "h", "uur", "u", "hrs", "hs"})


def _has_year_or_day(said: str) -> bool:
    digits = re.search(r"\d+", said)
    return digits is not None and len(digits.group()) in (1, 2, 4)


@lru_cache(maxsize=64)
def _primary(language: str | None) -> str:
    name = (language or "").replace("_", "-").partition("-")[0].casefold()
    return {"no": "nb", "nn": "nb", "in": "id", "iw": "he"}.get(name, name)


@lru_cache(maxsize=64)
def _words(language: str) -> dict[str, int]:
    """Word -> what it is in a date, of one language and English, or of all where the language is not known."""
    words: dict[str, int] = dict.fromkeys(_JOINTS, _JOINT)
    for name in (language, "en") if language in LANGUAGES else LANGUAGES:
        info = import_module(f"dateparser.data.date_translation_data.{name}").info
        for kind, keys in ((_WEEKDAY, _DAYS), (_UNIT, _UNITS), (_MONTH, _MONTHS)):
            for key in keys.split():
                for form in info.get(key, ()):
                    for word in form.split() if kind != _UNIT else [form]:
                        if len(word.strip(".")) > 1 or not word.isascii():
                            words[word.casefold().strip(".")] = kind
        for patterns in info.get("relative-type-regex", {}).values():
            for pattern in patterns:
                for word in re.findall(r"[^\s\d.()+\\|\[\]?]+", pattern.replace("(\\d+", "")):
                    if word != "d":
                        words.setdefault(word.casefold().strip("."), _UNIT)
    words.update(dict.fromkeys(_EXTRA_AGO, _AGO))
    words.update(dict.fromkeys(_HALVES, _HALF))
    for joint in ("a", "à", "y", "il", "m", "o"):
        words[joint] = _JOINT
    for half in ("am", "pm"):
        words[half] = _HALF
    words.update(dict.fromkeys(("hace", "vor", "há", "fa", "منذ", "قبل"), _AGO))
    for one in ("an", "one", "ein", "einer", "einem", "eine", "un", "une", "una", "um", "uma", "een", "ett"):
        words.setdefault(one, _JOINT)
    return words


@lru_cache(maxsize=4096)
def order_of(said: str, language: str | None) -> tuple[int, ...] | None:
    """A key that sorts dates by time (year, month, day, hour, minute); ``None`` where that is not certain.

    Enough to see whether dates rise; reading them is done elsewhere.
    """
    if iso := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?", said):
        return tuple(int(part or 0) for part in iso.groups())
    months = _month_numbers(_primary(language))
    named = next(
        (
            months[word]
            for word in map(_bare, re.findall(r"[^\s\d.,:;/|()\-،年月日]+", said))
            if word in months
        ),
        None,
    )
    clock = re.search(r"(\d{1,2})[:h٫](\d\d)\s*([^\s\d]*)", said)
    day_part = said[: clock.start()] if clock and clock.start() > 3 else said
    numbers = [int(digits) for digits in re.findall(r"\d+", day_part)]
    year = next((number for number in numbers if number > 1300), None)
    if year is None:
        return None
    rest = [number for number in numbers if number <= 31]
    if named is not None and rest:
        date = (year, named, rest[0])
    elif "年" in said and len(rest) >= 2:
        date = (year, rest[0], rest[1])
    elif len(rest) >= 2 and rest[0] > 12:
        date = (year, rest[1], rest[0])
    elif len(rest) >= 2 and rest[1] > 12:
        date = (year, rest[0], rest[1])
    else:
        return None
    hour, minute = (int(clock.group(1)), int(clock.group(2))) if clock else (0, 0)
    if clock and _bare(clock.group(3)) in ("pm", "p") and hour < 12:
        hour += 12
    elif clock and _bare(clock.group(3)) in ("am", "a") and hour == 12:
        hour = 0
    return (*date, hour, minute)


def _bare(word: str) -> str:
    return word.casefold().strip(".'’`")


@lru_cache(maxsize=64)
def _month_numbers(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in (language, "en") if language in LANGUAGES else LANGUAGES:
        info = import_module(f"dateparser.data.date_translation_data.{name}").info
        for number, month in enumerate(_MONTHS.split(), 1):
            for form in info.get(month, ()):
                found.setdefault(_bare(form), number)
    return found
