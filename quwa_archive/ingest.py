"""Takes a visit in: normalize, decide, store. The live crawl's pipelines and a rebuild call the same three steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from quwa_archive import judging, urls, versions
from quwa_archive.archive import Archive
from quwa_archive.captures.layout import FailedPage, VisitRecord
from quwa_archive.items import PAGE_FAILED, ApiCommentItem, PageItem, ProblemItem, SightingItem, VisitItem
from quwa_archive.normalize.articles import Hints, Stated, content_hash, make_bundle
from quwa_archive.normalize.instants import Known, stated_utc
from quwa_archive.normalize.page_clock import evidence_of_page
from quwa_archive.pages import merge
from quwa_archive.pages.fragment import read_fragment
from quwa_archive.provenance import extractor_version
from quwa_archive.records import ArticleBundle, ObservationRecord
from quwa_archive.statements import statement_of
from quwa_archive.store import evidence, frontier, readings, recheck, statements, writer

VANISHED_FROM = 3
"""Comments from which on it is suspicious that all of them are absent at once."""


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
    known_to_api: dict[int, evidence.ApiComment] = field(default_factory=dict)
    observations: list[ObservationRecord] = field(default_factory=list)
    outcome: str = "discovered"
    new_urls: int = 0
    hidden: set[int] = field(default_factory=set)
    vanished: bool = False
    page: PageItem | None = None
    judgement: judging.Judgement | None = None
    displaced: bool = False

    def __repr__(self) -> str:
        return f"<{self.outcome} {self.visit!r}>"

    @property
    def says_something_new(self) -> bool:
        """Whether rows will rest on the captures of this visit."""
        return self.outcome != "unchanged" or bool(self.observations)


def normalize_visit(archive: Archive, visit: VisitItem) -> Intake:
    """Step one: from strings to records."""
    intake = Intake(visit)
    if visit.kind == "article" and visit.pages:
        page = intake.page = merge(visit.pages)
        aliases = [urls.article_url(visit.url), *(urls.article_url(c.url) for c in visit.captures)]
        intake.known_to_api = evidence.api_comments(archive.connection, page.post_id)
        if judging.is_inferred(page):
            judging.add_api_check(page, intake.known_to_api)
        intake.bundle = make_bundle(
            page,
            site=archive.site,
            captures=visit.page_captures,
            clock=archive.clock,
            hints=Hints(*frontier.hints(archive.connection, aliases)),
            stated=_stated(archive.connection, intake.known_to_api, (c.id for c in page.comments)),
            aliases=aliases,
            complete=visit.complete,
        )
        intake.bundle.article.confidence = page.confidence
        visit.clocks = evidence_of_page(page, captured_at=visit.page_captures[0].fetched_at)
    intake.api_comments = [api_comment(item) for item in visit.api_comments]
    return intake


def _stated(
    connection: sqlite3.Connection, by_api: Mapping[int, evidence.ApiComment], comment_ids: Iterable[int]
) -> dict[int, Stated]:
    """What is stated of comments: by the API, which also knows parents, else by a feed."""
    by_feed = evidence.feed_instants(connection, comment_ids)
    stated = {comment_id: Stated(Known(utc, "feed")) for comment_id, utc in by_feed.items()}
    for comment_id, said in by_api.items():
        stated[comment_id] = Stated(Known(said.posted_at, "api"), said.parent_id)
    return stated


def api_comment(item: ApiCommentItem) -> evidence.ApiComment:
    """A comment as the API states it, ready to be stored."""
    return evidence.ApiComment(
        id=item.id,
        article_id=item.post_id,
        parent_id=item.parent_id,
        author_name=item.author_name,
        author_url=item.author_url,
        body_html=item.body_html.strip(),
        posted_local=item.date,
        posted_at=item.date_gmt.removesuffix("Z") + "Z",
        content_hash=content_hash(
            item.post_id, item.parent_id, item.author_name, item.author_url, item.date_gmt, item.body_html
        ),
    )


def decide_visit(archive: Archive, intake: Intake, *, run: int = 0) -> Intake:
    """Step two: what it means beside what is stored, and beside what the run has seen so far."""
    if intake.bundle is None:
        return intake
    connection, article = archive.connection, intake.bundle.article
    intake.previous = writer.stored_article(connection, article.id)
    intake.previous_comments = writer.stored_comments(
        connection, article.id, (comment.id for comment in intake.bundle.comments)
    )
    if _is_emptied(intake):
        detail = f"no text where there were {intake.previous.word_count if intake.previous else 0} words"
        intake.visit.problems.append(ProblemItem(intake.visit.url, "emptied", detail, article.capture_id))
        intake.bundle = None
        return intake
    if intake.page is not None and judging.is_inferred(intake.page):
        _judge_inferred(connection, intake, intake.page, run)
        if intake.bundle is None:
            return intake
    intake.vanished = _has_vanished(intake)
    hidden = _hidden_answers(intake)
    if intake.vanished or _looks_short(intake, hidden=len(hidden)):
        intake.bundle.complete_look = False
    elif intake.bundle.complete_look:
        intake.hidden = hidden
    on_this_page = {
        comment_id: versions.Stored(stored.content_hash, stored.missing_since, stored.gone_at)
        for comment_id, stored in intake.previous_comments.items()
        # What only the API shows, and what stood under another article, is not expected on this page.
        if stored.position is not None and stored.article_id == article.id and comment_id not in intake.hidden
    }
    seen_elsewhere = {
        comment_id: versions.Stored(stored.content_hash)
        for comment_id, stored in intake.previous_comments.items()
        if stored.position is not None and stored.article_id != article.id
    }
    intake.comments = versions.decide_comments(
        {**on_this_page, **seen_elsewhere}, intake.bundle.comments, complete_look=intake.bundle.complete_look
    )
    stored_state = versions.Stored(intake.previous.content_hash) if intake.previous else None
    verdict = versions.decide(stored_state, article.content_hash)
    touched = intake.comments.new or intake.comments.changed or intake.comments.gone
    intake.outcome = "changed" if verdict is versions.Verdict.UNCHANGED and touched else verdict.value
    intake.observations = writer.new_observations(connection, intake.bundle, intake.previous_comments)
    return intake


def _judge_inferred(connection: sqlite3.Connection, intake: Intake, page: PageItem, run: int) -> None:
    """A reading that rests on inference is archived, or put into quarantine with its reading beside it."""
    assert intake.bundle is not None
    stored = readings.stored_reading(connection, page.post_id)
    intake.judgement = judging.judge(page, stored, readings.tally(connection, run))
    count = next((check for check in page.checks if check.name == "comment_count"), None)
    if count is None or count.outcome != "agree":
        intake.bundle.complete_look = False  # what inference does not find is no evidence of a deletion
    if stored is not None and stored.layout != page.layout:
        kinds = readings.ping_kinds(connection, page.post_id)
        for ping in intake.bundle.pings:
            ping.kind = kinds.get((ping.title, ping.url), ping.kind)
    if intake.judgement.reason:
        intake.visit.problems.append(
            ProblemItem(
                intake.visit.url,
                intake.judgement.reason,
                intake.judgement.detail,
                intake.bundle.article.capture_id,
                judging.as_json(page),
            )
        )
        intake.bundle = None


def _has_vanished(intake: Intake) -> bool:
    """Whether a page shows no comment at all where there were some: the site has moved them, no moderator did that."""
    assert intake.bundle is not None
    before, bundle = intake.previous, intake.bundle
    return (
        before is not None
        and before.shown >= VANISHED_FROM
        and not bundle.comments
        and bundle.article.access != "password"
        and bundle.article.comments_declared != 0
    )


def _hidden_answers(intake: Intake) -> set[int]:
    """Comments that are absent because what they answer (the API knows it) is absent or gone: hidden, not deleted."""
    assert intake.bundle is not None
    shown = {comment.id for comment in intake.bundle.comments}
    stored = intake.previous_comments
    absent = {i for i, c in stored.items() if c.position is not None and i not in shown}
    gone = {i for i, c in stored.items() if c.gone_at is not None}
    return {
        i for i in absent - gone if stored[i].parent_source == "api" and stored[i].parent_id in absent | gone
    }


def _looks_short(intake: Intake, *, hidden: int) -> bool:
    """Whether the page declares more than it shows, and more so than before: then something failed to be read.

    An answer to a hidden comment is always declared and never shown (`hidden` more of them than before); a
    comment that is deleted leaves both counts.
    """
    assert intake.bundle is not None
    article = intake.bundle.article
    if article.comments_declared is None:
        return False
    shown = len(intake.bundle.comments) + len(intake.bundle.pings)
    before = intake.previous
    usual = max(0, (before.comments_declared or 0) - before.shown) if before else 0
    return article.comments_declared - shown > usual + hidden


def _is_emptied(intake: Intake) -> bool:
    """Whether a look finds no text where there was one: a layout whose markup has changed, not an edit."""
    assert intake.bundle is not None
    article, before = intake.bundle.article, intake.previous
    return (
        before is not None and before.word_count > 0 and article.word_count == 0 and article.access == "open"
    )


def store_visit(
    archive: Archive, intake: Intake, *, run: int = 0, replayed_to: tuple[str, int] | None = None
) -> Intake:
    """Step three: one transaction, the visit's WARC record first.

    A visit that is replayed has its record already: `replayed_to` says in which file, and where it ends.
    """
    visit = intake.visit
    record = None if replayed_to else _visit_record(archive, visit, run)
    extracted = {c.id for c in visit.captures} if intake.says_something_new else set[int]()
    with archive.visit(record, replayed_to=replayed_to, extracted=extracted) as connection:
        evidence.set_extractor(connection, extracted, extractor_version())
        at = max((c.fetched_at for c in visit.captures), default=archive.now())
        capture_id = visit.captures[-1].id if visit.captures else 0
        if visit.kind == "article":
            _store_article(connection, intake, at, run)
        elif visit.kind == "gone":
            intake.outcome = recheck.note_absence(
                connection, visit.url, at=at, run=run, capture_id=capture_id
            )
        else:
            evidence.add_feed_comments(connection, visit.feed_comments, capture_id)
            recheck.note_feed_comments(connection, visit.feed_comments, at)
            recheck.note_counts(connection, visit.sightings, at)
            stated = ((item.url, item.source, statement_of(item)) for item in visit.stated_posts)
            statements.add(connection, stated, capture_id=capture_id)
            intake.new_urls = frontier.add_sightings(connection, _in_utc(visit.sightings, at), seen_at=at)
            for article_id in sorted(
                evidence.add_api_comments(connection, intake.api_comments, seen_at=at, capture_id=capture_id)
            ):
                if writer.stored_article(connection, article_id) is not None:
                    evidence.reconcile_with_api(connection, article_id)
                    _add_hidden(connection, article_id, evidence.api_comments(connection, article_id))
                    recheck.make_due(connection, article_id, at, "REST comments")
        if visit.clocks:
            evidence.add_clock_evidence(connection, visit.clocks, capture_id)
    if visit.clocks and visit.kind != "article":
        archive.clock_is_stale = True
    return intake


def _visit_record(archive: Archive, visit: VisitItem, run: int) -> VisitRecord:
    """What a replay must know of a visit beside its captures."""
    record_ids = {capture.id: capture.warc_record_id for capture in visit.captures}
    return VisitRecord(
        kind=visit.kind,
        url=visit.url,
        captures=list(record_ids.values()),
        complete=visit.complete,
        run=run,
        clock_as_of=archive.clock_as_of if visit.kind == "article" else "",
        failed_pages=[
            FailedPage(place, problem.url, problem.detail, record_ids.get(problem.capture_id or 0))
            for place, problem in enumerate(visit.problems)
            if problem.reason == PAGE_FAILED
        ],
        unread=[
            record_ids[problem.capture_id]
            for problem in visit.problems
            if problem.reason != PAGE_FAILED
            and problem.capture_id in record_ids
            and problem.capture_id not in {capture.id for capture in visit.page_captures}
        ],
        statement=visit.statement if any(map(judging.is_inferred, visit.pages)) else None,
        boilerplate=sorted(visit.boilerplate.met),
    )


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
            detail=problem.detail if problem.url in problem.detail else f"{problem.url}: {problem.detail}",
            capture_id=problem.capture_id,
            at=at,
            reading=problem.reading,
        )
    _note_reading(connection, intake, at, run)
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
    writer.hide_comments(connection, intake.hidden)
    writer.write_pings(connection, bundle.article.id, bundle.pings)
    writer.write_observations(connection, bundle.article.id, intake.observations)
    _add_hidden(connection, bundle.article.id, intake.known_to_api)
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


def _note_reading(connection: sqlite3.Connection, intake: Intake, at: str, run: int) -> None:
    """Keeps how sure a general reading is, and counts whether specific layouts still know what they knew."""
    page, before = intake.page, intake.previous
    if page is None:
        return
    was_specific = before is not None and before.layout != judging.GENERAL
    if was_specific:
        intake.displaced = intake.judgement is not None
        readings.count_look(connection, run, page.post_id, at, displaced=intake.displaced)
    if intake.judgement is None:
        if before is not None and not was_specific and intake.bundle is not None:
            readings.forget_reading(connection, page.post_id)
        return
    assert page.confidence is not None
    readings.write_reading(
        connection,
        article_id=page.post_id,
        url=urls.article_url(intake.visit.url),
        layout=page.layout,
        confidence=page.confidence,
        why=intake.judgement.why,
        instead_of=before.layout if before is not None and was_specific else None,
        checks=page.checks,
        boilerplate=intake.visit.boilerplate.met,
        capture_id=intake.visit.page_captures[0].id,
    )


def _add_hidden(
    connection: sqlite3.Connection, article_id: int, known: Mapping[int, evidence.ApiComment]
) -> None:
    stored = writer.comment_ids(connection, article_id)
    hidden = [
        (comment, read_fragment(comment.body_html, base_url="").text)
        for comment_id, comment in known.items()
        if comment_id not in stored
    ]
    evidence.add_hidden_comments(connection, article_id, hidden)
    writer.write_counts(connection, article_id)


def take_in(
    archive: Archive, visit: VisitItem, *, run: int = 0, replayed_to: tuple[str, int] | None = None
) -> Intake:
    """All three steps at once."""
    intake = decide_visit(archive, normalize_visit(archive, visit), run=run)
    return store_visit(archive, intake, run=run, replayed_to=replayed_to)


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
