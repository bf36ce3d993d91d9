"""Pages nested deeper than libxml2 goes.

libxml2 2.14 (in lxml 6.1) stops at 2,048 open elements, even with ``huge_tree``, and drops the rest of the
page without an exception.  5,000 nested ``<div>`` or ``<blockquote>`` come from editors that wrap at every
save; the wrappers mean nothing, what follows them does.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

_LIMIT = 2000  # a page that is still open as deep as this where it ends has been cut
_KEPT_DEPTH = 500  # not counting the self-closing ones between, up to two a level
_TAG = re.compile(
    rb"<!--.*?-->|<(script|style|textarea|title)\b[^>]*>.*?</\1\s*>|<(/?)([a-z][a-z0-9:-]*)[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
# A parser closes these by itself when the next one opens, so they do not add up to depth.
_SELF_CLOSING = frozenset({b"p", b"li", b"option", b"tr", b"td", b"th"})


def was_cut(root: etree._Element) -> bool:
    """Whether libxml2 gave up amid the page: then the last elements, still open, are nested to its limit."""
    element, levels = root, 0
    while len(element):
        element, levels = element[-1], levels + 1
    return levels >= _LIMIT


def flatten(html: bytes) -> bytes:
    """The page without the tags (not the text) that lie more than 500 elements deep."""
    out: list[bytes] = []
    open_tags: list[tuple[bytes, bool]] = []
    still_open: Counter[bytes] = Counter()
    done = 0
    for match in _TAG.finditer(html):
        name = (match.group(3) or b"").lower()
        if not name or name in _VOID or name in _SELF_CLOSING:
            continue
        if not match.group(2):
            dropped = len(open_tags) >= _KEPT_DEPTH
            open_tags.append((name, dropped))
            still_open[name] += 1
        elif still_open[name]:
            dropped = _close(name, open_tags, still_open)
        else:
            continue
        if dropped:
            out.append(html[done : match.start()])
            done = match.end()
    out.append(html[done:])
    return b"".join(out)


def _close(name: bytes, open_tags: list[tuple[bytes, bool]], still_open: Counter[bytes]) -> bool:
    """Closes the innermost open ``name`` and all that is open in it; says whether its start tag was dropped."""
    while True:
        closed, dropped = open_tags.pop()
        still_open[closed] -= 1
        if closed == name:
            return dropped
