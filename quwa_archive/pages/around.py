"""What stands around the body and belongs to this post alone: by-line, terms, counters, dates, page links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import CountItem, TermItem
from quwa_archive.pages import text
from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.metadata import Head, Person

ACCOUNT = re.compile(r"google ?\+", re.IGNORECASE)
"""A link that WordPress plugins mark as the author's, to an account that is called like its network."""
ALL_POSTS = re.compile(
    r"^(view|see|read|show|more)\b.*\b(posts?|articles?|by)\b|^(all|more) posts\b|^(?:see|view|show|read) (?:all|more)$",
    re.IGNORECASE,
)
"""The text of a link to all posts of an author: "View All Posts", "View all of Bilal Khan's posts."."""

# Lists of other posts, whose titles, dates and terms look like this post's.
_OTHER_POSTS = frozenset({"wp-block-query", "wp-block-post-template", "wp-block-latest-posts", "widget"})
_TERM_CLASS = re.compile(r"^(category|tag)-(.+)$")
_PLAIN_TERM = re.compile(r"(?:^|&)(?:tag=([^&]+)|cat=\d+)")
_NOT_SLUG = re.compile(r"[^\w]+")
_PAGE_LINKS = frozenset({"page_links", "page-links", "post-nav-links"})
_COUNTERS = ("views", "likes", "comments")


@dataclass(slots=True)
class Around:
    """What was found; the first statement of a kind counts.

    ``times`` are the ``<time>`` elements and ``printed_dates`` those of class ``post_date``, for the layout to
    judge which of them are the article's.
    """

    byline: Person | None = None
    terms: dict[tuple[str, str], TermItem] = field(default_factory=dict)
    counts: dict[str, CountItem] = field(default_factory=dict)
    part_urls: list[str] = field(default_factory=list)
    times: list[etree._Element] = field(default_factory=list)
    printed_dates: list[etree._Element] = field(default_factory=list)

    def add(self, document: Document, elements: Iterable[etree._Element], label: str) -> None:
        """Reads ``elements`` in one pass; ``label`` is what the theme prints before the author's name."""
        for element in elements:
            if not _PAGE_LINKS.isdisjoint(tokens(element)):
                self._add_parts(document, element)
                continue
            for child in element.iter("a", "span", "time"):
                if child.tag == "time":
                    self.times.append(child)
                    continue
                if child.tag == "a" and (rel := child.get("rel")):
                    self._add_link(document, child, rel, label)
                elif name := child.get("class"):
                    if name == "post_meta_number":
                        self._add_count(child)
                    elif "post_date" in name:
                        self.printed_dates.append(child)

    def _add_parts(self, document: Document, element: etree._Element) -> None:
        """`.page_links` of a split post (nextpage-1.html): the addresses of its other parts."""
        for link in element.iter("a"):
            url = document.absolute(link.get("href"))
            if url and url not in self.part_urls:
                self.part_urls.append(url)

    def _add_link(self, document: Document, link: etree._Element, rel: str, label: str) -> None:
        relations = rel.split()
        if is_of_other_post(link):
            return
        if "tag" in relations:
            if (href := link.get("href")) and (slug := slug_of(href)):
                term = TermItem(_term_kind(link, rel, href), slug, text.line_of(link))
                self.terms.setdefault((term.kind, term.slug), term)
        elif "author" in relations and self.byline is None:
            name = text.line_of(link)
            if name and not ALL_POSTS.match(name) and not ACCOUNT.fullmatch(name):
                self.byline = Person(name.removeprefix(label), document.absolute(link.get("href")))

    def _add_count(self, number: etree._Element) -> None:
        """`670Views 70Comments`: `.post_meta_number` in `.post_meta_views` (seed-blabber-native-meta.html)."""
        holder = number.getparent()
        marks = (holder.get("class") or "") if holder is not None else ""
        name = next((name for name in _COUNTERS if f"post_meta_{name}" in marks), None)
        digits = text.line_of(number).replace(",", "")
        if name and digits.isdecimal():
            self.counts.setdefault(name, CountItem(name, int(digits)))

    def all_terms(self, document: Document, article: etree._Element | None, head: Head) -> list[TermItem]:
        """The linked categories and tags, then those that only the classes of the article name.

        A class such as ``category-daily-news`` gives the slug; the name then comes from JSON-LD or from a link to
        the term anywhere on the page (its menu), and is the slug where the page does not say it.
        """
        terms = dict(self.terms)
        for token in tokens(article) if article is not None else ():
            match = _TERM_CLASS.match(token)
            # A numeric class is the id of a term whose slug is not ASCII, not a slug.
            if match and not match.group(2).isdecimal() and match.groups() not in terms:
                kind, slug = match.group(1), match.group(2)
                stated = head.sections if kind == "category" else head.keywords
                terms[kind, slug] = TermItem(kind, slug, _term_name(document, stated, slug))
        return list(terms.values())


def is_of_other_post(element: etree._Element) -> bool:
    """Whether an element stands in a list of other posts."""
    return any(not _OTHER_POSTS.isdisjoint(tokens(above)) for above in element.iterancestors())


def _term_kind(link: etree._Element, rel: str, href: str) -> str:
    """`rel="category tag"` is a category; block themes say so in the list's class (`taxonomy-category`) instead."""
    above = link.getparent()
    marks = f"{rel} {above.get('class') if above is not None else ''}"
    return "category" if "category" in marks or "/category/" in href else "tag"


def slug_of(href: str) -> str:
    """The last part of a term's address; of a plain permalink the tag (``/?tag=ships``), and ``""`` for ``/?cat=3``."""
    address, _, query = href.partition("#")[0].partition("?")
    if query and (plain := _PLAIN_TERM.search(query)):
        return plain.group(1) or ""
    return address.rstrip("/").rpartition("/")[2]


def _term_name(document: Document, stated: Iterable[str], slug: str) -> str:
    for name in stated:
        if _NOT_SLUG.sub("-", name.casefold()).strip("-") == slug:
            return name
    for link in document.body.iter("a"):
        href = link.get("href") or ""
        if slug in href and slug_of(href) == slug and (name := text.line_of(link)):
            return name
    return slug
