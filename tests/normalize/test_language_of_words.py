"""Pages that do not name their language, or the wrong one: the words of their dates do."""

from __future__ import annotations

import pytest

from quwa_archive.items import CommentItem
from quwa_archive.normalize.dates import read_date
from quwa_archive.normalize.instants import comment_instants, stated_instant
from quwa_archive.normalize.translation import language_of_words
from quwa_archive.normalize.zones import infer_zone

CAPTURED = "2024-06-15T12:00:00Z"


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Июль 30th, 2013 21:26", "Октябрь 23rd, 2014 11:12"], "ru"),
        (["12 janvier 2017 à 5 h 30 min"], "fr"),
        (["2017年1月12日"], "ja"),
        (["vor 3 Tagen", "vor einem Jahr"], "de"),
        (["12 brumaire 2017"], None),
        (["May the fifth"], None),
    ],
)
def test_the_words_tell_the_language(texts: list[str], language: str | None) -> None:
    assert language_of_words(texts) == language


@pytest.mark.parametrize("stated", [None, "en-US", "de"])
def test_dates_are_read_whatever_the_page_says_of_its_language(stated: str | None) -> None:
    comment = CommentItem(
        id=1, author_name="A", body_text="x", body_html="<p>x</p>", posted_raw="Июль 30th, 2013 21:26"
    )
    found = comment_instants([comment], language=stated, clock=infer_zone([]), captured_at=[CAPTURED])
    assert (found[0].local, found[0].precision) == ("2013-07-30T21:26", "minute")


@pytest.mark.parametrize(
    ("raw", "language", "local", "precision"),
    [
        ("1 Stunde 51 Minuten her", "de", "2024-06-15T10:09", "minute"),
        ("1 Monat her", "de", "2024-05", "month"),
        ("10 years 10 months ago", "en", "2013-08", "month"),
        ("2 years 3 days ago", "en", "2022", "year"),  # a year has no number of days
        ("1 week, 2 days ago", "en", "2024-06-06", "day"),
        ("2 days 3 years ago", "en", None, None),
        ("18. 05. 2014 22:38", "de", "2014-05-18T22:38", "minute"),
        ("17.07, 2011 13:04", "en", "2011-07-17T13:04", "minute"),
    ],
)
def test_spans_of_two_units_and_dots_with_spaces(
    raw: str, language: str, local: str | None, precision: str | None
) -> None:
    found = read_date(raw, captured_at=CAPTURED, languages=[language, "en"])
    assert (found.local, found.precision if found.local else None) == (local, precision)


@pytest.mark.parametrize("stated", [None, "en-US"])
def test_so_is_the_articles_own_date(stated: str | None) -> None:
    found = stated_instant(
        "Июль 30th, 2013", source="printed", language=stated, clock=infer_zone([]), captured_at=CAPTURED
    )
    assert (found.local, found.precision) == ("2013-07-30", "day")
