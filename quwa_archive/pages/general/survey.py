"""One walk over a page, for all that is looked for in the whole of it: what stands where, and what may mean something.

A walk costs as much as parsing; what is sought by its class, its id or its place is noted here, once, before the tree
is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from quwa_archive.pages.document import Document

Element = etree._Element

OWN, ASIDE, QUOTED = 0, 1, 2
"""Where an element stands: on the page itself, in a widget, in a quote or in what is no text."""

# What is said by somebody else than the page (quotes), and what is no text of it.
_QUOTES = frozenset({"blockquote", "q", "pre", "code", "textarea", "script", "style", "template", "head"})
_WIDGETS = re.compile(
    r"(?:^|\s)(?:widget|widget_\S*|widget-area|sidebar|recent-?comments?\S*|wp-block-latest-comments\S*|latest-?comments?\S*|"
    r"\S*[Ll]ast[-_]?[Cc]omments)(?:\s|$)"
)
# What stands in an article's body may carry ids like a comment's: footnotes, examples.
_BODIES = re.compile(
    r"(?:^|\s)(?:entry|storycontent|post-entry|entry-inner|article-content|entry-content|post-content|post_content|wp-block-post-content|articleBody)(?:\s|$)"
)
_WIDGET_IDS = frozenset({"sidebar", "secondary"})
_WHOLE = frozenset({"body", "html", "main"})
_COUNTING = re.compile(r"omment|title|count")
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "b", "strong"})
_PING = re.compile(r"(?:^|\s)(?:pingback|trackback|ping)(?:\s|$)")
_COMMENT = re.compile(r"(?:^|\s)(?:comment|comment-item|single-comment|comment-entry|comment-box)(?:\s|$)")

_IS_ASIDE, _IS_COUNT, _IS_PING, _IS_COMMENT = 1, 2, 4, 8
_PLAIN = (
    frozenset({"p", "br", "li", "ul", "ol", "span", "div", "em", "i", "img", "strong", "td", "tr"}) - _TITLES
)
# By the axis of attributes: five times as fast as a test of each element.
_TELLING = {
    b"data-commentid": etree.XPath(".//@data-commentid/.."),
    b"data-comment-id": etree.XPath(".//@data-comment-id/.."),
    b"data-comment_id": etree.XPath(".//@data-comment_id/.."),
    b"moveForm": etree.XPath(".//@onclick/.."),
}
_PROPERTIES = etree.XPath(".//@itemprop/..")
_bits: dict[str, int] = {}
_MOST_KNOWN = 10_000


@dataclass(slots=True)
class Survey:
    """What a page holds, each list in document order.

    ``naming`` may name a comment (by id, link, data); ``counting`` may state how many there are; ``pings`` have a
    ping's class; ``comments`` have a comment's; ``order`` is the place of each element.
    """

    naming: list[Element] = field(default_factory=list)
    counting: list[Element] = field(default_factory=list)
    pings: list[Element] = field(default_factory=list)
    comments: list[Element] = field(default_factory=list)
    zones: dict[Element, int] = field(default_factory=dict)
    order: dict[Element, int] = field(default_factory=dict)

    def end(self, element: Element) -> int:
        """The place in ``order`` behind an element and all that is in it."""
        node: Element | None = element
        while node is not None:
            after = node.getnext()
            if after is not None and after in self.order:
                return self.order[after]
            node = node.getparent()
        return len(self.order)

    def zone(self, element: Element) -> int:
        """Where an element of the page stands: `OWN`, `ASIDE` or `QUOTED`."""
        return self.zones.get(element, OWN)


def survey(document: Document) -> Survey:
    """Walks over the body of a page."""
    seen = Survey()
    naming, counting, zones = seen.naming, seen.counting, seen.zones
    saying = {
        element
        for name, find in _TELLING.items()
        if name in document.raw
        for element in cast("list[Element]", find(document.body))
    }
    properties = set(cast("list[Element]", _PROPERTIES(document.body))) if b"itemprop" in document.raw else ()
    seen.order = {element: number for number, element in enumerate(document.body.iter("*"))}
    for element in seen.order:
        tag = element.tag
        get = element.get
        bits = 0
        if names := get("class"):
            bits = _bits[names] if names in _bits else _bits_of(names)
        if properties and element in properties and (role := get("itemprop")):
            bits |= _bits[role] if role in _bits else _bits_of(role)
        name = get("id")
        if tag in _PLAIN and not bits and name is None:
            # By far the most: paragraphs, breaks, list items, words set apart.
            if zones and (zone := zones.get(element.getparent(), OWN)):  # type: ignore[arg-type]
                zones[element] = zone
            continue
        zone = zones.get(element.getparent(), OWN) if zones else OWN  # type: ignore[arg-type]
        if zone < QUOTED:
            if tag in _QUOTES:
                zone = QUOTED
            elif (
                zone == OWN
                and (bits & _IS_ASIDE or tag == "noscript" or name in _WIDGET_IDS)
                and tag not in _WHOLE
            ):
                zone = ASIDE
        if zone:
            zones[element] = zone
        if tag == "a":
            href = get("href") or get("name")
            if (
                (href and ("omment" in href or "#c" in href or "replytocom=" in href))
                or (name and "omm" in name)
                or element in saying
            ):
                naming.append(element)
        elif (name and "omm" in name) or element in saying:
            naming.append(element)
        if bits & _IS_COUNT or tag in _TITLES or (name and "omment" in name):
            counting.append(element)
        if bits & _IS_PING:
            seen.pings.append(element)
        if bits & _IS_COMMENT:
            seen.comments.append(element)
    return seen


def _bits_of(names: str) -> int:
    bits = (
        _IS_ASIDE * (_WIDGETS.search(names) is not None or _BODIES.search(names) is not None)
        + _IS_COUNT * (_COUNTING.search(names) is not None)
        + _IS_PING * (_PING.search(names) is not None)
        + _IS_COMMENT * (_COMMENT.search(names) is not None)
    )
    if len(_bits) < _MOST_KNOWN:
        _bits[names] = bits
    return bits
