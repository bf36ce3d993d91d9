"""From the dates that a page states to instants: what is printed, what it means, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from quwa_archive.items import CommentItem
from quwa_archive.normalize.clock import read_utc, utc_text
from quwa_archive.normalize.clock_edges import settle_comments
from quwa_archive.normalize.dates import ReadDate, day_first_of, read_date
from quwa_archive.normalize.zones import ZoneFinding, apply
from quwa_archive.records import Instant


class Known(NamedTuple):
    """An instant that somebody states: ``utc`` is ISO ``…Z``, ``source`` is ``api`` or ``feed``."""

    utc: str
    source: str


_TESTIMONY = {"rest": "api", "feed": "feed"}


def stated_instant(
    raw: str, *, source: str, language: str | None, clock: ZoneFinding, captured_at: str
) -> Instant:
    """The instant of one date as stated by `source` (``json-ld``, ``meta``, ``rest``, ``feed``, ``url``, …).

    A statement in UTC is an instant whatever the site's zone is: WordPress and its plugins take it from
    ``post_date_gmt``.  Unreadable text comes back with nothing but its raw form.
    """
    read = read_date(raw, captured_at=captured_at, languages=languages_of(language))
    known = _utc(read) if read.offset_minutes == 0 and not read.relative else None
    return apply(clock, read, raw=raw, known_utc=known, known_source=_TESTIMONY.get(source, "page"))


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
) -> list[Instant]:
    """The instants of a thread's comments, in the order given; `captured_at` runs parallel to `comments`.

    `known` holds instants that the API or a feed states, by comment id: they win over arithmetic.  A machine
    time with an offset wins over the printed one where both say the same wall clock; whether a numeric date has
    its day first is read off the whole thread; in the repeated hour the order of ids settles what it can.
    """
    languages = languages_of(language)
    day_first = day_first_of(c.posted_raw for c in comments if c.posted_raw)
    instants = []
    for comment, captured in zip(comments, captured_at, strict=True):
        raw = comment.posted_raw or comment.posted_machine
        stated = known.get(comment.id)
        if raw is None:
            instants.append(
                apply(clock, None, known_utc=stated.utc, known_source=stated.source) if stated else Instant()
            )
            continue
        read = read_date(raw, captured_at=captured, languages=languages, day_first=day_first)
        if comment.posted_machine is not None:
            machine = read_date(comment.posted_machine, captured_at=captured)
            if machine.offset_minutes is not None and _agree(machine, read):
                read = machine
        if stated:
            wall = read if read.relative else ReadDate(read.local, None, read.precision)
            instant = apply(clock, wall, raw=raw, known_utc=stated.utc, known_source=stated.source)
            instant.precision = "second"  # that of the instant, which is finer than what is printed
            instants.append(instant)
        else:
            instants.append(apply(clock, read, raw=raw))
    if all(instant.certainty == "exact" for instant in instants):
        return instants
    return settle_comments([(c.id, instant) for c, instant in zip(comments, instants, strict=True)], clock)


def _agree(machine: ReadDate, printed: ReadDate) -> bool:
    """Whether a machine time says the same wall clock as the printed one, as far as that goes."""
    return printed.local is None or printed.relative or (machine.local or "").startswith(printed.local)


def _utc(read: ReadDate) -> str:
    sign = "-" if (read.offset_minutes or 0) < 0 else "+"
    hours, minutes = divmod(abs(read.offset_minutes or 0), 60)
    return utc_text(read_utc(f"{read.local}{sign}{hours:02}:{minutes:02}"))


def languages_of(language: str | None) -> list[str]:
    """Languages to read dates in: the page's own, then English, in which many themes print them all the same."""
    own = (language or "").replace("_", "-").split("-")[0].lower()
    return [own, "en"] if own and own != "en" else ["en"]
