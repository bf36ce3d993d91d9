"""The pages of `quwa serve`, asked without a browser; `tests/browser/` looks at them in one."""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import httpx
import pytest

from quwa_archive.publish.serve import make_datasette
from quwa_archive.publish.site import charts
from quwa_archive.publish.site.differences import show_difference
from quwa_archive.publish.site.sanitise import clean_article, clean_comment
from tests.conftest import ROOT, environment, run
from tests.publish.desk import HOSTILE_HTML, NESTED, ORIGIN

PAGES = (
    "/",
    "/articles",
    f"/article/{ORIGIN}",
    f"/article/{NESTED}",
    "/authors",
    "/author?id=petra-hradsky",
    "/commenter?name=Rivet+Counter",
    "/search",
    "/search?q=keel&history=1",
    "/search?q=%22",
    "/article/999999",
)


class Site:
    """Asks the pages in this process."""

    def __init__(self, folder: Path) -> None:
        self._app = make_datasette(folder, "https://quwa.example/")

    def get(self, path: str, **headers: str) -> httpx.Response:
        answer: httpx.Response = asyncio.run(self._get(path, headers))
        return answer

    async def _get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        await self._app.invoke_startup()
        return await self._app.client.get(path, headers=headers)


@pytest.fixture(scope="module")
def site(desk: Path) -> Site:
    return Site(desk)


class _Checker(HTMLParser):
    """Collects what must not be on a page, and what must."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("script", "iframe", "object", "embed", "style", "base", "video", "audio", "img", "math"):
            self.bad.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name in ("style", "formaction", "srcdoc"):
                self.bad.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action") and re.match(
                r"\s*(javascript|data|vbscript):", value or "", re.I
            ):
                self.bad.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_or_has_a_script(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code in (200, 400, 404)
    checker = _Checker()
    checker.feed(answer.text)
    assert checker.bad == []
    assert checker.tags.count("h1") == 1
    assert checker.tags.count("main") == 1
    assert len(checker.ids) == len(set(checker.ids))
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_front_page_says_what_there_is_and_how_complete(site: Site) -> None:
    text = site.get("/").text
    for words in (
        "505",
        "The last run ended",
        "with every comment and ping",
        "<svg",
        "Comment gone",
        "Article edited",
    ):
        assert words in text, words


def test_article_with_its_thread(site: Site) -> None:
    text = site.get(f"/article/{ORIGIN}").text
    assert len(re.findall(r'<li id="comment-\d+"', text)) == 23
    assert "The page declares 23" in text


def test_edits_and_deletions_are_marked(site: Site) -> None:
    text = site.get(f"/article/{NESTED}").text
    assert "<del>who moved </del>the keel <del>blocks?</del><ins>blocks are found</ins>" in text
    assert "surely<ins>. Correction: the west one, next to the gantry</ins>." in text
    assert "deleted: found so" in text
    assert text.count('<li id="comment-') == 13
    assert "level-6" in text
    assert "not shown on the page" in text
    assert ".warc.gz" in text


def test_hostile_comment_is_harmless_and_still_readable(site: Site) -> None:
    text = str(clean_comment(HOSTILE_HTML, "https://quwa.example/a/"))
    checker = _Checker()
    checker.feed(text)
    assert checker.bad == []
    assert not {"form", "input", "button", "svg", "link", "meta", "details"} & set(checker.tags)
    assert checker.ids == []
    assert "class=" not in text
    for said in ("Before.", "a link", "good", "over everything", "After."):
        assert said in text
    page = site.get(f"/article/{NESTED}").text
    assert "&lt;b onmouseover=alert(1)&gt;Eve&lt;/b&gt;" in page


def test_images_and_media_become_links_and_load_nothing() -> None:
    html = clean_article(
        '<h1>A</h1><figure><img src="/tug.jpg" alt="A tug"><figcaption>At sea</figcaption></figure>'
        '<p>Good <img class="wp-smiley emoji" alt="⚓" src="https://s.w.org/anchor.png"></p>'
        '<iframe src="https://video.example/1" title="Launch"></iframe><table><tr><td>1</td></tr></table>',
        "https://quwa.example/a/",
    )
    assert 'href="https://quwa.example/tug.jpg"' in html
    assert "[image: A tug]" in html
    assert "⚓" in html
    assert 'href="https://video.example/1"' in html
    assert "<h2>A</h2>" in html
    assert "<td>1</td>" in html
    assert "<img" not in html


def test_search_page(site: Site) -> None:
    text = site.get("/search?q=surely&history=1").text
    assert "<mark>surely</mark>" in text
    assert "earlier state 1" in text
    assert 'class="badge gone">deleted' in site.get("/search?q=quoted").text
    problem = site.get("/search?q=***")
    assert problem.status_code == 400
    assert "nothing to search for" in problem.text
    assert site.get("/search?q=a&since=tomorrow").status_code == 400
    assert "none found" in site.get("/search?q=xyzzyx").text
    assert site.get("/search?q=" + quote('"><script>alert(1)</script>')).status_code == 200


def test_people_and_lists(site: Site) -> None:
    assert "Contributing Analyst" in site.get("/author?id=petra-hradsky").text
    assert "Under the car park" in site.get("/commenter?name=Rivet+Counter").text
    assert site.get("/articles?term=" + quote("category:naval-news")).text.count("card-title") > 0
    assert site.get("/comment/1114").headers["location"] == f"/article/{NESTED}#comment-1114"


@pytest.mark.parametrize(
    "path",
    [
        "/article/999",
        "/comment/999",
        "/author?id=x",
        "/commenter?name=x",
        "/articles?term=x",
        "/articles?page=0",
        "/article/" + "9" * 40,
        "/nope",
        "/archive/nope",
        "/articles?page=x",
    ],
)
def test_unknown_things_are_one_line(site: Site, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert answer.text.count('class="notice"') == 1
    assert "Traceback" not in capfd.readouterr().err


def test_sql_json_and_facets_stay_one_click_away(site: Site) -> None:
    page = site.get(f"/article/{NESTED}").text
    for address in (f"/archive/articles/{NESTED}.json", f"/archive/comments?article_id={NESTED}"):
        assert f'href="{address}"' in page
        assert site.get(address).status_code == 200
    assert site.get("/archive.json?sql=select+count(*)+from+comments&_shape=array").json() == [
        {"count(*)": 505}
    ]
    assert site.get("/archive/comments?_facet=author_name").status_code == 200
    assert "Front page of the archive" in site.get("/archive").text
    assert "WordPress comment id" in site.get("/archive/comments").text


def test_only_this_machine_is_answered(site: Site) -> None:
    assert site.get("/", host="evil.example").status_code == 421
    assert site.get("/", host="127.0.0.1:8001").status_code == 200
    assert site.get("/", host="[::1]:8001").status_code == 200


def test_it_writes_nothing_and_locks_nothing(desk: Path, tmp_path: Path) -> None:
    """Pages are asked while a writer holds a transaction, in a folder whose name SQLite would misread."""
    folder = tmp_path / "an archive? 100%#1"
    folder.mkdir()
    shutil.copy(desk / "archive.db", folder)
    before = hashlib.sha256((folder / "archive.db").read_bytes()).hexdigest()
    site = Site(folder)
    writer = sqlite3.connect(folder / "archive.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM pings")
    assert "2 pings" in site.get(f"/article/{NESTED}").text
    assert site.get("/").status_code == 200
    writer.execute("ROLLBACK")
    writer.close()
    for sql in ("DELETE FROM comments", "PRAGMA user_version = 3", "ATTACH 'x' AS y"):
        assert site.get("/archive.json?sql=" + quote(sql)).status_code in (400, 403)
    assert hashlib.sha256((folder / "archive.db").read_bytes()).hexdigest() == before


@pytest.fixture
def served(desk: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "quwa_archive.cli", "serve", "--archive", str(desk), "--port", "0"],
        cwd=ROOT,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    yield found[0]
    process.send_signal(2)
    assert process.wait(timeout=20) == 0


def test_the_command_serves_on_loopback_until_interrupted(served: str) -> None:
    assert served.startswith("http://127.0.0.1:")
    for _ in range(50):
        try:
            with urlopen(served) as answer:
                assert b"What this archive holds" in answer.read()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer")


def test_a_port_in_use_is_one_line(desk: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = run(["quwa", "serve", "--archive", str(desk), "--port", str(taken.getsockname()[1])])
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "--port" in ran.err


def test_no_archive_and_an_older_schema_are_one_line(desk: Path, tmp_path: Path) -> None:
    ran = run(["quwa", "serve", "--archive", str(tmp_path / "none")])
    assert (ran.code, len(ran.err.splitlines())) == (5, 1)
    shutil.copy(desk / "archive.db", tmp_path)
    connection = sqlite3.connect(tmp_path / "archive.db")
    with connection:
        connection.execute(
            "DELETE FROM _sqlite_migrations WHERE id = (SELECT max(id) FROM _sqlite_migrations)"
        )
    connection.close()
    before = (tmp_path / "archive.db").read_bytes()
    for command in (["serve", "--port", "0"], ["search", "keel"], ["export", "--format", "csv"]):
        ran = run(["quwa", *command, "--archive", str(tmp_path)])
        assert (ran.code, len(ran.err.splitlines())) == (5, 1), command
        assert "older version" in ran.err
    assert (tmp_path / "archive.db").read_bytes() == before


def test_chart_covers_the_whole_span_and_adds_up() -> None:
    labels, articles, comments = charts.over_time([("2013-02", 1, 5), ("2013-05", 2, 0), ("2024-12", 1, 7)])
    assert (labels[0], labels[-1]) == ("2013 Q1", "2024 Q4")
    assert len(labels) == 48
    assert (sum(articles), sum(comments)) == (4, 12)
    assert charts.over_time([]) == ([], [], [])
    svg = charts.bars(charts.Series("<b>", "x", [("<i>", 3), ("y", 0)]))
    assert "<b>" not in svg
    assert "<i>" not in svg


def test_difference_says_what_was_taken_out_and_put_in() -> None:
    assert show_difference("the east one <b>", "the west one <b>") == (
        "the <del>east </del><ins>west </ins>one &lt;b&gt;"
    )
    assert show_difference("same", "same") == "same"
