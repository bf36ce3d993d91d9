"""The article itself: its title and its body. A layout finds the elements (`Post`), this module reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import ImageItem, LinkItem
from quwa_archive.pages import furniture, text
from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.metadata import Head

# Labels of the theme in a title: `Quwa Premium` over it, `Plus` after it (seen on quwa.org; markup unknown).
_BADGES = frozenset({"Plus", "Quwa Premium"})
_PROTECTED = "Protected: "  # WordPress puts it before the title of a post with a password
_PART_IN_BODY_CLASS = re.compile(r"(?:^|\s)(?:single-)?paged-(\d+)(?:\s|$)")
_HAS_GATE = etree.XPath("contains(., $mark)")


@dataclass(slots=True)
class Post:
    """Where a layout found the article: ``content`` holds the body, ``title`` is its ``<h1>`` if it has one.

    ``around`` are the elements beside the body that belong to this post alone: header and footer.
    """

    article: etree._Element | None
    content: etree._Element
    title: etree._Element | None
    around: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """The article's text and HTML, and whether all of it is here: ``access`` as in `PageItem`.

    ``furniture`` was taken out of it: tags, page links and counters that belong to the post all the same.
    """

    text: str
    html: str
    links: list[LinkItem] = field(default_factory=list)
    images: list[ImageItem] = field(default_factory=list)
    access: str = "open"
    words_shown: int | None = None
    words_total: int | None = None
    furniture: list[etree._Element] = field(default_factory=list)


def read_title(title: etree._Element | None, head: Head, *, protected: bool) -> str:
    """The title without labels of the theme; ``""`` for a post without one (`untitled.html` of the samples)."""
    if title is not None:
        for badge in list(title):
            if text.line_of(badge) in _BADGES:
                furniture.remove(badge)
        line = text.line_of(title)
        # `Plus` as plain text: a label only if the head knows the title without it.
        for badge_text in _BADGES:
            bare = line.removesuffix(badge_text).rstrip()
            if bare != line and bare in (head.headline, head.og_title):
                line = bare
    else:
        line = head.headline or ""
    return _without_label(line, head) if protected else line


def _without_label(line: str, head: Head) -> str:
    """``Protected: `` in any language (`Geschützt: …`): what stands before the title that ``<title>`` knows."""
    _, colon, rest = line.partition(": ")
    if colon and head.title and head.title.startswith(rest):
        return rest
    return line.removeprefix(_PROTECTED)


def read_body(document: Document, post: Post) -> Body:
    """Body of the post; takes furniture, promos and gate out of the tree."""
    content = post.content
    is_locked = any("post-password-form" in tokens(form) for form in content.iter("form"))
    removed = furniture.remove_furniture(content)
    if is_locked:
        return Body("", "", access="password", furniture=removed)
    said = text.read(content, document.absolute)
    gate = None
    if furniture.GATE_MARK in said.text or furniture.PROMO_MARK in said.text:
        furniture.remove_promos(content)
        gate = furniture.cut_at_gate(content)
        said = text.read(content, document.absolute)
    if gate is None:
        gate = _gate_around(post)
    html = text.inner_html(content, dirty=said.dirty)
    body = Body(said.text, html, said.links, said.images, furniture=removed)
    if gate is not None:
        body.access, body.words_shown, body.words_total = "excerpt", gate.words_shown, gate.words_total
    return body


def _gate_around(post: Post) -> furniture.Gate | None:
    """The gate where a theme prints it beside the body (after it, inside the article)."""
    for element in post.around:
        if (
            _HAS_GATE(element, mark=furniture.GATE_MARK)
            and (gate := furniture.cut_at_gate(element)) is not None
        ):
            return gate
    return None


def part_number(document: Document) -> int:
    """Which part of a split post this is: N of the class ``paged-N`` of ``<body>``, else the first."""
    match = _PART_IN_BODY_CLASS.search(document.body_class)
    return int(match.group(1)) if match else 1
