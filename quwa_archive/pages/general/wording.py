"""The text of a comment: the element that holds it alone, or one made of what is left of the record beside the rest."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general import parts
from quwa_archive.pages.general.marks import COMMENT_LINK, is_chrome, mark_of
from quwa_archive.pages.general.moments import is_date
from quwa_archive.pages.general.parts import Anatomy, Key, Part
from quwa_archive.pages.general.record import says
from quwa_archive.pages.general.roles import Roles
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_LONGEST_LABEL = 25
_RATING = re.compile(r"\(?[0-5](?:[.,]\d)?\s*/\s*(?:5|10)\)?")
_STARS = re.compile(r"stars?\b|rating", re.IGNORECASE)
_NUMBERED = re.compile(r"#?\d+\.?")
_LOOSE = re.compile(
    r"^[\s|,:;.•·»«#()\-–—/&]*(?:(?:on|at|by|from|von|par|por|posted|written|says?|said|wrote|comment by|permalink)[\s:,.]*)*$",
    re.IGNORECASE,
)


def strip(body: Element, own_id: int) -> None:
    """Takes the theme's own parts out of a comment's text; what the reader quotes or pastes stays."""
    for element in list(body.iter("*")):
        if element is not body and (
            element.tag in ("script", "style", "form", "template")
            or _is_rating(element)
            or (is_chrome(element) and not _is_quoted(element, body) and not _names_another(element, own_id))
        ):
            remove(element)


def _is_rating(element: Element) -> bool:
    """Whether an element says no more than the stars beside it: `<span class="stars"></span> <span>(5/5)</span>`."""
    if element.tag == "p" or _RATING.fullmatch(said_in(element).strip()) is None:
        return False
    return any(
        _STARS.search(part.get("class") or "") for part in element.iter("span", "div", "i", "img")
    ) or (
        (before := element.getprevious()) is not None and _STARS.search(before.get("class") or "") is not None
    )


def _names_another(element: Element, own_id: int) -> bool:
    """Whether a link leads to another comment: whom a reader answers, not the permalink of what the reader says."""
    if element.tag != "a" or mark_of(element).chrome:
        return False
    match = COMMENT_LINK.search(element.get("href") or "")
    return match is not None and int(match.group(1)) != own_id and bool(text.line_of(element))


def _is_quoted(element: Element, body: Element) -> bool:
    node = element.getparent()
    while node is not None and node is not body:
        if node.tag in ("blockquote", "pre", "code", "q"):
            return True
        node = node.getparent()
    return False


def text_element(
    anatomy: Anatomy, known: Roles, meta: list[Part | None], loose: Counter[str]
) -> Element | None:
    """The element that holds the comment's text alone; made of what is left of the record where it has none."""
    for key in known.text:
        held = [part for part in anatomy.parts if part.key == key]
        if held:
            for part in held:
                _detach_answers(part.element, anatomy)
            return _innermost(held[0].element) if len(held) == 1 else _gather([part.element for part in held])
    if known.bare is None:
        return None
    left = _Left(meta, loose)
    holders = [part.element for part in anatomy.parts if part.key == known.bare]
    if holders:
        _detach_answers(holders[0], anatomy)
        left.take_inside(holders[0])
    else:
        left.take(anatomy.record.elements)
    return left.made


class _Left:
    """What is left of a record beside author, date and the theme's own: gathered into ``made``."""

    def __init__(self, meta: list[Part | None], loose: Counter[str]) -> None:
        self.made = etree.Element("div")
        self.meta, self.loose = meta, loose
        self.taken = {part.element for part in meta if part is not None}
        self.above = {node for element in self.taken for node in element.iterancestors()}

    def take_inside(self, holder: Element) -> None:
        """Takes what stands in an element."""
        self.add(holder.text)
        self.take(list(holder))

    def take(self, children: list[Element]) -> None:
        """Takes elements and the words between them; of those that hold author or date only where there is no other text."""
        passed = []
        for child in children:
            tail = child.tail
            if child in self.above:
                passed.append(child)
            elif child not in self.taken and not _is_apart(child) and not self.is_label(child):
                child.tail = None
                self.made.append(child)
            self.add(tail)
        if not says(self.made):
            for child in passed:
                self.take_inside(child)

    def is_label(self, child: Element) -> bool:
        """Whether an element before the text is a label: `<small> by </small>`."""
        return (
            child.tag in ("small", "span")
            and not says(self.made)
            and len(line := text.line_of(child)) < _LONGEST_LABEL
            and _LOOSE.match(line) is not None
        )

    def add(self, said: str | None) -> None:
        """Adds words that stand bare, but for labels and the date."""
        told = _told(said, self.meta, self.loose)
        if not told:
            return
        if len(self.made):
            self.made[-1].tail = (self.made[-1].tail or "") + told
        else:
            self.made.text = (self.made.text or "") + told


def _innermost(element: Element) -> Element:
    """The element inside mere wrappers: `div > div > p, p` is the inner `div`."""
    while len(element) == 1 and not (element.text or "").strip():
        child = element[0]
        if child.tag not in ("div", "section", "article") or (child.tail or "").strip():
            break
        element = child
    return element


def _is_apart(child: Element) -> bool:
    return (
        is_chrome(child)
        or child.tag in ("script", "style", "form")
        or (child.tag == "img" and "avatar" in (child.get("class") or ""))
        or (mark_of(child).date and _is_date(child))
        or (child.get("class") is not None and child.tag != "p" and _is_number(child))
    )


def _is_number(element: Element) -> bool:
    """Whether an element says no more than the comment's number: `#77383`, perhaps beside a picture."""
    said = said_in(element).strip()
    return _NUMBERED.fullmatch(said) is not None and (not len(element) or said.startswith("#"))


def _is_date(element: Element) -> bool:
    """Whether an element says no more than a date: some themes print it before the text and behind it."""
    return is_date(text.line_of(element), None)


def _told(said: str | None, meta: list[Part | None], loose: Counter[str]) -> str:
    """Text that stands bare beside the parts: dropped where it is a label, the same in most records, or the date."""
    if not said or said.isspace():
        return ""
    line = text.one_line(said)
    if (
        loose[line]
        or _LOOSE.match(line)
        or any(part is not None and line and line in part.said for part in meta)
    ):
        return ""
    return said


def _detach_answers(element: Element, anatomy: Anatomy) -> None:
    """Takes other records out of a part (they have been read)."""
    known = {part.element for part in anatomy.parts}
    for child in [child for child in element.iter("*") if child not in known]:
        above = child.getparent()
        if above is not None and above in known and child.tag not in parts.SKIPPED:
            remove(child)
            while above is not element and _is_empty(above) and (outer := above.getparent()) is not None:
                remove(above)  # the list that held nothing but answers
                above = outer


def _is_empty(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()


def _gather(elements: list[Element]) -> Element:
    made = etree.Element("div")
    for element in elements:
        element.tail = None
        made.append(element)
    return made


def steady_texts(anatomies: list[Anatomy], bare: Key | None) -> Counter[str]:
    """Bare texts that stand in most of these records: labels (`says:`), not what somebody wrote."""
    seen: Counter[str] = Counter()
    if bare is None or len(anatomies) < 3:
        return seen
    for anatomy in anatomies:
        said: set[str] = set()
        for part in anatomy.parts:
            if part.key == bare:
                pieces = (part.element.text, *(child.tail for child in part.element))
                said.update(text.one_line(piece) for piece in pieces if piece)
        seen.update(said)
    return Counter({line: count for line, count in seen.items() if count > 0.6 * len(anatomies) and line})
