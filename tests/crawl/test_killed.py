"""SIGKILL at any moment: the next run loses nothing, doubles nothing, and ends where a crawl ends that was never killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import crawl, run
from tests.crawl.comparing import compare
from tests.crawl.killing import (
    IN_FLIGHT,
    Moment,
    Running,
    asked_twice,
    begin_a_record,
    content,
    damages,
    kill_at,
    losses,
    rows,
    value,
)

Content = dict[str, list[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(SampleSite(articles=60)) as server:
        yield server


@pytest.fixture(scope="module")
def expected(server: SampleServer) -> dict[str, Any]:
    return truth(server.site, server.base_url)


@pytest.fixture(scope="module")
def never_killed(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("never-killed")
    ran = crawl(folder, server.base_url)
    assert ran.code == 0, ran.err
    return folder


def test_killed_five_times_in_a_row(
    server: SampleServer, expected: dict[str, Any], never_killed: Path, tmp_path: Path
) -> None:
    """While it starts, asks for lists, and fetches articles; and once in the middle of a record."""
    jitter = random.Random(4)
    before = Counter(server.requests)
    for requests in (0, 3, 15, 30, 40):
        running = Running(tmp_path, server)
        assert kill_at(Moment(requests, jitter.uniform(0, 0.05)), running), "it ended before it was killed"
    stored = len(rows(tmp_path, "SELECT id FROM articles"))
    assert 0 < stored < 60
    cut = begin_a_record(tmp_path)
    again = crawl(tmp_path, server.base_url)
    assert again.code == 0, again.err
    assert losses(tmp_path, expected, content(never_killed)) == []
    assert [path.name for path in (tmp_path / "warc").glob("*.cut")] == [f"{cut.name}.cut"]
    assert asked_twice(Counter(server.requests) - before, server) <= 5 * IN_FLIGHT
    assert value(tmp_path, "SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == 1


def test_killed_at_its_very_end(
    server: SampleServer, expected: dict[str, Any], never_killed: Path, tmp_path: Path
) -> None:
    """All articles fetched, the last of them stored or not, the clock not settled, the index not written."""
    running = Running(tmp_path, server)
    assert running.wait_for_articles(60)
    running.end(signal.SIGKILL)
    before = Counter(server.requests)
    again = crawl(tmp_path, server.base_url)
    assert again.code == 0, again.err
    assert asked_twice(Counter(server.requests) - before, server) == 0
    assert losses(tmp_path, expected, content(never_killed)) == []


def test_killed_while_the_database_was_being_made(server: SampleServer, tmp_path: Path) -> None:
    """A file with a header and no table in it is what a kill in the first milliseconds leaves."""
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert (tmp_path / "archive.db").stat().st_size > 0
    ran = crawl(tmp_path, server.base_url, "-a", f"urls={server.base_url}{_a_path(server)}")
    assert ran.code == 0, ran.err
    assert value(tmp_path, "SELECT count(*) FROM articles") == 1


def test_killed_before_the_first_record_was_whole(server: SampleServer, tmp_path: Path) -> None:
    """An empty WARC file, and one that breaks off within its first record."""
    address = f"urls={server.base_url}{_a_path(server)}"
    assert crawl(tmp_path, server.base_url, "-a", address).code == 0
    first = next((tmp_path / "warc").glob("*-00000.warc.gz"))
    empty, broken = (first.with_name(first.name.replace("-00000", serial)) for serial in ("-00001", "-00002"))
    empty.write_bytes(b"")
    broken.write_bytes(first.read_bytes()[:40])
    ran = crawl(tmp_path, server.base_url, "-a", address)
    assert ran.code == 0, ran.err
    assert damages(tmp_path) == []
    assert broken.with_name(f"{broken.name}.cut").stat().st_size == 40


def test_killed_in_the_middle_of_an_update(tmp_path: Path) -> None:
    """Edits make one version each, and a comment that was missing in the killed run was missing once."""
    with SampleServer(SampleSite(articles=40, cases=False)) as server:
        site = server.site
        assert crawl(tmp_path, server.base_url).code == 0
        posts = [post for post in site.posts() if len(post.comments) > 2][:6]
        assert len(posts) == 6
        for post in posts:
            site.edit_post(post.id, text=f"{post.title}, written anew.\n\nWith a second paragraph.")
            site.add_comment(post.id, "Nadia", "A word on the new text.")
        deleted = next(c.id for c in posts[0].comments if not any(o.parent_id == c.id for o in posts[0].comments))
        site.delete_comment(deleted)
        running = Running(tmp_path, server, "-a", "recheck=all")
        assert running.wait_for_articles(20)
        running.end(signal.SIGKILL)
        again = crawl(tmp_path, server.base_url)
        assert again.code == 0, again.err
        versions = Counter(rows(tmp_path, "SELECT article_id FROM article_versions"))
        assert versions == {post.id: 1 for post in posts}
        assert rows(tmp_path, "SELECT id FROM comments WHERE gone_at IS NOT NULL") in ([], [deleted])
        assert len(rows(tmp_path, "SELECT id FROM events WHERE kind = 'comment_missing'")) == 1
        assert damages(tmp_path) == []
        archived = {row for row in rows(tmp_path, "SELECT id FROM comments") if row != deleted}
        assert archived == {c["id"] for c in truth(site, server.base_url)["comments"]}


def test_a_database_that_is_lost_is_made_again_without_the_network(
    server: SampleServer, expected: dict[str, Any], never_killed: Path, tmp_path: Path
) -> None:
    """The captures are the truth: a run that finds them alone takes them in and asks for no article again."""
    folder = tmp_path / "archive"
    shutil.copytree(never_killed, folder)
    for name in ("archive.db", "archive.db-wal", "archive.db-shm"):
        (folder / name).unlink(missing_ok=True)
    before = Counter(server.requests)
    ran = crawl(folder, server.base_url)
    assert ran.code == 0, ran.err
    asked = Counter(server.requests) - before
    assert [path for _, path in asked if path in server.site.paths] == []
    assert compare(folder, expected).differences == []


def test_the_lock_of_a_dead_process_is_taken_over(server: SampleServer, tmp_path: Path) -> None:
    server.fault("/robots.txt", "slow", times=1, seconds=30)
    running = Running(tmp_path, server)
    assert running.wait_for_requests(1)
    running.end(signal.SIGKILL)
    server.clear_faults()
    assert (tmp_path / "archive.lock").read_text().strip() == str(running.process.pid)
    ran = crawl(tmp_path, server.base_url, "-a", f"urls={server.base_url}{_a_path(server)}")
    assert ran.code == 0, ran.err
    listed = run(["quwa", "runs", "--archive", str(tmp_path)]).out.splitlines()
    assert ["killed" in line for line in listed] == [False, True]
    assert not _is_alive(running.process.pid)


def _a_path(server: SampleServer) -> str:
    return server.site.cards[server.site.newest_first()[0]].path.removeprefix("/")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
