from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive.discovery import DiscoveryError, Skipped
from quwa_archive.discovery.feed import (
    FeedComment,
    comments_feed_url,
    feed_url,
    parse_comments_feed,
    parse_feed,
)
from quwa_archive.items import SightingItem, StatedPostItem

from .fixtures import PORT_SITE, SITE, answer

URL = f"{PORT_SITE}feed/"


def test_addresses() -> None:
    assert feed_url("https://gazette.example") == "https://gazette.example/feed/"
    assert feed_url(f"{SITE}blog/", 3) == "https://gazette.example/blog/feed/?paged=3"
    assert comments_feed_url(SITE) == "https://gazette.example/comments/feed/"


def test_posts_of_a_feed_whose_own_link_lacks_the_port() -> None:
    found = parse_feed(answer("feed.xml"), url=URL, site=PORT_SITE)
    assert found.sightings == [
        SightingItem(
            f"{PORT_SITE}daily-news/second-dry-dock/",
            "feed",
            post_id=512,
            published_raw="Sat, 02 Mar 2024 08:15:00 +0000",
            comment_count=14,
        ),
        SightingItem(
            f"{PORT_SITE}2016/05/12/tides-tabled/",
            "feed",
            post_id=77,
            published_raw="Thu, 12 May 2016 23:59:59 +0000",
            comment_count=0,
        ),
        SightingItem(f"{PORT_SITE}daily-news/guid-alone/", "feed"),
    ]
    assert found.skipped == [
        Skipped("http://gazette.example/daily-news/port-is-missing/", "foreign"),
        Skipped("entry Leads nowhere", "no address"),
    ]
    assert found.damage is None


@pytest.mark.parametrize(
    ("inside", "title", "text", "whole"),
    [
        (
            "<title>Two &amp;#038; two</title><description>Short.</description>"
            "<content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>",
            "Two &#038; two", "<p>Long.</p>", True,
        ),
        (
            '<title xmlns="http://search.yahoo.com/mrss/">A picture</title><title>Two</title><description>Short.</description>',
            "Two", "Short.", False,
        ),
        ("<title>Two</title><description>Short [&amp;#8230;]</description>", "Two", "Short [&#8230;]", False),
        ("", "", "", False),
    ],
)  # fmt: skip
def test_what_rss_states_of_a_post(inside: str, title: str, text: str, whole: bool) -> None:
    body = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><link>{SITE}daily-news/two/</link>{inside}
        <guid isPermaLink="false">{SITE}?p=9</guid></item></channel></rss>"""
    assert parse_feed(body.encode(), url=f"{SITE}feed/").stated == [
        StatedPostItem(f"{SITE}daily-news/two/", "feed", title, text, whole)
    ]


def test_what_atom_states_of_a_post() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Two</title>
        <link href="{SITE}daily-news/two/"/><author><name>A. Pole</name></author><summary>Short</summary>
        <content type="html">&lt;p&gt;Long.&lt;/p&gt;</content></entry></feed>"""
    assert parse_feed(body.encode(), url=f"{SITE}feed/").stated == [
        StatedPostItem(f"{SITE}daily-news/two/", "feed", "Two", "<p>Long.</p>", True)
    ]


def test_atom() -> None:
    assert parse_feed(answer("atom.xml"), url=f"{SITE}feed/atom/").sightings == [
        SightingItem(
            f"{SITE}daily-news/second-dry-dock/",
            "feed",
            post_id=512,
            published_raw="2024-03-02T08:15:00Z",
            modified_raw="2024-03-05T10:00:00Z",
            comment_count=14,
        )
    ]


def test_rss_1() -> None:
    body = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><link>{SITE}x-y/</link>
        <dc:date>2016-05-12T08:00:00+05:00</dc:date></item></rdf:RDF>"""
    assert parse_feed(body.encode(), url=SITE).sightings == [
        SightingItem(f"{SITE}x-y/", "feed", published_raw="2016-05-12T08:00:00+05:00")
    ]


def test_comments_of_the_whole_site() -> None:
    found = parse_comments_feed(answer("comments-feed.xml"), url=f"{PORT_SITE}comments/feed/", site=PORT_SITE)
    dock, tides = f"{PORT_SITE}daily-news/second-dry-dock/", f"{PORT_SITE}2016/05/12/tides-tabled/"
    assert found.comments == [
        FeedComment(905, dock, "Old Pilot", "Sun, 03 Mar 2024 01:30:00 +0500", "2024-03-02T20:30:00Z", 512),
        FeedComment(904, dock, "بندرگاہ", "Sat, 02 Mar 2024 20:29:59 +0000", "2024-03-02T20:29:59Z"),
        FeedComment(903, tides, None, "the day before yesterday", None),
    ]
    assert found.sightings == [
        SightingItem(dock, "comments-feed", post_id=512),
        SightingItem(tides, "comments-feed"),
    ]
    assert found.skipped == [Skipped(tides, "no comment id")]


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("Sat, 02 Mar 2024 20:29:59 GMT", "2024-03-02T20:29:59Z"),
        ("2024-03-02T20:29:59.5+05:00", "2024-03-02T15:29:59Z"),
        ("Sat, 02 Mar 2024 20:29:59 -0000", None),  # says that it does not know its zone
        ("2024-03-02T20:29:59", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Sat, 99 Mar 2024 20:29:59 +0000", None),
        (",", None),
    ],
)
def test_an_instant_is_stated_or_left_out(raw: str, utc: str | None) -> None:
    body = f"<rss><item><link>{SITE}x-y/#comment-1</link><pubDate>{raw}</pubDate></item></rss>"
    (comment,) = parse_comments_feed(body.encode(), url=SITE).comments
    assert (comment.posted_raw, comment.utc) == (raw, utc)


def test_a_cut_off_feed_gives_its_whole_entries_and_says_so() -> None:
    body = answer("feed.xml")
    found = parse_feed(body[: body.index(b"Only a permanent")], url=URL, site=PORT_SITE)
    assert len(found.sightings) == 2
    assert found.damage


@pytest.mark.parametrize(
    ("title", "lost"),
    [(b"Tides & tables \x0b&nbsp;", 0), (b"Tides <br> tabled", 1)],
)
def test_a_feed_broken_in_the_middle_goes_on_behind_it(title: bytes, lost: int) -> None:
    body = answer("feed.xml").replace(b"Tides, tabled", title)
    found = parse_feed(body, url=URL, site=PORT_SITE)
    addresses = {item.url for item in found.sightings}
    assert {f"{PORT_SITE}daily-news/second-dry-dock/", f"{PORT_SITE}daily-news/guid-alone/"} <= addresses
    assert len(addresses) == 3 - lost
    assert found.damage


def test_an_empty_feed_is_no_error() -> None:
    assert parse_feed(b"<rss><channel/></rss>", url=SITE).sightings == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (answer("blocked.html"), "blocked"),
        (answer("post-sitemap.xml"), "broken"),
        (answer("posts.json"), "broken"),
        (answer("sitemap-bomb.xml").replace(b"urlset", b"rss"), "hostile"),
        (b"", "empty"),
    ],
)
def test_what_is_no_feed(body: bytes, reason: str) -> None:
    for parse in (parse_feed, parse_comments_feed):
        with pytest.raises(DiscoveryError) as caught:
            parse(body, url=URL)
        assert caught.value.reason == reason
        assert "\n" not in str(caught.value)


@given(st.binary(max_size=120))
def test_no_bytes_raise_anything_else(noise: bytes) -> None:
    for body in (
        noise,
        b"<rss><item><link>" + noise + b"</link><pubDate>" + noise + b"</pubDate></item></rss>",
    ):
        for parse in (parse_feed, parse_comments_feed):
            try:
                parse(body, url=URL)
            except DiscoveryError:
                continue
