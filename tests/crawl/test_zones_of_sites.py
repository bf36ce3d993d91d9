"""Sites in several zones, one that changed its zone: what is claimed exact is right, with the API and without."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import crawl, run
from tests.rebuild.archives import differences, tables

SITES: list[dict[str, Any]] = [
    {"zone": "America/Toronto"},
    {"zone": "Asia/Karachi"},
    {"zone": "UTC"},
    {"zone": "America/Toronto", "zone_change": ("2019-06-01", "Asia/Karachi")},
]
NAMES = ["Toronto", "Karachi", "UTC", "changed in 2019"]


def posted(folder: Path) -> dict[int, tuple[str | None, ...]]:
    connection = sqlite3.connect(folder / "archive.db")
    columns = "posted_at, posted_certainty, posted_at_earliest, posted_at_latest"
    return {row[0]: row[1:] for row in connection.execute(f"SELECT id, {columns} FROM comments")}


@pytest.mark.parametrize("options", SITES, ids=NAMES)
def test_with_the_api_every_instant_is_exact_and_right(options: dict[str, Any], tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=40, **options)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        expected = {c["id"]: c["posted_at"] for c in truth(server.site, server.base_url)["comments"]}
    found = posted(tmp_path)
    assert {key: row[0] for key, row in found.items()} == expected
    assert {row[1] for row in found.values()} == {"exact"}


@pytest.mark.parametrize("feed", [True, False], ids=["feeds", "no feeds"])
@pytest.mark.parametrize("options", SITES, ids=NAMES)
def test_without_the_api_nothing_wrong_is_claimed_exact(
    options: dict[str, Any], feed: bool, tmp_path: Path
) -> None:
    with SampleServer(SampleSite(articles=40, rest=False, feed=feed, **options)) as server:
        crawl(tmp_path, server.base_url)
        expected = {c["id"]: c["posted_at"] for c in truth(server.site, server.base_url)["comments"]}
    found = posted(tmp_path)
    assert len(found) == 500
    exact = {key: row for key, row in found.items() if row[1] == "exact"}
    assert len(exact) >= (10 if feed else 0)
    assert [key for key, row in exact.items() if (row[0] or "")[:16] != expected[key][:16]] == []


def test_evidence_that_comes_later_corrects_earlier_rows_and_says_so(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=40, rest=False, feed=False)) as server:
        crawl(tmp_path, server.base_url)
        before = posted(tmp_path)
        assert {row[1] for row in before.values()} == {"assumed"}
        crawl(tmp_path, server.base_url, "-s", "SITE_TIME_ZONE=America/Toronto")
    after = posted(tmp_path)
    assert before != after
    connection = sqlite3.connect(tmp_path / "archive.db")
    kinds = connection.execute("SELECT DISTINCT kind, detail LIKE '%America/Toronto%' FROM events").fetchall()
    assert ("times_corrected", 1) in kinds
    told = run(["quwa", "time", "--archive", str(tmp_path), "--site-time-zone", "America/Toronto"]).out
    assert told.startswith("America/Toronto")


def test_corrections_that_were_cut_short_are_finished_before_anything_else(tmp_path: Path) -> None:
    """The history says the same as when nothing had stopped them: so does a rebuild, which is never stopped."""
    folder = tmp_path / "archive"
    configured = ("-s", "SITE_TIME_ZONE=America/Toronto")
    with SampleServer(SampleSite(articles=40, rest=False, feed=False)) as server:
        crawl(folder, server.base_url)
        corrected = next(iter(posted(folder)))
        with closing(sqlite3.connect(folder / "archive.db")) as connection:
            connection.execute(
                "CREATE TRIGGER cut_short BEFORE UPDATE OF posted_at ON comments"
                " BEGIN SELECT RAISE(ABORT, 'cut short'); END"
            )
        assert crawl(folder, server.base_url, *configured).code == 5
        with closing(sqlite3.connect(folder / "archive.db")) as connection:
            connection.execute("DROP TRIGGER cut_short")
        server.site.edit_comment(corrected, text="Edited before the next run.")
        crawl(folder, server.base_url, "-a", "recheck=all", *configured)
    before = tables(folder)
    assert run(["quwa", "rebuild", "--archive", str(folder)]).code == 3
    assert differences(before, tables(folder)) == {}
