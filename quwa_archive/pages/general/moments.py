"""Which part of a record prints its date, and which the time of day, inferred from all records together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.general.datelike import Span, find_date
from quwa_archive.pages.general.parts import Anatomy, Key, Part

Element = etree._Element

_LIKELY, _SURE = 7, 8
"""Scores of parts that print times or dates in most records, and in (nearly) all."""


@dataclass(slots=True)
class Moment:
    """A part that prints dates: whether they have days, times of day, are all that it says (``alone``), are told to machines."""

    score: float
    key: Key
    day: bool
    time: bool
    alone: bool
    machine: bool


def find_moments(
    sample: list[Anatomy], by_key: dict[Key, list[tuple[int, Part]]], language: str | None
) -> tuple[list[Key], list[Key]]:
    """The keys of the parts that print dates, the surest first, and of those that print a time of day alone."""
    scored: list[Moment] = []
    for key, held in by_key.items():
        spans: dict[int, Span] = {}
        hints = 0.0
        alone = 0
        for number, part in held:
            if number in spans:
                continue
            found = find_date(part.said, language) if part.said else None
            if found is None and (part.element.tag == "time" or part.element.get("datetime")):
                found = find_date(text.line_of(part.element), language)
            if found is None and (title := part.element.get("title")):
                found = find_date(title, language)  # a sign with the date for whoever points at it
                hints -= 2
            if found is None:
                continue
            spans[number] = found
            covers = (found.end - found.start) / max(1, len(part.said))
            alone += covers > 0.8 and bool(part.said)
            hints += _hints(part) + (1 if covers > 0.8 else -2 if covers < 0.35 else 0)
        if spans:
            days = sum(span.day for span in spans.values())
            times = sum(span.time for span in spans.values())
            score = 10 * len(spans) / len(sample) + hints / len(spans)
            scored.append(
                Moment(
                    score,
                    key,
                    day=days * 2 > len(spans),
                    time=times * 2 > len(spans),
                    alone=alone == len(spans),
                    machine=any(_is_stamped(part.element) for _, part in held),
                )
            )
    scored.sort(key=lambda moment: (-moment.score, len(moment.key)))
    return _chosen(scored, sample, by_key, language)


def _chosen(
    scored: list[Moment],
    sample: list[Anatomy],
    by_key: dict[Key, list[tuple[int, Part]]],
    language: str | None,
) -> tuple[list[Key], list[Key]]:
    days = [moment for moment in scored if moment.day]
    times = [moment.key for moment in scored if not moment.day]
    if not days:
        spread = _spread(sample, by_key, language)
        return spread, [] if spread else times[:1]
    times = [moment.key for moment in scored if not moment.day and moment.score > _LIKELY][:1]
    first = days[0]
    if not first.time and not first.machine and not times:
        # Of two that say the same, the one that says the time of day, too: `March 9`, and `March 9 at 8:01 am`.
        fuller = (moment for moment in days[1:] if moment.time and moment.alone and moment.score > _SURE)
        first = next(fuller, first)
    others = (moment.key for moment in days if moment is not first and moment.score > _SURE)
    return [first.key, *others][:4], [] if first.time else times


def dates_alone(
    keys: Sequence[Key], by_key: dict[Key, list[tuple[int, Part]]], language: str | None
) -> list[Key]:
    """Those of these keys whose parts say a date and nothing else: they are no text, wherever they stand."""
    return [key for key in keys if all(is_date(part.said, language) for _, part in by_key.get(key, ()))]


def is_date(said: str, language: str | None) -> bool:
    """Whether a line says no more than a date."""
    found = find_date(said, language) if said else None
    return found is not None and found.day and found.end - found.start > 0.7 * len(said)


def _spread(
    sample: list[Anatomy], by_key: dict[Key, list[tuple[int, Part]]], language: str | None
) -> list[Key]:
    """Dates printed in pieces, a span for each: the smallest part whose whole line is one in most records."""
    found: list[tuple[int, Key]] = []
    for key, held in by_key.items():
        holders = {
            number
            for number, part in held
            if len(part.element)
            and len(line := text.line_of(part.element)) < 60
            and (span := find_date(line, language))
            and span.day
        }
        if len(holders) * 2 > len(sample):
            found.append((-len(key), key))
    return [key for _, key in sorted(found)][:1]


def _is_stamped(element: Element) -> bool:
    return element.get("datetime") is not None or any(
        above.get("datetime") is not None for above in (element.getparent(), *element) if above is not None
    )


def _hints(part: Part) -> float:
    element, mark = part.element, part.mark
    score = 4.0 if element.tag == "time" or element.get("datetime") else 0.0
    if mark.date:
        score += 2
    node: Element | None = element
    for _ in range(3):
        if node is None:
            break
        if node.tag == "a" and "omment" in (node.get("href") or ""):
            score += 2
        node = node.getparent()
    if element.tag in ("p", "blockquote") and not element.get("class"):
        score -= 3
    if mark.text:
        score -= 4
    return score
