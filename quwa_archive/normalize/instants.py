"""From the dates that a page states to instants: what is printed, what it means, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from quwa_archive.items import CommentItem, DateItem
from quwa_archive.normalize.clock import read_utc, utc_text
from quwa_archive.normalize.clock_edges import settle_comments
from quwa_archive.normalize.dates import ReadDate, read_date
from quwa_archive.normalize.day_order import Stamp, day_first_on, is_open
from quwa_archive.normalize.machine_times import AGREES, judge, read_machine, same_for_all, wall_clock
from quwa_archive.normalize.short_years import full_years
from quwa_archive.normalize.translation import language_of_words
from quwa_archive.normalize.zones import ZoneFinding, apply
from quwa_archive.records import Instant


class Known(NamedTuple):
    """An instant that somebody states: ``utc`` is ISO ``…Z``, ``source`` is ``api`` or ``feed``."""

    utc: str
    source: str


_TESTIMONY = {"rest": "api", "feed": "feed"}


def stated_instant(
    raw: str,
    *,
    source: str,
    language: str | None,
    clock: ZoneFinding,
    captured_at: str,
    day_first: bool | None = None,
) -> Instant:
    """The instant of one date as stated by `source` (``json-ld``, ``meta``, ``rest``, ``feed``, ``url``, …).

    A statement in UTC is an instant whatever the site's zone is: WordPress and its plugins take it from
    ``post_date_gmt``.  ``day_first`` is what the whole page says of numeric dates (`day_first_of_page`).  Unreadable
    text comes back with nothing but its raw form.
    """
    languages = languages_of(language)
    if source == "printed":
        languages = languages_of_dates(language, [raw], captured_at=captured_at)
    read = read_date(raw, captured_at=captured_at, languages=languages, day_first=day_first)
    if read.local is None and day_first is None and is_open(raw):
        return _either(raw, clock, captured_at, languages)
    known = _utc(read) if read.offset_minutes == 0 and not read.relative else None
    if known and source == "time":
        return _perhaps_utc(raw, read, known, clock)
    return apply(clock, read, raw=raw, known_utc=known, known_source=_TESTIMONY.get(source, "page"))


def _perhaps_utc(raw: str, read: ReadDate, utc: str, clock: ZoneFinding) -> Instant:
    """A `time[datetime]` with `+00:00` and no printed time beside it: the wall clock, or indeed UTC.

    Most themes print the site's wall clock there, and WordPress before 5.3 put `+00:00` behind it in every zone.
    """
    wall = apply(clock, ReadDate(read.local, None, read.precision), raw=raw)
    stated = apply(clock, read, raw=raw, known_utc=utc, known_source="page")
    if wall.at == stated.at:
        return stated
    wall.earliest = min(wall.earliest or utc, utc)
    wall.latest = max(wall.latest or utc, utc)
    wall.certainty = "assumed"
    return wall


def stated_utc(raw: str | None, *, captured_at: str) -> str | None:
    """A date that a machine states, as UTC (``…Z``), or as a bare day; None where it is neither."""
    if raw is None:
        return None
    read = read_date(raw, captured_at=captured_at)
    if read.local is None or read.relative:
        return None
    if read.offset_minutes is None:
        return read.local if read.precision == "day" else None
    return _utc(read)


def comment_instants(
    comments: Sequence[CommentItem],
    *,
    language: str | None,
    clock: ZoneFinding,
    captured_at: Sequence[str],
    known: Mapping[int, Known] = MappingProxyType({}),
    dates: Sequence[DateItem] = (),
) -> list[Instant]:
    """The instants of a thread's comments, in the order given; `captured_at` runs parallel to `comments`.

    `known` holds instants that the API or a feed states, by comment id: they win over arithmetic.  A machine
    time wins over the printed one where it says the same, only finer (`machine_times`); whether a numeric date
    has its day first is read off the whole page, of which `dates` are the article's own; where the page does not
    say, a date that can mean two days has the precision `year`, is `assumed`, and reaches from the earlier day to
    the later.  In the repeated hour the order of ids settles what it can.
    """
    if not comments:
        return []
    latest = max(captured_at)
    printed = [c.posted_raw for c in comments if c.posted_raw]
    languages = languages_of_dates(language, printed, captured_at=latest)
    years = full_years([(c.id, c.posted_raw) for c in comments if c.posted_raw], latest)
    day_first = day_first_of_page(comments, dates, language=language, captured_at=latest)
    shared = same_for_all([c.posted_raw for c in comments], [c.posted_machine for c in comments])
    instants = []
    for comment, captured in zip(comments, captured_at, strict=True):
        raw = comment.posted_raw or comment.posted_machine
        stated = known.get(comment.id)
        if raw is None:
            instants.append(
                apply(clock, None, known_utc=stated.utc, known_source=stated.source) if stated else Instant()
            )
            continue
        said = years.get(raw, raw)
        read = read_date(said, captured_at=captured, languages=languages, day_first=day_first)
        if comment.posted_machine is not None and not shared:
            machine = read_machine(
                comment.posted_machine, captured_at=captured, languages=languages, day_first=day_first
            )
            if judge(machine, read) == AGREES:
                read = wall_clock(machine, read)
        if stated:
            wall = read if read.relative else ReadDate(read.local, None, read.precision)
            instant = apply(clock, wall, raw=raw, known_utc=stated.utc, known_source=stated.source)
            instant.precision = "second"  # that of the instant, which is finer than what is printed
            instants.append(instant)
        elif read.local is None and day_first is None and is_open(said):
            instants.append(replace(_either(said, clock, captured, languages), raw=raw))
        else:
            instants.append(apply(clock, read, raw=raw))
    if all(instant.certainty == "exact" for instant in instants):
        return instants
    return settle_comments([(c.id, instant) for c, instant in zip(comments, instants, strict=True)], clock)


def day_first_of_page(
    comments: Sequence[CommentItem], dates: Sequence[DateItem], *, language: str | None, captured_at: str
) -> bool | None:
    """What numeric dates mean on a page, by its comments and the article's own dates; ``None``: it does not say."""
    raws: list[tuple[str, int | None, str | None]]
    raws = [(c.posted_raw, c.id, c.posted_machine) for c in comments if c.posted_raw]
    raws += [(d.raw, None, None) for d in dates if d.source == "printed"]
    if not any("/" in raw or "-" in raw for raw, _, _ in raws):
        return None
    years = full_years([(id_, raw) for raw, id_, _ in raws], captured_at)
    raws = [(years.get(raw, raw), id_, machine) for raw, id_, machine in raws]
    published = next((d.raw for d in dates if d.kind == "published" and d.source != "printed"), None)
    stamps = []
    for raw, id_, machine in raws:
        beside = published if id_ is None else machine
        read = read_machine(beside, captured_at=captured_at) if beside and is_open(raw) else None
        stamps.append(Stamp(raw, id_, read))
    return day_first_on(stamps, captured_at=captured_at, languages=languages_of(language))


def _either(raw: str, clock: ZoneFinding, captured_at: str, languages: Sequence[str]) -> Instant:
    """A date that can mean two days of one year, and nobody knows which."""
    readings = [
        apply(clock, read, raw=raw)
        for order in (True, False)
        if (read := read_date(raw, captured_at=captured_at, languages=languages, day_first=order)).local
    ]
    if len(readings) < 2:
        return Instant(raw=raw)
    return Instant(
        raw=raw,
        local=(readings[0].local or "")[:4],
        earliest=min(reading.earliest or "" for reading in readings),
        latest=max(reading.latest or "" for reading in readings),
        precision="year",
        certainty="assumed",
        zone_source=readings[0].zone_source,
    )


def _utc(read: ReadDate) -> str:
    sign = "-" if (read.offset_minutes or 0) < 0 else "+"
    hours, minutes = divmod(abs(read.offset_minutes or 0), 60)
    return utc_text(read_utc(f"{read.local}{sign}{hours:02}:{minutes:02}"))


def languages_of_dates(language: str | None, raws: Sequence[str], *, captured_at: str) -> list[str]:
    """Languages to read the dates of one page in: `languages_of`, and where they do not read them, what the words say.

    Many a page does not name its language, and many a theme says `en` on pages of any.
    """
    languages = languages_of(language)
    worded = [raw for raw in raws if any(char.isalpha() for char in raw)]
    if not worded or read_date(worded[0], captured_at=captured_at, languages=languages).local is not None:
        return languages
    told = language_of_words(worded)
    return [*languages, told] if told is not None else languages


def languages_of(language: str | None) -> list[str]:
    """Languages to read dates in: the page's own, then English, in which many themes print them all the same."""
    own = (language or "").replace("_", "-").split("-")[0].lower()
    return [own, "en"] if own and own != "en" else ["en"]
