"""Years of two digits are read where the page shows which number is the year, and nowhere else."""

from __future__ import annotations

import pytest

from quwa_archive.items import CommentItem
from quwa_archive.normalize.instants import comment_instants
from quwa_archive.normalize.short_years import full_years
from quwa_archive.normalize.zones import infer_zone

CAPTURED = "2024-06-15T12:00:00Z"


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ([(1, "21.9.08")], {"21.9.08": "21.9.2008"}),  # with dots the year is last
        ([(1, "3.4.98, 8:00")], {"3.4.98, 8:00": "3.4.1998, 8:00"}),
        ([(1, "27/9/08")], {"27/9/08": "27/9/2008"}),  # 2027 is to come
        ([(1, "09/21/08")], {"09/21/08": "09/21/2008"}),  # there is no month 21
        (
            [(1, "21/9/08"), (2, "15/10/08")],
            {"21/9/08": "21/9/2008", "15/10/08": "15/10/2008"},
        ),  # 2021 before 2015
        ([(1, "05/09/08")], {}),  # the fifth, or 2005?
        ([(1, "05/09/08"), (2, "06/09/08")], {}),
        ([(1, "05/09/30")], {}),  # 2030 is to come: it is no year, wherever it stands
        ([(1, "10.0.9.08")], {}),
        ([(1, "May 5, 2009")], {}),
    ],
)
def test_the_year_is_found_or_left(stamps: list[tuple[int | None, str]], expected: dict[str, str]) -> None:
    assert full_years(stamps, CAPTURED) == expected


def _comment(number: int, raw: str) -> CommentItem:
    return CommentItem(id=number, author_name="A", body_text="x", body_html="<p>x</p>", posted_raw=raw)


def test_comments_keep_what_is_printed_and_get_their_year() -> None:
    comments = [_comment(1, "21/9/08 a las 18:16"), _comment(2, "15/10/08 a las 9:05")]
    found = comment_instants(comments, language=None, clock=infer_zone([]), captured_at=[CAPTURED, CAPTURED])
    assert [(instant.raw, instant.local) for instant in found] == [
        ("21/9/08 a las 18:16", "2008-09-21T18:16"),
        ("15/10/08 a las 9:05", "2008-10-15T09:05"),
    ]


def test_a_page_that_does_not_show_it_claims_nothing() -> None:
    found = comment_instants(
        [_comment(1, "05/09/08 18:16")], language="en", clock=infer_zone([]), captured_at=[CAPTURED]
    )
    assert (found[0].raw, found[0].local, found[0].at) == ("05/09/08 18:16", None, None)
