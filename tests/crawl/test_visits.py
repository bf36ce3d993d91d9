"""Which further pages belong to a visit, and how politely they are asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from quwa_archive.items import PageItem
from quwa_archive.middlewares.politeness import retry_after
from quwa_archive.spiders.visits import Agenda

URL = "http://127.0.0.1/2017/01/12/talks/"


def page(
    url: str = URL, *, comments: list[int] | None = None, number: int | None = None, parts: int = 0
) -> PageItem:
    return PageItem(
        url=url,
        layout="blabber",
        post_id=1,
        title="",
        body_text="",
        body_html="",
        comment_page=number,
        comment_page_urls=[f"{URL}comment-page-{n}/#comments" for n in comments or []],
        part_urls=[f"{URL}{n}/" for n in range(2, parts + 1)],
    )


def test_pages_between_the_linked_ones_are_taken_too() -> None:
    agenda = Agenda(URL)
    agenda.add(page(comments=[1, 7], number=8))
    assert list(agenda) == [f"{URL}comment-page-{n}/" for n in range(1, 8)]


def test_each_page_is_taken_once_however_often_it_is_linked() -> None:
    agenda = Agenda(URL)
    agenda.add(page(comments=[1], number=2))
    taken = []
    for url in agenda:
        taken.append(url)
        agenda.add(page(url, comments=[1, 2], number=1))
    assert taken == [f"{URL}comment-page-1/"]


def test_parts_come_with_it_and_other_articles_do_not() -> None:
    agenda = Agenda(URL)
    first = page(parts=4)
    first.part_urls.append("http://127.0.0.1/2017/01/13/other/2/")
    agenda.add(first)
    assert list(agenda) == [f"{URL}2/", f"{URL}3/", f"{URL}4/"]


def test_a_page_that_links_without_end_is_bounded() -> None:
    agenda = Agenda(URL, limit=20)
    agenda.add(page(comments=[100_000], number=1))
    assert len(list(agenda)) < 20


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 24 Nov 2026 08:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 07:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str, seconds: float | None) -> None:
    response = Response("http://127.0.0.1/", status=503, headers={"Retry-After": header})
    assert retry_after(response, datetime(2026, 11, 24, 8, 0, 0, tzinfo=UTC)) == seconds
