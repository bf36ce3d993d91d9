"""Sentences, titles and names, invented deterministically: the same seed always writes the same text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from quwa_archive.demo.vocabulary import (
    ARTICLE_PATTERNS,
    COMMENT_PATTERNS,
    FAMILY_NAMES,
    FOREIGN_COMMENTS,
    FOREIGN_SENTENCES,
    GIVEN_NAMES,
    HANDLES,
    TITLE_PATTERNS,
    WORDS,
)

_Item = TypeVar("_Item")
_Pattern = tuple[str, tuple[Sequence[str], ...]]

_STOCK = 6000
"""Sentences invented once for all sites; two articles of 25 sentences seldom share one."""

_SLOT = re.compile(r"\{(\w+)\}")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def _capitalised(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word[0].upper() + word[1:] for word in words)


_LISTS: dict[str, Sequence[str]] = {**WORDS, "Actor": _capitalised(WORDS["actor"])}


def _compile(pattern: str) -> _Pattern:
    """A pattern as a ``%`` format and the word list of each of its slots."""
    return _SLOT.sub("%s", pattern.replace("%", "%%")), tuple(_LISTS[name] for name in _SLOT.findall(pattern))


_ARTICLE = [_compile(pattern) for pattern in ARTICLE_PATTERNS]
_COMMENT = [_compile(pattern) for pattern in COMMENT_PATTERNS]
_TITLE = [_compile(pattern) for pattern in TITLE_PATTERNS]


def slugify(title: str) -> str:
    """The last part of an address, as WordPress makes it of an English title; never longer than 80."""
    words = title.lower().replace("’", "").replace("×", "x")
    return _NOT_SLUG.sub("-", words).strip("-")[:80].strip("-")


class Pen:
    """Writes from one ``random.Random``; two pens with the same seed write the same."""

    def __init__(self, seed: str) -> None:
        self.random: Callable[[], float] = random.Random(seed).random

    def pick(self, items: Sequence[_Item]) -> _Item:
        return items[int(self.random() * len(items))]

    def count(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in ``share`` (0 to 1) of the calls."""
        return self.random() < share

    def invent(self, patterns: Sequence[_Pattern]) -> str:
        """One of the patterns with every slot filled, its first letter a capital."""
        form, lists = self.pick(patterns)
        random_ = self.random
        text = form % tuple([words[int(random_() * len(words))] for words in lists])
        return text[0].upper() + text[1:]

    def title(self) -> str:
        return self.invent(_TITLE)

    def sentence(self) -> str:
        """One sentence of an article; one in forty is Urdu, Turkish or Czech."""
        return self.pick(_sentences())

    def paragraph(self, low: int = 2, high: int = 5) -> str:
        """From ``low`` to ``high`` sentences of an article."""
        return " ".join([self.sentence() for _ in range(self.count(low, high))])

    def remark(self) -> str:
        """One sentence of a reader's comment; one in thirty in another language or with emoji."""
        return self.pick(_remarks())

    def reader(self) -> str:
        """The name a reader signs with: given and family name, a handle, or a handle with a number."""
        kind = self.random()
        if kind < 0.6:
            return f"{self.pick(GIVEN_NAMES)} {self.pick(FAMILY_NAMES)}"
        if kind < 0.8:
            return self.pick(HANDLES)
        return f"{self.pick(HANDLES)} {self.count(2, 99)}"


def _stock(
    name: str, patterns: Sequence[_Pattern], foreign: Sequence[str], foreign_every: int
) -> tuple[str, ...]:
    pen = Pen(name)
    return tuple(
        pen.pick(foreign) if number % foreign_every == 0 else pen.invent(patterns) for number in range(_STOCK)
    )


@cache
def _sentences() -> tuple[str, ...]:
    return _stock("sentences", _ARTICLE, FOREIGN_SENTENCES, 40)


@cache
def _remarks() -> tuple[str, ...]:
    return _stock("remarks", _COMMENT, FOREIGN_COMMENTS, 30)
