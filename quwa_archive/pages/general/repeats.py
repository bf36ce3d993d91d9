"""What at the ends of a body the site prints on its other articles, too: lines, lists of links under one, boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from quwa_archive.boilerplate import Boilerplate, elsewhere, key_of
from quwa_archive.pages.document import Document, parts_of
from quwa_archive.pages.general.body import BUILT
from quwa_archive.pages.general.byline import is_authors_link
from quwa_archive.pages.general.saying import letters, said_in
from quwa_archive.pages.lines import LONGEST, box_key, file_key, shown_in

Element = etree._Element

_LINKED = 0.8
"""Share of its letters from which on a block is a list of links."""
_LONGEST_LABEL = 60
_LONGEST_LOOSE = 500
"""Letters that a box about an author may have beside what repeats: who the author of this one article is."""
_LINKS_IN = frozenset({"ul", "ol", "div", "table", "p", "section", "nav"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    {"p", "div", "section", "blockquote", "ul", "ol", "li", "table", "aside", "footer", *_HEADINGS}
)
_EDITORS = re.compile(
    r"wp-block-|wp-caption|wp-element|wp-image|attachment|gallery|has-|is-|align|text-align|size-|[ps]\d+$|c\d+$|x?_?Mso|western$|Default$|Normal$|Body|"
    r"gmail|yiv|selectable-text|copyable-text|graf|css-|elementor|et_pb|vc_|wpb_|fl-"
)
"""Names that editors, builders of pages and what was pasted give to paragraphs."""
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp[34]|pdf)(?:$|\?)", re.IGNORECASE)


class Repeats:
    """The repeated blocks of one body; without boilerplate there are none."""

    def __init__(self, document: Document, content: Element, boilerplate: Boilerplate) -> None:
        self.document, self.content, self.boilerplate = document, content, boilerplate

    def has(self, block: Element, said: str, *, announces: bool) -> bool:
        """Whether a block is a repeated line, or a box that every article has, with what differs in a few words.

        A line of plain text may be what an author ends every article with: it is the site's only where it ``announces``
        what goes, as a heading does.  A picture that no other article shows is this one's, whatever stands under it.
        """
        if not self.boilerplate:
            return False
        if self.is_line(said):
            if not all(map(self._is_repeated_file, shown_in(block))):
                return False
            return not self._is_plain(block) or (announces and (block.tag in _HEADINGS or said.endswith(":")))
        return self._is_box(block)

    def is_no_own(self, block: Element) -> bool:
        """Whether no picture in a box is this article's own."""
        return all(map(self._is_no_own_file, shown_in(block)))

    def is_wrapper(self, block: Element) -> bool:
        """Whether an element holds most of the text: no box in it, but what themes put round it."""
        return len(said_in(block)) > 0.5 * len(said_in(self.content))

    def _is_repeated_file(self, shown: Element) -> bool:
        return file_key(shown) in self.boilerplate

    def _is_no_own_file(self, shown: Element) -> bool:
        """Whether a picture in a box is repeated, a portrait, or that of another post that it leads to."""
        link = next(shown.iterancestors("a"), None)
        leads = link is not None and not _FILE.search(link.get("href") or "")
        return leads or "avatar" in (shown.get("class") or "") or self._is_repeated_file(shown)

    def is_line(self, said: str) -> bool:
        """Whether other articles have just this line."""
        return len(said) <= LONGEST and key_of(said) in self.boilerplate

    def is_label(self, said: str) -> bool:
        """Whether a repeated line is short enough to announce what stands under it."""
        return len(said) <= _LONGEST_LABEL and self.is_line(said)

    def is_links(self, block: Element, said: str) -> bool:
        """Whether a block may be what a label announces: links to the site itself, and little beside them.

        Links to others are an author's sources.
        """
        if not self.boilerplate or block.tag not in _LINKS_IN:
            return False
        links = list(block.iter("a"))
        own = sum(self._is_own_link(link) for link in links)
        linked = sum(len(letters(said_in(link))) for link in links)
        return linked > 0 and linked >= _LINKED * len(letters(said)) and own >= _LINKED * len(links)

    def _is_own_link(self, link: Element) -> bool:
        url = self.document.absolute(link.get("href"))
        return url is None or parts_of(url).netloc == parts_of(self.document.url).netloc

    def _is_plain(self, block: Element) -> bool:
        """Whether a block is as an editor makes one: words, links and pictures in nothing that has a name of its own."""
        if next(block.iter("form", "iframe", "input", "button"), None) is not None:
            return False
        for element in (*block.iter(*_BLOCKS), *block.iterancestors()):
            if element is self.content or (element is not block and self.is_wrapper(element)):
                return True
            if element.tag == "aside" or not all(map(self._is_editors, _names(element))):
                return False
        return True

    def _is_editors(self, name: str) -> bool:
        """Whether a name is one that editors give, or that other parts of this text have, too."""
        if _EDITORS.match(name) or BUILT.search(name):
            return True
        return self._names_here[name] > 2

    @cached_property
    def _names_here(self) -> Counter[str]:
        return Counter(name for part in self.content.iter(*_BLOCKS) for name in _names(part))

    @cached_property
    def _boxes_here(self) -> Counter[str]:
        return Counter(key for element in self.content.iter("*") if (key := box_key(element)) is not None)

    def _is_box(self, block: Element) -> bool:
        """Whether a box of one name that most articles have holds a repeated line, and nothing that is this article's alone.

        Of an author, who may have written no other of them, a few words may be.
        """
        key = box_key(block)
        if key is None or self._boxes_here[key] > 1 or key not in self.boilerplate:
            return False
        if not self.is_no_own(block):
            return False
        pieces = list(self._pieces(block))
        loose = sum(number for sort, number in pieces if sort == "loose")
        if not any(sort == "known" for sort, _ in pieces):
            return False
        return not loose or (loose <= _LONGEST_LOOSE and _names_author(block))

    def _is_elsewhere(self, key: str | None) -> bool:
        return key is not None and elsewhere(key) in self.boilerplate

    def _pieces(self, element: Element) -> Iterator[tuple[str, int]]:
        """What an element says, in order: `known` lines, `link`s, and what is `loose`, each with its letters.

        A line that any other article has is not loose: whoever wrote that one, too, is told in the same words.
        """
        said = " ".join(said_in(element).split())
        if not said:
            return
        key = key_of(said) if len(said) <= LONGEST else None
        if key in self.boilerplate:
            yield "known", 0
        elif element.tag == "a" or (self._is_elsewhere(key) and not _has_blocks(element)):
            yield "other", 0
        else:
            if number := len(letters(element.text or "")):
                yield "loose", number
            for child in element:
                yield from self._pieces(child)
                if number := len(letters(child.tail or "")):
                    yield "loose", number


def _has_blocks(element: Element) -> bool:
    return any(part is not element for part in element.iter(*_BLOCKS))


def _names(element: Element) -> list[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}".split()


def _names_author(block: Element) -> bool:
    """Whether a box leads to the pages of an author or shows a portrait."""
    return any(is_authors_link(link) for link in block.iter("a")) or any(
        "avatar" in (image.get("class") or "") for image in block.iter("img")
    )
