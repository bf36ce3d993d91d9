"""Feeds: the newest posts, and the newest comments of the whole site.  RSS 2, RSS 1 and Atom.

A feed's own ``<link>`` is no base for anything: WordPress drops the port in it (seen on the sample site).
Dates in WordPress's feeds are UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from quwa_archive.discovery import Skipped, make_article_url
from quwa_archive.discovery.xml_reader import XmlReader, child_text, children
from quwa_archive.items import SightingItem, StatedPostItem

_OF_MEDIA = frozenset({"http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd"})
_ROOTS = frozenset({"rss", "feed", "RDF"})
_POST_ID = re.compile(r"[?&;]p=([0-9]{1,18})(?:[&#]|\Z)")
_COMMENT_ID = re.compile(r"#comment-([0-9]{1,18})\Z")


@dataclass(slots=True)
class Feed:
    """What a feed of posts says; ``damage`` (else ``None``) when some of it could not be read."""

    sightings: list[SightingItem] = field(default_factory=list)
    stated: list[StatedPostItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    damage: str | None = None


@dataclass(slots=True)
class FeedComment:
    """One comment that a feed announces.

    ``article_url`` is canonical.  ``author`` is ``None`` where none is named.  ``posted_raw`` is the date as
    published and ``utc`` the same instant as ``2025-05-27T13:43:58Z``; both ``None`` where there is none.
    ``post_id`` only where the entry's guid is a plain permalink (``?p=12#comment-34``).
    """

    comment_id: int
    article_url: str
    author: str | None
    posted_raw: str | None
    utc: str | None
    post_id: int | None = None


@dataclass(slots=True)
class CommentsFeed:
    """What a feed of comments says; ``sightings`` are their articles, each once."""

    comments: list[FeedComment] = field(default_factory=list)
    sightings: list[SightingItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    damage: str | None = None


def feed_url(site: str, page: int = 1) -> str:
    """The address of page `page` (from 1) of the feed of posts; past the last page WordPress answers 404."""
    address = f"{site.rstrip('/')}/feed/"
    return address if page <= 1 else f"{address}?paged={page}"


def comments_feed_url(site: str) -> str:
    """The address of the feed of the newest comments of the whole site; it has one page."""
    return f"{site.rstrip('/')}/comments/feed/"


def parse_feed(body: bytes, *, url: str, site: str | None = None) -> Feed:
    """Read a feed of posts that was fetched from `url`.

    Dates stay as published, with their offset (RFC 822 in RSS, ISO 8601 in Atom).
    `site` as in `parse_sitemap`.  ``comment_count`` is from ``slash:comments`` or ``thr:total``, ``post_id``
    from a guid ``…?p=12``.  Entries that lead to no article are skipped by name.  DiscoveryError: ``empty``,
    ``blocked`` (an HTML page), ``broken``, ``hostile``.
    """
    result = Feed()
    reader = XmlReader(body, what="feed", roots=_ROOTS)
    for entry in reader.elements("item", "entry"):
        link = _link(entry)
        found = make_article_url(link, base=url, site=site) if link else _nameless(entry)
        if isinstance(found, Skipped):
            result.skipped.append(found)
            continue
        result.stated.append(_stated(entry, found))
        result.sightings.append(
            SightingItem(
                found,
                "feed",
                post_id=_number(_POST_ID, _guid(entry)),
                published_raw=_published(entry),
                modified_raw=child_text(entry, "updated"),
                comment_count=_comment_count(entry),
            )
        )
    result.damage = reader.damage
    return result


def parse_comments_feed(body: bytes, *, url: str, site: str | None = None) -> CommentsFeed:
    """Read a feed of comments fetched from `url`, newest first as published.  Errors as `parse_feed`."""
    result = CommentsFeed()
    reader = XmlReader(body, what="comments feed", roots=_ROOTS)
    articles: dict[str, int | None] = {}
    for entry in reader.elements("item", "entry"):
        link, guid = _link(entry) or "", _guid(entry)
        comment_id = _number(_COMMENT_ID, link) or _number(_COMMENT_ID, guid)
        found = make_article_url(link, base=url, site=site) if link else _nameless(entry)
        if comment_id is None and not isinstance(found, Skipped):
            found = Skipped(link, "no comment id")
        if isinstance(found, Skipped) or comment_id is None:
            result.skipped.append(found if isinstance(found, Skipped) else _nameless(entry))
            continue
        raw = _published(entry)
        comment = FeedComment(
            comment_id, found, _author(entry), raw, _instant(raw), _number(_POST_ID, guid.partition("#")[0])
        )
        result.comments.append(comment)
        articles[found] = articles.get(found) or comment.post_id
    result.sightings = [SightingItem(url, "comments-feed", post_id=post) for url, post in articles.items()]
    result.damage = reader.damage
    return result


def _stated(entry: etree._Element, url: str) -> StatedPostItem:
    """What an entry says of its post: RSS keeps the whole text in ``content:encoded``, Atom in ``content``."""
    whole = _own_text(entry, "encoded") or _own_text(entry, "content")
    beginning = _own_text(entry, "description") or _own_text(entry, "summary")
    return StatedPostItem(
        url,
        "feed",
        _own_text(entry, "title") or "",
        whole or beginning or "",
        whole=whole is not None,
    )


def _own_text(entry: etree._Element, name: str) -> str | None:
    """As `child_text`, without the title and the description of a picture or a recording in the entry."""
    for child in children(entry, name):
        if etree.QName(child).namespace not in _OF_MEDIA and (text := (child.text or "").strip()):
            return text
    return None


def _link(entry: etree._Element) -> str | None:
    """Where the entry leads: RSS's text, Atom's ``alternate``, else a guid that says it is a permalink."""
    if original := child_text(entry, "origLink"):  # FeedBurner's own links lead through its counter
        return original
    for child in children(entry, "link"):
        text, href = (child.text or "").strip(), child.get("href", "")
        if text:
            return text
        if href and child.get("rel", "alternate") == "alternate":
            return href
    for child in children(entry, "guid"):
        return None if child.get("isPermaLink") == "false" else (child.text or "").strip() or None
    return None


def _guid(entry: etree._Element) -> str:
    return child_text(entry, "guid") or child_text(entry, "id") or ""


def _nameless(entry: etree._Element) -> Skipped:
    return Skipped(f"entry {child_text(entry, 'title') or 'without a title'!s:.100}", "no address")


def _published(entry: etree._Element) -> str | None:
    for name in ("pubDate", "published", "date", "updated"):
        if text := child_text(entry, name):
            return text
    return None


def _author(entry: etree._Element) -> str | None:
    for child in children(entry, "creator", "author"):
        name = child_text(child, "name") or (child.text or "").strip()
        if name:
            return " ".join(name.split())
    return None


def _comment_count(entry: etree._Element) -> int | None:
    # RSS has two elements called comments: a link, and slash's number.
    for child in children(entry, "comments", "total"):
        text = (child.text or "").strip()
        if re.fullmatch(r"[0-9]{1,9}", text):
            return int(text)
    return None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None


def _instant(raw: str | None) -> str | None:
    """`raw` (RFC 822 or ISO, with an offset) in UTC; `None` where it has no offset or is no date."""
    if raw is None:
        return None
    try:
        moment = datetime.fromisoformat(raw) if raw[:4].isdigit() else parsedate_to_datetime(raw)
        if moment.tzinfo is None:
            return None
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
