"""From what the pages of one article say to the rows that it becomes: pure, no clock, no database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from quwa_archive import urls
from quwa_archive.items import AuthorItem, CommentItem, LinkItem, PageItem
from quwa_archive.normalize.instants import (
    Known,
    comment_instants,
    day_first_of_page,
    stated_instant,
)
from quwa_archive.normalize.zones import ZoneFinding
from quwa_archive.records import (
    ArticleBundle,
    ArticleRecord,
    AuthorRecord,
    Capture,
    CommentRecord,
    ImageRecord,
    Instant,
    LinkRecord,
    ObservationRecord,
    PingRecord,
    TermRecord,
)


@dataclass(slots=True, frozen=True)
class Hints:
    """What discovery said of an article: raw dates with an offset or ``Z``, and which way said it."""

    published_raw: str | None = None
    published_source: str | None = None
    modified_raw: str | None = None
    modified_source: str | None = None


@dataclass(slots=True, frozen=True)
class Stated:
    """What the API or a feed says of a comment: its instant, and (the API alone) the comment it answers."""

    known: Known
    parent_id: int | None = None


def make_bundle(
    page: PageItem,
    *,
    site: str,
    captures: Sequence[Capture],
    clock: ZoneFinding,
    hints: Hints,
    stated: Mapping[int, Stated] = MappingProxyType({}),
    aliases: Sequence[str] = (),
    complete: bool = True,
) -> ArticleBundle:
    """All rows of one article.

    `stated` is what the API or a feed says of comments, by id.  `page` is the merged page, of `site`; `captures` are those of its pages, by ``page_index``; `aliases` are addresses
    that led here.  A look can be complete only if the page shows comments, or says that there are none: one that
    shows none may have moved them elsewhere, and is no evidence that they were deleted.
    """
    first = captures[0]
    url = _address(page, first.url, site)
    author = _author(page.author)
    links = _links(None, page.links)
    images = [ImageRecord(i, image.url, image.alt, image.caption) for i, image in enumerate(page.images)]
    terms = _terms(page)
    published, published_source, doubt = _published(page, url, hints, clock, first)
    modified, modified_source = _modified(page, hints, clock, first)
    comments = _comments(page, captures, clock, stated)
    article = ArticleRecord(
        id=page.post_id,
        url=url,
        title=page.title,
        body_text=page.body_text,
        body_html=page.body_html,
        author_id=author.id if author else None,
        published=published,
        published_source=published_source,
        published_doubt=doubt,
        modified=modified,
        modified_source=modified_source,
        access=page.access,
        word_count=len(page.body_text.split()),
        words_total=page.words_total,
        language=page.language,
        layout=page.layout,
        comments_declared=page.comments_declared,
        comments_captured=len(comments),
        pings_captured=len(page.pings),
        content_hash=content_hash(
            page.title,
            page.body_text,
            author.id if author else None,
            page.access,
            [term.id for term in terms],
            [(link.url, link.text) for link in links],
            [(image.url, image.alt, image.caption) for image in images],
        ),
        capture_id=first.id,
    )
    shows_comments = page.access != "password" and (bool(comments) or page.comments_declared == 0)
    for comment in page.comments:
        links.extend(_links(comment.id, comment.links))
    return ArticleBundle(
        article=article,
        seen_at=max(capture.fetched_at for capture in captures),
        author=author,
        comments=comments,
        pings=[PingRecord(i, ping.kind, ping.title, ping.url) for i, ping in enumerate(page.pings)],
        terms=terms,
        links=links,
        images=images,
        observations=_observations(page, captures),
        aliases=sorted({*aliases, url}),
        complete_look=complete and shows_comments,
    )


def content_hash(*parts: object) -> str:
    """SHA-256 (hex) over values in a fixed order: equal exactly when all of them are.

    ``repr`` tells apart None, numbers and text, quotes what is in them, and is several times faster than JSON.
    """
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _address(page: PageItem, fetched_url: str, site: str) -> str:
    """The canonical link counts only when it names an article on the same site; otherwise what was fetched."""
    if page.canonical_url and urls.kind(page.canonical_url, site) in ("article", "part", "comment_page"):
        return urls.article_url(page.canonical_url)
    return urls.article_url(fetched_url)


def _author(item: AuthorItem | None) -> AuthorRecord | None:
    if item is None:
        return None
    return AuthorRecord(
        id=(urls.author_key(item.url) if item.url else "") or f"name:{item.name}",
        name=item.name,
        url=item.url,
        role=item.role,
        bio=item.bio,
        avatar_url=item.avatar_url,
    )


def _terms(page: PageItem) -> list[TermRecord]:
    records = {
        f"{t.kind}:{t.slug}": TermRecord(f"{t.kind}:{t.slug}", t.kind, t.slug, t.name) for t in page.terms
    }
    return [records[key] for key in sorted(records)]


def _links(comment_id: int | None, items: Sequence[LinkItem]) -> list[LinkRecord]:
    return [
        LinkRecord(comment_id, i, link.url, urls.domain(link.url), link.text) for i, link in enumerate(items)
    ]


def _published(
    page: PageItem, url: str, hints: Hints, clock: ZoneFinding, capture: Capture
) -> tuple[Instant, str | None, str | None]:
    """JSON-LD, meta tags, REST or feed, the layout's own time, address, printed date: the first that reads."""
    stated = {d.source: d.raw for d in reversed(page.dates) if d.kind == "published"}
    claims = [(source, stated.get(source)) for source in ("json-ld", "meta")]
    claims.append((hints.published_source or "", hints.published_raw))
    # WordPress computes the offset of <time> from the wall clock: in the repeated hour it may be the wrong one.
    claims.append(("time", stated.get("time")))
    claims.append(("url", urls.date_in(url)))
    claims.append(("printed", stated.get("printed")))
    published, source = _first_readable(claims, page, clock, capture)
    others = [
        (name, _first_readable([(name, raw)], page, clock, capture)[0])
        for name, raw in claims
        if raw and name != source
    ]
    doubts = [f"{name} {other.local or other.at}" for name, other in others if _apart(published, other)]
    return published, source, ", ".join(doubts) or None


def _apart(one: Instant, two: Instant) -> bool:
    """Whether two statements of a date differ by more than a day, however they are read."""
    days = [(instant.local or instant.at or "")[:10] for instant in (one, two)]
    if not all(len(day) == 10 for day in days):
        return False
    return abs(date.fromisoformat(days[0]) - date.fromisoformat(days[1])) > timedelta(days=1)


def _modified(
    page: PageItem, hints: Hints, clock: ZoneFinding, capture: Capture
) -> tuple[Instant, str | None]:
    stated = {d.source: d.raw for d in reversed(page.dates) if d.kind == "modified"}
    claims = [(source, stated.get(source)) for source in ("json-ld", "meta", "time")]
    claims.append((hints.modified_source or "", hints.modified_raw))
    return _first_readable(claims, page, clock, capture)


def _first_readable(
    claims: Sequence[tuple[str, str | None]], page: PageItem, clock: ZoneFinding, capture: Capture
) -> tuple[Instant, str | None]:
    unread = Instant()
    for source, raw in claims:
        if not raw:
            continue
        instant = stated_instant(
            raw,
            source=source,
            language=page.language,
            clock=clock,
            captured_at=capture.fetched_at,
            day_first=_day_first(page, capture) if source == "printed" else None,
        )
        if instant.local is not None or instant.at is not None:
            return instant, source
        if unread.raw is None:
            unread = instant
    return unread, None


def _day_first(page: PageItem, capture: Capture) -> bool | None:
    return day_first_of_page(
        page.comments, page.dates, language=page.language, captured_at=capture.fetched_at
    )


def _comments(
    page: PageItem, captures: Sequence[Capture], clock: ZoneFinding, stated: Mapping[int, Stated]
) -> list[CommentRecord]:
    answerable = any(comment.has_reply_link for comment in page.comments)
    deepest = max((comment.depth for comment in page.comments), default=1)
    instants = comment_instants(
        page.comments,
        language=page.language,
        clock=clock,
        captured_at=[captures[c.page_index].fetched_at for c in page.comments],
        known={comment_id: said.known for comment_id, said in stated.items()},
        dates=page.dates,
    )
    return [
        CommentRecord(
            id=c.id,
            article_id=page.post_id,
            parent_id=said.parent_id if said else c.parent_id,
            parent_source="api" if said else _parent_source(c, answerable=answerable, deepest=deepest),
            parent_on_page=c.parent_id,
            depth=c.depth,
            position=c.position,
            author_name=c.author_name,
            author_url=c.author_url,
            body_text=c.body_text,
            body_html=c.body_html,
            likes=c.likes,
            posted_machine=c.posted_machine,
            posted=instant,
            content_hash=content_hash(
                c.author_name,
                c.author_url,
                c.body_text,
                [(link.url, link.text) for link in c.links],
            ),
            capture_id=captures[c.page_index].id,
        )
        for c, instant in zip(page.comments, instants, strict=True)
        for said in (_parent_said(stated.get(c.id)),)
    ]


def _parent_said(stated: Stated | None) -> Stated | None:
    """A feed states instants, not parents."""
    return stated if stated is not None and stated.known.source == "api" else None


def _parent_source(comment: CommentItem, *, answerable: bool, deepest: int) -> str:
    """``nesting`` where the page can know the parent, ``inferred`` where it cannot.

    WordPress prints a reply link under every comment but those at the depth limit, where an answer is printed
    as a sibling of what it answers.  A page without reply links (a closed discussion, or threads switched off)
    does not show where the limit is: it may be the deepest level there is.  Nor does a page name the parent of an answer to a ping,
    which some themes print without an id.
    """
    if comment.depth > 1 and comment.parent_id is None:
        return "inferred"
    if answerable:
        at_limit = comment.depth > 1 and not comment.has_reply_link
    else:
        at_limit = comment.depth == deepest
    return "inferred" if at_limit else "nesting"


def _observations(page: PageItem, captures: Sequence[Capture]) -> list[ObservationRecord]:
    observations = [ObservationRecord(None, count.name, count.value, captures[0].id) for count in page.counts]
    observations.extend(
        ObservationRecord(c.id, "likes", c.likes, captures[c.page_index].id)
        for c in page.comments
        if c.likes is not None
    )
    return observations
