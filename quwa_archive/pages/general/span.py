"""Where a text that a feed states stands on its page, and what a theme prints round it there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import Statement
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general.body import Barred
from quwa_archive.pages.general.parts import SKIPPED
from quwa_archive.pages.general.saying import letters, said_in
from quwa_archive.pages.general.stated import SURE

Element = etree._Element

_BOXES = frozenset({"div", "section", "aside", "nav", "form", "footer", "header"})
_EDITORS_CLASS = re.compile(
    r"wp-|has-|is-|align|size-|attachment|gallery|caption|mso|[ps]\d|lead$|intro$|drop-?cap|excerpt$|"
    r"elementor|et_pb|vc_|wpb_|fl-|kt-|kb-|su-|uagb|tb-|row|col|container|section|paragraph|text|content",
    re.IGNORECASE,
)
# What an editor adds to a text that is out: it belongs to it, whatever box it comes in.
_EDITORS_WORD = re.compile(r"correct|updat|errat|editor|note|annotation|spoiler|clarif", re.IGNORECASE)
_MOST_TAKEN, _LARGEST_SHARE, _A_LINE = 600, 0.25, 150
"""Letters, and the share of a body, that may stand beyond what is stated and still be the theme's; so may a line or two."""
_HOLDS_NO_BODY = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure table pre a b em i li span strong".split()  # noqa: SIM905
)


@dataclass(slots=True)
class Place:
    """Where a text begins or ends: in ``element``, or right behind it (``behind``)."""

    element: Element
    behind: bool = False

    def holders(self) -> Iterator[Element]:
        """The elements that hold this place, from the innermost."""
        if not self.behind:
            yield self.element
        yield from self.element.iterancestors()


@dataclass(slots=True)
class Span:
    """Where the text that is stated stands on a page, as far as it was found there; ``said`` are the page's letters."""

    start: Place | None = None
    end: Place | None = None
    exact: bool = False
    said: str = ""
    kept: set[Element] = field(default_factory=set)
    """What holds its beginning or its end, and so is no furniture."""

    def content(self) -> Element | None:
        """The smallest element that can be a body and holds beginning and end; ``None`` without both."""
        if not self.exact or self.start is None or self.end is None:
            return None
        around = set(self.end.holders())
        return next(
            (
                node
                for node in self.start.holders()
                if node in around and node.tag not in _HOLDS_NO_BODY and node.tag not in ("body", "html")
            ),
            None,
        )

    def is_in(self, content: Element) -> bool:
        """Whether an element holds beginning and end, as far as they are known."""
        return all(
            place is None or any(node is content for node in place.holders())
            for place in (self.start, self.end)
        )


def find_span(body: Element, statement: Statement, barred: Barred) -> Span:
    """Where the stated text stands below ``body``, comments left out."""
    pieces: list[tuple[int, int, Place]] = []
    said: list[str] = []
    length = 0
    for place, words in _pieces(body, barred):
        if found := letters(words):
            pieces.append((length, length + len(found), place))
            said.append(found)
            length += len(found)
    span = Span(exact=statement.closing is not None, said="".join(said))
    opening, closing = letters(statement.opening), letters(statement.closing or "")
    at = span.said.find(opening) if len(opening) >= SURE else -1
    if at >= 0 and len(closing) >= SURE and (last := span.said.find(closing, at)) >= 0:
        at = max(at, span.said.rfind(opening, 0, last))  # it may be printed above the text, too
        span.end = next((place for _, end, place in pieces if end == last + len(closing)), None)
    if at >= 0:
        span.start = next((place for start, _, place in pieces if start == at), None)
    for known in (span.start, span.end):
        if known is not None:
            span.kept.update(known.holders())
    return span


def _pieces(body: Element, barred: Barred) -> Iterator[tuple[Place, str]]:
    """The bare words of a page in the order of reading, each with its place."""
    walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in SKIPPED or element in barred.elements:
                walk.skip_subtree()
            elif element.text:
                yield Place(element), element.text
        elif element is not body and element.tail and event != "start":
            yield Place(element, behind=True), element.tail


def cut(content: Element, span: Span) -> list[Element]:
    """Takes out of a body what stands before the beginning and behind the end that are stated, and returns it.

    Only a little, in boxes that a theme or a plugin has put there: words that an editor may have added since are left
    where they are, and where much follows, the feed has not had all of the text.
    """
    if not span.exact:
        return []
    taken: list[Element] = []
    limit = max(_A_LINE, min(_MOST_TAKEN, len(letters(said_in(content))) * _LARGEST_SHARE))
    for place, before in ((span.start, True), (span.end, False)):
        if place is None:
            continue
        beyond = _beyond(content, place, before=before)
        if (
            beyond is not None
            and all(map(_is_themes, beyond))
            and sum(len(letters(said_in(element))) for element in beyond) <= limit
        ):
            for element in beyond:
                remove(element)
            taken.extend(beyond)
    return taken


def _beyond(content: Element, place: Place, *, before: bool) -> list[Element] | None:
    """The elements with words between an edge of the content and a place; ``None`` where bare words are among them."""
    found: list[Element] = []
    node = place.element
    if place.behind and before:
        found.append(node)
    bare = [] if place.behind or before else [child.tail for child in node]
    if not place.behind and not before:
        found.extend(node)
    while node is not content:
        parent = node.getparent()
        if parent is None:
            return None
        found.extend(node.itersiblings("*", preceding=before))
        bare.extend(sibling.tail for sibling in node.itersiblings(preceding=before))
        if before:
            bare.append(parent.text)
        elif not (place.behind and node is place.element):
            bare.append(node.tail)
        node = parent
    if any(words and letters(words) for words in bare):
        return None
    return [element for element in found if letters(said_in(element))]


def _is_themes(element: Element) -> bool:
    """Whether an element is a box with a name that no editor and no page builder gives to a part of a text."""
    if element.tag not in _BOXES:
        return False
    nodes = [element, *element.iterdescendants("div", "section", "aside")]
    names = [name for node in nodes for name in f"{node.get('class') or ''} {node.get('id') or ''}".split()]
    return any(_EDITORS_CLASS.match(name) is None for name in names) and not any(
        map(_EDITORS_WORD.search, names)
    )
