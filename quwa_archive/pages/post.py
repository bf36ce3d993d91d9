"""The article itself: its title, its body, what it is filed under, and what is counted beside it.

A layout finds the elements (`Post`), this module reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import CountItem, ImageItem, LinkItem, TermItem
from quwa_archive.pages import furniture, text
from quwa_archive.pages.document import Document
from quwa_archive.pages.metadata import Head, Person

# Labels of the theme in a title: `Quwa Premium` over it, `Plus` after it (seen on quwa.org; markup unknown).
_BADGES = frozenset({"Plus", "Quwa Premium"})
_PROTECTED = "Protected: "  # WordPress puts it before the title of a post with a password
_LONGEST_TERM = re.compile(r"^(category|tag)-(.+)$")
_NOT_SLUG = re.compile(r"[^\w]+")
_PAGE_LINKS = frozenset({"page_links", "page-links", "post-nav-links"})
_PART_IN_BODY_CLASS = re.compile(r"(?:^|\s)(?:single-)?paged-(\d+)(?:\s|$)")
_HAS_GATE = etree.XPath("contains(., $mark)")
_COUNTERS = ("views", "likes", "comments")


@dataclass(slots=True)
class Post:
    """Where a layout found the article: ``content`` holds the body, ``title`` is its ``<h1>`` if it has one.

    ``around`` are the elements beside the body that belong to this post alone: header, footer and, once the
    body has been read, the furniture taken out of it.
    """

    article: etree._Element | None
    content: etree._Element
    title: etree._Element | None
    around: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """The article's text and HTML, and whether all of it is here: ``access`` as in `PageItem`."""

    text: str
    html: str
    links: list[LinkItem] = field(default_factory=list)
    images: list[ImageItem] = field(default_factory=list)
    access: str = "open"
    words_shown: int | None = None
    words_total: int | None = None


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
    return line.removeprefix(_PROTECTED) if protected else line


def read_body(document: Document, post: Post) -> Body:
    """Body of the post; takes furniture, promos and gate out of the tree and adds what it took to ``post.around``."""
    content = post.content
    if any("post-password-form" in (form.get("class") or "") for form in content.iter("form")):
        post.around.extend(furniture.remove_furniture(content))
        return Body("", "", access="password")
    post.around.extend(furniture.remove_furniture(content))
    said = text.read(content, document.absolute)
    gate = None
    if furniture.GATE_MARK in said.text or furniture.PROMO_MARK in said.text:
        furniture.remove_promos(content)
        gate = furniture.cut_at_gate(content)
        said = text.read(content, document.absolute)
    if gate is None:
        gate = _gate_around(post)
    body = Body(said.text, text.inner_html(content, dirty=said.dirty), said.links, said.images)
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


def read_terms(document: Document, post: Post, head: Head) -> list[TermItem]:
    """Categories and tags: the links to them beside the article, then the classes `category-…` of the article.

    A class gives the slug; the name then comes from JSON-LD or from a link to the category anywhere on the page
    (its menu), and is the slug where the page does not say it.
    """
    terms: dict[tuple[str, str], TermItem] = {}
    for element in post.around:
        for link in element.iter("a"):
            rel = link.get("rel")
            if rel and "tag" in rel.split() and (href := link.get("href")):
                term = TermItem(_term_kind(link, rel, href), slug_of(href), text.line_of(link))
                terms.setdefault((term.kind, term.slug), term)
    for token in (post.article.get("class") or "").split() if post.article is not None else ():
        match = _LONGEST_TERM.match(token)
        # A numeric class is the id of a term whose slug is not ASCII, not a slug.
        if match and not match.group(2).isdecimal() and match.groups() not in terms:
            kind, slug = match.group(1), match.group(2)
            name = _term_name(document, head.sections if kind == "category" else head.keywords, slug)
            terms[kind, slug] = TermItem(kind, slug, name)
    return list(terms.values())


def _term_kind(link: etree._Element, rel: str, href: str) -> str:
    """WordPress marks categories `rel="category tag"`; block themes mark the list (`taxonomy-category`) instead."""
    above = link.getparent()
    marks = f"{rel} {above.get('class') if above is not None else ''}"
    return "category" if "category" in marks or "/category/" in href else "tag"


def slug_of(href: str) -> str:
    """The last part of a term's address."""
    return href.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]


def _term_name(document: Document, stated: Iterable[str], slug: str) -> str:
    for name in stated:
        if _NOT_SLUG.sub("-", name.casefold()).strip("-") == slug:
            return name
    for link in document.body.iter("a"):
        href = link.get("href") or ""
        if slug in href and slug_of(href) == slug and (name := text.line_of(link)):
            return name
    return slug


def read_counts(around: Iterable[etree._Element]) -> list[CountItem]:
    """Counters such as `670Views 70Comments`: `.post_meta_number` in `.post_meta_views` (Blabber, seed-blabber-native-meta)."""
    counts: dict[str, CountItem] = {}
    for element in around:
        for number in element.iter("span"):
            if number.get("class") == "post_meta_number":
                holder = number.getparent()
                marks = (holder.get("class") or "") if holder is not None else ""
                name = next((name for name in _COUNTERS if f"post_meta_{name}" in marks), None)
                digits = text.line_of(number).replace(",", "")
                if name and digits.isdecimal():
                    counts.setdefault(name, CountItem(name, int(digits)))
    return list(counts.values())


def read_byline(document: Document, around: Iterable[etree._Element], label: str) -> Person | None:
    """The author named beside the title: the first link with `rel="author"`, without the theme's ``label``."""
    for element in around:
        for link in element.iter("a"):
            if "author" in (link.get("rel") or "").split():
                name = text.line_of(link).removeprefix(label)
                if name:
                    return Person(name, document.absolute(link.get("href")))
    return None


def read_parts(document: Document, around: Iterable[etree._Element]) -> tuple[int, list[str]]:
    """Which part of a split post this is, and the addresses of the others that it links to."""
    match = _PART_IN_BODY_CLASS.search(document.body_class)
    part = int(match.group(1)) if match else 1
    urls: list[str] = []
    for element in around:
        if not _PAGE_LINKS.isdisjoint((element.get("class") or "").split()):
            for link in element.iter("a"):
                url = document.absolute(link.get("href"))
                if url and url not in urls:
                    urls.append(url)
    return part, urls
