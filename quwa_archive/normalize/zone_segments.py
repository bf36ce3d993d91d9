"""Where evidence about a clock agrees with itself: periods in which one zone fits, and pairs that fit nothing.

A set of zones is an integer with a bit for each, as in `zone_rules`.  The split is the cheapest one: a pair
that does not fit its period costs 1, a change of zone 2.5.  So up to two stray pairs in a row are strays, three
pairs at the end that agree with each other are a new zone, and nothing is ever averaged.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter

_CHANGE_COSTS = 2.5


@dataclass(frozen=True, slots=True)
class Observed:
    """One usable piece of evidence: at ``at`` (seconds since 1970) the zones in ``mask`` show what it shows."""

    number: int
    at: int
    mask: int
    offset: int | None = None
    """Minutes east of Greenwich that it shows; null for settings and for bare days."""
    weight: float = 1
    until_now: bool = False
    """A reading of the settings without a time: it holds to the present."""


@dataclass(slots=True)
class Segment:
    """A period: ``good`` in the order of time, all of which every zone in ``mask`` fits."""

    good: list[Observed]
    doubts: list[tuple[Observed | None, Observed | None, int | None]] = field(default_factory=list)
    """For every stray: its neighbours among ``good`` (one is null at an end), and the offset that it shows."""

    @property
    def mask(self) -> int:
        """The zones that fit all of it."""
        mask = self.good[0].mask
        for one in self.good:
            mask &= one.mask
        return mask


def split_by_zone(observed: Sequence[Observed]) -> tuple[list[Segment], list[Observed]]:
    """Return the periods, oldest first, and the strays, which fit the zone of no period they lie in.

    Pairs at the edge of two periods that fit a zone of either are left out of both, for they do not tell
    when the change came.  ``observed`` is not empty, in any order.
    """
    ordered = sorted(observed, key=attrgetter("at", "number"))
    segments: list[Segment] = []
    strays: list[Observed] = []
    for zones, members in _cheapest(ordered):
        good = [one for one in members if one.mask & zones]
        strays.extend(one for one in members if not one.mask & zones)
        segments.append(Segment(good))
    for _ in range(2):  # a second look, for what is left out widens the zones that fit
        for earlier, later in pairwise(segments):
            zones, next_zones = earlier.mask, later.mask
            while len(earlier.good) > 1 and earlier.good[-1].mask & next_zones:
                earlier.good.pop()
            while len(later.good) > 1 and later.good[0].mask & zones:
                later.good.pop(0)
    for segment in segments:
        segment.doubts = _doubts(segment.good, strays)
    return segments, strays


def _doubts(
    good: Sequence[Observed], strays: Sequence[Observed]
) -> list[tuple[Observed | None, Observed | None, int | None]]:
    """Find the neighbours of every stray; strays with the same neighbours and offset are one doubt."""
    times = [one.at for one in good]
    found = {}
    for stray in strays:
        before, after = bisect_left(times, stray.at), bisect_right(times, stray.at)
        neighbours = (good[before - 1] if before else None, good[after] if after < len(good) else None)
        found[(before, after, stray.offset)] = (*neighbours, stray.offset)
    return list(found.values())


def _cheapest(ordered: Sequence[Observed]) -> list[tuple[int, list[Observed]]]:
    """Return zones (all alike on this evidence) and members of each period of the cheapest split (Viterbi)."""
    runs = [list(members) for _, members in groupby(ordered, key=attrgetter("mask"))]
    alike = _alike([run[0].mask for run in runs])
    costs = [0.0] * len(alike)
    came_from: list[list[int]] = []
    for run in runs:
        weight = sum(one.weight for one in run)
        best = min(range(len(alike)), key=costs.__getitem__)
        switch = costs[best] + (_CHANGE_COSTS if came_from else 0)
        came_from.append([best if switch < cost else state for state, cost in enumerate(costs)])
        costs = [
            min(cost, switch) + (0 if run[0].mask & zones else weight)
            for cost, zones in zip(costs, alike, strict=True)
        ]
    state = min(range(len(alike)), key=costs.__getitem__)
    periods: list[tuple[int, list[Observed]]] = []
    for run, previous in zip(reversed(runs), reversed(came_from), strict=True):
        if not periods or periods[-1][0] != alike[state]:
            periods.append((alike[state], []))
        periods[-1][1].extend(reversed(run))
        state = previous[state]
    return [(zones, members[::-1]) for zones, members in reversed(periods)]


def _alike(masks: Sequence[int]) -> list[int]:
    """Split all zones that occur into sets that no mask tells apart."""
    everything = 0
    for mask in masks:
        everything |= mask
    sets = [everything]
    for mask in set(masks):
        sets = [part for whole in sets for part in (whole & mask, whole & ~mask) if part]
    return sorted(sets, key=lambda zones: zones & -zones)
