"""Words as a reader compares them: without case, accents, vowel signs, or the keyboard an Urdu word was typed on.

SQLite's `unicode61 remove_diacritics 2` folds case and Latin, Greek and Cyrillic accents in the index itself.
What it cannot fold is folded when asking: see `store/words.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: Letters that stand for the same one in Urdu, by the keyboard used, and the dotless i of Turkish.
_SAME = {
    "ي": "ی",  # Arabic yeh, as in عربي keyboards
    "ى": "ی",  # alef maksura, typed for yeh at the end of a word
    "ې": "ی",  # Pashto e
    "ك": "ک",  # Arabic kaf
    "ه": "ہ",  # Arabic heh; the Urdu letter is heh goal
    "ە": "ہ",
    "ۀ": "ہ",
    "ة": "ۃ",  # teh marbuta
    "ـ": "",  # tatweel only stretches a word
    "ı": "i",
}
_SOURCES: dict[str, tuple[str, ...]] = {}
for _from, _to in _SAME.items():
    if _to:
        _SOURCES[_to] = (*_SOURCES.get(_to, (_to,)), _from)
# Letters with a hamza or madda are composed in the index and fold to their base letter.
for _base, _composed in (("ا", "أإآٱ"), ("و", "ؤ"), ("ی", "ئ"), ("ے", "ۓ"), ("ہ", "ۂ")):
    _SOURCES[_base] = (*_SOURCES.get(_base, (_base,)), *_composed)
_SAME["ٱ"] = "ا"

_TOKEN_CATEGORIES = ("L", "N", "Mn", "Mc", "Co")


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """One character folded: empty for a mark, digits of other scripts as 0-9."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "".join(
        _SAME.get(part, part)
        for part in unicodedata.normalize("NFD", character.casefold())
        if unicodedata.category(part) not in ("Mn", "Mc")
    )


def fold(text: str) -> str:
    """The text folded: two words are the same to a reader when their folds are equal."""
    return "".join(map(fold_character, text))


def sources(letter: str) -> tuple[str, ...]:
    """Letters that fold to this folded letter, itself among them, as they stand in the index."""
    return _SOURCES.get(letter, (letter,))


@dataclass(slots=True, frozen=True)
class Token:
    """A word of a text: where it stands, and its fold."""

    start: int
    end: int
    folded: str


def tokens(text: str) -> Iterator[Token]:
    """Words as the index cuts them: letters, digits and marks; everything else separates."""
    start = -1
    for place, character in enumerate(text):
        if _in_word(character):
            if start < 0:
                start = place
        elif start >= 0:
            yield Token(start, place, fold(text[start:place]))
            start = -1
    if start >= 0:
        yield Token(start, len(text), fold(text[start:]))


@lru_cache(maxsize=4096)
def _in_word(character: str) -> bool:
    return unicodedata.category(character).startswith(_TOKEN_CATEGORIES)
