"""What an element is called, but for what changes from one record to the next."""

from __future__ import annotations

import re

from lxml import etree

# Classes that tell one record from the next, and not one part of a record from another.
_UNSTEADY = re.compile(
    r"\d|^(?:even|odd|alt|thread-.*|byuser|bypostauthor|comment-author-.+|depth-.*|parent|first|last|has-.*|is-.*|highlander.*"
    r"|by-?author|author-comment|admin|guest|registered|bypost.*|odd.*|even.*)$"
)
_steady: dict[tuple[str, str], str] = {}
_MOST_KNOWN = 10_000


def name_of(element: etree._Element) -> str:
    """Tag and steady classes: ``div.comment-meta``."""
    names = element.get("class") or ""
    pair = (str(element.tag), names)
    known = _steady.get(pair)
    if known is None:
        kept = sorted({token for token in names.split() if not _UNSTEADY.search(token)})
        known = ".".join([pair[0], *kept])
        if len(_steady) < _MOST_KNOWN:
            _steady[pair] = known
    return known
