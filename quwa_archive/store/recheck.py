"""Articles that are not there any more, and articles that want another look soon.

Functions take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Set

from quwa_archive import urls
from quwa_archive.items import FeedCommentItem, SightingItem
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
        due = frontier.next_check(None, at)
        frontier.mark(connection, address, "gone", at=at, run=run, next_check_at=due, error="404 or 410")
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


def make_due(connection: sqlite3.Connection, article_id: int, at: str, why: str) -> None:
    """Has the next choice of candidates take this article; `why` names the signal, for the report."""
    connection.execute(
        "UPDATE urls SET next_check_at = ?, due_because = ? WHERE article_id = ? AND state IN ('done', 'gone')"
        " AND due_because IS NULL AND url = (SELECT url FROM articles WHERE id = ?)",
        [at, why, article_id, article_id],
    )


def note_modified(connection: sqlite3.Connection, sightings: Iterable[SightingItem], at: str) -> None:
    """Where the sitemap's word is not trusted, and hides others in the frontier, the API's is a signal of its own."""
    if frontier.lastmod_is_trusted(connection):
        return
    for sighting in sightings:
        row = connection.execute(
            "SELECT id FROM articles WHERE id = ? AND coalesce(modified_at, '') < ?",
            [sighting.post_id, sighting.modified_raw],
        ).fetchone()
        if row:
            make_due(connection, row[0], at, "REST modified")


def note_counts(connection: sqlite3.Connection, sightings: Iterable[SightingItem], at: str) -> None:
    """Listings and feeds print how many comments an article has: another number than its page declared is a signal."""
    for sighting in sightings:
        if sighting.comment_count is None:
            continue
        row = connection.execute(
            "SELECT a.id FROM url_aliases u JOIN articles a ON a.id = u.article_id"
            " WHERE u.url = ? AND coalesce(a.comments_declared, 0) <> ?",
            [sighting.url, sighting.comment_count],
        ).fetchone()
        if row:
            make_due(connection, row[0], at, "comment count")


def note_feed_comments(connection: sqlite3.Connection, comments: Iterable[FeedCommentItem], at: str) -> None:
    """A comment in the feed that is not in the archive is a signal."""
    for comment in comments:
        row = connection.execute(
            "SELECT article_id FROM url_aliases WHERE url = ?"
            " AND NOT EXISTS (SELECT 1 FROM comments WHERE id = ? AND position IS NOT NULL)",
            [comment.url, comment.id],
        ).fetchone()
        if row:
            make_due(connection, row[0], at, "comments feed")


def note_listed(connection: sqlite3.Connection, sitemap: str, listed: Set[str], at: str) -> int:
    """Notes which sitemap lists which address; an article that it listed once and does not any more wants a look.

    `listed` is the whole of one undamaged sitemap.  Returns how many articles have vanished from it.
    """
    before = dict(connection.execute("SELECT url, article_id FROM urls WHERE listed_in = ?", [sitemap]))
    connection.executemany(
        "UPDATE urls SET listed_in = ? WHERE url = ?", [(sitemap, url) for url in listed if url not in before]
    )
    vanished = [(url, article_id) for url, article_id in before.items() if url not in listed]
    connection.executemany("UPDATE urls SET listed_in = NULL WHERE url = ?", [(url,) for url, _ in vanished])
    for _, article_id in vanished:
        if article_id is not None:
            make_due(connection, article_id, at, "vanished from the sitemap")
    return len(vanished)
