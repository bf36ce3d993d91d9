"""Which zone a site's clock keeps: inferred from pairs of wall clock and instant, never averaged.

Every zone of the system is tried.  A zone is possible only if it shows every offset that the evidence shows;
single pairs that fit nothing around them are contradictions and are reported; several that agree on another
zone are another period (the site changed its zone).

Pairs of the API and of feeds are independent testimony: WordPress stored both clocks when the comment came.
What a page prints in `time[datetime]` is not: WordPress computes that offset from the zone the site keeps
TODAY, also for comments of years ago.  So such pairs (`page`) are used where nothing better is there, checked
against the rest, and prove nothing.  `timezone_string` proves the zone of the moment when it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from quwa_archive.items import ClockItem
from quwa_archive.normalize.clock import fixed_name, offset_at, read_utc, utc_text, zone_named
from quwa_archive.normalize.zone_finding import (
    LONG_AGO,
    OPEN_END,
    ClockPair,
    Contradiction,
    Doubt,
    ZoneFinding,
    ZonePeriod,
)
from quwa_archive.normalize.zone_rules import FIRST, LAST, Changes, RuleTable, moment, rule_table, seconds
from quwa_archive.normalize.zone_segments import Observed, Segment, split_by_zone

_SETTINGS_WEIGHT = 3  # more than a change of zone costs: the settings are believed about the present
_SAME_NIGHT = 3 * 3600
_MINUTE = timedelta(minutes=1)
_WEST, _EAST = -12 * 60, 14 * 60


def infer_zone(evidence: Iterable[ClockItem], *, configured: str | None = None) -> ZoneFinding:
    """Infer the site's zone from ``evidence``, in any order; ``configured`` is the setting `SITE_TIME_ZONE`.

    API, feed and settings beat ``configured``, which beats `page`, which beats assuming UTC; what loses is
    reported as a contradiction where it differs.  Among zones that evidence leaves open the settings choose,
    then ``configured``.  Raises `ValueError` if ``configured`` is no zone.
    """
    if configured is not None:
        zone_named(configured)
    items = list(evidence)
    pairs = [_pair(item) for item in items]
    counts = tuple(sorted(Counter(item.source for item in items).items()))
    if not items:
        return _told_only(configured, (), counts)
    table = rule_table()
    broken: list[Contradiction] = []
    strong: list[Observed] = []
    pages: list[Observed] = []
    for number, item in enumerate(items):
        seen = _observe(item, number, table)
        if isinstance(seen, str):
            broken.append(Contradiction(pairs[number], seen))
        else:
            (pages if item.source == "page" else strong).append(seen)
    if not strong and (configured or not pages):
        broken.extend(_against_zone(configured, pages, pairs, table))
        return _told_only(configured, tuple(broken), counts)
    told = [pair.local for pair in reversed(pairs) if pair.source == "settings"]
    told += [configured] if configured else []
    segments, strays = split_by_zone(strong or pages)
    broken += [_against(segments, stray, pairs, table) for stray in strays]
    periods = [_period(segment, pairs, table, told, independent=bool(strong)) for segment in segments]
    if strong:
        misfits = (page for page in pages if not _fits(segments, page))
        broken += [_against(segments, page, pairs, table) for page in misfits]
        if configured and not segments[-1].mask >> table.bit_of.get(configured, 10**4) & 1:
            claim = ClockPair("config", "site", configured, "")
            broken.append(Contradiction(claim, f"the evidence shows {periods[-1].zone}"))
    return _finding(periods, segments[-1], table, told, broken, counts, strong or pages)


def _pair(item: ClockItem) -> ClockPair:
    if item.source == "settings":
        offset = "" if item.offset_hours is None else fixed_name(round(item.offset_hours * 60))
        return ClockPair(item.source, item.subject, item.zone or offset, item.utc or "")
    return ClockPair(item.source, item.subject, item.local or "", item.utc or "")


def _observe(item: ClockItem, number: int, table: RuleTable) -> Observed | str:
    """Turn an item into the set of zones that show it, or say why none does."""
    if item.source == "settings":
        return _observe_settings(item, number, table)
    try:
        local, utc = datetime.fromisoformat(item.local or ""), read_utc(item.utc or "")
    except ValueError:
        return "one of the two clocks is no time"
    if not FIRST <= utc < LAST:
        return "not between 2000 and 2037"
    second = seconds(utc.replace(second=0, microsecond=0))
    shown = table.offsets_at(second)
    if len(item.local or "") == 10:  # a printed day: every offset that makes it this day fits
        mask = 0
        for minutes, zones in shown.items():
            if (utc + minutes * _MINUTE).date() == local.date():
                mask |= zones
        return Observed(number, second, mask) if mask else "no zone has this day at that instant"
    exact = local - utc if len(item.local or "") >= 19 else local - utc.replace(second=0, microsecond=0)
    offset, rest = divmod(exact, _MINUTE)
    if rest or offset % 15 or not _WEST <= offset <= _EAST:
        return f"the two clocks are {exact} apart, which no zone is"
    mask = shown.get(offset, 0)
    if not mask:
        return f"no zone keeps {fixed_name(offset)} at that instant"
    return Observed(number, second, mask, offset)


def _observe_settings(item: ClockItem, number: int, table: RuleTable) -> Observed | str:
    if item.zone is None and item.offset_hours is None:
        return "states neither zone nor offset"
    name = item.zone or fixed_name(round((item.offset_hours or 0) * 60))
    bit = table.bit_of.get(name)
    if bit is None:
        return f"unknown zone {name!r}"
    second = seconds(read_utc(item.utc).replace(second=0, microsecond=0)) if item.utc else seconds(LAST)
    return Observed(number, second, 1 << bit, weight=_SETTINGS_WEIGHT, until_now=not item.utc)


def _period(
    segment: Segment, pairs: Sequence[ClockPair], table: RuleTable, told: Sequence[str], *, independent: bool
) -> ZonePeriod:
    first, last = segment.good[0], segment.good[-1]
    groups = _grouped(segment, table, told)
    fitting = [bit for group in groups for bit in group]
    within: dict[Changes, int] = {}
    for bit in fitting:
        within.setdefault(table.groups[bit].between(first.at, last.at), bit)
    timed = [pairs[one.number] for one in segment.good if pairs[one.number].source != "settings"]
    sources = {pairs[one.number].source for one in segment.good}
    return ZonePeriod(
        zone=_name(fitting[0], table, told),
        candidates=tuple(_name(group[0], table, told) for group in groups),
        possible=tuple(_name(bit, table, told) for bit in fitting),
        within=tuple(_name(bit, table, told) for bit in within.values()),
        source="api" if sources & {"api", "settings"} else "feed" if "feed" in sources else "page",
        proved=independent and len(groups) == 1,
        first=_edge(first),
        last=_edge(last),
        first_local=timed[0].local if timed else None,
        last_local=timed[-1].local if timed else None,
        pairs=len(timed),
        doubts=tuple(
            Doubt(_edge(before) if before else LONG_AGO, _edge(after) if after else OPEN_END, offset)
            for before, after, offset in segment.doubts
        ),
    )


def _edge(one: Observed) -> str:
    return OPEN_END if one.until_now else utc_text(moment(one.at))


def _grouped(segment: Segment, table: RuleTable, told: Sequence[str]) -> list[list[int]]:
    """Group the zones that fit, the likeliest first, by whether the evidence could tell them apart.

    Evidence from both sides of a clock change stands for the time it spans: zones that run alike in it are one
    group.  Evidence that shows a single offset says little, and is not made to say more: zones are apart that
    differ anywhere in its calendar years.  Zones that change in the same night at another hour (Havana, New
    York) are one group: pairs of that hour rule one out, and without such pairs a time in it is not exact
    anyhow, for every zone of the group is asked.
    """
    preferred = {
        table.bit_of[name]: -rank for rank, name in enumerate(reversed(told)) if name in table.bit_of
    }
    members = sorted(table.members(segment.mask), key=lambda bit: preferred.get(bit, 1))
    timed = [one.at for one in segment.good if not one.until_now] or [seconds(LAST)]
    start, end = timed[0], timed[-1]
    if len({table.groups[members[0]].offset_at(at) for at in timed}) == 1:
        start = seconds(FIRST.replace(year=moment(start).year))
        end = seconds(FIRST.replace(year=moment(end).year + 1))
    groups: list[list[int]] = []
    for bit in members:
        rules = table.groups[bit].between(start, end)
        group = next(
            (known for known in groups if _near(table.groups[known[0]].between(start, end), rules)), None
        )
        if group is None:
            groups.append([bit])
        else:
            group.append(bit)
    return groups


def _near(one: Changes, two: Changes) -> bool:
    """Say whether two clocks keep the same offsets in the same order, and change in the same nights."""
    return len(one) == len(two) and all(
        a[1] == b[1] and abs(a[0] - b[0]) <= _SAME_NIGHT for a, b in zip(one, two, strict=True)
    )


def _name(bit: int, table: RuleTable, told: Sequence[str]) -> str:
    """Name a clock as the site or the operator does, else by its most familiar name."""
    return next((name for name in told if table.bit_of.get(name) == bit), table.groups[bit].names[0])


def _around(segments: Sequence[Segment], at: int) -> list[Segment]:
    """Return the period that ``at`` lies in, or the ones before and after it."""
    inside = [one for one in segments if one.good[0].at <= at <= one.good[-1].at]
    before = [one for one in segments if one.good[-1].at < at][-1:]
    after = [one for one in segments if one.good[0].at > at][:1]
    return inside or before + after


def _fits(segments: Sequence[Segment], one: Observed) -> bool:
    return any(one.mask & segment.mask for segment in _around(segments, one.at))


def _against(
    segments: Sequence[Segment], one: Observed, pairs: Sequence[ClockPair], table: RuleTable
) -> Contradiction:
    """Say what the evidence around a stray pair shows instead."""
    kept = []
    for segment in _around(segments, one.at):
        name = table.groups[table.members(segment.mask)[0]].names[0]
        kept.append(f"{fixed_name(offset_at(zone_named(name), moment(one.at)))} as in {name}")
    return Contradiction(pairs[one.number], f"the evidence around it shows {' or '.join(kept)}")


def _against_zone(
    configured: str | None, pages: Sequence[Observed], pairs: Sequence[ClockPair], table: RuleTable
) -> list[Contradiction]:
    """Return the page pairs that the configured zone does not show."""
    bit = table.bit_of.get(configured or "")
    if bit is None:
        return []
    return [
        Contradiction(pairs[one.number], f"the configured zone {configured} does not show it")
        for one in pages
        if not one.mask >> bit & 1
    ]


def _told_only(
    configured: str | None, broken: tuple[Contradiction, ...], counts: tuple[tuple[str, int], ...]
) -> ZoneFinding:
    """Nothing usable but, perhaps, the setting."""
    return ZoneFinding(
        zone=configured or "UTC",
        chosen=configured or "UTC",
        source="config" if configured else "assumed",
        proved=False,
        candidates=(configured,) if configured else (),
        contradictions=broken,
        counts=counts,
    )


def _finding(
    periods: Sequence[ZonePeriod],
    present: Segment,
    table: RuleTable,
    told: Sequence[str],
    broken: Sequence[Contradiction],
    counts: tuple[tuple[str, int], ...],
    used: Sequence[Observed],
) -> ZoneFinding:
    """Sum up; the present is the last period."""
    last = periods[-1]
    decided = len(last.candidates) == 1 or last.zone in told
    leaders = _grouped(present, table, told)[0]
    timed = [one.at for one in used if not one.until_now]
    return ZoneFinding(
        zone=last.zone,
        chosen=last.zone if decided else None,
        source=last.source,
        proved=last.proved,
        candidates=last.candidates,
        aliases=tuple(name for name in table.groups[leaders[0]].names if name != last.zone),
        lookalikes=tuple(_name(bit, table, told) for bit in leaders[1:]),
        periods=tuple(periods),
        contradictions=tuple(broken),
        counts=counts,
        first=utc_text(moment(min(timed))) if timed else None,
        last=utc_text(moment(max(timed))) if timed else None,
    )
