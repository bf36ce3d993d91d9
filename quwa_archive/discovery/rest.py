"""WordPress's REST API: exact ids, parents and instants, and what changed since a date.  Often blocked.

Lists are asked for in the order of their ids, which grow: what is published while a list is being paged
through comes at its end.  (What is unpublished meanwhile moves the rest up, and one entry may be missed on
that run; another way of discovery, or the next run, has it.)

A short page is not the last one: WordPress takes out what may not be read after it has counted a page off.
Page on to `total_pages` where the header is there, else to the first page that is ``past_end``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from quwa_archive.discovery import DiscoveryError, Skipped, host_of, make_article_url
from quwa_archive.discovery.json_reader import read_json, whole_number
from quwa_archive.items import ApiCommentItem, ClockItem, SightingItem, StatedPostItem

PER_PAGE = 100
"""The largest page WordPress gives."""

# Not the content: of a post behind a paywall it may hold what the site does not show to everybody.
_POST_FIELDS = "id,link,date,date_gmt,modified_gmt,title,excerpt"
_COMMENT_FIELDS = "id,post,parent,author_name,author_url,date,date_gmt,content,link,type"
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\Z")
_NO_DATE = "0000-00-00"  # what WordPress prints for a draft's date
_PAST_END = frozenset({"rest_post_invalid_page_number", "rest_comment_invalid_page_number"})
_ABSENT = frozenset({"rest_no_route", "rest_disabled"})


@dataclass(slots=True)
class SiteInfo:
    """What ``/wp-json/`` says of the site.

    ``zone`` is an IANA name and ``gmt_offset`` the hours east of UTC on the day it was asked, else ``None``.
    """

    name: str
    home: str
    zone: str | None
    gmt_offset: float | None
    has_wp_v2: bool

    def clocks(self) -> list[ClockItem]:
        """What the site's settings say of its clock: one item, or none where they say nothing."""
        if self.zone is None and self.gmt_offset is None:
            return []
        return [ClockItem("settings", "site", zone=self.zone, offset_hours=self.gmt_offset)]


@dataclass(slots=True)
class Posts:
    """One page of the list of posts.

    ``past_end``: there is no such page (WordPress answers 400) or nothing on it; the one before was the last.
    """

    sightings: list[SightingItem] = field(default_factory=list)
    clocks: list[ClockItem] = field(default_factory=list)
    stated: list[StatedPostItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    past_end: bool = False


@dataclass(slots=True)
class Comments:
    """One page of the list of comments; ``sightings`` are their articles, each once, with their post ids.

    ``past_end`` is true for an empty page: past its end this list answers 200 and ``[]`` (and so would a
    page in the middle of which nothing may be read; `total_pages` tells them apart).
    """

    comments: list[ApiCommentItem] = field(default_factory=list)
    clocks: list[ClockItem] = field(default_factory=list)
    sightings: list[SightingItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    past_end: bool = False


def index_url(site: str, *, root: str | None = None) -> str:
    """The address of the API's index.  `root` as for `posts_url`."""
    return _address(site, root, "", {"_fields": "name,home,gmt_offset,timezone_string,namespaces"})


def posts_url(
    site: str,
    page: int,
    *,
    modified_after: str | None = None,
    per_page: int = PER_PAGE,
    root: str | None = None,
) -> str:
    """The address of page `page` (from 1) of all published posts, or of those modified after an instant.

    `modified_after` is ISO 8601 with an offset or ``Z``.  WordPress knows it since 5.7 (older ones ignore it
    and list everything), compares whole seconds and leaves out the instant itself: ask with an overlap.
    `root` is the API's address where it is not ``<site>/wp-json/``, also ``https://host/?rest_route=/``.
    """
    query = _paging(page, per_page, _POST_FIELDS)
    if modified_after is not None:
        query["modified_after"] = modified_after
    return _address(site, root, "wp/v2/posts", query)


def comments_url(
    site: str,
    page: int,
    *,
    after: str | None = None,
    post: int | None = None,
    per_page: int = PER_PAGE,
    root: str | None = None,
) -> str:
    """The address of page `page` (from 1) of the whole site's comments, or of those dated after an instant.

    `after` and `root` as in `posts_url`; `post` asks for one post's alone.  A comment that waited for
    moderation keeps its old date: ask with an overlap, and do not rely on this way alone.
    """
    query = _paging(page, per_page, _COMMENT_FIELDS)
    if after is not None:
        query["after"] = after
    if post is not None:
        query["post"] = str(post)
    return _address(site, root, "wp/v2/comments", query)


def _paging(page: int, per_page: int, fields: str) -> dict[str, str]:
    order = {"orderby": "id", "order": "asc"}
    return {"page": str(page), "per_page": str(per_page), **order, "_fields": fields}


def _address(site: str, root: str | None, route: str, query: dict[str, str]) -> str:
    root = root or f"{site.rstrip('/')}/wp-json/"
    return f"{root}{route}{'&' if '?' in root else '?'}{urlencode(query, safe=',:')}"


def total_pages(headers: Mapping[Any, Any]) -> int | None:
    """``X-WP-TotalPages`` from any mapping of headers (text or bytes, or lists of them), else ``None``.

    For comments it may be too large: it counts what is not shown.
    """
    for name, value in headers.items():
        if isinstance(value, list | tuple):
            value = value[-1] if value else ""
        name, value = (x.decode("latin-1") if isinstance(x, bytes) else str(x) for x in (name, value))
        if name.lower() == "x-wp-totalpages" and re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
            return int(value)
    return None


def parse_index(body: bytes) -> SiteInfo:
    """Read ``/wp-json/``.  DiscoveryError as `parse_posts`; ``absent`` for JSON that is no API index."""
    data = read_json(body, what="REST index")
    if isinstance(data, dict):
        _raise_for_error(data)
    names = data.get("namespaces") if isinstance(data, dict) else None
    if not isinstance(names, list):
        raise DiscoveryError("absent", "JSON without namespaces: this is no WordPress API")
    return SiteInfo(
        name=_text(data.get("name")),
        home=_text(data.get("home")) or _text(data.get("url")),
        zone=_text(data.get("timezone_string")) or None,
        gmt_offset=_hours(data.get("gmt_offset")),
        has_wp_v2="wp/v2" in names,
    )


def parse_posts(body: bytes, *, site: str | None = None) -> Posts:
    """Read a page of posts; dates come out with a ``Z``.

    `site` is the site being archived; links elsewhere are skipped (default: each link's own host).  An entry
    without id or address is skipped by name.  DiscoveryError: ``blocked`` (HTML), ``refused``, ``absent``,
    ``empty``, ``broken``.
    """
    result = Posts()
    entries = _entries(body, "list of posts")
    result.past_end = not entries
    for entry in entries or []:
        post_id = whole_number(entry.get("id")) if isinstance(entry, dict) else None
        if post_id is None:
            result.skipped.append(Skipped(f"entry {entry!r:.100}", "no post id"))
            continue
        subject = f"post {post_id}"
        link = _article(entry.get("link"), site, subject, among_posts=True)
        if isinstance(link, Skipped):
            result.skipped.append(link)
            continue
        published, modified = _utc(entry.get("date_gmt")), _utc(entry.get("modified_gmt"))
        result.sightings.append(
            SightingItem(link, "rest", post_id=post_id, published_raw=published, modified_raw=modified)
        )
        result.clocks += _clocks(subject, entry.get("date"), published)
        title, opening = _rendered(entry.get("title")), _rendered(entry.get("excerpt"))
        if title or opening:
            result.stated.append(StatedPostItem(link, "rest", title, opening))
    return result


def parse_comments(body: bytes, *, site: str | None = None) -> Comments:
    """Read a page of comments.  Entries without id, post or dates, and pings, are skipped by name.

    ``parent_id`` is ``None`` at the top level; ``url`` is the comment's own link as published.  Errors as
    `parse_posts`.
    """
    result = Comments()
    entries = _entries(body, "list of comments")
    result.past_end = not entries
    articles: dict[int, str] = {}
    for entry in entries or []:
        comment = _comment(entry)
        if isinstance(comment, Skipped):
            result.skipped.append(comment)
            continue
        result.comments.append(comment)
        result.clocks += _clocks(f"comment {comment.id}", comment.date, _utc(comment.date_gmt))
        if comment.post_id in articles:
            continue
        link = _article(comment.url, site, f"comment {comment.id}")
        if isinstance(link, Skipped):
            result.skipped.append(link)
        else:
            articles[comment.post_id] = link
    result.sightings = [SightingItem(url, "comments-rest", post_id=post) for post, url in articles.items()]
    return result


def _comment(entry: Any) -> ApiCommentItem | Skipped:
    if not isinstance(entry, dict) or (comment_id := whole_number(entry.get("id"))) is None:
        return Skipped(f"entry {entry!r:.100}", "no comment id")
    subject = f"comment {comment_id}"
    if entry.get("type", "comment") != "comment":
        return Skipped(subject, f"is a {_text(entry.get('type'))[:40]}")
    post_id, parent = whole_number(entry.get("post")), entry.get("parent")
    date, date_gmt = entry.get("date"), entry.get("date_gmt")
    if post_id is None:
        return Skipped(subject, "no post id")
    if _utc(date) is None or _utc(date_gmt) is None:
        return Skipped(subject, "no date")
    if whole_number(parent) is None and parent not in (0, "0", None):
        return Skipped(subject, "unreadable parent")
    return ApiCommentItem(
        id=comment_id,
        post_id=post_id,
        parent_id=whole_number(parent),
        author_name=_text(entry.get("author_name")),
        author_url=_text(entry.get("author_url")) or None,
        date=str(date),
        date_gmt=str(date_gmt),
        body_html=_rendered(entry.get("content")),
        url=_text(entry.get("link")),
    )


def _entries(body: bytes, what: str) -> list[Any] | None:
    """The entries of a list; `None` when the answer says that the page lies past the end."""
    data = read_json(body, what=what)
    if isinstance(data, list):
        return data
    if isinstance(data, dict) and _text(data.get("code")) in _PAST_END:
        return None
    if isinstance(data, dict):
        _raise_for_error(data)
    raise DiscoveryError("broken", f"no {what}: JSON of another kind")


def _raise_for_error(data: dict[str, Any]) -> None:
    """Raise what a WordPress error object says; do nothing for any other object."""
    code, message = _text(data.get("code")), _text(data.get("message"))
    if code and "message" in data:
        line = f"the API says {code}: {' '.join(message.split())[:200]}"
        raise DiscoveryError("absent" if code in _ABSENT else "refused", line)


def _article(link: object, site: str | None, subject: str, *, among_posts: bool = False) -> str | Skipped:
    try:
        found = make_article_url(
            _text(link), base=site or host_of(_text(link)), site=site, among_posts=among_posts
        )
    except ValueError:
        found = Skipped(_text(link)[:500], "no address")
    return Skipped(f"{subject}: {found.what}", found.reason) if isinstance(found, Skipped) else found


def _clocks(subject: str, local: object, utc: str | None) -> list[ClockItem]:
    if utc is None or _utc(local) is None:
        return []
    return [ClockItem("api", subject, local=str(local), utc=utc)]


def _utc(date: object) -> str | None:
    """The API's date with a ``Z``; `None` for a missing one or one that is no date."""
    if isinstance(date, str) and _ISO.match(date) and not date.startswith(_NO_DATE):
        return f"{date}Z"
    return None


def _hours(value: object) -> float | None:
    try:
        hours = float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None
    return hours if hours is not None and -14 <= hours <= 14 else None


def _rendered(value: object) -> str:
    return _text(value.get("rendered") if isinstance(value, dict) else value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
