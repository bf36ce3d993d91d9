"""From records and roles to comments and pings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import CommentItem, PingItem
from quwa_archive.pages import text
from quwa_archive.pages.comments import Thread
from quwa_archive.pages.document import Document
from quwa_archive.pages.general import parts, roles, wording
from quwa_archive.pages.general.authors import name_in
from quwa_archive.pages.general.byline import name_beside
from quwa_archive.pages.general.datelike import LONGEST, find_date
from quwa_archive.pages.general.marks import is_chrome, mark_of
from quwa_archive.pages.general.parts import Anatomy, Key, Part
from quwa_archive.pages.general.record import Record
from quwa_archive.pages.general.records import find_records
from quwa_archive.pages.general.roles import Roles
from quwa_archive.pages.general.signs import ID, REPLY, find_signs
from quwa_archive.pages.general.survey import Survey, survey

Element = etree._Element

_PING_TEXT = re.compile(
    r"^(ping|track)backs?\b\s*(?:from|by|von|de|di|da|par|van|od|от|av|fra|:|–|-)?(?=\W|$)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_PING_HEADING = re.compile(r"ping|track-?backs?", re.IGNORECASE)
_MACHINE = ("datetime", "content", "data-datetime", "data-time", "data-date", "data-timestamp", "title")


@dataclass(slots=True)
class Found:
    """What was found of the discussion: the records, what they are made of, and their roles."""

    seen: Survey
    records: list[Record] = field(default_factory=list)
    anatomies: list[Anatomy] = field(default_factory=list)
    roles: Roles = field(default_factory=Roles)
    other_roles: dict[int, Roles] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    signed: list[Element] = field(default_factory=list)

    def roles_of(self, number: int) -> Roles:
        """The roles of one record: those of most, or its own where it has another shape."""
        return self.other_roles.get(number, self.roles)

    @property
    def elements(self) -> set[Element]:
        """The elements of all records."""
        return {element for record in self.records for element in record.elements}


def find_thread(document: Document, language: str | None, known: Roles | None = None) -> Found:
    """Finds comments and pings and infers what is what in them; ``known`` roles are taken as they are."""
    seen = survey(document)
    signs = find_signs(document, seen)
    found = Found(seen, find_records(seen, signs), signed=[sign.element for sign in signs])
    starts = found.elements
    if (form := document.by_id("respond")) is not None:
        starts.add(form)
    found.anatomies = [parts.dissect(record, starts) for record in found.records]
    ids = {record.id for record in found.records}
    named = {
        sign.element: sign.id for sign in signs if sign.kind == REPLY or (sign.kind == ID and sign.id in ids)
    }
    for anatomy in found.anatomies:
        within = {named.get(part.element, anatomy.record.id) for part in anatomy.parts}
        anatomy.record.other_ids = len(within - {anatomy.record.id})
    for anatomy in found.anatomies:
        _mark_ping(anatomy)
    found.pending = {n for n, anatomy in enumerate(found.anatomies) if roles.is_pending(anatomy)}
    shown = [a for n, a in enumerate(found.anatomies) if a.record.ping is None and n not in found.pending]
    if known is not None:
        found.roles = known
    else:
        for shape in _shapes(shown):
            inferred = roles.infer_roles(shape, language)
            if len(shape) * 2 > len(shown):
                found.roles = inferred
            else:
                found.other_roles.update((anatomy.record.number, inferred) for anatomy in shape)
        odd = [a for a in shown if not _fits(a, found.roles_of(a.record.number), language)]
        if odd and len(odd) < len(shown):
            others = roles.infer_roles(odd, language)
            found.other_roles.update((anatomy.record.number, others) for anatomy in odd)
    return found


_TEXT_TAGS = frozenset(
    {"p", "ul", "ol", "blockquote", "pre", "br", "em", "strong", "a", "i", "b", "code", "hr"}
)


def _shapes(anatomies: list[Anatomy]) -> list[list[Anatomy]]:
    """Records that have nothing in common at their first level are of different shapes; usually all are of one."""
    shapes: list[tuple[set[Key], list[Anatomy]]] = []
    for anatomy in anatomies:
        outer: set[Key] = {
            part.key for part in anatomy.parts if len(part.key) == 1 and part.key[0] not in _TEXT_TAGS
        }
        for keys, members in shapes:
            if not outer or not keys or keys & outer:
                keys |= outer
                members.append(anatomy)
                break
        else:
            shapes.append((outer, [anatomy]))
    return [members for _, members in shapes]


def _fits(anatomy: Anatomy, known: Roles, language: str | None) -> bool:
    """Whether a record has its author, its date and a place for its text where most have theirs."""
    return (
        (not known.author or author_of(anatomy, known) is not None)
        and (not known.date or date_of(anatomy, known, language) is not None)
        and (known.bare is not None or part_of(anatomy, known.text) is not None)
    )


def _mark_ping(anatomy: Anatomy) -> None:
    record = anatomy.record
    if record.ping is not None:
        return
    first = next((part.said for part in anatomy.parts if part.said and _LETTER.search(part.said)), "")
    if match := _PING_TEXT.match(first):
        record.ping = match.group(1).lower() + "back"
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
        (
            above is not None
            and (heading := above.getprevious()) is not None
            and heading.tag in ("h2", "h3", "h4", "h5")
        )
        and _PING_HEADING.search(line := text.line_of(heading))
        and "omment" not in line
        and len(line) < 60
    ):
        record.ping = "trackback" if "ping" not in line.lower() else "pingback"


def read_found(document: Document, found: Found, language: str | None) -> Thread:
    """The comments and pings; takes what is no comment's text out of the tree."""
    thread = Thread()
    depths, parents = _nesting(found)
    read: dict[int, CommentItem | PingItem | None] = {}
    shown = [a for n, a in enumerate(found.anatomies) if a.record.ping is None and n not in found.pending]
    loose = wording.steady_texts(shown, found.roles.bare)
    behind = _words_behind_names(found, language)
    # Answers first: they are taken out of what they answer, should they stand in its text.
    for number in range(len(found.records) - 1, -1, -1):
        anatomy, record = found.anatomies[number], found.records[number]
        if number in found.pending:
            read[number] = None
        elif record.ping is not None:
            read[number] = _ping(document, anatomy)
        elif record.id is not None:
            item = _comment(document, anatomy, found.roles_of(number), language, loose, behind)
            item.depth, item.parent_id = depths[number], parents[number]
            read[number] = item
    for number in range(len(found.records)):
        entry = read.get(number)
        if isinstance(entry, CommentItem):
            entry.position = len(thread.comments)
            thread.comments.append(entry)
        elif isinstance(entry, PingItem):
            entry.position = len(thread.pings)
            thread.pings.append(entry)
    return thread


def _nesting(found: Found) -> tuple[list[int], list[int | None]]:
    """Depth and parent of each record: by the depth its class states, else by the record it stands in."""
    depths: list[int] = []
    parents: list[int | None] = []
    latest: dict[int, int | None] = {}
    stated = {record.depth for record in found.records if record.depth}
    by_class = len(stated) > 1 or not any(record.parent for record in found.records)
    if sum(record.depth > 0 for record in found.records) < 0.8 * len(found.records):
        by_class = False  # a class that only some have says how deep they are, not whom they answer
    known = {record.id: number for number, record in enumerate(found.records) if record.id}
    for record in found.records:
        depth = record.depth if by_class else 0
        above = record.parent
        if (
            record.stated_parent is not None
            and record.stated_parent in known
            and known[record.stated_parent] < len(depths)
        ):
            depth = depth or depths[known[record.stated_parent]] + 1
            parent: int | None = record.stated_parent
        elif depth:
            parent = latest.get(depth - 1)
        else:
            depth = depths[above.number] + 1 if above is not None and above.number < len(depths) else 1
            parent = above.id if above is not None else None
        depths.append(depth)
        parents.append(parent)
        latest[depth] = record.id
    return depths, parents


def part_of(anatomy: Anatomy, keys: list[Key]) -> Part | None:
    """The first part of a record that has one of the keys."""
    return next((part for key in keys if (part := anatomy.by_key.get(key)) is not None), None)


def _comment(
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
        else _name_before(date, language).removesuffix(behind),
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
    return next((part for part in held if part.element.tag == "time" or part.element.get("title")), None)


def _name_before(date: Part | None, language: str | None) -> str:
    """`Ali on May 3, 2012`, `May 3, 2012 by Ali`: a name that shares its element with the date."""
    line = _line_with_name(date)
    if line is None:
        return ""
    linked = _link_of_name(line.element)
    return name_in(linked) if linked is not None else name_beside(text.line_of(line.element), language)


def _words_behind_names(found: Found, language: str | None) -> str:
    """What a theme says behind every name that is no element of its own, as in `Ali left this comment at 3:05`.

    It begins with a space; ``""`` where fewer than two different names tell it.
    """
    lines = set()
    for number, anatomy in enumerate(found.anatomies):
        known = found.roles_of(number)
        if anatomy.record.ping is None and author_of(anatomy, known) is None:
            lines.add(_name_before(date_of(anatomy, known, language), language))
    words = [line.split(" ") for line in lines if line]
    if len(words) < 2:
        return ""
    count = 0
    while all(len(line) > count + 1 for line in words) and len({line[-1 - count] for line in words}) == 1:
        count += 1
    return " " + " ".join(words[0][-count:]) if count else ""


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
        if not re.search(r"#(?:[a-z]+-)*comment-?\d+$", link.get("href") or ""):
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


def _ping(document: Document, anatomy: Anatomy) -> PingItem:
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
