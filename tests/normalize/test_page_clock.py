"""What a page testifies about the site's clock."""

from __future__ import annotations

from quwa_archive.items import ClockItem, CommentItem, DateItem, PageItem
from quwa_archive.normalize.page_clock import evidence_of_page

CAPTURED = "2026-11-24T08:00:00Z"


def page(*dates: DateItem, comments: list[CommentItem] | None = None) -> PageItem:
    return PageItem("http://127.0.0.1/a/", "stock", 7, "", "", "", dates=list(dates), comments=comments or [])


def evidence(item: PageItem) -> list[ClockItem]:
    return evidence_of_page(item, captured_at=CAPTURED)


def test_a_time_with_its_offset_is_a_pair() -> None:
    comment = CommentItem(3, "A", "", "", posted_machine="2017-01-12T00:50:00-05:00")
    article = DateItem("published", "time", "2017-01-11T23:41:07-05:00")
    assert evidence(page(article, comments=[comment])) == [
        ClockItem("page", "comment 3", local="2017-01-12T00:50:00", utc="2017-01-12T05:50:00Z"),
        ClockItem("page", "post 7", local="2017-01-11T23:41:07", utc="2017-01-12T04:41:07Z"),
    ]


def test_a_printed_day_beside_an_instant_is_a_pair_of_a_day() -> None:
    instant = DateItem("published", "json-ld", "2017-01-12T04:41:07+00:00")
    printed = DateItem("published", "printed", "January 11, 2017")
    assert evidence(page(instant, printed)) == [
        ClockItem("page", "post 7", local="2017-01-11", utc="2017-01-12T04:41:07Z")
    ]


def test_what_is_no_testimony_is_left_out() -> None:
    no_offset = CommentItem(3, "A", "", "", posted_machine="2017-01-12T00:50:00")
    computed = DateItem("published", "meta", "2017-01-11T23:41:07-05:00")
    printed = DateItem("published", "printed", "2 days ago")
    assert evidence(page(computed, printed, comments=[no_offset])) == []


def test_a_machine_time_that_contradicts_the_printed_one_is_no_testimony() -> None:
    made = "2024-06-15T11:58:03-04:00"
    lying = CommentItem(3, "A", "", "", posted_raw="May 3, 2017 8:01 pm", posted_machine=made)
    ago = CommentItem(4, "A", "", "", posted_raw="9 years ago", posted_machine=made)
    assert evidence(page(comments=[lying, ago])) == []
    true = CommentItem(5, "A", "", "", posted_raw="June 15, 2024 11:58 am", posted_machine=made)
    assert [item.subject for item in evidence(page(comments=[true]))] == ["comment 5"]


def test_an_offset_of_nought_at_the_printed_wall_clock_is_no_testimony() -> None:
    comment = CommentItem(
        3, "A", "", "", posted_raw="January 12, 2017 12:50 am", posted_machine="2017-01-12T00:50:00+00:00"
    )
    article = DateItem("published", "time", "2017-01-11T23:41:07+00:00")
    assert evidence(page(article, comments=[comment])) == []


def test_a_printed_day_in_a_language_that_the_page_does_not_name_is_one_too() -> None:
    instant = DateItem("published", "json-ld", "2017-01-12T04:41:07+00:00")
    printed = DateItem("published", "printed", "11 января 2017")
    assert evidence(page(instant, printed)) == [
        ClockItem("page", "post 7", local="2017-01-11", utc="2017-01-12T04:41:07Z")
    ]
