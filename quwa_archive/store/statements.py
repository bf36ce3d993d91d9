"""What feeds and the API state of posts: title, first and last words; one row for each address and source.

Functions that write take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from quwa_archive.items import StatedComment, Statement

_SAMPLE = 4
"""Comments that are enough to show where names and texts stand."""
_LONGEST = 2_000
"""Characters of one that is of use for that."""


def add(
    connection: sqlite3.Connection, stated: Iterable[tuple[str, str, Statement]], *, capture_id: int
) -> None:
    """Stores statements as (address, source, statement); one that says nothing new keeps its capture."""
    connection.executemany(
        "INSERT INTO post_statements (url, source, title, opening, closing, capture_id)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (url, source) DO UPDATE SET title = excluded.title,"
        " opening = excluded.opening, closing = excluded.closing,"
        " capture_id = excluded.capture_id"
        " WHERE (title, opening, closing) IS NOT (excluded.title, excluded.opening,"
        " excluded.closing)",
        [(url, source, s.title, s.opening, s.closing, capture_id) for url, source, s in stated],
    )


def of_article(connection: sqlite3.Connection, url: str) -> Statement | None:
    """What is stated of an article, sources put together: the newest title; a whole text before a beginning."""
    rows = [
        Statement(*row)
        for row in connection.execute(
            "SELECT title, opening, closing FROM post_statements WHERE url = ? ORDER BY capture_id DESC",
            [url],
        )
    ]
    comments = _comments(connection, url)
    if not rows and not comments:
        return None
    texts = sorted(rows, key=lambda row: (row.closing is None, not row.opening))
    text = texts[0] if texts else Statement("")
    return Statement(next((row.title for row in rows if row.title), ""), text.opening, text.closing, comments)


def _comments(connection: sqlite3.Connection, url: str) -> tuple[StatedComment, ...]:
    """Some of the comments that the API states of an article, spread over all, by id."""
    rows = connection.execute(
        "SELECT id, author_name, body_html FROM comment_api"
        " WHERE article_id = (SELECT post_id FROM urls WHERE url = ?) AND length(body_html) < ? ORDER BY id",
        [url, _LONGEST],
    ).fetchall()
    step = max(1, len(rows) // _SAMPLE)
    return tuple(StatedComment(*row) for row in rows[::step][:_SAMPLE])
