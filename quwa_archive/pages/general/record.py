"""One comment or ping of a page as markup, and which id the elements of a page start with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.general.signs import Sign

Element = etree._Element

PING = re.compile(r"(?:^|\s)(pingback|trackback)(?:\s|$)")
DEPTH = re.compile(r"(?:^|\s)(?:\S*[a-z]_)?(?:comment[-_])?(?:depth|level)[-_]?(\d+)(?:\s|$)")


@dataclass(slots=True)
class Record:
    """One comment or ping: its ``element`` (with the answers to it), and ``more`` siblings that are its, too.

    ``depth`` is what its class states, else 0; ``stated_parent`` what it says of its parent; ``parent`` the record
    around it.  ``id`` is ``None`` for a ping without one.  ``kinds`` are those of its signs.
    """

    element: Element
    id: int | None
    ping: str | None = None
    depth: int = 0
    stated_parent: int | None = None
    parent: Record | None = None
    more: list[Element] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    other_ids: int = 0
    number: int = 0

    @property
    def elements(self) -> list[Element]:
        """All elements of the record."""
        return [self.element, *self.more]


class Ownership:
    """Which id an element starts with, and whether others stand in it, too."""

    def __init__(self, signs: Iterable[Sign]) -> None:
        self.ids: set[int] = set()
        self.first: dict[Element, int] = {}
        self.mixed: set[Element] = set()
        for sign in signs:
            self.ids.add(sign.id)
            node: Element | None = sign.element
            while node is not None:
                seen = self.first.get(node)
                if seen is None:
                    self.first[node] = sign.id
                elif node in self.mixed or seen == sign.id:
                    break
                else:
                    self.mixed.add(node)
                node = node.getparent()

    def starts(self, element: Element | None, id_: int) -> bool:
        """Whether the first id in an element is this one."""
        return element is not None and self.first.get(element) == id_

    def is_whole(self, element: Element | None, id_: int) -> bool:
        """Whether an element holds signs of this id and of no other."""
        return self.starts(element, id_) and element not in self.mixed


def says(element: Element) -> bool:
    """Whether there is any text in an element."""
    return not said_in(element).isspace() and bool(said_in(element))
