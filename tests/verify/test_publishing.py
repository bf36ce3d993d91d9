"""Citations and the WACZ: what leaves the archive says where it came from, and others can read it."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quwa_archive.captures.reader import read_record
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from tests.conftest import crawl, run
from tests.rebuild.archives import ask


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "archive"
    with SampleServer(SampleSite(articles=40)) as server:
        assert crawl(folder, server.base_url).code == 0
        assert crawl(folder, server.base_url, "-a", "recheck=all").code == 0
    return folder


def cite(folder: Path, *arguments: str) -> str:
    done = run(["quwa", "cite", "--archive", str(folder), *arguments])
    assert done.code == 0, done.err
    return done.out


def test_a_citation_leads_to_the_bytes(folder: Path) -> None:
    text = cite(folder, "101")
    url, title, digest, name, offset, record = ask(
        folder,
        "SELECT a.url, a.title, payload_sha256, warc_file, warc_offset, warc_record_id FROM articles a"
        " JOIN captures p ON p.id = a.capture_id WHERE a.id = 101",
    )[0]
    for part in (url, title, digest, record, f"{name} at byte {offset}", "Captured 20", "extractor 0."):
        assert part in text
    capture = read_record(folder / "warc" / name, offset)
    assert (capture.record_id, hashlib.sha256(capture.payload).hexdigest()) == (record, digest)
    assert cite(folder, url) == text


def test_a_comment_is_cited_by_its_id(folder: Path) -> None:
    comment, url, author = ask(
        folder,
        "SELECT c.id, a.url, c.author_name FROM comments c JOIN articles a ON a.id = c.article_id"
        " WHERE a.id = 101 ORDER BY c.id LIMIT 1",
    )[0]
    for form in (f"comment:{comment}", f"#{comment}"):
        text = cite(folder, form)
        assert f"{url}#comment-{comment}" in text
        assert author in text


def test_csl_and_bibtex(folder: Path) -> None:
    (item,) = json.loads(cite(folder, "101", "--format", "csl"))
    assert item["id"] == "quwa-101"
    assert item["type"] == "webpage"
    assert len(item["issued"]["date-parts"][0]) == 3
    assert "SHA-256" in item["note"]
    text = cite(folder, "101", "--format", "bibtex")
    assert text.startswith("@online{quwa-101,")
    assert text.count("{") == text.count("}")


def test_what_is_not_here_cannot_be_cited(folder: Path) -> None:
    for wanted in ("999999", "comment:999999", "comment:x", "junk", "http://127.0.0.1/nowhere/"):
        done = run(["quwa", "cite", "--archive", str(folder), wanted])
        assert (done.code, "Traceback" in done.err) == (2, False), wanted


@pytest.fixture(scope="module")
def package(folder: Path) -> Path:
    target = folder / "exports" / "archive.wacz"
    done = run(["quwa", "wacz", "--archive", str(folder), str(target)])
    assert done.code == 0, done.err
    return target


def test_the_package_is_what_it_says(package: Path, folder: Path) -> None:
    with zipfile.ZipFile(package) as wacz:
        assert all(info.compress_type == zipfile.ZIP_STORED for info in wacz.infolist())
        about = wacz.read("datapackage.json")
        digest = json.loads(wacz.read("datapackage-digest.json"))
        assert digest == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(about).hexdigest()}"}
        said = json.loads(about)
        assert (said["profile"], said["wacz_version"]) == ("data-package", "1.1.1")
        listed = {resource["path"]: resource for resource in said["resources"]}
        assert set(wacz.namelist()) == {*listed, "datapackage.json", "datapackage-digest.json"}
        for path, resource in listed.items():
            content = wacz.read(path)
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        pages = [json.loads(line) for line in wacz.read("pages/pages.jsonl").decode().splitlines()]
        assert pages[0]["format"] == "json-pages-1.0"
        assert len(pages) == 41
        for path in sorted((folder / "warc").iterdir()):
            assert wacz.read(f"archive/{path.name}") == path.read_bytes()


def test_its_index_leads_to_every_answer(package: Path, folder: Path) -> None:
    with zipfile.ZipFile(package) as wacz:
        lines = gzip.decompress(wacz.read("indexes/index.cdx.gz")).decode().splitlines()
        ranges = wacz.read("indexes/index.idx").decode().splitlines()
        first = json.loads(ranges[1].split(" ", 2)[2])
        member = wacz.read("indexes/index.cdx.gz")[first["offset"] : first["offset"] + first["length"]]
        assert gzip.decompress(member).decode().splitlines()[0] == lines[0]
    assert lines == sorted(lines)
    assert len(lines) == ask(folder, "SELECT count(*) FROM captures")[0][0]
    for line in lines[::7]:
        _, stamp, text = line.split(" ", 2)
        fields = json.loads(text)
        record = read_record(folder / "warc" / fields["filename"], int(fields["offset"]))
        assert record.url == fields["url"]
        assert record.end - record.offset == int(fields["length"])
        assert "".join(filter(str.isdigit, record.date)) == stamp


def test_an_existing_file_is_not_overwritten(package: Path, folder: Path) -> None:
    done = run(["quwa", "wacz", "--archive", str(folder), str(package)])
    assert done.code == 2
    assert "is there already" in done.err


def test_other_readers_accept_every_file(folder: Path) -> None:
    files = sorted((folder / "warc").iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    warc = pytest.importorskip("fastwarc.warc")
    for path in files:
        records = list(warc.ArchiveIterator(path.open("rb"), parse_http=False))
        assert len(records) > 50
        with path.open("rb") as stream:
            for record in warc.ArchiveIterator(stream, parse_http=False):
                assert record.verify_block_digest() or record.headers.get("WARC-Block-Digest") is None
