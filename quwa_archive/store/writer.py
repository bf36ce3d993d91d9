"""Writes what one visit to an article yielded: all of its rows, in the caller's transaction.

Rows that are unchanged are not written (but for `last_seen_at`); a changed row is first copied to its history.
Every function takes a connection inside a transaction and never commits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quwa_archive.records import (
    ArticleBundle,
    ArticleRecord,
    AuthorRecord,
    CommentRecord,
    ObservationRecord,
    PingRecord,
)

COMMENT_COLUMNS = (
    "id, article_id, parent_id, parent_source, parent_on_page, depth, position, author_name, author_url,"
    " body_text, body_html, likes, posted_raw, posted_machine, posted_local, posted_at, posted_at_earliest, posted_at_latest,"
    " posted_precision, posted_certainty, zone_source, first_seen_at, last_seen_at, content_hash, capture_id"
)


@dataclass(slots=True, frozen=True)
class StoredArticle:
    """What is stored of an article, as far as a decision about a new look needs it."""

    content_hash: str
    missing_since: str | None
    gone_at: str | None
    layout: str
    word_count: int
    comments_declared: int | None
    shown: int
    """Comments and pings that its pages showed when last seen."""


@dataclass(slots=True, frozen=True)
class StoredComment:
    """What is stored of a comment, as far as a decision about a new look needs it."""

    content_hash: str
    missing_since: str | None
    gone_at: str | None
    article_id: int
    parent_on_page: int | None
    depth: int | None
    position: int | None
    likes: int | None
    parent_id: int | None
    parent_source: str


def stored_article(connection: sqlite3.Connection, article_id: int) -> StoredArticle | None:
    """The stored state of an article, or None."""
    row = connection.execute(
        "SELECT content_hash, missing_since, gone_at, layout, word_count, comments_declared,"
        " (SELECT count(*) FROM comments WHERE article_id = articles.id AND position IS NOT NULL AND missing_since IS NULL)"
        " + pings_captured FROM articles WHERE id = ?",
        [article_id],
    ).fetchone()
    return StoredArticle(*row) if row else None


def stored_comments(
    connection: sqlite3.Connection, article_id: int, comment_ids: Iterable[int]
) -> dict[int, StoredComment]:
    """Stored comments by id: those of the article, and any of `comment_ids` that stood elsewhere before."""
    rows = connection.execute(
        "SELECT id, content_hash, missing_since, gone_at, article_id, parent_on_page, depth, position, likes,"
        " parent_id, parent_source"
        " FROM comments WHERE article_id = :article OR id IN (SELECT value FROM json_each(:ids))",
        {"article": article_id, "ids": json.dumps(list(comment_ids))},
    )
    return {row[0]: StoredComment(*row[1:]) for row in rows}


def write_article(
    connection: sqlite3.Connection, bundle: ArticleBundle, previous: StoredArticle | None
) -> None:
    """Writes the article's own rows: author, article, terms, links, images, aliases; history where it changed."""
    article = bundle.article
    if bundle.author is not None:
        write_author(connection, bundle.author, bundle.seen_at, article.capture_id)
    _make_room_for_url(connection, article, bundle.seen_at)
    changed = previous is not None and previous.content_hash != article.content_hash
    if changed:
        _keep_article_version(connection, article, bundle.seen_at)
    if previous is None or changed:
        _upsert_article(connection, bundle)
        if changed:
            _remove_article_details(connection, article.id)
        _insert_article_details(connection, bundle)
    else:
        connection.execute(
            "UPDATE articles SET url = ?, last_seen_at = ?, comments_declared = ?, missing_since = NULL,"
            " gone_at = NULL, layout = ?, confidence = ?, modified_at = ?, modified_raw = ?, modified_source = ? WHERE id = ?",
            [
                article.url,
                bundle.seen_at,
                article.comments_declared,
                article.layout,
                article.confidence,
                article.modified.at,
                article.modified.raw,
                article.modified_source,
                article.id,
            ],
        )
    if previous is not None and (previous.missing_since or previous.gone_at):
        connection.execute(
            "INSERT INTO events (at, article_id, kind, capture_id) VALUES (?, ?, 'article_back', ?)",
            [bundle.seen_at, article.id, article.capture_id],
        )
    connection.executemany(
        "INSERT INTO url_aliases (url, article_id, first_seen_at) VALUES (?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET article_id = excluded.article_id WHERE article_id <> excluded.article_id",
        [(url, article.id, bundle.seen_at) for url in bundle.aliases],
    )


def _make_room_for_url(connection: sqlite3.Connection, article: ArticleRecord, seen_at: str) -> None:
    """An address that now shows another post: the post that stood there keeps its permanent address, `?p=N`."""
    row = connection.execute(
        "SELECT id FROM articles WHERE url = ? AND id <> ?", [article.url, article.id]
    ).fetchone()
    if row:
        site = connection.execute("SELECT value FROM meta WHERE key = 'site'").fetchone()[0]
        permanent = f"{site}?p={row[0]}"
        connection.execute(
            "UPDATE articles SET url = ?, missing_since = coalesce(missing_since, ?) WHERE id = ?",
            [permanent, seen_at, row[0]],
        )
        # Another look, at its permanent address, says whether it is still there.
        connection.execute(
            "INSERT OR IGNORE INTO urls (url, state, article_id, discovered_by, first_seen_at, next_check_at)"
            " VALUES (?, 'done', ?, 'user', ?, ?)",
            [permanent, row[0], seen_at, seen_at],
        )
        connection.execute(
            "INSERT INTO events (at, article_id, kind, detail, capture_id) VALUES (?, ?, 'address_taken', ?, ?)",
            [seen_at, row[0], f"{article.url} now shows post {article.id}", article.capture_id],
        )


def _keep_article_version(connection: sqlite3.Connection, article: ArticleRecord, seen_at: str) -> None:
    connection.execute(
        "INSERT INTO article_versions SELECT id,"
        " (SELECT count(*) + 1 FROM article_versions WHERE article_id = articles.id),"
        " url, title, body_text, body_html, author_id, access, modified_at, content_hash, capture_id, ?, ?"
        " FROM articles WHERE id = ?",
        [seen_at, article.capture_id, article.id],
    )


def _upsert_article(connection: sqlite3.Connection, bundle: ArticleBundle) -> None:
    article = bundle.article
    row = {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "body_text": article.body_text,
        "body_html": article.body_html,
        "author_id": article.author_id,
        "published_at": article.published.at,
        "published_local": article.published.local,
        "published_raw": article.published.raw,
        "published_precision": article.published.precision,
        "published_certainty": article.published.certainty,
        "published_source": article.published_source,
        "published_doubt": article.published_doubt,
        "modified_at": article.modified.at,
        "modified_raw": article.modified.raw,
        "modified_source": article.modified_source,
        "access": article.access,
        "word_count": article.word_count,
        "words_total": article.words_total,
        "language": article.language,
        "layout": article.layout,
        "confidence": article.confidence,
        "comments_declared": article.comments_declared,
        "comments_captured": article.comments_captured,
        "pings_captured": article.pings_captured,
        "first_seen_at": bundle.seen_at,
        "last_seen_at": bundle.seen_at,
        "content_hash": article.content_hash,
        "capture_id": article.capture_id,
    }
    columns = ", ".join(row)
    values = ", ".join(f":{column}" for column in row)
    updates = ", ".join(f"{c} = excluded.{c}" for c in row if c not in ("id", "first_seen_at"))
    connection.execute(
        f"INSERT INTO articles ({columns}) VALUES ({values})"  # noqa: S608 (column names are ours)
        f" ON CONFLICT (id) DO UPDATE SET {updates}, missing_since = NULL, gone_at = NULL",
        row,
    )


def _remove_article_details(connection: sqlite3.Connection, article_id: int) -> None:
    connection.execute("DELETE FROM article_terms WHERE article_id = ?", [article_id])
    connection.execute("DELETE FROM links WHERE article_id = ? AND comment_id IS NULL", [article_id])
    connection.execute("DELETE FROM images WHERE article_id = ?", [article_id])


def _insert_article_details(connection: sqlite3.Connection, bundle: ArticleBundle) -> None:
    article_id = bundle.article.id
    connection.executemany(
        "INSERT INTO terms (id, kind, slug, name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
        [(term.id, term.kind, term.slug, term.name) for term in bundle.terms],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO article_terms (article_id, term_id) VALUES (?, ?)",
        [(article_id, term.id) for term in bundle.terms],
    )
    connection.executemany(
        "INSERT INTO images (article_id, position, url, alt, caption) VALUES (?, ?, ?, ?, ?)",
        [(article_id, image.position, image.url, image.alt, image.caption) for image in bundle.images],
    )
    _insert_links(connection, bundle, lambda comment_id: comment_id is None)


def _insert_links(
    connection: sqlite3.Connection, bundle: ArticleBundle, wanted: Callable[[int | None], bool]
) -> None:
    connection.executemany(
        "INSERT INTO links (article_id, comment_id, position, url, domain, text) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (bundle.article.id, link.comment_id, link.position, link.url, link.domain, link.text)
            for link in bundle.links
            if wanted(link.comment_id)
        ],
    )


def write_author(connection: sqlite3.Connection, author: AuthorRecord, seen_at: str, capture_id: int) -> None:
    """Adds an author, or what a page newly says of one; a page that says nothing of the bio erases nothing.

    An author known by name alone may be several people: what was said of that name before is not said anew when
    a page of the other one comes by.
    """
    columns = ("name", "url", "role", "bio", "avatar_url")
    row = connection.execute(
        "SELECT name, url, role, bio, avatar_url FROM authors WHERE id = ?", [author.id]
    ).fetchone()
    said = [getattr(author, column) for column in columns]
    if row is None:
        connection.execute(
            "INSERT INTO authors (id, name, url, role, bio, avatar_url, first_seen_at, capture_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [author.id, *said, seen_at, capture_id],
        )
        return
    merged = [new if new is not None else old for new, old in zip(said, row, strict=True)]
    if merged == list(row):
        return
    if any(old is not None and new != old for new, old in zip(merged, row, strict=True)):
        if author.id.startswith("name:") and _was_said(connection, author.id, merged):
            return
        connection.execute(
            "INSERT INTO author_versions SELECT id,"
            " (SELECT count(*) + 1 FROM author_versions WHERE author_id = authors.id),"
            " name, url, role, bio, avatar_url, capture_id, ? FROM authors WHERE id = ?",
            [seen_at, author.id],
        )
    connection.execute(
        "UPDATE authors SET name = ?, url = ?, role = ?, bio = ?, avatar_url = ?, capture_id = ? WHERE id = ?",
        [*merged, capture_id, author.id],
    )


def _was_said(connection: sqlite3.Connection, author_id: str, said: Sequence[str | None]) -> bool:
    return (
        connection.execute(
            "SELECT 1 FROM author_versions WHERE author_id = ? AND name IS ? AND url IS ? AND role IS ? AND bio IS ?"
            " AND avatar_url IS ?",
            [author_id, *said],
        ).fetchone()
        is not None
    )


def write_comments(
    connection: sqlite3.Connection,
    bundle: ArticleBundle,
    previous: dict[int, StoredComment],
    *,
    new: set[int],
    changed: set[int],
    back: set[int],
) -> None:
    """Writes the comments that a visit showed: new and changed ones whole, of others only what moved."""
    if changed:
        connection.executemany(
            "INSERT INTO comment_versions SELECT id,"
            " (SELECT count(*) + 1 FROM comment_versions WHERE comment_id = comments.id),"
            " author_name, author_url, body_text, body_html, posted_raw, content_hash, capture_id, ?, ?"
            " FROM comments WHERE id = ?",
            [(bundle.seen_at, c.capture_id, c.id) for c in bundle.comments if c.id in changed],
        )
        connection.executemany("DELETE FROM links WHERE comment_id = ?", [(i,) for i in changed])
    written = new | changed
    if written:
        _upsert_comments(connection, bundle.seen_at, [c for c in bundle.comments if c.id in written])
        _insert_links(connection, bundle, lambda comment_id: comment_id in written)
    moved = [
        (c.parent_on_page, c.depth, c.position, c.likes, c.article_id, c.parent_id, c.parent_source, c.id)
        for c in bundle.comments
        if c.id not in written and _moved(previous[c.id], c)
    ]
    if moved and bundle.complete_look:  # without all pages, places in the thread cannot be counted
        connection.executemany(
            "UPDATE comments SET parent_on_page = ?, depth = ?, position = ?, likes = ?, article_id = ?,"
            " parent_id = ?, parent_source = ? WHERE id = ?",
            moved,
        )
    if back:
        connection.executemany(
            "UPDATE comments SET missing_since = NULL, gone_at = NULL WHERE id = ?", [(i,) for i in back]
        )
        connection.executemany(
            "INSERT INTO events (at, article_id, comment_id, kind, capture_id) VALUES (?, ?, ?, 'comment_back', ?)",
            [(bundle.seen_at, bundle.article.id, i, bundle.article.capture_id) for i in sorted(back)],
        )


def _moved(stored: StoredComment, comment: CommentRecord) -> bool:
    return (stored.parent_on_page, stored.depth, stored.position, stored.likes, stored.article_id) != (
        comment.parent_on_page,
        comment.depth,
        comment.position,
        comment.likes,
        comment.article_id,
    )


def _upsert_comments(connection: sqlite3.Connection, seen_at: str, comments: Sequence[CommentRecord]) -> None:
    names = COMMENT_COLUMNS.split(", ")
    updates = ", ".join(f"{c} = excluded.{c}" for c in names if c not in ("id", "first_seen_at"))
    connection.executemany(
        f"INSERT INTO comments ({COMMENT_COLUMNS}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        f" ON CONFLICT (id) DO UPDATE SET {updates}",
        [
            (
                c.id,
                c.article_id,
                c.parent_id,
                c.parent_source,
                c.parent_on_page,
                c.depth,
                c.position,
                c.author_name,
                c.author_url,
                c.body_text,
                c.body_html,
                c.likes,
                c.posted.raw,
                c.posted_machine,
                c.posted.local,
                c.posted.at,
                c.posted.earliest,
                c.posted.latest,
                c.posted.precision,
                c.posted.certainty,
                c.posted.zone_source,
                seen_at,
                seen_at,
                c.content_hash,
                c.capture_id,
            )
            for c in comments
        ],
    )


def write_absences(
    connection: sqlite3.Connection, bundle: ArticleBundle, *, missing: set[int], gone: set[int]
) -> None:
    """Marks comments that a complete look did not show, and refreshes `last_seen_at` of those it did."""
    at, article = bundle.seen_at, bundle.article
    for kind, column, ids in (
        ("comment_missing", "missing_since", missing),
        ("comment_gone", "gone_at", gone),
    ):
        connection.executemany(
            f"UPDATE comments SET {column} = ? WHERE id = ?",  # noqa: S608 (column names are ours)
            [(at, i) for i in ids],
        )
        connection.executemany(
            "INSERT INTO events (at, article_id, comment_id, kind, capture_id) VALUES (?, ?, ?, ?, ?)",
            [(at, article.id, i, kind, article.capture_id) for i in sorted(ids)],
        )
    if bundle.complete_look:
        connection.execute(
            "UPDATE comments SET last_seen_at = ? WHERE article_id = ? AND missing_since IS NULL"
            " AND position IS NOT NULL AND last_seen_at < ?",
            [at, article.id, at],
        )


def hide_comments(connection: sqlite3.Connection, comment_ids: Iterable[int]) -> None:
    """Takes the place on the page from answers that are not shown because what they answer is not."""
    connection.executemany(
        "UPDATE comments SET position = NULL, depth = NULL, parent_on_page = NULL WHERE id = ?",
        [(comment_id,) for comment_id in comment_ids],
    )


def write_pings(connection: sqlite3.Connection, article_id: int, pings: Sequence[PingRecord]) -> None:
    """Replaces the article's pings where they differ."""
    rows = [(article_id, p.position, p.kind, p.title, p.url) for p in pings]
    stored = connection.execute(
        "SELECT article_id, position, kind, title, url FROM pings WHERE article_id = ? ORDER BY position",
        [article_id],
    ).fetchall()
    if stored == rows:
        return
    connection.execute("DELETE FROM pings WHERE article_id = ?", [article_id])
    connection.executemany(
        "INSERT INTO pings (article_id, position, kind, title, url) VALUES (?, ?, ?, ?, ?)", rows
    )


def new_observations(
    connection: sqlite3.Connection, bundle: ArticleBundle, previous: dict[int, StoredComment]
) -> list[ObservationRecord]:
    """Counters whose value differs from the one seen last; one that starts at 0 is not worth a row."""
    found = []
    for o in bundle.observations:
        if o.comment_id is not None:
            stored = previous.get(o.comment_id)
            if o.value == (stored.likes or 0 if stored is not None else 0):
                continue
        else:
            last = connection.execute(
                "SELECT value FROM observations WHERE article_id = ? AND comment_id IS NULL AND name = ?"
                " ORDER BY rowid DESC LIMIT 1",
                [bundle.article.id, o.name],
            ).fetchone()
            if last and last[0] == o.value:
                continue
        found.append(o)
    return found


def write_observations(
    connection: sqlite3.Connection, article_id: int, observations: Iterable[ObservationRecord]
) -> None:
    """Adds counters as one visit showed them."""
    connection.executemany(
        "INSERT INTO observations (article_id, comment_id, name, value, capture_id) VALUES (?, ?, ?, ?, ?)",
        [(article_id, o.comment_id, o.name, o.value, o.capture_id) for o in observations],
    )


def comment_ids(connection: sqlite3.Connection, article_id: int) -> set[int]:
    """Ids of the article's comments."""
    return {
        row[0] for row in connection.execute("SELECT id FROM comments WHERE article_id = ?", [article_id])
    }


def write_counts(connection: sqlite3.Connection, article_id: int) -> None:
    """Refreshes the counts of what is held of an article: comments not gone (hidden ones of the API too), pings."""
    connection.execute(
        "UPDATE articles SET"
        " comments_captured = (SELECT count(*) FROM comments WHERE article_id = articles.id AND missing_since IS NULL),"
        " pings_captured = (SELECT count(*) FROM pings WHERE article_id = articles.id) WHERE id = ?",
        [article_id],
    )


def index_pending(connection: sqlite3.Connection) -> None:
    """Takes the rows that wait for it into the full-text index."""
    for table, names in (("articles", "title, body_text"), ("comments", "author_name, body_text")):
        connection.execute(
            f"INSERT INTO {table}_fts (rowid, {names}) SELECT {table}.id, {names} FROM search_pending"  # noqa: S608
            f" JOIN {table} USING (id) WHERE kind = '{table}' ORDER BY {table}.id"
        )
    connection.execute("DELETE FROM search_pending")
