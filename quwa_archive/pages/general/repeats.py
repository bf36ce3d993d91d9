"""What at the ends of a body the site prints on its other articles, too: lines, lists of links under one, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from quwa_archive.boilerplate import Boilerplate, key_of
from quwa_archive.pages.general.saying import letters, said_in
from quwa_archive.pages.lines import LONGEST, box_key

Element = etree._Element

_LINKED = 0.8
"""Share of its letters from which on a block is a list of links."""
_LONGEST_LABEL = 60
_LONGEST_LOOSE = 500
"""Letters that a box may have beside what repeats: who the author of this one article is."""
_LEAST_OF_TEXT = 0.3
"""Share of a text's letters that a box may have beside what repeats, where it does not begin with that."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_EDITORS = re.compile(r"wp-block-|has-|is-|align|text-align|size-|[ps]\d|Mso|wp-image")
"""Names that editors give to paragraphs and headings."""
_LINKS_IN = frozenset({"ul", "ol", "div", "table", "p", "section", "nav"})


class Repeats:
    """The repeated blocks of one body; without boilerplate there are none."""

    __slots__ = ("boilerplate", "content", "names")

    def __init__(self, content: Element, boilerplate: Boilerplate) -> None:
        self.content, self.boilerplate = content, boilerplate
        self.names: dict[str, int] | None = None

    def has(self, block: Element, said: str, *, announces: bool) -> bool:
        """Whether a block is a repeated line, or a box that every article has, with what differs in a few words.

        A line of plain text may be what an author ends every article with: it is the site's only where it ``announces``
        what goes, as a heading does.
        """
        if not self.boilerplate:
            return False
        if self.is_line(said):
            return not self._is_plain(block) or (announces and (block.tag in _HEADINGS or said.endswith(":")))
        return self._is_box(block)

    def is_line(self, said: str) -> bool:
        """Whether other articles have just this line."""
        return len(said) <= LONGEST and key_of(said) in self.boilerplate

    def is_label(self, said: str) -> bool:
        """Whether a repeated line is short enough to announce what stands under it."""
        return bool(self.boilerplate) and len(said) <= _LONGEST_LABEL and self.is_line(said)

    def is_links(self, block: Element, said: str) -> bool:
        """Whether a block may be what a label announces: links, and little beside them."""
        if not self.boilerplate or block.tag not in _LINKS_IN:
            return False
        linked = sum(len(letters(said_in(link))) for link in block.iter("a"))
        return linked > 0 and linked >= _LINKED * len(letters(said))

    def _is_plain(self, block: Element) -> bool:
        """Whether a block is as an editor makes one: words, links and pictures in nothing that has a name."""
        if next(block.iter("form", "iframe", "input", "button"), None) is not None:
            return False
        whole = len(said_in(self.content))
        for element in (*block.iter("*"), *block.iterancestors()):
            if element is self.content or len(said_in(element)) > 0.5 * whole > len(said_in(block)):
                return True
            names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
            if element.tag == "aside" or not all(map(_EDITORS.match, names)):
                return False
        return True

    def _is_box(self, block: Element) -> bool:
        key = box_key(block)
        if key is None or self._count(key) > 1 or key not in self.boilerplate:
            return False
        pieces = list(self._pieces(block))
        loose = sum(number for sort, number in pieces if sort == "loose")
        if loose > _LONGEST_LOOSE or not any(sort == "known" for sort, _ in pieces):
            return False
        return pieces[0][0] == "known" or loose < _LEAST_OF_TEXT * len(letters(said_in(self.content)))

    def _count(self, key: str) -> int:
        if self.names is None:
            self.names = {}
            for element in self.content.iter("*"):
                if (name := box_key(element)) is not None:
                    self.names[name] = self.names.get(name, 0) + 1
        return self.names.get(key, 0)

    def _pieces(self, element: Element) -> Iterator[tuple[str, int]]:
        """What an element says, in order: `known` lines, `link`s, and what is `loose`, each with its letters."""
        said = " ".join(said_in(element).split())
        if not said:
            return
        if self.is_line(said):
            yield "known", 0
        elif element.tag == "a":
            yield "link", 0
        else:
            if number := len(letters(element.text or "")):
                yield "loose", number
            for child in element:
                yield from self._pieces(child)
                if number := len(letters(child.tail or "")):
                    yield "loose", number
