from __future__ import annotations

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive.discovery import DiscoveryError, Skipped
from quwa_archive.discovery.sitemap import Child, parse_sitemap
from quwa_archive.discovery.xml_reader import MAX_BYTES
from quwa_archive.urls import kind

from .fixtures import SITE, answer

NAMESPACE = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def made(count: int) -> bytes:
    entries = b"".join(
        b"<url><loc>%sdaily-news/ship-%d/</loc><lastmod>2024-01-02T03:04:05+05:00</lastmod></url>\n"
        % (SITE.encode(), number)
        for number in range(count)
    )
    return b"<?xml version='1.0'?>\n<urlset " + NAMESPACE + b">\n" + entries + b"</urlset>\n"


def test_wordpress_core_index_follows_posts_and_names_what_it_leaves() -> None:
    found = parse_sitemap(answer("wp-sitemap.xml"), url=f"{SITE}wp-sitemap.xml")
    assert found.children == [
        Child(f"{SITE}wp-sitemap-posts-post-1.xml", None),
        Child(f"{SITE}wp-sitemap-posts-post-2.xml", None),
        Child(f"{SITE}wp-sitemap-posts-briefing-1.xml", None),  # an unknown type may be articles
    ]
    assert found.skipped == [
        Skipped(f"{SITE}wp-sitemap-{name}-1.xml", "holds no posts")
        for name in ("posts-page", "taxonomies-category", "taxonomies-post_tag", "users")
    ]
    assert (found.sightings, found.damage) == ([], None)


def test_yoast_index_with_lastmod_of_children() -> None:
    found = parse_sitemap(answer("sitemap_index.xml"), url=f"{SITE}sitemap_index.xml")
    assert found.children == [
        Child("https://www.gazette.example/post-sitemap.xml", "2024-03-02T08:15:00+00:00"),
        Child("https://www.gazette.example/post-sitemap2.xml", "2024-03-01T10:00:00+00:00"),
        Child("https://www.gazette.example/interviews-sitemap.xml", None),
    ]
    reasons = {skipped.what.rpartition("/")[2]: skipped.reason for skipped in found.skipped}
    assert reasons == {
        "page-sitemap.xml": "holds no posts",
        "category-sitemap.xml": "holds no posts",
        "post_tag-sitemap3.xml": "holds no posts",
        "author-sitemap.xml": "holds no posts",
        "post-sitemap.xml": "foreign",
        "entry without an address": "no address",
    }


@pytest.mark.parametrize(
    ("name", "followed"),
    [
        ("wp-sitemap-posts-post-10.xml", True),
        ("post-sitemap12.xml", True),
        ("news-sitemap.xml", True),
        ("sitemap-1.xml", True),
        ("sitemap-pt-post-2016-05.xml", True),
        ("homepage-sitemap.xml", True),
        ("?sitemap=posts&amp;sitemap-subtype=post&amp;paged=1", True),
        ("?sitemap=posts&amp;sitemap-subtype=page&amp;paged=1", False),
        ("?sitemap=users&amp;paged=1", False),
        ("sitemap-pt-page-2016-05.xml", False),
        ("sitemap-tax-category.xml", False),
        ("image-sitemap-1.xml", False),
        ("attachment-sitemap.xml", False),
    ],
)
def test_children_by_the_names_plugins_give(name: str, followed: bool) -> None:
    body = f"<sitemapindex><sitemap><loc>{SITE}{name}</loc></sitemap></sitemapindex>".encode()
    found = parse_sitemap(body, url=f"{SITE}sitemap.xml")
    assert (len(found.children), len(found.skipped)) == ((1, 0) if followed else (0, 1))


def test_urlset_gives_articles_in_one_spelling_each_once() -> None:
    found = parse_sitemap(answer("post-sitemap.xml"), url=f"{SITE}post-sitemap.xml")
    assert [(item.url, item.modified_raw) for item in found.sightings] == [
        (f"{SITE}2016/05/12/harbour-crane-sinks/", "2016-05-13T09:00:00+05:00"),
        (f"{SITE}daily-news/new-tug-named/", "2024-03-01"),
        (f"{SITE}daily-news/%D8%A8%D9%86%D8%AF%D8%B1%DA%AF%D8%A7%DB%81/", None),
    ]
    assert {item.source for item in found.sightings} == {"sitemap"}
    assert {kind(item.url, SITE) for item in found.sightings} == {"article"}
    assert [skipped.reason for skipped in found.skipped] == [
        "listing",
        "listing",
        "trap",
        "foreign",
        "foreign",
    ]
    assert found.damage is None


def test_a_site_in_a_folder_leaves_the_rest_of_its_host_alone() -> None:
    body = f"<urlset><url><loc>{SITE}blog/x-y/</loc></url><url><loc>{SITE}shop-window/</loc></url></urlset>"
    found = parse_sitemap(body.encode(), url=f"{SITE}blog/sitemap.xml", site=f"{SITE}blog/")
    assert [item.url for item in found.sightings] == [f"{SITE}blog/x-y/"]
    assert found.skipped == [Skipped(f"{SITE}shop-window/", "foreign")]


def test_php_notices_undeclared_prefixes_wrong_namespaces_and_relative_addresses() -> None:
    found = parse_sitemap(answer("sitemap-sloppy.xml"), url=f"{SITE}sitemap.xml")
    assert [(item.url, item.modified_raw) for item in found.sightings] == [
        ("http://gazette.example/daily-news/undeclared-prefix/", None),
        (f"{SITE}daily-news/relative-address/", "2020-02-03"),
    ]


def test_broken_in_the_middle_loses_no_entry_and_says_so() -> None:
    found = parse_sitemap(answer("sitemap-broken.xml"), url=f"{SITE}sitemap.xml")
    assert {item.url for item in found.sightings} == {
        f"{SITE}daily-news/before-the-break/",
        f"{SITE}daily-news/never-closed/",
        f"{SITE}daily-news/after-it/",
        f"{SITE}daily-news/beyond-the-garbage/",
        f"{SITE}?p=41",
    }
    assert len(found.sightings) == 5
    assert found.damage
    assert "line " in found.damage


@pytest.mark.parametrize("count", [3, 3000])
def test_gzip_is_known_by_its_bytes(count: int) -> None:
    packed = gzip.compress(made(count), mtime=0)
    assert len(parse_sitemap(packed, url=f"{SITE}sitemap.xml").sightings) == count
    assert len(parse_sitemap(gzip.compress(packed, mtime=0), url=f"{SITE}sitemap.xml.gz").sightings) == count


def test_gzip_in_several_members_and_gzip_cut_off() -> None:
    body = made(2000)
    whole = gzip.compress(body[:1000], mtime=0) + gzip.compress(body[1000:])
    assert len(parse_sitemap(whole, url=SITE).sightings) == 2000
    cut = parse_sitemap(gzip.compress(body, mtime=0)[:-4000], url=SITE)
    assert 0 < len(cut.sightings) < 2000
    assert cut.damage == "gzip: cut off before its end"


@given(st.integers(min_value=150))
def test_a_cut_off_sitemap_gives_whole_addresses_only(cut: int) -> None:
    body = made(40)
    cut = 150 + cut % (len(body) - 160)
    found = parse_sitemap(body[:cut], url=f"{SITE}sitemap.xml")
    whole = {item.url for item in parse_sitemap(body, url=SITE).sightings}
    assert {item.url for item in found.sightings} <= whole
    assert len(found.sightings) == body[:cut].count(b"</loc>")
    assert found.damage


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        (answer("sitemap-bomb.xml"), "hostile", "entities"),
        ("<!DOCTYPE u [<!ENTITY a 'b'>]><urlset/>".encode("utf-16"), "hostile", "entities"),
        (gzip.compress(b" " * (MAX_BYTES + 2), mtime=0), "hostile", "64 MiB"),
        (answer("blocked.html"), "blocked", "HTML page"),
        (answer("feed.xml"), "broken", "<rss>"),
        (answer("posts.json"), "broken", '"id": 77'),
        (b"Service temporarily unavailable", "broken", "temporarily unavailable"),
        (b"<a>" * 10_000, "broken", "<a>"),
        (b"", "empty", "empty"),
        (b"\n\x00 ", "empty", "empty"),
        (gzip.compress(b"", mtime=0), "empty", "empty"),
        (b"\x1f\x8bnot gzip at all", "empty", "empty"),
    ],
)
def test_what_is_no_sitemap_says_what_it_is_in_one_line(body: bytes, reason: str, says: str) -> None:
    with pytest.raises(DiscoveryError) as caught:
        parse_sitemap(body, url=f"{SITE}sitemap.xml")
    assert caught.value.reason == reason
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_doctype_without_entities_is_harmless_and_nothing_outside_is_read() -> None:
    body = b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset><url><loc>/x-y/</loc></url></urlset>'
    assert [item.url for item in parse_sitemap(body, url=SITE).sightings] == [f"{SITE}x-y/"]


def test_ten_thousand_addresses_build_no_tree() -> None:
    body = made(10_000)
    assert len(parse_sitemap(body, url=SITE).sightings) == 10_000
    tracemalloc.start()
    parse_sitemap(body, url=SITE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12 * len(body)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(noise: bytes) -> None:
    for body in (noise, b"<urlset><url><loc>" + noise + b"</loc></url></urlset>", b"\x1f\x8b\x08" + noise):
        try:
            parse_sitemap(body, url=SITE)
        except DiscoveryError:
            continue
