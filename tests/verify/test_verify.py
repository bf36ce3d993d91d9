"""A check finds what was damaged, names the rows that rest on it, and does not cry wolf over what is only unfinished."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from quwa_archive.captures.members import members
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.provenance import extractor_version
from quwa_archive.rebuild import rebuild
from quwa_archive.verify import Verified, verify
from tests.conftest import Ran, crawl, run
from tests.rebuild.archives import ask, crawl_and_kill


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs, so that there are earlier versions and bodies that are only referred to."""
    folder = tmp_path_factory.mktemp("crawled") / "archive"
    site = SampleSite(articles=40)
    with SampleServer(site) as server:
        assert crawl(folder, server.base_url).code == 0
        site.edit_post(107, title="A headline that was changed")
        (comment,) = ask(folder, "SELECT min(id) FROM comments WHERE article_id = 110")[0]
        site.edit_comment(comment, "Said differently now.")
        assert crawl(folder, server.base_url, "-a", "recheck=all").code == 0
    # The same also where the source is edited between the crawl and the check.
    change(folder, "UPDATE captures SET extractor = ? WHERE extractor IS NOT NULL", extractor_version())
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "archive"))


def check(folder: Path) -> Ran:
    return run(["quwa", "verify", "--archive", str(folder)])


def change(folder: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(folder / "archive.db", isolation_level=None)
    connection.execute(sql, values)
    connection.close()


def rows_of(folder: Path, captures: list[int]) -> dict[str, set[int]]:
    """Articles and comments, and their earlier versions, that name one of these captures."""
    marks = ", ".join("?" * len(captures))
    found = {
        table: {
            i for (i,) in ask(folder, f"SELECT {key} FROM {table} WHERE capture_id IN ({marks})", *captures)
        }
        for table, key in (("articles", "id"), ("comments", "id"))
    }
    for table, key in (("article_versions", "article_id"), ("comment_versions", "comment_id")):
        found[table] = {
            i for (i,) in ask(folder, f"SELECT {key} FROM {table} WHERE capture_id IN ({marks})", *captures)
        }
    return {table: ids for table, ids in found.items() if ids}


def named(found: Verified) -> dict[str, set[int]]:
    (damaged,) = found.damaged
    return {
        table: {int(key.split(" ")[0]) for key in keys}
        for table, keys in damaged.rows.items()
        if table in ("articles", "comments", "article_versions", "comment_versions")
    }


def flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x20
    path.write_bytes(content)


def test_a_sound_archive_is_sound(folder: Path) -> None:
    done = check(folder)
    assert done.code == 0, done.out
    assert "every digest is right and every row is what its capture says" in done.out
    assert ask(folder, "SELECT count(*) FROM comment_versions")[0][0] == 1
    found = verify(folder, jobs=1)
    expected = sum(
        ask(folder, f"SELECT count(*) FROM {table}")[0][0]
        for table in ("articles", "comments", "article_versions", "comment_versions", "comment_api")
    )
    assert found.rows == expected > 1000


def test_a_rebuilt_archive_is_sound(folder: Path) -> None:
    rebuild(folder, jobs=1)
    assert check(folder).code == 0


@pytest.mark.parametrize("article", [101, 107, 113, 1003])
def test_one_flipped_byte_names_exactly_the_rows_of_its_record(folder: Path, article: int) -> None:
    capture, name, offset, digest = ask(
        folder,
        "SELECT c.id, warc_file, warc_offset, payload_sha256 FROM articles a JOIN captures c ON c.id = a.capture_id"
        " WHERE a.id = ?",
        article,
    )[0]
    path = folder / "warc" / name
    end = next(members(path, offset)).end
    flip(path, (offset + end) // 2)
    sharing = [i for (i,) in ask(folder, "SELECT id FROM captures WHERE payload_sha256 = ?", digest)]
    found = verify(folder, jobs=1)
    assert [c.id for c in found.damaged[0].captures] == [capture]
    assert named(found) == rows_of(folder, sharing)
    assert article in named(found)["articles"]
    others = (found.altered, found.drifted, found.missing_captures, found.unclaimed, found.cuts)
    assert others == ([], [], [], [], [])
    done = check(folder)
    assert done.code == 5
    assert f"capture {capture} of " in done.out
    assert str(article) in done.out.split("rows of articles", 1)[1]


def test_a_flipped_byte_in_a_request_or_visit_record_is_damage_without_a_capture(folder: Path) -> None:
    name, offset = ask(folder, "SELECT warc_file, warc_offset FROM captures ORDER BY id LIMIT 1 OFFSET 3")[0]
    path = folder / "warc" / name
    request = next(members(path, next(members(path, offset)).end))
    flip(path, (request.offset + request.end) // 2)
    done = check(folder)
    assert done.code == 5
    assert "no capture: a request, or the record of a visit" in done.out
    assert "no row rests on it" in done.out


def test_a_cut_end_is_told_apart_from_damage(folder: Path) -> None:
    newest = max((folder / "warc").iterdir())
    with newest.open("r+b") as file:
        file.truncate(newest.stat().st_size - 100)
    done = check(folder)
    assert done.code == 3, done.out
    assert f"cut off: {newest.name} ends within a record" in done.out
    assert "damaged" not in done.out.lower()


def test_a_cut_end_beyond_what_was_taken_in_costs_nothing(folder: Path) -> None:
    newest = max((folder / "warc").iterdir())
    size = newest.stat().st_size
    record = next(members(newest))
    with newest.open("ab") as file:
        file.write(newest.read_bytes()[: record.end // 2])
    done = check(folder)
    assert done.code == 3
    assert "no damage, the next run sets the rest aside" in done.out
    assert newest.stat().st_size > size


def test_a_killed_run_is_unfinished_and_no_damage(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with SampleServer(SampleSite(articles=40)) as server:
        crawl_and_kill(folder, server.base_url, after_articles=10)
        assert check(folder).code in (0, 3)
        assert crawl(folder, server.base_url).code == 0
    done = check(folder)
    assert done.code == 0, done.out


def test_a_missing_file_is_missing_captures(folder: Path) -> None:
    oldest = min((folder / "warc").iterdir())
    oldest.unlink()
    done = check(folder)
    assert done.code == 5
    assert f"is not in {oldest.name}" in done.out


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        ("UPDATE articles SET body_text = body_text || '!' WHERE id = 101", "articles 101"),
        ("UPDATE articles SET title = 'Forged' WHERE id = 104", "articles 104"),
        ("UPDATE article_versions SET body_html = '' WHERE article_id = 107", "article_versions 107"),
        ("UPDATE comments SET author_name = 'Forger' WHERE id = (SELECT max(id) FROM comments)", "comments "),
        ("UPDATE comment_versions SET body_text = 'Forged'", "comment_versions "),
        (
            "UPDATE comment_api SET posted_at = '2001-01-01T00:00:00Z' WHERE id = (SELECT min(id) FROM comment_api)",
            "comment_api ",
        ),
    ],
)
def test_a_row_that_was_changed_by_hand_is_found(folder: Path, sql: str, row: str) -> None:
    change(folder, sql)
    found = verify(folder, jobs=1)
    assert len(found.altered) == 1
    assert found.altered[0].startswith(row)
    assert found.is_damaged


def test_a_row_that_no_capture_yields_is_found(folder: Path) -> None:
    change(
        folder,
        "UPDATE comments SET id = 999999 WHERE id = (SELECT max(id) FROM comments WHERE parent_id IS NULL)",
    )
    found = verify(folder, jobs=1)
    assert [line.split(":")[0] for line in found.altered] == ["comments 999999"]


def test_another_extractor_is_drift_and_no_damage(folder: Path) -> None:
    change(folder, "UPDATE captures SET extractor = '0.0.1+of-last-year'")
    change(folder, "UPDATE articles SET body_text = 'as it was read then' WHERE id = 101")
    done = check(folder)
    assert done.code == 0, done.out
    assert "read otherwise today: 1 rows" in done.out
    assert "read by extractor 0.0.1+of-last-year" in done.out


def test_captures_that_the_database_describes_wrongly_are_found(folder: Path) -> None:
    change(folder, "UPDATE captures SET fetched_at = '2001-01-01T00:00:00Z' WHERE id = 7")
    done = check(folder)
    assert done.code == 5
    assert "captures 7: the database says otherwise" in done.out


def test_foreign_files_are_named_and_do_no_harm(folder: Path) -> None:
    (folder / "warc" / "notes.txt").write_text("mine")
    done = check(folder)
    assert done.code == 0
    assert "notes.txt: not a file of this archive" in done.out


def test_a_damaged_database_is_named(folder: Path) -> None:
    path = folder / "archive.db"
    content = bytearray(path.read_bytes())
    for page in range(20, len(content) // 4096, 7):
        content[page * 4096 : page * 4096 + 2000] = b"\xee" * 2000
    path.write_bytes(content)
    done = check(folder)
    assert done.code == 5
    assert "archive.db" in done.out + done.err
    assert "Traceback" not in done.err


def test_nothing_is_made_where_no_archive_is(tmp_path: Path) -> None:
    done = check(tmp_path / "nothing")
    assert done.code == 5
    assert not (tmp_path / "nothing").exists()
