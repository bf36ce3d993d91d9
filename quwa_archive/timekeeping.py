"""Corrects rows when more is known of the site's clock: evidence that comes later changes earlier rows, and says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from quwa_archive.archive import Archive
from quwa_archive.captures.layout import VisitRecord
from quwa_archive.items import CommentItem
from quwa_archive.normalize.instants import Known, comment_instants, stated_instant
from quwa_archive.normalize.zones import ZoneFinding
from quwa_archive.records import Instant
from quwa_archive.store import evidence, frontier, times

_BATCH = 200
"""Articles corrected in one transaction, so that readers and the crawl wait for none for long."""
_UNDER_WAY = "clock_settling"


def settle_clock(archive: Archive, *, replayed: bool = False) -> int:
    """The end of a run: pairs what feeds and pages say, infers the zone anew, corrects what rests on it.

    Returns how many times were corrected.  The step is a visit of its own in the WARC file, so that a rebuild
    takes it at the same point.
    """
    record = None if replayed else VisitRecord(kind="clock", url=archive.site)
    with archive.visit(record) as connection:
        evidence.pair_feeds_with_pages(connection)
        frontier.remember(connection, _UNDER_WAY, f"with {archive.site_time_zone or ''}")
    corrected = _settle(archive)
    with archive.transaction() as connection:
        frontier.remember(connection, _UNDER_WAY, "")
    return corrected


def resume_settling(archive: Archive) -> None:
    """Finishes what an earlier run had begun when it was killed, before anything new is taken in."""
    under_way = frontier.recall(archive.connection, _UNDER_WAY)
    if not under_way:
        return
    configured = archive.site_time_zone
    archive.set_site_time_zone(under_way.removeprefix("with ") or None)
    _settle(archive)
    archive.set_site_time_zone(configured)
    with archive.transaction() as connection:
        frontier.remember(connection, _UNDER_WAY, "")


def _settle(archive: Archive) -> int:
    evidence_now = f"{evidence.digest_of_clock_evidence(archive.connection)} {archive.site_time_zone or ''}"
    if frontier.recall(archive.connection, "clock_evidence") == evidence_now:
        return 0  # what is known of the clock is what was known at the end of the last run
    archive.clock_is_stale = True
    clock = archive.clock
    same = frontier.recall(archive.connection, "clock") == _fingerprint(clock)
    corrected = _correct_comments(archive, clock, only_unsure=same)
    if not same:
        corrected += _correct_articles(archive, clock)
    with archive.transaction() as connection:
        frontier.remember(connection, "clock", _fingerprint(clock))
        frontier.remember(connection, "clock_evidence", evidence_now)
    return corrected


def _fingerprint(clock: ZoneFinding) -> str:
    """Changes when a time may mean something else than before, not when one more pair says the same."""
    periods = [(p.zone, p.possible, p.within, p.source, p.proved, p.first, p.doubts) for p in clock.periods]
    return hashlib.sha256(repr((clock.zone, clock.source, clock.proved, periods)).encode()).hexdigest()


def _correct_comments(archive: Archive, clock: ZoneFinding, *, only_unsure: bool) -> int:
    corrected = 0
    pending = list(times.articles_with_inferred_times(archive.connection, only_unsure=only_unsure))
    for start in range(0, len(pending), _BATCH):
        with archive.transaction() as connection:
            for article_id in pending[start : start + _BATCH]:
                thread = times.printed_times(connection, article_id)
                different = _different(thread, _instants(archive, thread, article_id, clock))
                if not different:
                    continue
                corrected += times.correct_times(connection, different)
                evidence.add_event(
                    connection,
                    at=times.last_seen_at(connection, article_id),
                    kind="times_corrected",
                    article_id=article_id,
                    detail=f"{len(different)} comment times: {clock.zone} by {clock.source}",
                )
    return corrected


def _instants(
    archive: Archive, thread: Sequence[times.PrintedTime], article_id: int, clock: ZoneFinding
) -> list[Instant]:
    comments = [
        CommentItem(t.comment_id, "", "", "", posted_raw=t.raw, posted_machine=t.machine) for t in thread
    ]
    known = {
        i: Known(utc, "feed")
        for i, utc in evidence.feed_instants(archive.connection, (c.id for c in comments)).items()
    }
    known |= {
        i: Known(c.posted_at, "api") for i, c in evidence.api_comments(archive.connection, article_id).items()
    }
    return comment_instants(
        comments,
        language=thread[0].language if thread else None,
        clock=clock,
        captured_at=[t.captured_at for t in thread],
        known=known,
    )


def _different(thread: Sequence[times.PrintedTime], instants: Sequence[Instant]) -> list[tuple[int, Instant]]:
    return [
        (printed.comment_id, instant)
        for printed, instant in zip(thread, instants, strict=True)
        if instant != printed.stored
    ]


def _correct_articles(archive: Archive, clock: ZoneFinding) -> int:
    different = []
    for date in times.published_dates(archive.connection):
        instant = stated_instant(
            date.raw, source=date.source, language=date.language, clock=clock, captured_at=date.captured_at
        )
        columns = (instant.local, instant.at, instant.precision, instant.certainty)
        stored = date.stored
        if columns != (stored.local, stored.at, stored.precision, stored.certainty):
            different.append((date.article_id, instant))
    with archive.transaction() as connection:
        return times.correct_dates(connection, different)
