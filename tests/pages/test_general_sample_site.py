"""The general layout alone over the sample site in its own look and in one that nobody knows, and over other fixtures.

What the specific layouts read is compared with the truth elsewhere; here it is the truth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from quwa_archive import pages
from quwa_archive.demo.routes import Router
from quwa_archive.demo.site import SampleSite
from quwa_archive.errors import MissingField
from quwa_archive.items import PageItem
from quwa_archive.pages.document import parse
from quwa_archive.pages.general.checks import THRESHOLD
from quwa_archive.pages.layouts import GENERAL, LOOKS
from tests.pages.fixture import expected_of, folders, meta_of
from tests.pages.test_fixtures import name_of

BASE = "http://127.0.0.1/"
OF_A_PAGE = (
    "post_id",
    "title",
    "body_text",
    "access",
    "comments_declared",
    "part",
    "part_urls",
    "comment_page",
)
OF_A_COMMENT = (
    "author_name",
    "author_url",
    "parent_id",
    "depth",
    "posted_raw",
    "posted_machine",
    "body_text",
)


def served(site: SampleSite, path: str) -> tuple[bytes, str]:
    return b"".join(Router(site, BASE).answer(path, {}).body), BASE.rstrip("/") + path


def differing(truth: PageItem, read: PageItem) -> Iterator[str]:
    """Every value that the general layout reads otherwise."""
    for name in OF_A_PAGE:
        if getattr(truth, name) != getattr(read, name):
            yield name
    if [comment.id for comment in truth.comments] != [comment.id for comment in read.comments]:
        yield "comments"
        return
    for one, other in zip(truth.comments, read.comments, strict=True):
        for name in OF_A_COMMENT:
            if getattr(one, name) != getattr(other, name):
                yield f"comment {name}"
    if [(ping.title, ping.url) for ping in truth.pings] != [(ping.title, ping.url) for ping in read.pings]:
        yield "pings"


@pytest.mark.parametrize("prefix", ["", "nova-"])
def test_the_sample_site(prefix: str) -> None:
    site = SampleSite(articles=80, comments=900)
    paths = [post.path for post in site.posts()]
    truths = {}
    for path in paths:
        body, url = served(site, path)
        truths[path] = pages.read(body, url=url)
    if prefix:
        site.rename_theme(prefix)
    wrong: Counter[str] = Counter()
    values = 0
    unsure = []
    for path, truth in truths.items():
        body, url = served(site, path)
        document = parse(body, url=url)
        if prefix:
            assert not any(look.recognises(parse(body, url=url)) for look in LOOKS)
        assert GENERAL.recognises(document)
        read = GENERAL.read(document)
        values += len(OF_A_PAGE) + len(OF_A_COMMENT) * len(truth.comments)
        wrong.update(differing(truth, read))
        assert read.confidence is not None
        if read.confidence < 0.8 and truth.comments:
            unsure.append((path, read.confidence))
    assert values > 3_000
    assert not wrong
    assert not unsure


@pytest.mark.parametrize(
    "folder",
    [
        folder
        for folder in folders()
        if folder.parent.name in ("blabber", "stock") and "error" not in expected_of(folder)
    ],
    ids=name_of,
)
def test_the_fixtures_of_the_specific_layouts(folder: Path) -> None:
    meta = meta_of(folder)
    body = (folder / "page.html").read_bytes()
    truth = pages.read(body, url=meta["url"], encoding=meta.get("encoding"))
    document = parse(body, url=meta["url"], encoding=meta.get("encoding"))
    if not truth.body_text and truth.access == "open":
        # Without a word of body there is nothing to infer where it stands: the page is refused, or not sure enough.
        try:
            read = GENERAL.read(document)
        except MissingField:
            return
        assert read.confidence is not None
        assert not read.body_text or read.confidence < THRESHOLD
        return
    assert list(differing(truth, GENERAL.read(document))) == []
