"""Sitemaps: an index names further sitemaps, a urlset names pages; WordPress core's, Yoast's and any other.

WordPress before 6.5 states no ``lastmod``; a new comment moves none (measured).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

from quwa_archive.discovery import Skipped, host_of, make_article_url
from quwa_archive.discovery.xml_reader import XmlReader, child_text
from quwa_archive.items import SightingItem
from quwa_archive.urls import same_site

# Where to look when robots.txt names none: Yoast and most plugins, WordPress core, everybody else.
WELL_KNOWN = ("sitemap_index.xml", "wp-sitemap.xml", "sitemap.xml")

# Sitemaps that hold no posts, by name.  Every other name is followed: a custom type of post may be articles.
_SKIPPED_NAMES = re.compile(
    # WordPress core: wp-sitemap-posts-page-1.xml, wp-sitemap-taxonomies-category-1.xml, …-users-1.xml
    r"wp-sitemap-(posts-(page|attachment)|taxonomies|users)-"
    # Yoast, Rank Math, All in One SEO: page-sitemap.xml, post_tag-sitemap2.xml, author-sitemap.xml
    r"|(page|category|post_tag|post_format|author|attachment|product_cat|product_tag)-sitemap[0-9]*\.xml"
    # Jetpack: image-sitemap-1.xml, video-sitemap-1.xml (also Yoast's)
    r"|(image|video|local)-sitemap[-0-9]*\.xml"
    # XML Sitemap Generator: sitemap-pt-page-2016-05.xml, sitemap-tax-category.xml, sitemap-archives.xml
    r"|sitemap-(pt-page|tax|archives|authors|misc|externals)\b"
)
# WordPress core, and Yoast, Rank Math, All in One SEO: nothing but posts.
_POSTS_NAMES = re.compile(r"wp-sitemap-posts-post-|post-sitemap[0-9]*\.xml")
# For bodies too broken for the XML parser; an image's own <image:loc> does not match.
_LOC = re.compile(rb"<loc\s*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</loc\s*>")
_ROOTS = frozenset({"urlset", "sitemapindex"})


class Child(NamedTuple):
    """A further sitemap to fetch: its address, and its ``lastmod`` as published (or ``None``)."""

    url: str
    lastmod: str | None


@dataclass(slots=True)
class Sitemap:
    """What one sitemap says.

    ``children``: sitemaps to fetch next.  ``sightings``: pages that may be articles, each once, with
    ``lastmod`` as ``modified_raw`` (as published: with an offset, or a date alone).  ``skipped``: what was
    passed over, and why.  ``damage``: what is wrong with the file, else ``None``; a damaged one gives what
    could be read, and is no evidence that anything is gone.
    """

    children: list[Child] = field(default_factory=list)
    sightings: list[SightingItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    damage: str | None = None


def parse_sitemap(body: bytes, *, url: str, site: str | None = None) -> Sitemap:
    """Read a sitemap (index or urlset, gzip or not) that was fetched from `url`.

    `site` is the site being archived (default: the whole host of `url`); other sites' pages are skipped.
    DiscoveryError: ``empty``, ``blocked`` (an HTML page), ``broken`` (something else), ``hostile`` (bombs).
    """
    result = Sitemap()
    reader = XmlReader(body, what="sitemap", roots=_ROOTS)
    seen: set[str] = set()
    for element in reader.elements("url", "sitemap"):
        link = child_text(element, "loc")
        if link is None:
            result.skipped.append(Skipped("entry without an address", "no address"))
        else:
            _add(result, link, child_text(element, "lastmod"), reader.root, url, site, seen)
    result.damage = reader.damage
    if result.damage:
        for link in _salvaged(reader.body):
            _add(result, link, None, reader.root, url, site, seen)
    return result


def _add(
    result: Sitemap, link: str, lastmod: str | None, root: str, url: str, site: str | None, seen: set[str]
) -> None:
    if root == "sitemapindex":
        found: Child | Skipped | str = _child(link, lastmod, url)
    else:
        among_posts = _POSTS_NAMES.match(_name(url)) is not None
        found = make_article_url(link, base=url, site=site, among_posts=among_posts)
    key = found if isinstance(found, str) else found[0]
    if key in seen:
        return
    seen.add(key)
    if isinstance(found, Skipped):
        result.skipped.append(found)
    elif isinstance(found, Child):
        result.children.append(found)
    else:
        result.sightings.append(SightingItem(url=found, source="sitemap", modified_raw=lastmod))


def _child(link: str, lastmod: str | None, url: str) -> Child | Skipped:
    try:
        address = urljoin(url, link)
        name = _name(address)
        near = same_site(address, host_of(url))
    except ValueError:
        return Skipped(link[:500], "no address")
    if not near:
        return Skipped(address, "foreign")
    if _SKIPPED_NAMES.match(name):
        return Skipped(address, "holds no posts")
    return Child(address, lastmod)


def _name(address: str) -> str:
    """A sitemap's file name, also for WordPress's plain form (``?sitemap=posts&sitemap-subtype=page``)."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    if "sitemap" in query:
        subtype = query.get("sitemap-subtype", [""])[0]
        return f"wp-sitemap-{query['sitemap'][0]}-{subtype}-"
    return parts.path.rpartition("/")[2].lower()


def _salvaged(body: bytes) -> Iterator[str]:
    for found in _LOC.finditer(body):
        yield html.unescape(found[1].decode("utf-8", "replace"))
