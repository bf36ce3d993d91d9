"""Where comments have name and text, told by a few of them that the API states: whatever equals what is known, is it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from quwa_archive.items import CommentItem, StatedComment
from quwa_archive.pages.fragment import read_fragment
from quwa_archive.pages.general.names import name_in
from quwa_archive.pages.general.parts import Anatomy, Key
from quwa_archive.pages.general.saying import letters, said_in
from quwa_archive.pages.general.texts import BLOCKS

Element = etree._Element


@dataclass(slots=True, frozen=True)
class Known:
    """The letters of a comment's name and of its text; empty where it has none."""

    author: str
    text: str


def known_comments(stated: Iterable[StatedComment]) -> dict[int, Known]:
    """What is known of comments, by id."""
    return {
        comment.id: Known(
            letters(comment.author), letters(read_fragment(comment.body_html, base_url="").text)
        )
        for comment in stated
    }


def count_wrong(comments: Sequence[CommentItem], known: Mapping[int, Known]) -> int:
    """How many names and texts of the comments that are known are others; who gave no name may be called Anonymous."""
    return sum(
        (said.author not in ("", letters(comment.author_name))) + (letters(comment.body_text) != said.text)
        for comment in comments
        if (said := known.get(comment.id)) is not None
    )


def author_key(anatomies: Sequence[Anatomy], known: Mapping[int, Known]) -> Key | None:
    """The innermost part that prints exactly the names that are known."""
    return max(_exact(anatomies, known, lambda said: said.author, name_in), key=len, default=None)


def text_key(anatomies: Sequence[Anatomy], known: Mapping[int, Known]) -> Key | None:
    """The outermost part that prints exactly the texts that are known, and no block of one: others have more of them."""
    found = _exact(anatomies, known, lambda said: said.text, said_in)
    return min((key for key in found if key and key[-1] not in BLOCKS), key=len, default=None)


def _exact(
    anatomies: Sequence[Anatomy],
    known: Mapping[int, Known],
    wanted: Callable[[Known], str],
    printed: Callable[[Element], str],
) -> list[Key]:
    """The parts that print exactly what is wanted in most of the comments that are known."""
    found: Counter[Key] = Counter()
    asked = 0
    for anatomy in anatomies:
        said = known.get(anatomy.record.id or 0)
        if said is None or not (exact := wanted(said)):
            continue
        asked += 1
        found.update(key for key, part in anatomy.by_key.items() if letters(printed(part.element)) == exact)
    most = max(found.values(), default=0)
    return [key for key, count in found.items() if count == most and 2 * count > asked]
