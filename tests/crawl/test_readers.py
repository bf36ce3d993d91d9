"""Analysts at work while a crawl writes: neither waits for the other, and a backup of a live archive is whole."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import Ran, run
from tests.crawl.comparing import compare
from tests.crawl.killing import Running, damages, rows, value

READERS = 8
LONG = """
SELECT count(*), max(length(a.body_text) + length(b.body_text))
FROM (SELECT * FROM comments ORDER BY id LIMIT 400) a, (SELECT * FROM comments ORDER BY id LIMIT 400) b
"""


class Reader(threading.Thread):
    """An analyst with the settings that Python's sqlite3 comes with: long queries, one after the other."""

    def __init__(self, database: Path, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._database = database
        self._stop_asked = stop
        self.queries = 0
        self.counts: list[int] = []
        self.errors: list[str] = []

    def run(self) -> None:
        try:
            with closing(sqlite3.connect(f"{self._database.as_uri()}?mode=ro", uri=True)) as connection:
                while not self._stop_asked.is_set():
                    connection.execute("BEGIN")  # one view of the archive for as long as the query takes
                    (first,) = connection.execute("SELECT count(*) FROM comments").fetchone()
                    connection.execute(LONG).fetchone()
                    (last,) = connection.execute("SELECT count(*) FROM comments").fetchone()
                    connection.execute("COMMIT")
                    self.counts += [first, last]
                    self.queries += 1
        except sqlite3.Error as error:
            self.errors.append(f"{type(error).__name__}: {error}")


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One crawl of a new archive with readers beside it, from its first rows to its end."""
    folder = tmp_path_factory.mktemp("watched")
    stop = threading.Event()
    with SampleServer(SampleSite(articles=80)) as server:
        running = Running(folder, server)
        assert running.wait_for_articles(10)
        readers = [Reader(folder / "archive.db", stop) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        assert running.wait_until(
            lambda: all(max(reader.counts, default=0) or reader.errors for reader in readers)
        )
        with (
            server.site.lock
        ):  # the site answers nothing meanwhile, so the crawl cannot end before the commands
            backup = run(["quwa", "backup", "--archive", str(folder), str(folder / "copy.db")])
            stats = run(["quwa", "stats", "--archive", str(folder)])
            assert running.process.poll() is None
        ran = running.end()
        stop.set()
        for reader in readers:
            reader.join(60)
        yield {
            "folder": folder,
            "ran": ran,
            "readers": readers,
            "backup": backup,
            "stats": stats,
            "expected": truth(server.site, server.base_url),
        }


def test_neither_side_meets_a_lock(watched: dict[str, Any]) -> None:
    ran: Ran = watched["ran"]
    assert [error for reader in watched["readers"] for error in reader.errors] == []
    assert ran.code == 0, ran.err
    assert "locked" not in ran.err
    assert all(reader.queries for reader in watched["readers"])


def test_a_reader_sees_one_state_for_the_whole_of_its_query(watched: dict[str, Any]) -> None:
    for reader in watched["readers"]:
        assert reader.counts[0::2] == reader.counts[1::2]
        assert reader.counts == sorted(reader.counts)
    assert len({count for reader in watched["readers"] for count in reader.counts}) > 2


def test_the_archive_is_whole_with_readers_beside_it(watched: dict[str, Any]) -> None:
    assert compare(watched["folder"], watched["expected"]).differences == []
    assert damages(watched["folder"]) == []


def test_commands_answer_while_it_runs(watched: dict[str, Any]) -> None:
    assert watched["stats"].code == 0, watched["stats"].err
    assert watched["backup"].code == 0, watched["backup"].err


def test_a_backup_of_a_live_archive_is_one_whole_file(watched: dict[str, Any], tmp_path: Path) -> None:
    copy = tmp_path / "archive.db"
    copy.write_bytes((watched["folder"] / "copy.db").read_bytes())
    assert value(tmp_path, "PRAGMA integrity_check") == "ok"
    assert 0 < value(tmp_path, "SELECT count(*) FROM articles") <= 80
    assert rows(
        tmp_path, "SELECT count(*) FROM comments WHERE article_id NOT IN (SELECT id FROM articles)"
    ) == [0]
    assert run(["quwa", "stats", "--archive", str(tmp_path)]).code == 0
    again = run(["quwa", "backup", "--archive", str(watched["folder"]), str(watched["folder"] / "copy.db")])
    assert again.code == 2, "a backup writes over nothing"
