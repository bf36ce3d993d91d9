"""The part of a text that shows why it was found, with the words marked.  Pure.

The text is quoted as published; words are compared folded (`store/folding.py`), as the search does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quwa_archive.store.folding import Token, tokens
from quwa_archive.store.words import Term

Span = tuple[int, int]


@dataclass(slots=True, frozen=True)
class Snippet:
    """A piece of a text; `marks` are the places of the words in it, in order and apart."""

    text: str
    marks: tuple[Span, ...]

    def pieces(self) -> Iterable[tuple[str, bool]]:
        """The text cut at the marks: each piece, and whether it is marked."""
        done = 0
        for start, end in self.marks:
            yield self.text[done:start], False
            yield self.text[start:end], True
            done = end
        yield self.text[done:], False


def find_marks(text: str, terms: Sequence[Term]) -> list[Span]:
    """Where the terms stand in the text, in order; places that overlap are joined."""
    words = list(tokens(text))
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places.setdefault(word.folded, []).append(index)
    found = sorted({span for term in terms for span in _spans(words, places, term)})
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans(words: list[Token], places: dict[str, list[int]], term: Term) -> Iterable[Span]:
    *first, last = term.folded
    if first:
        starts: Iterable[int] = places.get(first[0], ())
    elif term.prefix:
        starts = range(len(words))
    else:
        starts = places.get(last, ())
    for index in starts:
        end = index + len(first)
        if end >= len(words) or [w.folded for w in words[index:end]] != first:
            continue
        folded = words[end].folded
        if folded == last or (term.prefix and folded.startswith(last)):
            yield words[index].start, words[end].end


def make_snippet(text: str, terms: Sequence[Term], width: int = 200) -> Snippet:
    """The stretch of about `width` characters that holds most of the marks, on one line; the start where none is."""
    flat = " ".join(text.split())
    marks = find_marks(flat, terms)
    if len(flat) <= width:
        return Snippet(flat, tuple(marks))
    start, end = _window(flat, marks, width)
    before, after = ("… " if start else ""), (" …" if end < len(flat) else "")
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in marks if a >= start and b <= end)
    return Snippet(before + flat[start:end] + after, inside)


def _window(text: str, marks: list[Span], width: int) -> Span:
    if not marks:
        return 0, _word_end(text, width)
    ends = [end for _, end in marks]
    best = max(range(len(marks)), key=lambda i: (bisect_left(ends, marks[i][0] + width - width // 4) - i, -i))
    start = max(0, min(marks[best][0] - width // 4, len(text) - width))
    if start:
        space = text.find(" ", start, marks[best][0])
        start = space + 1 if space >= 0 else marks[best][0]
    return start, _word_end(text, start + width)


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, at - 40), at + 1)
    return space if space > 0 else at
