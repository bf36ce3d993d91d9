"""The general layout alone reads every shape of comment list and every language as its author knows it to be.

`expected.json` of these fixtures was written before the page was, not by reading it: `post_id`, `title`,
`body_text`, the author's name, `published_day` (of the record), `language`, `comments_declared`, and all comments
and pings in reading order; `is_confident` is false where the page cannot be read well enough to be kept.  A comment's `posted_local` and `posted_precision` are those of the record, so
that a date counts as read only when its meaning is; `posted_earliest` and `posted_latest` stand where they tell more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from quwa_archive.items import CommentItem
from quwa_archive.normalize.articles import Hints, make_bundle
from quwa_archive.normalize.zones import infer_zone
from quwa_archive.pages.document import parse
from quwa_archive.pages.general.checks import THRESHOLD
from quwa_archive.pages.kind import kind_of
from quwa_archive.pages.layouts import GENERAL
from quwa_archive.records import ArticleBundle, Capture

GENERAL_FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages" / "general"
FOLDERS = sorted(page.parent for page in GENERAL_FIXTURES.glob("*/page.html"))
LANGUAGES = {folder.name.split("-")[1] for folder in FOLDERS if folder.name.startswith("language-")}


def as_read(folder: Path) -> dict[str, Any]:
    """What the general layout makes of a fixture, in the form of `expected.json`."""
    meta = json.loads((folder / "meta.json").read_text())
    return as_read_from((folder / "page.html").read_bytes(), url=meta["url"], captured=meta["captured"])


def as_read_from(html: bytes, *, url: str, captured: str) -> dict[str, Any]:
    """What the general layout makes of a page; ``captured`` (UTC, ISO, `…Z`) is what relative dates are read by."""
    document = parse(html, url=url)
    assert kind_of(document) in (None, "article")
    assert GENERAL.recognises(document)
    page = GENERAL.read(document)
    site = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    capture = Capture(1, url, captured, 200, "0" * 64, "quwa-x.warc.gz", 0, "urn:uuid:x")
    bundle = make_bundle(page, site=site, captures=[capture], clock=infer_zone([]), hints=Hints())
    return {
        "post_id": page.post_id,
        "title": page.title,
        "body_text": page.body_text,
        "author": page.author.name if page.author else None,
        "published_day": (bundle.article.published.local or bundle.article.published.at or "")[:10] or None,
        "language": page.language,
        "comments_declared": page.comments_declared,
        "comment_page": page.comment_page,
        "comment_page_urls": page.comment_page_urls,
        "comments": _comments(bundle, {comment.id: comment for comment in page.comments}),
        "is_confident": page.confidence is not None and page.confidence >= THRESHOLD,
        "pings": [{"kind": ping.kind, "title": ping.title, "url": ping.url} for ping in page.pings],
    }


def _comments(bundle: ArticleBundle, printed: dict[int, CommentItem]) -> list[dict[str, Any]]:
    return [
        {
            "id": c.id,
            "author_name": c.author_name,
            "author_url": c.author_url,
            "body_text": c.body_text,
            "parent_id": c.parent_on_page,
            "depth": c.depth,
            "position": c.position,
            "has_reply_link": printed[c.id].has_reply_link,
            "body_html": printed[c.id].body_html,
            "posted_local": c.posted.local,
            "posted_precision": c.posted.precision,
            "posted_earliest": c.posted.earliest,
            "posted_latest": c.posted.latest,
        }
        for c in bundle.comments
    ]


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Every value that is expected and not found, a line each; what `expected` does not name is not compared."""
    lines = []
    for key, value in expected.items():
        if key != "comments":
            if found[key] != value:
                lines.append(f"{key}: expected {value!r}, found {found[key]!r}")
            continue
        by_id = {comment["id"]: comment for comment in found["comments"]}
        ids = [comment["id"] for comment in value]
        if ids != list(by_id):
            lines.append(f"comments: expected {ids}, found {list(by_id)}")
        for comment in value:
            read = by_id.get(comment["id"], {})
            lines.extend(
                f"comment {comment['id']}: {name}: expected {wanted!r}, found {read[name]!r}"
                for name, wanted in comment.items()
                if read and read[name] != wanted
            )
    return lines


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_general_layout_reads_what_is_there(folder: Path) -> None:
    expected = {"is_confident": True, **json.loads((folder / "expected.json").read_text())}
    wrong = differences(expected, as_read(folder))
    assert not wrong, "\n".join([folder.name, *wrong])


def test_there_are_enough_shapes_and_languages() -> None:
    shapes = [folder for folder in FOLDERS if not folder.name.startswith(("language-", "nearly-"))]
    assert len(shapes) >= 36
    assert len(LANGUAGES) >= 14
    assert sum(folder.name.startswith("nearly-") for folder in FOLDERS) >= 10
