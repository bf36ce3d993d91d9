"""The repeated hour: what the order of WordPress comment ids says about which of two instants is meant.

Ids rise with arrival, so instants rise with ids: a comment printed 1:10 am whose predecessor is printed 1:50 am
came after the clock was set back.  A reading is `exact` only if it is the one reading under which the whole
neighbourhood can be in order; where the neighbourhood is not in order anyhow, nothing is settled by it.

What this rests on, and where it ends: WordPress reads the clock before it asks a spam filter and only then
hands out the id, so neighbours may be swapped by some seconds; `SLACK` forgives that.  Imported or edited
comments break the order by hours or years; they are seen, and nothing is settled near them, where they
stand outside the hour.  One that was moved into the very hour by its author's or editor's hand cannot be
seen, and can mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quwa_archive.normalize.clock import Span, Zone, instants, precision_of, read_utc, utc_text
from quwa_archive.normalize.zone_finding import ZoneFinding
from quwa_archive.records import Instant

SLACK = timedelta(minutes=5)
"""How far ids may lag behind the printed times of their neighbours (measured in printed minutes)."""

_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class _Event:
    """A comment with the instants (UTC, minute) that it can mean: one, or the two of a repeated hour."""

    place: int
    options: tuple[datetime, ...]
    trusted: bool = True


def settle_overlap(times: Sequence[tuple[int, str, str | None]], zone: Zone) -> list[Span]:
    """Read the comments of a site or thread in ``zone``, settling repeated hours by the order of ids.

    ``times``: comment id, wall clock (ISO), and the instant (UTC, ISO) where it is known; in any order.
    Returns a `Span` for each, in the order given.  Known instants are `exact`.  A time in a repeated hour is
    `exact` where the order decides and stays `ambiguous` where it does not.  Days, months and skipped hours
    are read as by `instants` and constrain nothing.  Raises `ValueError` for a text that is no time.
    """
    spans = []
    for _, local, known in times:
        if known is not None:
            at = utc_text(read_utc(known))
            spans.append(Span(at, at, "exact"))
        else:
            spans.append(instants(local, zone))
    order = sorted(range(len(times)), key=lambda place: times[place][0])
    events = [
        _Event(place, _options(spans[place].earliest, spans[place].latest))
        for place in order
        if times[place][2] is not None
        or (precision_of(times[place][1]) in ("minute", "second") and spans[place].certainty != "nonexistent")
    ]
    for event, moment in _settled(events):
        at = spans[event.place].earliest if moment == event.options[0] else spans[event.place].latest
        spans[event.place] = Span(at, at, "exact")
    return spans


def settle_comments(comments: Sequence[tuple[int, Instant]], finding: ZoneFinding) -> list[Instant]:
    """Settle the `ambiguous` ones among decided times (`zones.apply`) by the order of comment ids.

    ``comments`` are ids and times of a site or thread, in any order; the answer is in the order given, and the
    times given are left as they are.  A settled time is `exact` where ``finding`` proves the clock and all its
    neighbours are exact or settled, else `assumed`; its ``zone_source`` stays.
    """
    events = []
    for place in sorted(range(len(comments)), key=lambda place: comments[place][0]):
        time = comments[place][1]
        usable = time.certainty in ("exact", "ambiguous") or (
            time.certainty == "assumed" and time.earliest == time.latest
        )
        if usable and time.at and time.earliest and time.latest and time.precision in ("minute", "second"):
            proved = time.certainty == "exact" or finding.proves(time.earliest, time.latest, time.local)
            events.append(_Event(place, _options(time.earliest, time.latest), proved))
    settled = [time for _, time in comments]
    for event, moment in _settled(events):
        time = settled[event.place]
        at = time.earliest if moment == event.options[0] else time.latest
        certainty = "exact" if event.trusted else "assumed"
        settled[event.place] = replace(time, at=at, earliest=at, latest=at, certainty=certainty)
    return settled


def _options(earliest: str, latest: str) -> tuple[datetime, ...]:
    first, second = (read_utc(text).replace(second=0) for text in (earliest, latest))
    return (first,) if first == second else (first, second)


def _settled(events: Sequence[_Event]) -> list[tuple[_Event, datetime]]:
    """Return the open events that the order decides, with their instants; trusted if all of their block are."""
    found = []
    for block in _blocks(events):
        known = [event.options[0] for event in block if len(event.options) == 1]
        if not _in_order([(moment,) for moment in known]):
            continue
        trusted = all(event.trusted for event in block)
        for index, event in enumerate(block):
            if len(event.options) == 1:
                continue
            feasible = [
                option
                for option in event.options
                if _in_order([(option,) if n == index else other.options for n, other in enumerate(block)])
            ]
            if len(feasible) == 1:
                found.append((replace(event, trusted=trusted), feasible[0]))
    return found


def _blocks(events: Sequence[_Event]) -> list[Sequence[_Event]]:
    """Cut out the neighbourhoods of open events: up to five known ones before, between and after."""
    blocks: list[Sequence[_Event]] = []
    start = stop = None
    for index, event in enumerate(events):
        if len(event.options) == 1:
            continue
        if start is None or stop is None:
            start = index
        elif index - stop > 2 * _NEIGHBOURS:
            blocks.append(events[max(start - _NEIGHBOURS, 0) : stop + _NEIGHBOURS + 1])
            start = index
        stop = index
    if start is not None and stop is not None:
        blocks.append(events[max(start - _NEIGHBOURS, 0) : stop + _NEIGHBOURS + 1])
    return blocks


def _in_order(options: Sequence[tuple[datetime, ...]]) -> bool:
    """Say whether one option each can be taken so that none lies more than `SLACK` before an earlier one.

    Taking the smallest that is allowed is best at every step: it allows every later choice that a greater
    one would.
    """
    highest = None
    for choices in options:
        allowed = [choice for choice in choices if highest is None or choice >= highest - SLACK]
        if not allowed:
            return False
        highest = min(allowed) if highest is None else max(highest, min(allowed))
    return True
