"""A rebuild gives the database that the crawl made, from the WARC files alone, and replaces it in one step."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quwa_archive.archive import Archive
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.errors import ArchiveLocked, StorageError
from quwa_archive.rebuild import NEW_NAME, rebuild
from quwa_archive.replay import replay_tail
from tests.conftest import crawl, run
from tests.rebuild.archives import ask, crawl_and_kill, differences, frontier, tables


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(SampleSite(articles=40)) as server:
        yield server


@pytest.fixture(scope="module")
def crawled(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "archive"
    done = crawl(folder, server.base_url)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "archive"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_table_is_the_same_row_for_row(folder: Path, jobs: int) -> None:
    before, before_frontier = tables(folder), frontier(folder)
    runs, meta = ask(folder, "SELECT * FROM runs"), ask(folder, "SELECT * FROM meta ORDER BY key")
    result = rebuild(folder, jobs=jobs)
    assert (result.articles, result.unfinished) == (40, 0)
    assert len(before["comments"]) > 400
    assert differences(before, tables(folder)) == {}
    assert frontier(folder) == before_frontier
    assert ask(folder, "SELECT * FROM runs") == runs
    assert ask(folder, "SELECT * FROM meta ORDER BY key") == meta


def test_the_same_from_warc_files_alone(folder: Path) -> None:
    before = tables(folder)
    shutil.rmtree(folder / "logs")
    for path in folder.glob("archive.db*"):
        path.unlink()
    result = rebuild(folder, jobs=1)
    assert result.carried_problem == "there is none"
    assert differences(before, tables(folder)) == {}


@pytest.mark.parametrize("damage", ["garbage", "flipped page", "empty"])
def test_a_damaged_database_is_no_obstacle(folder: Path, damage: str) -> None:
    before = tables(folder)
    path = folder / "archive.db"
    content = bytearray(path.read_bytes())
    if damage == "garbage":
        path.write_bytes(b"this is no database" * 1000)
    elif damage == "flipped page":
        content[4096:-4096] = b"\xff" * (len(content) - 8192)
        path.write_bytes(content)
    else:
        path.write_bytes(b"")
    done = run(["quwa", "rebuild", "--archive", str(folder)])
    assert done.code == 0, done.err
    assert "nothing was carried over" in done.out
    assert differences(before, tables(folder)) == {}
    assert (folder / "archive.db.damaged").exists() == (damage != "empty")


def test_someone_elses_database_is_left_alone(folder: Path) -> None:
    path = folder / "archive.db"
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.commit()
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StorageError, match="not a Quwa archive"):
        rebuild(folder, jobs=1)
    assert path.read_bytes() == content


def test_nothing_is_replaced_while_a_run_holds_the_archive(folder: Path) -> None:
    content = (folder / "archive.db").read_bytes()
    with (folder / "archive.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveLocked):
            rebuild(folder, jobs=1)
        assert run(["quwa", "rebuild", "--archive", str(folder)]).code == 75
    assert (folder / "archive.db").read_bytes() == content


def test_the_old_write_ahead_log_does_not_reach_the_new_database(folder: Path) -> None:
    before = tables(folder)
    writer = sqlite3.connect(folder / "archive.db", isolation_level=None)
    writer.execute("UPDATE articles SET title = 'changed by hand'")
    assert (folder / "archive.db-wal").exists()
    rebuild(folder, jobs=1)
    writer.close()
    assert differences(before, tables(folder)) == {}
    assert not (folder / "archive.db-wal").exists()
    assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
    assert ask(folder, "PRAGMA journal_mode") == [("wal",)]


def test_what_a_killed_rebuild_left_is_in_nobodys_way(folder: Path) -> None:
    (folder / NEW_NAME).write_bytes(b"half a database")
    assert rebuild(folder, jobs=1).articles == 40
    assert not (folder / NEW_NAME).exists()


def test_without_warc_files_there_is_nothing_to_rebuild_from(tmp_path: Path) -> None:
    done = run(["quwa", "rebuild", "--archive", str(tmp_path / "nothing")])
    assert done.code == 5
    assert "no WARC files" in done.err
    assert not (tmp_path / "nothing").exists()


def test_a_dry_run_says_what_would_change_and_changes_nothing(folder: Path) -> None:
    done = run(["quwa", "rebuild", "--archive", str(folder), "--dry-run"])
    assert (done.code, "nothing changes: all" in done.out) == (0, True), done.out + done.err
    connection = sqlite3.connect(folder / "archive.db", isolation_level=None)
    connection.execute(
        "UPDATE comments SET body_text = 'said otherwise' WHERE id = (SELECT min(id) FROM comments)"
    )
    connection.execute("DELETE FROM pings")
    connection.execute("UPDATE articles SET word_count = 7")
    connection.close()
    before = tables(folder)
    done = run(["quwa", "rebuild", "--archive", str(folder), "--dry-run"])
    assert done.code == 0
    assert "comments.body_text: 1 values" in done.out
    assert "- said otherwise" in done.out
    assert "articles.word_count: 40 values" in done.out
    assert "pings: 3 rows new" in done.out
    assert differences(before, tables(folder)) == {}
    assert not list(folder.glob("archive.db.new*"))


def test_three_runs_with_edits_and_deletions_one_of_them_killed(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    site = SampleSite(articles=40)
    with SampleServer(site) as server:
        assert crawl(folder, server.base_url).code == 0
        posts = [
            a
            for (a,) in ask(
                folder, "SELECT id FROM articles WHERE access = 'open' AND comments_captured > 0 ORDER BY id"
            )
        ]
        edited, shortened, withdrawn, later = posts[1], posts[3], posts[4], posts[5]
        site.edit_post(edited, title="A headline that was changed")
        (comment,) = ask(
            folder, "SELECT min(id) FROM comments WHERE article_id = ? AND position IS NOT NULL", shortened
        )[0]
        site.delete_comment(comment)
        site.unpublish(withdrawn)
        crawl_and_kill(folder, server.base_url, after_articles=12)
        (other,) = ask(
            folder, "SELECT min(id) FROM comments WHERE article_id = ? AND position IS NOT NULL", later
        )[0]
        site.edit_comment(other, "Said differently now.")
        site.add_comment(edited, "A new reader", "Something new.")
        for _ in range(2):
            done = crawl(folder, server.base_url, "-a", "recheck=all")
            assert done.code in (0, 3), done.err
    before = tables(folder)
    assert len(before["article_versions"]) >= 1
    assert len(before["comment_versions"]) >= 1
    kinds = {row[4] for row in before["events"]}
    assert {"comment_missing", "comment_gone", "article_missing"} <= kinds
    before_frontier = frontier(folder)
    rebuild(folder, jobs=2)
    assert differences(before, tables(folder)) == {}
    assert frontier(folder) == before_frontier
    for path in folder.glob("archive.db*"):
        path.unlink()
    rebuild(folder, jobs=1)
    assert differences(before, tables(folder)) == {}


def test_a_tail_is_replayed_once_and_its_cut_record_set_aside(folder: Path) -> None:
    """As after a kill between the last record and its commit, and in the middle of the next record."""
    before = tables(folder)
    (path,) = (folder / "warc").iterdir()
    whole = path.stat().st_size
    archive = Archive(folder)
    ends = [
        row[0]
        for row in archive.connection.execute("SELECT warc_offset FROM captures ORDER BY id DESC LIMIT 12")
    ]
    with archive.transaction() as connection:
        connection.execute("UPDATE warc_files SET applied_to = ?", [ends[-1]])
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut")
    assert replay_tail(archive).visits > 0
    assert replay_tail(archive).visits == 0
    archive.close()
    assert path.stat().st_size == whole
    assert (folder / "warc" / f"{path.name}.cut").stat().st_size == 13
    # Unlike after a kill, the rows were there already: those looks are counted once more.
    assert differences(before, tables(folder)).keys() <= {"run_layouts"}


def test_a_file_that_lost_its_end_is_mended_and_its_visit_fetched_again(
    folder: Path, server: SampleServer
) -> None:
    before = tables(folder)
    (path,) = (folder / "warc").iterdir()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 3 // 4 - 100)
    rebuild(folder, jobs=1)
    assert list((folder / "warc").glob("*.cut"))
    assert len(tables(folder)["articles"]) < 40
    done = crawl(folder, server.base_url)
    assert done.code == 0, done.err
    ids = {row[0] for row in tables(folder)["articles"]}
    assert ids == {row[0] for row in before["articles"]}


def test_damage_stops_a_rebuild_unless_it_is_to_be_left_out(folder: Path) -> None:
    content = (folder / "archive.db").read_bytes()
    (path,) = (folder / "warc").iterdir()
    damaged = bytearray(path.read_bytes())
    (article, offset) = ask(
        folder,
        "SELECT a.id, warc_offset FROM articles a JOIN captures c ON c.id = a.capture_id ORDER BY a.id LIMIT 1 OFFSET 20",
    )[0]
    damaged[offset + 300] ^= 1
    path.write_bytes(damaged)
    done = run(["quwa", "rebuild", "--archive", str(folder)])
    assert done.code == 5
    assert f"{path.name}: the record at byte {offset} is damaged" in done.err
    assert (folder / "archive.db").read_bytes() == content
    done = run(["quwa", "rebuild", "--archive", str(folder), "--skip-damaged"])
    assert done.code == 3, done.err
    assert {row[0] for row in tables(folder)["articles"]} == {
        i for (i,) in ask(folder, "SELECT DISTINCT article_id FROM url_aliases")
    }
    assert ask(folder, "SELECT count(*) FROM articles") == [(39,)]
    assert ask(folder, "SELECT count(*) FROM urls WHERE state = 'pending'")[0][0] >= 1
    assert ask(folder, "SELECT count(*) FROM articles WHERE id = ?", article) == [(0,)]
