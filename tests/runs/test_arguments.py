"""Wrong usage ends in one line and exit code 2, before any work; storage in 5."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.errors import UsageError
from quwa_archive.records import Instant
from quwa_archive.runs.arguments import CrawlArguments
from tests.conftest import crawl, run

SITE = "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"since": "January"}, "YYYY-MM-DD"),
        ({"since": "2017-02-30"}, "not a date"),
        ({"since": "2018-01-01", "until": "2017-01-01"}, "after"),
        ({"recheck": "sometimes"}, "due, all, none"),
        ({"site": "mailto:x"}, "not a web address"),
        ({"urls": "https://elsewhere.example/2017/01/12/a/"}, "not an address of"),
        ({"urls": "http://127.0.0.1:9/category/news/"}, "cannot be an article"),
        ({"urls": ","}, "no address"),
        ({"urls_file": "/does/not/exist"}, "cannot be read"),
        ({"sice": "2017-01-01"}, "unknown argument"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        CrawlArguments.parse(**{"site": SITE, **arguments})
    assert "\n" not in str(raised.value)


def test_addresses_are_taken_in_any_spelling(tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text("# two of one article\nHTTP://127.0.0.1:9/2017/01/12/a\n\n")
    arguments = CrawlArguments.parse(
        site="http://127.0.0.1:9", urls=f"{SITE}2017/01/12/a/comment-page-2/#comments", urls_file=str(listed)
    )
    assert arguments.urls == (f"{SITE}2017/01/12/a/",)


def test_a_span_holds_its_two_ends() -> None:
    span = CrawlArguments.parse(site=SITE, since="2017-01-11", until="2017-01-12").span
    assert [span.holds(Instant(local=f"2017-01-{day}T23:59:59")) for day in (10, 11, 12, 13)] == [
        False,
        True,
        True,
        False,
    ]
    assert span.holds(Instant())
    assert span.may_hold("2017-01-13", slack_days=1)


def test_the_command_says_it_and_exits_2(tmp_path: Path) -> None:
    ran = crawl(tmp_path / "new", SITE, "-a", "since=tomorrow")
    assert ran.code == 2
    assert [line for line in ran.err.splitlines() if "INFO" not in line] == [
        "quwa: -a since=tomorrow: not a date; write it as YYYY-MM-DD, for example 2017-01-31"
    ]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["scrapy", "crawl"],
        ["scrapy", "crawl", "qwua"],
        ["quwa", "show"],
        ["quwa", "update", "--recheck", "x"],
    ],
)
def test_wrong_commands_exit_2(command: list[str]) -> None:
    assert run(command).code == 2


@pytest.mark.parametrize(
    "content", [b"not a database at all, but a text", b"SQLite format 3\0" + b"\0" * 2000]
)
def test_a_file_that_is_no_database_is_left_alone(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(content)
    ran = crawl(tmp_path, SITE)
    assert ran.code == 5
    assert "Traceback" not in ran.err
    assert (tmp_path / "archive.db").read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "archive.db")
    other.execute("CREATE TABLE theirs (id)")
    other.commit()
    other.close()
    before = (tmp_path / "archive.db").read_bytes()
    ran = crawl(tmp_path, SITE)
    assert (ran.code, "not a Quwa archive" in ran.err) == (5, True)
    assert (tmp_path / "archive.db").read_bytes() == before


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file" / "archive", Path("/proc/quwa-archive")):
        ran = crawl(folder, SITE)
        assert ran.code == 5, ran.err
        assert "must be writable" in ran.err
        assert "Traceback" not in ran.err


def test_one_site_per_archive(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        assert crawl(tmp_path, server.base_url, "-a", f"urls={server.base_url}no-such-article/").code == 3
    ran = crawl(tmp_path, "http://127.0.0.1:9/")
    assert ran.code == 2
    assert "one site per archive" in ran.err


def test_only_what_was_asked_for(tmp_path: Path) -> None:
    with SampleServer(SampleSite()) as server:
        url = next(server.base_url.rstrip("/") + server.site.cards[i].path for i in (101,))
        assert crawl(tmp_path / "one", server.base_url, "-a", f"urls={url}").code == 0
        found = sqlite3.connect(tmp_path / "one" / "archive.db").execute("SELECT id FROM articles").fetchall()
        assert found == [(101,)]
        assert (
            crawl(tmp_path / "span", server.base_url, "-a", "since=2017-01-01", "-a", "until=2017-12-31").code
            == 0
        )
        years = sqlite3.connect(tmp_path / "span" / "archive.db").execute(
            "SELECT DISTINCT substr(published_local, 1, 4) FROM articles"
        )
        assert years.fetchall() == [("2017",)]
