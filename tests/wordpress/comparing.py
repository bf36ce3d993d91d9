"""An archive against the truth: for each column how many values were compared, and which differ."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.wordpress import markup
from tests.wordpress.settings import Setting
from tests.wordpress.threads import HIDDEN
from tests.wordpress.truth import Truth

Json = dict[str, Any]

# Attributes that WordPress's own page adds by the place of a picture on it, not by the article.
_BY_PLACE = re.compile(r" (?:loading|decoding|fetchpriority|srcset|sizes)=\"[^\"]*\"")
_COUNTED = re.compile(r"(?<=wp-container-)\d+|(?<=gallery-)\d+|(?<=wp-elements-)\w+|(?<=-)\d+(?=-\d+\")")


@dataclass
class Comparison:
    """``compared`` and ``equal`` by column, found and expected rows by table, and the differences in words."""

    compared: Counter[str] = field(default_factory=Counter)
    equal: Counter[str] = field(default_factory=Counter)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def value(self, column: str, key: object, expected: object, found: object) -> None:
        self.compared[column] += 1
        if expected == found:
            self.equal[column] += 1
        else:
            self.differences.append(f"{column} of {key}: {_apart(expected, found)}")

    def keys(self, table: str, expected: set[Any], found: set[Any]) -> None:
        self.rows[table] = (len(found & expected), len(expected))
        for key in sorted(expected - found, key=str):
            self.differences.append(f"{table}: {key} is missing")
        for key in sorted(found - expected, key=str):
            self.differences.append(f"{table}: {key} should not be there")

    def report(self) -> str:
        """One line for each table and column."""
        lines = [f"{table}: {found}/{expected}" for table, (found, expected) in self.rows.items()]
        lines += [f"  {column}: {self.equal[column]}/{count}" for column, count in self.compared.items()]
        return "\n".join(lines)


def _apart(expected: object, found: object) -> str:
    """Both values from shortly before the place where they part."""
    one, two = str(expected), str(found)
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    start = max(start - 30, 0)
    return f"truth {one[start : start + 160]!r}, archive {two[start : start + 160]!r}"


def compare(folder: Path, truth: Truth, setting: Setting) -> Comparison:
    """Everything in the archive in `folder`."""
    connection = sqlite3.connect(folder / "archive.db")
    connection.row_factory = sqlite3.Row
    result = Comparison()
    try:
        _articles(connection, truth, setting, result)
        _comments(connection, truth, setting, result)
        _others(connection, truth, setting, result)
        _nothing_hidden(connection, truth, result)
    finally:
        connection.close()
    return result


def _articles(connection: sqlite3.Connection, truth: Truth, setting: Setting, result: Comparison) -> None:
    found = {row["id"]: row for row in connection.execute("SELECT * FROM articles")}
    result.keys("articles", set(truth.articles), set(found))
    links: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(
        "SELECT article_id, url, text FROM links WHERE comment_id IS NULL ORDER BY article_id, position"
    ):
        links.setdefault(row[0], []).append((row[1], row[2]))
    images: dict[int, list[tuple[Any, ...]]] = {}
    for row in connection.execute("SELECT article_id, url, alt, caption FROM images ORDER BY article_id, position"):
        images.setdefault(row[0], []).append(tuple(row)[1:])
    terms: dict[int, set[str]] = {}
    for row in connection.execute("SELECT article_id, term_id FROM article_terms"):
        terms.setdefault(row[0], set()).add(row[1])
    for key in truth.articles.keys() & found.keys():
        want, have = truth.articles[key], found[key]
        name = f"{key} ({want['case']})"
        columns = ["url", "title", "body_text", "word_count", "author_id", "access", "comments_declared"]
        columns += ["comments_captured", "pings_captured", "published_at", "published_local"]
        if setting.rest:
            columns.append("modified_at")
        for column in columns:
            result.value(f"articles.{column}", name, want[column], have[column])
        result.value("articles.body_html", name, _html(want["body_html"]), _html(have["body_html"]))
        result.value("links of articles", name, want["links"], links.get(key, []))
        result.value("images", name, want["images"], images.get(key, []))
        result.value("article_terms", name, want["terms"], terms.get(key, set()))


def _html(html: str) -> str:
    """Both sides by the same rules; what these leave out is told in `tests/wordpress/README.md`."""
    return "\n".join(markup.tokens(_COUNTED.sub("N", _BY_PLACE.sub("", html))))


def _comments(connection: sqlite3.Connection, truth: Truth, setting: Setting, result: Comparison) -> None:
    expected = {key: row for key, row in truth.comments.items() if setting.rest or row["shown"]}
    found = {row["id"]: row for row in connection.execute("SELECT * FROM comments")}
    result.keys("comments", set(expected), set(found))
    links: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(
        "SELECT comment_id, url, text FROM links WHERE comment_id IS NOT NULL ORDER BY comment_id, position"
    ):
        links.setdefault(row[0], []).append((row[1], row[2]))
    for key in expected.keys() & found.keys():
        want, have = expected[key], found[key]
        columns = ["article_id", "parent_on_page", "depth", "position", "author_name", "author_url"]
        for column in (*columns, "body_text", "posted_raw", "posted_machine"):
            result.value(f"comments.{column}", key, want[column], have[column])
        result.value("comments.body_html", key, _html(want["body_html"]), _html(have["body_html"]))
        result.value("links of comments", key, want["links"], links.get(key, []))
        result.value("comments.posted_local", key, want["posted_local"], have["posted_local"])
        if setting.rest:
            result.value("comments.parent_source", key, "api", have["parent_source"])
            result.value("comments.posted_certainty", key, "exact", have["posted_certainty"])
        else:
            if have["parent_source"] == "nesting":
                result.value("comments.parent_id, said to be sure", key, want["parent_id"], have["parent_id"])
            else:
                result.value("comments.parent_id, inferred", key, want["parent_on_page"], have["parent_id"])
        if have["posted_certainty"] == "exact":
            result.value("comments.posted_at, said to be exact", key, want["posted_at"], have["posted_at"])
        else:
            between = have["posted_at_earliest"] <= want["posted_at"] <= have["posted_at_latest"]
            result.value("comments.posted_at within its bounds", key, True, between)
        if setting.rest:
            result.value("comments.parent_id", key, want["parent_id"], have["parent_id"])


def _others(connection: sqlite3.Connection, truth: Truth, setting: Setting, result: Comparison) -> None:
    pings = {tuple(r) for r in connection.execute("SELECT article_id, position, kind, title, url FROM pings")}
    result.keys("pings", truth.pings, pings)
    terms = {tuple(row) for row in connection.execute("SELECT kind, slug, name FROM terms")}
    result.keys("terms", truth.terms, terms)
    authors = {row["id"]: row for row in connection.execute("SELECT * FROM authors")}
    result.keys("authors", set(truth.authors), set(authors))
    for key in truth.authors.keys() & authors.keys():
        for column in ("name", "url", "bio"):
            result.value(f"authors.{column}", key, truth.authors[key][column], authors[key][column])


def _nothing_hidden(connection: sqlite3.Connection, truth: Truth, result: Comparison) -> None:
    """No id and no word of what the public must not see, in any column of any table."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for column in [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]:
            sql = f'SELECT count(*) FROM "{table}" WHERE instr("{column}", ?)'
            count = connection.execute(sql, (HIDDEN,)).fetchone()[0]
            result.value("columns without anything hidden", f"{table}.{column}", 0, count)
    for table in ("comments", "comment_api", "comment_feed"):
        ids = {row[0] for row in connection.execute(f'SELECT id FROM "{table}"')}
        result.value("tables without hidden comments", table, set(), ids & truth.hidden_comments)
