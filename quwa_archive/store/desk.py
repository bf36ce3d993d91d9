"""What the pages of the analyst's desk show: lists, histories, counts over time. Read-only."""

from __future__ import annotations

import sqlite3
from typing import Any

Row = dict[str, Any]

_CARD = (
    "SELECT a.id, a.title, a.access, a.published_local, a.published_at, a.comments_captured, a.gone_at, a.author_id,"
    " w.name AS author_name FROM articles a LEFT JOIN authors w ON w.id = a.author_id"
)


def _rows(connection: sqlite3.Connection, sql: str, *values: Any) -> list[Row]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _row(connection: sqlite3.Connection, sql: str, *values: Any) -> Row | None:
    return next(iter(_rows(connection, sql, *values)), None)


# -- the front page -------------------------------------------------------------------------------


def newest_articles(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """The articles published last."""
    return _rows(connection, f"{_CARD} ORDER BY a.published_at DESC, a.id DESC LIMIT ?", limit)


def busiest_articles(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """The articles with most comments."""
    return _rows(
        connection,
        "WITH most AS (SELECT id, comments_captured FROM articles WHERE comments_captured > 0"  # noqa: S608
        f" ORDER BY comments_captured DESC, id LIMIT ?) {_CARD} JOIN most USING (id)"
        " ORDER BY a.comments_captured DESC, a.id",
        limit,
    )


def latest_changes(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """What was edited or found gone last, with the article's title."""
    return _rows(
        connection,
        "SELECT e.*, a.title FROM (SELECT * FROM edits_and_deletions ORDER BY at DESC, comment_id DESC LIMIT ?) e"
        " JOIN articles a ON a.id = e.article_id ORDER BY e.at DESC, e.comment_id DESC",
        limit,
    )


def months(connection: sqlite3.Connection) -> list[tuple[str, int, int]]:
    """Month, articles and comments, in order; months without either are left out."""
    rows = connection.execute("SELECT month, articles, comments FROM activity_by_month ORDER BY month")
    return [(row[0], row[1], row[2]) for row in rows]


def hours(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Hour of the site's clock and comments."""
    rows = connection.execute("SELECT hour, sum(comments) FROM activity_by_hour GROUP BY hour ORDER BY hour")
    return [(row[0], row[1]) for row in rows]


# -- lists ----------------------------------------------------------------------------------------


def list_articles(
    connection: sqlite3.Connection,
    *,
    author_id: str | None = None,
    term_id: str | None = None,
    year: str | None = None,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Articles, newest first, of one author, term or year where given."""
    conditions, values = [], []
    if author_id is not None:
        conditions.append("a.author_id = ?")
        values.append(author_id)
    if term_id is not None:
        conditions.append("a.id IN (SELECT article_id FROM article_terms WHERE term_id = ?)")
        values.append(term_id)
    if year is not None:
        conditions.append("substr(a.published_local, 1, 4) = ?")
        values.append(year)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return _rows(
        connection,
        f"{_CARD} {where} ORDER BY a.published_at DESC, a.id DESC LIMIT ? OFFSET ?",
        *values,
        limit,
        offset,
    )


def term_list(connection: sqlite3.Connection) -> list[Row]:
    """Categories and tags with the number of their articles."""
    return _rows(
        connection,
        "SELECT t.id, t.kind, t.name, count(*) AS articles FROM article_terms x JOIN terms t ON t.id = x.term_id"
        " GROUP BY t.id ORDER BY t.kind, articles DESC, t.name",
    )


def term_name(connection: sqlite3.Connection, term_id: str) -> str | None:
    """Name of a category or tag; None for one that is not archived."""
    row = _row(connection, "SELECT name FROM terms WHERE id = ?", term_id)
    return row["name"] if row else None


# -- one article ----------------------------------------------------------------------------------


def article_terms(connection: sqlite3.Connection, article_id: int) -> list[Row]:
    """Categories first, then tags."""
    return _rows(
        connection,
        "SELECT t.id, t.kind, t.name FROM article_terms x JOIN terms t ON t.id = x.term_id WHERE x.article_id = ?"
        " ORDER BY t.kind, t.name",
        article_id,
    )


def article_history(connection: sqlite3.Connection, article_id: int) -> list[Row]:
    """Earlier states of an article, in order."""
    return _rows(
        connection,
        "SELECT version, title, body_text, replaced_at, capture_id FROM article_versions WHERE article_id = ?"
        " ORDER BY version",
        article_id,
    )


def comment_history(connection: sqlite3.Connection, article_id: int) -> dict[int, list[Row]]:
    """Earlier states of an article's comments, by comment, in order."""
    found: dict[int, list[Row]] = {}
    for row in _rows(
        connection,
        "SELECT v.comment_id, v.version, v.author_name, v.body_text, v.replaced_at FROM comment_versions v"
        " WHERE v.comment_id IN (SELECT id FROM comments WHERE article_id = ?) ORDER BY v.comment_id, v.version",
        article_id,
    ):
        found.setdefault(row["comment_id"], []).append(row)
    return found


def capture(connection: sqlite3.Connection, capture_id: int) -> Row | None:
    """A capture: when, from where, and its place in the WARC files."""
    return _row(connection, "SELECT * FROM captures WHERE id = ?", capture_id)


def article_of_comment(connection: sqlite3.Connection, comment_id: int) -> int | None:
    """Article that a comment stands under; None for a comment that is not archived."""
    row = _row(connection, "SELECT article_id FROM comments WHERE id = ?", comment_id)
    return row["article_id"] if row else None


# -- people ---------------------------------------------------------------------------------------


def author(connection: sqlite3.Connection, author_id: str) -> Row | None:
    """An author with number and span of articles and the comments under them."""
    return _row(
        connection,
        "SELECT w.*, count(a.id) AS articles, sum(a.comments_captured) AS comments,"
        " min(a.published_local) AS first_article, max(a.published_local) AS last_article"
        " FROM authors w LEFT JOIN articles a ON a.author_id = w.id WHERE w.id = ? GROUP BY w.id",
        author_id,
    )


def author_months(connection: sqlite3.Connection, author_id: str) -> list[tuple[str, int, int]]:
    """Month, articles and comments under them, of one author."""
    rows = connection.execute(
        "SELECT substr(published_local, 1, 7), count(*), sum(comments_captured) FROM articles"
        " WHERE author_id = ? AND length(published_local) >= 7 GROUP BY 1 ORDER BY 1",
        [author_id],
    )
    return [(row[0], row[1], row[2]) for row in rows]


def authors(connection: sqlite3.Connection) -> list[Row]:
    """All authors by number of articles."""
    return _rows(
        connection,
        "SELECT w.id, w.name, w.role, count(a.id) AS articles FROM authors w LEFT JOIN articles a ON a.author_id = w.id"
        " GROUP BY w.id ORDER BY articles DESC, w.name",
    )


def commenter(connection: sqlite3.Connection, name: str) -> Row | None:
    """A commenter's name with number and span of comments; None where nobody wrote under it."""
    row = _row(
        connection,
        "SELECT author_name, count(*) AS comments, count(DISTINCT article_id) AS articles,"
        " sum(gone_at IS NOT NULL) AS gone, min(posted_local) AS first_comment, max(posted_local) AS last_comment"
        " FROM comments WHERE author_name = ?",
        name,
    )
    return row if row and row["comments"] else None


def comments_of(connection: sqlite3.Connection, name: str, limit: int, offset: int = 0) -> list[Row]:
    """Comments under one name, newest first, with the title of their article."""
    return _rows(
        connection,
        "SELECT c.*, a.title FROM comments c JOIN articles a ON a.id = c.article_id WHERE c.author_name = ?"
        " ORDER BY c.posted_local DESC, c.id DESC LIMIT ? OFFSET ?",
        name,
        limit,
        offset,
    )
