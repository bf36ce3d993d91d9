"""`quwa search`: what is found, what is folded, and what a person may type."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive.errors import UsageError
from quwa_archive.publish.snippets import find_marks, make_snippet
from quwa_archive.publish.terminal import printable
from quwa_archive.store import words
from quwa_archive.store.database import open_for_writing
from quwa_archive.store.folding import fold
from quwa_archive.store.search import find_articles, find_comments
from quwa_archive.store.selection import Selection
from tests.conftest import run
from tests.publish.desk import NESTED

JsonHits = list[dict[str, Any]]


def search(folder: Path, *arguments: str) -> JsonHits:
    ran = run(["quwa", "search", "--archive", str(folder), "--json", *arguments])
    assert ran.code == 0, ran.err
    found: JsonHits = json.loads(ran.out)
    return found


def texts(found: JsonHits) -> str:
    return " | ".join(hit["text"] for hit in found)


def test_words_are_joined_by_and_and_the_best_comes_first(desk: Path) -> None:
    found = search(desk, "keel blocks", "--in", "comments")
    assert found[0]["id"] == 1114
    assert all("keel" in hit["text"] and "blocks" in hit["text"] for hit in found)
    assert [hit["score"] for hit in found] == sorted(hit["score"] for hit in found)


def test_phrase_prefix_without_and_or(desk: Path) -> None:
    assert not any("drain" in h["text"] for h in search(desk, '"keel blocks" -drain', "--in", "comments"))
    phrase = search(desk, '"blocks keel"', "--in", "comments")
    assert phrase == []
    assert any("slipway" in h["text"] for h in search(desk, "slipw*", "--in", "comments"))
    assert not any("drain" in h["text"] for h in search(desk, "keel -drain", "--in", "comments"))
    either = search(desk, "drain OR gantry", "--in", "comments")
    assert any("drain" in h["text"] for h in either)
    assert any("gantry" in h["text"] for h in either)


def test_author_and_days(desk: Path) -> None:
    found = search(desk, "--author", "rivet COUNTER", "--since", "2019-03-04", "--until", "2019-03-04")
    assert [h["id"] for h in found] == [1114, 1111]
    assert {h["author"] for h in search(desk, "keel", "--author", "Rivet Counter")} == {"Rivet Counter"}
    articles = search(desk, "hulls", "--author", "Petra Hradský", "--in", "articles")
    assert {h["author"] for h in articles} == {"Petra Hradsky"}


def test_deleted_is_marked_and_history_finds_earlier_states(desk: Path) -> None:
    (gone,) = search(desk, "quoted them", "--author", "Hana Kolarik")
    assert gone["gone_at"]
    assert search(desk, "who moved the keel blocks", "--in", "articles") == []
    (earlier,) = search(desk, "who moved the keel blocks", "--in", "articles", "--history")
    assert (earlier["id"], earlier["version"]) == (NESTED, 1)
    found = search(desk, "surely", "--in", "comments", "--history")
    assert [h["version"] for h in found] == [None, 1]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("turkiye", "Türkiye"),
        ("TÜRKİYE", "Türkiye"),
        ("tanki", "Tankı"),
        ("erdogan", "Erdoğan"),
        ("کشتی", "کشتي"),
        ("كشتي", "کشتي"),
        ("کراچی", "كراچی"),
        ("محمد", "محمّد"),
        ("مُحمد", "محمّد"),
        ("کراچ*", "كراچی"),
        ('"کشتی کراچی"', "کشتي كراچی"),
    ],
)
def test_what_folds(desk: Path, typed: str, text: str) -> None:
    found = search(desk, typed, "--in", "comments")
    assert text in texts(found)
    assert any(h["marks"] for h in found if text in h["text"])


def test_author_in_another_keyboard(desk: Path) -> None:
    assert [h["author"] for h in search(desk, "--author", "کاتب")] == ["كاتب"]


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_the_index(text: str) -> None:
    connection = _empty()
    try:
        wanted = Selection.parse(text)
    except UsageError:
        return
    if wanted.query is not None:
        find_articles(connection, wanted, 5)
        find_comments(connection, wanted, 5)


@given(
    st.lists(
        st.sampled_from(['"', "*", "-", "(", ")", ":", "OR", "NOT", "AND", "NEAR", "a", "^", "+", "{", " "]),
        max_size=20,
    )
)
def test_no_syntax_of_the_index_breaks_it(pieces: list[str]) -> None:
    test_nothing_that_can_be_typed_breaks_the_index.hypothesis.inner_test("".join(pieces))  # type: ignore[attr-defined]
    test_nothing_that_can_be_typed_breaks_the_index.hypothesis.inner_test(" ".join(pieces))  # type: ignore[attr-defined]


_CACHE: list[sqlite3.Connection] = []


def _empty() -> sqlite3.Connection:
    if not _CACHE:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        for table, columns in (("articles", "title, body_text"), ("comments", "author_name, body_text")):
            connection.execute(
                f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, tokenize='unicode61 remove_diacritics 2')"
            )
        connection.executescript(
            "CREATE TABLE articles (id, title, url, author_id, published_local, published_at, body_text, gone_at);"
            "CREATE TABLE authors (id, name);"
            "CREATE TABLE comments (id, article_id, author_name, posted_local, posted_raw, body_text, gone_at);"
        )
        _CACHE.append(connection)
    return _CACHE[0]


@pytest.mark.parametrize("text", ['"', "***", "---", "( )", "-keel", "؟"])
def test_a_query_without_words_is_one_line(desk: Path, text: str) -> None:
    ran = run(["quwa", "search", "--archive", str(desk), "--", text])
    assert ran.code == 2
    assert "nothing to search for" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_other_bad_input_is_one_line(desk: Path, tmp_path: Path) -> None:
    for arguments in (
        ("keel", "--since", "yesterday"),
        ("keel", "--since", "2020-02-02", "--until", "2019-01-01"),
        ("--since", "2020-02-02"),
        ("a " * 40,),
    ):
        ran = run(["quwa", "search", "--archive", str(desk), *arguments])
        assert (ran.code, len(ran.err.splitlines())) == (2, 1), arguments
    ran = run(["quwa", "search", "--archive", str(tmp_path), "keel"])
    assert (ran.code, len(ran.err.splitlines())) == (5, 1)


def test_the_terminal_sees_marks_and_no_control_characters(desk: Path) -> None:
    ran = run(["quwa", "search", "--archive", str(desk), "surely", "--history"])
    assert "The east one, [surely]." in ran.out
    assert "EARLIER STATE 1" in ran.out
    assert printable("a\x1b[31mb\u202ec\u200cd\x00\n") == "a\\x1b[31mb\\x202ec\u200cd\\x00\n"
    ran = run(["quwa", "search", "--archive", str(desk), "--author", "كاتب"])
    assert "\u202e" not in ran.out
    ran = run(["quwa", "search", "--archive", str(desk), "quoted"])
    assert "GONE since" in ran.out


def test_snippet_shows_the_words_of_a_long_text() -> None:
    text = "Intro. " + "filler words here " * 60 + "the Babur cruise missile flew " + "and on " * 100
    snippet = make_snippet(text, words.parse('"cruise missile" babur').terms, width=120)
    assert len(snippet.text) <= 130
    assert "".join(piece for piece, marked in snippet.pieces() if marked) == "Baburcruise missile"
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")


@given(st.text(max_size=200), st.text(alphabet="abcdeéıİ ßk", min_size=1, max_size=8))
def test_marks_are_in_order_and_apart(text: str, typed: str) -> None:
    try:
        terms = words.parse(typed + "*").terms
    except UsageError:
        return
    for width in (20, 80):
        snippet = make_snippet(text, terms, width)
        assert "".join(piece for piece, _ in snippet.pieces()) == snippet.text
        assert all(a < b for a, b in snippet.marks)
    assert all(fold(text[a:b]) for a, b in find_marks(text, terms))


def test_index_is_whole_after_a_crawl_with_edits(desk: Path, tmp_path: Path) -> None:
    source = sqlite3.connect(f"file:{desk}/archive.db?mode=ro", uri=True)
    source.execute("VACUUM INTO ?", [str(tmp_path / "archive.db")])
    source.close()
    db = open_for_writing(tmp_path / "archive.db")
    for table in ("articles_fts", "comments_fts", "article_versions_fts", "comment_versions_fts"):
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    db.close()


def test_migrating_an_archive_of_the_first_schema_keeps_it_searchable(tmp_path: Path) -> None:
    """The index was made anew in m008: rows from before, waiting ones too, are in it."""
    from sqlite_utils import Database

    from quwa_archive.store.migrations import migrations

    db = Database(tmp_path / "archive.db")
    migrations.apply(db, stop_before="m008_search_words")
    db.execute("INSERT INTO captures VALUES (1, 'u', 't', 200, 's', 'w', 0, 'r', NULL)")
    db.execute(
        "INSERT INTO articles (id, url, title, body_text, body_html, access, word_count, layout, comments_captured,"
        " pings_captured, first_seen_at, last_seen_at, content_hash, capture_id)"
        " VALUES (1, 'u', 'محمّد', 'x', 'x', 'open', 1, 'l', 0, 0, 't', 't', 'h', 1)"
    )
    db.close()
    db = open_for_writing(tmp_path / "archive.db")
    assert [h.id for h in find_articles(db.conn, Selection.parse("محمد"), 5)] == [1]
    assert db.execute("SELECT count(*) FROM search_pending").fetchone()[0] == 0
    db.close()
