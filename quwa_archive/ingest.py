"""Takes a visit in: normalize, decide, store. The live crawl's pipelines and a rebuild call the same three steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from quwa_archive import urls, versions
from quwa_archive.archive import Archive
from quwa_archive.captures.layout import VisitRecord
from quwa_archive.items import ApiCommentItem, SightingItem, VisitItem
from quwa_archive.normalize.articles import Hints, content_hash, make_bundle
from quwa_archive.normalize.instants import stated_utc
from quwa_archive.normalize.page_clock import evidence_of_page
from quwa_archive.pages import merge
from quwa_archive.pages.fragment import read_fragment
from quwa_archive.records import ArticleBundle
from quwa_archive.store import evidence, frontier, recheck, writer


@dataclass(slots=True, repr=False)
class Intake:
    """A visit on its way into the database: each step fills in its part.

    ``outcome`` is one word for reports: ``new``, ``changed``, ``unchanged``, ``quarantined``, ``gone``,
    ``outside`` or ``discovered``.
    """

    visit: VisitItem
    bundle: ArticleBundle | None = None
    previous: writer.StoredArticle | None = None
    previous_comments: dict[int, writer.StoredComment] = field(default_factory=dict)
    comments: versions.CommentDecisions = field(default_factory=versions.CommentDecisions)
    api_comments: list[evidence.ApiComment] = field(default_factory=list)
    outcome: str = "discovered"
    new_urls: int = 0

    def __repr__(self) -> str:
        return f"<{self.outcome} {self.visit!r}>"


def normalize_visit(archive: Archive, visit: VisitItem) -> Intake:
    """Step one: from strings to records."""
    intake = Intake(visit)
    if visit.kind == "article" and visit.pages:
        page = merge(visit.pages)
        aliases = [urls.article_url(visit.url), *(urls.article_url(c.url) for c in visit.captures)]
        intake.bundle = make_bundle(
            page,
            site=archive.site,
            captures=visit.page_captures,
            clock=archive.clock,
            hints=Hints(*frontier.hints(archive.connection, aliases)),
            aliases=aliases,
            complete=visit.complete,
        )
        visit.clocks = evidence_of_page(page)
    intake.api_comments = [_api_comment(item) for item in visit.api_comments]
    return intake


def _api_comment(item: ApiCommentItem) -> evidence.ApiComment:
    text = read_fragment(item.body_html, base_url=item.url).text
    return evidence.ApiComment(
        id=item.id,
        article_id=item.post_id,
        parent_id=item.parent_id,
        author_name=item.author_name,
        author_url=item.author_url,
        body_text=text,
        body_html=item.body_html.strip(),
        posted_local=item.date,
        posted_at=item.date_gmt.removesuffix("Z") + "Z",
        content_hash=content_hash(
            item.parent_id, item.author_name, item.author_url, text, item.date_gmt, item.post_id
        ),
    )


def decide_visit(archive: Archive, intake: Intake) -> Intake:
    """Step two: what it means beside what is stored."""
    if intake.bundle is None:
        return intake
    connection, article = archive.connection, intake.bundle.article
    intake.previous = writer.stored_article(connection, article.id)
    intake.previous_comments = writer.stored_comments(
        connection, article.id, (comment.id for comment in intake.bundle.comments)
    )
    on_this_page = {
        comment_id: versions.Stored(stored.content_hash, stored.missing_since, stored.gone_at)
        for comment_id, stored in intake.previous_comments.items()
        # What only the API shows, and what stood under another article, is not expected on this page.
        if stored.position is not None and stored.article_id == article.id
    }
    seen_elsewhere = {
        comment_id: versions.Stored(stored.content_hash)
        for comment_id, stored in intake.previous_comments.items()
        if comment_id not in on_this_page and any(c.id == comment_id for c in intake.bundle.comments)
    }
    intake.comments = versions.decide_comments(
        {**on_this_page, **seen_elsewhere}, intake.bundle.comments, complete_look=intake.bundle.complete_look
    )
    stored_state = versions.Stored(intake.previous.content_hash) if intake.previous else None
    verdict = versions.decide(stored_state, article.content_hash)
    touched = intake.comments.new or intake.comments.changed or intake.comments.gone
    intake.outcome = "changed" if verdict is versions.Verdict.UNCHANGED and touched else verdict.value
    return intake


def store_visit(archive: Archive, intake: Intake, *, run: int = 0, replayed: bool = False) -> Intake:
    """Step three: one transaction, the visit's WARC record first (unless it is being replayed from there)."""
    visit = intake.visit
    record = (
        None
        if replayed
        else VisitRecord(
            kind=visit.kind,
            url=visit.url,
            captures=[capture.warc_record_id for capture in visit.captures],
            complete=visit.complete,
        )
    )
    with archive.visit(record) as connection:
        at = max((c.fetched_at for c in visit.captures), default=archive.now())
        capture_id = visit.captures[-1].id if visit.captures else 0
        if visit.kind == "article":
            _store_article(connection, intake, at, run)
        elif visit.kind == "gone":
            intake.outcome = recheck.note_absence(
                connection, visit.url, at=at, run=run, capture_id=capture_id
            )
        else:
            intake.new_urls = frontier.add_sightings(connection, _in_utc(visit.sightings, at), seen_at=at)
            for article_id in sorted(
                evidence.add_api_comments(connection, intake.api_comments, seen_at=at, capture_id=capture_id)
            ):
                if writer.stored_article(connection, article_id) is not None:
                    evidence.reconcile_with_api(connection, article_id)
                    writer.write_counts(connection, article_id)
                    recheck.make_due(connection, article_id, at)
        if visit.clocks:
            evidence.add_clock_evidence(connection, visit.clocks, capture_id)
    if visit.clocks and visit.kind != "article":
        archive.clock_is_stale = True
    return intake


def _store_article(connection: sqlite3.Connection, intake: Intake, at: str, run: int) -> None:
    visit, bundle = intake.visit, intake.bundle
    addresses = sorted({urls.article_url(visit.url), *(urls.article_url(c.url) for c in visit.captures)})
    if bundle is None and {problem.reason for problem in visit.problems} == {"not_an_article"}:
        intake.outcome = "not_article"
        for url in addresses:
            frontier.mark(connection, url, "not_article", at=at, run=run)
        return
    for problem in visit.problems:
        evidence.add_quarantine(
            connection,
            url=urls.article_url(problem.url),
            reason=problem.reason,
            detail=f"{problem.url}: {problem.detail}",
            capture_id=problem.capture_id,
            at=at,
        )
    if bundle is None:
        reasons = {problem.reason for problem in visit.problems}
        intake.outcome = "quarantined"
        frontier.mark(
            connection,
            urls.article_url(visit.url),
            "quarantined",
            at=at,
            run=run,
            error=", ".join(sorted(reasons)) or "nothing was read",
        )
        return
    writer.write_article(connection, bundle, intake.previous)
    writer.write_comments(
        connection,
        bundle,
        intake.previous_comments,
        new=intake.comments.new,
        changed=intake.comments.changed,
        back=intake.comments.back,
    )
    writer.write_absences(connection, bundle, missing=intake.comments.missing, gone=intake.comments.gone)
    writer.write_pings(connection, bundle.article.id, bundle.pings)
    writer.write_observations(connection, bundle, intake.previous_comments)
    evidence.reconcile_with_api(connection, bundle.article.id)
    writer.write_counts(connection, bundle.article.id)
    if not visit.problems:
        evidence.resolve_quarantine(connection, addresses, at)
    for url in {*addresses, bundle.article.url}:
        frontier.mark(
            connection,
            url,
            "done" if visit.complete else "failed",
            at=at,
            run=run,
            article_id=bundle.article.id,
            next_check_at=frontier.next_check(bundle.article.published.at, at),
            error=None
            if visit.complete
            else "; ".join(p.detail for p in visit.problems) or "a page is missing",
        )


def take_in(archive: Archive, visit: VisitItem, *, run: int = 0, replayed: bool = False) -> Intake:
    """All three steps at once."""
    intake = decide_visit(archive, normalize_visit(archive, visit))
    return store_visit(archive, intake, run=run, replayed=replayed)


def _in_utc(sightings: Iterable[SightingItem], captured_at: str) -> list[SightingItem]:
    """Sightings whose dates can be compared with each other: UTC, or a bare day; what cannot be read is dropped."""
    return [
        replace(
            sighting,
            published_raw=stated_utc(sighting.published_raw, captured_at=captured_at),
            modified_raw=stated_utc(sighting.modified_raw, captured_at=captured_at),
        )
        for sighting in sightings
    ]
