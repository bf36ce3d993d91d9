"""Reading dates: what is printed, no more and no less."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quwa_archive.normalize.dates import day_first_of, format_date, read_date
from quwa_archive.normalize.formats import FORMATS, UNREADABLE, ReadDate

CAPTURED_AT = "2017-01-15T12:34:56Z"
MINUTES = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2199, 12, 31, 23, 59))  # noqa: DTZ001


def read(raw: str, **options: object) -> ReadDate:
    return read_date(raw, **{"captured_at": CAPTURED_AT, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "local", "precision"),
    [
        ("January 12, 2017 12:50 am", "2017-01-12T00:50", "minute"),
        ("January 12, 2017 12:50 pm", "2017-01-12T12:50", "minute"),
        ("January 12, 2017 at 1:05 PM", "2017-01-12T13:05", "minute"),
        ("January 12, 2017", "2017-01-12", "day"),
        ("12 January 2017", "2017-01-12", "day"),
        ("2017-01-12 00:50", "2017-01-12T00:50", "minute"),
        ("2017-01-12 00:50:07", "2017-01-12T00:50:07", "second"),
        ("12.01.2017 00:50", "2017-01-12T00:50", "minute"),
        ("12. Januar 2017 um 0:50 Uhr", "2017-01-12T00:50", "minute"),
        ("Donnerstag, 12. Januar 2017", "2017-01-12", "day"),
        ("Sept. 5th, 2017", "2017-09-05", "day"),
        ("12-Jan-2017", "2017-01-12", "day"),
        ("Thursday, January 12, 2017 @ 12:50 AM", "2017-01-12T00:50", "minute"),
        ("12:50 am on January 12, 2017", "2017-01-12T00:50", "minute"),
        ("January 12, 2017, 5 pm", "2017-01-12T17:00", "hour"),
        ("January 2017", "2017-01", "month"),
        ("2017-01", "2017-01", "month"),
        ("2017", "2017", "year"),
        ("Jan 12th 2017 noon", "2017-01-12T12:00", "minute"),
    ],
)
def test_a_date_is_read_as_fine_as_it_is_printed(raw: str, local: str, precision: str) -> None:
    assert read(raw) == ReadDate(local, None, precision)


@pytest.mark.parametrize(
    "raw",
    [
        "Posted January 12, 2017 12:50 am",
        "Posted on January 12, 2017 at 12:50 am",
        "  Posted:\n\t January\u00a012,\u202f2017\n  12:50\u202fa.m. ",
        "Published: January 12, 2017, 12:50 A.M.",
        "on January 12 2017 - 12:50am",
        "\u200eJanuary 12, 2017 | 12:50 am",
    ],
)
def test_labels_commas_and_white_space_are_no_obstacle(raw: str) -> None:
    assert read(raw) == ReadDate("2017-01-12T00:50", None, "minute")


@pytest.mark.parametrize(
    ("raw", "local", "offset"),
    [
        ("2017-01-12T00:50:07-05:00", "2017-01-12T00:50:07", -300),
        ("2017-01-12T00:50:07.123Z", "2017-01-12T00:50:07", 0),
        ("2017-01-12T00:50:07+0530", "2017-01-12T00:50:07", 330),
        ("Thu, 12 Jan 2017 05:50:00 +0000", "2017-01-12T05:50:00", 0),
        ("Thu, 12 Jan 2017 05:50:00 GMT", "2017-01-12T05:50:00", 0),
    ],
)
def test_a_printed_offset_is_kept(raw: str, local: str, offset: int) -> None:
    assert read(raw) == ReadDate(local, offset, "second")


@pytest.mark.parametrize("zone", ["IST", "EST", "PKT", "CEST"])
def test_an_abbreviation_gives_no_offset(zone: str) -> None:
    assert read(f"January 12, 2017 10:00 am {zone}") == ReadDate("2017-01-12T10:00", None, "minute")


def test_numbers_that_can_mean_two_days_are_unread_until_told() -> None:
    assert read("03/04/2017 10:00") == UNREADABLE
    assert read("03/04/2017 10:00", day_first=True).local == "2017-04-03T10:00"
    assert read("03/04/2017 10:00", day_first=False).local == "2017-03-04T10:00"
    assert read("le 03/04/2017 à 5h", languages=["fr"]) == UNREADABLE
    assert read("03/04/17 at noon") == UNREADABLE


@pytest.mark.parametrize(
    ("raw", "local"),
    [
        ("13/04/2017", "2017-04-13"),
        ("04/13/2017", "2017-04-13"),
        ("04/04/2017", "2017-04-04"),
        ("03.04.2017", "2017-04-03"),
    ],
)
def test_numbers_that_mean_one_day_need_no_telling(raw: str, local: str) -> None:
    assert read(raw).local == local
    assert read(raw, day_first=True).local == local


def test_one_date_of_a_site_tells_which_number_is_the_day() -> None:
    assert day_first_of(["03/04/2017 10:00", "Posted 13/04/2017"]) is True
    assert day_first_of(["03/04/2017", "04/13/2017"]) is False
    assert day_first_of(["03/04/2017", "January 12, 2017"]) is None
    assert day_first_of(["13/04/2017", "04/13/2017"]) is None


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \n",
        "February 30, 2017 1:00 am",
        "2017-02-29",
        "2017-01-12 25:61",
        "January 12, 2017 13:05 am",
        "January 12, 2017 24:00",
        "0000-00-00 00:00:00",
        "May 5",
        "12:50 am",
        "March",
        "1 Comment",
        "23 Comments",
        "0Likes",
        "Leave a comment",
        "1484182200",
        "12/01/17",
        "in 2 days",
        "last Monday",
        "Series (Part 1)",
        "2017-01-12T00:50:00+23:00",
        "January 12, 2017 was the day on which everything that this long sentence tells of had begun " * 2,
    ],
)
def test_what_is_no_date_or_no_possible_one_is_unread(raw: str) -> None:
    assert read(raw) == UNREADABLE


@pytest.mark.parametrize(
    ("raw", "language", "local", "precision"),
    [
        ("12 Ocak 2017 00:50", "tr", "2017-01-12T00:50", "minute"),
        ("12 جنوری 2017", "ur", "2017-01-12", "day"),
        ("12. ledna 2017 0:50", "cs", "2017-01-12T00:50", "minute"),
        ("12 janvier 2017 à 5h30", "fr-FR", "2017-01-12T05:30", "minute"),
        ("janvier 2017", "fr", "2017-01", "month"),
    ],
)
def test_other_languages_are_read_when_they_are_named(
    raw: str, language: str, local: str, precision: str
) -> None:
    assert read(raw, languages=[language]) == ReadDate(local, None, precision)
    assert read(raw, languages=["no such"]) == UNREADABLE


@pytest.mark.parametrize(
    ("raw", "language", "local", "precision"),
    [
        ("3 hours ago", "en", "2017-01-15T09:34", "hour"),
        ("an hour ago", "en", "2017-01-15T11:34", "hour"),
        ("5 mins ago", "en", "2017-01-15T12:29", "minute"),
        ("2 days ago", "en", "2017-01-13", "day"),
        ("7 days ago", "en", "2017-01-08", "day"),
        ("1 week ago", "en", "2017-01", "month"),
        ("2 months ago", "en", "2016-11", "month"),
        ("3 years ago", "en", "2014", "year"),
        ("yesterday", "en", "2017-01-14", "day"),
        ("today", "en", "2017-01-15", "day"),
        ("yesterday at 2:30 pm", "en", "2017-01-14", "day"),
        ("vor 3 Stunden", "de", "2017-01-15T09:34", "hour"),
        ("hace 2 días", "es", "2017-01-13", "day"),
        ("il y a 2 mois", "fr", "2016-11", "month"),
    ],
)
def test_relative_text_is_relative_to_the_capture_and_as_coarse_as_it_says(
    raw: str, language: str, local: str, precision: str
) -> None:
    assert read(raw, languages=[language]) == ReadDate(local, 0, precision, relative=True)


def test_no_reading_depends_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("3 hours ago", "vor 3 Stunden", "12 Ocak 2017 00:50", "yesterday")
    before = [read(text, languages=["en", "de", "tr"]) for text in texts]
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert [read(text, languages=["en", "de", "tr"]) for text in texts] == before


@pytest.mark.parametrize("fmt", FORMATS)
@settings(deadline=None)
@given(moment=MINUTES)
@example(moment=datetime(2016, 2, 29, 0, 0))  # noqa: DTZ001
@example(moment=datetime(2017, 1, 12, 12, 0))  # noqa: DTZ001
@example(moment=datetime(2017, 5, 5, 23, 59))  # noqa: DTZ001
def test_format_and_parse_are_inverse(fmt: str, moment: datetime) -> None:
    wall = moment.isoformat(timespec="seconds")
    printed = format_date(wall, fmt)
    day_first = False if "m/d" in fmt else True if "d/m" in fmt or "d-m" in fmt else None
    found = read(printed, day_first=day_first)
    length = 4 if fmt == "Y" else 7 if "j" not in fmt and "d" not in fmt else 16 if "i" in fmt else 10
    assert found.local == (wall if "s" in fmt.replace(r"\a\t", "") else wall[:length])
    assert found.offset_minutes is None


@pytest.mark.parametrize("fmt", ["F j, Y g:i a", "Y-m-d H:i", "j. F Y H:i", "d/m/Y g:i a"])
def test_every_minute_of_two_days_comes_back(fmt: str) -> None:
    start = datetime(2017, 2, 28)  # noqa: DTZ001
    for minute in range(2 * 1440):
        wall = (start + timedelta(minutes=minute)).isoformat(timespec="minutes")
        assert read(format_date(wall, fmt), day_first=True) == ReadDate(wall, None, "minute")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_an_error(raw: str) -> None:
    found = read(raw)
    assert (found.local is None) == (found.precision is None)


def test_a_format_that_is_not_supported_is_named() -> None:
    with pytest.raises(ValueError, match="'W' is not supported"):
        format_date("2017-01-12T00:50", "W")
