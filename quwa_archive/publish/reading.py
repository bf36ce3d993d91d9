"""Opens an archive for people who only read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quwa_archive.store.database import open_for_reading, storage_errors


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the archive in `folder`; raises StorageError with one line where there is none."""
    path = folder / "archive.db"
    db = open_for_reading(path)
    try:
        with storage_errors(path):
            yield db.conn
    finally:
        db.close()
