"""The whole text of an element as it stands: for measuring and comparing, not for keeping (that is `pages.text`)."""

from __future__ import annotations

from typing import cast

from lxml import etree

_STRING = etree.XPath("string(.)")


def said_in(element: etree._Element) -> str:
    """All text of an element, without any rule."""
    return cast(str, _STRING(element))
