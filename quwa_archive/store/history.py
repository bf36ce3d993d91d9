"""Earlier states and events of articles and comments. Read-only."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class State:
    """One state of an article or comment: its texts, since which capture, and (UTC) until when; None is now."""

    title: str
    text: str
    since_capture: int
    since: str
    until: str | None


@dataclass(slots=True, frozen=True)
class Event:
    """Something that happened: when it was seen (UTC), to which comment (None: the article), what."""

    at: str
    comment_id: int | None
    kind: str
    detail: str | None


def article_states(connection: sqlite3.Connection, article_id: int) -> list[State]:
    """All states of an article, oldest first; empty for an unknown id."""
    rows = connection.execute(
        "SELECT * FROM (SELECT v.title, v.body_text, v.capture_id, k.fetched_at, v.replaced_at AS until FROM article_versions v"
        " JOIN captures k ON k.id = v.capture_id WHERE v.article_id = :id"
        " UNION ALL SELECT a.title, a.body_text, a.capture_id, k.fetched_at, NULL FROM articles a"
        " JOIN captures k ON k.id = a.capture_id WHERE a.id = :id ) ORDER BY until IS NULL, until",
        {"id": article_id},
    )
    return [State(*row) for row in rows]


def comment_states(connection: sqlite3.Connection, comment_id: int) -> list[State]:
    """All states of a comment, oldest first; ``title`` is its author. Empty for an unknown id."""
    rows = connection.execute(
        "SELECT * FROM (SELECT v.author_name, v.body_text, v.capture_id, k.fetched_at, v.replaced_at AS until FROM comment_versions v"
        " JOIN captures k ON k.id = v.capture_id WHERE v.comment_id = :id"
        " UNION ALL SELECT c.author_name, c.body_text, c.capture_id, k.fetched_at, NULL FROM comments c"
        " JOIN captures k ON k.id = c.capture_id WHERE c.id = :id ) ORDER BY until IS NULL, until",
        {"id": comment_id},
    )
    return [State(*row) for row in rows]


def changed_comments(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """Comments of an article that have earlier states."""
    rows = connection.execute(
        "SELECT DISTINCT v.comment_id FROM comment_versions v JOIN comments c ON c.id = v.comment_id"
        " WHERE c.article_id = ? ORDER BY v.comment_id",
        [article_id],
    )
    return [row[0] for row in rows]


def events(
    connection: sqlite3.Connection, *, article_id: int | None = None, comment_id: int | None = None
) -> list[Event]:
    """What happened to an article and its comments, or to one comment, in order."""
    rows = connection.execute(
        "SELECT at, comment_id, kind, detail FROM events WHERE (article_id = :article OR :article IS NULL)"
        " AND (comment_id = :comment OR :comment IS NULL) ORDER BY id",
        {"article": article_id, "comment": comment_id},
    )
    return [Event(*row) for row in rows]
