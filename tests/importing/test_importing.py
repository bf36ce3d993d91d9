"""WARC files that others made become earlier versions; what they lack does not make anything disappear."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quwa_archive.demo.blocks import to_text
from quwa_archive.demo.routes import Router
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.rebuild import rebuild
from tests.conftest import Ran, crawl, run
from tests.rebuild.archives import ask, differences, tables


def import_(folder: Path, *files: Path, site: str | None = None) -> Ran:
    options = ["--site", site] if site else []
    return run(["quwa", "import", "--archive", str(folder), *options, *map(str, files)])


def write_warc(path: Path, records: list[tuple[str, str, int, bytes]], *, gzip: bool = True) -> Path:
    """A WARC 1.0 file as another tool would make it; records are address, date, status, body."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzip)
        for url, date, status, body in records:
            http = StatusAndHeaders(
                f"{status} Reason", [("Content-Type", "text/html; charset=UTF-8")], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=io.BytesIO(body),
                    http_headers=http,
                    warc_headers_dict={"WARC-Date": date},
                )
            )
    return path


class Past:
    """The site as it was: pages rendered at the address of the site that is crawled later."""

    def __init__(self, site: SampleSite, base_url: str) -> None:
        self._router = Router(site, base_url)
        self._base = base_url

    def page(self, path: str) -> bytes:
        return b"".join(self._router.answer(path, {}).body)

    def record(self, path: str, date: str, status: int = 200) -> tuple[str, str, int, bytes]:
        return (self._base.rstrip("/") + path, date, status, self.page(path))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, int]]:
    """An archive of the site of today, and a file from years before it: an edit, a deletion, a lost article."""
    base = tmp_path_factory.mktemp("world")
    site = SampleSite(articles=40)
    lost = site.add_post("An article that was lost", "It stood here once.", "2019-05-05T10:00:00+00:00")
    site.add_comment(lost.id, "Early reader", "First.", "2019-05-06T10:00:00+00:00")
    edited = site.add_post("The first headline", "The text.", "2019-05-05T11:00:00+00:00")
    spoken = site.add_comment(edited.id, "Someone", "Soon to be deleted.", "2019-05-06T11:00:00+00:00")
    kept = site.add_comment(edited.id, "Someone else", "Here to stay.", "2019-05-06T12:00:00+00:00")
    with SampleServer(site) as server:
        past = Past(site, server.base_url)
        broken = (
            server.base_url + "pakistan/an-error/",
            "2020-01-01T00:00:00Z",
            200,
            b"<html><body>Bad gateway</body></html>",
        )
        old = write_warc(
            base / "old.warc.gz",
            [
                past.record(lost.path, "2019-06-01T00:00:00Z"),
                past.record(edited.path, "2019-06-01T00:00:01Z"),
                broken,
                (server.base_url + "about/", "2019-06-01T00:00:02Z", 200, past.page("/about/")),
                (server.base_url + "pakistan/gone/", "2019-06-01T00:00:03Z", 404, b"no"),
                ("http://example.org/elsewhere/", "2019-06-01T00:00:04Z", 200, b"<html></html>"),
            ],
        )
        site.unpublish(lost.id)
        site.edit_post(edited.id, title="The second headline")
        site.delete_comment(spoken.id)
        folder = base / "archive"
        assert crawl(folder, server.base_url).code == 0
    return folder, old, {"lost": lost.id, "edited": edited.id, "deleted": spoken.id, "kept": kept.id}


@pytest.fixture
def folder(world: tuple[Path, Path, dict[str, int]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(world[0], tmp_path / "archive"))


def test_older_captures_become_earlier_versions(
    folder: Path, world: tuple[Path, Path, dict[str, int]]
) -> None:
    _, old, ids = world
    before = tables(folder)
    assert ids["lost"] not in {row[0] for row in before["articles"]}
    done = import_(folder, old)
    assert done.code in (0, 3), done.err
    assert "imported: 2 pages in 2 looks" in done.out
    for why in ("of another site", "HTTP 404", "no page of an article", "not an article's address"):
        assert why in done.out
    assert ask(folder, "SELECT title, first_seen_at FROM articles WHERE id = ?", ids["lost"]) == [
        ("An article that was lost", "2019-06-01T00:00:00Z")
    ]
    (edited,) = ask(
        folder, "SELECT title, first_seen_at, capture_id FROM articles WHERE id = ?", ids["edited"]
    )
    assert edited[:2] == ("The second headline", "2019-06-01T00:00:01Z")
    assert ask(
        folder, "SELECT title, replaced_by FROM article_versions WHERE article_id = ?", ids["edited"]
    ) == [("The first headline", edited[2])]
    (deleted,) = ask(
        folder, "SELECT body_text, missing_since, first_seen_at FROM comments WHERE id = ?", ids["deleted"]
    )
    assert (deleted[0], deleted[1] is not None, deleted[2]) == (
        "Soon to be deleted.",
        True,
        "2019-06-01T00:00:01Z",
    )
    assert ask(
        folder,
        "SELECT first_seen_at, missing_since, posted_certainty FROM comments WHERE id = ?",
        ids["kept"],
    ) == [("2019-06-01T00:00:01Z", None, "exact")]
    others = {row[0]: row for row in before["articles"] if row[0] != ids["edited"]}
    assert {row[0]: row for row in tables(folder)["articles"] if row[0] in others} == others
    assert run(["quwa", "verify", "--archive", str(folder)]).code == 0


def test_importing_twice_changes_nothing(folder: Path, world: tuple[Path, Path, dict[str, int]]) -> None:
    assert "imported: 2 pages" in import_(folder, world[1]).out
    before, files = tables(folder), sorted((folder / "warc").iterdir())
    done = import_(folder, world[1])
    assert (done.code, "nothing is new" in done.out) == (0, True), done.err
    assert sorted((folder / "warc").iterdir()) == files
    assert differences(before, tables(folder)) == {}


def test_a_rebuild_keeps_what_was_imported(folder: Path, world: tuple[Path, Path, dict[str, int]]) -> None:
    import_(folder, world[1])
    before = tables(folder)
    for path in folder.glob("archive.db*"):
        path.unlink()
    rebuild(folder, jobs=2)
    assert differences(before, tables(folder)) == {}


def test_a_file_that_is_no_warc_is_refused_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    content = (folder / "archive.db").read_bytes()
    junk = tmp_path / "junk.warc.gz"
    junk.write_bytes(b"this is no archive at all")
    for path in (junk, tmp_path / "nothing.warc.gz"):
        done = import_(folder, path)
        assert done.code == 2, done.err
        assert "Traceback" not in done.err
    assert (folder / "archive.db").read_bytes() == content


def test_a_new_archive_from_what_wget_made(tmp_path: Path) -> None:
    if shutil.which("wget") is None:
        pytest.skip("wget is not installed")
    site = SampleSite(articles=40)
    with SampleServer(site) as server:
        addresses = [post.path for post in site.posts() if post.id in (101, 104, 110)]
        subprocess.run(
            [
                "wget",
                "-q",
                "--warc-file=made",
                "--no-warc-keep-log",
                "--delete-after",
                *(server.base_url.rstrip("/") + a for a in addresses),
            ],
            cwd=tmp_path,
            check=True,
            timeout=60,
        )
        folder = tmp_path / "archive"
        done = import_(folder, tmp_path / "made.warc.gz")
        assert done.code == 2
        assert "--site" in done.err
        done = import_(folder, tmp_path / "made.warc.gz", site=server.base_url)
        assert done.code in (0, 3), done.err
        assert [i for (i,) in ask(folder, "SELECT id FROM articles ORDER BY id")] == [101, 104, 110]
        imported = dict(ask(folder, "SELECT id, body_text FROM articles"))
        done = crawl(folder, server.base_url)
        assert done.code == 0, done.err
    assert {i: t for i, t in ask(folder, "SELECT id, body_text FROM articles") if i in imported} == imported
    assert ask(folder, "SELECT count(*) FROM articles") == [(40,)]


def test_an_old_look_is_read_beside_the_captures_of_its_time(tmp_path: Path) -> None:
    """Boxes of plugins that no list names; the archive has no other article, and needs none."""
    site = SampleSite(articles=8, cases=False, layout="blabber", plugin_boxes=True)
    site.rename_theme()
    base_url = "http://127.0.0.1:9/"
    past = Past(site, base_url)
    texts = {post.id: to_text(post.blocks) for post in site.posts()}
    old = write_warc(
        tmp_path / "old.warc.gz",
        [past.record(post.path, f"2019-06-01T00:00:{n:02d}Z") for n, post in enumerate(site.posts())],
    )
    folder = tmp_path / "archive"
    done = import_(folder, old, site=base_url)
    assert done.code in (0, 3), done.err
    assert dict(ask(folder, "SELECT id, body_text FROM articles")) == texts
