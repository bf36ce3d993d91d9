"""How a theme marks the parts of a comment: what a class attribute means, learned once and remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# Roles of elements.  `ITEM` is a comment or ping itself; `FALLBACK_TEXT` counts only where there is no `TEXT`.
AUTHOR, DATE, TIME, TEXT, LIKES, REPLY, PENDING, TITLE, PAGES, FALLBACK_TEXT, ITEM = range(1, 12)

_DEPTH = re.compile(r"(?:^|\s)depth-(\d+)")
_PING_CLASSES = frozenset({"pingback", "trackback"})
_ITEM_CLASSES = _PING_CLASSES | {"comment"}
_COMMON = {"comment-reply-link": REPLY, "comment-reply-login": REPLY}  # WordPress's own, in every theme
_MOST_KNOWN = 10_000


class Mark(NamedTuple):
    """What a class attribute says about its element: a role, and of a comment its depth, kind and state."""

    role: int
    depth: int = 0
    kind: str = "comment"
    pending: bool = False


NOTHING = Mark(0)
"""What most class attributes mean."""


@dataclass(frozen=True)
class Shape:
    """Where a theme prints what of a comment.

    ``classes`` maps a class to one of the roles above; the first element of a role in a comment
    counts.  ``author_label`` is printed before every name.  ``pings_swapped``: the theme calls pingbacks
    trackbacks and the other way round.
    """

    classes: Mapping[str, int]
    author_label: str = ""
    pings_swapped: bool = False
    # What is known of class attributes: a site has few different ones, and nearly every element has one.
    marks: dict[str, Mark] = field(default_factory=dict, compare=False, repr=False)
    roles: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def learn(self, name: str) -> Mark:
        """What the class attribute ``name`` means (role 0: nothing); its role is then in ``roles``."""
        mark = self.marks.get(name)
        if mark is None:
            mark = self._read(name)
            if len(self.marks) < _MOST_KNOWN:
                self.marks[name] = mark
                self.roles[name] = mark.role
        return mark

    def _read(self, name: str) -> Mark:
        tokens = name.split()
        match = _DEPTH.search(name)
        depth = int(match.group(1)) if match else 0
        roles = [role for token in tokens if (role := self.classes.get(token) or _COMMON.get(token))]
        # What has `depth-N` is a comment whatever else it is called; `section.comment-content.comment` of Twenty
        # Twelve is the text of one.
        if (depth or not roles) and not _ITEM_CLASSES.isdisjoint(tokens):
            kind = next((token for token in tokens if token in _PING_CLASSES), "comment")
            return Mark(ITEM, depth, kind, PENDING in roles)
        return Mark(roles[0]) if roles else NOTHING
