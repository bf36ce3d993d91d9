"""SIGKILL at any moment: the next run loses nothing, doubles nothing, and ends where a crawl ends that was never killed."""

from __future__ import annotations

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


def test_killed_six_times_in_a_row(
    server: SampleServer, expected: dict[str, Any], never_killed: Path, tmp_path: Path
) -> None:
    """While it starts, asks for lists, fetches articles, and when all are fetched; once in the middle of a record."""
    jitter = random.Random(4)
    before = Counter(server.requests)
    for requests in (0, 3, 15, 30, 40):
        running = Running(tmp_path, server)
        assert kill_at(Moment(requests, jitter.uniform(0, 0.05)), running), "it ended before it was killed"
    cut = begin_a_record(tmp_path)
    running = Running(tmp_path, server)
    assert running.wait_for_articles(1)
    stored = len(rows(tmp_path, "SELECT id FROM articles"))
    assert 0 < stored < 60
    assert running.wait_until(
        lambda: set(server.site.paths) <= {path for _, path in server.requests - before}
    )
    assert running.end(signal.SIGKILL).code == -signal.SIGKILL
    assert [path.name for path in (tmp_path / "warc").glob("*.cut")] == [f"{cut.name}.cut"]
    assert asked_twice(server.requests - before, server) <= 5 * IN_FLIGHT
    assert (tmp_path / "archive.lock").read_text().strip() == str(running.process.pid)

    before = Counter(server.requests)
    last = crawl(tmp_path, server.base_url)
    assert last.code == 0, last.err
    assert len([path for _, path in server.requests - before if path in server.site.paths]) <= IN_FLIGHT
    assert losses(tmp_path, expected, content(never_killed)) == []
    listed = run(["quwa", "runs", "--archive", str(tmp_path)]).out.splitlines()
    assert "0 complete" in listed[0]
    assert all("killed" in line for line in listed[1:])
    assert len(listed) >= 5


def test_killed_before_the_first_record_was_whole(
    server: SampleServer, never_killed: Path, tmp_path: Path
) -> None:
    """A database with a header and no table, a WARC file that is empty, and one that breaks off in its first record."""
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert (tmp_path / "archive.db").stat().st_size > 0
    (tmp_path / "warc").mkdir()
    whole = next((never_killed / "warc").glob("*.warc.gz"))
    empty, broken = tmp_path / "warc" / whole.name, tmp_path / "warc" / whole.name.replace("-00000", "-00001")
    empty.write_bytes(b"")
    broken.write_bytes(whole.read_bytes()[:40])
    path = server.site.cards[server.site.newest_first()[0]].path
    ran = crawl(tmp_path, server.base_url, "-a", f"urls={server.base_url}{path[1:]}")
    assert ran.code == 0, ran.err
    assert value(tmp_path, "SELECT count(*) FROM articles") == 1
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
        deleted = next(
            c.id for c in posts[0].comments if not any(o.parent_id == c.id for o in posts[0].comments)
        )
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
    assert [path for _, path in server.requests - before if path in server.site.paths] == []
    assert compare(folder, expected).differences == []
