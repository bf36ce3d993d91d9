"""The text of a comment: the element that holds it alone, or one made of what is left of the record beside the rest."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general import parts
from quwa_archive.pages.general.marks import is_chrome, mark_of
from quwa_archive.pages.general.moments import is_date
from quwa_archive.pages.general.parts import Anatomy, Key, Part
from quwa_archive.pages.general.roles import Roles

Element = etree._Element

_LOOSE = re.compile(
    r"^[\s|,:;.•·»«#()\-–—/&]*(?:(?:on|at|by|from|von|par|por|posted|written|says?|said|wrote|comment by|permalink)[\s:,.]*)*$",
    re.IGNORECASE,
)


def strip(body: Element) -> None:
    """Takes the theme's own parts out of a comment's text; what the reader quotes or pastes stays."""
    for element in list(body.iter("*")):
        if element is not body and (
            element.tag in ("script", "style", "form", "template")
            or (is_chrome(element) and not _is_quoted(element, body))
        ):
            remove(element)


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
    keep_out = {part.element for part in meta if part is not None}
    above = {node for element in keep_out for node in element.iterancestors()}
    holders = [part.element for part in anatomy.parts if part.key == known.bare]
    made = etree.Element("div")
    if holders:
        top = holders[0]
        _detach_answers(top, anatomy)
        _add_text(made, _told(top.text, meta, loose))
        children = list(top)
    else:
        children = anatomy.record.elements
    for child in children:
        tail = child.tail
        if child in keep_out or child in above or _is_apart(child):
            _add_text(made, _told(tail, meta, loose))
            continue
        child.tail = None
        made.append(child)
        _add_text(made, _told(tail, meta, loose))
    return made


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
    )


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


def _add_text(made: Element, said: str) -> None:
    if not said:
        return
    if len(made):
        made[-1].tail = (made[-1].tail or "") + said
    else:
        made.text = (made.text or "") + said


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
