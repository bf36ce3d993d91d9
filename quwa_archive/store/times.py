"""Rows whose instants rest on what is known of the site's clock, read and corrected when more is known.

Functions that write take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quwa_archive.records import Instant


@dataclass(slots=True, frozen=True)
class PrintedTime:
    """A comment's time as its page prints it, when the page was captured (UTC), and what is stored of it."""

    comment_id: int
    raw: str | None
    machine: str | None
    captured_at: str
    language: str | None
    stored: Instant


def articles_with_inferred_times(connection: sqlite3.Connection, *, only_unsure: bool) -> Iterator[int]:
    """Articles with comments whose instants come from arithmetic; `only_unsure` leaves out the exact ones."""
    condition = " AND posted_certainty <> 'exact'" if only_unsure else ""
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM comments WHERE posted_raw IS NOT NULL AND posted_local IS NOT NULL"  # noqa: S608
        f" AND zone_source NOT IN ('api'){condition} ORDER BY article_id"
    ).fetchall()
    return (row[0] for row in rows)


def printed_times(connection: sqlite3.Connection, article_id: int) -> list[PrintedTime]:
    """The printed times of one article's thread, in reading order."""
    rows = connection.execute(
        "SELECT c.id, c.posted_raw, c.posted_machine, k.fetched_at, a.language, c.posted_local, c.posted_at,"
        " c.posted_at_earliest, c.posted_at_latest, c.posted_precision, c.posted_certainty, c.zone_source"
        " FROM comments c JOIN captures k ON k.id = c.capture_id JOIN articles a ON a.id = c.article_id"
        " WHERE c.article_id = ? AND c.position IS NOT NULL ORDER BY c.position, c.id",
        [article_id],
    )
    return [
        PrintedTime(row[0], row[1], row[2], row[3], row[4], Instant(row[1] or row[2], *row[5:]))
        for row in rows
    ]


def correct_times(connection: sqlite3.Connection, corrected: Iterable[tuple[int, Instant]]) -> int:
    """Writes corrected instants of comments; returns how many."""
    rows = [
        (i.local, i.at, i.earliest, i.latest, i.precision, i.certainty, i.zone_source, comment_id)
        for comment_id, i in corrected
    ]
    connection.executemany(
        "UPDATE comments SET posted_local = ?, posted_at = ?, posted_at_earliest = ?, posted_at_latest = ?,"
        " posted_precision = ?, posted_certainty = ?, zone_source = ? WHERE id = ?",
        rows,
    )
    return len(rows)


@dataclass(slots=True, frozen=True)
class PrintedDate:
    """An article's date of publication as stated, and what is stored of it."""

    article_id: int
    raw: str
    source: str
    captured_at: str
    language: str | None
    stored: Instant


def published_dates(connection: sqlite3.Connection) -> Iterator[PrintedDate]:
    """The dates of publication of all articles that state one."""
    rows = connection.execute(
        "SELECT a.id, a.published_raw, a.published_source, k.fetched_at, a.language, a.published_local,"
        " a.published_at, a.published_precision, a.published_certainty FROM articles a"
        " JOIN captures k ON k.id = a.capture_id"
        " WHERE a.published_raw IS NOT NULL AND a.published_source IS NOT NULL ORDER BY a.id"
    ).fetchall()
    for row in rows:
        stored = Instant(row[1], row[5], row[6], precision=row[7], certainty=row[8])
        yield PrintedDate(row[0], row[1], row[2], row[3], row[4], stored)


def correct_dates(connection: sqlite3.Connection, corrected: Iterable[tuple[int, Instant]]) -> int:
    """Writes corrected dates of publication; returns how many."""
    rows = [(i.local, i.at, i.precision, i.certainty, article_id) for article_id, i in corrected]
    connection.executemany(
        "UPDATE articles SET published_local = ?, published_at = ?, published_precision = ?, published_certainty = ?"
        " WHERE id = ?",
        rows,
    )
    return len(rows)


def last_seen_at(connection: sqlite3.Connection, article_id: int) -> str:
    """When the article was last seen (UTC)."""
    return str(
        connection.execute("SELECT last_seen_at FROM articles WHERE id = ?", [article_id]).fetchone()[0]
    )
