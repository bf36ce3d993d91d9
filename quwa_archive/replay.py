"""Takes visits in again from the WARC files, as the run that made them did: a killed run's tail, or everything.

Three steps: index the files (`captures.index`), plan which captures are new and which visits they make up, then
read each visit (pure, in any process) and take it in (in order, in one process).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from quwa_archive import extraction
from quwa_archive.archive import ZONE_FIELD, Archive
from quwa_archive.captures.index import Entry, FileIndex, index_range
from quwa_archive.captures.layout import VisitRecord
from quwa_archive.captures.members import CutRecord, DamagedRecord
from quwa_archive.captures.reader import read_record, warc_files
from quwa_archive.discovery import DiscoveryError
from quwa_archive.errors import QuwaError
from quwa_archive.ingest import take_in
from quwa_archive.items import PAGE_FAILED, ProblemItem, VisitItem
from quwa_archive.records import Capture
from quwa_archive.store import evidence
from quwa_archive.timekeeping import settle_clock

logger = logging.getLogger(__name__)


class ExtractorFailed(QuwaError):
    """The extractor raised on a page that a run has archived: a bug. Stops a rebuild before it replaces anything."""


@dataclass(slots=True, frozen=True)
class Source:
    """A capture of a visit, and the capture that holds its body (another one for a ``revisit``)."""

    capture: Capture
    body: Capture


@dataclass(slots=True, frozen=True)
class Task:
    """One visit to be read and taken in: its record, which lies in `warc_file` and ends at `end`.

    `site_time_zone` is what the run was configured with; `date` when the record was written (UTC).
    """

    record: VisitRecord
    warc_file: str
    end: int
    date: str
    sources: tuple[Source, ...]
    warc_folder: Path
    site: str
    site_time_zone: str | None = None


@dataclass(slots=True)
class Plan:
    """What WARC files hold: captures in the order of writing, visits in the order in which to take them in.

    `lost` are visits that name a record which no file holds (it was damaged, or its file is missing).
    """

    captures: list[Capture] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    lost: list[VisitRecord] = field(default_factory=list)


Lookup = Callable[[str], Capture | None]


def make_plan(
    indexes: Iterable[FileIndex],
    *,
    warc_folder: Path,
    site: str,
    last_capture_id: int = 0,
    known_record: Lookup = lambda _: None,
    known_payload: Lookup = lambda _: None,
) -> Plan:
    """Numbers the captures behind `last_capture_id` and finds for each visit what it rests on.

    `known_record` and `known_payload` look up captures that lie before the indexed part.
    """
    plan = Plan()
    records: dict[str, Capture] = {}
    bodies: dict[str, Capture] = {}
    found: list[tuple[Entry, str | None]] = []
    for index in indexes:
        zone: str | None = None
        for entry in index.entries:
            if entry.type == "warcinfo":
                zone = (entry.fields or {}).get(ZONE_FIELD) or None
            elif entry.type == "visit":
                found.append((entry, zone))
            else:
                capture = known_record(entry.record_id)
                if capture is None:
                    last_capture_id += 1
                    capture = _capture(entry, last_capture_id)
                    plan.captures.append(capture)
                records[entry.record_id] = capture
                if entry.type == "response":
                    bodies.setdefault(entry.payload_sha256, capture)
    for entry, zone in _in_order(found):
        assert entry.visit is not None
        captures = [records.get(i) or known_record(i) for i in entry.visit.captures]
        sources = [
            Source(
                capture,
                known_payload(capture.payload_sha256) or bodies.get(capture.payload_sha256) or capture,
            )
            for capture in captures
            if capture is not None
        ]
        if len(sources) < len(captures):
            plan.lost.append(entry.visit)
            continue
        plan.tasks.append(
            Task(entry.visit, entry.warc_file, entry.end, entry.date, tuple(sources), warc_folder, site, zone)
        )
    return plan


def _capture(entry: Entry, number: int) -> Capture:
    return Capture(
        id=number,
        url=entry.url,
        fetched_at=entry.date,
        status=entry.status,
        payload_sha256=entry.payload_sha256,
        warc_file=entry.warc_file,
        warc_offset=entry.offset,
        warc_record_id=entry.record_id,
    )


def _in_order(found: list[tuple[Entry, str | None]]) -> list[tuple[Entry, str | None]]:
    """The archive's own visits as they were written; imported ones before the first own one that is not older."""
    imported = sorted((f for f in found if f[0].visit and f[0].visit.origin), key=lambda f: f[0].date)
    if not imported:
        return found
    ordered: list[tuple[Entry, str | None]] = []
    imported.reverse()
    for own in (f for f in found if f[0].visit and not f[0].visit.origin):
        while imported and imported[-1][0].date <= own[0].date:
            ordered.append(imported.pop())
        ordered.append(own)
    return ordered + imported[::-1]


def read_visit(task: Task) -> VisitItem | None:
    """Reads a visit's captures into items: pure, in any process.

    None for an answer of a way of discovery that cannot be read any more.  Raises ExtractorFailed for what the
    extractor should have raised as a PageError, DamagedRecord for a record that is not what the index saw.
    """
    record = task.record
    visit = VisitItem(kind=record.kind, url=record.url)
    for source in task.sources:
        capture = source.capture
        visit.captures.append(capture)
        if capture.status != 200:
            continue
        answer = read_record(task.warc_folder / capture.warc_file, capture.warc_offset)
        held = answer
        if source.body is not capture:
            held = read_record(task.warc_folder / source.body.warc_file, source.body.warc_offset)
        pages = len(visit.pages)
        try:
            extraction.add_response(
                visit, capture, held.body, content_type=answer.header("Content-Type"), site=task.site
            )
        except DiscoveryError as error:
            logger.warning("%s: cannot be read any more: %s", capture.url, error)
            return None
        except Exception as error:  # the name of the page is worth more than the traceback alone
            raise ExtractorFailed(
                f"{capture.url} (record {capture.warc_record_id}): {type(error).__name__}: {error}"
            ) from error
        if len(visit.pages) > pages and capture.warc_record_id in record.unread:
            # The run could not read this page, so it did not ask for the pages that it links to.
            page = visit.pages[-1]
            visit.complete = visit.complete and not (page.part_urls or page.comment_page_urls)
    ids = {capture.warc_record_id: capture.id for capture in visit.captures}
    for failed in record.failed_pages:
        problem = ProblemItem(failed.url, PAGE_FAILED, failed.detail, ids.get(failed.capture or ""))
        visit.problems.insert(failed.place, problem)
        visit.complete = False
    return visit


def take_in_again(archive: Archive, task: Task, visit: VisitItem) -> None:
    """Takes a visit in as the run that made it did: with its number and what it knew of the site's clock."""
    replayed_to = (task.warc_file, task.end)
    if visit.kind == "clock":
        archive.set_site_time_zone(task.site_time_zone)
        settle_clock(archive, replayed=True)
        with archive.transaction() as connection:
            evidence.set_applied(connection, *replayed_to)
        return
    if visit.kind == "article":
        archive.recall_clock(task.record.clock_as_of, task.site_time_zone)
    take_in(archive, visit, run=task.record.run, replayed_to=replayed_to)


@dataclass(slots=True)
class Replayed:
    """How much a replay took in."""

    captures: int = 0
    visits: int = 0


def replay_tail(archive: Archive) -> Replayed:
    """Takes in what WARC files hold beyond what the database has: the work of a run that was killed.

    A record that the killed run did not finish is cut off its file and kept beside it as ``NAME.cut``.
    Raises DamagedRecord when bytes before that are not what was written.
    """
    done = Replayed()
    applied = evidence.applied_offsets(archive.connection)
    for path in warc_files(archive.warc_folder):
        start = applied.get(path.name, 0)
        if path.stat().st_size == start:
            continue
        if path.stat().st_size < start:
            start = 0  # the end of the file was lost later: what is left of it is known, but for a cut record
        index = index_range(path, start, digests=False)
        if index.damages:
            raise DamagedRecord(path, index.damages[0].offset, index.damages[0].why)
        if index.cut is not None:
            set_aside(path, index.cut)
        if start or path.name not in applied:
            _replay(archive, index, done)
        with archive.transaction() as connection:
            evidence.set_applied(connection, path.name, path.stat().st_size)
    archive.clock_is_stale = True
    if done.visits:
        logger.warning(
            "an earlier run was killed: %d pages it had captured but not stored were taken in", done.visits
        )
    return done


def _replay(archive: Archive, index: FileIndex, done: Replayed) -> None:
    connection = archive.connection
    plan = make_plan(
        [index],
        warc_folder=archive.warc_folder,
        site=archive.site,
        last_capture_id=archive.last_capture_id,
        known_record=lambda record_id: evidence.capture_of_record(connection, record_id),
        known_payload=lambda digest: evidence.capture_of_payload(connection, digest),
    )
    for lost in plan.lost:
        logger.warning("%s: the visit refers to a record that no WARC file holds; it is left out", lost.url)
    if plan.captures:
        archive.adopt(plan.captures)
        done.captures += len(plan.captures)
    for task in plan.tasks:
        if visit := read_visit(task):
            take_in_again(archive, task, visit)
            done.visits += 1
    archive.store_captures()


def set_aside(path: Path, offset: int) -> None:
    """Moves what follows `offset`, the beginning of a record, out of the file into ``NAME.cut``."""
    with path.open("r+b") as file:
        file.seek(offset)
        rest = file.read()
        path.with_name(path.name + ".cut").write_bytes(rest)
        file.truncate(offset)
    logger.warning(
        "%s: its last record was cut off (%d bytes); kept beside it as %s.cut", path, len(rest), path.name
    )


__all__ = [
    "CutRecord",
    "Plan",
    "Replayed",
    "Task",
    "make_plan",
    "read_visit",
    "replay_tail",
    "set_aside",
    "take_in_again",
]
