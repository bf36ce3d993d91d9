"""A printed date of another language in words that `formats` reads, or how far back it says it is.

Every word of the text has to be one that `languages` knows: nothing is read over that might mean something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from quwa_archive.normalize.east_asia import EAST_ASIA, plain
from quwa_archive.normalize.jalali import gregorian
from quwa_archive.normalize.languages import LANGUAGES, Language, spell

UNITS: Final = ("second", "minute", "hour", "day", "week", "month", "year")
_ENGLISH: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_EDGE = r"[^\s\d.,:;/|()\[\]\-–—@•·]"
_HALF_FIRST = re.compile(r"\b([ap]m) (\d{1,2}(?::\d\d){0,2})(?![\d:])")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LETTER_H = re.compile(r"(?<![\d:])(\d{1,2}) ?h(?: ?(\d\d)(?: ?min)?\b)?(?!\w)")  # 5 h 30 min, 5h30, 17h
_GERMAN_AM = re.compile(r"\bam (?=\d{1,2}\.)")  # "am 12. Januar" is no half of a day, "0:50 am" is one
_CHRISTIAN_ERA = re.compile(r"(?<!\d)(\d{4}) ?م(?!\w)")  # behind a year it is no half of the day
_CLOCK_WORDS = ("uhr", "uur", "u", "بجے", "बजे")
_NIGHTS = ("رات", "रात", "রাত")
_NIGHT = re.compile(r"(?<![\d:])((\d{1,2})(?::\d\d)?)(?: uhr)? night|\bnight ((\d{1,2})(?::\d\d)?)(?![\d:])")
_NEEDLESS_CLOCK = re.compile(r"(?<=:\d\d) uhr| uhr(?= [ap]m)|(?<=[ap]m) uhr")
_JALALI = re.compile(r"(\d{1,2}) jalali(\d{1,2}),? (1[34]\d\d)(?!\d)")
_JALALI_NUMBERS = re.compile(r"(?<!\d)(1[34]\d\d)([/-])(\d{1,2})\2(\d{1,2})(?!\d)")
_SPAN = re.compile(rf"(?:(\d{{1,4}}) )?({'|'.join(UNITS)})(?: (\d{{1,4}}))?")
_DAY = re.compile(r"(yesterday|today)(?:,? ?(?:\d{1,2}(?:[:.]\d\d)?)(?: ?[ap]m)?)?")


class Back(NamedTuple):
    """How far back a text says it is: ``number`` of ``unit`` (one of `UNITS`), to the precision of the unit.

    ``now`` is 0 minutes, ``today`` 0 days.
    """

    number: int
    unit: str


def has_words(language: str) -> bool:
    """Whether this module knows the words of a language."""
    return language in LANGUAGES or language in EAST_ASIA


def in_english(text: str, language: str) -> str | None:
    """``text`` (one line) with the names of months, halves of the day and digits in English.

    ``None`` where a word of it is none that the language has for dates.
    """
    said = spell(text)
    if language in EAST_ASIA:
        return plain(said, language)
    known = LANGUAGES.get(language)
    if known is None:
        return None
    said = _ORDINAL.sub("", said)  # `Июль 30th`: the format's own English
    said = _LETTER_H.sub(lambda at: f"{at[1]}:{at[2]}" if at[2] else f"{at[1]} uhr", said)
    if language == "de":
        said = _GERMAN_AM.sub("", said)
    elif language == "ar":
        said = _CHRISTIAN_ERA.sub(r"\1", said)
    english = _absolute(language)(said)
    if english is None:
        return None
    said = " ".join(english.split()).replace(" ,", ",")
    said = _NIGHT.sub(lambda at: f"{at[1] or at[3]} {'pm' if 6 <= int(at[2] or at[4]) < 12 else 'am'}", said)
    said = _HALF_FIRST.sub(r"\2 \1", said)
    said = _NEEDLESS_CLOCK.sub("", said)
    if known.jalali:
        said = _JALALI.sub(lambda at: gregorian(int(at[3]), int(at[2]), int(at[1])) or "?", said)
        said = _JALALI_NUMBERS.sub(lambda at: gregorian(int(at[1]), int(at[3]), int(at[4])) or "?", said)
    return said.strip(" ,")


def counted_back(text: str, language: str) -> Back | None:
    """The span that a text such as `vor 3 Stunden`, `منذ ساعتين` or `3日前` counts back, if it is nothing else."""
    said = spell(text)
    if language in EAST_ASIA:
        return _east_asian(said, language)
    known = LANGUAGES.get(language)
    english = _relative(language)(said) if known is not None else None
    if not english:
        return None
    words = " ".join(english.replace(",", " ").split())
    if words == "now":
        return Back(0, "minute")
    if day := _DAY.fullmatch(words):
        return Back(1 if day[1] == "yesterday" else 0, "day")
    left = words.split()
    if left.count("ago") < 1:
        return None
    words = " ".join(word for word in left if word != "ago")
    span = _SPAN.fullmatch(words)
    if span is None:
        return in_two(words)
    if span[1] and span[3]:
        return None
    return Back(int(span[1] or span[3] or 1), span[2])


def in_two(words: str) -> Back | None:
    """A span of two units, `10 year 10 month`, in the smaller of them; ``None`` where words are no such span.

    Months have no number of days: of `2 month 3 day` the days are left away.
    """
    found = _TWO_SPANS.fullmatch(words)
    if found is None:
        return None
    larger, smaller = found[2], found[4]
    if _LENGTHS.get(larger, 0) <= _LENGTHS.get(smaller, 0):
        return None
    if larger == "year" and smaller == "month":
        return Back(12 * int(found[1]) + int(found[3]), "month")
    if larger in ("year", "month"):
        return Back(int(found[1]), larger)
    return Back(int(found[1]) * (_LENGTHS[larger] // _LENGTHS[smaller]) + int(found[3]), smaller)


_TWO_SPANS = re.compile(rf"(\d{{1,3}}) ({'|'.join(UNITS)}) (\d{{1,3}}) ({'|'.join(UNITS)})")
_LENGTHS = dict(zip(UNITS, (1, 60, 3600, 86_400, 604_800, 2_592_000, 31_104_000), strict=True))


def language_of_words(texts: Sequence[str]) -> str | None:
    """The language that has all words of these dates (one line each); of several only if they mean the same in each."""
    said = list(dict.fromkeys(" ".join(text.split()) for text in texts))[:_ENOUGH]
    readings: dict[tuple[str | Back, ...], str] = {}
    for code in (*LANGUAGES, *EAST_ASIA):
        meanings = []
        for text in said:
            meaning = in_english(text, code) or counted_back(text, code)
            if meaning is None:
                break
            meanings.append(meaning)
        else:
            readings.setdefault(tuple(meanings), code)
    return next(iter(readings.values())) if len(readings) == 1 else None


_ENOUGH = 20
"""Dates of a page that tell its language."""


def _east_asian(said: str, language: str) -> Back | None:
    table = EAST_ASIA[language]
    found = table.ago.fullmatch(said.replace(" ", ""))
    if found:
        unit = next(unit for unit, forms in zip(UNITS, table.units, strict=True) if found[2] in forms)
        return Back(int(found[1]), unit)
    bare = said.strip()
    if bare in table.now:
        return Back(0, "minute")
    for days, words in enumerate((table.today, table.yesterday)):
        if any(bare.startswith(word) for word in words):
            return Back(days, "day")
    return None


def knows_all_words(text: str, language: str) -> bool:
    """Whether every word of ``text`` is one that `languages` has for a language: then nothing in it is read over."""
    said = spell(text)
    return language in LANGUAGES and (
        _absolute(language)(said) is not None or _relative(language)(said) is not None
    )


Translate = Callable[[str], str | None]


@lru_cache(maxsize=64)
def _absolute(language: str) -> Translate:
    """Words of a date to English; joints and week days go."""
    known = LANGUAGES[language]
    words = _common(known)
    words.update(dict.fromkeys(map(_spelt, _CLOCK_WORDS), "uhr"))
    words.update(dict.fromkeys(map(_spelt, _NIGHTS), "night"))
    for number, month in enumerate(_forms(known.months)):
        words.update(dict.fromkeys(month, _ENGLISH[number]))
    for number, month in enumerate(_forms(known.jalali), start=1):
        words.update(dict.fromkeys(month, f"jalali{number}"))
    return _replacer(words)


@lru_cache(maxsize=64)
def _relative(language: str) -> Translate:
    """Words of a span to English: in it `saat` is an hour, in a date `o'clock`."""
    known = LANGUAGES[language]
    words = _common(known)
    for unit, forms in zip(UNITS, _forms(known.units), strict=True):
        words.update(dict.fromkeys(forms, unit))
    for unit, forms in zip(UNITS, _forms(known.pairs), strict=False):
        words.update(dict.fromkeys(forms, f"2 {unit}"))
    for listed, word in (
        (known.one, "1"),
        (known.ago, "ago"),
        (known.yesterday, "yesterday"),
        (known.today, "today"),
        (known.now, "now"),
    ):
        words.update(dict.fromkeys(_words(listed), word))
    words["ago"] = "ago"  # several translations leave "%s ago" as it is
    return _replacer(words)


def _common(known: Language) -> dict[str, str]:
    # Many themes print dates as `F j, Y \a\t g:i a` whatever the language is.
    words = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm", "at": ""}
    words.update(dict.fromkeys((*_words(known.joints), *_words(known.weekdays)), ""))
    words.update(dict.fromkeys(_words(known.am), "am"))
    words.update(dict.fromkeys(_words(known.pm), "pm"))
    return words


def _forms(table: str) -> list[list[str]]:
    return [[_spelt(word) for word in entry.split("/")] for entry in table.split()]


def _words(listed: str) -> Iterator[str]:
    return (_spelt(word) for word in listed.split())


def _spelt(word: str) -> str:
    return spell(word.replace("_", " "))


def _replacer(words: dict[str, str]) -> Translate:
    """Replaces whole words, the longest first; `None` for a text with a word that is not among them."""
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<!{_EDGE})({listed})(?!{_EDGE})(\.?)")

    def replace(match: re.Match[str]) -> str:
        return f" {words[match[1]]} "

    def translate(text: str) -> str | None:
        if any(char.isalpha() for char in pattern.sub("", text)):
            return None
        return pattern.sub(replace, text)

    return translate
