"""`quwa layout`: what every layout makes of a page, and the draft of a specific one."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.errors import UsageError
from quwa_archive.pages.document import parse
from quwa_archive.pages.layouts import GENERAL
from quwa_archive.pages.layouts.learned import Learned
from quwa_archive.publish.draft import write_draft
from quwa_archive.publish.layout import load, print_layouts
from tests.conftest import crawl
from tests.pages.fixture import FIXTURES, plain

LOOKS = (
    "general/kubrick-cite-and-small",
    "general/dl-with-name-and-date-in-the-dt",
    "general/ids-only-in-data-attributes",
    "general/wpdiscuz-seven",
    "general/genesis-microdata",
    "blabber/flat-comments-with-likes",
    "stock/twentytwentyone-nested-with-pings",
)


def learned_from(module: Path) -> Learned:
    spec = importlib.util.spec_from_file_location(module.stem, module)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found = [
        value
        for value in vars(loaded).values()
        if isinstance(value, type) and issubclass(value, Learned) and value is not Learned
    ]
    assert len(found) == 1
    return found[0]()


@pytest.mark.parametrize("look", LOOKS)
def test_a_draft_reads_its_page_as_the_general_layout_does(look: str, tmp_path: Path) -> None:
    page = FIXTURES / look / "page.html"
    write_draft(tmp_path, str(page), "harbour", tmp_path)
    layout = learned_from(tmp_path / "harbour.py")
    meta = json.loads((page.parent / "meta.json").read_text())

    document = parse(page.read_bytes(), url=meta["url"])
    assert layout.recognises(document)
    read = layout.read(document)
    inferred = GENERAL.read(parse(page.read_bytes(), url=meta["url"]))
    assert (read.layout, read.confidence, read.checks) == ("harbour", None, [])
    read.layout, read.confidence, read.checks = inferred.layout, inferred.confidence, inferred.checks
    assert read == inferred


@pytest.mark.parametrize("look", LOOKS)
def test_the_fixture_of_a_draft_keeps_the_markup_and_none_of_the_words(look: str, tmp_path: Path) -> None:
    page = FIXTURES / look / "page.html"
    write_draft(tmp_path, str(page), "harbour", tmp_path)
    layout = learned_from(tmp_path / "harbour.py")
    fixture = tmp_path / "harbour" / "first-page"
    meta = json.loads((fixture / "meta.json").read_text())

    read = layout.read(parse((fixture / "page.html").read_bytes(), url=meta["url"]))
    assert plain(read) == json.loads((fixture / "expected.json").read_text())
    original = GENERAL.read(parse(page.read_bytes(), url=meta["url"]))
    assert [comment.id for comment in read.comments] == [comment.id for comment in original.comments]
    html = (fixture / "page.html").read_text()
    for comment in original.comments:
        assert comment.body_text.split("\n")[0] not in html or len(comment.body_text.split()) < 2
    assert original.title not in html


def test_a_draft_of_a_page_that_is_no_article(tmp_path: Path) -> None:
    page = FIXTURES / "none" / "block-page" / "page.html"
    with pytest.raises(UsageError, match="finds no article"):
        write_draft(tmp_path, str(page), "harbour", tmp_path)
    with pytest.raises(UsageError, match="lower-case"):
        write_draft(tmp_path, str(page), "Har bour", tmp_path)


def test_every_layout_side_by_side(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    print_layouts(tmp_path, str(FIXTURES / "general" / "kubrick-cite-and-small" / "page.html"))
    shown = capsys.readouterr().out
    for word in (
        "blabber",
        "stock",
        "general",
        "does not",
        "div.entry",
        "ol.commentlist",
        "cite",
        "0.95",
        "read by: stock",
    ):
        assert word in shown, word
    assert "4 of 4" in shown


def test_a_page_of_the_archive_by_id_and_address(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=3, cases=False)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        post = next(iter(server.site.posts()))
    by_id = load(tmp_path, str(post.id))
    assert by_id.body.startswith(b"<!DOCTYPE html>")
    assert f"postid-{post.id}".encode() in by_id.body
    assert load(tmp_path, by_id.url).body == by_id.body
    with pytest.raises(UsageError, match="no page of this archive"):
        load(tmp_path, "99999999")


def test_a_file_that_is_none_is_told_by_its_name(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    for wanted, said in (
        (str(empty), "empty.html: there is no HTML in this file"),
        (str(tmp_path / "page.html"), "page.html: no such file"),
        ("page.html", "page.html: no such file"),
        (str(tmp_path), "a folder"),
    ):
        with pytest.raises(UsageError, match=said):
            load(tmp_path, wanted)
