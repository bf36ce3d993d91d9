"""Takes visits in again from the WARC files: the tail that a killed run left, or the whole archive."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quwa_archive import extraction
from quwa_archive.archive import Archive
from quwa_archive.captures.layout import VisitRecord
from quwa_archive.captures.reader import CutRecord, WarcRecord, read_record, read_records, warc_files
from quwa_archive.ingest import take_in
from quwa_archive.items import VisitItem
from quwa_archive.records import Capture
from quwa_archive.store import evidence

logger = logging.getLogger(__name__)

_KEPT_RECORDS = 64
"""Records kept in memory for the visit that is about to claim them; older ones are read again."""


@dataclass(slots=True)
class Replayed:
    """How much a replay took in."""

    captures: int = 0
    visits: int = 0


class Replay:
    """Reads WARC records in order into an archive's database, as the run that wrote them would have."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._recent: OrderedDict[str, tuple[Capture, WarcRecord]] = OrderedDict()
        self.done = Replayed()

    def file(self, path: Path, *, start: int = 0) -> None:
        """Replays one file from the record at byte `start`.  Raises CutRecord or DamagedRecord as the reader does."""
        for record in read_records(path, start=start):
            self.record(record)

    def record(self, record: WarcRecord) -> None:
        """Replays one record: a response becomes a capture, a visit record takes in what it lists."""
        if record.type in ("response", "revisit"):
            capture = self._stored(record.record_id) or self._adopt(record)
            self._recent[record.record_id] = (capture, record)
            if len(self._recent) > _KEPT_RECORDS:
                self._recent.popitem(last=False)
        elif visit := record.visit():
            take_in(self._archive, self._read_visit(visit), replayed=True)
            with self._archive.transaction() as connection:
                evidence.set_applied(connection, record.warc_file, record.end)
            self.done.visits += 1

    def _adopt(self, record: WarcRecord) -> Capture:
        capture = Capture(
            id=self._archive.last_capture_id + 1,
            url=record.url,
            fetched_at=record.date,
            status=record.status,
            payload_sha256=record.payload_sha256,
            warc_file=record.warc_file,
            warc_offset=record.offset,
            warc_record_id=record.record_id,
        )
        self._archive.adopt([capture])
        self.done.captures += 1
        return capture

    def _stored(self, record_id: str) -> Capture | None:
        return evidence.capture_of_record(self._archive.connection, record_id)

    def _read_visit(self, record: VisitRecord) -> VisitItem:
        visit = VisitItem(kind=record.kind, url=record.url)
        for capture, warc in self._records(record):
            visit.captures.append(capture)
            extraction.add_response(
                visit,
                capture,
                self._body(capture, warc),
                content_type=warc.header("Content-Type"),
                site=self._archive.site,
            )
        visit.complete = record.complete
        return visit

    def _records(self, record: VisitRecord) -> Iterator[tuple[Capture, WarcRecord]]:
        for record_id in record.captures:
            if record_id in self._recent:
                yield self._recent[record_id]
                continue
            capture = self._stored(record_id)
            if capture is None:
                logger.warning(
                    "%s: the visit refers to a record %s that no WARC file holds", record.url, record_id
                )
                continue
            yield capture, read_record(self._archive.warc_folder / capture.warc_file, capture.warc_offset)

    def _body(self, capture: Capture, record: WarcRecord) -> bytes:
        if record.type != "revisit":
            return record.body
        original = evidence.capture_of_payload(self._archive.connection, capture.payload_sha256)
        if original is None or original.id == capture.id:
            return b""
        return read_record(self._archive.warc_folder / original.warc_file, original.warc_offset).body


def replay_tail(archive: Archive) -> Replayed:
    """Takes in what WARC files hold beyond what the database has: the work of a run that was killed.

    A record that the killed run did not finish is cut off its file and kept beside it as ``NAME.cut``.
    Raises DamagedRecord when bytes before that are not what was written.
    """
    replay = Replay(archive)
    applied = evidence.applied_offsets(archive.connection)
    for path in warc_files(archive.warc_folder):
        start = applied.get(path.name, 0)
        if path.stat().st_size <= start:
            continue
        try:
            replay.file(path, start=start)
        except CutRecord as cut:
            _set_aside(path, cut.offset)
        archive.store_captures()
        with archive.transaction() as connection:
            evidence.set_applied(connection, path.name, path.stat().st_size)
    if replay.done.visits:
        logger.warning(
            "an earlier run was killed: %d pages it had captured but not stored were taken in",
            replay.done.visits,
        )
    return replay.done


def _set_aside(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        rest = file.read()
        path.with_name(path.name + ".cut").write_bytes(rest)
        file.truncate(offset)
    logger.warning(
        "%s: its last record was cut off (%d bytes); kept beside it as %s.cut", path, len(rest), path.name
    )
