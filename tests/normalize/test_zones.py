"""The site's clock: what evidence proves, and what a printed time then means."""

from __future__ import annotations

import subprocess
import sys
import zoneinfo
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwa_archive.items import ClockItem
from quwa_archive.normalize.clock import Span, local_text, offset_at, utc_text
from quwa_archive.normalize.formats import ReadDate
from quwa_archive.normalize.zone_files import read_zone_file
from quwa_archive.normalize.zone_finding import OPEN_END, ZoneFinding
from quwa_archive.normalize.zone_rules import rule_table
from quwa_archive.normalize.zones import apply, infer_zone, instants, zone_named
from tests.conftest import environment

TORONTO, KARACHI = "America/Toronto", "Asia/Karachi"
SETTINGS = ClockItem("settings", "site", zone=TORONTO, offset_hours=-5.0)
# The clock was set back on 5 November 2017, 06:00 UTC: days on both sides, and both hours of that night.
NIGHT = datetime(2017, 11, 5, 6, 0)  # noqa: DTZ001
BOTH_SIDES = [NIGHT + timedelta(days=day, minutes=-30) for day in range(-9, 1)] + [
    NIGHT + timedelta(days=day, minutes=30) for day in range(10)
]
JULY = [datetime(2017, 7, 1, 12) + timedelta(days=day) for day in range(20)]  # noqa: DTZ001
YEARS = [datetime(2014, 7, 1, 15, 7, 9) + timedelta(days=17 * n) for n in range(200)]  # noqa: DTZ001


def pairs(zone: str, moments: Sequence[datetime], source: str = "api") -> list[ClockItem]:
    """What a site in ``zone`` states of ``moments`` (naive UTC); feeds are beside printed minutes."""
    return [
        ClockItem(
            source,
            f"comment {number}",
            local_text(utc_text(moment), zone_named(zone), "minute" if source == "feed" else "second"),
            utc_text(moment),
        )
        for number, moment in enumerate(moments)
    ]


def names(finding: ZoneFinding) -> set[str]:
    return {finding.zone, *finding.aliases}


# --- from a wall clock to instants


@pytest.mark.parametrize(
    ("local", "span"),
    [
        ("2017-01-12T00:50", Span("2017-01-12T05:50:00Z", "2017-01-12T05:50:00Z", "exact")),
        ("2017-07-12T00:50:07", Span("2017-07-12T04:50:07Z", "2017-07-12T04:50:07Z", "exact")),
        ("2019-11-03T01:30", Span("2019-11-03T05:30:00Z", "2019-11-03T06:30:00Z", "ambiguous")),
        ("2019-03-10T02:30", Span("2019-03-10T06:30:00Z", "2019-03-10T07:30:00Z", "nonexistent")),
        ("2019-11-03", Span("2019-11-03T04:00:00Z", "2019-11-04T04:59:59Z", "exact")),
        ("2017-01", Span("2017-01-01T05:00:00Z", "2017-02-01T04:59:59Z", "exact")),
        ("2017", Span("2017-01-01T05:00:00Z", "2018-01-01T04:59:59Z", "exact")),
    ],
)
def test_the_instants_of_a_wall_clock(local: str, span: Span) -> None:
    assert instants(local, zone_named(TORONTO)) == span


def test_a_day_begins_with_the_change_where_midnight_is_skipped() -> None:
    day = instants("2018-11-04", zone_named("America/Sao_Paulo"))
    assert (day.earliest, day.latest) == ("2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z")


def test_a_day_that_was_left_out_does_not_exist() -> None:
    assert instants("2011-12-30", zone_named("Pacific/Apia")).certainty == "nonexistent"


def test_wordpress_reads_a_skipped_hour_by_the_offset_before_it() -> None:
    assert instants("2018-03-11T02:30", zone_named(TORONTO)).at == "2018-03-11T07:30:00Z"


@settings(deadline=None)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)), st.sampled_from(sorted(rule_table().bit_of)))  # noqa: DTZ001
def test_every_instant_is_among_those_of_its_wall_clock(moment: datetime, name: str) -> None:
    zone, utc = zone_named(name), utc_text(moment)
    span = instants(local_text(utc, zone, "second"), zone)
    assert utc in (span.earliest, span.latest)
    assert span.certainty == ("exact" if span.earliest == span.latest else "ambiguous")
    day = instants(local_text(utc, zone, "day"), zone)
    assert day.earliest <= utc <= day.latest


def test_a_name_that_is_no_zone_is_said() -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "UTC+5"):
        with pytest.raises(ValueError, match="unknown time zone"):
            zone_named(name)


# --- the table of all zones


def test_every_zone_of_the_system_is_in_the_table() -> None:
    left_out = zoneinfo.available_timezones() - set(rule_table().bit_of)
    assert left_out <= {"Factory", "localtime"}


@settings(deadline=None)
@given(st.integers(0, 38 * 366 - 30), st.integers(0, 86399), st.sampled_from(sorted(rule_table().bit_of)))
def test_the_table_knows_every_offset(day: int, second: int, name: str) -> None:
    moment = datetime(2000, 1, 1) + timedelta(days=day, seconds=second)  # noqa: DTZ001
    stamp = int(moment.replace(tzinfo=UTC).timestamp())
    shown = rule_table().offsets_at(stamp)[offset_at(zone_named(name), moment)]
    assert shown >> rule_table().bit_of[name] & 1


@pytest.mark.parametrize(
    ("name", "first", "last", "offsets"),
    [
        ("America/Recife", "2000-10-01", "2000-11-01", [-180, -120, -180]),  # summer time for one week
        ("Africa/Cairo", "2014-05-01", "2014-11-01", [120, 180, 120, 180, 120]),  # a pause for Ramadan
    ],
)
def test_short_seasons_are_in_the_table(name: str, first: str, last: str, offsets: list[int]) -> None:
    span = [int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) for day in (first, last)]
    rules = rule_table().groups[rule_table().bit_of[name]]
    assert [offset for _, offset in rules.between(*span)] == offsets


_EVERY_OFFSET = """
from datetime import datetime, timedelta
from quwa_archive.normalize.clock import offset_at, zone_named
from quwa_archive.normalize.zone_rules import rule_table, seconds

table = rule_table()
assert len(table.groups) > 200
moments = [datetime(2000, 1, 1) + timedelta(days=9, hours=5) * n for n in range(1500)]
for group in table.groups:
    if "/" not in group.names[0]:
        continue
    zone = zone_named(group.names[0])
    for moment in moments:
        assert group.offset_at(seconds(moment)) == offset_at(zone, moment), (group.names[0], moment)
"""


@pytest.mark.parametrize("folders", [None, ""], ids=["of the system", "of the package tzdata"])
def test_the_table_equals_the_zones_wherever_their_files_are(folders: str | None) -> None:
    """Files of the system may list every change to 2037; those of the package leave that to yearly rules."""
    more = {} if folders is None else {"PYTHONTZPATH": folders}
    done = subprocess.run(
        [sys.executable, "-c", _EVERY_OFFSET],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_zone_file_of_version_1_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "America" / "Toronto"
    file.parent.mkdir()
    content = bytearray((files("tzdata.zoneinfo") / "America" / "Toronto").read_bytes())
    content[4] = 0
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", _EVERY_OFFSET],
        env=environment(PYTHONTZPATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "content", [b"", b"TZif", b"TZif1" + bytes(60), b"TZif2" + bytes(39) + b"\xff", b"no zone" * 20]
)
def test_what_is_no_zone_file_is_said(content: bytes) -> None:
    with pytest.raises(ValueError, match="TZif"):
        read_zone_file(content)


# --- which zone


def test_both_sides_of_a_clock_change_pick_one_zone() -> None:
    finding = infer_zone(pairs(TORONTO, BOTH_SIDES))
    assert len(BOTH_SIDES) == 20
    assert finding.candidates == (finding.chosen,)
    assert TORONTO in names(finding)
    assert "America/New_York" in names(finding), "the same clock by another name"
    assert "America/Havana" not in {*names(finding), *finding.lookalikes}, (
        "an hour of that night rules it out"
    )
    assert (finding.source, finding.proved, finding.counts) == ("api", True, (("api", 20),))
    assert (finding.first, finding.last) == ("2017-10-27T05:30:00Z", "2017-11-14T06:30:00Z")


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        (TORONTO, "2017-10-25"),
        ("Europe/London", "2017-10-20"),
        ("Europe/Berlin", "2018-03-15"),
        ("Australia/Sydney", "2018-03-22"),
        ("America/Sao_Paulo", "2018-02-08"),
        ("Africa/Casablanca", "2016-05-28"),
    ],
)
def test_daily_pairs_on_both_sides_name_the_zone(zone: str, first: str) -> None:
    start = datetime.fromisoformat(first) + timedelta(hours=12)
    finding = infer_zone(pairs(zone, [start + timedelta(days=n) for n in range(20)]))
    assert finding.candidates == (finding.chosen,)
    assert zone in {*names(finding), *finding.lookalikes}


def test_one_side_leaves_the_set_that_is_possible() -> None:
    finding = infer_zone(pairs(TORONTO, JULY))
    assert finding.chosen is None
    assert not finding.proved
    assert len(finding.candidates) > 1
    possible = {*finding.periods[0].possible}
    assert {"America/New_York", "America/Caracas", "America/Santiago"} <= possible
    assert "America/Chicago" not in possible
    inside, winter = apply(finding, "2017-07-10T08:00"), apply(finding, "2017-01-12T00:50")
    assert (inside.certainty, inside.zone_source, inside.at) == ("assumed", "api", "2017-07-10T12:00:00Z")
    assert (winter.certainty, winter.earliest, winter.latest) == (
        "assumed",
        "2017-01-12T03:50:00Z",
        "2017-01-12T05:50:00Z",
    )


def test_the_settings_name_the_zone_among_those_left() -> None:
    finding = infer_zone([*pairs(TORONTO, JULY), SETTINGS])
    assert (finding.chosen, finding.candidates, finding.lookalikes) == (TORONTO, (TORONTO,), ())
    assert finding.periods[-1].last == OPEN_END
    assert apply(finding, "2020-01-12T00:50").certainty == "exact"
    assert apply(finding, "2017-01-12T00:50").certainty == "assumed", (
        "before the first pair nothing is proved"
    )


def test_the_configured_zone_chooses_among_those_left() -> None:
    finding = infer_zone(pairs(TORONTO, JULY), configured="America/Puerto_Rico")
    assert (finding.chosen, finding.source, finding.proved) == ("America/Puerto_Rico", "api", False)
    assert finding.contradictions == ()


def test_evidence_beats_configuration_and_says_so() -> None:
    finding = infer_zone(pairs(TORONTO, YEARS), configured=KARACHI)
    assert TORONTO in names(finding)
    assert [(one.pair.source, one.pair.local) for one in finding.contradictions] == [("config", KARACHI)]


def test_a_manual_offset_is_a_zone_without_clock_changes() -> None:
    finding = infer_zone([ClockItem("settings", "site", zone="", offset_hours=5.5)])
    assert (finding.chosen, finding.source) == ("UTC+05:30", "api")
    assert apply(finding, "2017-01-12T00:50").at == "2017-01-11T19:20:00Z"


def test_feed_seconds_stand_beside_printed_minutes() -> None:
    finding = infer_zone(pairs(TORONTO, YEARS, source="feed"))
    assert TORONTO in names(finding)
    assert (finding.source, finding.contradictions) == ("feed", ())


def test_a_printed_day_beside_an_instant_is_evidence() -> None:
    evidence = [ClockItem("api", "post 1", "2017-01-11", "2017-01-12T04:41:07Z")]
    possible = set(infer_zone(evidence).periods[0].possible)
    assert "America/New_York" in possible
    assert "UTC" not in possible


def test_the_order_of_evidence_does_not_matter() -> None:
    evidence = [*pairs(TORONTO, YEARS), SETTINGS]
    assert infer_zone(evidence).periods == infer_zone(evidence[::-1]).periods


@settings(deadline=None)
@given(
    st.sampled_from(sorted(rule_table().bit_of)),
    st.sets(st.integers(0, 19 * 365 * 24), min_size=1, max_size=30),
)
def test_the_true_zone_is_always_possible_and_nothing_exact_is_wrong(name: str, hours: set[int]) -> None:
    moments = [datetime(2003, 1, 1, 0, 30) + timedelta(hours=hour) for hour in sorted(hours)]  # noqa: DTZ001
    finding = infer_zone(pairs(name, moments))
    table = rule_table()
    assert table.bit_of[name] in {table.bit_of[one] for one in finding.periods[-1].possible}
    assert not finding.contradictions
    for moment in (moments[0], moments[len(moments) // 2] + timedelta(days=40), moments[-1]):
        utc = utc_text(moment)
        found = apply(finding, local_text(utc, zone_named(name), "second"))
        assert found.at is not None
        assert found.certainty != "exact" or found.at == utc
        if found.certainty == "ambiguous":
            assert utc in (found.earliest, found.latest)


# --- evidence that contradicts


def test_a_zone_that_changed_is_two_periods_and_no_average() -> None:
    change = datetime(2019, 5, 5)  # noqa: DTZ001
    evidence = pairs(TORONTO, [m for m in YEARS if m < change]) + pairs(
        KARACHI, [m for m in YEARS if m >= change]
    )
    finding = infer_zone(evidence)
    old, new = finding.periods
    assert rule_table().bit_of[old.zone] == rule_table().bit_of[TORONTO]
    assert (new.zone, finding.zone) == (KARACHI, KARACHI)
    assert old.last < "2019-05-05" < new.first
    assert finding.contradictions == ()
    assert apply(finding, "2017-01-12T00:50").at == "2017-01-12T05:50:00Z"
    assert apply(finding, "2020-01-12T00:50").at == "2020-01-11T19:50:00Z"
    assert {apply(finding, local).certainty for local in ("2017-01-12T00:50", "2020-01-12T00:50")} == {
        "exact"
    }
    between = apply(finding, "2019-05-10T12:00")
    assert (between.certainty, between.earliest, between.latest) == (
        "assumed",
        "2019-05-10T07:00:00Z",
        "2019-05-10T16:00:00Z",
    )


@settings(deadline=None)
@given(
    zones=st.lists(st.sampled_from(sorted(rule_table().bit_of)), min_size=1, max_size=3),
    gaps=st.lists(st.integers(1, 24 * 90), min_size=3, max_size=90),
    broken=st.dictionaries(st.integers(0, 89), st.sampled_from([-300, 60, 330, 7]), max_size=4),
)
def test_beside_a_pair_nothing_exact_is_wrong_whatever_the_site_did(
    zones: list[str], gaps: list[int], broken: dict[int, int]
) -> None:
    """A site that changed its zone up to twice, some of whose pairs are wrong by hours or minutes."""
    moment, kept, evidence = datetime(2008, 1, 1, 0, 20), [], []  # noqa: DTZ001
    for number, gap in enumerate(gaps):
        moment += timedelta(hours=gap)
        zone = zone_named(zones[number * len(zones) // len(gaps)])
        kept.append((moment, zone))
        item = pairs(str(zones[number * len(zones) // len(gaps)]), [moment])[0]
        if number in broken:
            wrong = moment + timedelta(minutes=broken[number])
            item.utc = utc_text(wrong)
        evidence.append(item)
    finding = infer_zone(evidence)
    for number, (at, zone) in enumerate(kept):
        utc = utc_text(at + timedelta(minutes=1))
        found = apply(finding, local_text(utc, zone, "second"))
        if number not in broken and found.certainty == "exact":
            assert found.at == utc


def test_pairs_that_fit_both_periods_do_not_date_the_change() -> None:
    """From Toronto to a fixed UTC-5 in October: no pair of the winter tells when it was."""
    toronto = [m for m in YEARS if m < datetime(2018, 10, 10)]  # noqa: DTZ001
    fixed = [m for m in YEARS if m >= datetime(2018, 10, 10)]  # noqa: DTZ001
    finding = infer_zone(pairs(TORONTO, toronto) + pairs("UTC-05:00", fixed))
    old, new = finding.periods
    assert old.last < "2018-10-10" < new.first
    for moment in fixed[:12]:
        found = apply(finding, local_text(utc_text(moment), zone_named("UTC-05:00"), "second"))
        assert found.certainty != "exact" or found.at == utc_text(moment)


def test_hours_that_a_site_printed_twice_are_not_exact() -> None:
    """A clock moved from Karachi to Toronto shows the last ten hours again."""
    change = datetime(2019, 5, 5, 12)  # noqa: DTZ001
    before = [change - timedelta(hours=n) for n in range(1, 15000, 37)]
    after = [change + timedelta(hours=n) for n in range(1, 15000, 37)]
    finding = infer_zone(pairs(KARACHI, before) + pairs(TORONTO, after))
    assert len(finding.periods) == 2
    twice = apply(finding, "2019-05-05T12:00")
    assert (twice.certainty, twice.earliest, twice.latest) == (
        "assumed",
        "2019-05-05T07:00:00Z",
        "2019-05-05T16:00:00Z",
    )
    assert {apply(finding, local).certainty for local in ("2019-05-05T05:00", "2019-05-05T20:00")} == {
        "exact"
    }


def test_strays_are_reported_and_break_nothing() -> None:
    strays = [
        ClockItem("api", "post 9", "2016-01-01T00:00:00", "0000-00-00T00:00:00"),
        ClockItem("api", "post 10", "2016-01-01T00:07:00", "2016-01-01T05:00:00"),
        ClockItem("api", "post 11", "2016-01-01T00:07:00", "2016-01-01T04:07:00"),
        ClockItem("api", "post 12", "2016-01-01T00:07:00", "2016-01-09T04:07:00"),
        ClockItem("api", "post 13", None, "2016-01-09T04:07:00"),
        ClockItem("api", "post 14", "1970-01-01T00:00:00", "1970-01-01T05:00:00"),
        ClockItem("settings", "site", zone="Mars/Olympus"),
    ]
    finding = infer_zone(pairs(TORONTO, YEARS) + strays)
    assert len(finding.periods) == 1
    assert TORONTO in names(finding)
    assert finding.proved
    assert sorted(one.pair.subject for one in finding.contradictions) == sorted(one.subject for one in strays)
    assert all(one.reason for one in finding.contradictions)
    assert apply(finding, "2015-12-31T12:00").certainty == "assumed", "a stray casts doubt on its days"
    assert apply(finding, "2016-06-30T12:00").certainty == "exact"


def test_what_the_theme_prints_with_todays_offset_does_not_beat_the_api() -> None:
    """WordPress prints comments of 2017 with the offset of the zone that it keeps since 2019."""
    change = datetime(2019, 5, 5)  # noqa: DTZ001
    api = pairs(TORONTO, [m for m in YEARS if m < change]) + pairs(KARACHI, [m for m in YEARS if m >= change])
    page = ClockItem("page", "comment 7", "2017-01-12T00:50:00", "2017-01-11T19:50:00Z")
    finding = infer_zone([*api, page])
    assert [one.pair.subject for one in finding.contradictions] == ["comment 7"]
    machine = apply(finding, ReadDate("2017-01-12T00:50:00", 300, "second"))
    assert (machine.local, machine.at) == ("2017-01-12T00:50:00", "2017-01-12T05:50:00Z")


def test_page_evidence_alone_is_used_and_proves_nothing() -> None:
    finding = infer_zone(pairs(TORONTO, YEARS, source="page"))
    found = apply(finding, "2017-01-12T00:50")
    assert TORONTO in names(finding)
    assert (found.at, found.certainty, found.zone_source) == ("2017-01-12T05:50:00Z", "assumed", "page")


# --- what one printed time means


def test_nothing_known_is_utc_assumed_and_can_mean_any_zone() -> None:
    finding = infer_zone([])
    found = apply(finding, "2017-01-12T00:50", raw="January 12, 2017 12:50 am")
    assert (finding.chosen, finding.source, finding.proved) == ("UTC", "assumed", False)
    assert (found.raw, found.at, found.certainty, found.zone_source) == (
        "January 12, 2017 12:50 am",
        "2017-01-12T00:50:00Z",
        "assumed",
        "assumed",
    )
    assert (found.earliest, found.latest) == ("2017-01-11T10:50:00Z", "2017-01-12T12:50:00Z")


def test_a_configured_zone_is_used_but_is_no_proof() -> None:
    finding = infer_zone([], configured=TORONTO)
    plain = apply(finding, "2017-01-12T00:50")
    assert (plain.at, plain.certainty, plain.zone_source) == ("2017-01-12T05:50:00Z", "assumed", "config")
    assert apply(finding, "2019-11-03T01:30").certainty == "ambiguous"
    assert apply(finding, "2019-03-10T02:30").certainty == "nonexistent"
    with pytest.raises(ValueError, match="Mars"):
        infer_zone([], configured="Mars/Olympus")


def test_the_settings_alone_prove_the_present_not_the_past() -> None:
    finding = infer_zone([SETTINGS])
    found = apply(finding, "2017-01-12T00:50")
    assert (finding.chosen, finding.proved) == (TORONTO, True)
    assert (found.at, found.certainty, found.zone_source) == ("2017-01-12T05:50:00Z", "assumed", "api")


def test_two_readings_of_the_settings_prove_the_time_between() -> None:
    times = ("2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
    finding = infer_zone([ClockItem("settings", "site", zone=TORONTO, utc=utc) for utc in times])
    assert apply(finding, "2025-01-12T00:50").certainty == "exact"
    assert apply(finding, "2026-01-12T00:50").certainty == "assumed"


def test_a_known_instant_beats_arithmetic() -> None:
    finding = infer_zone([], configured=KARACHI)
    found = apply(finding, "2019-11-03T01:30", known_utc="2019-11-03T06:30:07")
    assert (found.at, found.earliest, found.latest) == ("2019-11-03T06:30:07Z",) * 3
    assert (found.local, found.precision) == ("2019-11-03T01:30", "minute")
    assert (found.certainty, found.zone_source) == ("exact", "api")
    feed = apply(finding, "2019-11-03T01:30", known_utc="2019-11-03T06:30:07Z", known_source="feed")
    assert feed.zone_source == "feed"


def test_a_known_instant_alone_is_shown_on_the_clock_of_the_site_if_that_is_known() -> None:
    utc = "2017-01-12T05:50:07Z"
    assert apply(infer_zone([SETTINGS]), None, known_utc=utc).local == "2017-01-12T00:50:07"
    assert apply(infer_zone([]), None, known_utc=utc).local is None


def test_a_broken_known_instant_is_not_called_exact() -> None:
    finding = infer_zone([], configured=TORONTO)
    assert apply(finding, "2017-01-12T00:50", known_utc="2017-01-12T05:43:00").certainty == "assumed"
    zeros = apply(finding, "2017-01-12T00:50", known_utc="0000-00-00T00:00:00")
    assert (zeros.at, zeros.zone_source) == ("2017-01-12T05:50:00Z", "config")


def test_a_day_keeps_its_bounds_and_has_no_instant() -> None:
    finding = infer_zone([*pairs(TORONTO, YEARS), SETTINGS])
    found = apply(finding, "2017-01-12")
    assert (found.at, found.earliest, found.latest) == (None, "2017-01-12T05:00:00Z", "2017-01-13T04:59:59Z")
    assert (found.precision, found.certainty) == ("day", "exact")


def test_a_printed_offset_is_exact_only_where_the_evidence_confirms_it() -> None:
    stated = ReadDate("2017-01-12T00:50:00", -300, "second")
    utc = ReadDate("2017-01-12T05:50:00", 0, "second")
    proved, unproved = infer_zone([*pairs(TORONTO, YEARS), SETTINGS]), infer_zone([])
    for read in (stated, utc):
        found = apply(proved, read)
        assert (found.local, found.at) == ("2017-01-12T00:50:00", "2017-01-12T05:50:00Z")
        assert (found.certainty, found.zone_source) == ("exact", "page")
        assert apply(unproved, read).at == "2017-01-12T05:50:00Z"
        assert apply(unproved, read).certainty == "assumed"


def test_relative_text_is_a_window() -> None:
    finding = infer_zone([*pairs(TORONTO, YEARS), SETTINGS])
    hours = apply(finding, ReadDate("2017-01-15T09:34", 0, "hour", relative=True), raw="3 hours ago")
    assert (hours.local, hours.at) == ("2017-01-15T04:34", "2017-01-15T09:34:00Z")
    assert (hours.earliest, hours.latest) == ("2017-01-15T08:34:00Z", "2017-01-15T10:34:00Z")
    assert (hours.precision, hours.certainty) == ("hour", "assumed")
    days = apply(finding, ReadDate("2017-01-13", 0, "day", relative=True))
    assert (days.at, days.earliest, days.latest) == (None, "2017-01-12T00:00:00Z", "2017-01-14T23:59:59Z")


def test_what_was_not_read_keeps_its_text_and_nothing_else() -> None:
    found = apply(infer_zone([SETTINGS]), ReadDate(None, None, None), raw="some day")
    assert (found.raw, found.local, found.at, found.certainty, found.zone_source) == ("some day", *[None] * 4)
