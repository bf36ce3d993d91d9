"""An archive against the truth: for each column how many values were compared, and which differ."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quwa_archive.urls import canonical
from tests.wordpress import markup
from tests.wordpress.known import reason_for
from tests.wordpress.settings import Setting
from tests.wordpress.threads import HIDDEN
from tests.wordpress.truth import Truth

Json = dict[str, Any]

# Attributes that WordPress adds by the place of a picture on the page, and numbers that it counts per page.
_BY_PLACE = re.compile(r" (?:loading|decoding|fetchpriority|srcset|sizes)=\"[^\"]*\"")
_COUNTED = re.compile(r"(?<=wp-container-)\d+|(?<=gallery-)\d+|(?<=wp-elements-)\w+|(?<=-)\d+(?=-\d+\")")


@dataclass
class Comparison:
    """``compared`` and ``equal`` by column, (found, expected) rows by table, and what differs, in words.

    ``known`` are the differences that have a reason (`tests.wordpress.known`), by reason; ``errors`` the others.
    """

    setting: Setting
    compared: Counter[str] = field(default_factory=Counter)
    equal: Counter[str] = field(default_factory=Counter)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    known: dict[str, list[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def value(self, column: str, key: object, expected: object, found: object, case: str = "-") -> None:
        self.compared[column] += 1
        if expected == found:
            self.equal[column] += 1
        else:
            self._note(column, case, f"{column} of {key} ({case}): {_apart(expected, found)}")

    def keys(self, table: str, expected: dict[Any, str], found: Iterable[Any]) -> None:
        """Which rows there are; ``expected`` says of each which case it belongs to."""
        found = set(found)
        self.rows[table] = (len(found & expected.keys()), len(expected))
        for key in sorted(expected.keys() - found, key=str):
            self._note(table, expected[key], f"{table}: {key} ({expected[key]}) is missing")
        for key in sorted(found - expected.keys(), key=str):
            self._note(table, "-", f"{table}: {key} should not be there")

    def _note(self, column: str, case: str, text: str) -> None:
        reason = reason_for(self.setting, column, case)
        if reason is None:
            self.errors.append(text)
        else:
            self.known.setdefault(reason, []).append(text)

    def report(self) -> str:
        """Rows found / expected and columns equal / compared, in lines that fit a terminal."""
        lines = [", ".join(f"{table} {found}/{all_}" for table, (found, all_) in self.rows.items())]
        short = [
            f"{name} {self.equal[name]}/{n}" for name, n in self.compared.items() if self.equal[name] != n
        ]
        values = f"{sum(self.equal.values())}/{sum(self.compared.values())} values equal"
        lines.append(f"{values} in {len(self.compared)} columns" + (f"; {', '.join(short)}" if short else ""))
        known = sum(len(texts) for texts in self.known.values())
        lines.append(f"{known} differences with a known reason, {len(self.errors)} errors")
        return "\n".join(lines)


def _apart(expected: object, found: object) -> str:
    """Both values from shortly before the place where they part."""
    one, two = str(expected), str(found)
    start = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    start = max(start - 30, 0)
    return f"truth {one[start : start + 160]!r}, archive {two[start : start + 160]!r}"


def compare(folder: Path, truth: Truth, setting: Setting) -> Comparison:
    """Everything in the archive in `folder`."""
    result = Comparison(setting)
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.row_factory = sqlite3.Row
        _articles(connection, truth, result)
        _comments(connection, truth, result)
        _others(connection, truth, result)
        _nothing_hidden(connection, truth, result)
    return result


def _articles(connection: sqlite3.Connection, truth: Truth, result: Comparison) -> None:
    found = {row["id"]: row for row in connection.execute("SELECT * FROM articles")}
    result.keys("articles", {key: row["case"] for key, row in truth.articles.items()}, found)
    links = _lists(
        connection,
        "SELECT article_id, url, text FROM links WHERE comment_id IS NULL ORDER BY article_id, position",
    )
    images = _lists(
        connection, "SELECT article_id, url, alt, caption FROM images ORDER BY article_id, position"
    )
    terms = _lists(connection, "SELECT article_id, term_id FROM article_terms")
    columns = ["url", "title", "body_text", "word_count", "author_id", "access", "comments_declared"]
    columns += ["comments_captured", "pings_captured", "published_at", "published_local"]
    if result.setting.rest:
        columns.append("modified_at")
    for key in truth.articles.keys() & found.keys():
        want, have = truth.articles[key], found[key]
        case = want["case"]
        for column in columns:
            if column == "published_at" and have["published_certainty"] not in ("exact", "assumed"):
                continue  # it says itself that it may be another
            # The archive spells every address with a last slash, also where the site does not.
            expected = canonical(want[column]) if column == "url" else want[column]
            if column.startswith("published_") and not result.setting.rest:
                expected, found_ = _as_printed(
                    column, expected, have[column], result.setting.prints.published
                )
                result.value(f"articles.{column}", key, expected, found_, case)
                continue
            result.value(f"articles.{column}", key, expected, have[column], case)
        result.value("articles.body_html", key, _html(want["body_html"]), _html(have["body_html"]), case)
        result.value("articles.gone_at", key, None, have["gone_at"], case)
        result.value("links of articles", key, want["links"], links.get(key, []), case)
        result.value("images", key, want["images"], images.get(key, []), case)
        result.value("article_terms", key, want["terms"], {term for (term,) in terms.get(key, [])}, case)


def _as_printed(column: str, want: str, have: str | None, letters: int) -> tuple[str, str | None]:
    """An article's time as far as the theme says it: to the second, the minute, or the day (then UTC says nothing).

    A feed may have told the seconds: they have to be right, too.
    """
    if column == "published_local":
        return want[: max(letters, len(have or ""))], have
    if letters == len("2020-01-02"):
        return "", ""
    return want[:letters], have and have[:letters]


def _comments(connection: sqlite3.Connection, truth: Truth, result: Comparison) -> None:
    rest = result.setting.rest
    expected = {key: row for key, row in truth.comments.items() if rest or row["shown"]}
    found = {row["id"]: row for row in connection.execute("SELECT * FROM comments")}
    cases = {key: truth.articles[row["article_id"]]["case"] for key, row in expected.items()}
    result.keys("comments", cases, found)
    links = _lists(
        connection,
        "SELECT comment_id, url, text FROM links WHERE comment_id IS NOT NULL ORDER BY comment_id, position",
    )
    columns = ("article_id", "parent_on_page", "depth", "position", "author_url", "body_text", "posted_raw")
    for key in expected.keys() & found.keys():
        want, have, case = expected[key], found[key], cases[key]
        for column in (*columns, "posted_machine", "posted_local"):
            result.value(f"comments.{column}", key, want[column], have[column], case)
        wanted, given = (_name(row["author_name"], result.setting) for row in (want, have))
        result.value("comments.author_name", key, wanted, given, case)
        result.value("comments.body_html", key, _html(want["body_html"]), _html(have["body_html"]), case)
        result.value("links of comments", key, want["links"], links.get(key, []), case)
        result.value("comments.gone_at", key, None, have["gone_at"], case)
        _parent(result, key, want, have, case)
        _instant(result, key, want, have, case)


def _parent(result: Comparison, key: int, want: Json, have: sqlite3.Row, case: str) -> None:
    """With REST every parent is exact; without it, what the page cannot know is said to be inferred."""
    if result.setting.rest:
        result.value("comments.parent_source", key, "api", have["parent_source"], case)
        result.value("comments.parent_id", key, want["parent_id"], have["parent_id"], case)
    elif have["parent_source"] == "nesting":
        result.value("comments.parent_id, by nesting", key, want["parent_id"], have["parent_id"], case)
    else:
        result.value("comments.parent_source", key, "inferred", have["parent_source"], case)
        result.value("comments.parent_id, inferred", key, want["parent_on_page"], have["parent_id"], case)


def _instant(result: Comparison, key: int, want: Json, have: sqlite3.Row, case: str) -> None:
    """With REST every instant is exact; without it, it lies within the bounds that the row states."""
    if result.setting.rest:
        result.value("comments.posted_certainty", key, "exact", have["posted_certainty"], case)
    if have["posted_certainty"] == "exact":
        result.value("comments.posted_at, exact", key, want["posted_at"], have["posted_at"], case)
    else:
        earliest, latest = have["posted_at_earliest"] or "", have["posted_at_latest"] or ""
        is_within = earliest[:16] <= want["posted_at"][:16] <= latest[:16]
        given = want["posted_at"] if is_within else f"{have['posted_at']} ({earliest} to {latest})"
        result.value("comments.posted_at, within its bounds", key, want["posted_at"], given, case)


def _others(connection: sqlite3.Connection, truth: Truth, result: Comparison) -> None:
    setting = result.setting
    sql = "SELECT article_id, position, kind, title, url FROM pings"
    found = {(*row[:3], _name(row[3], setting), row[4]) for row in map(tuple, connection.execute(sql))}
    pings = {(*row[:3], _name(row[3], setting), row[4]): row[0] for row in truth.pings}
    result.keys("pings", {ping: truth.articles[key]["case"] for ping, key in pings.items()}, found)
    terms = {tuple(row) for row in connection.execute("SELECT kind, slug, name FROM terms")}
    result.keys("terms", dict.fromkeys(truth.terms, "-"), terms)
    authors = {row["id"]: row for row in connection.execute("SELECT * FROM authors")}
    result.keys("authors", dict.fromkeys(truth.authors, "-"), authors)
    for key in truth.authors.keys() & authors.keys():
        for column in ("name", "url", "bio"):
            result.value(f"authors.{column}", key, truth.authors[key][column], authors[key][column])


def _nothing_hidden(connection: sqlite3.Connection, truth: Truth, result: Comparison) -> None:
    """No id and no word of what the public must not see, in any column of any table."""
    for table in [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]:
        for column in [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]:
            sql = f'SELECT count(*) FROM "{table}" WHERE instr("{column}", ?)'
            count = connection.execute(sql, (HIDDEN,)).fetchone()[0]
            result.value("nothing hidden in a column", f"{table}.{column}", 0, count)
    for table in ("comments", "comment_api", "comment_feed"):
        ids = {row[0] for row in connection.execute(f'SELECT id FROM "{table}"')}
        result.value("nothing hidden in a table", table, set(), ids & truth.hidden_comments)


def _lists(connection: sqlite3.Connection, sql: str) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of a query by their first column."""
    lists: dict[int, list[tuple[Any, ...]]] = {}
    for row in connection.execute(sql):
        lists.setdefault(row[0], []).append(tuple(row)[1:])
    return lists


def _html(html: str) -> list[str]:
    """HTML to compare: without what depends on the page around it, and as `markup.tokens` says."""
    return markup.tokens(_COUNTED.sub("N", _BY_PLACE.sub("", html)))


def _name(name: str, setting: Setting) -> str:
    """A block theme's page is texturized as a whole: whether 6x6 becomes 6×6 depends on what stands open before it."""
    return name.replace("×", "x") if setting.has_blocks else name
