"""Every query of `docs/queries.md` runs against the sample archive and has an answer there."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from quwa_archive.store import notes
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
QUESTIONS = [
    (number, question, sql)
    for section in DOCUMENT.split("\n## ")[1:]
    for number, question, sql in re.findall(r"\A(\d+)\. (.+?)\n.*?```sql\n(.+?)```", section, re.DOTALL)
]

VIEWS = [name for name, note in notes.TABLES.items() if note.startswith("View:")]

NO_ANSWER = {"7"}
"""Questions to which the sample has none: nobody there answers an answer both ways."""


def test_there_are_twenty_questions() -> None:
    assert [number for number, _, _ in QUESTIONS] == [str(n) for n in range(1, 21)]


@pytest.mark.parametrize(
    ("number", "question", "sql"), QUESTIONS, ids=[f"question-{q[0]}" for q in QUESTIONS]
)
def test_question(desk: Path, number: str, question: str, sql: str) -> None:
    connection = sqlite3.connect(f"file:{desk}/archive.db?mode=ro", uri=True)
    rows = connection.execute(sql).fetchall()
    connection.close()
    assert rows or number in NO_ANSWER, f"{question} has no answer in the sample archive"


@pytest.mark.parametrize("view", VIEWS)
def test_view_is_there_and_has_rows(desk: Path, view: str) -> None:
    connection = sqlite3.connect(f"file:{desk}/archive.db?mode=ro", uri=True)
    assert connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
    connection.close()


def test_views_agree_with_the_tables(desk: Path) -> None:
    """Each view counts every comment once."""
    connection = sqlite3.connect(f"file:{desk}/archive.db?mode=ro", uri=True)

    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    comments = one("SELECT count(*) FROM comments")
    for view in ("most_discussed", "most_active", "activity_by_day", "activity_by_hour", "activity_by_month"):
        assert one(f"SELECT sum(comments) FROM {view}") == comments, view
    assert one("SELECT count(*) FROM replies") == one("SELECT sum(replies) FROM reply_edges")
    assert one("SELECT sum(links) FROM cited_domains") == one("SELECT count(*) FROM links WHERE domain <> ''")
    kinds = dict(connection.execute("SELECT kind, count(*) FROM edits_and_deletions GROUP BY kind"))
    connection.close()
    assert kinds == {"article_edited": 1, "comment_edited": 1, "comment_gone": 1}
