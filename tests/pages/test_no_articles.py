"""Pages that are no article are never taken for one, by no layout: lists, shops, forums, walls, other systems.

`tests/fixtures/no_articles/` holds whole pages; `index.json` says under which address each was answered and what it is.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quwa_archive import pages
from quwa_archive.errors import PageError
from quwa_archive.pages import layouts

NO_ARTICLES = Path(__file__).parent.parent / "fixtures" / "no_articles"
INDEX: dict[str, dict[str, str]] = json.loads((NO_ARTICLES / "index.json").read_text())
NEARLY_LISTS = sorted((NO_ARTICLES.parent / "pages" / "general").glob("nearly-*"))


def taken_for(html: bytes, url: str) -> str | None:
    """The title under which a page is read as an article, or ``None`` where it is refused."""
    try:
        return pages.read(html, url=url).title
    except PageError:
        return None


@pytest.mark.parametrize("name", INDEX)
def test_it_is_not_taken_for_an_article(name: str) -> None:
    assert taken_for((NO_ARTICLES / f"{name}.html").read_bytes(), INDEX[name]["url"]) is None


@pytest.mark.parametrize("name", INDEX)
def test_the_general_layout_alone_does_not_take_it_either(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "LAYOUTS", (layouts.GENERAL,))
    assert taken_for((NO_ARTICLES / f"{name}.html").read_bytes(), INDEX[name]["url"]) is None


@pytest.mark.parametrize("folder", NEARLY_LISTS, ids=lambda folder: folder.name)
def test_an_article_that_looks_like_a_list_is_one(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    expected = json.loads((folder / "expected.json").read_text())
    assert taken_for((folder / "page.html").read_bytes(), meta["url"]) == expected["title"]


def test_there_are_enough_and_all_are_tried() -> None:
    assert {path.stem for path in NO_ARTICLES.glob("*.html")} == set(INDEX)
    assert len(INDEX) >= 64
    assert len(NEARLY_LISTS) >= 10
