"""From records and roles to comments and pings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import CommentItem, PingItem
from quwa_archive.pages.comments import Thread
from quwa_archive.pages.document import Document
from quwa_archive.pages.general import parts, roles, wording
from quwa_archive.pages.general.comment import author_of, date_of, name_before, part_of, read_comment
from quwa_archive.pages.general.known import Known
from quwa_archive.pages.general.parts import Anatomy, Key
from quwa_archive.pages.general.pings import mark_ping, read_ping
from quwa_archive.pages.general.record import Record
from quwa_archive.pages.general.records import find_records
from quwa_archive.pages.general.roles import Roles
from quwa_archive.pages.general.signs import ID, REPLY, find_signs
from quwa_archive.pages.general.survey import Survey, survey

Element = etree._Element


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


def find_thread(
    document: Document,
    language: str | None,
    known: Roles | None = None,
    stated: Mapping[int, Known] | None = None,
) -> Found:
    """Finds comments and pings and infers what is what in them; ``known`` roles are taken as they are.

    ``stated`` is what the API says of some of them.
    """
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
        mark_ping(anatomy)
    found.pending = {n for n, anatomy in enumerate(found.anatomies) if roles.is_pending(anatomy)}
    shown = [a for n, a in enumerate(found.anatomies) if a.record.ping is None and n not in found.pending]
    if known is not None:
        found.roles = known
    else:
        for shape in _shapes(shown):
            inferred = roles.infer_roles(shape, language, stated)
            if len(shape) * 2 > len(shown):
                found.roles = inferred
            else:
                found.other_roles.update((anatomy.record.number, inferred) for anatomy in shape)
        odd = [a for a in shown if not _fits(a, found.roles_of(a.record.number), language)]
        if odd and len(odd) < len(shown):
            others = roles.infer_roles(odd, language, stated)
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
            read[number] = read_ping(document, anatomy)
        elif record.id is not None:
            item = read_comment(document, anatomy, found.roles_of(number), language, loose, behind)
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


def _words_behind_names(found: Found, language: str | None) -> str:
    """What a theme says behind every name that is no element of its own, as in `Ali left this comment at 3:05`.

    It begins with a space; ``""`` where fewer than two different names tell it.
    """
    lines = set()
    for number, anatomy in enumerate(found.anatomies):
        known = found.roles_of(number)
        if anatomy.record.ping is None and author_of(anatomy, known) is None:
            lines.add(name_before(date_of(anatomy, known, language), language))
    words = [line.split(" ") for line in lines if line]
    if len(words) < 2:
        return ""
    count = 0
    while all(len(line) > count + 1 for line in words) and len({line[-1 - count] for line in words}) == 1:
        count += 1
    return " " + " ".join(words[0][-count:]) if count else ""
