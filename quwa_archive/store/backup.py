"""A consistent copy of a live archive's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from quwa_archive.errors import UsageError
from quwa_archive.store.database import open_for_reading, storage_errors


def copy_database(source: Path, target: Path) -> int:
    """Copies the database into one file that needs no ``-wal`` beside it, while it may be written; returns bytes.

    Raises UsageError when `target` exists: a backup never writes over anything.
    """
    if target.exists():
        raise UsageError(f"{target} exists; name a new file")
    db = open_for_reading(source)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with storage_errors(target):
        try:
            connection: sqlite3.Connection = db.conn
            connection.execute("VACUUM INTO ?", [str(part)])
        finally:
            db.close()
        part.replace(target)
        return target.stat().st_size
