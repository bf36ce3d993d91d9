"""Opening `archive.db`: ours or not, whole or damaged, and how transactions begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from quwa_archive.errors import StorageError
from quwa_archive.store.migrations import APPLICATION_ID, migrations

BUSY_TIMEOUT_MS = 30_000


def open_for_writing(path: Path) -> Database:
    """Opens the archive's database, creating or migrating it.

    WAL, so that readers never block the writer; ``synchronous=NORMAL`` is durable against a killed process,
    and what a power cut takes is replayed from the WARC files, which are written first.

    Raises StorageError when the file is damaged, is not ours, or cannot be written.
    """
    with storage_errors(path):
        new = not path.exists() or path.stat().st_size == 0
        db = Database(sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000))
        if not new:
            _require_ours(db, path)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA wal_autocheckpoint=4000")
        migrations.apply(db)
        return db


def open_for_reading(path: Path) -> Database:
    """Opens the database read-only; never creates, migrates or locks it.

    Raises StorageError when there is none, when it is not ours, or of another version.
    """
    if not path.exists():
        raise StorageError(
            f"{path}: there is no archive here; run `quwa update` (or name one with --archive)"
        )
    with storage_errors(path):
        db = Database(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_MS / 1000)
        )
        _require_ours(db, path)
        if pending := migrations.pending(db):
            raise StorageError(
                f"{path}: written by an older version ({len(pending)} schema steps behind); run `quwa update` once"
            )
        return db


def _require_ours(db: Database, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        return
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")]
    # A run that was killed while it made the file leaves it empty, or with nothing but the list of steps.
    if set(tables) - {"_sqlite_migrations", "idx__sqlite_migrations_migration_set_name"}:
        raise StorageError(
            f"{path}: this SQLite file is not a Quwa archive; name another folder with ARCHIVE_DIR"
        )


@contextmanager
def transaction(db: Database) -> Iterator[sqlite3.Connection]:
    """One transaction that takes the write lock at its start.

    A deferred BEGIN that reads and then writes fails at once in WAL when another process has written in
    between, whatever the timeout; IMMEDIATE waits for its turn.
    """
    connection: sqlite3.Connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise into one line that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error
    except OSError as error:
        raise StorageError(
            f"{error.filename or path}: {error.strerror or error}; check space and permissions"
        ) from error


def _explained(path: Path, error: sqlite3.DatabaseError) -> StorageError:
    text = str(error)
    if "not a database" in text and any((path.parent / "warc").glob("*.warc.gz")):
        return StorageError(
            f"{path}: the database is damaged; `quwa rebuild` makes it anew from the WARC files"
        )
    if "not a database" in text:
        return StorageError(
            f"{path}: this is not an SQLite file; move it away or name another folder with ARCHIVE_DIR"
        )
    if "malformed" in text or "corrupt" in text:
        return StorageError(
            f"{path}: the database is damaged; `quwa rebuild` makes it anew from the WARC files"
        )
    if "full" in text:
        return StorageError(
            f"{path}: the disk is full; free some space and run again, nothing that was stored is lost"
        )
    if "readonly" in text or "unable to open" in text:
        return StorageError(f"{path}: cannot be written; check the permissions of the folder and the file")
    if "locked" in text:
        return StorageError(f"{path}: another program keeps the database locked; close it and run again")
    return StorageError(f"{path}: {text}")
