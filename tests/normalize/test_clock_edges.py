"""The repeated hour: what the order of ids settles, and that it settles nothing wrongly."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from quwa_archive.items import ClockItem
from quwa_archive.normalize.clock import Span, local_text, utc_text, zone_named
from quwa_archive.normalize.clock_edges import settle_comments, settle_overlap
from quwa_archive.normalize.zones import apply, infer_zone

TORONTO = zone_named("America/Toronto")
# Zones and the instant at which each sets its clock back: an hour, half an hour, and a change of the zone itself.
CHANGES = [
    ("America/Toronto", datetime(2019, 11, 3, 6, 0)),  # noqa: DTZ001
    ("Europe/Berlin", datetime(2020, 10, 25, 1, 0)),  # noqa: DTZ001
    ("Australia/Lord_Howe", datetime(2019, 4, 6, 15, 0)),  # noqa: DTZ001
    ("Asia/Pyongyang", datetime(2015, 8, 14, 15, 0)),  # noqa: DTZ001
]

DST_PAGE = [
    (1508, "2017-11-05T01:30", "2017-11-05T05:30:00Z"),
    (1509, "2017-11-05T01:59", "2017-11-05T05:59:00Z"),
    (1510, "2017-11-05T01:00", "2017-11-05T06:00:00Z"),
    (1511, "2017-11-05T01:30", "2017-11-05T06:30:00Z"),
    (1513, "2017-11-06T00:00", "2017-11-06T05:00:00Z"),
]


def certainties(*times: tuple[int, str] | tuple[int, str, str]) -> list[str]:
    spans = settle_overlap([(*time, None)[:3] for time in times], TORONTO)
    return [span.certainty for span in spans]


def test_a_step_back_in_the_repeated_hour_is_the_change_of_the_clock() -> None:
    spans = settle_overlap([(number, local, None) for number, local, _ in DST_PAGE], TORONTO)
    assert spans == [Span(utc, utc, "exact") for _, _, utc in DST_PAGE]


def test_the_answer_is_in_the_order_given() -> None:
    spans = settle_overlap([(number, local, None) for number, local, _ in DST_PAGE[::-1]], TORONTO)
    assert [span.earliest for span in spans] == [utc for _, _, utc in DST_PAGE[::-1]]


def test_a_time_that_fits_both_hours_stays_ambiguous() -> None:
    times = [(1, "2019-11-03T00:50"), (2, "2019-11-03T01:30"), (3, "2019-11-03T02:10")]
    assert certainties(*times) == ["exact", "ambiguous", "exact"]


def test_a_known_instant_settles_its_neighbours() -> None:
    spans = settle_overlap(
        [
            (1, "2019-11-03T01:20", None),
            (2, "2019-11-03T01:30", "2019-11-03T05:30:00Z"),
            (3, "2019-11-03T01:40", None),
            (4, "2019-11-03T01:10", "2019-11-03T06:10:07Z"),
            (5, "2019-11-03T01:50", None),
        ],
        TORONTO,
    )
    assert [(span.earliest[11:16], span.certainty) for span in spans] == [
        ("05:20", "exact"),
        ("05:30", "exact"),
        ("05:40", "exact"),
        ("06:10", "exact"),
        ("06:50", "exact"),
    ]


def test_neighbours_that_a_slow_spam_filter_swapped_settle_nothing() -> None:
    assert certainties((1, "2019-11-03T01:50"), (2, "2019-11-03T01:49")) == ["ambiguous"] * 2


def test_an_imported_comment_nearby_takes_the_order_its_weight() -> None:
    times = [(1, "2019-11-03T01:50"), (2, "2012-01-01T10:00"), (3, "2019-11-03T01:10")]
    assert certainties((0, "2019-11-03T00:10"), *times) == ["exact", "ambiguous", "exact", "ambiguous"]


def test_an_imported_comment_far_away_does_not() -> None:
    others = [(10 + number, f"2019-11-04T{number:02}:00") for number in range(20)]
    times = [(1, "2019-11-03T01:50"), (2, "2019-11-03T01:10"), *others, (90, "2012-01-01T10:00")]
    assert certainties(*times) == ["exact"] * len(times)


def test_hours_skipped_and_days_are_read_and_constrain_nothing() -> None:
    times = [(1, "2019-03-10T02:30"), (2, "2019-03-10"), (3, "2019-03-10T03:30")]
    assert certainties(*times) == ["nonexistent", "exact", "exact"]


def test_no_comments_are_no_error() -> None:
    assert settle_overlap([], TORONTO) == []


@st.composite
def threads(draw: st.DrawFn) -> tuple[str, list[tuple[int, str, str | None]], list[str]]:
    """A thread around a clock set back: zone, what is printed (some instants known), the true instants."""
    name, change = draw(st.sampled_from(CHANGES))
    steps = draw(st.lists(st.integers(0, 1800), min_size=1, max_size=25))
    start = change + timedelta(seconds=draw(st.integers(-7200, 3600)))
    moments = [start + timedelta(seconds=step) for step in accumulate(steps)]
    zone = zone_named(name)
    times, truth = [], []
    for number, moment in enumerate(moments):
        utc = utc_text(moment)
        known = draw(st.sampled_from([None, None, None, utc]))
        times.append((100 + 3 * number, local_text(utc, zone, "minute"), known))
        truth.append(utc if known else utc[:17] + "00Z")
    return name, times, truth


@settings(deadline=None)
@given(threads())
def test_what_the_order_settles_is_never_settled_wrongly(
    thread: tuple[str, list[tuple[int, str, str | None]], list[str]],
) -> None:
    name, times, truth = thread
    for span, utc in zip(settle_overlap(times, zone_named(name)), truth, strict=True):
        assert span.certainty in ("exact", "ambiguous")
        assert utc == span.earliest if span.certainty == "exact" else utc in (span.earliest, span.latest)


@settings(deadline=None)
@given(threads(), st.data())
def test_ids_that_come_some_minutes_late_mislead_nobody(
    thread: tuple[str, list[tuple[int, str, str | None]], list[str]], data: st.DataObject
) -> None:
    name, times, truth = thread
    late = [
        (utc, data.draw(st.integers(0, 240)), local, known)
        for (_, local, known), utc in zip(times, truth, strict=True)
    ]
    late.sort(key=lambda one: datetime.fromisoformat(one[0]) + timedelta(seconds=one[1]))
    spans = settle_overlap(
        [(n, local, known) for n, (_, _, local, known) in enumerate(late)], zone_named(name)
    )
    for span, (utc, _, _, _) in zip(spans, late, strict=True):
        assert utc == span.earliest if span.certainty == "exact" else utc in (span.earliest, span.latest)


@settings(deadline=None)
@given(threads(), st.data())
def test_a_visibly_imported_comment_among_them_misleads_nobody(
    thread: tuple[str, list[tuple[int, str, str | None]], list[str]], data: st.DataObject
) -> None:
    """Inserted at any place, dated outside the hour: what is settled nevertheless is settled rightly."""
    name, times, truth = thread
    place = data.draw(st.integers(0, len(times)))
    before = times[place - 1][0] if place else 99
    change = dict(CHANGES)[name] + timedelta(hours=data.draw(st.sampled_from([-9999, -30, -5, 5, 30, 9999])))
    imported = local_text(utc_text(change), zone_named(name), "minute")
    times.insert(place, (before + 1, imported, None))
    spans = settle_overlap(times, zone_named(name))
    del spans[place]
    for span, utc in zip(spans, truth, strict=True):
        assert utc == span.earliest if span.certainty == "exact" else utc in (span.earliest, span.latest)


def test_settled_times_are_exact_where_the_clock_is_proved() -> None:
    evidence = (
        ClockItem("settings", "site", zone="America/Toronto", offset_hours=-5.0),
        ClockItem("api", "post 1", "2015-07-01T08:00:00", "2015-07-01T12:00:00"),
    )
    proved = infer_zone(evidence)
    comments = [(number, apply(proved, local)) for number, local, _ in DST_PAGE]
    assert [time.certainty for _, time in comments] == ["ambiguous"] * 4 + ["exact"]
    settled = settle_comments(comments, proved)
    assert [time.at for time in settled] == [utc for _, _, utc in DST_PAGE]
    assert {(time.certainty, time.zone_source) for time in settled} == {("exact", "api")}
    assert comments[0][1].certainty == "ambiguous", "what was given is left as it was"


def test_settled_times_are_assumed_where_it_is_not() -> None:
    finding = infer_zone([], configured="America/Toronto")
    comments = [(number, apply(finding, local)) for number, local, _ in DST_PAGE]
    settled = settle_comments(comments, finding)
    assert [time.at for time in settled] == [utc for _, _, utc in DST_PAGE]
    assert {(time.certainty, time.zone_source) for time in settled} == {("assumed", "config")}
