"""Sites that do not answer, refuse, break off or show something else; and what each gets."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import Ran, crawl
from tests.crawl.comparing import compare

QUICK = ("-s", "RETRY_TIMES=1", "-s", "DOWNLOAD_TIMEOUT=5")


def one_line(ran: Ran) -> str:
    """The one line that a person reads: on stderr, after `quwa:`."""
    lines = [line for line in ran.err.splitlines() if line.startswith("quwa: ")]
    assert len(lines) == 1, ran.err
    assert "Traceback" not in ran.err
    return lines[0]


def count(folder: Path, table: str, where: str = "1") -> int:
    connection = sqlite3.connect(folder / "archive.db")
    return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def test_nobody_answers(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    ran = crawl(tmp_path, f"http://127.0.0.1:{port}/", *QUICK)
    assert ran.code == 4
    assert "does not answer" in one_line(ran)


def test_the_site_refuses(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        server.fault("*", 403)
        ran = crawl(tmp_path, server.base_url, *QUICK)
    assert ran.code == 4
    assert "403" in one_line(ran)
    assert count(tmp_path, "articles") == 0


def test_robots_txt_forbids_everything(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30, disallow=("/",))) as server:
        ran = crawl(tmp_path, server.base_url, *QUICK)
        asked = {path for _, path in server.requests}
    assert ran.code == 4
    assert "robots.txt" in one_line(ran)
    assert asked == {"/robots.txt"}


def test_an_outage_writes_nothing_over(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        server.fault("*", 503, retry_after="0")
        ran = crawl(tmp_path, server.base_url, "-a", "recheck=all", *QUICK)
        assert ran.code == 4
        one_line(ran)
        server.clear_faults()
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []
        assert crawl(tmp_path, server.base_url).code == 0


@pytest.mark.parametrize("fault", [500, "truncate", "drop"])
def test_pages_that_break_are_counted_and_taken_up_by_the_next_run(fault: int | str, tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=34)) as server:
        expected = truth(server.site, server.base_url)
        for article in expected["articles"][:3]:
            server.fault(article["url"].removeprefix(server.base_url.rstrip("/")), fault)  # type: ignore[arg-type]
        ran = crawl(tmp_path, server.base_url, *QUICK)
        assert ran.code == 3, ran.err
        assert count(tmp_path, "urls", "state = 'failed'") == 3
        assert count(tmp_path, "articles") == 31
        server.clear_faults()
        assert crawl(tmp_path, server.base_url).code == 0
        assert compare(tmp_path, expected).differences == []


def test_a_short_outage_is_waited_for(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        server.fault("/daily-news/*", 503, times=4, retry_after="1")
        ran = crawl(tmp_path, server.base_url)
        assert ran.code == 0, ran.err
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_a_block_page_goes_to_quarantine_and_touches_no_good_row(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        expected = truth(server.site, server.base_url)
        path = expected["articles"][0]["url"].removeprefix(server.base_url.rstrip("/"))
        server.fault(path, "block_page")
        ran = crawl(tmp_path, server.base_url, "-a", "recheck=all", *QUICK)
        assert ran.code == 3
        assert count(tmp_path, "quarantine", "resolved_at IS NULL AND reason = 'unknown_layout'") == 1
        assert compare(tmp_path, expected).differences == []
        server.clear_faults()
        assert crawl(tmp_path, server.base_url).code == 0
        assert count(tmp_path, "quarantine", "resolved_at IS NULL") == 0


def test_a_comment_page_that_fails_deletes_nothing(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        expected = truth(server.site, server.base_url)
        server.fault("*comment-page-1*", 500)
        for _ in range(3):
            ran = crawl(tmp_path, server.base_url, "-a", "recheck=all", *QUICK)
            assert ran.code == 3
        assert count(tmp_path, "comments", "missing_since IS NOT NULL OR gone_at IS NOT NULL") == 0
        assert compare(tmp_path, expected).differences == []


def test_pages_that_stay_in_quarantine_do_not_stop_later_runs(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=36)) as server:
        expected = truth(server.site, server.base_url)
        for article in expected["articles"][:5]:
            server.fault(article["url"].removeprefix(server.base_url.rstrip("/")), "block_page")
        assert crawl(tmp_path, server.base_url, *QUICK).code == 3
        server.site.add_post("News of the day", "A pontoon was painted.")
        again = crawl(tmp_path, server.base_url, *QUICK)
        assert again.code == 3
        assert count(tmp_path, "articles") == 32
        assert count(tmp_path, "quarantine", "resolved_at IS NULL") == 5
