"""From WARC files back to visits: which captures and visits they hold, and what each visit says. Pure, no database.

Worker processes import this module and no more than it needs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from quwa_archive import extraction
from quwa_archive.boilerplate import Boilerplate
from quwa_archive.captures.index import Entry, FileIndex
from quwa_archive.captures.layout import ZONE_FIELD, VisitRecord
from quwa_archive.captures.reader import read_record
from quwa_archive.discovery import DiscoveryError
from quwa_archive.errors import QuwaError
from quwa_archive.items import PAGE_FAILED, ProblemItem, VisitItem
from quwa_archive.records import Capture

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

    `lost` are visits that name a record which no file holds (it was damaged, or its file is missing), or whose
    body none holds, with what is left of their sources.
    """

    captures: list[Capture] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    lost: list[Task] = field(default_factory=list)


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
    revisits: set[str] = set()
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
                else:
                    revisits.add(entry.record_id)
    for entry, zone in _in_order(found):
        assert entry.visit is not None
        sources = []
        for record_id in entry.visit.captures:
            capture = records.get(record_id) or known_record(record_id)
            if capture is not None:
                body = known_payload(capture.payload_sha256) or bodies.get(capture.payload_sha256)
                if body is not None or record_id not in revisits:
                    sources.append(Source(capture, body or capture))
        task = Task(
            entry.visit, entry.warc_file, entry.end, entry.date, tuple(sources), warc_folder, site, zone
        )
        whole = len(sources) == len(entry.visit.captures)
        (plan.tasks if whole else plan.lost).append(task)
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
    visit = VisitItem(
        kind=record.kind,
        url=record.url,
        statement=record.statement,
        boilerplate=Boilerplate(record.boilerplate),
    )
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
    if record.origin:
        # Nobody tried to fetch what is missing from an import, so it is no failure; but the look is incomplete.
        visit.complete = visit.complete and record.complete
    ids = {capture.warc_record_id: capture.id for capture in visit.captures}
    for failed in record.failed_pages:
        problem = ProblemItem(failed.url, PAGE_FAILED, failed.detail, ids.get(failed.capture or ""))
        visit.problems.insert(failed.place, problem)
        visit.complete = False
    return visit
