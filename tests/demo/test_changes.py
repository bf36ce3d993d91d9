"""Changes are served at once, and the truth knows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from quwa_archive.demo import SampleServer, SampleSite
from quwa_archive.demo.truth import truth
from tests.demo.conftest import get


def article(server: SampleServer, post_id: int) -> dict[str, Any]:
    found = [row for row in truth(server.site, server.base_url)["articles"] if row["id"] == post_id]
    return dict(found[0]) if found else {}


def comment(server: SampleServer, comment_id: int) -> dict[str, Any]:
    found = [row for row in truth(server.site, server.base_url)["comments"] if row["id"] == comment_id]
    return dict(found[0]) if found else {}


def ordinary(site: SampleSite) -> int:
    """An ordinary post with comments."""
    return next(post.id for post in site.posts() if post.case is None and post.comments)


def test_an_edited_post_says_so_everywhere(fresh: SampleServer) -> None:
    post_id = ordinary(fresh.site)
    path = fresh.site.post(post_id).path
    ids = article(fresh, post_id)["comment_ids"]
    fresh.site.edit_post(post_id, title="New & better", text="One.\n\nTwo.", when="2026-02-03T04:05:06Z")
    got = get(fresh, path)
    assert got.tree.cssselect("h1.entry-title")[0].text_content() == "New & better"
    assert "<p>One.</p>\n<p>Two.</p>" in got.text
    assert "2026-02-02T23:05:06-05:00" in get(fresh, "/wp-sitemap-posts-post-1.xml").text
    modified = get(fresh, "/wp-json/wp/v2/posts?modified_after=2026-01-01T00:00:00&_fields=id").json
    assert modified == [{"id": post_id}]
    row = article(fresh, post_id)
    assert (row["title"], row["body_text"], row["modified_at"]) == (
        "New & better",
        "One.\n\nTwo.",
        "2026-02-03T04:05:06Z",
    )
    assert row["comment_ids"] == ids


def test_an_edit_moves_the_validators_of_the_feed(fresh: SampleServer) -> None:
    etag = get(fresh, "/feed/").headers["etag"]
    fresh.site.edit_post(fresh.site.newest_first()[0], title="Another")
    assert get(fresh, "/feed/", headers={"If-None-Match": etag}).status == 200


def test_a_new_comment_moves_no_lastmod(fresh: SampleServer) -> None:
    post = fresh.site.case("nested")
    sitemap = get(fresh, "/wp-sitemap-posts-post-1.xml").body
    added = fresh.site.add_comment(
        post.id, "Late Reader", "First.\n\nSecond.", datetime(2026, 3, 1, 12, tzinfo=UTC), post.comments[0].id
    )
    assert get(fresh, "/wp-sitemap-posts-post-1.xml").body == sitemap
    tree = get(fresh, post.path).tree
    assert tree.cssselect(f"#comment-{added.id}.depth-2")
    assert tree.cssselect("h3.comments_list_title")[0].text_content().split()[0] == "14"
    newest = get(fresh, "/wp-json/wp/v2/comments?after=2026-01-01T00:00:00").json
    assert [(row["id"], row["parent"]) for row in newest] == [(added.id, post.comments[0].id)]
    assert str(added.id) in get(fresh, "/comments/feed/").text
    row = comment(fresh, added.id)
    assert (row["posted_raw"], row["body_text"]) == ("March 1, 2026 7:00 am", "First.\n\nSecond.")


def test_new_ids_are_higher_than_all_before(fresh: SampleServer) -> None:
    highest = max(comment_id for _, comment_id, _ in fresh.site.arrivals())
    post_id = ordinary(fresh.site)
    first = fresh.site.add_comment(post_id, "A", "One.")
    second = fresh.site.add_comment(post_id, "B", "Two.", held=True)
    third = fresh.site.add_comment(post_id, "C", "Three.")
    assert highest < first.id < second.id < third.id
    assert first.posted_at < second.posted_at < third.posted_at
    assert comment(fresh, second.id) == {}
    assert second.id in truth(fresh.site, fresh.base_url)["not_public"]


def test_an_edited_and_a_deleted_comment(fresh: SampleServer) -> None:
    site = fresh.site
    post = site.case("nested")
    target = post.comments[1]
    site.edit_comment(target.id, "Changed my mind.", likes=5)
    tree = get(fresh, post.path).tree
    assert (
        tree.cssselect(f"#comment_body-{target.id} .comment_text")[0].text_content().strip()
        == "Changed my mind."
    )
    assert comment(fresh, target.id)["likes"] == 5
    site.delete_comment(target.id)
    got = get(fresh, post.path)
    assert not got.tree.cssselect(f"#comment-{target.id}")
    assert get(fresh, f"/wp-json/wp/v2/comments/{target.id}").status == 404
    assert not got.tree.cssselect(f"#comment-{post.comments[1].id}")  # its answers are hidden now
    assert get(fresh, f"/wp-json/wp/v2/comments/{post.comments[1].id}").status == 200


def test_an_unpublished_post_is_nowhere(fresh: SampleServer) -> None:
    post_id = ordinary(fresh.site)
    path = fresh.site.post(post_id).path
    fresh.site.unpublish(post_id)
    assert get(fresh, path).status == 404
    assert get(fresh, f"/?p={post_id}").status == 404
    assert get(fresh, f"/wp-json/wp/v2/posts/{post_id}").status == 404
    assert path not in get(fresh, "/wp-sitemap-posts-post-1.xml").text
    assert article(fresh, post_id) == {}
    assert get(fresh, "/").status == 200


def test_a_new_post_is_the_newest(fresh: SampleServer) -> None:
    highest = max(fresh.site.cards)
    post = fresh.site.add_post("Fresh from the yard", "Text of it.")
    assert post.id > highest
    assert get(fresh, post.path).status == 200
    assert get(fresh, "/wp-json/wp/v2/posts?per_page=1&_fields=id").json == [{"id": post.id}]
    again = fresh.site.add_post("Fresh from the yard", "Another text.")
    assert again.path == "/daily-news/fresh-from-the-yard-2/"
    assert article(fresh, again.id)["body_text"] == "Another text."


def test_a_post_can_move(fresh: SampleServer) -> None:
    post = fresh.site.case("clock")
    old = post.path
    fresh.site.edit_post(post.id, path="/naval-news/elsewhere/", moved_from=[old])
    assert get(fresh, old).headers["location"] == fresh.base_url + "naval-news/elsewhere/"
    assert get(fresh, "/naval-news/elsewhere/").status == 200


def test_times_without_an_offset_are_refused(fresh: SampleServer) -> None:
    with pytest.raises(ValueError, match="without an offset"):
        fresh.site.add_comment(ordinary(fresh.site), "A", "B", "2026-01-01T00:00:00")
