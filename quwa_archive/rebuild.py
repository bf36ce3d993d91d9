"""`quwa rebuild`: the database made anew from the WARC files alone, offline, on all cores."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quwa_archive.archive import Archive
from quwa_archive.captures.index import FileIndex, index_range
from quwa_archive.captures.layout import SITE_FIELD
from quwa_archive.captures.members import DamagedRecord, split
from quwa_archive.captures.reader import warc_files
from quwa_archive.errors import StorageError
from quwa_archive.parallel import Workers
from quwa_archive.replay import set_aside, take_in_again
from quwa_archive.rereading import Plan, make_plan, read_visit
from quwa_archive.runs.lock import Lock
from quwa_archive.store import carryover, comparing, evidence, frontier, queries
from quwa_archive.store.database import storage_errors

logger = logging.getLogger(__name__)

NEW_NAME = "archive.db.new"
_BATCH = 16


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild did.  ``changes`` only for a dry run; ``lost`` are addresses of visits that were left out."""

    files: int = 0
    captures: int = 0
    visits: int = 0
    articles: int = 0
    comments: int = 0
    seconds: float = 0.0
    unfinished: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    carried_problem: str = ""
    changes: list[comparing.TableChange] | None = None


def rebuild(
    folder: Path,
    *,
    dry_run: bool = False,
    jobs: int | None = None,
    skip_damaged: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Rebuilt:
    """Makes ``archive.db`` anew and puts it in the place of the old one in one step when it is complete.

    The frontier, runs and meta come from the old database as far as it can be read.  With `dry_run` the new one
    is compared with the old one and thrown away.  `skip_damaged` leaves out the visits that rest on damaged
    records; without it damage raises DamagedRecord and nothing is replaced.

    Raises ArchiveLocked while a run holds the archive, StorageError where there is nothing to rebuild from.
    """
    started = time.monotonic()
    if not (folder / "warc").is_dir() or not warc_files(folder / "warc"):
        raise StorageError(f"{folder}: there are no WARC files in {folder / 'warc'} to rebuild from")
    lock = Lock(folder)
    lock.acquire()
    try:
        with Workers(jobs) as workers, storage_errors(folder):
            result = _rebuild(folder, workers, dry_run=dry_run, skip_damaged=skip_damaged, progress=progress)
    finally:
        _remove(folder / NEW_NAME)
        lock.release()
    result.seconds = time.monotonic() - started
    return result


def _rebuild(
    folder: Path,
    workers: Workers,
    *,
    dry_run: bool,
    skip_damaged: bool,
    progress: Callable[[int, int], None],
) -> Rebuilt:
    result = Rebuilt()
    old, new = folder / "archive.db", folder / NEW_NAME
    carried = carryover.read_old(old)
    result.carried_problem = carried.problem
    indexes = index_files(warc_files(folder / "warc"), workers, digests=True)
    result.files = len(indexes)
    for index in indexes:
        path = folder / "warc" / index.warc_file
        for damage in index.damages:
            if not skip_damaged:
                raise DamagedRecord(path, damage.offset, damage.why)
            result.damaged.append(f"{damage.warc_file} at byte {damage.offset}: {damage.why}")
        if index.cut is not None and not dry_run:
            set_aside(path, index.cut)
    site = _site(indexes) or carried.meta.get("site")
    if site is None:
        raise StorageError(f"{folder}: neither the WARC files nor the old database say which site this is")
    plan = make_plan(indexes, warc_folder=folder / "warc", site=site)
    result.captures, result.lost = len(plan.captures), [task.record.url for task in plan.lost]
    _remove(new)
    archive = Archive(folder, site=site, database_name=NEW_NAME)
    try:
        with archive.bulk() as connection:
            _fill(archive, connection, plan, workers, progress, result)
            carryover.carry_over(connection, carried, ask_again=bool(plan.lost))
            for path in warc_files(folder / "warc"):
                evidence.set_applied(connection, path.name, path.stat().st_size)
            _count(connection, result)
    finally:
        archive.close()
    if dry_run:
        result.changes = _changes(old, new)
    else:
        _replace(old, new, keep_old=carried.problem.startswith("it cannot"))
    return result


def index_files(paths: Sequence[Path], workers: Workers, *, digests: bool) -> list[FileIndex]:
    """Indexes files on all cores; large ones in several ranges."""
    ranges = [
        (path, start, stop, digests)
        for path in paths
        for start, stop in split(path, max(1, min(4 * workers.jobs, path.stat().st_size >> 22)))
    ]
    indexes = {path.name: FileIndex(path.name) for path in paths}
    for index in workers.map(_index_range, ranges):
        indexes[index.warc_file].extend(index)
    return list(indexes.values())


def _index_range(asked: tuple[Path, int, int, bool]) -> FileIndex:
    path, start, stop, digests = asked
    return index_range(path, start, stop, digests=digests)


def _site(indexes: Sequence[FileIndex]) -> str | None:
    """The site that the files themselves name, the latest first."""
    for index in reversed(indexes):
        for entry in index.entries:
            if entry.fields and entry.fields.get(SITE_FIELD):
                return entry.fields[SITE_FIELD]
    return None


def _fill(
    archive: Archive,
    connection: sqlite3.Connection,
    plan: Plan,
    workers: Workers,
    progress: Callable[[int, int], None],
    result: Rebuilt,
) -> None:
    evidence.add_captures(connection, plan.captures)
    visits = workers.map(read_visit, plan.tasks, batch=_BATCH)
    for number, (task, visit) in enumerate(zip(plan.tasks, visits, strict=True), start=1):
        if visit is not None:
            take_in_again(archive, task, visit)
            result.visits += 1
        if number % 100 == 0 or number == len(plan.tasks):
            progress(number, len(plan.tasks))


def _count(connection: sqlite3.Connection, result: Rebuilt) -> None:
    totals = queries.totals(connection)
    result.articles, result.comments = totals.articles, totals.comments
    failed = frontier.state_counts(connection).get("failed", 0)
    result.unfinished = (
        failed + queries.count_quarantined(connection) + queries.count_short(connection) + len(result.lost)
    )


def _changes(old: Path, new: Path) -> list[comparing.TableChange] | None:
    if not old.exists():
        return None
    try:
        return comparing.compare(old, new)
    except sqlite3.DatabaseError as error:
        logger.warning("%s: cannot be compared with: %s", old, error)
        return None


def _replace(old: Path, new: Path, *, keep_old: bool) -> None:
    """One step for whoever opens the archive: the old database, or the new one, whole."""
    connection = sqlite3.connect(new, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")  # for readers beside the next run
    connection.execute("PRAGMA optimize=0x10002")
    connection.close()
    with new.open("rb") as file:
        os.fsync(file.fileno())
    if keep_old:
        old.replace(old.with_name(old.name + ".damaged"))
    # A write-ahead log that outlived its database would be applied to the new one.
    for suffix in ("-wal", "-shm"):
        old.with_name(old.name + suffix).unlink(missing_ok=True)
    new.replace(old)
    descriptor = os.open(old.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
