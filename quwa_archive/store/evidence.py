"""Rows that say what the archive rests on: captures, quarantine, the site's clock, and the API's own comments.

Every function takes a connection inside a transaction and never commits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quwa_archive.items import ClockItem
from quwa_archive.records import Capture


def add_captures(connection: sqlite3.Connection, captures: Iterable[Capture]) -> None:
    """Adds captures; one that is there already (a replayed tail) is left alone."""
    connection.executemany(
        "INSERT OR IGNORE INTO captures (id, url, fetched_at, status, payload_sha256, warc_file, warc_offset,"
        " warc_record_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                c.id,
                c.url,
                c.fetched_at,
                c.status,
                c.payload_sha256,
                c.warc_file,
                c.warc_offset,
                c.warc_record_id,
            )
            for c in captures
        ],
    )


def last_capture_id(connection: sqlite3.Connection) -> int:
    """Highest capture number, 0 in an empty archive."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()[0])


def capture_of_payload(connection: sqlite3.Connection, payload_sha256: str) -> Capture | None:
    """The first capture that holds this payload, or None."""
    row = connection.execute(
        "SELECT id, url, fetched_at, status, payload_sha256, warc_file, warc_offset, warc_record_id FROM captures"
        " WHERE payload_sha256 = ? ORDER BY id LIMIT 1",
        [payload_sha256],
    ).fetchone()
    return Capture(*row) if row else None


def capture_of_record(connection: sqlite3.Connection, warc_record_id: str) -> Capture | None:
    """The capture whose WARC record has this id, or None."""
    row = connection.execute(
        "SELECT id, url, fetched_at, status, payload_sha256, warc_file, warc_offset, warc_record_id FROM captures"
        " WHERE warc_record_id = ?",
        [warc_record_id],
    ).fetchone()
    return Capture(*row) if row else None


def set_applied(connection: sqlite3.Connection, warc_file: str, offset: int) -> None:
    """Notes that everything before `offset` of a WARC file is in the database."""
    connection.execute(
        "INSERT INTO warc_files (name, applied_to) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET applied_to = excluded.applied_to",
        [warc_file, offset],
    )


def applied_offsets(connection: sqlite3.Connection) -> dict[str, int]:
    """For each WARC file, the offset up to which it is in the database."""
    return dict(connection.execute("SELECT name, applied_to FROM warc_files"))


def add_quarantine(
    connection: sqlite3.Connection, *, url: str, reason: str, detail: str, capture_id: int | None, at: str
) -> None:
    """Puts a page into quarantine, or notes that it is still there."""
    connection.execute(
        "INSERT INTO quarantine (url, reason, detail, capture_id, first_seen_at, last_seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (url) WHERE resolved_at IS NULL DO UPDATE SET"
        " reason = excluded.reason, detail = excluded.detail, capture_id = excluded.capture_id,"
        " last_seen_at = excluded.last_seen_at",
        [url, reason, detail, capture_id, at, at],
    )


def resolve_quarantine(connection: sqlite3.Connection, urls: Iterable[str], at: str) -> None:
    """Closes the quarantine of addresses that could be archived after all."""
    connection.executemany(
        "UPDATE quarantine SET resolved_at = ? WHERE url = ? AND resolved_at IS NULL",
        [(at, url) for url in urls],
    )


def add_clock_evidence(connection: sqlite3.Connection, items: Iterable[ClockItem], capture_id: int) -> None:
    """Adds evidence about the site's clock: one example for each source, day and offset."""
    rows = []
    for item in items:
        if item.source == "settings":
            key = ("settings", item.zone or "", round((item.offset_hours or 0.0) * 60))
        elif item.local and item.utc:
            key = (item.source, item.local[:10], _offset_minutes(connection, item.local, item.utc))
        else:
            continue
        rows.append((*key, item.subject, item.local, item.utc, item.zone, capture_id))
    connection.executemany(
        "INSERT OR IGNORE INTO zone_evidence (source, day, offset_minutes, subject, local, utc, zone, capture_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _offset_minutes(connection: sqlite3.Connection, local: str, utc: str) -> int:
    row = connection.execute(
        "SELECT round((julianday(?) - julianday(?)) * 1440)", [local, utc.removesuffix("Z")]
    ).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def clock_evidence(connection: sqlite3.Connection) -> list[ClockItem]:
    """All evidence about the site's clock, in the order of capture."""
    rows = connection.execute(
        "SELECT source, subject, local, utc, zone, offset_minutes FROM zone_evidence ORDER BY capture_id, source, day"
    )
    return [
        ClockItem(
            source=source,
            subject=subject,
            local=local,
            utc=utc,
            zone=zone,
            offset_hours=offset / 60 if source == "settings" else None,
        )
        for source, subject, local, utc, zone, offset in rows
    ]


@dataclass(slots=True, frozen=True)
class ApiComment:
    """A comment as the REST API states it, with its text extracted.

    ``posted_local`` and ``posted_at`` are ISO with seconds; the latter ends in ``Z``.
    """

    id: int
    article_id: int
    parent_id: int | None
    author_name: str
    author_url: str | None
    body_text: str
    body_html: str
    posted_local: str
    posted_at: str
    content_hash: str


def add_api_comments(
    connection: sqlite3.Connection, comments: Sequence[ApiComment], *, seen_at: str, capture_id: int
) -> set[int]:
    """Stores what the API says of comments; returns the ids of articles for which it said something new."""
    before = dict(
        connection.execute(
            "SELECT id, content_hash FROM comment_api WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps([c.id for c in comments])],
        )
    )
    news = [c for c in comments if before.get(c.id) != c.content_hash]
    connection.executemany(
        "INSERT INTO comment_api (id, article_id, parent_id, author_name, author_url, body_text, body_html,"
        " posted_local, posted_at, content_hash, first_seen_at, capture_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET article_id = excluded.article_id, parent_id = excluded.parent_id,"
        " author_name = excluded.author_name, author_url = excluded.author_url, body_text = excluded.body_text,"
        " body_html = excluded.body_html, posted_local = excluded.posted_local, posted_at = excluded.posted_at,"
        " content_hash = excluded.content_hash, capture_id = excluded.capture_id",
        [
            (
                c.id,
                c.article_id,
                c.parent_id,
                c.author_name,
                c.author_url,
                c.body_text,
                c.body_html,
                c.posted_local,
                c.posted_at,
                c.content_hash,
                seen_at,
                capture_id,
            )
            for c in news
        ],
    )
    return {c.article_id for c in news}


def reconcile_with_api(connection: sqlite3.Connection, article_id: int) -> None:
    """Lets the API's exact parents and instants win over what a page can know, for one stored article.

    Comments that only the API shows (approved answers to comments that are not public) are added, without a
    place on the page: `position` and `depth` are null.
    """
    connection.execute(
        "UPDATE comments SET parent_id = api.parent_id, parent_source = 'api', posted_at = api.posted_at,"
        " posted_at_earliest = api.posted_at, posted_at_latest = api.posted_at, posted_precision = 'second',"
        " posted_certainty = 'exact', zone_source = 'api'"
        " FROM comment_api AS api WHERE api.id = comments.id AND comments.article_id = ?"
        " AND (comments.parent_source <> 'api' OR comments.parent_id IS NOT api.parent_id"
        "      OR comments.posted_at IS NOT api.posted_at)",
        [article_id],
    )
    connection.execute(
        "INSERT INTO comments (id, article_id, parent_id, parent_source, author_name, author_url, body_text,"
        " body_html, posted_local, posted_at, posted_at_earliest, posted_at_latest, posted_precision,"
        " posted_certainty, zone_source, first_seen_at, last_seen_at, content_hash, capture_id)"
        " SELECT id, article_id, parent_id, 'api', author_name, author_url, body_text, body_html, posted_local,"
        " posted_at, posted_at, posted_at, 'second', 'exact', 'api', first_seen_at, first_seen_at, content_hash,"
        " capture_id FROM comment_api AS api WHERE article_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM comments WHERE comments.id = api.id)",
        [article_id],
    )


def add_event(
    connection: sqlite3.Connection,
    *,
    at: str,
    kind: str,
    article_id: int | None = None,
    comment_id: int | None = None,
    detail: str | None = None,
    capture_id: int | None = None,
) -> None:
    """Notes something that happened to what is archived."""
    connection.execute(
        "INSERT INTO events (at, article_id, comment_id, kind, detail, capture_id) VALUES (?, ?, ?, ?, ?, ?)",
        [at, article_id, comment_id, kind, detail, capture_id],
    )
