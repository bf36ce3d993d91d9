"""Sitemaps, feeds, lists and the API: where a crawler finds the articles."""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree

from quwa_archive.demo import SampleServer, SampleSite
from quwa_archive.demo.truth import truth
from tests.demo.conftest import Got, get


def locs(body: bytes) -> list[str]:
    return [str(loc.text) for loc in etree.fromstring(body).iter("{*}loc")]


def test_the_sitemap_names_every_article_and_what_is_none(server: SampleServer) -> None:
    robots = get(server, "/robots.txt").text
    index_url = robots.rpartition("Sitemap: ")[2].strip()
    files = locs(get(server, index_url).body)
    urls = [url for file in files for url in locs(get(server, file).body)]
    expected = truth(server.site, server.base_url)
    assert {article["url"] for article in expected["articles"]} <= set(urls)
    assert server.base_url + "about/" in urls
    assert server.base_url + "category/daily-news/" in urls
    assert all(get(server, url).status == 200 for url in urls)
    assert get(server, "/sitemap.xml").headers["location"] == index_url
    assert get(server, "/sitemap_index.xml").status == 404


def test_lastmod_is_the_time_of_modification_in_the_zone_of_the_site(server: SampleServer) -> None:
    text = get(server, "/wp-sitemap-posts-post-1.xml").text
    assert "<lastmod>2017-01-12T09:02:33-05:00</lastmod>" in text
    with SampleServer(SampleSite(sitemap_lastmod=False)) as old:
        assert "lastmod" not in get(old, "/wp-sitemap-posts-post-1.xml").text


def test_posts_beyond_two_thousand_are_in_a_second_file() -> None:
    with SampleServer(SampleSite(articles=2100)) as server:
        assert len(locs(get(server, "/wp-sitemap-posts-post-1.xml").body)) == 2000
        assert len(locs(get(server, "/wp-sitemap-posts-post-2.xml").body)) == 100
        assert get(server, "/wp-sitemap-posts-post-3.xml").status == 404


def test_yoast_and_gzip_and_none_at_all() -> None:
    with SampleServer(SampleSite(yoast=True, sitemap_gzip=True)) as server:
        index = get(server, "/sitemap_index.xml")
        first = locs(index.body)[0]
        assert first.endswith("post-sitemap.xml.gz")
        assert len(locs(gzip.decompress(get(server, first).body))) == 40
        assert get(server, "/wp-sitemap.xml").status == 404
    with SampleServer(SampleSite(sitemap=False, crawl_delay=3, disallow=("/private/",))) as server:
        assert get(server, "/wp-sitemap.xml").status == 404
        robots = get(server, "/robots.txt").text
        assert "Sitemap" not in robots
        assert "Crawl-delay: 3\n" in robots
        assert "Disallow: /private/\n" in robots


@pytest.mark.parametrize(
    "path", ["/feed/", "/comments/feed/", "/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml"]
)
def test_documents_answer_304_to_who_has_them(server: SampleServer, path: str) -> None:
    full = get(server, path)
    for name, value in (
        ("If-None-Match", full.headers["etag"]),
        ("If-Modified-Since", full.headers["last-modified"]),
    ):
        again = get(server, path, headers={name: value})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == full.headers["etag"]
    assert get(server, path, headers={"If-None-Match": '"other"'}).status == 200


def items(got: Got) -> list[etree._Element]:
    return list(etree.fromstring(got.body).iter("item"))


def test_the_feed_pages_through_all_posts_and_ends(server: SampleServer) -> None:
    links = [
        item.findtext("link")
        for number in range(1, 5)
        for item in items(get(server, f"/feed/?paged={number}"))
    ]
    assert links == [server.base_url + post.path[1:] for post in reversed(list(server.site.posts()))]
    assert get(server, "/feed/?paged=5").status == 404
    with SampleServer(SampleSite(feed=False)) as silent:
        assert get(silent, "/feed/").status == 404


def test_comment_feeds_hold_the_newest_ten_in_utc(server: SampleServer) -> None:
    expected = truth(server.site, server.base_url)
    for path, pool in (
        ("/comments/feed/", expected["comments"]),
        (
            server.site.case("origin").path + "feed/",
            [c for c in expected["comments"] if c["article_id"] == server.site.case("origin").id],
        ),
    ):
        newest = sorted(pool, key=lambda c: (c["posted_at"], c["id"]), reverse=True)[:10]
        found = items(get(server, path))
        assert [int(str(i.findtext("link")).rpartition("-")[2]) for i in found] == [c["id"] for c in newest]
        times = [parsedate_to_datetime(str(item.findtext("pubDate"))) for item in found]
        assert [f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in times] == [c["posted_at"] for c in newest]


def test_lists_page_through_all_posts(server: SampleServer) -> None:
    found: list[object] = []
    for number in range(1, 5):
        path = "/" if number == 1 else f"/page/{number}/"
        tree = get(server, path).tree
        found.extend(link.get("href") for link in tree.cssselect(".posts_container h2.entry-title a"))
    assert sorted(map(str, found)) == sorted(server.base_url + path[1:] for path in server.site.paths)
    assert get(server, "/page/5/").status == 404
    assert get(server, "/category/daily-news/").body.count(b"post_layout_excerpt") == 10
    assert get(server, "/daily-news/").status == 200
    assert "Daily News" in get(server, "/author/mahnoor-velmani/").text
    assert "noindex" in get(server, "/?s=anchor").text


def pages(server: SampleServer, route: str, query: str) -> list[Got]:
    first = get(server, f"/wp-json/wp/v2/{route}?{query}")
    rest = range(2, int(first.headers["x-wp-totalpages"]) + 1)
    return [first, *(get(server, f"/wp-json/wp/v2/{route}?{query}&page={number}") for number in rest)]


def test_the_api_pages_through_posts_and_refuses_the_page_after(server: SampleServer) -> None:
    got = pages(server, "posts", "per_page=15&_fields=id,date_gmt,link,title.rendered")
    rows = [row for page in got for row in page.json]
    assert got[0].headers["x-wp-total"] == "40"
    assert 'page=2>; rel="next"' in got[0].headers["link"]
    assert [row["id"] for row in rows] == server.site.newest_first()
    assert set(rows[0]) == {"id", "date_gmt", "link", "title"}
    past = get(server, "/wp-json/wp/v2/posts?per_page=15&page=4")
    assert (past.status, past.json["code"]) == (400, "rest_post_invalid_page_number")
    assert get(server, "/wp-json/wp/v2/posts?per_page=101").status == 400


def test_the_api_filters_by_wall_clock(server: SampleServer) -> None:
    query = "/wp-json/wp/v2/posts?_fields=id&"
    origin = server.site.case("origin").id
    for span in (
        "after=2017-01-11T23:00:00&before=2017-01-12T00:00:00",
        "after=2017-01-12T04:00:00Z&before=2017-01-12T05:00:00Z",
        "modified_after=2017-01-12T09:00:00&modified_before=2017-01-12T09:30:00",
    ):
        assert get(server, query + span).json == [{"id": origin}], span


def test_the_api_lists_hidden_replies_but_no_pings_and_nothing_protected(server: SampleServer) -> None:
    expected = truth(server.site, server.base_url)
    got = pages(server, "comments", "per_page=100&order=asc")
    rows = [row for page in got for row in page.json]
    assert {row["id"]: (row["parent"] or None, row["date_gmt"] + "Z") for row in rows} == {
        comment["id"]: (comment["parent_id"], comment["posted_at"]) for comment in expected["comments"]
    }
    assert int(got[0].headers["x-wp-total"]) == len(rows) + 2  # the two of the protected post
    assert sum(not comment["shown_on_page"] for comment in expected["comments"]) == 2
    past = get(server, "/wp-json/wp/v2/comments?per_page=100&page=50")
    assert (past.status, past.json) == (200, [])
    protected = server.site.case("protected")
    assert get(server, f"/wp-json/wp/v2/comments?post={protected.id}").status == 401
    assert get(server, f"/wp-json/wp/v2/comments/{protected.comments[0].id}").status == 401
    assert get(server, "/wp-json/wp/v2/comments?type=pingback").status == 401


def test_the_api_of_one_post_and_of_its_comments(server: SampleServer) -> None:
    nested = server.site.case("nested")
    row = get(server, f"/wp-json/wp/v2/posts/{nested.id}").json
    assert (row["date"], row["date_gmt"]) == ("2019-03-03T11:00:00", "2019-03-03T16:00:00")
    listed = get(server, f"/wp-json/wp/v2/comments?post={nested.id}&per_page=100&order=asc&orderby=id").json
    assert len(listed) == 11
    assert get(server, f"/wp-json/wp/v2/comments/{listed[0]['id']}").json["id"] == listed[0]["id"]
    assert get(server, "/wp-json/wp/v2/posts/5").status == 404
    assert get(server, "/wp-json/wp/v2/nothing").json["code"] == "rest_no_route"


def test_the_index_tells_the_zone(server: SampleServer) -> None:
    index = get(server, "/wp-json/").json
    assert (index["timezone_string"], index["gmt_offset"]) == ("America/Toronto", -5.0)


@pytest.mark.parametrize(("status", "code"), [(404, "rest_no_route"), (403, "rest_forbidden")])
def test_an_api_that_is_off(status: int, code: str) -> None:
    with SampleServer(SampleSite(rest=False, rest_refusal=status)) as server:
        got = get(server, "/wp-json/wp/v2/posts")
        assert (got.status, got.json["code"]) == (status, code)


def test_authors_of_one_name_have_two_slugs(server: SampleServer) -> None:
    users = get(server, "/wp-json/wp/v2/users?per_page=100").json
    slugs = sorted(user["slug"] for user in users if user["name"] == "Daud Torwali")
    assert slugs == ["daud-torwali", "daud-torwali-2"]
