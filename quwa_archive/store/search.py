"""Full-text search over articles, comments and their earlier states: FTS5 with bm25, best first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from quwa_archive.store import selection as chosen
from quwa_archive.store.selection import Parameters, Selection

#: A word in a title weighs more than one in the text, one in a commenter's name less.
_ARTICLE_RANK = "bm25(5.0, 1.0)"
_COMMENT_RANK = "bm25(0.5, 1.0)"


@dataclass(slots=True, frozen=True)
class Hit:
    """One thing that was found."""

    kind: str
    """``article`` or ``comment``."""
    id: int
    """Post id or comment id."""
    article_id: int
    title: str
    """Title of the article, that it had in the state that was found."""
    url: str
    """Canonical address of the article."""
    author: str | None
    """Who wrote it: the article's author or the commenter."""
    at: str | None
    """When it was published or posted, by the site's clock."""
    text: str
    gone_at: str | None
    """When it was found gone from the site (UTC); null while it is there."""
    version: int | None = None
    """Number of the earlier state; null for the latest one."""
    replaced_at: str | None = None
    """When the next state was seen (UTC); null for the latest one."""
    score: float | None = None
    """bm25, lower is better; null where no words were asked for."""

    @property
    def permalink(self) -> str:
        """Address on the site."""
        return f"{self.url}#comment-{self.id}" if self.kind == "comment" else self.url


def find_articles(
    connection: sqlite3.Connection, wanted: Selection, limit: int, offset: int = 0
) -> list[Hit]:
    """Articles in their latest state."""
    columns = (
        "'article', a.id, a.id, a.title, a.url, w.name, coalesce(a.published_local, a.published_at), a.body_text,"
        " a.gone_at, NULL, NULL"
    )
    match = chosen.article_match(connection, wanted, "articles_fts")
    return _find(
        connection,
        _statement(
            columns,
            fts="articles_fts" if match else None,
            rows="articles a",
            on="a.id = f.rowid",
            joins="LEFT JOIN authors w ON w.id = a.author_id",
            order="a.published_local DESC, a.id DESC",
        ),
        match,
        _ARTICLE_RANK,
        (
            chosen.article_author_condition(wanted, "a.author_id"),
            chosen.span_condition(wanted, "a.published_local"),
        ),
        limit,
        offset,
    )


def find_comments(
    connection: sqlite3.Connection, wanted: Selection, limit: int, offset: int = 0
) -> list[Hit]:
    """Comments in their latest state, deleted ones among them."""
    columns = (
        "'comment', c.id, a.id, a.title, a.url, c.author_name, coalesce(c.posted_local, c.posted_raw), c.body_text,"
        " c.gone_at, NULL, NULL"
    )
    match = chosen.comment_match(connection, wanted, "comments_fts")
    return _find(
        connection,
        _statement(
            columns,
            fts="comments_fts" if match else None,
            rows="comments c",
            on="c.id = f.rowid",
            joins="JOIN articles a ON a.id = c.article_id",
            order="c.posted_local DESC, c.id DESC",
            ranked=wanted.query is not None,
        ),
        match,
        _COMMENT_RANK,
        (
            chosen.commenter_condition(wanted, "c.author_name"),
            chosen.span_condition(wanted, "c.posted_local"),
        ),
        limit,
        offset,
    )


def find_earlier_articles(connection: sqlite3.Connection, wanted: Selection, limit: int) -> list[Hit]:
    """Earlier states of articles."""
    columns = (
        "'article', a.id, a.id, v.title, a.url, w.name, coalesce(a.published_local, a.published_at), v.body_text,"
        " a.gone_at, v.version, v.replaced_at"
    )
    match = chosen.article_match(connection, wanted, "article_versions_fts")
    return _find(
        connection,
        _statement(
            columns,
            fts="article_versions_fts" if match else None,
            rows="article_versions v",
            on="v.article_id = f.article_id AND v.version = f.version",
            joins="JOIN articles a ON a.id = v.article_id LEFT JOIN authors w ON w.id = v.author_id",
            order="v.replaced_at DESC, a.id DESC, v.version DESC",
        ),
        match,
        _ARTICLE_RANK,
        (
            chosen.article_author_condition(wanted, "v.author_id"),
            chosen.span_condition(wanted, "a.published_local"),
        ),
        limit,
    )


def find_earlier_comments(connection: sqlite3.Connection, wanted: Selection, limit: int) -> list[Hit]:
    """Earlier states of comments."""
    columns = (
        "'comment', c.id, a.id, a.title, a.url, v.author_name, coalesce(c.posted_local, c.posted_raw), v.body_text,"
        " c.gone_at, v.version, v.replaced_at"
    )
    match = chosen.comment_match(connection, wanted, "comment_versions_fts")
    return _find(
        connection,
        _statement(
            columns,
            fts="comment_versions_fts" if match else None,
            rows="comment_versions v",
            on="v.comment_id = f.comment_id AND v.version = f.version",
            joins="JOIN comments c ON c.id = v.comment_id JOIN articles a ON a.id = c.article_id",
            order="v.replaced_at DESC, c.id DESC, v.version DESC",
            ranked=wanted.query is not None,
        ),
        match,
        _COMMENT_RANK,
        (
            chosen.commenter_condition(wanted, "v.author_name"),
            chosen.span_condition(wanted, "c.posted_local"),
        ),
        limit,
    )


def count_waiting(connection: sqlite3.Connection) -> int:
    """Rows that a run has written and not yet taken into the index."""
    return int(connection.execute("SELECT count(*) FROM search_pending").fetchone()[0])


@dataclass(slots=True, frozen=True)
class _Statement:
    """A SELECT with one place for conditions; `ranked` says whether the index hands rows over best first."""

    head: str
    tail: str
    fts: str | None
    ranked: bool


def _statement(
    columns: str, *, fts: str | None, rows: str, on: str, joins: str, order: str, ranked: bool = True
) -> _Statement:
    ranked = ranked and fts is not None
    score = "f.rank" if ranked else "NULL"
    # CROSS JOIN keeps the index outside: it hands rows over by rank, and LIMIT ends the work early.
    source = f"{fts} f CROSS JOIN {rows} ON {on}" if fts else rows
    return _Statement(
        f"SELECT {columns}, {score} FROM {source} {joins}",  # noqa: S608 (names are ours)
        "ORDER BY f.rank LIMIT :limit OFFSET :offset"
        if ranked
        else f"ORDER BY {order} LIMIT :limit OFFSET :offset",
        fts,
        ranked,
    )


def _find(
    connection: sqlite3.Connection,
    statement: _Statement,
    match: str | None,
    rank: str,
    filters: Sequence[tuple[list[str], Parameters]],
    limit: int,
    offset: int = 0,
) -> list[Hit]:
    chosen.prepare(connection)
    conditions: list[str] = []
    parameters: dict[str, str | int] = {"limit": limit, "offset": offset}
    if statement.fts and match:
        conditions.append(f"{statement.fts} MATCH :match")
        parameters["match"] = match
        if statement.ranked:
            conditions.append("f.rank MATCH :rank")
            parameters["rank"] = rank
    for more, values in filters:
        conditions += more
        parameters.update(values)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.execute(f"{statement.head} {where} {statement.tail}", parameters)
    return [Hit(*row) for row in rows]
