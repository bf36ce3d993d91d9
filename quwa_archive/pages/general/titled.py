"""Which elements of a page hold the title of its article, and with it more than the body alone."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.title import plain
from quwa_archive.pages.metadata import Head

Element = etree._Element

_CALLED = re.compile(r"(?:^|\s)(?:entry|post|article|single)-?title(?:\s|$)", re.IGNORECASE)
_FEWEST = 4
"""Letters of a title that is told by the beginning of ``<title>``: a site's name may begin with fewer as well."""


def above_title(document: Document, head: Head) -> set[Element]:
    """The elements around the heading that the head knows; where it knows none, those around any ``h1``.

    Writers put headings of the first level into their texts, too: they say nothing of where the text begins.
    """
    told = {plain(said) for said in (head.og_title, head.headline) if said} - {""}
    page = plain(head.title or "")
    first: list[Element] = []
    for heading in document.body.iter("h1", "h2"):
        if heading.tag == "h1" and (names := heading.get("class")) and _CALLED.search(names):
            return set(heading.iterancestors())
        said = plain(text.line_of(heading))
        if said and (
            said in told or (len(said) >= _FEWEST and page.startswith(said) and 2 * len(said) >= len(page))
        ):
            if heading.tag == "h1":
                return set(heading.iterancestors())
            first = first or [heading]
    if first:
        return set(first[0].iterancestors())
    above: set[Element] = set()
    for heading in document.body.iter("h1"):
        parent = heading.getparent()
        if parent is not None and parent.tag not in ("blockquote", "figure"):
            above.update(heading.iterancestors())
    return above
