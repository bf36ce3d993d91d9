"""Which records are pings, where no class says so, and what a ping says."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.items import PingItem
from quwa_archive.pages import text
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.datelike import find_date
from quwa_archive.pages.general.marks import COMMENT_LINK, is_chrome
from quwa_archive.pages.general.names import name_in
from quwa_archive.pages.general.parts import Anatomy

Element = etree._Element

_PING_TEXT = re.compile(
    r"^(ping|track)backs?\b\s*(?:from|by|von|de|di|da|par|van|od|от|av|fra|:|–|-)?(?=\W|$)", re.IGNORECASE
)
_BY_LINE = re.compile(
    r"^(ping|track)back (?:from|by|at|on|von|am|de|di|da|il|par|le|van|op|od|от|av|fra)\b", re.IGNORECASE
)
_HEADINGS = ("h2", "h3", "h4", "h5")
_LETTER = re.compile(r"[^\W\d_]")
_PING_HEADING = re.compile(r"ping|track-?backs?", re.IGNORECASE)


def mark_ping(anatomy: Anatomy) -> None:
    record = anatomy.record
    if record.ping is not None:
        return
    first = next((part.said for part in anatomy.parts if part.said and _LETTER.search(part.said)), "")
    if match := _PING_TEXT.match(first):
        record.ping = match.group(1).lower() + "back"
        return
    if kind := _said_behind(anatomy):
        record.ping = kind
        return
    above = record.element.getparent()
    names = f"{above.get('class') or ''} {above.get('id') or ''}" if above is not None else ""
    if (
        above is not None
        and above.tag in ("ol", "ul", "div")
        and _PING_HEADING.search(names)
        and "comment" not in names
    ):
        record.ping = "trackback" if "trackback" in names and "ping" not in names else "pingback"
    elif (
        above is not None
        and (heading := _heading_of(above)) is not None
        and _PING_HEADING.search(line := text.line_of(heading))
        and "omment" not in line
        and len(line) < 60
    ):
        record.ping = "trackback" if "ping" not in line.lower() else "pingback"


def _heading_of(records: Element) -> Element | None:
    """The heading of a list: before it, or the first item, where that says nothing else: a reader may be called Ping."""
    heading = records.getprevious()
    if heading is not None and heading.tag in _HEADINGS:
        return heading
    item = records[0]
    heading = item.find("*")
    if heading is None or heading.tag not in _HEADINGS or item.get("id") is not None:
        return None
    return heading if text.line_of(item) == text.line_of(heading) else None


def _said_behind(anatomy: Anatomy) -> str:
    """The kind of ping that a line behind the text says, as in `Trackback by <a>…</a> on May 3 @ <a href="#comment-3">…`."""
    for part in anatomy.parts:
        if (match := _BY_LINE.match(part.said)) and any(
            (own := COMMENT_LINK.search(link.get("href") or "")) is not None
            and int(own.group(1)) == anatomy.record.id
            and find_date(text.line_of(link), None) is not None
            for link in part.element.iter("a")
        ):
            return match.group(1).lower() + "back"
    return ""


def read_ping(document: Document, anatomy: Anatomy) -> PingItem:
    record = anatomy.record
    links = [
        part.element
        for part in anatomy.parts
        if part.element.tag == "a"
        and part.element.get("href")
        and not is_chrome(part.element)
        and "#" not in (part.element.get("href") or "")
    ]
    titled = next((link for link in links if text.line_of(link)), None)
    kind = record.ping or "pingback"
    if titled is not None:
        return PingItem(kind, name_in(titled), document.absolute(titled.get("href")), 0, record.id)
    said = " ".join(part.said for part in anatomy.parts if part.said)
    return PingItem(kind, _PING_TEXT.sub("", said).strip(" :"), None, 0, record.id)
