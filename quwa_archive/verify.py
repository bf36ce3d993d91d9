"""`quwa verify`: every digest recomputed, and for every row its capture found and read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from quwa_archive.captures.index import Damage, FileIndex
from quwa_archive.captures.layout import FILE_PATTERN
from quwa_archive.captures.reader import warc_files
from quwa_archive.ingest import api_comment
from quwa_archive.items import VisitItem
from quwa_archive.normalize.articles import Hints, content_hash, make_bundle
from quwa_archive.normalize.zones import ZoneFinding, infer_zone
from quwa_archive.pages import merge
from quwa_archive.pages.fragment import read_fragment
from quwa_archive.parallel import Workers
from quwa_archive.provenance import extractor_version
from quwa_archive.rebuild import NEW_NAME, index_files
from quwa_archive.records import Capture
from quwa_archive.rereading import Plan, Task, make_plan, read_visit
from quwa_archive.runs.lock import Lock
from quwa_archive.store import evidence, evidenced, queries
from quwa_archive.store.database import open_for_reading, storage_errors

_BATCH = 16

Yield = tuple[str, int, int, str]
"""What a visit states: kind of row, its id, the capture's number, the digest of its values."""


@dataclass(slots=True)
class DamagedEvidence:
    """Bytes that are not what was written, and the rows that rest on them, by table."""

    damage: Damage
    captures: list[Capture] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Cut:
    """A file that ends within a record; ``lost`` bytes that the database had taken in are not there any more."""

    warc_file: str
    offset: int
    size: int
    lost: int


@dataclass(slots=True)
class Verified:
    """What a check found.  ``altered`` and ``drifted`` are rows that their capture does not yield any more.

    ``altered``: made by the extractor of today, so the row was changed afterwards.  ``drifted``: made by another
    version of the extractor, which may have read the page otherwise.  ``unclaimed``: their capture is whole, the
    record of its visit is not there.
    """

    files: int = 0
    records: int = 0
    captures: int = 0
    rows: int = 0
    database: list[str] = field(default_factory=list)
    damaged: list[DamagedEvidence] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)
    missing_captures: list[Capture] = field(default_factory=list)
    wrong_captures: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    drifted: list[str] = field(default_factory=list)
    unclaimed: list[str] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    not_taken_in: int = 0
    leftovers: list[str] = field(default_factory=list)

    @property
    def is_damaged(self) -> bool:
        """Whether something that was archived is not what it was."""
        unclaimed = self.unclaimed and not self.cuts
        return bool(
            self.database
            or self.damaged
            or self.missing_captures
            or self.wrong_captures
            or self.altered
            or unclaimed
        )

    @property
    def is_unfinished(self) -> bool:
        """Whether the next run or a rebuild has something to put in order."""
        return bool(self.cuts or self.not_taken_in or self.unclaimed)


def verify(
    folder: Path, *, jobs: int | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> Verified:
    """Checks an archive and changes nothing.

    Raises ArchiveLocked while a run writes to it, StorageError where there is none or it cannot be opened.
    """
    db = open_for_reading(folder / "archive.db")
    lock = Lock(folder)
    lock.acquire()
    try:
        with storage_errors(folder), Workers(jobs) as workers:
            return _verify(folder, db.conn, workers, progress)
    finally:
        lock.release()
        db.close()


def _verify(
    folder: Path, connection: sqlite3.Connection, workers: Workers, progress: Callable[[int, int], None]
) -> Verified:
    found = Verified(database=evidenced.integrity_problems(connection))
    if found.database:
        return found
    found.database += [
        f"{count} rows of {table} name a capture that the database does not know"
        for table, count in evidenced.unknown_captures(connection).items()
    ]
    indexes = index_files(warc_files(folder / "warc"), workers, digests=True)
    found.files, found.records = len(indexes), sum(index.records for index in indexes)
    stored = evidenced.captures(connection)
    found.captures = len(stored)
    _check_files(folder, connection, indexes, stored, found)
    plan = make_plan(
        indexes, warc_folder=folder / "warc", site=queries.site(connection), known_record=stored.get
    )
    present = {e.record_id for index in indexes for e in index.entries if e.type in ("response", "revisit")}
    plan = _without_missing(plan, present)
    _check_rows(connection, plan, workers, stored, present, found, progress)
    found.leftovers = _leftovers(folder)
    return found


def _check_files(
    folder: Path,
    connection: sqlite3.Connection,
    indexes: list[FileIndex],
    stored: dict[str, Capture],
    found: Verified,
) -> None:
    """Damaged bytes, cut ends, and captures whose record is another one than the database says."""
    applied = evidence.applied_offsets(connection)
    entries = {e.record_id: e for index in indexes for e in index.entries}
    lost = [capture for record_id, capture in stored.items() if record_id not in entries]
    for index in indexes:
        for damage in index.damages:
            hit = [
                c
                for c in lost
                if c.warc_file == damage.warc_file and damage.offset <= c.warc_offset < damage.end
            ]
            lost = [c for c in lost if c not in hit]
            sharing = {c.payload_sha256 for c in hit}
            # A revisit has no body of its own: it rests on the record that is damaged.
            resting = [c for c in stored.values() if c in hit or c.payload_sha256 in sharing]
            rows = evidenced.rows_resting_on(connection, (c.id for c in resting))
            found.damaged.append(DamagedEvidence(damage, hit, rows))
        size = (folder / "warc" / index.warc_file).stat().st_size
        if index.cut is not None:
            found.cuts.append(
                Cut(index.warc_file, index.cut, size, max(0, applied.get(index.warc_file, 0) - size))
            )
        taken_in = applied.get(index.warc_file, 0)
        found.not_taken_in += sum(e.type == "visit" and e.offset >= taken_in for e in index.entries)
        for entry in index.entries:
            capture = stored.get(entry.record_id)
            if capture is not None and (
                (capture.url, capture.fetched_at, capture.status, capture.payload_sha256)
                != (entry.url, entry.date, entry.status, entry.payload_sha256)
                or (capture.warc_file, capture.warc_offset) != (entry.warc_file, entry.offset)
            ):
                found.wrong_captures.append(
                    f"captures {capture.id}: the database says otherwise than its record ({entry.warc_file} at {entry.offset})"
                )
            elif capture is None and entry.type in ("response", "revisit") and entry.offset < taken_in:
                found.leftovers.append(
                    f"{entry.warc_file} at byte {entry.offset}: a capture of {entry.url} that the database does not know"
                )
    found.missing_captures = lost
    found.missing = evidenced.rows_resting_on(connection, (capture.id for capture in lost))


def _without_missing(plan: Plan, present: set[str]) -> Plan:
    """Moves visits whose records are known to the database only, and in no file, to the lost ones."""
    tasks = [t for t in plan.tasks if all(i in present for i in t.record.captures)]
    torn = [t for t in plan.tasks if not all(i in present for i in t.record.captures)]
    return Plan(plan.captures, tasks, [*plan.lost, *torn])


def _check_rows(
    connection: sqlite3.Connection,
    plan: Plan,
    workers: Workers,
    stored: dict[str, Capture],
    present: set[str],
    found: Verified,
    progress: Callable[[int, int], None],
) -> None:
    """Reads every visit again and compares what it states with the rows that say they are from there."""
    expected: dict[tuple[str, int, int], list[tuple[str, str]]] = {}
    for row in evidenced.stated_rows(connection):
        found.rows += 1
        key = (row.kind, row.row_id, row.capture_id)
        expected.setdefault(key, []).append((f"{row.table} {row.row_id}", content_hash(*row.values)))
    by_id = {capture.id: capture for capture in stored.values()}
    damaged = {c.warc_record_id for d in found.damaged for c in d.captures}
    bad_payloads = {c.payload_sha256 for d in found.damaged for c in d.captures}
    torn = {
        capture.id
        for task in plan.lost
        for record_id in task.record.captures
        if (capture := stored.get(record_id)) is not None
    }
    today = extractor_version()
    for number, yields in enumerate(workers.map(read_statements, plan.tasks, batch=_BATCH), start=1):
        for kind, row_id, capture_id, digest in yields:
            rows = expected.pop((kind, row_id, capture_id), None)
            for name, value in rows or ():
                if value != digest:
                    _note_difference(found, name, by_id[capture_id], today)
        if number % 100 == 0 or number == len(plan.tasks):
            progress(number, len(plan.tasks))
    claimed = {i for task in (*plan.tasks, *plan.lost) for i in task.record.captures}
    for (_, _, capture_id), rows in expected.items():
        capture = by_id.get(capture_id)
        if capture is None or capture_id in torn or capture.warc_record_id in damaged:
            continue
        if capture.payload_sha256 in bad_payloads or capture.warc_record_id not in present:
            continue
        for name, _ in rows:
            if capture.warc_record_id not in claimed:
                found.unclaimed.append(f"{name}: no visit names its capture {capture.id} of {capture.url}")
            else:
                _note_difference(found, name, capture, today)


def _note_difference(found: Verified, row: str, capture: Capture, today: str) -> None:
    where = f"{row}: capture {capture.id} ({capture.warc_file} at {capture.warc_offset}) says otherwise"
    if capture.extractor == today:
        found.altered.append(where)
    else:
        found.drifted.append(f"{where}; read by extractor {capture.extractor or 'unknown'}")


def read_statements(task: Task) -> list[Yield]:
    """What a visit states of articles and comments, independent of what came before it."""
    visit = read_visit(task)
    if visit is None:
        return []
    if visit.kind != "article":
        return _api_statements(visit)
    if not visit.pages:
        return []
    bundle = make_bundle(
        merge(visit.pages), site=task.site, captures=visit.page_captures, clock=_no_clock(), hints=Hints()
    )
    a = bundle.article
    values = (a.title, a.body_text, a.body_html, a.author_id, a.access, a.content_hash)
    stated: list[Yield] = [("article", a.id, a.capture_id, content_hash(*values))]
    stated += [
        (
            "comment",
            c.id,
            c.capture_id,
            content_hash(c.author_name, c.author_url, c.body_text, c.body_html, c.content_hash),
        )
        for c in bundle.comments
    ]
    return stated


def _api_statements(visit: VisitItem) -> list[Yield]:
    stated: list[Yield] = []
    capture_id = visit.captures[-1].id if visit.captures else 0
    for c in map(api_comment, visit.api_comments):
        said = (
            c.article_id,
            c.parent_id,
            c.author_name,
            c.author_url,
            c.body_html,
            c.posted_at,
            c.content_hash,
        )
        stated.append(("api", c.id, capture_id, content_hash(*said)))
        # Where only the API shows it, it is a comment too.
        text = read_fragment(c.body_html, base_url="").text
        row = (c.author_name, c.author_url, text, c.body_html, c.content_hash)
        stated.append(("comment", c.id, capture_id, content_hash(*row)))
    return stated


@cache
def _no_clock() -> ZoneFinding:
    return infer_zone([], configured=None)


def _leftovers(folder: Path) -> list[str]:
    """Files that are not the archive's."""
    ours = {path.name for path in (folder / "warc").glob(FILE_PATTERN)}
    found = [
        f"{path}: {'a record that was set aside' if path.name.endswith('.cut') else 'not a file of this archive'}"
        for path in sorted((folder / "warc").iterdir())
        if path.name not in ours
    ]
    names = (NEW_NAME, "archive.db.damaged")
    return found + [f"{folder / name}: left by a rebuild" for name in names if (folder / name).exists()]
