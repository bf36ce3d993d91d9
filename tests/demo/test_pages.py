"""The special articles show on their pages what the case table says of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from quwa_archive.demo import SampleServer, SampleSite
from quwa_archive.demo.model import Post
from quwa_archive.demo.truth import truth
from tests.demo.conftest import Got, get

FURNITURE = (
    ".author-box-wrap, .page_links, .post_meta_single, .related-promo, .excerpt-gate, nav.page-links, form"
)


def page_of(server: SampleServer, case: str, suffix: str = "") -> Got:
    got = get(server, server.site.case(case).path + suffix)
    assert got.status == 200
    return got


def comment_ids(got: Got) -> list[int]:
    return [int(item.get("id", "")[8:]) for item in got.tree.cssselect("li.comment")]


def test_the_origin_is_flat_with_box_role_and_likes(server: SampleServer) -> None:
    got = page_of(server, "origin")
    tree = got.tree
    assert [li.get("class", "").split()[-2] for li in tree.cssselect("li.comment")] == ["depth-1"] * 23
    assert tree.cssselect("h3.comments_list_title")[0].text_content().split() == ["23", "Comments"]
    assert {likes.get("data-likes") for likes in tree.cssselect(".comment_counters_likes")} == {"0"}
    assert tree.cssselect(".entry-content img[alt='author avatar']")
    assert tree.cssselect(".author-box-name")[0].text_content() == "Mahnoor Velmani Founder"
    printed = [
        " ".join(info.text_content().split()[1:6]) for info in tree.cssselect("li.comment .comment_posted")
    ]
    assert (printed[0], printed[-1]) == ("January 12, 2017 12:50 am", "February 10, 2017 11:09 am")
    assert "0.0/5" in tree.text_content()


def test_nesting_ends_at_five_and_hides_replies_to_the_unapproved(server: SampleServer) -> None:
    got = page_of(server, "nested")
    tree = got.tree
    assert tree.cssselect("h3.comments_list_title")[0].text_content().split() == ["13", "Comments"]
    assert len(comment_ids(got)) == 9
    depths = [int(re.search(r"depth-(\d)", li.get("class", ""))[1]) for li in tree.cssselect("li.comment")]  # type: ignore[index]
    assert depths == [1, 2, 2, 3, 4, 5, 5, 5, 2]
    post = server.site.case("nested")
    hidden = {comment.id for comment in server.site.thread(post).hidden}
    assert len(hidden) == 2
    assert hidden.isdisjoint(comment_ids(got))


def test_blabber_swaps_the_labels_of_pings(server: SampleServer) -> None:
    post = server.site.case("nested")
    tree = page_of(server, "nested").tree
    printed = [
        (li.get("class"), li.text.strip(), li.find("a").text)
        for li in tree.cssselect("li.pingback, li.trackback")
    ]
    kinds = [ping.kind for ping in post.pings]
    assert kinds == ["pingback", "trackback"]
    assert [entry[:2] for entry in printed] == [("trackback", "Trackback:"), ("pingback", "Pingback:")]
    assert [entry[2] for entry in printed] == [ping.title for ping in post.pings]
    assert all(li.get("id") is None for li in tree.cssselect("li.pingback, li.trackback"))


def test_the_repeated_and_the_skipped_hour(server: SampleServer) -> None:
    tree = page_of(server, "clock").tree
    times = [element.text_content().strip() for element in tree.cssselect(".comment_time")]
    assert times == ["1:30 am", "1:00 am", "1:30 am", "12:00 am", "12:00 pm", "3:30 am", "3:30 am"]


def test_four_hundred_comments_on_eight_pages_newest_first(server: SampleServer) -> None:
    path = server.site.case("paged").path
    plain = page_of(server, "paged")
    last = page_of(server, "paged", "comment-page-8/")
    assert comment_ids(plain) == comment_ids(last)
    assert plain.tree.cssselect("link[rel=canonical]")[0].get("href") == server.base_url + path[1:]
    ids: list[int] = []
    for number in range(1, 9):
        got = page_of(server, "paged", f"comment-page-{number}/")
        canonical = got.tree.cssselect("link[rel=canonical]")[0].get("href")
        assert canonical == f"{server.base_url}{path[1:]}comment-page-{number}/#comments"
        assert len(got.tree.cssselect("li.depth-1")) <= 50
        ids.extend(comment_ids(got))
    assert len(ids) == len(set(ids)) == 400
    assert comment_ids(page_of(server, "paged", "comment-page-99/")) == []


def test_the_fifty_first_comment_is_alone_on_the_plain_address(server: SampleServer) -> None:
    assert len(comment_ids(page_of(server, "fifty-one"))) == 1
    first = page_of(server, "fifty-one", "comment-page-1/")
    names = [" ".join(h6.text_content().split()) for h6 in first.tree.cssselect("h6.comment_author")]
    assert names[:3] == ["by By Stander", "by by the way", "by <R&D> “Desk”"]


def test_oldest_first_shows_the_first_comment_page() -> None:
    site = SampleSite(articles=1, cases=("fifty-one",), comment_order="oldest")
    with SampleServer(site) as server:
        assert len(comment_ids(page_of(server, "fifty-one"))) == 50


def test_a_body_in_parts_repeats_box_and_comments(server: SampleServer) -> None:
    ids = comment_ids(page_of(server, "parts"))
    assert len(ids) == 2
    for number in (2, 3, 4):
        got = page_of(server, "parts", f"{number}/")
        assert comment_ids(got) == ids
        assert got.tree.cssselect(".author-box-name")
        assert got.tree.cssselect("link[rel=canonical]")[0].get("href", "").endswith(f"/{number}/")
    assert get(server, server.site.case("parts").path + "5/").status == 301


def test_a_password_hides_text_and_comments(server: SampleServer) -> None:
    got = page_of(server, "protected")
    assert got.tree.cssselect("h1.entry-title")[0].text_content().startswith("Protected: ")
    assert got.tree.cssselect("form.post-password-form")
    assert "Nobody without the password" not in got.text
    assert not got.tree.cssselect("#comments, #respond")


def test_sections_that_are_not_there(server: SampleServer) -> None:
    assert not page_of(server, "untitled").tree.cssselect("h1")
    assert not page_of(server, "closed").tree.cssselect("#comments, #respond, .show_comments_wrap")
    silent = page_of(server, "silent").tree
    assert silent.cssselect("#respond")
    assert not silent.cssselect(".comments_list_title")
    undated = page_of(server, "undated")
    assert not undated.tree.cssselect("script[type='application/ld+json'], .post_date, time, meta[property]")
    assert "2024-09-17" not in undated.text


def test_a_printed_date_that_misleads(server: SampleServer) -> None:
    got = page_of(server, "misdated")
    assert got.tree.cssselect("article .post_date")[0].text_content() == "May 24, 2022"
    assert '"datePublished":"2018-01-08T15:30:00+00:00"' in got.text


def test_labels_and_counters_around_a_title(server: SampleServer) -> None:
    header = page_of(server, "premium").tree.cssselect(".post_header_single")[0]
    text = " ".join(header.text_content().split())
    assert text.startswith("Sample Premium Ice-class supply ships: who needs them? Plus")
    assert text.endswith("670Views 1Comment")


def test_two_addresses_and_a_moved_one(server: SampleServer) -> None:
    post = server.site.case("two-addresses")
    other = get(server, post.also_at[0])
    assert other.status == 200
    assert other.tree.cssselect("link[rel=canonical]")[0].get("href") == server.base_url + post.path[1:]
    moved = server.site.case("moved")
    got = get(server, moved.moved_from[0])
    assert (got.status, got.headers["location"]) == (301, server.base_url + moved.path[1:])


def test_the_sidebar_skin_has_its_title_outside_the_article(server: SampleServer) -> None:
    tree = page_of(server, "sidebar").tree
    assert not tree.cssselect("article h1")
    assert tree.cssselect("h1.entry-title")
    assert tree.cssselect(".sidebar #recentcomments .comment-author-link")


def test_pages_differ_at_every_fetch_and_carry_no_validators(server: SampleServer) -> None:
    first, second = page_of(server, "origin"), page_of(server, "origin")
    assert first.body != second.body
    assert {"etag", "last-modified"}.isdisjoint(first.headers)
    assert "\x00" not in first.text


def test_the_trap_page_is_the_article_again(server: SampleServer) -> None:
    post = server.site.case("origin")
    got = get(server, f"{post.path}?replytocom={post.comments[0].id}")
    assert got.status == 200
    assert "noindex" in got.tree.cssselect("meta[name=robots]")[0].get("content", "")
    assert "replytocom" not in got.tree.cssselect("link[rel=canonical]")[0].get("href", "")


def test_pages_are_as_heavy_as_real_ones(server: SampleServer) -> None:
    sizes = [
        len(get(server, post.path).body)
        for post in server.site.posts()
        if server.site.layout(post) == "blabber"
    ]
    assert min(sizes) > 50_000
    assert len(page_of(server, "origin").body) < 110_000


@pytest.mark.parametrize("options", [{}, {"layout": "twentytwentyone"}, {"printed_dates": True}], ids=str)
def test_bodies_read_back_from_the_pages_are_the_truth(options: dict[str, Any]) -> None:
    """Without any extractor: the content element minus the furniture, as lxml writes it."""
    with SampleServer(SampleSite(**options)) as server:
        expected = truth(server.site, server.base_url)
        for article in expected["articles"]:
            parts = [content_html(get(server, url)) for url in (article["url"], *article["part_urls"])]
            assert "\n".join(parts) == article["body_html"], article["url"]
        by_id = {comment["id"]: comment for comment in expected["comments"]}
        for url in (server.site.case("fifty-one").path + "comment-page-1/", server.site.case("urdu").path):
            for item in get(server, url).tree.cssselect("li.comment"):
                text = item.cssselect(".comment_text, .comment-content")[0]
                assert inner(text) == by_id[int(item.get("id", "")[8:])]["body_html"]


def content_html(got: Got) -> str:
    content = got.tree.cssselect("article .entry-content")[0]
    for element in content.cssselect(FURNITURE):
        element.drop_tree()
    return inner(content)


def inner(element: html.HtmlElement) -> str:
    children = "".join(html.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + children).strip()


def test_a_renamed_theme_keeps_wordpress_classes_alone() -> None:
    site = SampleSite(articles=1, cases=("nested",))
    with SampleServer(site) as server:
        site.rename_theme()
        got = page_of(server, "nested")
        assert not got.tree.cssselect(".entry-content, .comment_text, h1.entry-title")
        assert got.tree.cssselect(".nova-entry-content, .nova-post_content_single")
        assert len(comment_ids(got)) == 9
        assert got.tree.cssselect(f"body.postid-{only(site).id}")


def only(site: SampleSite) -> Post:
    (post,) = site.posts()
    return post
