"""The whole text of an element as it stands: for measuring and comparing, not for keeping (that is `pages.text`)."""

from __future__ import annotations

from lxml import etree


def said_in(element: etree._Element) -> str:
    """All text of an element, without any rule."""
    if not len(element):
        return element.text or ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def letters(said: str) -> str:
    """Letters and digits alone, caseless: what is the same in a feed, in the API and on a page."""
    return "".join(char for char in said.casefold() if char.isalnum())
