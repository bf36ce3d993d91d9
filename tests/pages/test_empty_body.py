"""A body is only said to be empty where the whole page is known."""

from __future__ import annotations

import pytest

from quwa_archive.pages.document import parse
from quwa_archive.pages.layouts.stock import StockWordPress
from tests.pages.fixture import FIXTURES

PAGE = (FIXTURES / "stock" / "a-block-theme-without-a-body" / "page.html").read_text()
URL = "https://sample.example/2024/04/24/blank-log/"


def _is_recognised(html: str) -> bool:
    return StockWordPress().recognises(parse(html.encode(), url=URL))


def test_where_all_is_named_the_body_is_empty() -> None:
    assert _is_recognised(PAGE)


@pytest.mark.parametrize(
    "body",
    [
        '<div class="neo-text"><p>The log is blank because the pen was dry.</p></div>',
        '<div class="neo-text">The log is <em>blank</em>.</div>',
        "The log is blank because the pen was dry.",
        '<figure class="neo-picture"><img src="pen.jpg" alt=""></figure>',
    ],
)
def test_a_body_in_an_element_of_a_new_name_is_not_empty(body: str) -> None:
    mark = '<div class="wp-block-template-part"><div'
    assert PAGE.count(mark) == 1
    assert not _is_recognised(PAGE.replace(mark, body + mark))


def test_a_page_that_is_no_single_post_has_no_empty_body() -> None:
    assert not _is_recognised(PAGE.replace("single single-post postid-512", "page page-id-512"))
