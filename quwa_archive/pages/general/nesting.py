"""Which record stands in which, and the pings that carry no id."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages.general.record import DEPTH, PING, Record, says
from quwa_archive.pages.general.survey import Survey

Element = etree._Element

_ANSWERS = re.compile(
    r"children|replies|answers|nested|subcomment|sub-comment|child|indent|thread",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"level-?[1-9]|depth-?[2-9]|child|reply|answer", re.IGNORECASE)
_answering: dict[str, bool] = {}
_HOLDERS = frozenset({"li", "div", "article", "p", "tr", "dd"})
_BARE_PING = re.compile(r"(?:^|\s)(pingback|trackback|ping)(?:\s|$)")


def add_pings(seen: Survey, records: list[Record]) -> None:
    """Pings that carry no id: elements of class ``pingback`` or ``trackback`` that no record holds."""
    if not seen.pings:
        return
    known = {element for record in records for element in record.elements}
    found: list[Record] = []
    for element in seen.pings:
        if element in known or element.tag not in _HOLDERS:
            continue
        names = element.get("class") or ""
        match = _BARE_PING.search(names)
        if match is None:
            continue
        above = list(element.iterancestors())
        if any(
            node in known and node.tag == element.tag and PING.search(node.get("class") or "")
            for node in above
        ):
            continue
        if any(PING.search(node.get("class") or "") and node in {f.element for f in found} for node in above):
            continue
        holder = next((r for r in records if r.element in above), None)
        if holder is not None and holder.ping is not None:
            continue
        kind = "trackback" if match.group(1) == "trackback" else "pingback"
        found.append(Record(element, None, ping=kind, depth=_depth_of(names)))
    if found:
        records.extend(found)
        records.sort(key=lambda record: seen.order[record.element])


def _depth_of(names: str) -> int:
    match = DEPTH.search(names)
    return int(match.group(1)) if match else 0


def nest(records: list[Record]) -> None:
    """Sets the record around each: the one whose element, or the list after whose element, it stands in."""
    by_element = {record.element: record for record in records}
    for number, record in enumerate(records):
        record.number = number
        node: Element | None = record.element
        while node is not None and (above := node.getparent()) is not None:
            if above in by_element and by_element[above] is not record:
                record.parent = by_element[above]
                break
            if node is not record.element and (_holds_answers(node) or _holds_deeper(node, record)):
                before = node.getprevious()
                while before is not None and before not in by_element and not says(before):
                    before = before.getprevious()
                if before is not None and before in by_element:
                    record.parent = by_element[before]
                    break
            node = above


def _holds_deeper(element: Element, record: Record) -> bool:
    """Whether a box of comments holds one whose class says that it is an answer: `talk__item--level-1`."""
    return (
        "comments" in (element.get("class") or "").split()
        and _LEVEL.search(record.element.get("class") or "") is not None
    )


def _holds_answers(element: Element) -> bool:
    if element.tag in ("ol", "ul"):
        return True
    names = element.get("class")
    if not names:
        return False
    known = _answering.get(names)
    if known is None:
        known = _ANSWERS.search(names) is not None
        if len(_answering) < 10_000:
            _answering[names] = known
    return known
