"""What one comment says: its author, its date, its text and the rest, from its parts and their roles."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from quwa_archive.items import CommentItem
from quwa_archive.pages import text
from quwa_archive.pages.document import Document
from quwa_archive.pages.general import wording
from quwa_archive.pages.general.byline import name_beside, name_round
from quwa_archive.pages.general.datelike import LONGEST, find_date
from quwa_archive.pages.general.marks import COMMENT_LINK, is_chrome, mark_of
from quwa_archive.pages.general.names import name_in
from quwa_archive.pages.general.parts import Anatomy, Key, Part
from quwa_archive.pages.general.record import Record
from quwa_archive.pages.general.roles import Roles

Element = etree._Element

_MACHINE = ("datetime", "content", "data-datetime", "data-time", "data-date", "data-timestamp", "title")


def read_comment(
    document: Document,
    anatomy: Anatomy,
    known: Roles,
    language: str | None,
    loose: Counter[str],
    behind: str,
) -> CommentItem:
    author, date, time = (
        author_of(anatomy, known),
        date_of(anatomy, known, language),
        part_of(anatomy, known.time),
    )
    record = anatomy.record
    assert record.id is not None
    item = CommentItem(
        id=record.id,
        author_name=name_in(author.element, known.label)
        if author is not None
        else name_before(date, language).removesuffix(behind),
        body_text="",
        body_html="",
        author_url=_author_url(document, author or _line_with_name(date), record),
        likes=_likes(part_of(anatomy, known.likes)),
        has_reply_link=any(part.chrome and _is_reply(part.element) for part in anatomy.parts),
    )
    item.posted_raw, item.posted_machine = _posted(date, time, anatomy, language)
    body = wording.text_element(anatomy, known, [author, date, time], loose)
    if body is not None:
        wording.strip(body, record.id)
        said = text.read(body, document.absolute)
        item.body_text, item.links = said.text, said.links
        item.body_html = text.inner_html(body, dirty=said.dirty)
    return item


def part_of(anatomy: Anatomy, keys: list[Key]) -> Part | None:
    """The first part of a record that has one of the keys."""
    return next((part for key in keys if (part := anatomy.by_key.get(key)) is not None), None)


def author_of(anatomy: Anatomy, known: Roles) -> Part | None:
    """The part that prints the author's name."""
    return part_of(anatomy, known.author)


def date_of(anatomy: Anatomy, known: Roles, language: str | None) -> Part | None:
    """The part that prints the day."""
    held = [part for key in known.date if (part := anatomy.by_key.get(key)) is not None]
    for part in held:
        for said in (part.said, text.line_of(part.element)):
            if (found := find_date(said, language)) and found.day:
                return part
    for part in anatomy.parts:
        # Elements without a steady class of their own share a key: `<p>Ali</p><p>May 3, 2012</p>`.
        if (
            part.key in known.date
            and part not in held
            and (found := find_date(part.said, language))
            and found.day
            and found.end - found.start > 0.6 * len(part.said)
        ):
            return part
    return next((part for part in held if part.element.tag == "time" or part.element.get("title")), None)


def name_before(date: Part | None, language: str | None) -> str:
    """`Ali on May 3, 2012`, `May 3, 2012 by Ali`: a name that shares its element with the date, or with a link of it."""
    line = _line_with_name(date)
    if line is None:
        return ""
    linked = _link_of_name(line.element)
    if linked is not None:
        return name_in(linked)
    return name_beside(text.line_of(line.element), language) or name_round(line.element, language)


def _link_of_name(element: Element) -> Element | None:
    """The link that a name in a line with other words is, where it is one."""
    for link in element.iter("a"):
        rel = (link.get("rel") or "").split()
        if not is_chrome(link) and ("external" in rel or "ugc" in rel or mark_of(link).url):
            return link
    return None


def _line_with_name(date: Part | None) -> Part | None:
    """The line that has a name beside its date, if the date stands in more than an element of its own."""
    return date if date is not None and date.said and len(date.said) < 2 * LONGEST else None


def _posted(
    date: Part | None, time: Part | None, anatomy: Anatomy, language: str | None
) -> tuple[str | None, str | None]:
    """Date and time as printed, without what stands round them, and what an attribute says for machines."""
    pieces = []
    if date is not None and time is None:
        time = _time_behind(date, anatomy, language)
    for part in (date, time):
        if part is not None:
            line = part.said if find_date(part.said, language) else text.line_of(part.element)
            if (found := find_date(line, language)) is not None:
                pieces.append(line[found.start : found.end])
            elif part.element.tag == "time" and len(line) < 60:
                pieces.append(line)
    return " ".join(pieces) or None, _machine(date, anatomy, language)


def _time_behind(date: Part, anatomy: Anatomy, language: str | None) -> Part | None:
    """`<span>May 3</span> <span>at 9:41</span>`: the next element of the same kind, where it says the time of that day."""
    found = find_date(date.said, language)
    if found is None or found.time or anatomy.by_key.get(date.key) is not date:
        return None
    following = anatomy.parts[anatomy.parts.index(date) + 1 :]
    other = next((part for part in following if part.said), None)
    if other is None or other.key[:-1] != date.key[:-1] or other.element.tag != date.element.tag:
        return None
    span = find_date(other.said, language)
    return other if span is not None and span.time and not span.day else None


def _machine(date: Part | None, anatomy: Anatomy, language: str | None) -> str | None:
    if date is None:
        return None
    near = [date.element, *date.element.iter("time", "abbr", "meta")]
    node = date.element.getparent()
    for _ in range(2):
        if node is None or node is anatomy.record.element:
            break
        near.append(node)
        node = node.getparent()
    for name in _MACHINE:
        for element in near:
            value = element.get(name)
            if (
                value
                and len(value) < 60
                and (found := find_date(value.replace("T", " "), language))
                and found.day
                and not found.relative
            ):
                return value
    return None


def _author_url(document: Document, author: Part | None, record: Record) -> str | None:
    if author is None:
        return None
    links = [author.element] if author.element.tag == "a" else list(author.element.iter("a"))
    if not links:
        node = author.element.getparent()
        while node is not None and node is not record.element:
            if node.tag == "a":
                links = [node]
                break
            node = node.getparent()
    for link in links:
        if is_chrome(link):
            continue
        if not COMMENT_LINK.search(link.get("href") or ""):
            return document.absolute(link.get("href"))
    return None


def _likes(part: Part | None) -> int | None:
    if part is None:
        return None
    raw = part.element.get("data-likes") or part.said
    digits = re.sub(r"[^\d]", "", raw)
    return int(digits) if digits else None


def _is_reply(element: Element) -> bool:
    if element.tag not in ("a", "button", "span", "div"):
        return False
    return (
        "replytocom=" in (element.get("href") or "")
        or (element.get("data-commentid") is not None and element.get("data-postid") is not None)
        or "moveForm" in (element.get("onclick") or "")
        or any(
            name in ("comment-reply-link", "comment-reply-login", "wpd-reply-button")
            for name in (element.get("class") or "").split()
        )
    )
