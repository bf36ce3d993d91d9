"""Which site an archive holds, asked without opening it as one: quick, and silent about anything that is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def stored_site(database: Path) -> str | None:
    """Address of the archived site; None where there is no archive, or none that can be read."""
    if not database.exists():
        return None
    try:
        connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None
