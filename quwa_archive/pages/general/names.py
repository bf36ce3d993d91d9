"""The name that an element prints, without what a theme adds to it: a role, a badge, `says`, the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general.datelike import find_date
from quwa_archive.pages.general.marks import COMMENT_LINK, is_chrome, mark_of
from quwa_archive.pages.general.naming import SAYS

Element = etree._Element

ROLE_NAME = re.compile(
    r"^(?:(?:post )?author|guest|admin(?:istrator)?|member|moderator|editor|subscriber|autor|autorin|auteur|autore|redaktion|автор|författare)$",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s,|–—-]+(?:on|at|am|le|el|em|il|op|den|в)$")
_ADDRESS = re.compile(r"^https?://\S+\s+(?=\S)")
_INLINE = frozenset({"span", "em", "small", "i", "strong", "b"})
_EDGES = " ,|/–—-•·#\n\t\u200e\u200f"
_PIECES = ("span", "em", "small", "i", "b", "div", "strong", "a", "time", "p", "abbr")


def name_in(element: Element, label: str = "") -> str:
    """The name an element prints, without what the theme says round it."""
    line = _without_badges(element) if len(element) else text.one_line(element.text)
    line = _ADDRESS.sub("", SAYS.sub("", line).strip(_EDGES))
    if len(element):
        line = _TRAILING.sub("", line)
    if label and f"{line} ".startswith(label):
        line = line[len(label) :].strip()
    return line


def _without_badges(element: Element) -> str:
    """The line of an element without what the theme adds to a name: a role, a badge, `says`, the date."""
    badges = [child for child in element.iter(*_PIECES) if child is not element and _is_badge(child)]
    if not badges:
        return text.line_of(element)
    if not _says_beside(element, badges):
        badges = [badge for badge in badges if not _is_role(badge)]  # whoever is called Guest
    if next(element.iter("img", "br"), None) is None:
        return text.one_line("".join(_pieces_without(element, badges)))
    copied = deepcopy(element)
    copied.tail = None
    twins = zip(list(element.iter(*_PIECES)), list(copied.iter(*_PIECES)), strict=True)
    for twin in [twin for child, twin in twins if child in badges]:
        remove(twin)
    return text.line_of(copied)


def _is_permalink(element: Element) -> bool:
    return element.tag == "a" and COMMENT_LINK.search(element.get("href") or "") is not None


def _is_role(element: Element) -> bool:
    """Whether a part says no more than `Author`, `Guest` and the like."""
    return (
        element.tag in _INLINE
        and not len(element)
        and ROLE_NAME.match(text.one_line(element.text).strip("()[] ")) is not None
    )


def _says_beside(element: Element, badges: list[Element]) -> bool:
    """Whether there is a name beside the badges: `says:` is none."""
    return bool(SAYS.sub("", text.one_line("".join(_pieces_without(element, badges)))).strip(_EDGES))


def _pieces_without(element: Element, badges: list[Element]) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child not in badges:
            yield from _pieces_without(child, badges)
        if child.tail:
            yield child.tail


def _is_badge(element: Element) -> bool:
    """Whether a part of an author's element is no name."""
    mark = mark_of(element)
    if element.tag == "time" or mark.date or _is_permalink(element):
        line = text.line_of(element)
        found = find_date(line, None)
        if not line or (found is not None and found.end - found.start > 0.5 * len(line)):
            return True
    if _is_role(element):
        return True
    return (mark.badge and mark.role) or (
        not mark.author
        and (mark.badge or is_chrome(element, mark))
        and (element.get("class") is not None or element.tag == "a")
    )
