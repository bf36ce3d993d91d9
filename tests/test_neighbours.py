"""Which other articles a page is read beside: the newest ones, or those that were captured next to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quwa_archive.archive import Archive
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.neighbours import MOST, InTime, Neighbours
from tests.conftest import crawl


@pytest.fixture
def neighbours(tmp_path: Path) -> Iterator[Neighbours]:
    """Those of an archive that holds nothing yet."""
    archive = Archive(tmp_path, site="https://tinship.example/")
    yield Neighbours(archive.connection, archive.warc_folder)
    archive.close()


def lines(*keys: str) -> frozenset[str]:
    return frozenset(keys)


def test_an_article_is_no_neighbour_of_its_own(neighbours: Neighbours) -> None:
    for name in "abc":
        neighbours.add(f"https://tinship.example/{name}/", lines("all"))
    assert neighbours.are_enough("https://tinship.example/d/")
    assert not neighbours.are_enough("https://tinship.example/a/")
    assert "all" not in neighbours.beside("https://tinship.example/a/")
    assert "all" in neighbours.beside("https://tinship.example/d/")


def test_the_newest_count(neighbours: Neighbours) -> None:
    """A box that the site has dropped is known no longer than a dozen articles."""
    for number in range(3 * MOST):
        neighbours.add(f"https://tinship.example/{number}/", lines("old" if number < 2 * MOST else "new"))
    known = neighbours.beside("https://tinship.example/x/")
    assert ("old" in known, "new" in known) == (False, True)


def test_a_new_run_knows_what_the_last_one_read(tmp_path: Path) -> None:
    """From the captures: nothing of it is stored."""
    site = SampleSite(articles=6, cases=False, layout="blabber", plugin_boxes=True)
    site.rename_theme()
    with SampleServer(site) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        archive = Archive(tmp_path)
        neighbours = Neighbours(archive.connection, archive.warc_folder)
        known = neighbours.beside(server.base_url + "none/")
        assert known
        archive.close()


def test_what_the_last_reading_of_an_article_met_stays_known(tmp_path: Path) -> None:
    """Boxes that half of the articles have would come and go with the dozen that was fetched last."""
    site = SampleSite(articles=6, cases=False, layout="blabber", plugin_boxes=True)
    site.rename_theme()
    with SampleServer(site) as server:
        assert crawl(tmp_path, server.base_url).code == 0
    archive = Archive(tmp_path)
    url, met = archive.connection.execute(
        "SELECT url, boilerplate FROM readings ORDER BY article_id"
    ).fetchone()
    neighbours = Neighbours(archive.connection, archive.warc_folder)
    for number in range(MOST):
        neighbours.add(f"http://127.0.0.1/{number}/", lines("another"))
    assert len(met.split()) > 3
    assert all(key in neighbours.beside(url) for key in met.split())
    assert not any(key in neighbours.beside("http://127.0.0.1/x/") for key in met.split())
    archive.close()


def test_specific_layouts_need_no_neighbours(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=6, cases=False)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
    archive = Archive(tmp_path)
    assert not Neighbours(archive.connection, archive.warc_folder).are_enough("")
    archive.close()


@pytest.mark.parametrize(("year", "expected"), [(2009, "old"), (2019, "new")])
def test_imports_are_seen_beside_their_own_time(year: int, expected: str) -> None:
    known = InTime()
    for number in range(30):
        known.add(f"2009-01-{number + 1:02d}T00:00:00Z", f"a{number}", lines("old"))
        known.add(f"2019-01-{number + 1:02d}T00:00:00Z", f"b{number}", lines("new"))
    beside = known.beside(f"{year}-01-15T12:00:00Z", "x")
    assert [key for key in ("old", "new") if key in beside] == [expected]


def test_many_captures_of_one_article_are_one_neighbour() -> None:
    known = InTime()
    for number in range(20):
        known.add(f"2009-01-{number + 1:02d}T00:00:00Z", "same", lines("own"))
    assert "own" not in known.beside("2009-01-09T00:00:00Z", "x")
