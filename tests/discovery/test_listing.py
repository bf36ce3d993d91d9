from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive.discovery import Skipped
from quwa_archive.discovery.listing import page_of, parse_listing
from quwa_archive.items import SightingItem

from .fixtures import SITE, answer


def page(content: str) -> bytes:
    return f"<html><body>{content}</body></html>".encode()


def test_home_page_of_blabber_with_counters() -> None:
    found = parse_listing(answer("home-blabber.html"), url=SITE, site=SITE)
    assert found.sightings == [
        SightingItem(f"{SITE}daily-news/how-we-count-ships/", "listing", post_id=96, comment_count=1204),
        SightingItem(f"{SITE}daily-news/second-dry-dock/", "listing", post_id=512, comment_count=0),
        SightingItem(f"{SITE}daily-news/%D8%A8%D9%86%D8%AF%D8%B1/", "listing", post_id=513),
    ]
    assert found.skipped == [Skipped("https://elsewhere.example/sponsored/", "foreign")]
    assert found.next_page == f"{SITE}page/2/"


def test_stock_archive_whose_previous_posts_are_its_next_page() -> None:
    found = parse_listing(answer("archive-stock.html"), url=f"{SITE}2016/05/page/2/", site=SITE)
    assert found.sightings == [
        SightingItem(f"{SITE}2016/05/12/tides-tabled/", "listing", post_id=21, comment_count=23),
        SightingItem(f"{SITE}2016/05/11/fog/", "listing", post_id=20),
    ]
    assert found.next_page == f"{SITE}2016/05/page/3/"


def test_a_page_without_headings_gives_its_links_but_no_trap_and_no_menu() -> None:
    found = parse_listing(answer("home-unknown.html"), url=SITE, site=SITE)
    assert [item.url for item in found.sightings] == [f"{SITE}daily-news/first-tile/", f"{SITE}second-tile/"]
    assert found.next_page == f"{SITE}page/2/"  # a button that loads more


@pytest.mark.parametrize(
    ("content", "url", "expected"),
    [
        ('<a class="next page-numbers" href="/page/5/#x">&gt;</a>', f"{SITE}page/4/", f"{SITE}page/5/"),
        ('<a rel="next" href="?paged=2">older</a>', SITE, f"{SITE}?paged=2"),
        ('<a class="wp-block-query-pagination-next" href="/page/2/">Next</a>', SITE, f"{SITE}page/2/"),
        ('<a class="page-numbers" href="/page/9/">9</a><a class="page-numbers" href="/page/2/">2</a>', SITE,
         f"{SITE}page/2/"),
        ('<p class="nav-links-old"><i><a href="/page/2/">x</a></i>', SITE, f"{SITE}page/2/"),
        ('<a class="nav-load-more" data-max-page="3"></a>', f"{SITE}tag/x/page/2/", f"{SITE}tag/x/page/3/"),
        ('<a class="nav-load-more" data-max-page="3"></a>', f"{SITE}page/3/", None),
        ('<a class="page-numbers" href="/page/3/">3</a>', f"{SITE}page/3/", None),
        ('<a class="page-numbers" href="/page/2/">2</a>', f"{SITE}page/3/", None),
        ('<div class="nav-previous"><a href="/daily-news/older/">an article, no page</a></div>', SITE, None),
        ('<a rel="next" href="/category/fog/page/2/">of another listing</a>', SITE, None),
        ('<a rel="next" href="/page/2/?s=fog">a search</a>', SITE, None),
        ('<a rel="next" href="https://elsewhere.example/page/2/">x</a>', SITE, None),
        ("", SITE, None),
    ],
)  # fmt: skip
def test_next_page_is_a_later_page_of_the_same_listing(content: str, url: str, expected: str | None) -> None:
    assert parse_listing(page(content), url=url, site=SITE).next_page == expected


@pytest.mark.parametrize(
    ("counter", "count"),
    [
        ('<a href="/x-y/#comments">5 Comments</a>', 5),
        ('<a href="/x-y/#comments">1,204</a>', 1204),
        ('<a href="/x-y/#respond">No Comments</a>', 0),
        ('<a href="/x-y/#respond">Leave a comment</a>', None),
        ('<a href="/another-one/#comments">7 Comments</a>', None),
        ('<a href="/x-y/" class="post_meta_views">900</a>', None),
    ],
)
def test_counters(counter: str, count: int | None) -> None:
    body = page(f'<article><h2><a href="/x-y/">t</a></h2>{counter}</article>')
    (sighting,) = parse_listing(body, url=SITE, site=SITE).sightings
    assert sighting.comment_count == count


def test_base_href_and_urdu_in_raw_letters() -> None:
    body = '<head><base href="/daily-news/"></head><article><h2><a href="بندر">t</a></h2></article>'.encode()
    assert [item.url for item in parse_listing(body, url=SITE, site=SITE).sightings] == [
        f"{SITE}daily-news/%D8%A8%D9%86%D8%AF%D8%B1/"
    ]


def test_page_of() -> None:
    addresses = [
        SITE,
        f"{SITE}page/12/",
        f"{SITE}?paged=3",
        f"{SITE}page/0/",
        f"{SITE}page/x/",
        f"{SITE}?paged=x",
    ]
    assert [page_of(address) for address in addresses] == [1, 12, 3, 1, 1, 1]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00 \n",
        b"<",
        b"no markup",
        b"\xff\xfe\x00",
        b"<!-- -->",
        answer("post-sitemap.xml"),
        answer("posts.json"),
    ],
)
def test_what_is_no_listing_is_empty(body: bytes) -> None:
    found = parse_listing(body, url=SITE, site=SITE)
    assert (found.sightings, found.next_page) == ([], None)


@given(st.binary(max_size=200))
def test_no_bytes_raise(noise: bytes) -> None:
    parse_listing(noise, url=SITE, site=SITE)
    parse_listing(b'<article><h2><a href="' + noise + b'">t</a></h2></article>', url=SITE, site=SITE)
