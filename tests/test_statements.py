"""What is kept of what a feed or the API states of a post."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from quwa_archive.captures.layout import VisitRecord
from quwa_archive.ingest import api_comment
from quwa_archive.items import ApiCommentItem, SightingItem, StatedPostItem, Statement
from quwa_archive.records import Capture
from quwa_archive.statements import statement_of
from quwa_archive.store import evidence, frontier, statements
from quwa_archive.store.database import open_for_writing, transaction

URL = "https://sample.example/yards/a-slipway-moves/"
LONG = " ".join(f"word{number}" for number in range(100))


def item(body: str, *, whole: bool = True, title: str = "A slipway moves") -> StatedPostItem:
    return StatedPostItem(URL, "feed", title, body, whole=whole)


def test_of_a_long_text_both_ends_are_kept() -> None:
    said = statement_of(item(f"<p>{LONG}</p>"))
    assert said.closing is not None
    assert LONG.startswith(said.opening)
    assert LONG.endswith(said.closing)
    assert LONG[len(said.opening)] == " "
    assert LONG[-len(said.closing) - 1] == " "
    assert 140 < len(said.opening) <= 160
    assert 140 < len(said.closing) <= 160


def test_titles_are_plain_text() -> None:
    assert (
        statement_of(item("", title="Slips &#038; <em>docks</em> &#8220;here&#8221;")).title
        == "Slips & docks “here”"
    )


@pytest.mark.parametrize(
    ("body", "whole", "opening", "closing"),
    [
        ("<p>One.</p><p>Two.</p>", True, "One.\n\nTwo.", "One.\n\nTwo."),
        (f'<p>One.</p><p>Seen first at <a href="{URL}">A slipway moves</a>.</p>', True, "One.", "One."),
        (f'<p>One.</p><p>Seen first at <a href="{URL}?utm_source=rss">us</a>.</p>', True, "One.", "One."),
        (f'<p>One, as <a href="{URL}">here</a></p><p>Two.</p>', True, "One, as here\n\nTwo.", "One, as here\n\nTwo."),
        (f'<p>One.</p><p><a href="{URL}#more-31" class="more-link">Read on</a></p>', True, "One.", None),
        ("<p>One and two [&hellip;]</p>", False, "One and two", None),
        ("<p>One and two […]</p>", True, "One and two", None),
        ("<p>A summary of its own.</p>", False, "A summary of its own.", None),
        ("One and two...", False, "One and two", None),
        ("", True, "", None),
    ],
)  # fmt: skip
def test_what_a_text_is_worth(body: str, whole: bool, opening: str, closing: str | None) -> None:
    assert statement_of(item(body, whole=whole)) == Statement("A slipway moves", opening, closing)


def test_sources_are_put_together(tmp_path: Path) -> None:
    """The newest title, and the whole text of one before the beginning of another; saying the same again changes nothing."""
    db = open_for_writing(tmp_path / "archive.db")
    feed = Statement("A slipway moves", "One", "Nine.")
    rest = Statement("A slipway moves again", "One and two", None)
    with transaction(db) as connection:
        evidence.add_captures(
            connection, [Capture(n, URL, "2026-01-01T00:00:00Z", 200, "", "", 0, str(n)) for n in (1, 2, 3)]
        )
        assert statements.of_article(connection, URL) is None
        statements.add(connection, [(URL, "feed", feed)], capture_id=1)
        statements.add(connection, [(URL, "rest", rest)], capture_id=2)
        assert statements.of_article(connection, URL) == Statement("A slipway moves again", "One", "Nine.")
        statements.add(connection, [(URL, "feed", feed)], capture_id=3)
        assert connection.execute("SELECT source, capture_id FROM post_statements").fetchall() == [
            ("feed", 1),
            ("rest", 2),
        ]
        statements.add(connection, [(URL, "feed", Statement("Moved", "One", "Ten."))], capture_id=3)
        assert statements.of_article(connection, URL) == Statement("Moved", "One", "Ten.")
    db.close()


def test_some_of_the_comments_that_the_api_states_are_spread_over_all(tmp_path: Path) -> None:
    db = open_for_writing(tmp_path / "archive.db")
    with transaction(db) as connection:
        evidence.add_captures(connection, [Capture(1, URL, "2026-01-01T00:00:00Z", 200, "", "", 0, "1")])
        frontier.add_sightings(
            connection, [SightingItem(URL, "rest", post_id=31)], seen_at="2026-01-01T00:00:00Z"
        )
        for number, post in ((n, 31 if n < 10 else 32) for n in range(1, 12)):
            said = ApiCommentItem(
                number,
                post,
                None,
                f"Reader {number}",
                None,
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00",
                f"<p>{number}</p>",
                URL,
            )
            evidence.add_api_comments(
                connection, [api_comment(said)], seen_at="2026-01-01T00:00:00Z", capture_id=1
            )
        said = statements.of_article(connection, URL)
    assert said is not None
    assert [(c.id, c.author, c.body_html) for c in said.comments] == [
        (1, "Reader 1", "<p>1</p>"), (3, "Reader 3", "<p>3</p>"), (5, "Reader 5", "<p>5</p>"), (7, "Reader 7", "<p>7</p>"),
    ]  # fmt: skip
    record = VisitRecord("article", URL, statement=said)
    assert VisitRecord.parse(json.dumps(asdict(record)).encode()) == record
    assert VisitRecord.parse(b'{"kind": "article", "url": "x"}').statement is None
    db.close()
