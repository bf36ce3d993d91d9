"""Takes visits in again from the WARC files, as the run that made them did: a killed run's tail, or everything.

Three steps: index the files (`captures.index`), plan which captures are new and which visits they make up and read
each visit (`rereading`: pure, in any process), take it in (in order, in one process).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from quwa_archive.archive import Archive
from quwa_archive.captures.index import FileIndex, index_range
from quwa_archive.captures.layout import IMPORT_FIELD
from quwa_archive.captures.members import DamagedRecord
from quwa_archive.captures.reader import warc_files
from quwa_archive.ingest import take_in
from quwa_archive.items import VisitItem
from quwa_archive.rereading import Task, make_plan, read_visit
from quwa_archive.store import evidence
from quwa_archive.timekeeping import resume_settling, settle_clock

logger = logging.getLogger(__name__)


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
    resume_settling(archive)
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
        if any(entry.fields and IMPORT_FIELD in entry.fields for entry in index.entries):
            logger.warning("%s: imported captures wait to be put in their place by `quwa rebuild`", path)
            continue
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
        logger.warning("%s: a record of this visit is in no WARC file; it is left out", lost.record.url)
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
