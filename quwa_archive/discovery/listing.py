"""Listing pages (home, category, author, date): links to articles, their comment counters, the next page.

The way that is left when nothing else answers, and a cheap signal of new comments.  Markup: WordPress's own
class names, and Blabber's pagination (numbers measured; "older posts" and "load more" read off the source of
themes of its family).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from quwa_archive.discovery import Skipped, make_article_url
from quwa_archive.items import SightingItem
from quwa_archive.urls import canonical, kind


def _class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
_ENTRIES = etree.XPath(f"//article | //*[{_class('hentry')}] | //*[{_class('post_item')}]")
_HEAD_LINKS = etree.XPath(
    f".//*[{_class('entry-title')} or {_class('wp-block-post-title')} or {_HEADING}]//a[@href]"
    f" | .//a[@href][{_class('entry-title')} or .//*[{_HEADING}]]"
)
_COUNTERS = etree.XPath(
    f".//a[@href][contains(@href, '#comments') or contains(@href, '#respond')"
    f" or {_class('post_meta_comments')} or {_class('post_counters_comments')}]"
)
# Every link but those of menus, headers of the site, footers and comments.
_ANY_LINKS = etree.XPath(
    "//a[@href][not(ancestor::nav or ancestor::footer or ancestor::aside"
    f" or ancestor::*[{_class('menu-item')} or {_class('widget')}])]"
)
_NEXT = [
    etree.XPath(f"//{path}")
    for path in (
        f"a[@href][{_class('next')} and {_class('page-numbers')}]",
        "*[self::a or self::link][@href][@rel='next']",
        f"a[@href][{_class('wp-block-query-pagination-next')}]",
        # On a listing the "previous" posts are the older ones, which stand on its next page.
        f"*[{_class('nav-previous')}]//a[@href]",
        f"*[{_class('nav-links-old')}]//a[@href]",
        f"*[{_class('nav-links')} or {_class('pagination')} or {_class('page_links')}]//a[@href]",
        f"a[@href][{_class('page-numbers')}]",
    )
]
_LOAD_MORE = etree.XPath(f"//*[{_class('nav-load-more')}][@data-max-page]")
_BASE = etree.XPath("string(//base/@href)")
_POST_CLASS = re.compile(r"(?:^|\s)post-([0-9]{1,18})(?:\s|$)")
_PAGE = re.compile(r"/page/([0-9]{1,9})/?$")
_COUNT = re.compile(r"[0-9][0-9,.\u00a0 ]*")


@dataclass(slots=True)
class Listing:
    """What a listing page says.

    ``sightings`` in the order of the page, each once, with ``comment_count`` where one is printed (pings
    included, as WordPress counts) and ``post_id`` where the markup carries it.  ``next_page``: the address of
    the page with older posts, ``None`` on the last one.  ``skipped``: headings that lead to no article.
    """

    sightings: list[SightingItem] = field(default_factory=list)
    next_page: str | None = None
    skipped: list[Skipped] = field(default_factory=list)


def parse_listing(body: bytes, *, url: str, site: str) -> Listing:
    """Read a listing page of `site` that was fetched from `url`.  No `body` is bad enough to raise.

    Articles are what the headings of its entries lead to; where it has none, every link outside menus and
    widgets that may lead to one.
    """
    result = Listing()
    document = _document(body)
    if document is None:
        return result
    base = _absolute(str(_BASE(document)), url) or url
    found: dict[str, SightingItem] = {}
    skipped: dict[Skipped, None] = {}
    for entry in _elements(_ENTRIES(document)):
        sighting = _entry(entry, base, site)
        if isinstance(sighting, Skipped):
            skipped[sighting] = None
        elif sighting is not None:
            found.setdefault(sighting.url, sighting)
    if not found:
        for link in _elements(_ANY_LINKS(document)):
            address = make_article_url(link.get("href", ""), base=base, site=site)
            if isinstance(address, str) and address != canonical(url):
                found.setdefault(address, SightingItem(address, "listing"))
    result.sightings = list(found.values())
    result.skipped = list(skipped)
    result.next_page = _next_page(document, base, url, site)
    return result


def page_of(url: str) -> int:
    """Which page of a listing the address is: N of ``/page/N/`` or ``?paged=N``, else 1."""
    parts = urlsplit(url)
    found = _PAGE.search(parts.path)
    text = found[1] if found else parse_qs(parts.query).get("paged", ["1"])[0]
    return max(1, int(text)) if re.fullmatch(r"[0-9]{1,9}", text) else 1


def _document(body: bytes) -> HtmlElement | None:
    if not body.strip(b"\x00 \t\r\n"):
        return None
    try:
        body.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # the parser looks for a <meta>
    try:
        return document_fromstring(body, parser=HTMLParser(encoding=encoding, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _elements(found: object) -> Iterator[HtmlElement]:
    return (x for x in found if isinstance(x, HtmlElement)) if isinstance(found, list) else iter(())


def _entry(entry: HtmlElement, base: str, site: str) -> SightingItem | Skipped | None:
    """The article an entry announces; `None` without a linked heading (an article's own page)."""
    refused: Skipped | None = None
    for link in _elements(_HEAD_LINKS(entry)):
        address = make_article_url(link.get("href", ""), base=base, site=site)
        if isinstance(address, str):
            count = _comment_count(entry, address, base, site)
            return SightingItem(address, "listing", post_id=_post_id(entry), comment_count=count)
        refused = refused or address
    return refused


def _post_id(entry: HtmlElement) -> int | None:
    text = entry.get("data-post-id", "")
    if re.fullmatch(r"[0-9]{1,18}", text):
        return int(text)
    found = _POST_CLASS.search(entry.get("id", "")) or _POST_CLASS.search(entry.get("class", ""))
    return int(found[1]) if found else None


def _comment_count(entry: HtmlElement, address: str, base: str, site: str) -> int | None:
    """The number printed on a link to the article's comments (``5 Comments``, ``1,204``, ``No Comments``)."""
    for link in _elements(_COUNTERS(entry)):
        if make_article_url(link.get("href", ""), base=base, site=site) != address:
            continue
        text = " ".join(link.text_content().split())
        if found := _COUNT.search(text):
            return int(re.sub(r"\D", "", found[0])[:9])
        if text.lower().startswith("no comments"):
            return 0
    return None


def _next_page(document: HtmlElement, base: str, url: str, site: str) -> str | None:
    """The nearest later page of this listing that the page links to."""
    here = page_of(url)
    for path in _NEXT:
        later: dict[int, str] = {}
        for link in _elements(path(document)):
            address = _absolute(link.get("href", ""), base)
            if not address or _front(address) != _front(url) or kind(address, site) != "listing":
                continue
            if page_of(address) > here:
                later.setdefault(page_of(address), address)
        if later:
            return later[min(later)]
    for button in _elements(_LOAD_MORE(document)):
        if re.fullmatch(r"[0-9]{1,9}", last := button.get("data-max-page", "")) and here < int(last):
            return urljoin(url, f"{_front(url)}page/{here + 1}/")
    return None


def _front(url: str) -> str:
    """The path of a listing's first page, with one slash at its end."""
    return f"{_PAGE.sub('', urlsplit(url).path).rstrip('/')}/"


def _absolute(href: str, base: str) -> str | None:
    try:
        return urldefrag(urljoin(base, href.strip())).url if href.strip() else None
    except ValueError:
        return None
