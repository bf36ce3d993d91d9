"""Which rows rest on which captures: what a check of the evidence asks. Read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quwa_archive.records import Capture

#: For each kind of row that a capture states word for word: its table, its id, the columns that are checked.
#: `verify.py` makes the same values from the capture.
STATED: tuple[tuple[str, str, str, str], ...] = (
    ("articles", "id", "article", "title, body_text, body_html, author_id, access, content_hash"),
    (
        "article_versions",
        "article_id",
        "article",
        "title, body_text, body_html, author_id, access, content_hash",
    ),
    ("comments", "id", "comment", "author_name, author_url, body_text, body_html, content_hash"),
    (
        "comment_versions",
        "comment_id",
        "comment",
        "author_name, author_url, body_text, body_html, content_hash",
    ),
    (
        "comment_api",
        "id",
        "api",
        "article_id, parent_id, author_name, author_url, body_html, posted_at, content_hash",
    ),
)


@dataclass(slots=True, frozen=True)
class StatedRow:
    """A row, the capture that it says it is from, and the values that the capture must state."""

    table: str
    row_id: int
    kind: str
    capture_id: int
    values: tuple[Any, ...]


def stated_rows(connection: sqlite3.Connection) -> Iterator[StatedRow]:
    """All rows that a capture states word for word."""
    for table, key, kind, columns in STATED:
        for row_id, capture_id, *values in connection.execute(
            f"SELECT {key}, capture_id, {columns} FROM {table} ORDER BY {key}"  # noqa: S608 (names are ours)
        ):
            yield StatedRow(table, row_id, kind, capture_id, tuple(values))


def captures(connection: sqlite3.Connection) -> dict[str, Capture]:
    """All captures by WARC record id."""
    rows = connection.execute(
        "SELECT id, url, fetched_at, status, payload_sha256, warc_file, warc_offset, warc_record_id, extractor"
        " FROM captures ORDER BY id"
    )
    return {row[7]: Capture(*row) for row in rows}


def rows_resting_on(connection: sqlite3.Connection, capture_ids: Iterable[int]) -> dict[str, list[str]]:
    """For each table the keys of the rows that name one of these captures as theirs."""
    wanted = list(capture_ids)
    found: dict[str, list[str]] = {}
    for table, key in _tables_with_captures(connection):
        keys: set[Any] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            keys |= set(
                connection.execute(
                    f"SELECT {key} FROM {table} WHERE capture_id IN ({', '.join('?' * len(part))})",  # noqa: S608
                    part,
                )
            )
        if keys:
            found[table] = [" ".join(str(value) for value in row) for row in sorted(keys, key=_natural)]
    return found


def _natural(row: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    return tuple((isinstance(value, str), value if value is not None else -1) for value in row)


_SHOWN_KEYS = {"observations": "article_id, comment_id, name", "zone_evidence": "source, day"}


def _tables_with_captures(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    for table in names:
        info = connection.execute(f"PRAGMA table_info({table})").fetchall()
        if not any(row[1] == "capture_id" for row in info):
            continue
        keys = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
        yield table, _SHOWN_KEYS.get(table) or ", ".join(keys) or "rowid"


def unknown_captures(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows of each table name a capture that is not in `captures`."""
    found = {}
    for table, _ in _tables_with_captures(connection):
        count = connection.execute(
            f"SELECT count(*) FROM {table} WHERE capture_id IS NOT NULL"  # noqa: S608
            " AND capture_id NOT IN (SELECT id FROM captures)"
        ).fetchone()[0]
        if count:
            found[table] = int(count)
    return found


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else found
