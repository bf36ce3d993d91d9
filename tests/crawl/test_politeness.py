"""What the site is asked, how often, and by whom."""

from __future__ import annotations

import time
from pathlib import Path

from quwa_archive.captures.reader import read_records, warc_files
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from tests.conftest import crawl

THREE = ("origin", "nested", "twins")


def test_crawl_delay_is_obeyed(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=3, cases=THREE, crawl_delay=1)) as server:
        started = time.monotonic()
        ran = crawl(tmp_path, server.base_url, "-s", "DOWNLOAD_DELAY_JITTER=0")
        assert ran.code == 0, ran.err
        requests = sum(server.requests.values())
        # Never faster than asked: a slow machine only makes it longer.
        assert time.monotonic() - started > requests - 3


def test_disallowed_articles_are_left_alone_and_said_so(tmp_path: Path) -> None:
    site = SampleSite(articles=3, cases=THREE)
    path = site.cards[101].path
    with SampleServer(SampleSite(articles=3, cases=THREE, disallow=(path,))) as server:
        ran = crawl(tmp_path, server.base_url)
        assert server.count(path) == 0
    assert "refused by robots.txt" in ran.out


def test_requests_say_who_asks(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=3, cases=THREE)) as server:
        crawl(tmp_path, server.base_url, "-s", "CONTACT=archivist@example.org")
    (path,) = warc_files(tmp_path / "warc")
    agents = {record.header("User-Agent") for record in read_records(path) if record.type == "request"}
    assert agents == {"quwa-archive/0.1.0 (+archivist@example.org)"}


def test_no_cookie_and_no_referrer_is_ever_sent(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=3, cases=THREE)) as server:
        crawl(tmp_path, server.base_url)
    (path,) = warc_files(tmp_path / "warc")
    requests = [record for record in read_records(path) if record.type == "request"]
    assert requests
    assert not [r.url for r in requests if r.header("Cookie") or r.header("Referer")]
