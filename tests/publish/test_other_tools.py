"""The file opens without this project: the sqlite3 module, sqlite-utils, and a Datasette that knows nothing of it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.conftest import environment


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def test_plain_sqlite_reads_every_table_and_view_and_searches(desk: Path) -> None:
    connection = sqlite3.connect(f"file:{desk}/archive.db?mode=ro", uri=True)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    for (name,) in names:
        connection.execute(f"SELECT * FROM [{name}] LIMIT 1").fetchall()
    for table in ("articles", "comments", "comment_versions"):
        assert connection.execute(
            f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH 'east OR hull*'"
        ).fetchone()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_sqlite_utils_reads_it(desk: Path) -> None:
    rows = json.loads(_run(desk, "sqlite_utils", "query", "archive.db", "SELECT count(*) AS n FROM threads"))
    assert rows == [{"n": 505}]
    assert "keel" in _run(desk, "sqlite_utils", "search", "archive.db", "comments", "keel")


def test_another_datasette_serves_it(desk: Path) -> None:
    answer = _run(
        desk, "datasette", "serve", "archive.db", "--get", "/archive/comments.json?_size=1&_search=keel"
    )
    assert json.loads(answer)["filtered_table_rows_count"] > 0
