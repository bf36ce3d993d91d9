"""Articles that are not there any more, and articles that want another look soon.

Functions take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import sqlite3

from quwa_archive import urls
from quwa_archive.store import evidence, frontier


def note_absence(connection: sqlite3.Connection, url: str, *, at: str, run: int, capture_id: int) -> str:
    """An address answered 404 or 410: once is ``missing``, twice (in different runs) is ``gone``.

    An address that is only another name of a living article says nothing about the article.  Returns the
    outcome: ``missing``, ``gone``, or ``unknown`` for an address under which nothing was ever archived.
    """
    address = urls.article_url(url)
    row = connection.execute(
        "SELECT id, missing_since, gone_at FROM articles WHERE url = ?", [address]
    ).fetchone()
    if row is None:
        frontier.mark(connection, address, "gone", at=at, run=run, error="404 or 410")
        return "unknown"
    article_id, missing_since, gone_at = row
    if gone_at is not None:
        frontier.mark(
            connection, address, "gone", at=at, run=run, next_check_at=frontier.next_check(None, at)
        )
        return "gone"
    kind, column, state = ("article_missing", "missing_since", "done")
    if missing_since is not None:
        kind, column, state = ("article_gone", "gone_at", "gone")
    connection.execute(f"UPDATE articles SET {column} = ? WHERE id = ?", [at, article_id])  # noqa: S608
    evidence.add_event(
        connection, at=at, kind=kind, article_id=article_id, detail=address, capture_id=capture_id
    )
    due = at if state == "done" else frontier.next_check(None, at)
    frontier.mark(connection, address, state, at=at, run=run, next_check_at=due)
    return "missing" if state == "done" else "gone"


def make_due(connection: sqlite3.Connection, article_id: int, at: str) -> None:
    """Has the next choice of candidates take this article."""
    connection.execute(
        "UPDATE urls SET next_check_at = ? WHERE article_id = ? AND state = 'done'"
        " AND url = (SELECT url FROM articles WHERE id = ?)",
        [at, article_id, article_id],
    )
