"""What we MEAN: typed records, one per row, one docstring per field.

Times are ISO 8601 text: ``…Z`` for UTC, without an offset for the site's wall clock, a bare date where the
time of day is not known.  ``docs/schema.md`` is generated from the docstrings below and the migrated
database; a test fails when it is stale.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, frozen=True)
class Capture:
    """One response as it was received, in a WARC file: what every other row rests on."""

    id: int
    """Number of the capture in this archive, in the order of capture."""
    url: str
    """Address that was asked for."""
    fetched_at: str
    """When the response had arrived (UTC, seconds)."""
    status: int
    """HTTP status code."""
    payload_sha256: str
    """SHA-256 of the body as received (hex), the payload digest of the WARC record."""
    warc_file: str
    """Name of the file in ``warc/``."""
    warc_offset: int
    """Byte offset of the record's gzip member in that file."""
    warc_record_id: str
    """``WARC-Record-ID`` of the response (or revisit) record, without angle brackets."""
    extractor: str | None = None
    """Version of the extractor that read it into rows; null where no row rests on it (robots.txt, failed pages, looks that found nothing new)."""


@dataclass(slots=True)
class Instant:
    """A time as printed, as wall clock and as instant, and how sure that is."""

    raw: str | None = None
    """As printed on the page."""
    local: str | None = None
    """Wall clock of the site, ISO without offset; a bare date or month where no more is known."""
    at: str | None = None
    """UTC, ``…Z``; null where only a day is known or nothing could be read."""
    earliest: str | None = None
    """Earliest instant it can mean (UTC); equal to ``at`` when exact."""
    latest: str | None = None
    """Latest instant it can mean (UTC)."""
    precision: str | None = None
    """``second``, ``minute``, ``hour``, ``day``, ``month``, ``year``; null when unread."""
    certainty: str | None = None
    """``exact``, ``ambiguous`` (the repeated hour), ``nonexistent`` (the skipped hour), ``assumed`` (zone not proved, counted back, or a numeric date of which nobody knows which number is the day)."""
    zone_source: str | None = None
    """Where the zone or offset came from: ``page``, ``api``, ``feed``, ``config``, ``assumed``."""


@dataclass(slots=True)
class AuthorRecord:
    """Who wrote an article, with the bio as last seen."""

    id: str
    """Slug of the author's page (``bilal-khan``), ``author:<N>`` where that is ``/?author=N``, or ``name:<name>`` where the article links to none: then two people of one name are one."""
    name: str
    """Display name, without labels of the theme."""
    url: str | None = None
    """Author's page on the site."""
    role: str | None = None
    """Role printed beside the name; null where no box prints one."""
    bio: str | None = None
    """Text of the bio; null where no page shows one."""
    avatar_url: str | None = None
    """Address of the portrait."""


@dataclass(slots=True)
class TermRecord:
    """A category or a tag."""

    id: str
    """``<kind>:<slug>``."""
    kind: str
    """``category`` or ``tag``."""
    slug: str
    """Last part of its address, unique within its kind."""
    name: str
    """Name as printed."""


@dataclass(slots=True)
class LinkRecord:
    """A hyperlink in an article's body or in a comment."""

    comment_id: int | None
    """Comment it stands in; null for the body."""
    position: int
    """Place among the links of its body or comment, from 0."""
    url: str
    """Absolute address."""
    domain: str
    """Host name, lower case, without ``www.``; empty for addresses without a host."""
    text: str
    """Text of the link."""


@dataclass(slots=True)
class ImageRecord:
    """An image in an article's body."""

    position: int
    """Place among the body's images, from 0."""
    url: str
    """Absolute address (the image itself is not archived)."""
    alt: str | None = None
    """Alternative text."""
    caption: str | None = None
    """Caption as printed."""


@dataclass(slots=True)
class PingRecord:
    """A pingback or trackback: another site's notice that it links here. Carries no date."""

    position: int
    """Place among the article's pings, from 0."""
    kind: str
    """``pingback`` or ``trackback``; what it is, also where the theme swaps the labels."""
    title: str
    """Title as printed, usually the other site's."""
    url: str | None = None
    """Address on the other site."""


@dataclass(slots=True)
class ObservationRecord:
    """A counter as one capture showed it; a series over time, never a reason for a version."""

    comment_id: int | None
    """Comment it belongs to; null for the article."""
    name: str
    """``likes``, ``views`` or ``comments``."""
    value: int
    """Value as printed."""
    capture_id: int
    """Capture that showed it."""


@dataclass(slots=True)
class CommentRecord:
    """One reader comment. Its identity is the WordPress comment id, never text, author or time."""

    id: int
    """WordPress comment id (key)."""
    article_id: int
    """Article it stands under."""
    parent_id: int | None
    """Comment it answers; null at the top level. It may name a comment that is not public."""
    parent_source: str
    """``nesting`` (where it stands on the page), ``api`` (exact), ``inferred`` (at the depth limit, where the page cannot know)."""
    parent_on_page: int | None
    """Comment it stands under on the page, also where the API knows better."""
    depth: int
    """Depth on the page, from 1."""
    position: int
    """Place in the thread in reading order over all comment pages, from 0."""
    author_name: str
    """Name as published, without labels of the theme."""
    author_url: str | None
    """Address the name links to."""
    body_text: str
    """Text of the comment."""
    body_html: str
    """HTML of the comment as published; not sanitised."""
    likes: int | None
    """Likes when last seen; null where the layout prints none."""
    posted_machine: str | None
    """Machine-readable time beside the printed one, as published."""
    posted: Instant
    """``posted_raw``, ``posted_local``, ``posted_at``, … in the table."""
    content_hash: str
    """SHA-256 over author, text and links; a change of it is a new version (another theme's date format is none)."""
    capture_id: int
    """Capture in which this state was first seen."""


@dataclass(slots=True)
class ArticleRecord:
    """One article. Its identity is the WordPress post id, never the address."""

    id: int
    """WordPress post id (key)."""
    url: str
    """Canonical address (unique); others stand in ``url_aliases``."""
    title: str
    """Title without labels of the theme (``Protected:``, ``Plus``)."""
    body_text: str
    """The article alone, all parts of a split post: no author box, tags, share links, related posts."""
    body_html: str
    """HTML of the same, as published; not sanitised."""
    author_id: str | None
    """Author; null where the page names none."""
    published: Instant
    """``published_at``, ``published_local``, … in the table."""
    published_doubt: str | None
    """Statements of another date of publication, more than a day apart (``url 2019-10-22``); null without any."""
    published_source: str | None
    """``json-ld``, ``meta``, ``time``, ``api``, ``feed``, ``sitemap``, ``url``, ``printed``: where it came from."""
    modified: Instant
    """``modified_at`` in the table."""
    modified_source: str | None
    """As ``published_source``."""
    access: str
    """``open``, ``excerpt`` (behind a gate; the text is what everybody is served) or ``password``."""
    word_count: int
    """Words in ``body_text``."""
    words_total: int | None
    """Words of the whole article, where the gate line of an excerpt declares them."""
    language: str | None
    """``lang`` of the page."""
    layout: str
    """Layout class that read it."""
    comments_declared: int | None
    """Count the page prints over its comments, pings included; null where it prints none."""
    comments_captured: int
    """Comments in this visit, all comment pages together."""
    pings_captured: int
    """Pings in this visit."""
    content_hash: str
    """SHA-256 over title, text, author, access, terms, links and images; a change of it is a new version."""
    capture_id: int
    """Capture in which this state was first seen."""
    confidence: float | None = None
    """How sure the general layout is of its reading (0 to 1); null where a specific layout read the article."""


@dataclass(slots=True)
class ArticleBundle:
    """All rows that one visit to one article yields: stored in one transaction or not at all."""

    article: ArticleRecord
    seen_at: str
    """When the visit's last page was captured (UTC)."""
    author: AuthorRecord | None = None
    comments: list[CommentRecord] = field(default_factory=list)
    pings: list[PingRecord] = field(default_factory=list)
    terms: list[TermRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    images: list[ImageRecord] = field(default_factory=list)
    observations: list[ObservationRecord] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    """Addresses, canonical form, that led here, the article's own among them."""
    complete_look: bool = True
    """Whether every page of the visit was had; only a complete look can find something missing."""
