"""Which part of a record prints its date, and which the time of day, inferred from all records together."""

from __future__ import annotations

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.general.datelike import Span, find_date
from quwa_archive.pages.general.parts import Anatomy, Key, Part

Element = etree._Element


def find_moments(
    sample: list[Anatomy], by_key: dict[Key, list[tuple[int, Part]]], language: str | None
) -> tuple[list[Key], list[Key]]:
    """The keys of the parts that print dates, the surest first, and of those that print a time of day alone."""
    scored: list[tuple[float, Key, bool, bool]] = []
    for key, held in by_key.items():
        spans: dict[int, Span] = {}
        hints = 0.0
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
            hints += _hints(part) + (1 if covers > 0.8 else -2 if covers < 0.35 else 0)
        if spans:
            days = sum(span.day for span in spans.values())
            times = sum(span.time for span in spans.values())
            score = 10 * len(spans) / len(sample) + hints / len(spans)
            scored.append((score, key, days * 2 > len(spans), times * 2 > len(spans)))
    scored.sort(key=lambda entry: (-entry[0], len(entry[1])))
    return _chosen(scored, sample, by_key, language)


def _chosen(
    scored: list[tuple[float, Key, bool, bool]],
    sample: list[Anatomy],
    by_key: dict[Key, list[tuple[int, Part]]],
    language: str | None,
) -> tuple[list[Key], list[Key]]:
    dates: list[Key] = []
    times: list[Key] = []
    for score, key, has_day, has_time in scored:
        if has_day and (not dates or score > 8):
            if not dates and not has_time:
                times = [other for points, other, day, _ in scored if not day and points > 7][:1]
            dates.append(key)
    dates = dates[:4] or _spread(sample, by_key, language)
    if not dates:
        times = [key for _, key, has_day, _ in scored if not has_day][:1]
    return dates, times


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
