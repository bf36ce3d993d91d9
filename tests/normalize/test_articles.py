"""From items to rows: which date is trusted, which parent is sure, what counts as an edit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quwa_archive.items import CommentItem, DateItem, PageItem, PingItem
from quwa_archive.normalize.articles import Hints, Stated, make_bundle
from quwa_archive.normalize.instants import Known
from quwa_archive.normalize.zones import infer_zone
from quwa_archive.records import ArticleBundle, Capture

SITE = "http://127.0.0.1/"
URL = SITE + "2018/03/14/a-frigate/"
CAPTURE = Capture(1, URL, "2026-11-24T08:00:00Z", 200, "0" * 64, "quwa-x.warc.gz", 0, "urn:uuid:x")
CLOCK = infer_zone([])
JSON_LD = DateItem("published", "json-ld", "2018-03-14T09:50:00+00:00")


def page(**fields: object) -> PageItem:
    item = PageItem(
        url=URL, layout="blabber", post_id=7, title="A frigate", body_text="It floats.", body_html=""
    )
    return replace(item, **fields)  # type: ignore[arg-type]


def bundle(
    item: PageItem, *, hints: Hints | None = None, stated: dict[int, Stated] | None = None
) -> ArticleBundle:
    return make_bundle(
        item, site=SITE, captures=[CAPTURE], clock=CLOCK, hints=hints or Hints(), stated=stated or {}
    )


def thread(*depths: int, links: bool) -> list[CommentItem]:
    """Comments nested as the depths say; with reply links on all but the deepest level, or on none."""
    deepest = max(depths)
    comments: list[CommentItem] = []
    for number, depth in enumerate(depths, start=1):
        parent = next((c.id for c in reversed(comments) if c.depth == depth - 1), None)
        answerable = links and depth < deepest
        comments.append(
            CommentItem(number, "A", "", "", parent, depth, number - 1, has_reply_link=answerable)
        )
    return comments


@pytest.mark.parametrize(
    ("dates", "hints", "source"),
    [
        ([JSON_LD, DateItem("published", "meta", "2019-01-01T00:00:00+00:00")], Hints(), "json-ld"),
        ([DateItem("published", "meta", "2018-03-14T09:50:00+00:00")], Hints(), "meta"),
        (
            [DateItem("published", "time", "2018-03-14T05:50:00-04:00")],
            Hints("2018-03-14T09:50:00Z", "rest"),
            "rest",
        ),
        ([DateItem("published", "time", "2018-03-14T05:50:00-04:00")], Hints(), "time"),
        ([], Hints("2018-03-14T09:50:00Z", "feed"), "feed"),
        ([DateItem("published", "json-ld", "soon")], Hints(), "url"),
    ],
)
def test_the_first_statement_that_reads_is_the_date(dates: list[DateItem], hints: Hints, source: str) -> None:
    article = bundle(page(dates=dates), hints=hints).article
    assert article.published_source == source
    assert (article.published.at or article.published.local or "")[:10] == "2018-03-14"


def test_dates_that_disagree_by_more_than_a_day_are_noted() -> None:
    assert bundle(page(dates=[JSON_LD])).article.published_doubt is None
    doubtful = bundle(
        page(
            dates=[JSON_LD], url=SITE + "2019/10/22/a-frigate/", canonical_url=SITE + "2019/10/22/a-frigate/"
        )
    )
    assert doubtful.article.published_doubt == "url 2019-10-22"


def test_with_reply_links_only_the_depth_limit_is_unsure() -> None:
    sources = [c.parent_source for c in bundle(page(comments=thread(1, 2, 3, 3, 1, links=True))).comments]
    assert sources == ["nesting", "nesting", "inferred", "inferred", "nesting"]


def test_without_reply_links_the_deepest_level_may_be_the_limit() -> None:
    sources = [c.parent_source for c in bundle(page(comments=thread(1, 2, 3, 2, links=False))).comments]
    assert sources == ["nesting", "nesting", "inferred", "nesting"]
    flat = bundle(page(comments=thread(1, 1, 1, links=False))).comments
    assert {c.parent_source for c in flat} == {"inferred"}


def test_the_api_wins_and_what_the_page_shows_stays() -> None:
    comments = thread(1, 2, 2, links=True)
    comments[2].posted_raw = "March 14, 2018 9:50 am"
    stated = {3: Stated(Known("2018-03-14T13:50:07Z", "api"), 2)}
    comment = bundle(page(comments=comments), stated=stated).comments[2]
    assert (comment.parent_id, comment.parent_source, comment.parent_on_page) == (2, "api", 1)
    assert (comment.posted.at, comment.posted.raw) == ("2018-03-14T13:50:07Z", "March 14, 2018 9:50 am")


def test_only_what_is_said_makes_a_version() -> None:
    item = CommentItem(1, "A", "Text.", "<p>Text.</p>", posted_raw="March 14, 2018 9:50 am", likes=0)
    same = replace(item, likes=7, position=4, posted_raw="14.03.2018", body_html="<p class='x'>Text.</p>")
    other = replace(item, body_text="Text!")
    hashes = [bundle(page(comments=[c])).comments[0].content_hash for c in (item, same, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    articles = [
        bundle(page(body_html=html)).article.content_hash
        for html in ("<p>It floats.</p>", "<p id=x>It floats.</p>")
    ]
    assert articles[0] == articles[1]


@pytest.mark.parametrize(
    ("fields", "complete"),
    [
        ({"comments": thread(1, links=True), "comments_declared": 1}, True),
        ({"comments_declared": 0}, True),
        ({}, False),
        ({"pings": [PingItem("pingback", "T", None)], "comments_declared": 1}, False),
        ({"access": "password", "comments": thread(1, links=True)}, False),
    ],
)
def test_a_look_is_complete_only_if_the_page_speaks_of_comments(
    fields: dict[str, object], complete: bool
) -> None:
    assert bundle(page(**fields)).complete_look is complete
