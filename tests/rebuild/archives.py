"""Archives of the sample site for tests, and their tables as plain rows."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.conftest import ROOT, environment

#: What captures do not determine: runs, the frontier, what a run remembers, and how far files are taken in.
NOT_COMPARED = ("runs", "urls", "validators", "meta", "warc_files", "search_pending")


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of content, history and evidence, row for row; hidden row numbers do not count."""
    connection = sqlite3.connect(folder / "archive.db")
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        if name not in NOT_COMPARED and not name.startswith(("sqlite_", "_")) and "_fts" not in name
    ]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    connection.close()
    return found


def frontier(folder: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "archive.db")
    rows = connection.execute("SELECT * FROM urls ORDER BY url").fetchall()
    connection.close()
    return rows


def differences(
    before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]]
) -> dict[str, Any]:
    """Rows that only one of two states has, by table; empty when they are equal."""
    found = {}
    for name in before.keys() | after.keys():
        one, other = before.get(name, []), after.get(name, [])
        if one != other:
            found[name] = (
                [r for r in one if r not in other][:3],
                [r for r in other if r not in one][:3],
                len(one),
                len(other),
            )
    return found


def ask(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "archive.db", timeout=30)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def crawl_and_kill(folder: Path, site: str, *, after_articles: int, delay: float = 0.05) -> None:
    """Starts a crawl and kills it with SIGKILL once it has taken in so many visits of articles in this run."""
    command = ["-m", "scrapy", "crawl", "quwa", "-a", f"site={site}", "-s", f"ARCHIVE_DIR={folder}"]
    process = subprocess.Popen(
        [sys.executable, *command, "-a", "recheck=all", "-s", f"DOWNLOAD_DELAY={delay}"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while process.poll() is None:
            if (folder / "archive.db").exists() and _visited(folder) >= after_articles:
                os.kill(process.pid, signal.SIGKILL)
            time.sleep(0.02)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL, "the run ended before it could be killed"


def _visited(folder: Path) -> int:
    try:
        return int(
            ask(
                folder,
                "SELECT count(*) FROM urls WHERE last_run = (SELECT max(id) FROM runs) AND state = 'done'",
            )[0][0]
        )
    except sqlite3.OperationalError:
        return 0
