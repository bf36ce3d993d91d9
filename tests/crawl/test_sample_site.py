"""The whole way, with the real command: what the archive holds equals what is true of the sample site."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import Ran, crawl, run
from tests.crawl.comparing import compare

CONTENT = (
    "articles",
    "comments",
    "pings",
    "authors",
    "terms",
    "article_terms",
    "links",
    "images",
    "article_versions",
)


def dump(folder: Path, *tables: str) -> dict[str, list[Any]]:
    """Every row of the given tables."""
    connection = sqlite3.connect(folder / "archive.db")
    try:
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in tables}
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(SampleSite()) as server:
        yield server


@pytest.fixture(scope="module")
def archived(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    folder = tmp_path_factory.mktemp("archive")
    return folder, crawl(folder, server.base_url)


def test_every_value_equals_the_truth(server: SampleServer, archived: tuple[Path, Ran]) -> None:
    folder, ran = archived
    assert ran.code == 0, ran.err
    result = compare(folder, truth(server.site, server.base_url))
    assert result.differences == []
    assert result.rows["articles"] == 40
    assert result.compared > 7000


def test_what_is_not_public_is_never_asked_for(server: SampleServer, archived: tuple[Path, Ran]) -> None:
    asked = {path for _, path in server.requests}
    for trap in ("replytocom", "?s=", "share=", "preview", "wp-login", "wp-admin", "xmlrpc"):
        assert not [path for path in asked if trap in path]
    assert not [
        path for path in asked if path.endswith("/feed/") and path not in ("/feed/", "/comments/feed/")
    ]


def test_every_row_names_a_capture_that_is_on_disk(archived: tuple[Path, Ran]) -> None:
    from quwa_archive.captures.reader import read_record

    folder, _ = archived
    connection = sqlite3.connect(folder / "archive.db")
    captures = connection.execute(
        "SELECT url, status, warc_file, warc_offset, warc_record_id, payload_sha256 FROM captures WHERE id IN"
        " (SELECT capture_id FROM articles UNION SELECT capture_id FROM comments)"
    ).fetchall()
    assert len(captures) >= 40
    for url, status, warc_file, offset, record_id, digest in captures:
        record = read_record(folder / "warc" / warc_file, offset)
        assert (record.url, record.status, record.record_id, record.payload_sha256) == (
            url,
            status,
            record_id,
            digest,
        )


def test_running_it_again_changes_nothing(server: SampleServer, archived: tuple[Path, Ran]) -> None:
    folder, _ = archived
    before = dump(folder, *CONTENT)
    again = crawl(folder, server.base_url)
    assert again.code == 0, again.err
    assert dump(folder, *CONTENT) == before


def test_looking_at_everything_again_writes_no_version(
    server: SampleServer, archived: tuple[Path, Ran]
) -> None:
    folder, _ = archived
    before = dump(
        folder, "article_versions", "comment_versions", "author_versions", "events", "comments_fts_data"
    )
    again = crawl(folder, server.base_url, "-a", "recheck=all")
    assert again.code == 0, again.err
    after = dump(
        folder, "article_versions", "comment_versions", "author_versions", "events", "comments_fts_data"
    )
    assert after == before
    assert compare(folder, truth(server.site, server.base_url)).differences == []


@pytest.mark.parametrize(
    "ways",
    [
        {"rest": False},
        {"rest": False, "sitemap": False},
        {"rest": False, "sitemap": False, "feed": False},
        {"sitemap": False, "feed": False, "layout": "twentytwentyone"},
    ],
    ids=["no REST", "only feeds", "only HTML", "only REST"],
)
def test_any_way_of_discovery_alone_finds_everything(ways: dict[str, Any], tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=36, **ways)) as server:
        ran = crawl(tmp_path, server.base_url)
        # Without the API, answers to a comment in moderation are counted by the page and shown by nobody.
        assert ran.code == (0 if ways.get("rest", True) else 3), ran.err
        result = compare(tmp_path, truth(server.site, server.base_url), rest=ways.get("rest", True))
        unknown = ("articles.published_local", "articles.published_at", "articles.modified_at")
        assert [
            d for d in result.differences if not (d.startswith(unknown) and d.endswith("archive 'None'"))
        ] == []


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("per_page", [5, 50])
def test_comment_pages_are_followed_to_the_end(order: str, per_page: int, tmp_path: Path) -> None:
    site = SampleSite(articles=30, comments_per_page=per_page, comment_order=order)
    with SampleServer(site) as server:
        ran = crawl(tmp_path, server.base_url)
        assert ran.code == 0, ran.err
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_show_prints_the_article_and_its_thread(archived: tuple[Path, Ran]) -> None:
    folder, _ = archived
    shown = run(["quwa", "show", "--archive", str(folder), "101"])
    assert shown.code == 0
    assert "Notes & Comments:" in shown.out
    assert "23 comments, 0 pings (the page declares 23)" in shown.out
    assert "2017-01-12 00:50" in shown.out
    by_address = run(["quwa", "show", "--archive", str(folder), _url(folder, 101) + "?utm_source=x#comments"])
    assert by_address.out == shown.out


def _url(folder: Path, article_id: int) -> str:
    connection = sqlite3.connect(folder / "archive.db")
    return str(connection.execute("SELECT url FROM articles WHERE id = ?", [article_id]).fetchone()[0])


def test_stats_check_and_runs(archived: tuple[Path, Ran]) -> None:
    folder, _ = archived
    stats = run(["quwa", "stats", "--archive", str(folder)])
    assert (stats.code, "502" in stats.out, "40" in stats.out) == (0, True, True)
    check = run(["quwa", "check", "--archive", str(folder)])
    assert check.code == 0
    assert "complete: 40 articles" in check.out
    runs = run(["quwa", "runs", "--archive", str(folder)])
    assert "0 complete" in runs.out


def test_time_names_the_zone_and_its_evidence(archived: tuple[Path, Ran]) -> None:
    folder, _ = archived
    told = run(["quwa", "time", "--archive", str(folder)])
    assert told.code == 0
    assert "America/Toronto" in told.out.splitlines()[0]
    assert "502 exact" in told.out
