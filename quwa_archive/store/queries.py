"""Questions that commands and reports ask; the only SELECTs outside the stages. Read-only."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any


def site(connection: sqlite3.Connection) -> str:
    """Address of the archived site; empty before the first run."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()
    return str(row[0]) if row else ""


def count_short(connection: sqlite3.Connection) -> int:
    """Articles that hold fewer comments and pings than their page declares."""
    return int(connection.execute("SELECT count(*) FROM completeness WHERE status = 'short'").fetchone()[0])


def count_quarantined(connection: sqlite3.Connection) -> int:
    """Pages in quarantine."""
    return int(connection.execute("SELECT count(*) FROM quarantine WHERE resolved_at IS NULL").fetchone()[0])


@dataclass(slots=True, frozen=True)
class Totals:
    """How much an archive holds; days are of publication, in the site's zone."""

    articles: int
    comments: int
    pings: int
    authors: int
    commenters: int
    captures: int
    first_day: str | None
    last_day: str | None
    last_run_at: str | None


def totals(connection: sqlite3.Connection) -> Totals:
    """Counts over the whole archive."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM comments), (SELECT count(*) FROM pings),"
        " (SELECT count(*) FROM authors), (SELECT count(DISTINCT author_name) FROM comments),"
        " (SELECT count(*) FROM captures), (SELECT min(substr(published_local, 1, 10)) FROM articles),"
        " (SELECT max(substr(published_local, 1, 10)) FROM articles), (SELECT max(ended_at) FROM runs)"
    ).fetchone()
    return Totals(*row)


def counts_by(connection: sqlite3.Connection, what: str) -> dict[str, int]:
    """Counts of one of a few groupings: ``access``, ``layout``, ``completeness``, ``state``, ``certainty``,
    ``zone_source``."""
    statements = {
        "access": "SELECT access, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC",
        "layout": "SELECT layout, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC",
        "completeness": "SELECT status, count(*) FROM completeness GROUP BY 1 ORDER BY 2 DESC",
        "state": "SELECT state, count(*) FROM urls GROUP BY 1 ORDER BY 2 DESC",
        "zone_source": "SELECT coalesce(zone_source, 'none'), count(*) FROM comments GROUP BY 1 ORDER BY 2 DESC",
        "certainty": "SELECT coalesce(posted_certainty, 'unread'), count(*) FROM comments GROUP BY 1 ORDER BY 2 DESC",
    }
    return dict(connection.execute(statements[what]))


@dataclass(slots=True, frozen=True)
class Short:
    """An article that is short of comments."""

    article_id: int
    url: str
    title: str
    declared: int
    captured: int


def short_articles(connection: sqlite3.Connection, limit: int = 1000) -> list[Short]:
    """Articles short of comments, the largest gap first."""
    rows = connection.execute(
        "SELECT article_id, url, title, declared, captured FROM completeness WHERE status = 'short'"
        " ORDER BY short_by DESC, article_id LIMIT ?",
        [limit],
    )
    return [Short(*row) for row in rows]


@dataclass(slots=True, frozen=True)
class Quarantined:
    """A page that could not be archived, and the capture that shows it."""

    url: str
    reason: str
    detail: str
    capture_id: int | None
    last_seen_at: str


def quarantined(connection: sqlite3.Connection, limit: int = 1000) -> list[Quarantined]:
    """Pages in quarantine, newest first."""
    rows = connection.execute(
        "SELECT url, reason, detail, capture_id, last_seen_at FROM quarantine WHERE resolved_at IS NULL"
        " ORDER BY last_seen_at DESC, url LIMIT ?",
        [limit],
    )
    return [Quarantined(*row) for row in rows]


def failed_urls(connection: sqlite3.Connection, limit: int = 1000) -> list[tuple[str, str]]:
    """Addresses that failed when last tried, with the reason."""
    return connection.execute(
        "SELECT url, coalesce(error, '') FROM urls WHERE state = 'failed' ORDER BY url LIMIT ?", [limit]
    ).fetchall()


def doubtful_dates(connection: sqlite3.Connection, limit: int = 1000) -> list[tuple[str, str, str, str]]:
    """Articles whose dates of publication disagree by more than a day: address, date, its source, the others."""
    return connection.execute(
        "SELECT url, coalesce(published_local, published_at), published_source, published_doubt FROM articles"
        " WHERE published_doubt IS NOT NULL ORDER BY id LIMIT ?",
        [limit],
    ).fetchall()


def find_article(connection: sqlite3.Connection, wanted: str) -> int | None:
    """Post id of an article given by id, by any of its addresses (canonical form), or by a comment's id after ``#``."""
    if wanted.isdigit():
        row = connection.execute("SELECT id FROM articles WHERE id = ?", [int(wanted)]).fetchone()
    else:
        row = connection.execute(
            "SELECT id FROM articles WHERE url = :url UNION SELECT article_id FROM url_aliases WHERE url = :url",
            {"url": wanted},
        ).fetchone()
    return int(row[0]) if row else None


def page_capture(
    connection: sqlite3.Connection, article_id: int | None, url: str
) -> tuple[str, str, str, int] | None:
    """Address, time (UTC), WARC file and offset of the newest page of an article, or of an address in quarantine."""
    row = connection.execute(
        "SELECT c.url, c.fetched_at, b.warc_file, b.warc_offset FROM captures c"
        " JOIN captures b ON b.id = (SELECT min(id) FROM captures s WHERE s.payload_sha256 = c.payload_sha256)"
        " WHERE c.id = coalesce((SELECT capture_id FROM quarantine WHERE url = :url AND resolved_at IS NULL),"
        "                       (SELECT max(n.id) FROM captures n JOIN articles a ON a.url = n.url"
        "                         WHERE a.id = :article AND n.status = 200),"
        "                       (SELECT capture_id FROM articles WHERE id = :article))",
        {"url": url, "article": article_id},
    ).fetchone()
    return (row[0], row[1], row[2], row[3]) if row else None


def article(connection: sqlite3.Connection, article_id: int) -> dict[str, Any]:
    """One article with its author's name and role."""
    cursor = connection.execute(
        "SELECT articles.*, authors.name AS author_name, authors.role AS author_role, authors.bio AS author_bio"
        " FROM articles LEFT JOIN authors ON authors.id = articles.author_id WHERE articles.id = ?",
        [article_id],
    )
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def thread(connection: sqlite3.Connection, article_id: int) -> list[dict[str, Any]]:
    """All comments of one article in thread order, with ``level`` counted from 1."""
    cursor = connection.execute(
        """WITH RECURSIVE here AS MATERIALIZED (SELECT * FROM comments WHERE article_id = ?),
        walk (id, level, path) AS (
            SELECT id, 1, printf('%012d', id) FROM here
            WHERE parent_id IS NULL OR parent_id NOT IN (SELECT id FROM here)
            UNION ALL
            SELECT here.id, walk.level + 1, walk.path || '/' || printf('%012d', here.id)
            FROM here JOIN walk ON here.parent_id = walk.id
        )
        SELECT walk.level, here.* FROM walk JOIN here USING (id) ORDER BY walk.path""",
        [article_id],
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def pings(connection: sqlite3.Connection, article_id: int) -> list[tuple[str, str, str | None]]:
    """Kind, title and address of an article's pings."""
    return connection.execute(
        "SELECT kind, title, url FROM pings WHERE article_id = ? ORDER BY position", [article_id]
    ).fetchall()


def runs(
    connection: sqlite3.Connection, limit: int = 20
) -> list[tuple[int, str, str | None, int | None, str | None]]:
    """The latest runs: id, start, end, exit code, outcome."""
    return connection.execute(
        "SELECT id, started_at, ended_at, exit_code, outcome FROM runs ORDER BY id DESC LIMIT ?", [limit]
    ).fetchall()
