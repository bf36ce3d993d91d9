"""One article out of its pages, in whatever order they come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quwa_archive.items import CommentItem, ImageItem, LinkItem, PageItem, PingItem
from quwa_archive.pages import merge

URL = "https://sample.example/harbour-news/many/"


def page(text: str = "body", comments: tuple[int, ...] = (), **more: object) -> PageItem:
    items = [
        CommentItem(id_, f"A{id_}", f"c{id_}", f"<p>c{id_}</p>", position=n) for n, id_ in enumerate(comments)
    ]
    made = PageItem(URL, "blabber", 7, "T", text, f"<p>{text}</p>", comments=items)
    return replace(made, **more)  # type: ignore[arg-type]


def ids(merged: PageItem) -> list[int]:
    return [comment.id for comment in merged.comments]


def test_one_page_is_itself() -> None:
    one = page(comments=(1, 2))
    assert merge([one]) == one
    with pytest.raises(ValueError, match="at least one"):
        merge([])


def test_parts_are_joined_in_order_and_comments_that_repeat_are_one() -> None:
    link, image = LinkItem("https://a.example", "a"), ImageItem("https://a.example/i")
    merged = merge(
        [
            page("three", (1, 2), part=3, url=URL + "3/", part_urls=[URL, URL + "2/"]),
            page("one", (1, 2), part=1, links=[link], part_urls=[URL + "2/", URL + "3/"]),
            page("two", (1, 2), part=2, url=URL + "2/", images=[image], links=[link]),
        ]
    )
    assert merged.body_text == "one\n\ntwo\n\nthree"
    assert merged.body_html == "<p>one</p>\n<p>two</p>\n<p>three</p>"
    assert (merged.links, merged.images) == ([link, link], [image])
    assert ids(merged) == [1, 2]
    assert {comment.page_index for comment in merged.comments} == {0}
    assert (merged.url, merged.part) == (URL, 1)
    assert merged.part_urls == [URL, URL + "2/", URL + "3/"]


def test_comment_pages_are_read_oldest_first() -> None:
    merged = merge(
        [
            page(comments=(5, 6), comment_page=3, comments_declared=6),
            page(comments=(1, 2), comment_page=1, url=URL + "comment-page-1/", comments_declared=7),
            page(comments=(3, 4), comment_page=2, url=URL + "comment-page-2/"),
        ]
    )
    assert ids(merged) == [1, 2, 3, 4, 5, 6]
    assert [comment.position for comment in merged.comments] == list(range(6))
    assert [comment.page_index for comment in merged.comments] == [1, 1, 2, 2, 0, 0]
    assert merged.comments_declared == 7
    assert merged.body_text == "body"


def test_a_plain_page_without_a_number_is_the_last_where_page_one_has_an_address() -> None:
    merged = merge(
        [
            page(comments=(5,), comment_page_urls=[URL + "comment-page-2/"]),
            page(
                comments=(3,),
                comment_page=2,
                url=URL + "comment-page-2/",
                comment_page_urls=[URL + "comment-page-1/", URL],
            ),
            page(comments=(1,), comment_page=1, url=URL + "comment-page-1/"),
        ]
    )
    assert ids(merged) == [1, 3, 5]


def test_a_plain_page_without_a_number_is_the_first_where_only_later_ones_have_addresses() -> None:
    merged = merge(
        [
            page(comments=(3,), comment_page=2, url=URL + "comment-page-2/", comment_page_urls=[URL]),
            page(comments=(1,), comment_page_urls=[URL + "comment-page-2/"]),
        ]
    )
    assert ids(merged) == [1, 3]


def test_a_comment_that_moved_to_another_page_meanwhile_is_one() -> None:
    merged = merge([page(comments=(2, 3), comment_page=2), page(comments=(1, 2), comment_page=1)])
    assert ids(merged) == [1, 2, 3]
    assert [comment.page_index for comment in merged.comments] == [1, 0, 0]


def test_pings_that_parts_repeat_are_one_and_two_alike_on_one_page_are_two() -> None:
    twice = [PingItem("pingback", "Log", "https://log.example/1", n) for n in (0, 1)]
    other = PingItem("trackback", "Log", "https://log.example/1", 2)
    merged = merge([page(pings=[*twice, other], part=1), page(pings=[*twice, other], part=2)])
    assert merged.pings == [*twice, other]


def test_pings_alike_on_different_comment_pages_are_two() -> None:
    ping = PingItem("pingback", "Log", "https://log.example/1", 0)
    merged = merge([page(pings=[ping], comment_page=1), page(pings=[ping], comment_page=2)])
    assert merged.pings == [ping, replace(ping, position=1)]


def test_pings_with_ids_are_told_apart_by_them() -> None:
    one, two = (PingItem("pingback", "Log", None, n, comment_id=9 + n) for n in (0, 1))
    merged = merge([page(pings=[one, two], comment_page=1), page(pings=[two], comment_page=2)])
    assert merged.pings == [one, two]


def test_an_excerpt_stays_one() -> None:
    merged = merge([page("one", part=1), page("two", part=2, access="excerpt", words_shown=3, words_total=9)])
    assert (merged.access, merged.words_shown, merged.words_total) == ("excerpt", 3, 9)


def test_the_pages_stay_as_they_were() -> None:
    pages_ = [page(comments=(2,), comment_page=2), page(comments=(1,), comment_page=1)]
    merge(pages_)
    assert pages_[0].comments[0].position == 0
    assert pages_[0].comments[0].page_index == 0
