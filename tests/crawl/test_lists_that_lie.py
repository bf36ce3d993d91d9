"""What a site lists and what it has are two things: neither is believed against the other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import crawl
from tests.crawl.comparing import compare
from tests.crawl.killing import rows, value
from tests.crawl.test_updates import asked, last_report

BUDGET = ("-s", "RECHECK_BUDGET=6")


def test_a_sitemap_that_calls_everything_modified_costs_one_look_at_everything(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=60, cases=False, lastmod_of_cache=True)) as server:
        site = server.site
        first, second, third = list(site.posts())[:3]
        assert crawl(tmp_path, server.base_url).code == 0
        site.edit_post(first.id, text="Told anew.")
        assert crawl(tmp_path, server.base_url, *BUDGET).code == 0
        report = last_report(tmp_path)
        assert (report["lastmod_looks"], report["lastmod_changed"]) == (60, 1)
        # From now on it is a hint among others, and what the API calls modified is looked at nevertheless.
        site.edit_post(second.id, text="Told anew as well.")
        assert crawl(tmp_path, server.base_url, *BUDGET).code == 0
        assert last_report(tmp_path)["chosen"] == {"REST modified": 1, "sitemap lastmod": 6}
        versions = "SELECT article_id FROM article_versions ORDER BY article_id"
        assert rows(tmp_path, versions) == sorted([first.id, second.id])
        # Without the API the budget's looks come round to every article: 60 articles, 6 a run, one edit.
        site.edit_post(third.id, text="And a third time.")
        server.fault("/wp-json/*", 404)
        server.fault("/?rest_route*", 404)
        for _ in range(10):
            assert crawl(tmp_path, server.base_url, *BUDGET).code == 0
            assert sum(last_report(tmp_path)["chosen"].values()) <= 6
            site.edit_comment(next(c.id for post in site.posts() for c in post.comments), likes=3)
            site.now = site.now.replace(year=site.now.year + 1)
        assert compare(tmp_path, truth(site, server.base_url), rest=True).differences == []


def test_a_sitemap_that_tells_the_truth_again_is_believed_again(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=60, cases=False, lastmod_of_cache=True)) as server:
        site = server.site
        posts = sorted(site.posts(), key=lambda post: post.path)
        assert crawl(tmp_path, server.base_url).code == 0
        site.edit_post(posts[0].id, text="Told anew.")
        assert crawl(tmp_path, server.base_url).code == 0
        trusted = "SELECT value FROM meta WHERE key = 'sitemap_lastmod'"
        assert value(tmp_path, trusted) == "untrusted"
        for post in posts[:6]:
            site.edit_post(post.id, text="A page of news.")
        server.fault("/wp-json/*", 404)
        server.fault("/?rest_route*", 404)
        # The longest unseen come first, and those are just the ones that changed.
        assert crawl(tmp_path, server.base_url, *BUDGET).code == 0
        assert value(tmp_path, trusted) == "trusted"


def test_a_site_that_has_nothing_behind_its_lists_is_no_complete_archive(tmp_path: Path) -> None:
    """Broken permalinks: the lists answer, and every article is 404."""
    with SampleServer(SampleSite(articles=8, cases=False)) as server:
        for path in server.site.paths:
            server.fault(path, 404)
        for _ in range(3):
            ran = crawl(tmp_path, server.base_url)
            assert ran.code == 3, ran.err
            assert last_report(tmp_path)["failed"]
        server.clear_faults()
        assert crawl(tmp_path, server.base_url).code == 0
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_one_address_with_nothing_behind_it_is_told_once(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=8, cases=False)) as server:
        path = sorted(server.site.paths)[0]
        server.fault(path, 404)
        assert crawl(tmp_path, server.base_url).code == 3
        assert last_report(tmp_path)["failed"] == {server.base_url + path[1:]: "HTTP 404"}
        assert crawl(tmp_path, server.base_url).code == 0
        assert rows(tmp_path, "SELECT url FROM urls WHERE state = 'gone'") == [server.base_url + path[1:]]
        # When its turn comes again, months later, the same answer is no news.
        with closing(sqlite3.connect(tmp_path / "archive.db")) as connection, connection:
            connection.execute("UPDATE urls SET next_check_at = '2020-01-01T00:00:00Z' WHERE state = 'gone'")
        assert crawl(tmp_path, server.base_url).code == 0
        assert last_report(tmp_path)["chosen"] == {"schedule": 1}


def test_a_post_called_about_is_an_article(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=8, cases=False)) as server:
        post = server.site.add_post("About the fleet", "Nine boats, all of them grey.", path="/about/")
        server.site.add_comment(post.id, "Nadia", "Ten, if you count the raft.")
        assert crawl(tmp_path, server.base_url).code == 0
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_the_api_of_a_site_with_plain_permalinks_is_found(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=8, cases=False, pretty_rest=False)) as server:
        ran, requests = asked(server, lambda: crawl(tmp_path, server.base_url))
        assert ran.code == 0, ran.err
        assert last_report(tmp_path)["ways"]["rest-index"] == "answered"
        assert any("rest_route=/wp/v2/comments" in path for _, path in requests)
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_an_api_that_refuses_is_not_asked_at_its_back_door(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=8, cases=False, rest=False, rest_refusal=403)) as server:
        _, requests = asked(server, lambda: crawl(tmp_path, server.base_url))
        assert not any("rest_route" in path for _, path in requests)
