"""The truth fits JSON, agrees with the model, and says what only some of the sources know."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from quwa_archive.demo import SampleSite
from quwa_archive.demo.truth import truth

BASE = "http://127.0.0.1:8000/"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return dict(json.loads(json.dumps(truth(SampleSite(), BASE), ensure_ascii=False)))


def case(told: dict[str, Any], name: str) -> dict[str, Any]:
    return dict(next(article for article in told["articles"] if article["case"] == name))


def comments_of(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    article_id = case(told, name)["id"]
    return [comment for comment in told["comments"] if comment["article_id"] == article_id]


def test_counts(told: dict[str, Any]) -> None:
    site = told["site"]
    assert (site["articles"], site["comments_shown"], site["comments_in_api_only"]) == (40, 500, 2)
    assert len(told["comments"]) == 502
    assert len(told["not_public"]) == 3  # two behind a password, one held


def test_every_article_lists_its_comments_in_reading_order(told: dict[str, Any]) -> None:
    by_id = {comment["id"]: comment for comment in told["comments"]}
    for article in told["articles"]:
        assert [by_id[number]["position"] for number in article["comment_ids"]] == list(
            range(len(article["comment_ids"]))
        )
        assert all(by_id[number]["shown_on_page"] for number in article["comment_ids"])
    shown = {number for article in told["articles"] for number in article["comment_ids"]}
    assert shown == {comment["id"] for comment in told["comments"] if comment["shown_on_page"]}


def test_pages_and_database_disagree_on_parents_below_the_limit(told: dict[str, Any]) -> None:
    rows = comments_of(told, "nested")
    wrong = [row for row in rows if row["shown_on_page"] and row["parent_id"] != row["parent_on_page"]]
    assert [row["body_text"][:12] for row in wrong] == ["I have parke", "The drain ru", "Nice to be q"]
    assert {row["depth"] for row in rows if row["shown_on_page"]} == {1, 2, 3, 4, 5}
    early = next(row for row in rows if row["author_name"] == "early bird")
    parent = next(row for row in rows if row["id"] == early["parent_id"])
    assert early["posted_at"] < parent["posted_at"]
    assert early["id"] > parent["id"]


def test_twins_differ_in_nothing_but_id_and_second(told: dict[str, Any]) -> None:
    one, other = comments_of(told, "twins")
    assert {key for key in one if one[key] != other[key]} == {"id", "position", "posted_at"}


def test_the_clock_change(told: dict[str, Any]) -> None:
    rows = comments_of(told, "clock")
    assert [(row["posted_local"], row["posted_at"]) for row in rows[:3]] == [
        ("2017-11-05T01:30", "2017-11-05T05:30:00Z"),
        ("2017-11-05T01:00", "2017-11-05T06:00:00Z"),
        ("2017-11-05T01:30", "2017-11-05T06:30:00Z"),
    ]
    assert [(row["posted_raw"], row["posted_at"]) for row in rows[5:]] == [
        ("March 11, 2018 3:30 am", "2018-03-11T07:30:00Z")
    ] * 2


def test_access_and_gates(told: dict[str, Any]) -> None:
    assert Counter(article["access"] for article in told["articles"]) == {
        "open": 37,
        "excerpt": 2,
        "password": 1,
    }
    counted = case(told, "counted-gate")
    assert counted["words_shown"] == counted["word_count"]
    assert counted["words_total"] > counted["words_shown"]
    assert "End of Excerpt" not in counted["body_text"]
    protected = case(told, "protected")
    assert (protected["title"], protected["body_text"], protected["comments_declared"]) == (
        "Minutes of the dry dock meeting", "", None,
    )  # fmt: skip


def test_the_rich_body_follows_the_text_rule(told: dict[str, Any]) -> None:
    rich = case(told, "rich")
    assert "Maker | Weight (t) | Range (km)\nGomal Vehicle Plant | 14.2 | 700\n" in rich["body_text"]
    assert "Axle one.\nAxle two.\nAxle three 🚚." in rich["body_text"]
    assert "We build it for mud.\n\nNot for parades, and not for films." in rich["body_text"]
    assert "Read More" not in rich["body_text"]
    assert "Trial no. 4" not in rich["body_text"]
    assert [image["caption"] for image in rich["images"]] == ["Trial no. 4, May 2022", "The axle (drawing)"]
    assert [link["text"] for link in rich["links"]] == ["[1]", "the maker"]


def test_authors_as_far_as_pages_show_them(told: dict[str, Any]) -> None:
    assert case(told, "undated")["author"] is None
    assert case(told, "no-box")["author"]["role"] is None
    assert case(told, "no-box")["author"]["bio"] is not None
    assert case(told, "theme-box")["author"]["role"] is None
    assert case(told, "theme-box")["author"]["avatar_url"] is not None
    shown = {author["slug"]: author["shown"] for author in told["authors"]}
    assert "role" in shown["mahnoor-velmani"]
    assert "bio" not in shown["guest-writer"]


def test_times_follow_the_zone_and_its_change() -> None:
    karachi = truth(SampleSite(zone="Asia/Karachi"), BASE)
    assert comments_of(karachi, "origin")[0]["posted_raw"] == "January 12, 2017 10:50 am"
    assert comments_of(karachi, "origin")[0]["posted_at"] == "2017-01-12T05:50:00Z"
    changed = truth(SampleSite(zone_change=("2018-01-01", "Asia/Karachi")), BASE)
    assert comments_of(changed, "origin")[0]["posted_raw"] == "January 12, 2017 12:50 am"
    assert comments_of(changed, "clock")[-1]["posted_raw"] == "March 11, 2018 12:30 pm"
    assert changed["site"]["zone_now"] == "Asia/Karachi"
    assert changed["site"]["zone_changes_at"] == "2018-01-01T05:00:00Z"


def test_the_stock_layout_prints_offsets_and_after_a_change_the_wrong_one() -> None:
    plain = truth(SampleSite(layout="twentytwentyone"), BASE)
    row = comments_of(plain, "origin")[0]
    assert (row["posted_raw"], row["posted_machine"]) == (
        "January 12, 2017 at 12:50 am",
        "2017-01-12T00:50:00-05:00",
    )
    assert row["likes"] is None
    changed = truth(SampleSite(layout="twentytwentyone", zone_change=("2018-01-01", "Asia/Karachi")), BASE)
    assert comments_of(changed, "origin")[0]["posted_machine"] == "2017-01-12T00:50:00+05:00"


def test_an_api_that_is_off_knows_no_comment() -> None:
    off = truth(SampleSite(articles=1, cases=("nested",), rest=False), BASE)
    assert not any(comment["in_api"] for comment in off["comments"])
