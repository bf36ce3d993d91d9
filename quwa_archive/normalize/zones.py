"""From a printed time to the record of it: the instants it can mean, and how sure that is.

`exact` is claimed only where the clock is proved: the time lies between two pieces of independent evidence, one
clock is left, every zone that is still possible gives the same instant, and no stray pair casts doubt on it.
Everything else is `assumed`, with the best reading in `at` and what it can mean in `earliest` and `latest`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from quwa_archive.normalize.clock import (
    Span,
    Zone,
    instants,
    local_text,
    offset_at,
    precision_of,
    read_utc,
    utc_text,
    wall_offset,
    zone_named,
)
from quwa_archive.normalize.formats import ReadDate
from quwa_archive.normalize.zone_evidence import infer_zone
from quwa_archive.normalize.zone_finding import OPEN_END, ClockPair, Contradiction, ZoneFinding, ZonePeriod
from quwa_archive.records import Instant

__all__ = [
    "ClockPair",
    "Contradiction",
    "Span",
    "Zone",
    "ZoneFinding",
    "ZonePeriod",
    "apply",
    "infer_zone",
    "instants",
    "zone_named",
]

_MOMENTS = ("minute", "second")
_ONE = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}
_MINUTE = timedelta(minutes=1)
_FARTHEST_EAST, _FARTHEST_WEST = timedelta(hours=14), timedelta(hours=12)


def apply(
    finding: ZoneFinding,
    read: ReadDate | str | None,
    *,
    raw: str | None = None,
    precision: str | None = None,
    known_utc: str | None = None,
    known_source: str = "api",
) -> Instant:
    """Decide what one printed time means.

    ``read`` is what `dates.read_date` made of the printed text ``raw``, or a bare wall clock, whose ``precision``
    is that of its length unless given.  ``known_utc`` is the instant of the same thing as the API (`date_gmt`) or a feed (`pubDate`) states it: it wins over
    arithmetic, and ``known_source`` says which of the two it was; unreadable ones (`0000-00-00`) are passed over.
    If it and the wall clock are apart by what no zone keeps, one of them is broken: `assumed`.

    An offset printed with the time is taken at its word where the evidence confirms it.  WordPress prints old
    times with the offset of the zone it keeps today; where the evidence shows that, the wall clock is read in
    the zone of its own time.  Offset 0 is a statement in UTC; ``local`` is then the site's wall clock.
    Relative text is `assumed`, from one unit before to one after.

    A skipped hour is `nonexistent` and a repeated one `ambiguous` wherever all possible zones agree on that, also
    under a zone that is not proved.  Days, months and years have no ``at``.  With nothing known of the zone
    (`assumed` UTC) a time can mean anything from UTC+14 to UTC-12.  Raises `ValueError` for a ``read`` that
    is no ISO wall clock.
    """
    if isinstance(read, str):
        read = ReadDate(read, None, precision or precision_of(read))
    known = _moment(known_utc)
    if known is not None:
        return _known(finding, read, raw, known, known_source)
    if read is None or read.local is None or read.precision is None:
        return Instant(raw=raw)
    found = Instant(raw=raw, local=read.local, precision=read.precision)
    if read.relative:
        return _relative(finding, read.local, read.precision, found)
    if read.offset_minutes is not None:
        return _stated(finding, read.local, read.precision, read.offset_minutes, found)
    return _by_zone(finding, read.local, read.precision, found)


def _moment(utc: str | None) -> datetime | None:
    """Read an instant; a bare date or a row of zeros is none."""
    try:
        return read_utc(utc) if utc and len(utc) > 10 else None
    except ValueError:
        return None


def _known(
    finding: ZoneFinding, read: ReadDate | None, raw: str | None, known: datetime, source: str
) -> Instant:
    at = utc_text(known)
    found = Instant(raw=raw, at=at, earliest=at, latest=at, certainty="exact", zone_source=source)
    local = read.local if read and not read.relative and read.offset_minutes is None else None
    if read is None or local is None:
        found.precision = read.precision if read and read.precision in _MOMENTS else "second"
        if finding.source != "assumed":
            found.local = local_text(at, _zone_at(finding, at), found.precision)
        return found
    found.local, found.precision = local, read.precision
    if read.precision in _MOMENTS:
        known = (
            known.replace(microsecond=0)
            if read.precision == "second"
            else known.replace(second=0, microsecond=0)
        )
        offset, rest = divmod(datetime.fromisoformat(local) - known, _MINUTE)
        if rest or offset % 15 or not -_FARTHEST_WEST <= offset * _MINUTE <= _FARTHEST_EAST:
            found.certainty = "assumed"
    return found


def _by_zone(finding: ZoneFinding, local: str, precision: str, found: Instant) -> Instant:
    """Read a wall clock in the zone of its time."""
    readings = [
        [instants(local, zone_named(name), precision) for name in period.within] for period in finding.periods
    ]
    for number, period in enumerate(finding.periods):
        earliest, latest = _reach(readings[number])
        if not (period.first <= earliest and latest <= period.last):
            continue
        others = _rivals(finding.periods, readings, number)
        proved = not others and finding.proves(earliest, latest, local)
        return _verdict(readings[number] + others, precision, period.source, found, proved=proved)
    near = _near(finding, instants(local, zone_named(finding.zone), precision))
    names = dict.fromkeys(name for period in near for name in (period.zone, *period.possible))
    spans = [instants(local, zone_named(name), precision) for name in names or (finding.zone,)]
    source = near[0].source if near else finding.source
    found = _verdict(spans, precision, source, found, proved=False)
    if source == "assumed":
        found.earliest = utc_text(read_utc(found.earliest or "") - _FARTHEST_EAST)
        found.latest = utc_text(read_utc(found.latest or "") + _FARTHEST_WEST)
    return found


def _rivals(periods: Sequence[ZonePeriod], readings: Sequence[list[Span]], number: int) -> list[Span]:
    """Return the readings by which the same wall clock lies in, or on the way to, another period.

    A site that moves its clock west by ten hours prints the last ten hours of its old clock twice.
    """
    found = []
    for other, spans in enumerate(readings):
        after = periods[other - 1].last if other else ""
        before = periods[other + 1].first if other + 1 < len(periods) else OPEN_END
        if other != number:
            found += [span for span in spans if after < span.latest and span.earliest < before]
    return found


def _verdict(spans: Sequence[Span], precision: str, source: str, found: Instant, *, proved: bool) -> Instant:
    """Sum up the readings of all zones that are possible; the first is the one that the arithmetic uses.

    An hour that is repeated in the first zone stays `ambiguous` if the others give one of its two instants.
    """
    first = spans[0]
    if first.certainty == "ambiguous":
        agreed = all({span.earliest, span.latest} <= {first.earliest, first.latest} for span in spans)
    else:
        agreed = all(span == first for span in spans) and (proved or first.certainty == "nonexistent")
    found.at = None if precision in ("day", "month", "year") else first.at
    found.earliest, found.latest = _reach(spans)
    found.certainty = first.certainty if agreed else "assumed"
    found.zone_source = source
    return found


def _reach(spans: Sequence[Span]) -> tuple[str, str]:
    return min(span.earliest for span in spans), max(span.latest for span in spans)


def _near(finding: ZoneFinding, span: Span) -> list[ZonePeriod]:
    """Return the periods before and after a time that lies in none."""
    before = [period for period in finding.periods if period.first <= span.earliest][-1:]
    after = [period for period in finding.periods if period.last >= span.latest][:1]
    return before + [period for period in after if period not in before]


def _zone_at(finding: ZoneFinding, at: str) -> Zone:
    near = _near(finding, Span(at, at, "exact"))
    return zone_named(near[0].zone if near else finding.zone)


def _relative(finding: ZoneFinding, local: str, precision: str, found: Instant) -> Instant:
    """Place text such as `3 hours ago`, whose ``local`` is UTC."""
    span = instants(local, zone_named("UTC"), "minute" if precision == "hour" else precision)
    found.earliest = utc_text(read_utc(span.earliest) - _ONE[precision])
    found.latest = utc_text(read_utc(span.latest) + _ONE[precision])
    found.certainty, found.zone_source = "assumed", "page"
    if precision not in ("day", "month", "year"):
        found.at = span.at
        found.local = local_text(span.at, _zone_at(finding, span.at), precision)
    return found


def _stated(finding: ZoneFinding, local: str, precision: str, offset: int, found: Instant) -> Instant:
    """Read a wall clock that was printed with an offset (minutes east)."""
    wall = datetime.fromisoformat(local)
    at = utc_text(wall - offset * _MINUTE)
    zone = _zone_at(finding, at)
    if offset != 0 and precision in _MOMENTS and instants(local, zone).certainty == "ambiguous":
        # WordPress computes the offset from the wall clock, always the first of the two readings.
        return _by_zone(finding, local, precision, found)
    kept = offset_at(zone, read_utc(at))
    if offset != kept and len(finding.periods) > 1:
        today = wall_offset(zone_named(finding.zone), wall)
        if today == offset * _MINUTE:
            return _by_zone(finding, local, precision, found)
    if offset == 0 and kept != 0 and finding.source != "assumed":
        found.local = local_text(at, zone, precision)
    sure = precision in _MOMENTS and offset in (0, kept) and finding.proves(at, at) and _agreed(finding, at)
    found.at, found.earliest, found.latest = at, at, at
    if precision == "hour":
        found.latest = utc_text(read_utc(at) + _ONE["hour"] - _ONE["second"])
    found.certainty, found.zone_source = ("exact" if sure else "assumed"), "page"
    return found


def _agreed(finding: ZoneFinding, at: str) -> bool:
    """Say whether all zones that are possible at an instant show the same offset there."""
    return all(
        len({offset_at(zone_named(name), read_utc(at)) for name in period.within}) == 1
        for period in finding.periods
        if period.first <= at <= period.last
    )
