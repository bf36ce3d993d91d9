"""What captures cannot tell, taken over from the database that a rebuild replaces: the frontier, runs and meta.

Functions that write take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quwa_archive.errors import StorageError
from quwa_archive.store.migrations import APPLICATION_ID

Row = dict[str, Any]

_FROM_READING = ("done", "quarantined", "gone", "not_article")
"""States of an address that follow from what a page says, so that another extractor may come to another one."""


@dataclass(slots=True)
class Carried:
    """Rows of an old database; ``problem`` says why there are none or not all."""

    urls: list[Row] = field(default_factory=list)
    runs: list[Row] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    validators: list[Row] = field(default_factory=list)
    problem: str = ""


def read_old(path: Path) -> Carried:
    """Reads what is to be carried over; a missing or damaged file is no obstacle.

    Raises StorageError for a healthy SQLite file that is not an archive: it is somebody else's.
    """
    carried = Carried()
    if not path.exists() or path.stat().st_size == 0:
        carried.problem = "there is none"
        return carried
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StorageError(f"{path}: this SQLite file is not a Quwa archive; name another folder")
            carried.urls = _rows(connection, "urls", "url")
            carried.runs = _rows(connection, "runs", "id")
            carried.meta = {row["key"]: row["value"] for row in _rows(connection, "meta", "key")}
            if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'validators'").fetchone():
                carried.validators = _rows(connection, "validators", "url")
            # So that the old file is whole without its write-ahead log, which must not outlive it.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        carried.problem = f"it cannot be read ({error})"
    return carried


def _rows(connection: sqlite3.Connection, table: str, key: str) -> list[Row]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608 (names are ours)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def carry_over(connection: sqlite3.Connection, carried: Carried, *, ask_again: bool = False) -> None:
    """Adds what only the old database knew to a database that was made from captures.

    Of an address, the old row counts, since it also knows of failures that left no capture; but where the same
    page now reads differently (an unknown layout that is known by now), its state is the new one, and an
    address whose article is not there any more is to be fetched again.  With `ask_again` it is forgotten how far
    discovery had got, since some of its answers were lost.
    """
    _insert(connection, "runs", carried.runs)
    if not ask_again:
        connection.executemany(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
            list(carried.meta.items()),
        )
        _insert(connection, "validators", carried.validators)
    made = {row["url"]: row for row in _rows(connection, "urls", "url")}
    articles = {row[0] for row in connection.execute("SELECT id FROM articles")}
    rows = [_merged(old, made.get(old["url"]), articles) for old in carried.urls]
    connection.executemany("DELETE FROM urls WHERE url = ?", [(row["url"],) for row in rows])
    _insert(connection, "urls", rows)


def _merged(old: Row, new: Row | None, articles: set[int]) -> Row:
    row = dict(old)
    if (
        new is not None
        and old["state"] in _FROM_READING
        and new["fetched_at"] == old["fetched_at"]
        and new["state"] != old["state"]
    ):
        row |= {name: new[name] for name in ("state", "article_id", "next_check_at", "error", "failures")}
    if row["state"] == "done" and row["article_id"] not in articles:
        row |= {"state": "pending", "article_id": None, "next_check_at": None}
    return row


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if rows:
        names = [name for name in rows[0] if name in known]
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
            [[row[name] for name in names] for row in rows],
        )
