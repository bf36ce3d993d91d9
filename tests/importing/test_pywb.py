"""With pywb, the replay tool of the field: it shows what we wrote, and we take in what it serves.

pywb is no dependency of this project: these tests run where its commands are found (``pip install pywb``).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from tests.conftest import crawl, run
from tests.importing.test_importing import Past, write_warc
from tests.rebuild.archives import ask, tables

_PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
WAYBACK, MANAGER = (shutil.which(name, path=_PATH) for name in ("wayback", "wb-manager"))
pytestmark = pytest.mark.skipif(not (WAYBACK and MANAGER), reason="pywb is not installed")


def serve(folder: Path, collection: str, *files: Path) -> Iterator[str]:
    """pywb with one collection of these files; yields its address."""
    assert WAYBACK is not None
    assert MANAGER is not None
    folder.mkdir()
    subprocess.run([MANAGER, "init", collection], cwd=folder, check=True, capture_output=True)
    subprocess.run(
        [MANAGER, "add", collection, *map(str, files)], cwd=folder, check=True, capture_output=True
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [WAYBACK, "-b", "127.0.0.1", "-p", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/{collection}"
    finally:
        server.terminate()
        server.wait(20)


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as response:
        return str(response.read().decode())


def test_pywb_shows_an_article_that_we_archived(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with SampleServer(SampleSite(articles=40)) as server:
        assert crawl(folder, server.base_url).code == 0
        assert (
            crawl(folder, server.base_url, "-a", "recheck=all").code == 0
        )  # bodies that are only referred to
    for pywb in serve(tmp_path / "pywb", "ours", *sorted((folder / "warc").iterdir())):
        for url, title, fetched_at in ask(
            folder,
            "SELECT p.url, a.title, max(p.fetched_at) FROM articles a JOIN captures p ON p.url = a.url"
            " WHERE p.status = 200 GROUP BY a.id ORDER BY a.id LIMIT 5",
        ):
            stamp = "".join(filter(str.isdigit, fetched_at))
            shown = read(f"{pywb}/{stamp}id_/{url}")
            assert "</html>" in shown
            assert title.split("’")[0].split("&")[0][:12] in shown


def test_the_wayback_spider_files_what_pywb_serves(tmp_path: Path) -> None:
    site = SampleSite(articles=40)
    lost = site.add_post("An article that was lost", "It stood here once.", "2019-05-05T10:00:00+00:00")
    edited = site.add_post("The first headline", "The text.", "2019-05-05T11:00:00+00:00")
    spoken = site.add_comment(edited.id, "Someone", "Soon to be deleted.", "2019-05-06T11:00:00+00:00")
    site.add_comment(edited.id, "Someone else", "Here to stay.", "2019-05-06T12:00:00+00:00")
    folder = tmp_path / "archive"
    with SampleServer(site) as server:
        past = Past(site, server.base_url)
        address, _, _, body = first = past.record(edited.path, "2019-06-01T00:00:01Z")
        old = write_warc(
            tmp_path / "old.warc.gz",
            [
                past.record(lost.path, "2019-06-01T00:00:00Z"),
                first,
                (address, "2019-07-01T00:00:01Z", 200, body),
                (
                    server.base_url + "pakistan/an-error/",
                    "2020-01-01T00:00:00Z",
                    200,
                    b"<html><body>Bad gateway</body></html>",
                ),
                (server.base_url + "pakistan/gone/", "2019-06-01T00:00:03Z", 404, b"no"),
            ],
        )
        site.unpublish(lost.id)
        site.edit_post(edited.id, title="The second headline")
        site.delete_comment(spoken.id)
        assert crawl(folder, server.base_url).code == 0
        site_address = server.base_url
    for pywb in serve(tmp_path / "pywb", "old", old):
        command = [
            *("scrapy", "crawl", "wayback", "-a", f"site={site_address}", "-s", f"ARCHIVE_DIR={folder}"),
            *("-s", f"WAYBACK_INDEX={pywb}/cdx", "-s", f"WAYBACK_RAW={pywb}/{{timestamp}}id_/{{url}}"),
            *("-s", "DOWNLOAD_DELAY=0"),
        ]
        done = run(command)
        assert done.code in (0, 3), done.err
        assert "2 pages in 2 looks" in done.err + done.out
        before = tables(folder)
        done = run(command)
        assert done.code in (0, 3), done.err
        assert "0 pages in 0 looks" in done.err + done.out
    assert ask(folder, "SELECT title, first_seen_at FROM articles WHERE id = ?", lost.id) == [
        ("An article that was lost", "2019-06-01T00:00:00Z")
    ]
    assert ask(folder, "SELECT title FROM article_versions WHERE article_id = ?", edited.id) == [
        ("The first headline",)
    ]
    assert ask(
        folder, "SELECT body_text, missing_since IS NOT NULL FROM comments WHERE id = ?", spoken.id
    ) == [("Soon to be deleted.", 1)]
    assert before["articles"] == tables(folder)["articles"]
    assert run(["quwa", "verify", "--archive", str(folder)]).code == 0
