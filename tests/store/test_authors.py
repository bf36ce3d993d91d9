"""What is kept of authors, and when it is a new version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quwa_archive.records import AuthorRecord, Capture
from quwa_archive.store import database, evidence
from quwa_archive.store.writer import write_author


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(database.open_for_writing(tmp_path / "archive.db").conn) as opened:
        page = Capture(
            1, "https://example.org/", "2026-01-01T00:00:00Z", 200, "0" * 64, "a.warc.gz", 0, "urn:1"
        )
        evidence.add_captures(opened, [page])
        yield opened


def versions(connection: sqlite3.Connection) -> list[str]:
    return [bio for (bio,) in connection.execute("SELECT bio FROM author_versions ORDER BY version")]


def test_each_change_of_a_bio_is_a_version(connection: sqlite3.Connection) -> None:
    for bio in ("A pilot.", "A captain.", None, "A pilot."):
        write_author(connection, AuthorRecord("nadia-aziz", "Nadia Aziz", bio=bio), "2026-01-01T00:00:00Z", 1)
    assert versions(connection) == ["A pilot.", "A captain."]
    assert connection.execute("SELECT bio FROM authors").fetchone() == ("A pilot.",)


def test_two_people_of_one_name_do_not_take_turns(connection: sqlite3.Connection) -> None:
    """Their pages come by in every run, and both bios are kept once."""
    for bio in ("A pilot.", "A baker.", "A pilot.", "A baker.", "A pilot."):
        author = AuthorRecord("name:Nadia Aziz", "Nadia Aziz", bio=bio)
        write_author(connection, author, "2026-01-01T00:00:00Z", 1)
    assert versions(connection) == ["A pilot."]
    assert connection.execute("SELECT bio FROM authors").fetchone() == ("A baker.",)
