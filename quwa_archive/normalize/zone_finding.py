"""What is known of a site's clock: the words in which `zone_evidence` answers and `zones.apply` asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from quwa_archive.normalize.clock import utc_text

OPEN_END = "9999-12-31T23:59:59Z"
"""Stands for the present where a period lasts to a reading of the settings that carries no time."""


LONG_AGO = "0001-01-01T00:00:00Z"
"""Stands for the time before all evidence."""


@dataclass(frozen=True, slots=True)
class ClockPair:
    """One thing timed by two clocks, as the evidence gave it; for settings ``local`` is the zone they name."""

    source: str
    """`api`, `feed`, `page`, `settings` or `config`."""
    subject: str
    """`post 12`, `comment 7`, `site`."""
    local: str
    """Wall clock of the site, ISO."""
    utc: str
    """Instant, ISO."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A piece of evidence that does not fit what the rest of it shows, and why."""

    pair: ClockPair
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a stray pair puts in doubt: between the pairs around it the site may have kept another clock."""

    after: str
    """Instant of the pair before it (UTC), or `LONG_AGO`."""
    before: str
    """Instant of the pair after it (UTC), or `OPEN_END`."""
    offset_minutes: int | None
    """Minutes east of Greenwich that the stray shows; null where it shows only a day."""

    def covers(self, earliest: str, latest: str, local: str | None) -> bool:
        """Say whether instants lie in it, or would if ``local`` (to the minute) were read by its offset."""
        if self.after < latest and earliest < self.before:
            return True
        if local is None or self.offset_minutes is None or len(local) < 16:
            return False
        at = utc_text(datetime.fromisoformat(local) - timedelta(minutes=self.offset_minutes))
        return self.after < at < self.before


@dataclass(frozen=True, slots=True)
class ZonePeriod:
    """A time in which the site kept one zone, from the first to the last pair that shows it."""

    zone: str
    """Zone that the arithmetic uses: the one told by settings or configuration if it fits, else the likeliest."""
    candidates: tuple[str, ...]
    """One name for each clock that fits and runs differently within the calendar years of the evidence."""
    possible: tuple[str, ...]
    """One name for each clock that fits, also those that run differently in other years only."""
    within: tuple[str, ...]
    """One name for each clock that fits and runs differently between ``first`` and ``last``."""
    source: str
    """`api`, `feed` or `page`: the best testimony in it."""
    proved: bool
    """One candidate is left and the testimony is independent: between ``first`` and ``last`` times can be exact."""
    first: str
    """Instant of the first pair (UTC, cut to the minute)."""
    last: str
    """Instant of the last pair (UTC, cut to the minute), or `OPEN_END`."""
    first_local: str | None
    """Wall clock of the first pair; null where only the settings speak."""
    last_local: str | None
    """Wall clock of the last pair."""
    pairs: int
    """Pairs that fit, the settings not among them."""
    doubts: tuple[Doubt, ...] = ()
    """Left by pairs that show another zone's offset: nothing in them is exact."""


@dataclass(frozen=True, slots=True)
class ZoneFinding:
    """What is known of the site's clock, and on what evidence."""

    zone: str
    """Zone of the present, for arithmetic: always a zone, but see ``chosen`` and ``source``."""
    chosen: str | None
    """The same where it is decided; null while ``candidates`` are several and nobody told which."""
    source: str
    """`api`, `feed`, `page` (evidence), `config` (the setting) or `assumed` (nothing known: UTC)."""
    proved: bool
    """The present period is proved: which clock, not by which of its names the site calls it."""
    candidates: tuple[str, ...] = ()
    """Zones still possible today; each stands for its aliases and lookalikes."""
    aliases: tuple[str, ...] = ()
    """Other names of ``zone``'s clock, the same on every instant from 2000 to 2037."""
    lookalikes: tuple[str, ...] = ()
    """Zones that fit as well and differ in other years, or change in the same nights at another hour."""
    periods: tuple[ZonePeriod, ...] = ()
    """Oldest first, several where the site changed its zone; between them nothing is exact."""
    contradictions: tuple[Contradiction, ...] = ()
    """Evidence that does not fit."""
    counts: tuple[tuple[str, int], ...] = ()
    """Pieces of evidence by source, unusable ones among them."""
    first: str | None = None
    """Instant of the oldest usable pair (UTC)."""
    last: str | None = None
    """Instant of the newest usable pair (UTC)."""

    def proves(self, earliest: str, latest: str, local: str | None = None) -> bool:
        """Say whether the clock is proved from instant ``earliest`` to ``latest`` (UTC, `…Z`).

        ``local`` is the wall clock if the instants were computed from it.
        """
        return any(
            period.proved
            and period.first <= earliest
            and latest <= period.last
            and not any(doubt.covers(earliest, latest, local) for doubt in period.doubts)
            for period in self.periods
        )
