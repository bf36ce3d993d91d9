"""Which part of a record is what: author, date, text, inferred from all records of the page together.

Each part votes with what it holds (a date in most records, a name that differs), with what surrounds it (the link
to the comment itself, an avatar's alt text, the label of the reply link) and with its classes; none of these decides
alone, and no theme is presumed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from quwa_archive.pages.general.authors import find_authors
from quwa_archive.pages.general.known import Known, author_key, text_key
from quwa_archive.pages.general.moments import dates_alone, find_moments
from quwa_archive.pages.general.parts import Anatomy, Key, Part, is_under
from quwa_archive.pages.general.texts import find_texts

_SAMPLE = 5
"""Records that roles are inferred from: of more, as many spread over all."""
_NOTICE = re.compile(
    r"\W*(?:your|this) comment is awaiting|dein kommentar|ihr kommentar wartet|votre commentaire est en attente|tu comentario está pendiente|"
    r"il tuo commento è in attesa|o seu comentário (?:aguarda|está)|je reactie wacht",
    re.IGNORECASE,
)
_BLOCKS = frozenset({"p", "blockquote", "li", "pre"})
_COUNT = re.compile(r"[+\-−]?\d[\d.,]*\s*(?:likes?)?", re.IGNORECASE)


@dataclass(slots=True)
class Roles:
    """Where records of one shape have what; a list of keys is tried in order.

    ``text`` is the part that holds the comment alone; where there is none, ``bare`` is the part whose children hold
    it beside author and date.  ``label`` stands before every name.
    """

    author: list[Key] = field(default_factory=list)
    date: list[Key] = field(default_factory=list)
    time: list[Key] = field(default_factory=list)
    text: list[Key] = field(default_factory=list)
    bare: Key | None = None
    likes: list[Key] = field(default_factory=list)
    label: str = ""


def infer_roles(
    anatomies: list[Anatomy], language: str | None, stated: Mapping[int, Known] | None = None
) -> Roles:
    """The roles of the parts of these records (comments, no pings); ``stated`` is what the API says of some of them."""
    sample = _spread(anatomies)
    by_key: dict[Key, list[tuple[int, Part]]] = {}
    for number, anatomy in enumerate(sample):
        for part in anatomy.parts:
            by_key.setdefault(part.key, []).append((number, part))
    dates, times = find_moments(sample, by_key, language)
    authors, label = find_authors(sample, by_key, [*dates, *times], language)
    if stated and (exact := author_key(anatomies, stated)) is not None:
        authors, label = [exact, *(key for key in authors if key != exact)], ""
    taken = [*authors[:1], *dates[:1], *times[:1]]
    texts, bare = find_texts(sample, by_key, taken, dates_alone(dates[1:], by_key, language))
    if stated and (exact := text_key(anatomies, stated)) is not None:
        texts, bare = [exact, *(key for key in texts if key != exact)], None
    return Roles(authors, dates, times, texts, bare, _find_likes(by_key), label)


def _spread(anatomies: list[Anatomy]) -> list[Anatomy]:
    if len(anatomies) <= _SAMPLE:
        return anatomies
    step = (len(anatomies) - 1) / (_SAMPLE - 1)
    return [anatomies[round(number * step)] for number in range(_SAMPLE)]


def _find_likes(by_key: dict[Key, list[tuple[int, Part]]]) -> list[Key]:
    found = []
    for key, held in by_key.items():
        part = held[0][1]
        if part.element.get("data-likes") or (part.mark.likes and _COUNT.fullmatch(part.said)):
            found.append(key)
    return found


def is_pending(anatomy: Anatomy) -> bool:
    """Whether a record says that it awaits moderation: it is shown to its author only, and is not public."""
    texts = [part.key for part in anatomy.parts if part.mark.text]
    return any(part.mark.pending or _is_notice(part, anatomy, texts) for part in anatomy.parts)


def _is_notice(part: Part, anatomy: Anatomy, texts: list[Key]) -> bool:
    """Whether a part says so in words; a reader's only paragraph is what the reader says, whatever it is."""
    element = part.element
    if (
        not part.said
        or element.tag not in ("em", "p", "i", "span", "small")
        or _NOTICE.match(part.said) is None
        or any(is_under(part.key, key) for key in texts)
    ):
        return False
    return (
        element.tag != "p"
        or element.get("class") is not None
        or any(other.element.tag in _BLOCKS and other.said and other is not part for other in anatomy.parts)
    )
