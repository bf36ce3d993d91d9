"""An archive: a folder with `archive.db`, `warc/`, `exports/` and `logs/`, opened for writing.

Ties the captures to the database: hands out capture numbers in the order in which records reach the WARC
files, and remembers which of them the database does not have yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

import quwa_archive
from quwa_archive.captures.layout import (
    DEFAULT_ROTATE_BYTES,
    SITE_FIELD,
    ZONE_FIELD,
    Exchange,
    VisitRecord,
)
from quwa_archive.captures.writer import (
    CaptureWriter,
    Encoded,
    Revisited,
    encode_exchange,
    new_record_id,
    sha256,
)
from quwa_archive.errors import StorageError, UsageError
from quwa_archive.normalize.zones import ZoneFinding, infer_zone
from quwa_archive.provenance import extractor_version
from quwa_archive.records import Capture
from quwa_archive.store import database, evidence, writer

INDEX_EVERY = 200
"""Visits after which the full-text index takes in what was written."""

SOFTWARE = f"quwa-archive/{quwa_archive.__version__}"


def utc_now() -> str:
    """The present, UTC, ISO, seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Archive:
    """One archive, open for writing; its holder must hold the archive's lock."""

    def __init__(
        self,
        folder: Path,
        *,
        site: str | None = None,
        site_time_zone: str | None = None,
        now: Callable[[], str] = utc_now,
        new_id: Callable[[], str] = new_record_id,
        rotate_bytes: int = DEFAULT_ROTATE_BYTES,
        database_name: str = "archive.db",
    ) -> None:
        self.folder = folder
        self.now = now
        self._in_bulk = False
        self._new_id = new_id
        self.database_path = folder / database_name
        self.warc_folder = folder / "warc"
        with database.storage_errors(folder):
            for part in (folder, self.warc_folder, folder / "exports", folder / "logs"):
                part.mkdir(parents=True, exist_ok=True)
        self.db: Database = database.open_for_writing(self.database_path)
        self.connection: sqlite3.Connection = self.db.conn
        self.site = self._settle_site(site)
        self._writer = CaptureWriter(
            self.warc_folder,
            software=SOFTWARE,
            now=now,
            new_id=new_id,
            rotate_bytes=rotate_bytes,
            about={SITE_FIELD: self.site, ZONE_FIELD: site_time_zone or ""},
        )
        self._last_capture_id = evidence.last_capture_id(self.connection)
        self._unstored: list[Capture] = []
        self._visits_since_index = 0
        self._site_time_zone = site_time_zone
        self.clock_is_stale = True
        self._clock: ZoneFinding
        self._clock_as_of = ""

    def _settle_site(self, site: str | None) -> str:
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()
        stored = row[0] if row else None
        if site is None:
            if stored is None:
                raise StorageError(f"{self.folder}: nothing is archived here yet; run `quwa update`")
            return str(stored)
        if stored is not None and stored != site:
            raise UsageError(
                f"{self.folder} holds the archive of {stored}; use another folder for {site} (one site per archive)"
            )
        if stored is None:
            with self.transaction() as connection:
                connection.execute("INSERT INTO meta (key, value) VALUES ('site', ?)", [site])
        return site

    # -- captures ---------------------------------------------------------------------------------

    def prepare(self, exchange: Exchange) -> Callable[[], Encoded]:
        """First half of a capture: returns the costly part, which may run in another thread."""
        digest = sha256(exchange.body)
        earlier = evidence.capture_of_payload(self.connection, digest) if exchange.body else None
        revisited = Revisited(earlier.url, earlier.fetched_at) if earlier else None
        record_id = self._new_id()
        return lambda: encode_exchange(
            exchange, record_id=record_id, payload_sha256=digest, revisited=revisited
        )

    def capture(self, exchange: Exchange, encoded: Encoded) -> Capture:
        """Second half: appends the records to the WARC file and gives the capture its number."""
        with database.storage_errors(self.warc_folder):
            position = self._writer.append_exchange(encoded)
        self._last_capture_id += 1
        capture = Capture(
            id=self._last_capture_id,
            url=exchange.url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            payload_sha256=encoded.payload_sha256,
            warc_file=position.warc_file,
            warc_offset=position.warc_offset,
            warc_record_id=encoded.record_id,
        )
        self._unstored.append(capture)
        return capture

    # -- transactions -----------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the database; storage errors come out as one line that says what to do."""
        if self._in_bulk:
            yield self.connection
            return
        with database.storage_errors(self.database_path), database.transaction(self.db) as connection:
            yield connection

    @contextmanager
    def bulk(self) -> Iterator[sqlite3.Connection]:
        """All that follows in one transaction that cannot be rolled back: for a new database that nobody uses yet."""
        self.connection.execute("PRAGMA journal_mode=OFF")
        self.connection.execute("PRAGMA synchronous=OFF")
        self.connection.execute("PRAGMA cache_size=-200000")
        with self.transaction() as connection:
            self._in_bulk = True
            try:
                yield connection
            finally:
                self._in_bulk = False

    @contextmanager
    def visit(
        self,
        visit: VisitRecord | None,
        *,
        replayed_to: tuple[str, int] | None = None,
        extracted: Set[int] = frozenset(),
    ) -> Iterator[sqlite3.Connection]:
        """The transaction that takes in a visit: its record is in the WARC file before its rows are committed.

        `visit` is None when the record is there already (a replay); `replayed_to` then says in which file it is
        and where it ends.  `extracted` are the numbers of the captures that are read into rows.
        """
        if visit is not None:
            with database.storage_errors(self.warc_folder):
                applied_to = self._writer.append_visit(visit)
        stored = len(self._unstored)
        with self.transaction() as connection:
            # With the extractor from the start: rows that grow afterwards leave half of their pages empty.
            evidence.add_captures(
                connection,
                (
                    replace(c, extractor=extractor_version()) if c.id in extracted else c
                    for c in self._unstored[:stored]
                ),
            )
            yield connection
            if visit is not None:
                evidence.set_applied(connection, self._writer.current_file, applied_to)
            elif replayed_to is not None:
                evidence.set_applied(connection, *replayed_to)
        del self._unstored[:stored]
        self._visits_since_index += 1
        if self._visits_since_index >= INDEX_EVERY and not self._in_bulk:
            self.index_pending()

    def index_pending(self) -> None:
        """Takes what was written lately into the full-text index."""
        self._visits_since_index = 0
        with self.transaction() as connection:
            writer.index_pending(connection)

    def store_captures(self) -> None:
        """Stores the captures that belong to no visit (failed pages, robots.txt)."""
        if self._unstored:
            with self.visit(None):
                pass

    def adopt(self, captures: list[Capture]) -> None:
        """Takes captures that are in a WARC file but not in the database (a replay) in its order."""
        self._unstored.extend(captures)
        self._last_capture_id = max(self._last_capture_id, *(c.id for c in captures))

    @property
    def last_capture_id(self) -> int:
        """Number of the newest capture."""
        return self._last_capture_id

    # -- the site's clock -------------------------------------------------------------------------

    @property
    def clock(self) -> ZoneFinding:
        """What is known of the site's time zone, from all evidence so far."""
        if self.clock_is_stale:
            self._clock_as_of = evidence.newest_clock_capture(self.connection)
            self._clock = infer_zone(
                evidence.clock_evidence(self.connection), configured=self._site_time_zone
            )
            self.clock_is_stale = False
        return self._clock

    @property
    def clock_as_of(self) -> str:
        """WARC record id of the newest capture whose evidence `clock` rests on; empty for none."""
        return self._clock_as_of

    @property
    def site_time_zone(self) -> str | None:
        """The zone that was configured, if any."""
        return self._site_time_zone

    def set_site_time_zone(self, site_time_zone: str | None) -> None:
        """Sets what the site's clock is configured to be, as the run that is replayed had it."""
        if site_time_zone != self._site_time_zone:
            self._site_time_zone = site_time_zone
            self.clock_is_stale = True

    def recall_clock(self, as_of: str, site_time_zone: str | None) -> None:
        """Sets `clock` to what it was when the evidence reached as far as that capture, and not further."""
        if self.clock_is_stale or (as_of, site_time_zone) != (self._clock_as_of, self._site_time_zone):
            self._clock_as_of, self._site_time_zone = as_of, site_time_zone
            self._clock = infer_zone(
                evidence.clock_evidence(self.connection, as_of=as_of), configured=site_time_zone
            )
            self.clock_is_stale = False

    def close(self) -> None:
        """Stores what is left and closes the files."""
        try:
            self.store_captures()
            self.index_pending()
            if self._writer.current_file:
                with self.transaction() as connection:
                    evidence.set_applied(connection, self._writer.current_file, self._writer.current_size)
        finally:
            self._writer.close()
            self.db.close()
