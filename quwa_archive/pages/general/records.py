"""The elements that belong to each comment: records of one shape, found by the ids they carry.

Nothing is presumed of element, order or nesting.  What is known of a record is one or more signs of its id; its
element is the outermost that starts with it, and the one shape of all records settles where that is not enough.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from quwa_archive.pages.general.naming import name_of
from quwa_archive.pages.general.nesting import add_pings, nest
from quwa_archive.pages.general.record import DEPTH, PING, Ownership, Record, says
from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.general.signs import ANCHOR, ID, LINK, REPLY, Sign
from quwa_archive.pages.general.survey import Survey

Element = etree._Element

_STATED = re.compile(
    r"(?:^|\s)(?:depth|even|odd|thread-even|thread-odd|byuser|bypostauthor|wpd-comment)(?:-\S*)?(?:\s|$)"
)
_NAMED = re.compile(r"(?:^|\s)(?:comment|pingback|trackback)(?:\s|$)")
_COMMENT_CLASS = re.compile(r"(?:^|\s)comment-(\d+)(?:\s|$)")
_LISTS = frozenset({"ol", "ul", "table", "tbody", "dl", "body", "html", "main", "form"})
_FRAMES = _LISTS | {"section", "article", "li"}
_NO_PART = frozenset(
    {"form", "nav", "script", "style", "h1", "h2", "footer", "aside", "template", "noscript"}
)


def find_records(seen: Survey, signs: list[Sign]) -> list[Record]:
    """The records of the page in document order: those with ids, and pings without."""
    chosen = _choose(signs)
    own = Ownership(chosen)
    records = [record for group in _by_id(chosen) if (record := _record(group, own)) is not None]
    records.sort(key=lambda record: record.number)
    if len(records) > 1:
        _even_out(records, chosen, own)
    _take_siblings(records, own)
    add_pings(seen, records)
    nest(records)
    return records


def _choose(signs: list[Sign]) -> list[Sign]:
    """The signs that are this page's: widgets count only where there is nothing else, links only where they must."""
    mine = _without_counters([sign for sign in signs if not sign.aside])
    if not any(sign.kind in (ID, REPLY, ANCHOR) for sign in mine) and any(
        sign.aside and sign.kind in (ID, REPLY) for sign in signs
    ):
        mine = signs
    firm = {sign.id for sign in mine if sign.kind != LINK}
    if not firm:
        return mine
    # A link to a comment that has no other sign: one of the list's own, or a mention of one that is not here?
    places = _places([sign for sign in mine if sign.kind != LINK])
    return [
        sign
        for sign in mine
        if sign.kind != LINK
        or (sign.id in firm and _is_inside(sign.element, places))
        or (sign.id not in firm and _is_time_link(sign.element) and _is_inside(sign.element, places))
    ]


def _without_counters(signs: list[Sign]) -> list[Sign]:
    """Without ids that only count the comments from 1, where links and answers name other ids."""
    counted = {sign.id for sign in signs if sign.kind == ID}
    others = {sign.id for sign in signs if sign.kind in (REPLY, LINK)}
    if counted and counted == set(range(1, len(counted) + 1)) and len(others - counted) >= 0.6 * len(counted):
        return [sign for sign in signs if sign.kind != ID]
    return signs


def _places(signs: list[Sign]) -> set[Element]:
    """The nearest element around all firm signs (of one alone, some way up)."""
    trails = [[sign.element, *sign.element.iterancestors()] for sign in (signs[0], signs[-1])]
    ids = {sign.id for sign in signs}
    if len(ids) == 1:
        return set(trails[0][:6])
    above = set(trails[1])
    return {next(node for node in trails[0] if node in above)}


def _is_inside(element: Element, places: set[Element]) -> bool:
    return element in places or any(above in places for above in element.iterancestors())


def _is_time_link(link: Element) -> bool:
    said = said_in(link)
    return any(char.isdecimal() for char in said) or not said.strip(" #¶∞§") or "permalink" in said.casefold()


def _by_id(signs: list[Sign]) -> list[list[Sign]]:
    groups: dict[int, list[Sign]] = {}
    for sign in signs:
        groups.setdefault(sign.id, []).append(sign)
    return list(groups.values())


def _record(signs: list[Sign], own: Ownership) -> Record | None:
    """The outermost element that starts with this id and is marked as a comment, or the outermost of this id alone."""
    id_ = signs[0].id
    kinds = Counter(sign.kind for sign in signs)
    firm = [sign for sign in signs if sign.kind == ID]
    start = (firm or [sign for sign in signs if sign.kind == REPLY] or signs)[0]
    if start.kind != ID and (anchor := next((sign for sign in signs if sign.kind == ANCHOR), None)):
        start = anchor
    if not own.starts(start.element, id_):
        # It stands in another comment's element: a mention, unless that is how the markup is broken.
        start = next((sign for sign in signs if own.starts(sign.element, id_)), start)
    marked = whole = start.element
    node: Element | None = start.element
    while node is not None and own.starts(node, id_) and node.tag not in ("body", "html"):
        names = node.get("class") or ""
        if node is not start.element and _is_of_another(names, id_, own):
            break
        if (node is start.element and start.kind == ID) or _is_marked(node, names, id_, own):
            marked = node
        elif node.tag in _LISTS:
            break
        if node not in own.mixed:
            whole = node
        node = node.getparent()
    alone = len(set(own.first.values())) == 1
    if start.kind == ID or marked is not start.element:
        element = marked
    elif alone:
        element = _of_lone(start.element)
    else:
        element = start.element if len(set(own.first.values())) > 1 and start.kind == REPLY else whole
    record = Record(element, id_, kinds=kinds)
    record.stated_parent = next((sign.parent_id for sign in signs if sign.parent_id), None)
    _read_class(record)
    return record


def _is_of_another(names: str, id_: int, own: Ownership) -> bool:
    """Whether a class names another comment of the page: a list of answers that has the classes of what they answer."""
    match = _COMMENT_CLASS.search(names) if "comment-" in names else None
    return match is not None and int(match.group(1)) != id_ and int(match.group(1)) in own.ids


def _is_marked(element: Element, names: str, id_: int, own: Ownership) -> bool:
    if (
        names
        and _NAMED.search(names)
        and (_STATED.search(names) or (element not in own.mixed and element.tag not in _LISTS))
    ):
        return True
    if names and _STATED.search(names) and element.tag == "li":
        return True
    name = element.get("id") or ""
    return name.endswith(str(id_)) and "omm" in name and not name.startswith("comments")


def _of_lone(element: Element) -> Element:
    """The element of the only comment of a page, which no other shows the limits of: the first with some text."""
    node = element
    while (above := node.getparent()) is not None and above.tag not in _LISTS:
        if (
            says(node)
            and node.tag in ("li", "article", "tr", "dd", "div")
            and len(_line(node)) > len(_line(element)) + 20
        ):
            break
        node = above
    return node


def _line(element: Element) -> str:
    return " ".join(said_in(element).split())


def _read_class(record: Record) -> None:
    """Depth, and whether it is a ping, as the classes of the record or of the first elements in it state."""
    node = record.element
    for _ in range(3):
        names = node.get("class") or ""
        if names == "class=":
            # `class="class=" comment depth-2""`: a theme that prints the attribute round the attribute
            names = " ".join(str(name).strip("\"'") for name in node.attrib)
        if not record.depth and (match := DEPTH.search(names)):
            record.depth = int(match.group(1))
        if record.ping is None and (ping := PING.search(names)):
            record.ping = ping.group(1)
        if not len(node):
            break
        node = node[0]


def _even_out(records: list[Record], signs: list[Sign], own: Ownership) -> None:
    """Gives each record the outermost element of a shape that (nearly) all have.

    What starts with a record's id could be its element, up to the one around all of them; what most records have,
    seen from the last of them (the first starts all that is around them, too), is the one.
    """
    every = len({record.id for record in records})
    counts = _ids_under(signs)
    innermost = {sign.id: sign.element for sign in reversed(signs)}
    chains: list[list[Element]] = []
    for record in records:
        chain: list[Element] = []
        # Without an id of its own the element was a guess, which may be too large.
        node: Element | None = record.element if record.kinds[ID] else innermost.get(record.id or 0)
        while node is not None and own.starts(node, record.id or 0) and node.tag not in ("body", "html"):
            if chain and _is_of_another(node.get("class") or "", record.id or 0, own):
                break
            chain.append(node)
            if counts.get(node, 0) == every:
                break
            node = node.getparent()
        chains.append(chain)
    seen = Counter(name for chain in chains for name in {name_of(node) for node in chain})
    level = next(
        (
            name_of(node)
            for node in reversed(chains[-1])
            if seen[name_of(node)] >= 0.7 * len(records)
            and node.tag not in _LISTS
            and name_of(node) not in ("div", "span")
        ),
        None,
    )
    if level is None:
        return
    for record, chain in zip(records, chains, strict=True):
        fitting = [node for node in chain if name_of(node) == level]
        if fitting and fitting[-1] is not record.element:
            record.element = fitting[-1] if record is not records[0] else fitting[0]
            _read_class(record)


def _ids_under(signs: list[Sign]) -> dict[Element, int]:
    """How many different ids have signs in each element that has any."""
    found: dict[Element, set[int]] = {}
    for sign in signs:
        node: Element | None = sign.element
        while node is not None:
            ids = found.setdefault(node, set())
            if sign.id in ids:
                break
            ids.add(sign.id)
            node = node.getparent()
    return {element: len(ids) for element, ids in found.items()}


def _take_siblings(records: list[Record], own: Ownership) -> None:
    """Gives records the elements between them, where each has some: `dt, dd, dt, dd` or `a[name], h4, p, …`."""
    groups: dict[Element, list[Record]] = {}
    for record in records:
        if (parent := record.element.getparent()) is not None:
            groups.setdefault(parent, []).append(record)
    for group in groups.values():
        _take_own_neighbours(group, own)
        if all(record.element.tag == "li" for record in group):
            continue
        starts = {element for record in group for element in record.elements}
        gaps: list[list[Element]] = []
        for record in group:
            gap: list[Element] = []
            for sibling in record.element.itersiblings():
                if sibling in starts or sibling in record.more or _ends(sibling, own, record.id or 0):
                    break
                gap.append(sibling)
            gaps.append(gap)
        inner = gaps[:-1] or gaps
        filled = sum(any(says(element) for element in gap) for gap in inner)
        lacking = sum(
            not says(record.element) or record.element.tag in ("dt", "a", "h3", "h4", "h5", "h6")
            for record in group
        )
        if filled < 0.6 * len(inner) or (len(group) == 1 and not lacking):
            continue
        tags = {element.tag for gap in inner for element in gap} or {"p", "dd", "div"}
        longest = max(len(gap) for gap in inner)
        for record, gap in zip(group, gaps, strict=True):
            if record is group[-1] and len(group) > 1:
                while gap and (gap[-1].tag not in tags or len(gap) > longest + 3):
                    gap.pop()
            record.more.extend(element for element in gap if element not in record.more)


def _take_own_neighbours(group: list[Record], own: Ownership) -> None:
    """Gives records the siblings that carry their id, too: a header row with the permalink, a row with the text."""
    for record in group:
        for siblings in (record.element.itersiblings(preceding=True), record.element.itersiblings()):
            for sibling in siblings:
                if not own.is_whole(sibling, record.id or 0):
                    break
                record.more.append(sibling)


def _ends(sibling: Element, own: Ownership, id_: int) -> bool:
    """Whether a sibling is no part of the record before it."""
    if sibling.tag in _NO_PART or sibling.get("id") in ("respond", "commentform"):
        return True
    first = own.first.get(sibling)
    return first is not None and first != id_
