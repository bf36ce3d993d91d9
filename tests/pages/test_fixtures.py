"""Every fixture page is read as expected, by one layout and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from quwa_archive import pages
from quwa_archive.pages.document import parse
from tests.pages.fixture import FIXTURES, command, expected_of, folders, found_in, meta_of


def name_of(folder: Path) -> str:
    return str(folder.relative_to(FIXTURES))


@pytest.mark.parametrize("folder", folders(), ids=name_of)
def test_a_page_says_what_is_expected(folder: Path) -> None:
    expected, found = expected_of(folder), found_in(folder)
    different = sorted(key for key in {*expected, *found} if expected.get(key) != found.get(key))
    assert not different, (
        f"{name_of(folder)}: {', '.join(different)} differ\nif the page is right: {command(folder)}"
    )


@pytest.mark.parametrize("folder", folders(), ids=name_of)
def test_a_page_is_recognised_by_one_look_alone(folder: Path) -> None:
    html = (folder / "page.html").read_bytes()
    recognised = [
        look.name for look in pages.LOOKS if look.recognises(parse(html, url=meta_of(folder)["url"]))
    ]
    layout = folder.parent.name
    if layout == "none":
        assert len(recognised) <= 1
    else:
        assert recognised == [layout]


@pytest.mark.parametrize("folder", folders(), ids=name_of)
def test_a_fixture_says_where_it_is_from(folder: Path) -> None:
    meta = meta_of(folder)
    assert meta["url"].startswith("http")
    assert meta["captured"]
    assert meta["note"]
    assert len((folder / "page.html").read_bytes()) < 12_000


def test_there_are_enough() -> None:
    count = {
        layout: sum(folder.parent.name == layout for folder in folders()) for layout in ("blabber", "stock")
    }
    assert count["blabber"] >= 12
    assert count["stock"] >= 8
