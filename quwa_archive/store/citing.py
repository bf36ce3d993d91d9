"""What a citation needs of a row and of the capture that shows it. Read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

_CAPTURE = "p.url, p.fetched_at, p.payload_sha256, p.warc_file, p.warc_offset, p.warc_record_id, p.extractor"


@dataclass(slots=True, frozen=True)
class Cited:
    """An article or a comment, and its evidence.

    ``comment_id`` is null for an article; ``published_local`` is the wall clock of the site, ``published_at`` UTC;
    ``url`` the article's address; ``captured_url`` the one that was asked for; ``gone_at`` when it was gone (UTC).
    """

    article_id: int
    comment_id: int | None
    title: str
    author: str | None
    url: str
    published_local: str | None
    published_at: str | None
    gone_at: str | None
    captured_url: str
    captured_at: str
    payload_sha256: str
    warc_file: str
    warc_offset: int
    warc_record_id: str
    extractor: str | None


def article(connection: sqlite3.Connection, article_id: int) -> Cited | None:
    """What is cited of an article, or None."""
    row = connection.execute(
        "SELECT a.id, NULL, a.title, authors.name, a.url, a.published_local, a.published_at, a.gone_at,"  # noqa: S608
        f" {_CAPTURE} FROM articles a JOIN captures p ON p.id = a.capture_id"
        " LEFT JOIN authors ON authors.id = a.author_id WHERE a.id = ?",
        [article_id],
    ).fetchone()
    return Cited(*row) if row else None


def comment(connection: sqlite3.Connection, comment_id: int) -> Cited | None:
    """What is cited of a comment, or None."""
    row = connection.execute(
        "SELECT a.id, c.id, a.title, c.author_name, a.url, c.posted_local, c.posted_at,"  # noqa: S608
        f" coalesce(c.gone_at, a.gone_at), {_CAPTURE} FROM comments c JOIN articles a ON a.id = c.article_id"
        " JOIN captures p ON p.id = c.capture_id WHERE c.id = ?",
        [comment_id],
    ).fetchone()
    return Cited(*row) if row else None


def pages(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Captured address, title and time of capture (UTC) of each article's page, the newest publication first."""
    yield from connection.execute(
        "SELECT p.url, a.title, p.fetched_at FROM articles a JOIN captures p ON p.id = a.capture_id"
        " ORDER BY a.published_at DESC, a.id DESC"
    )
