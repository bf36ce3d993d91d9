"""Small readings of the comments section."""

from __future__ import annotations

import pytest

from quwa_archive.pages.comments import declared_count, page_number


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("23 Comments", 23),
        ("1 Comment", 1),
        ("1,234 Comments", 1234),
        ("1.234 Kommentare", 1234),
        ("13 responses to “JF-17 and 40 others”", 13),
        ("One thought on “12 hulls”", 1),
        ("Comments (7)", 7),
        ("Leave a comment", None),
        ("Join the Conversation", None),
        ("", None),
    ],
)
def test_declared_count(heading: str, count: int | None) -> None:
    assert declared_count(heading) == count


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://sample.example/a/comment-page-3/#comments", 3),
        ("https://sample.example/?p=7&cpage=2", 2),
        ("https://sample.example/a/2/", None),
    ],
)
def test_page_number(url: str, number: int | None) -> None:
    assert page_number(url) == number
