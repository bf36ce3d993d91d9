"""What a person types into a search box, and the FTS5 expression that means it.  Pure.

Words are joined by AND; ``"a phrase"``, ``prefix*``, ``-without`` and ``OR`` work as people expect.  Anything else
(brackets, hyphens, colons, a quote that is never closed) is ordinary text and can break nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from quwa_archive.errors import UsageError
from quwa_archive.store.folding import fold, sources, tokens

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)(?P<star>\*?)|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»＂", '""""""')
_MAX_VARIANTS = 64
_MAX_TERMS = 32


@dataclass(slots=True, frozen=True)
class Term:
    """One or more words in a row; the last may be a prefix."""

    words: tuple[str, ...]
    """As typed, lower case."""
    prefix: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        """The words folded, to find them in a text."""
        return tuple(map(fold, self.words))


@dataclass(slots=True, frozen=True)
class Query:
    """What is searched: each of `groups` is a choice of terms of which one must be there; none of `without` may be."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def terms(self) -> list[Term]:
        """All terms that a result may show."""
        return [term for group in self.groups for term in group]


def parse(text: str) -> Query:
    """Reads what was typed; raises UsageError when there is nothing in it to search for."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    joining = False
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        word = piece["word"]
        if word == "OR" and not piece["minus"]:
            joining = bool(groups)
            continue
        if word in ("AND", "NOT") and not piece["minus"]:
            continue
        term = _term(piece)
        if term is None:
            continue
        if piece["minus"]:
            without.append(term)
        elif joining:
            groups[-1].append(term)
        else:
            groups.append([term])
        joining = False
    if not groups:
        raise UsageError(
            f'nothing to search for in {text!r}: give at least one word, for example: babur "cruise missile" test*'
        )
    if sum(map(len, groups)) + len(without) > _MAX_TERMS:
        raise UsageError(f"too many words: a search takes up to {_MAX_TERMS}")
    return Query(tuple(map(tuple, groups)), tuple(without))


def _term(piece: re.Match[str]) -> Term | None:
    raw = piece["phrase"] if piece["phrase"] is not None else piece["word"]
    prefix = bool(piece["star"]) or (piece["word"] is not None and raw.endswith("*"))
    words = tuple(raw[token.start : token.end].lower() for token in tokens(raw) if token.folded)
    return Term(words, prefix) if words else None


#: Gives the words of the index that fold to a folded word (or begin so).
Vocabulary = Callable[[str, bool], Iterable[str]]


def expression(query: Query, vocabulary: Vocabulary, *, columns: str = "") -> str:
    """The FTS5 expression; `vocabulary` is asked for words that the index itself does not fold."""
    parts = []
    for group in query.groups:
        choices = [_match(term, vocabulary) for term in group]
        parts.append(choices[0] if len(choices) == 1 else "(" + " OR ".join(choices) + ")")
    text = " AND ".join(parts)
    for term in query.without:
        text = f"({text}) NOT {_match(term, vocabulary)}"
    return f"{columns} : ({text})" if columns else text


def _match(term: Term, vocabulary: Vocabulary) -> str:
    *first, last = term.words
    choices = [_variants(word, vocabulary, prefix=False) for word in first]
    choices.append(_variants(last, vocabulary, prefix=term.prefix))
    phrases = []
    for words in product(*choices):
        phrases.append('"' + " ".join(words) + '"' + (" *" if term.prefix else ""))
        if len(phrases) == _MAX_VARIANTS:
            break
    return phrases[0] if len(phrases) == 1 else "(" + " OR ".join(phrases) + ")"


def _variants(word: str, vocabulary: Vocabulary, *, prefix: bool) -> list[str]:
    """Spellings of one word that the index keeps apart and a reader does not."""
    if is_arabic(word):
        folded = fold(word)
        return list(vocabulary(folded, prefix)) or [word]
    if word.isdecimal():
        digits = fold(word)
        return [digits, digits.translate(_URDU_DIGITS), digits.translate(_ARABIC_DIGITS)]
    return _dotless(word)


_URDU_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def is_arabic(word: str) -> bool:
    """Whether a word has letters of the Arabic script, Urdu's among them."""
    return any("\u0620" <= character <= "\u06ff" and character.isalpha() for character in word)


def _dotless(word: str) -> list[str]:
    """Turkish has two letters i, and most people type one: every choice of up to four."""
    plain = word.replace("ı", "i").replace("i\u0307", "i")
    places = [place for place, letter in enumerate(plain) if letter == "i"][:4]
    found = [plain]
    for place in places:
        found += [f"{spelling[:place]}ı{spelling[place + 1 :]}" for spelling in found]
    return found


def first_letters(folded: str) -> tuple[str, ...]:
    """Letters with which a word of the index can begin that folds to `folded`."""
    return sources(folded[0])
