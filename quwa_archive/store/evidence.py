"""Rows that say what the archive rests on: captures, quarantine, the site's clock, and the API's own comments.

Every function takes a connection inside a transaction and never commits.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from quwa_archive.items import ClockItem, FeedCommentItem
from quwa_archive.records import Capture


def add_captures(connection: sqlite3.Connection, captures: Iterable[Capture]) -> None:
    """Adds captures; one that is there already (a replayed tail) is left alone."""
    connection.executemany(
        "INSERT OR IGNORE INTO captures (id, url, fetched_at, status, payload_sha256, warc_file, warc_offset,"
        " warc_record_id, extractor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                c.extractor,
            )
            for c in captures
        ],
    )


def set_extractor(connection: sqlite3.Connection, capture_ids: Iterable[int], extractor: str) -> None:
    """Notes which version of the extractor read these captures into rows, where they do not say it yet."""
    connection.executemany(
        "UPDATE captures SET extractor = :extractor WHERE id = :id AND extractor IS NOT :extractor",
        [{"extractor": extractor, "id": i} for i in capture_ids],
    )


def last_capture_id(connection: sqlite3.Connection) -> int:
    """Highest capture number, 0 in an empty archive."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()[0])


def capture_of_payload(connection: sqlite3.Connection, payload_sha256: str) -> Capture | None:
    """The first capture that holds this payload, or None."""
    # The plus keeps SQLite from putting the constant into the first condition, which the index could not serve then.
    row = connection.execute(
        "SELECT id, url, fetched_at, status, payload_sha256, warc_file, warc_offset, warc_record_id FROM captures"
        " INDEXED BY captures_payload WHERE substr(payload_sha256, 1, 12) = ? AND +payload_sha256 = ? ORDER BY id LIMIT 1",
        [payload_sha256[:12], payload_sha256],
    ).fetchone()
    return Capture(*row) if row else None


def capture_of_record(connection: sqlite3.Connection, warc_record_id: str) -> Capture | None:
    """The capture whose WARC record has this id, or None."""
    # `urn:uuid:` and eight digits; the plus as above.
    row = connection.execute(
        "SELECT id, url, fetched_at, status, payload_sha256, warc_file, warc_offset, warc_record_id FROM captures"
        " INDEXED BY captures_record WHERE substr(warc_record_id, 10, 8) = ? AND +warc_record_id = ?",
        [warc_record_id[9:17], warc_record_id],
    ).fetchone()
    return Capture(*row) if row else None


def known_captures(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Address, time and payload digest of every capture."""
    return set(connection.execute("SELECT url, fetched_at, payload_sha256 FROM captures"))


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
    connection: sqlite3.Connection,
    *,
    url: str,
    reason: str,
    detail: str,
    capture_id: int | None,
    at: str,
    reading: str | None = None,
) -> None:
    """Puts a page into quarantine, or notes that it is still there."""
    connection.execute(
        "INSERT INTO quarantine (url, reason, detail, capture_id, first_seen_at, last_seen_at, reading)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) WHERE resolved_at IS NULL DO UPDATE SET"
        " reason = excluded.reason, detail = excluded.detail, capture_id = excluded.capture_id,"
        " last_seen_at = excluded.last_seen_at, reading = excluded.reading",
        [url, reason, detail, capture_id, at, at, reading],
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
            key = (
                "settings",
                f"{(item.utc or '')[:10]} {item.zone or ''}".strip(),
                round((item.offset_hours or 0.0) * 60),
            )
        elif item.local and item.utc:
            offset = _offset_minutes(item.local, item.utc)
            if offset is None:
                continue
            key = (item.source, item.local[:10], offset)
        else:
            continue
        rows.append((*key, item.subject, item.local, item.utc, item.zone, capture_id))
    connection.executemany(
        "INSERT OR IGNORE INTO zone_evidence (source, day, offset_minutes, subject, local, utc, zone, capture_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _offset_minutes(local: str, utc: str) -> int | None:
    """Wall clock minus instant; None where one of them is no time."""
    try:
        apart = datetime.fromisoformat(local) - datetime.fromisoformat(utc.removesuffix("Z"))
    except (ValueError, TypeError):
        return None
    return round(apart.total_seconds() / 60)


def newest_clock_capture(connection: sqlite3.Connection) -> str:
    """WARC record id of the newest capture that testifies about the site's clock; empty without any."""
    row = connection.execute(
        "SELECT warc_record_id FROM captures WHERE id = (SELECT max(capture_id) FROM zone_evidence)"
    ).fetchone()
    return str(row[0]) if row else ""


def clock_evidence(connection: sqlite3.Connection, *, as_of: str | None = None) -> list[ClockItem]:
    """All evidence about the site's clock, in the order of capture; with `as_of` up to that WARC record only.

    A record that the archive does not hold (it was damaged) sets no limit; an empty one leaves no evidence.
    """
    limit: int | None = None
    if as_of is not None:
        known = capture_of_record(connection, as_of) if as_of else None
        limit = known.id if known else None if as_of else 0
    rows = connection.execute(
        "SELECT source, subject, local, utc, zone, offset_minutes FROM zone_evidence"
        " WHERE ?1 IS NULL OR capture_id <= ?1 ORDER BY capture_id, source, day, offset_minutes",
        [limit],
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


def digest_of_clock_evidence(connection: sqlite3.Connection) -> str:
    """SHA-256 (hex) over all evidence: equal exactly when nothing came to it."""
    rows = connection.execute(
        "SELECT source, day, offset_minutes, local, utc, zone FROM zone_evidence"
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@dataclass(slots=True, frozen=True)
class ApiComment:
    """A comment as the REST API states it.

    ``posted_local`` and ``posted_at`` are ISO with seconds; the latter ends in ``Z``.
    """

    id: int
    article_id: int
    parent_id: int | None
    author_name: str
    author_url: str | None
    body_html: str
    posted_local: str
    posted_at: str
    content_hash: str
    first_seen_at: str = ""
    capture_id: int = 0


_API_COLUMNS = (
    "id, article_id, parent_id, author_name, author_url, body_html, posted_local, posted_at, content_hash,"
    " first_seen_at, capture_id"
)


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
        f"INSERT INTO comment_api ({_API_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        " ON CONFLICT (id) DO UPDATE SET article_id = excluded.article_id, parent_id = excluded.parent_id,"
        " author_name = excluded.author_name, author_url = excluded.author_url, body_html = excluded.body_html,"
        " posted_local = excluded.posted_local, posted_at = excluded.posted_at,"
        " content_hash = excluded.content_hash, capture_id = excluded.capture_id",
        [
            (
                *(c.id, c.article_id, c.parent_id, c.author_name, c.author_url, c.body_html),
                *(c.posted_local, c.posted_at, c.content_hash, seen_at, capture_id),
            )
            for c in news
        ],
    )
    return {c.article_id for c in news}


def api_comments(connection: sqlite3.Connection, article_id: int) -> dict[int, ApiComment]:
    """What the API has said of an article's comments, by comment id."""
    rows = connection.execute(f"SELECT {_API_COLUMNS} FROM comment_api WHERE article_id = ?", [article_id])  # noqa: S608
    return {row[0]: ApiComment(*row) for row in rows}


def reconcile_with_api(connection: sqlite3.Connection, article_id: int) -> None:
    """Lets the API's exact parents and instants win over what a page can know, for comments that are stored."""
    connection.execute(
        "UPDATE comments SET parent_id = api.parent_id, parent_source = 'api', posted_at = api.posted_at,"
        " posted_at_earliest = api.posted_at, posted_at_latest = api.posted_at, posted_precision = 'second',"
        " posted_certainty = 'exact', zone_source = 'api'"
        " FROM comment_api AS api WHERE api.id = comments.id AND comments.article_id = ?"
        " AND (comments.parent_source <> 'api' OR comments.parent_id IS NOT api.parent_id"
        "      OR comments.posted_at IS NOT api.posted_at)",
        [article_id],
    )


def add_hidden_comments(
    connection: sqlite3.Connection, article_id: int, comments: Iterable[tuple[ApiComment, str]]
) -> None:
    """Adds comments that only the API shows (approved answers to ones that are not public), each with its text.

    They have no place on the page: `position` and `depth` are null.
    """
    connection.executemany(
        "INSERT INTO comments (id, article_id, parent_id, parent_source, author_name, author_url, body_text,"
        " body_html, posted_local, posted_at, posted_at_earliest, posted_at_latest, posted_precision,"
        " posted_certainty, zone_source, first_seen_at, last_seen_at, content_hash, capture_id)"
        " VALUES (?, ?, ?, 'api', ?, ?, ?, ?, ?, ?, ?, ?, 'second', 'exact', 'api', ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        [
            (
                *(
                    c.id,
                    article_id,
                    c.parent_id,
                    c.author_name,
                    c.author_url,
                    text,
                    c.body_html,
                    c.posted_local,
                ),
                *(c.posted_at, c.posted_at, c.posted_at, c.first_seen_at, c.first_seen_at, c.content_hash),
                c.capture_id,
            )
            for c, text in comments
        ],
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


def add_feed_comments(
    connection: sqlite3.Connection, comments: Iterable[FeedCommentItem], capture_id: int
) -> None:
    """Stores the instants that a comments feed states."""
    connection.executemany(
        "INSERT OR IGNORE INTO comment_feed (id, posted_at, capture_id) VALUES (?, ?, ?)",
        [(c.id, c.posted_at, capture_id) for c in comments],
    )


def feed_instants(connection: sqlite3.Connection, comment_ids: Iterable[int]) -> dict[int, str]:
    """The instants (UTC) that feeds have stated of these comments."""
    return dict(
        connection.execute(
            "SELECT id, posted_at FROM comment_feed WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(comment_ids))],
        )
    )


def pair_feeds_with_pages(connection: sqlite3.Connection) -> None:
    """Evidence from comments whose page prints a wall clock and whose feed states the instant."""
    rows = connection.execute(
        "SELECT c.id, c.posted_local, f.posted_at, f.capture_id FROM comment_feed f JOIN comments c USING (id)"
        " WHERE c.posted_raw IS NOT NULL AND length(c.posted_local) >= 16 ORDER BY c.id"
    ).fetchall()
    for comment_id, local, utc, capture_id in rows:
        # A page prints minutes, a feed states seconds: the pair is one of minutes.
        item = ClockItem("feed", f"comment {comment_id}", local=local[:16], utc=f"{utc[:16]}:00Z")
        add_clock_evidence(connection, [item], capture_id)
