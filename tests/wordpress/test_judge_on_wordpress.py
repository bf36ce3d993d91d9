"""The judge sees what is wrong in an archive of a real WordPress."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.conftest import crawl
from tests.wordpress.comparing import compare
from tests.wordpress.judging import apply
from tests.wordpress.server import WordPress
from tests.wordpress.settings import FIRST
from tests.wordpress.threads import HIDDEN
from tests.wordpress.truth import truth


def nth(number: int) -> str:
    """SQL for the id of one of the answers."""
    return f"(SELECT id FROM comments WHERE parent_id IS NOT NULL ORDER BY id LIMIT 1 OFFSET {number})"


def test_the_judge_sees_what_is_wrong(wordpress: WordPress, tmp_path: Path) -> None:
    site = apply(wordpress, FIRST)
    expected = truth(json.loads(wordpress.php("truth.php")), FIRST)
    archive = tmp_path / "archive"
    crawl(archive, site)
    assert not compare(archive, expected, FIRST).errors
    spoilt = {
        "comments.body_text": f"UPDATE comments SET body_text = body_text || '!' WHERE id = {nth(1)}",
        "comments.parent_id": f"UPDATE comments SET parent_id = 1 WHERE id = {nth(2)}",
        "comments.posted_at, exact": f"UPDATE comments SET posted_at = '2020-01-01T00:00:00Z' WHERE id = {nth(3)}",
        "articles.title": "UPDATE articles SET title = title || ' Plus' WHERE id = (SELECT id FROM articles LIMIT 1 OFFSET 3)",
        "articles.published_at": "UPDATE articles SET published_at = '2001-01-01T00:00:00Z' WHERE id = (SELECT id FROM articles LIMIT 1 OFFSET 4)",
        "links of articles": "DELETE FROM links WHERE rowid = (SELECT min(rowid) FROM links WHERE comment_id IS NULL)",
        "pings": "DELETE FROM pings WHERE article_id = (SELECT min(article_id) FROM pings) AND position = 0",
        "nothing hidden in a column": f"UPDATE runs SET report = '{HIDDEN}' WHERE id = 1",
    }
    with closing(sqlite3.connect(archive / "archive.db")) as connection:
        for sql in spoilt.values():
            assert connection.execute(sql).rowcount == 1, sql
        connection.commit()
    errors = compare(archive, expected, FIRST).errors
    assert {name for name in spoilt if any(error.startswith(name) for error in errors)} == set(spoilt)
    assert len(errors) == len(spoilt), errors
