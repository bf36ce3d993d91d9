"""How sure general readings are: one row an article, and for each run how many articles which layout knew.

Functions that write take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quwa_archive.items import CheckItem


@dataclass(slots=True, frozen=True)
class StoredReading:
    """What is stored of an article, as far as another reading is compared with it: comments as (author, text) by id."""

    layout: str
    title: str
    body_text: str
    comments: dict[int, tuple[str, str]]


@dataclass(slots=True, frozen=True)
class Tally:
    """Of the articles of a run that a specific layout had read: ``recognised`` by one again, ``displaced`` by general."""

    recognised: int = 0
    displaced: int = 0


@dataclass(slots=True, frozen=True)
class Reading:
    """A row of ``readings``, with what the archive holds of the article and what was read of it where that was not kept.

    ``read_title`` and ``read_comments`` are those of the reading beside a page in quarantine, else ``None``.
    """

    article_id: int
    url: str
    layout: str
    confidence: float
    why: str
    instead_of: str | None
    checks: list[CheckItem]
    capture_id: int
    stored_title: str | None
    stored_comments: int | None
    read_title: str | None = None
    read_comments: int | None = None


def stored_reading(connection: sqlite3.Connection, article_id: int) -> StoredReading | None:
    """What the row of an article rests on, or None where there is none."""
    row = connection.execute(
        "SELECT layout, title, body_text FROM articles WHERE id = ?", [article_id]
    ).fetchone()
    if row is None:
        return None
    comments = connection.execute(
        "SELECT id, author_name, body_text FROM comments"
        " WHERE article_id = ? AND position IS NOT NULL AND missing_since IS NULL",
        [article_id],
    )
    layout, title, body_text = row
    return StoredReading(layout, title, body_text, {id_: (author, text) for id_, author, text in comments})


def ping_kinds(connection: sqlite3.Connection, article_id: int) -> dict[tuple[str, str | None], str]:
    """The kind of each stored ping by its title and address: some themes swap the labels, and a specific layout knew."""
    rows = connection.execute("SELECT title, url, kind FROM pings WHERE article_id = ?", [article_id])
    return {(title, url): kind for title, url, kind in rows}


def tally(connection: sqlite3.Connection, run: int) -> Tally:
    """How the looks of a run at articles of specific layouts went so far."""
    row = connection.execute("SELECT recognised, displaced FROM run_layouts WHERE run = ?", [run]).fetchone()
    return Tally(*row) if row else Tally()


def count_look(
    connection: sqlite3.Connection, run: int, article_id: int, seen_at: str, *, displaced: bool
) -> None:
    """Counts one look at an article that a specific layout had read; one that is taken in again is counted once."""
    connection.execute(
        "INSERT INTO run_layouts (run, recognised, displaced)"
        " SELECT ?, ?, ? FROM articles WHERE id = ? AND last_seen_at < ? ON CONFLICT (run) DO UPDATE"
        " SET recognised = recognised + excluded.recognised, displaced = displaced + excluded.displaced",
        [run, not displaced, displaced, article_id, seen_at],
    )


def write_reading(
    connection: sqlite3.Connection,
    *,
    article_id: int,
    url: str,
    layout: str,
    confidence: float,
    why: str,
    instead_of: str | None,
    checks: Sequence[CheckItem],
    boilerplate: Iterable[str],
    capture_id: int,
) -> None:
    """Keeps how an article was read; a look that finds the same writes nothing."""
    connection.execute(
        "INSERT INTO readings (article_id, url, layout, confidence, why, instead_of, checks, boilerplate, capture_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id) DO UPDATE SET url = excluded.url,"
        " layout = excluded.layout, confidence = excluded.confidence, why = excluded.why,"
        " instead_of = coalesce(excluded.instead_of, instead_of), checks = excluded.checks,"
        " boilerplate = excluded.boilerplate, capture_id = excluded.capture_id"
        " WHERE (layout, confidence, why, checks, boilerplate)"
        " IS NOT (excluded.layout, excluded.confidence, excluded.why, excluded.checks, excluded.boilerplate)",
        [
            article_id,
            url,
            layout,
            confidence,
            why,
            instead_of,
            json.dumps([asdict(check) for check in checks], ensure_ascii=False),
            " ".join(sorted(boilerplate)),
            capture_id,
        ],
    )


def forget_reading(connection: sqlite3.Connection, article_id: int) -> None:
    """Drops what is kept of a general reading: a specific layout reads the article (again)."""
    connection.execute("DELETE FROM readings WHERE article_id = ?", [article_id])


def readings(connection: sqlite3.Connection, *, doubted: bool = False, limit: int = 1000) -> list[Reading]:
    """What is kept of general readings, the least sure first; ``doubted``: those alone that did not simply agree."""
    rows = connection.execute(
        "SELECT r.article_id, r.url, r.layout, r.confidence, r.why, r.instead_of, r.checks, r.capture_id, a.title,"
        " a.comments_captured, q.reading ->> 'title', json_array_length(q.reading, '$.comments')"
        " FROM readings r LEFT JOIN articles a ON a.id = r.article_id"
        " LEFT JOIN quarantine q ON q.url = r.url AND q.resolved_at IS NULL"
        " WHERE NOT ? OR r.why IN ('low_confidence', 'general_disagrees', 'site_changed')"
        " ORDER BY r.confidence, r.article_id LIMIT ?",
        [doubted, limit],
    )
    return [_reading(row) for row in rows]


def _reading(row: tuple[Any, ...]) -> Reading:
    named = dict(zip(Reading.__slots__, row, strict=True))
    named["checks"] = [CheckItem(**check) for check in json.loads(named["checks"])]
    return Reading(**named)


def confidence(connection: sqlite3.Connection) -> tuple[int, float]:
    """How many articles rest on a general reading, and how sure the least sure of them is."""
    count, least = connection.execute(
        "SELECT count(confidence), coalesce(min(confidence), 1) FROM articles WHERE gone_at IS NULL"
    ).fetchone()
    return count, least


@dataclass(slots=True, frozen=True)
class PlaceOfPage:
    """A captured page: its address, and the record that holds its body."""

    url: str
    warc_file: str
    warc_offset: int


def boilerplate_of(connection: sqlite3.Connection, url: str) -> list[str]:
    """Keys of what the last reading of an article met of what the site repeats."""
    row = connection.execute(
        "SELECT boilerplate FROM readings WHERE article_id = (SELECT article_id FROM urls WHERE url = ?)",
        [url],
    ).fetchone()
    return str(row[0]).split() if row else []


def latest_pages(connection: sqlite3.Connection, limit: int) -> list[PlaceOfPage]:
    """First pages of articles that were read by inference, the newest first."""
    rows = connection.execute(
        "SELECT c.url, b.warc_file, b.warc_offset FROM readings r JOIN captures c ON c.id = r.capture_id"
        " JOIN captures b ON b.id = (SELECT min(id) FROM captures s WHERE s.payload_sha256 = c.payload_sha256)"
        " ORDER BY r.capture_id DESC LIMIT ?",
        [limit],
    )
    return [PlaceOfPage(*row) for row in rows]
