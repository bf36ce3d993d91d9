"""What an edit changed, word by word, as `<del>` and `<ins>`.  Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_PIECE = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_MOST_PIECES = 8_000
_CONTEXT = 8


def show_difference(before: str, after: str) -> Markup:
    """The text with what was taken out and put in marked; long stretches that are equal are left out.

    Texts too long to compare in a moment are shown as they were.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) + len(new) > 2 * _MOST_PIECES:
        return escape(before)
    out: list[Markup] = []
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) > 500)
    blocks = matcher.get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(blocks):
        if kind == "equal":
            out.append(escape(_shortened(old[a:b], first=place == 0, last=place == len(blocks) - 1)))
            continue
        if b > a:
            out.append(Markup("<del>{}</del>").format("".join(old[a:b])))
        if d > c:
            out.append(Markup("<ins>{}</ins>").format("".join(new[c:d])))
    return Markup("").join(out)


def _shortened(pieces: list[str], *, first: bool, last: bool) -> str:
    if len(pieces) <= 4 * _CONTEXT:
        return "".join(pieces)
    before = "" if first else "".join(pieces[: 2 * _CONTEXT])
    after = "" if last else "".join(pieces[-2 * _CONTEXT :])
    return f"{before} […] {after}"
