"""Compares an archive with the truth of the sample site, column by column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass
class Comparison:
    """How many values were compared, and which differ: ``table.column of key: truth, archive``."""

    compared: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def value(self, where: str, expected: object, found: object) -> None:
        self.compared += 1
        if expected != found:
            self.differences.append(f"{where}: truth {str(expected)[:200]!r}, archive {str(found)[:200]!r}")

    def keys(self, table: str, expected: Iterable[Any], found: Iterable[Any]) -> None:
        expected, found = list(expected), list(found)
        self.rows[table] = len(expected)
        self.value(f"{table}: missing rows", set(), set(expected) - set(found))
        self.value(f"{table}: rows that should not be there", set(), set(found) - set(expected))
        self.value(f"{table}: number of rows", len(expected), len(found))


def rows(connection: sqlite3.Connection, sql: str) -> Iterator[Json]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def compare(folder: Path, truth: Json, *, rest: bool = True) -> Comparison:
    """Everything the archive in `folder` says of the sample site, against its truth.

    With `rest`, parents and instants are those of the API; without, those that pages can show.
    """
    connection = sqlite3.connect(folder / "archive.db")
    result = Comparison()
    articles = _articles(connection, truth, result)
    _comments(connection, truth, result, rest=rest)
    _pings(connection, truth, result)
    _authors(connection, truth, result)
    _terms(connection, truth, result)
    _details(connection, truth, result, articles)
    connection.close()
    return result


def _articles(connection: sqlite3.Connection, truth: Json, result: Comparison) -> dict[int, Json]:
    expected = {article["id"]: article for article in truth["articles"]}
    found = {row["id"]: row for row in rows(connection, "SELECT * FROM articles")}
    result.keys("articles", expected, found)
    for key in expected.keys() & found.keys():
        want, have = expected[key], found[key]
        for column in (
            *("url", "title", "body_text", "body_html", "word_count", "published_at", "published_local"),
            *("modified_at", "access", "words_total", "language", "layout", "comments_declared"),
        ):
            if column == "layout":
                want_value, have_value = "blabber" if want[column] == "blabber" else "stock", have[column]
            elif column in ("published_local", "published_at") and have["published_precision"] not in (
                "second",
                None,
            ):
                want_value, have_value = want[column][:10], (have[column] or want[column])[:10]
            else:
                want_value, have_value = want[column], have[column]
            result.value(f"articles.{column} of {key} ({want['case']})", want_value, have_value)
        slug = want["author"]["slug"] if want["author"] else None
        result.value(f"articles.author_id of {key}", slug, have["author_id"])
        result.value(f"articles.gone_at of {key}", None, have["gone_at"])
    return expected


def _comments(connection: sqlite3.Connection, truth: Json, result: Comparison, *, rest: bool) -> None:
    expected = {c["id"]: c for c in truth["comments"] if rest or c["shown_on_page"]}
    found = {row["id"]: row for row in rows(connection, "SELECT * FROM comments")}
    result.keys("comments", expected, found)
    result.value("comments that are not public", [], [i for i in truth["not_public"] if i in found])
    for key in expected.keys() & found.keys():
        want, have = expected[key], found[key]
        shown = want["shown_on_page"]
        columns = [
            "article_id",
            "depth",
            "position",
            "author_name",
            "body_text",
            "body_html",
            "likes",
            "posted_raw",
        ]
        for column in (*columns, "parent_on_page", "posted_local"):
            result.value(f"comments.{column} of {key}", want[column], have[column])
        author_url = want["author_url"] if shown else want["author_url_in_api"]
        result.value(f"comments.author_url of {key}", author_url, have["author_url"])
        if rest:
            result.value(f"comments.parent_id of {key}", want["parent_id"], have["parent_id"])
            result.value(f"comments.posted_at of {key}", want["posted_at"], have["posted_at"])
            result.value(f"comments.posted_certainty of {key}", "exact", have["posted_certainty"])
        else:
            result.value(f"comments.parent_id of {key}", want["parent_on_page"], have["parent_id"])
            if have["parent_source"] == "nesting":
                result.value(
                    f"comments.parent_id of {key}, said to be sure", want["parent_id"], have["parent_id"]
                )
            if have["posted_certainty"] == "exact":
                result.value(f"comments.posted_at of {key}", want["posted_at"][:16], have["posted_at"][:16])


def _pings(connection: sqlite3.Connection, truth: Json, result: Comparison) -> None:
    columns = ("article_id", "position", "kind", "title", "url")
    expected = {tuple(ping[c] for c in columns) for ping in truth["pings"]}
    found = {tuple(row[c] for c in columns) for row in rows(connection, "SELECT * FROM pings")}
    result.keys("pings", expected, found)


def _authors(connection: sqlite3.Connection, truth: Json, result: Comparison) -> None:
    expected = {author["slug"]: author for author in truth["authors"] if author["shown"]}
    found = {row["id"]: row for row in rows(connection, "SELECT * FROM authors")}
    result.keys("authors", expected, found)
    for key in expected.keys() & found.keys():
        for column in ("name", "url", "role", "bio", "avatar_url"):
            want = expected[key][column] if column in expected[key]["shown"] else None
            result.value(f"authors.{column} of {key}", want, found[key][column])


def _terms(connection: sqlite3.Connection, truth: Json, result: Comparison) -> None:
    expected = {(term["kind"], term["slug"], term["name"]) for term in truth["terms"]}
    found = {(row["kind"], row["slug"], row["name"]) for row in rows(connection, "SELECT * FROM terms")}
    result.keys("terms", expected, found)


def _details(
    connection: sqlite3.Connection, truth: Json, result: Comparison, articles: dict[int, Json]
) -> None:
    terms = {(key, f"{t['kind']}:{t['slug']}") for key, article in articles.items() for t in article["terms"]}
    found_terms = {tuple(row) for row in connection.execute("SELECT article_id, term_id FROM article_terms")}
    result.keys("article_terms", terms, found_terms)
    images = {
        (key, position, image["url"], image["alt"], image["caption"])
        for key, article in articles.items()
        for position, image in enumerate(article["images"])
    }
    found_images = connection.execute("SELECT article_id, position, url, alt, caption FROM images")
    result.keys("images", images, {tuple(row) for row in found_images})
    shown = {c["id"]: c for c in truth["comments"] if c["shown_on_page"]}
    links = {
        (key, None, position, link["url"], link["text"])
        for key, article in articles.items()
        for position, link in enumerate(article["links"])
    } | {
        (comment["article_id"], key, position, link["url"], link["text"])
        for key, comment in shown.items()
        for position, link in enumerate(comment["links"])
    }
    found_links = connection.execute("SELECT article_id, comment_id, position, url, text FROM links")
    result.keys("links", links, {tuple(row) for row in found_links})
    aliases = {(url, key) for key, article in articles.items() for url in article["aliases"]}
    found_aliases = {tuple(row) for row in connection.execute("SELECT url, article_id FROM url_aliases")}
    result.value("url_aliases: wrong article", set(), {a for a in found_aliases if a[1] not in articles})
    result.value(
        "url_aliases: other addresses that were found",
        set(),
        found_aliases - aliases - {(article["url"], key) for key, article in articles.items()},
    )
