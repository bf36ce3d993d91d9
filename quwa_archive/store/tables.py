"""Whole tables, and all comments in one flat table, read in the order of their keys for an export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quwa_archive.store import notes
from quwa_archive.store import selection as chosen
from quwa_archive.store.selection import Selection

_ARTICLE = "{t}.article_id IN (SELECT id FROM temp.picked_articles)"
_COMMENT = "{t}.comment_id IN (SELECT id FROM temp.picked_comments)"
_EITHER = f"CASE WHEN {{t}}.comment_id IS NULL THEN {_ARTICLE} ELSE {_COMMENT} END"

#: Tables that an export holds: the columns they are sorted by, and what a selection keeps of them.
_TABLES: dict[str, tuple[str, str]] = {
    "articles": ("id", "{t}.id IN (SELECT id FROM temp.picked_articles)"),
    "comments": ("id", "{t}.id IN (SELECT id FROM temp.picked_comments)"),
    "authors": ("id", ""),
    "terms": ("id", ""),
    "article_terms": ("article_id, term_id", _ARTICLE),
    "links": ("article_id, comment_id, position", _EITHER),
    "images": ("article_id, position", _ARTICLE),
    "pings": ("article_id, position", _ARTICLE),
    "article_versions": ("article_id, version", _ARTICLE),
    "comment_versions": ("comment_id, version", _COMMENT),
    "author_versions": ("author_id, version", ""),
    "observations": ("article_id, comment_id, name, capture_id", _EITHER),
    "events": ("id", _EITHER),
    "comment_api": ("id", "{t}.id IN (SELECT id FROM temp.picked_comments)"),
    "url_aliases": ("url", _ARTICLE),
    "readings": ("article_id", _ARTICLE),
    "captures": ("id", ""),
    "quarantine": ("id", ""),
}
NAMES = tuple(_TABLES)

FLAT = "comments_flat"
#: The flat table: name, type, where it comes from, meaning.
_FLAT_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("comment_id", "INTEGER", "c.id", "WordPress comment id (key)."),
    ("permalink", "TEXT", "a.url || '#comment-' || c.id", "Address of the comment on the site."),
    ("article_id", "INTEGER", "c.article_id", "Article it stands under."),
    ("article_title", "TEXT", "a.title", "Title of the article."),
    ("article_author", "TEXT", "w.name", "Author of the article; null where the page names none."),
    ("article_published_at", "TEXT", "a.published_at", "Publication of the article (UTC)."),
    ("article_published_local", "TEXT", "a.published_local", "The same by the site's clock."),
    (
        "article_categories",
        "TEXT",
        "(SELECT group_concat(name, '; ') FROM (SELECT t.name FROM article_terms x JOIN terms t ON t.id = x.term_id"
        " WHERE x.article_id = a.id AND t.kind = 'category' ORDER BY t.id))",
        "Categories of the article, separated by `; `.",
    ),
    (
        "article_confidence",
        "REAL",
        "a.confidence",
        "How sure the reading of the page is, 0 to 1, where no layout of its own read it; null where one did.",
    ),
    ("parent_id", "INTEGER", "c.parent_id", "Comment it answers; null at the top level."),
    ("parent_author", "TEXT", "p.author_name", "Who wrote the comment it answers."),
    ("parent_source", "TEXT", "c.parent_source", "How sure that is: `nesting`, `api` or `inferred`."),
    ("depth", "INTEGER", "c.depth", "Depth on the page, from 1."),
    ("position", "INTEGER", "c.position", "Place in the thread in reading order, from 0."),
    ("author_name", "TEXT", "c.author_name", "Name of the commenter as published."),
    ("author_url", "TEXT", "c.author_url", "Address the name links to."),
    ("body_text", "TEXT", "c.body_text", "Text of the comment."),
    ("likes", "INTEGER", "c.likes", "Likes when last seen; null where the layout prints none."),
    ("posted_raw", "TEXT", "c.posted_raw", "Date and time as printed."),
    ("posted_local", "TEXT", "c.posted_local", "The same by the site's clock (ISO, no offset)."),
    ("posted_at", "TEXT", "c.posted_at", "The same as instant (UTC)."),
    ("posted_precision", "TEXT", "c.posted_precision", "`second`, `minute`, `hour`, `day`, …"),
    (
        "posted_certainty",
        "TEXT",
        "c.posted_certainty",
        "`exact`, `ambiguous`, `nonexistent` or `assumed`; null where nothing could be read.",
    ),
    (
        "earlier_states",
        "INTEGER",
        "(SELECT count(*) FROM comment_versions v WHERE v.comment_id = c.id)",
        "Number of earlier states, in `comment_versions`.",
    ),
    ("first_seen_at", "TEXT", "c.first_seen_at", "When it was first seen (UTC)."),
    ("last_seen_at", "TEXT", "c.last_seen_at", "When it was last seen (UTC)."),
    ("gone_at", "TEXT", "c.gone_at", "When it was found deleted (UTC); null while it is there."),
    ("capture_id", "INTEGER", "c.capture_id", "Capture in which this state was first seen."),
)
_FLAT_SOURCE = (
    "FROM comments c JOIN articles a ON a.id = c.article_id LEFT JOIN authors w ON w.id = a.author_id"
    " LEFT JOIN comments p ON p.id = c.parent_id"
)


@dataclass(slots=True, frozen=True)
class Column:
    """A column of an export."""

    name: str
    type: str
    """``INTEGER``, ``REAL`` or ``TEXT``."""
    key: bool
    required: bool
    meaning: str | None
    """What is noted about it; None where a record's docstring says it."""

    @property
    def is_instant(self) -> bool:
        """Whether it holds instants (UTC, ``…Z``)."""
        return self.name.endswith(("_at", "_since", "_earliest", "_latest")) or self.name == "at"


@dataclass(slots=True, frozen=True)
class Table:
    """A table to export."""

    name: str
    columns: tuple[Column, ...]
    meaning: str
    count_sql: str
    rows_sql: str

    def count(self, connection: sqlite3.Connection) -> int:
        """Number of its rows."""
        return int(connection.execute(self.count_sql).fetchone()[0])

    def rows(self, connection: sqlite3.Connection) -> Iterator[Sequence[Any]]:
        """Its rows, sorted by its key."""
        return connection.execute(self.rows_sql)


def pick(connection: sqlite3.Connection, wanted: Selection) -> None:
    """Notes in temporary tables which articles and comments are wanted."""
    chosen.prepare(connection)
    match = chosen.article_match(connection, wanted, "articles_fts")
    _pick(
        connection,
        "articles",
        chosen.article_author_condition(wanted, "r.author_id"),
        chosen.span_condition(wanted, "r.published_local"),
        match,
    )
    match = chosen.comment_match(connection, wanted, "comments_fts")
    _pick(
        connection,
        "comments",
        chosen.commenter_condition(wanted, "r.author_name"),
        chosen.span_condition(wanted, "r.posted_local"),
        match,
    )


def _pick(
    connection: sqlite3.Connection,
    table: str,
    author: tuple[list[str], chosen.Parameters],
    span: tuple[list[str], chosen.Parameters],
    match: str | None,
) -> None:
    conditions = [*author[0], *span[0]]
    parameters = {**author[1], **span[1]}
    if match:
        conditions.append(f"r.id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :match)")  # noqa: S608
        parameters["match"] = match
    where = " AND ".join(conditions) or "1"
    connection.execute(f"CREATE TEMP TABLE picked_{table} (id INTEGER PRIMARY KEY)")
    connection.execute(
        f"INSERT INTO temp.picked_{table} SELECT r.id FROM main.{table} r WHERE {where}",  # noqa: S608
        parameters,
    )


def table(connection: sqlite3.Connection, name: str, *, picked: bool) -> Table:
    """A table by its name; with `picked` only what `pick` has noted of it."""
    order, condition = _TABLES[name]
    columns = tuple(
        Column(column, kind, bool(key), bool(not_null or key), notes.COLUMNS.get(f"{name}.{column}"))
        for column, kind, not_null, key in connection.execute(
            f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')"  # noqa: S608
        )
    )
    where = f"WHERE {condition.format(t='r')}" if picked and condition else ""
    names = ", ".join(f"r.{column.name}" for column in columns)
    return Table(
        name,
        columns,
        notes.TABLES[name],
        f"SELECT count(*) FROM main.{name} r {where}",  # noqa: S608
        f"SELECT {names} FROM main.{name} r {where} ORDER BY {order}",  # noqa: S608
    )


def flat_comments(*, picked: bool) -> Table:
    """One row a comment with what belongs to it: its article, whom it answers, how often it was edited."""
    where = "WHERE c.id IN (SELECT id FROM temp.picked_comments)" if picked else ""
    names = ", ".join(f"{source} AS {name}" for name, _, source, _ in _FLAT_COLUMNS)
    return Table(
        FLAT,
        tuple(
            Column(name, kind, name == "comment_id", name == "comment_id", meaning)
            for name, kind, _, meaning in _FLAT_COLUMNS
        ),
        "All comments, one row each, with the article they stand under.",
        f"SELECT count(*) FROM comments c {where}",  # noqa: S608
        f"SELECT {names} {_FLAT_SOURCE} {where} ORDER BY c.id",
    )
