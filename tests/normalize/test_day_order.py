"""What `03/04/2017` means is told by all dates of a page, or not at all; machine times count where they agree."""

from __future__ import annotations

import pytest

from quwa_archive.items import ClockItem, CommentItem, DateItem
from quwa_archive.normalize.formats import UNREADABLE, ReadDate
from quwa_archive.normalize.instants import comment_instants, stated_instant
from quwa_archive.normalize.machine_times import (
    AGREES,
    COARSER,
    CONTRADICTS,
    judge,
    read_machine,
)
from quwa_archive.normalize.machine_times import (
    UNREADABLE as NO_TIME,
)
from quwa_archive.normalize.zones import infer_zone
from quwa_archive.records import Instant

CAPTURED_AT = "2024-06-15T12:00:00Z"
CLOCK = infer_zone([])


def times(
    *raws: str | None,
    machines: tuple[str | None, ...] = (),
    dates: tuple[DateItem, ...] = (),
    ids: tuple[int, ...] = (),
    captured_at: str = CAPTURED_AT,
) -> list[Instant]:
    """The instants of comments 1, 2, … that print `raws`."""
    comments = [
        CommentItem(id_, "A", "", "", posted_raw=raw, posted_machine=machine)
        for id_, raw, machine in zip(
            ids or range(1, len(raws) + 1), raws, machines or (None,) * len(raws), strict=True
        )
    ]
    return comment_instants(
        comments, language="en", clock=CLOCK, captured_at=[captured_at] * len(raws), dates=dates
    )


def days(found: list[Instant]) -> list[str | None]:
    return [instant.local for instant in found]


def test_one_number_above_twelve_decides_for_all() -> None:
    assert days(times("03/04/2017", "03/16/2017")) == ["2017-03-04", "2017-03-16"]
    assert days(times("03/04/2017", "16/04/2017")) == ["2017-04-03", "2017-04-16"]


def test_the_articles_own_printed_date_is_one_of_them() -> None:
    printed = DateItem("published", "printed", "28/02/2017")
    assert days(times("03/04/2017", dates=(printed,))) == ["2017-04-03"]


def test_dates_that_go_both_ways_decide_nothing() -> None:
    assert days(times("03/04/2017", "16/04/2017", "04/16/2017"))[0] == "2017"


def test_dates_rise_with_ids() -> None:
    assert days(times("05/04/2017", "02/05/2017")) == ["2017-04-05", "2017-05-02"]
    # The newest first: by their ids they rise all the same.
    assert days(times("02/05/2017", "05/04/2017", ids=(9, 3))) == ["2017-05-02", "2017-04-05"]
    assert days(times("05/04/2017", "02/05/2017", ids=(9, 3))) == ["2017-05-04", "2017-02-05"]


def test_nothing_was_written_after_the_capture() -> None:
    assert days(times("03/11/2017", captured_at="2017-04-01T00:00:00Z")) == ["2017-03-11"]


def test_a_machine_time_beside_one_of_them_decides() -> None:
    machines = ("2017-04-03T10:00:00+00:00", None)
    assert days(times("03/04/2017", "04/05/2017", machines=machines))[1] == "2017-05-04"
    published = DateItem("published", "json-ld", "2017-04-02T23:00:00+00:00")
    printed = DateItem("published", "printed", "03/04/2017")
    assert days(times("04/05/2017", dates=(published, printed))) == ["2017-05-04"]


def test_what_nothing_decides_is_known_to_the_year_and_says_so() -> None:
    found = times("03/04/2017 10:00", "05/06/2017 10:00")
    assert [(i.local, i.at, i.precision, i.certainty) for i in found] == [
        ("2017", None, "year", "assumed")
    ] * 2
    assert found[0].earliest is not None
    assert found[0].latest is not None
    assert found[0].earliest[:10] <= "2017-03-04" < "2017-04-03" <= found[0].latest[:10]
    assert found[0].latest < "2017-04-05"


def test_the_articles_date_is_no_better_known_than_its_comments() -> None:
    stated = stated_instant(
        "03/04/2017", source="printed", language="fr-FR", clock=CLOCK, captured_at=CAPTURED_AT
    )
    assert (stated.local, stated.precision, stated.certainty) == ("2017", "year", "assumed")


@pytest.mark.parametrize(
    ("machine", "printed", "verdict"),
    [
        ("2017-01-12T00:50:07-05:00", "January 12, 2017 12:50 am", AGREES),
        ("2017-01-12 00:50:07", "January 12, 2017 12:50 am", AGREES),
        ("2017-01-12T00:50:00", "January 12, 2017", AGREES),
        ("Thursday, January 12, 2017 12:50 am", "January 2017", AGREES),
        ("2017-01-12T00:50:00+00:00", "7 years ago", AGREES),
        ("2017-01-12", "January 12, 2017 12:50 am", COARSER),
        ("2017-01-12T00:50", "January 12, 2017 12:50 am", COARSER),
        ("2024-06-15T11:58:03+00:00", "January 12, 2017 12:50 am", CONTRADICTS),
        ("2017-01-12T05:50:00Z", "January 12, 2017 12:50 am", CONTRADICTS),
        ("2024-06-15T11:58:03+00:00", "7 years ago", CONTRADICTS),
        ("2024-06-15T02:00:00+00:00", "3 hours ago", CONTRADICTS),
        ("2024-06-15T08:40:00+00:00", "3 hours ago", AGREES),
        ("12:50", "January 12, 2017 12:50 am", NO_TIME),
        ("1484182200", "7 years ago", NO_TIME),
        ("3 hours ago", "January 12, 2017", NO_TIME),
        ("Permalink", "January 12, 2017", NO_TIME),
    ],
)
def test_a_machine_time_is_judged_by_the_printed_one(machine: str, printed: str, verdict: str) -> None:
    read = read_machine(printed, captured_at=CAPTURED_AT)
    if "ago" in printed:
        unit = {"7 years ago": ("2017", "year"), "3 hours ago": ("2024-06-15T09:00", "hour")}[printed]
        read = ReadDate(unit[0], 0, unit[1], relative=True)
    assert judge(read_machine(machine, captured_at=CAPTURED_AT), read) == verdict


def test_a_machine_time_is_all_there_is_where_nothing_is_printed() -> None:
    assert judge(ReadDate("2017-01-12", None, "day"), UNREADABLE) == AGREES
    assert days(times("long ago", machines=("2017-01-12 00:50:07",))) == ["2017-01-12T00:50:07"]


def test_one_machine_time_for_all_comments_is_not_theirs() -> None:
    machines = ("2022-06-14T11:58:03+00:00",) * 2
    assert days(times("2 years ago", "23 months ago", machines=machines)) == ["2022", "2022-07"]


def test_the_finer_time_in_a_title_is_used() -> None:
    found = times("2 years ago", machines=("Tuesday, June 14, 2022 8:01 pm",))
    assert (found[0].local, found[0].precision) == ("2022-06-14T20:01", "minute")


TORONTO = infer_zone(
    [
        ClockItem(
            "api",
            f"comment {number}",
            local=f"2017-{month}-12T00:50:00",
            utc=f"2017-{month}-12T{hour}:50:00Z",
        )
        for number, (month, hour) in enumerate(
            [("01", "05"), ("02", "05"), ("04", "04"), ("07", "04"), ("12", "05")], start=1
        )
    ]
)


def test_before_wordpress_5_3_an_offset_of_nought_meant_nothing() -> None:
    comment = CommentItem(
        9, "A", "", "", posted_raw="May 12, 2017 12:50 am", posted_machine="2017-05-12T00:50:07+00:00"
    )
    found = comment_instants([comment], language="en", clock=TORONTO, captured_at=[CAPTURED_AT])[0]
    assert (found.local, found.at) == ("2017-05-12T00:50:07", "2017-05-12T04:50:07Z")


def test_an_articles_time_with_an_offset_of_nought_is_either_of_two() -> None:
    raw = "2017-05-12T00:50:07+00:00"
    found = stated_instant(raw, source="time", language="en", clock=TORONTO, captured_at=CAPTURED_AT)
    assert (found.at, found.certainty) == ("2017-05-12T04:50:07Z", "assumed")
    assert (found.earliest, found.latest) == ("2017-05-12T00:50:07Z", "2017-05-12T04:50:07Z")
    stated = stated_instant(raw, source="json-ld", language="en", clock=TORONTO, captured_at=CAPTURED_AT)
    assert stated.at == "2017-05-12T00:50:07Z"


def test_an_open_date_on_a_page_without_comments_is_no_error() -> None:
    printed = DateItem("published", "printed", "03/04/2017")
    assert times(dates=(printed,)) == []
