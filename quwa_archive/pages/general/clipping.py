"""A body without an element of its own: what stands before the title and from the comments on is cut off."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general.body import Barred
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_DISCUSSION = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|commentblock|disqus|respond|discussion)", re.IGNORECASE
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ol", "ul", "dl", "table", "tbody"})
_LONGEST_HEADING = 30
_A_HEAD = 200
"""Characters that the element around a list of comments says beside them: a heading, a count, a rule."""


def clip(content: Element, title: Element | None, barred: Barred) -> list[Element]:
    """Takes out of ``content`` what is before the title, the title, and the comments with all behind them.

    Returns what stood before the title: it says things of the article.
    """
    before: list[Element] = []
    if title is not None and any(node is content for node in title.iterancestors()):
        before = _cut_above(content, title)
        remove(title)
    if content in barred.above:
        _cut_comments(content, barred)
    return before


def _cut_above(content: Element, title: Element) -> list[Element]:
    path = [title, *(node for node in title.iterancestors())]
    path = path[: next(number for number, node in enumerate(path) if node is content)]
    found = [sibling for node in path for sibling in node.itersiblings(preceding=True)]
    holders = [parent for node in path if (parent := node.getparent()) is not None]
    bare = sum(len((holder.text or "").strip()) for holder in holders)
    if 2 * (bare + sum(map(_length, found))) > len(said_in(content)):
        return []  # a title below its text
    for element in found:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for holder in holders:
        holder.text = None
    return found


def _length(element: Element) -> int:
    """Characters of an element and of the bare words behind it."""
    return len(said_in(element)) + len((element.tail or "").strip())


def _cut_comments(content: Element, barred: Barred) -> None:
    cut = _first_of_comments(content, barred)
    if cut is None:
        return
    node: Element = cut
    behind: list[Element] = []
    while node is not content and (parent := node.getparent()) is not None:
        behind.extend(node.itersiblings())
        node = parent
    above = cut.getprevious()
    while above is not None and not said_in(above).strip() and above.tag in ("hr", "br", "a", "p", "div"):
        above = above.getprevious()
    if above is not None and _announces(above, cut):
        remove(above)
    following = len((cut.tail or "").strip()) + sum(map(_length, behind))
    if 2 * following <= len(said_in(content)) - len(said_in(cut)):
        for element in behind:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
        cut.tail = None
    remove(cut)


def _announces(heading: Element, cut: Element) -> bool:
    """Whether a heading is that of the comments: it says so, or it is short and they have none of their own."""
    if heading.tag not in _HEADINGS:
        return False
    if _DISCUSSION.search(f"{heading.get('class') or ''} {heading.get('id') or ''}"):
        return True
    return len(said_in(heading).strip()) <= _LONGEST_HEADING and (
        cut.tag in _LISTS or next(cut.iter(*_HEADINGS), None) is None
    )


def _first_of_comments(content: Element, barred: Barred) -> Element | None:
    """The outermost element that holds comments alone: what is called so, the list, or the first of them."""
    path: list[Element] = []
    node = content
    while not path or path[-1] not in barred.elements:
        child = next((child for child in node if child in barred.elements or child in barred.above), None)
        if child is None:
            return None
        path.append(child)
        node = child
    for element in path[:-1]:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in _LISTS or (_DISCUSSION.search(names) and _says_little(element, barred)):
            return element
    return path[-2] if len(path) > 1 and _says_little(path[-2], barred) else path[-1]


def _says_little(element: Element, barred: Barred) -> bool:
    """Whether an element holds no text beside its comments and the form for more."""
    others = [p for p in element.iter("p", "li") if barred.elements.isdisjoint((p, *p.iterancestors()))]
    return sum(len(said_in(p)) for p in others if next(p.iterancestors("form"), None) is None) <= _A_HEAD
