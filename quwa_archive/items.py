"""What a page SAYS: strings as published, before any interpretation.

Items are what `pages/` and `discovery/` return and what the spider hands to the pipelines.  Nothing here is
parsed, converted or guessed; a value that a page does not state is ``None`` (or an empty list).  Texts follow
the text rule of the archive: blocks separated by one blank line, ``<br>`` a newline, other white space
collapsed, an emoji image its character, punctuation as published.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from quwa_archive.boilerplate import Boilerplate
from quwa_archive.records import Capture


@dataclass(slots=True)
class LinkItem:
    """A hyperlink in a body or a comment: ``url`` absolute, ``text`` as shown."""

    url: str
    text: str


@dataclass(slots=True)
class ImageItem:
    """An image of the article body: ``url`` absolute, ``alt`` and ``caption`` as published, else ``None``."""

    url: str
    alt: str | None = None
    caption: str | None = None


@dataclass(slots=True)
class TermItem:
    """A category or tag: ``kind`` is ``category`` or ``tag``; ``slug`` is the last part of its address."""

    kind: str
    slug: str
    name: str


@dataclass(slots=True)
class AuthorItem:
    """The author of the article, gathered from box, meta line, JSON-LD and head, whichever says it first.

    ``url`` is the author's page on the site (``/author/<slug>/``) where known; ``role`` is the line beside
    the name in the box (``Founder``); ``bio`` is text without links such as "View all posts".
    """

    name: str
    url: str | None = None
    role: str | None = None
    bio: str | None = None
    avatar_url: str | None = None


@dataclass(slots=True)
class DateItem:
    """One statement about when the article was published or modified.

    ``kind``: ``published`` or ``modified``.  ``source``: ``json-ld``, ``meta`` (article:published_time and
    kin), ``time`` (a ``<time datetime>`` that the layout knows to be the date of publication) or ``printed``
    (text that the layout knows to be the date of publication).  ``raw`` as published.
    """

    kind: str
    source: str
    raw: str


@dataclass(slots=True)
class CountItem:
    """A counter a page prints: ``name`` is ``views``, ``likes`` or ``comments``; never a reason for a version."""

    name: str
    value: int


@dataclass(slots=True)
class CommentItem:
    """One reader comment as one page shows it.

    ``id`` is the WordPress comment id.  ``parent_id`` is the comment it stands under on the page (``None`` at
    the top level); ``depth`` counts from 1.  ``position`` is its place on its page from 0, in reading order.
    ``posted_raw`` is the printed date and time joined by one space (``January 12, 2017 12:50 am``), without
    labels (``Posted``, ``on``); ``posted_machine`` is the ``datetime`` attribute where there is one.
    ``likes`` is ``None`` where the layout prints none.  ``has_reply_link``: WordPress prints a reply link under
    every comment but those at the depth limit.  ``page_index`` says which page of the visit it is
    from (0 for the first); it is set when pages are merged.
    """

    id: int
    author_name: str
    body_text: str
    body_html: str
    parent_id: int | None = None
    depth: int = 1
    position: int = 0
    author_url: str | None = None
    posted_raw: str | None = None
    posted_machine: str | None = None
    likes: int | None = None
    has_reply_link: bool = False
    links: list[LinkItem] = field(default_factory=list)
    page_index: int = 0


@dataclass(slots=True)
class PingItem:
    """A pingback or trackback; ``kind`` is what it IS, also where a theme swaps the two labels.

    ``comment_id`` is its WordPress id where the layout prints one (Blabber does not).
    """

    kind: str
    title: str
    url: str | None
    position: int = 0
    comment_id: int | None = None


@dataclass(slots=True)
class CheckItem:
    """One check of what was read against what the page itself (or the API) declares.

    ``name`` says what was checked; ``outcome`` is ``agree``, ``disagree`` or ``silent`` (nothing to compare);
    ``detail`` says in words what stood against what.
    """

    name: str
    outcome: str
    detail: str = ""


@dataclass(slots=True)
class PageItem:
    """Everything one HTML page of an article says.

    ``layout`` names the class that read it.  ``confidence`` (0 to 1) says how sure a reading is that rests on
    inference, by its ``checks``; it is ``None`` for a layout that somebody wrote for this look.  ``access``: ``open``, ``excerpt`` (the page says it is one;
    ``words_shown`` and ``words_total`` where the gate line counts them) or ``password``.  ``part`` is the
    number of this page of a split post, from 1; ``part_urls`` the addresses of the other parts it links to.
    ``comment_page`` is the number in ``comment-page-N`` of its own address or pagination (``None`` without
    paging); ``comment_page_urls`` the addresses of other comment pages it links to.  ``comments_declared`` is
    the count printed over the comments (pings included, as WordPress counts), ``None`` where none is printed.
    """

    url: str
    layout: str
    post_id: int
    title: str
    body_text: str
    body_html: str
    access: str = "open"
    words_shown: int | None = None
    words_total: int | None = None
    language: str | None = None
    canonical_url: str | None = None
    author: AuthorItem | None = None
    dates: list[DateItem] = field(default_factory=list)
    terms: list[TermItem] = field(default_factory=list)
    images: list[ImageItem] = field(default_factory=list)
    links: list[LinkItem] = field(default_factory=list)
    counts: list[CountItem] = field(default_factory=list)
    comments: list[CommentItem] = field(default_factory=list)
    pings: list[PingItem] = field(default_factory=list)
    comments_declared: int | None = None
    part: int = 1
    part_urls: list[str] = field(default_factory=list)
    comment_page: int | None = None
    comment_page_urls: list[str] = field(default_factory=list)
    confidence: float | None = None
    checks: list[CheckItem] = field(default_factory=list)


@dataclass(slots=True)
class SightingItem:
    """An address of (perhaps) an article, seen by one way of discovery.

    ``source``: ``sitemap``, ``rest``, ``feed``, ``listing``, ``comments-rest``, ``comments-feed`` or ``user``.
    ``post_id`` and the two dates (raw strings with an offset or ``Z``, in UTC where the source says so) only
    where the source states them; ``comment_count`` where a listing prints one.
    """

    url: str
    source: str
    post_id: int | None = None
    published_raw: str | None = None
    modified_raw: str | None = None
    comment_count: int | None = None


@dataclass(slots=True)
class ApiCommentItem:
    """One comment as the REST API states it: the exact parent and instant.

    ``date`` is the site's wall clock and ``date_gmt`` UTC, both ISO without an offset, as the API prints them.
    """

    id: int
    post_id: int
    parent_id: int | None
    author_name: str
    author_url: str | None
    date: str
    date_gmt: str
    body_html: str
    url: str


@dataclass(slots=True)
class FeedCommentItem:
    """The instant (UTC, ``…Z``) that a comments feed states of one comment."""

    id: int
    url: str
    posted_at: str


@dataclass(slots=True)
class StatedPostItem:
    """What a feed or the REST API states of one post, as HTML: exact words, to hold a reading of its page against.

    ``source``: ``feed`` or ``rest``.  ``whole``: ``body_html`` is the post's text; else it is only its beginning, as
    WordPress cuts one off, or a summary of its own.
    """

    url: str
    source: str
    title_html: str
    body_html: str
    whole: bool = False


@dataclass(slots=True, frozen=True)
class StatedComment:
    """A comment as the API states it, as far as it shows where a page prints names and texts."""

    id: int
    author: str
    body_html: str


@dataclass(slots=True, frozen=True)
class Statement:
    """What is known of a post before its page is read, out of `StatedPostItem`: plain text by the text rule.

    ``opening`` are the first words of its text, ``closing`` the last ones; ``closing`` is ``None`` where no source gives the
    whole text, and then ``opening`` may lack what WordPress leaves out of an excerpt, or be a summary.  ``comments`` are a few of those that
    the API states.
    """

    title: str
    opening: str = ""
    closing: str | None = None
    comments: tuple[StatedComment, ...] = ()


@dataclass(slots=True)
class ClockItem:
    """One piece of evidence about the site's clock.

    ``source``: ``api`` (a ``date``/``date_gmt`` pair), ``feed`` (``pubDate`` of a comment whose page prints a
    time), ``page`` (``time[datetime]`` with an offset; JSON-LD against a printed time) or ``settings``
    (``timezone_string`` and ``gmt_offset`` of ``/wp-json/``).  ``local`` is the wall clock and ``utc`` the
    instant, both ISO; ``zone`` and ``offset_hours`` only for ``settings``.  ``subject`` names what was timed
    (``post 12``, ``comment 7``, ``site``).
    """

    source: str
    subject: str
    local: str | None = None
    utc: str | None = None
    zone: str | None = None
    offset_hours: float | None = None


PAGE_FAILED = "page_failed"
"""The problem of a page that could not be had; all others are of pages that were had and could not be read."""


@dataclass(slots=True)
class ProblemItem:
    """A page that could not be archived: ``reason`` is one of the words of `errors.PageError` and its kin.

    ``reading`` is the best reading of it (JSON), where there is one that was not sure enough.
    """

    url: str
    reason: str
    detail: str
    capture_id: int | None = None
    reading: str | None = None


@dataclass(slots=True, repr=False)
class VisitItem:
    """What one visit brought: one article with all its pages, or one answer of a way of discovery.

    ``kind``: ``article``, ``gone`` (404 or 410), or a way of discovery (``rest-index``, ``rest-posts``,
    ``rest-comments``, ``feed``, ``comments-feed``, ``sitemap``, ``listing``), or ``clock``, the end of a run, when
    all evidence about the site's clock is in.  ``captures`` are all captures of
    the visit in order, redirects included; ``page_captures`` run parallel to ``pages``.  ``statement`` is what was known
    of the article when its pages were read, ``boilerplate`` what was known of the site's other articles.  ``complete`` is
    false when a page that should belong to it could not be had.
    """

    kind: str
    url: str
    captures: list[Capture] = field(default_factory=list)
    pages: list[PageItem] = field(default_factory=list)
    page_captures: list[Capture] = field(default_factory=list)
    problems: list[ProblemItem] = field(default_factory=list)
    sightings: list[SightingItem] = field(default_factory=list)
    clocks: list[ClockItem] = field(default_factory=list)
    api_comments: list[ApiCommentItem] = field(default_factory=list)
    feed_comments: list[FeedCommentItem] = field(default_factory=list)
    stated_posts: list[StatedPostItem] = field(default_factory=list)
    statement: Statement | None = None
    boilerplate: Boilerplate = field(default_factory=Boilerplate)
    complete: bool = True

    def __repr__(self) -> str:
        return f"<visit ({self.kind}) of {self.url}: {len(self.captures)} captures>"
