"""The lines of a page by key, for telling what a site repeats on its articles (`quwa_archive.boilerplate`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from quwa_archive.boilerplate import key_of, key_of_file
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

HEADING, BOX = "heading", "box"
"""Sorts of keys: a heading that leads nowhere, and how an element is called."""
LONGEST = 1_500
"""Characters of a line; what is longer is a text."""
_BLOCKS = (
    "p", "div", "li", "ul", "ol", "section", "aside", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "table", "form", "nav", "td", "span", "strong", "a", "em", "small", "center", "figure", "address", "dl", "dt", "dd",
)  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOXES = frozenset({"div", "section", "aside", "ul", "ol", "table", "footer", "header", "p", "form"})
_NO_TEXT = ("script", "style", "noscript", "template", "textarea", "select")
_SHOWN = ("img", "video", "audio", "iframe", "embed")
_NUMBER = re.compile(r"\d+")


def lines_of(document: Document) -> frozenset[str]:
    """Keys of all that stands on a page as a line, a short block or a heading, and of how its boxes are called.

    Takes scripts out of the tree, so the document is read by nothing else afterwards.
    """
    etree.strip_elements(document.body, *_NO_TEXT, with_tail=False)
    found: set[str | None] = set(map(file_key, shown_in(document.body)))
    for element in document.body.iter(*_BLOCKS):
        if element.tag in _BOXES:
            found.add(box_key(element))
        said = " ".join(said_in(element).split())
        if said and len(said) <= LONGEST:
            found.add(key_of(said))
            if element.tag in _HEADINGS and not _is_linked(element):
                found.add(key_of(said, HEADING))
    return frozenset(key for key in found if key is not None)


def shown_in(element: Element) -> Iterator[Element]:
    """The pictures and other files that an element shows."""
    return element.iter(*_SHOWN)


def file_key(shown: Element) -> str:
    """The key of a picture or another file by its address."""
    return key_of_file(shown.get("src") or "")


def box_key(element: Element) -> str | None:
    """The key of how an element is called: tag, classes, id, without numbers; None for one that has no name."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return key_of(f"{element.tag} {_NUMBER.sub('', names)}", BOX) if names else None


def _is_linked(heading: Element) -> bool:
    return heading.find(".//a") is not None or any(node.tag == "a" for node in heading.iterancestors())
