from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive.discovery import DiscoveryError, Skipped
from quwa_archive.discovery.rest import (
    comments_url,
    index_url,
    parse_comments,
    parse_index,
    parse_posts,
    posts_url,
    total_pages,
)
from quwa_archive.items import ApiCommentItem, ClockItem, SightingItem, StatedPostItem

from .fixtures import SITE, answer

NOTICE = b"<br />\n<b>Deprecated</b>:  Function [8192] {x} in <b>/srv/p.php</b> on line <b>3</b><br />\n"
PARSERS = (parse_index, parse_posts, parse_comments)


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_lists_are_asked_for_in_an_order_that_growth_does_not_disturb() -> None:
    url = posts_url("https://gazette.example", 3, modified_after="2024-03-02T08:15:00Z")
    assert url.startswith("https://gazette.example/wp-json/wp/v2/posts?")
    asked = query(url)
    assert (asked["orderby"], asked["order"], asked["page"], asked["per_page"]) == ("id", "asc", "3", "100")
    assert asked["modified_after"] == "2024-03-02T08:15:00Z"
    assert "content" not in asked["_fields"]  # of a gated post it may be more than its page shows
    assert "modified_after" not in query(posts_url(SITE, 1))


def test_comments_since_an_instant_or_of_one_post() -> None:
    asked = query(comments_url(f"{SITE}blog/", 1, after="2024-03-02T08:15:00+05:00", post=77, per_page=10))
    assert comments_url(f"{SITE}blog/", 1).startswith(f"{SITE}blog/wp-json/wp/v2/comments?")
    assert (asked["after"], asked["post"], asked["per_page"]) == ("2024-03-02T08:15:00+05:00", "77", "10")
    assert {"id", "post", "parent", "date", "date_gmt"} <= set(asked["_fields"].split(","))


def test_the_api_may_live_in_a_query() -> None:
    root = f"{SITE}?rest_route=/"
    assert posts_url(SITE, 2, root=root).startswith(f"{root}wp/v2/posts&page=2&")
    assert index_url(SITE, root=root).startswith(f"{root}&_fields=")
    assert index_url(SITE).startswith(f"{SITE}wp-json/?_fields=")


def test_index() -> None:
    info = parse_index(answer("index.json"))
    assert (info.name, info.home, info.has_wp_v2) == ("The Harbour Gazette", "https://gazette.example", True)
    assert info.clocks() == [ClockItem("settings", "site", zone="Asia/Kolkata", offset_hours=5.5)]


@pytest.mark.parametrize(
    ("settings", "zone", "hours"),
    [
        ({"timezone_string": "", "gmt_offset": -5}, None, -5.0),
        ({"timezone_string": "Europe/Oslo", "gmt_offset": None}, "Europe/Oslo", None),
        ({"gmt_offset": "nonsense"}, None, None),
        ({"gmt_offset": 1e9}, None, None),
    ],
)
def test_settings_of_the_clock_that_are_missing_or_odd(
    settings: dict[str, Any], zone: str | None, hours: float | None
) -> None:
    info = parse_index(json.dumps({"namespaces": [], **settings}).encode())
    assert (info.zone, info.gmt_offset, info.has_wp_v2) == (zone, hours, False)
    assert len(info.clocks()) == (0 if zone is None and hours is None else 1)


def test_what_is_stated_of_posts_is_title_and_beginning() -> None:
    entries = [
        {
            "id": 7,
            "link": f"{SITE}daily-news/two/",
            "title": {"rendered": "Two &#038; two"},
            "excerpt": {"rendered": "<p>Short [&hellip;]</p>\n", "protected": False},
        },
        {"id": 8, "link": f"{SITE}daily-news/three/"},
        {"id": 9, "link": f"{SITE}daily-news/four/", "title": None, "excerpt": ["odd"]},
    ]
    assert parse_posts(json.dumps(entries).encode(), site=SITE).stated == [
        StatedPostItem(f"{SITE}daily-news/two/", "rest", "Two &#038; two", "<p>Short [&hellip;]</p>\n")
    ]


def test_posts_with_both_clocks() -> None:
    found = parse_posts(answer("posts.json"), site=SITE)
    assert found.sightings == [
        SightingItem(
            f"{SITE}2016/05/12/tides-tabled/", "rest", 77, "2016-05-12T23:59:59Z", "2016-06-01T00:00:00Z"
        ),
        SightingItem(
            "https://www.gazette.example/daily-news/second-dry-dock/",
            "rest",
            512,
            "2024-03-02T08:15:00Z",
            "2024-03-02T08:15:00Z",
        ),
        SightingItem(f"{SITE}?p=513", "rest", 513, None, None),
    ]
    assert found.clocks == [
        ClockItem("api", "post 77", local="2016-05-13T04:59:59", utc="2016-05-12T23:59:59Z"),
        ClockItem("api", "post 512", local="2024-03-02T13:15:00", utc="2024-03-02T08:15:00Z"),
    ]
    assert [skipped.reason for skipped in found.skipped] == [
        "listing",
        "foreign",
        "no address",
        "no post id",
        "no post id",
        "no post id",
    ]
    assert found.skipped[1] == Skipped("post 515: https://elsewhere.example/daily-news/not-ours/", "foreign")
    assert not found.past_end


def test_comments_with_parents_clocks_and_their_articles() -> None:
    found = parse_comments(answer("comments.json"), site=SITE)
    assert [(item.id, item.post_id, item.parent_id) for item in found.comments] == [
        (903, 77, None),
        (904, 512, None),
        (905, 512, 904),
    ]
    assert found.comments[0] == ApiCommentItem(
        id=903,
        post_id=77,
        parent_id=None,
        author_name="Old Pilot",
        author_url="https://pilot.example/",
        date="2024-03-02T10:00:00",
        date_gmt="2024-03-02T05:00:00",
        body_html="<p>The tables are an hour out.</p>\n",
        url=f"{SITE}2016/05/12/tides-tabled/#comment-903",
    )
    assert found.clocks[0] == ClockItem("api", "comment 903", "2024-03-02T10:00:00", "2024-03-02T05:00:00Z")
    assert found.sightings == [
        SightingItem(f"{SITE}2016/05/12/tides-tabled/", "comments-rest", post_id=77),
        SightingItem(f"{SITE}daily-news/second-dry-dock/", "comments-rest", post_id=512),
    ]
    assert found.skipped[:4] == [
        Skipped("comment 906", "is a pingback"),
        Skipped("comment 907", "unreadable parent"),
        Skipped("comment 908", "no post id"),
        Skipped("comment 909", "no date"),
    ]
    assert found.skipped[4].reason == "no comment id"
    assert not found.past_end


def test_past_the_end() -> None:
    beyond = b'{"code":"rest_post_invalid_page_number","message":"Too large.","data":{"status":400}}'
    assert parse_posts(beyond).past_end
    assert parse_posts(b"[]").past_end
    assert parse_comments(b"[]").past_end


@pytest.mark.parametrize(
    "wrapped",
    [
        b"\xef\xbb\xbf%s",
        b"\n\n  %s\n",
        NOTICE + b"%s",
        NOTICE + NOTICE + b"\xef\xbb\xbf%s",
    ],
)
def test_marks_and_notices_before_the_list(wrapped: bytes) -> None:
    assert len(parse_posts(wrapped.replace(b"%s", answer("posts.json")), site=SITE).sightings) == 3
    assert parse_comments(wrapped.replace(b"%s", b"[]")).past_end
    assert parse_index(wrapped.replace(b"%s", answer("index.json"))).has_wp_v2


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        (answer("blocked.html"), "blocked", "HTML page"),
        (b'{"code":"rest_no_route","message":"No route was found."}', "absent", "rest_no_route"),
        (b'{"code":"rest_forbidden","message":"Only for\\nmembers."}', "refused", "Only for members."),
        (b'{"code":"rest_cannot_read","message":null,"data":{"status":401}}', "refused", "rest_cannot_read"),
        (b"", "empty", "empty"),
        (b"\x00\r\n", "empty", "empty"),
        (answer("posts.json")[:300], "broken", '"id": 77'),
        (b"Too many requests", "broken", "Too many requests"),
        (b"[" * 100_000, "broken", "[[["),
        (NOTICE, "broken", "Deprecated"),
    ],
)
def test_every_other_answer_is_named(body: bytes, reason: str, says: str) -> None:
    for parse in PARSERS:
        with pytest.raises(DiscoveryError) as caught:
            parse(body)
        assert caught.value.reason == reason
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("body", [b"7", b'"text"', b"null", b"{}"])
def test_json_of_another_kind(body: bytes) -> None:
    for parse in PARSERS:
        with pytest.raises(DiscoveryError):
            parse(body)


@pytest.mark.parametrize(
    ("headers", "pages"),
    [
        ({"X-WP-TotalPages": "31"}, 31),
        ({"x-wp-totalpages": " 31 "}, 31),
        ({b"X-Wp-Totalpages": [b"31"]}, 31),
        ({b"X-Wp-Totalpages": b"0"}, 0),
        ({"X-WP-TotalPages": "many"}, None),
        ({"X-WP-TotalPages": []}, None),
        ({"X-WP-Total": "301"}, None),
        ({}, None),
    ],
)
def test_total_pages(headers: dict[Any, Any], pages: int | None) -> None:
    assert total_pages(headers) == pages


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 600)
    | st.floats()
    | st.text(max_size=8)
    | st.just("2024-03-02T08:15:00"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "post", "parent", "link", "date", "date_gmt", "content", "type", "code", "message"]
            )
            | st.sampled_from(
                ["namespaces", "home", "gmt_offset", "timezone_string", "author_name", "rendered"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_no_json_raises_anything_else(data: object) -> None:
    for parse in PARSERS:
        try:
            parse(json.dumps(data).encode())
        except DiscoveryError:
            continue
