"""What a site prints on its articles again and again: author boxes, calls to subscribe, names of the site and its parts.

A line that stands on most of the other articles is the site's, whatever a theme or a plugin calls it.  It is known by a
key (`key_of`), and a reading notes which ones it met, so that the same bytes can be read alike later, whatever is
known then.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

FEWEST = 3
"""Other articles that must have a line, and at least half of those that are known."""
_LEAST = 2
"""Letters of a line; digits do not count: they are dates and numbers, which differ from page to page."""


class Boilerplate:
    """Keys of the lines that a site repeats; `met` are those that a reading asked for and that are known."""

    __slots__ = ("_known", "met")

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = frozenset(known)
        self.met: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._known)

    def __contains__(self, key: object) -> bool:
        """Whether a key is known; noted if it is."""
        if key not in self._known:
            return False
        self.met.add(str(key))
        return True


def of_pages(others: Sequence[Iterable[str]]) -> Boilerplate:
    """What most of these pages have; each is the keys of one article's lines, as `pages.lines` gives them."""
    counts = Counter(key for keys in others for key in set(keys))
    least = max(FEWEST, (len(others) + 1) // 2)
    return Boilerplate(key for key, count in counts.items() if count >= least)


def key_of(line: str, sort: str = "") -> str | None:
    """The key of a line by its letters alone; `sort` sets apart what must not be taken for each other.

    Ten hexadecimal digits, or None for a line of no letters.
    """
    letters = "".join(char for char in line.casefold() if char.isalpha())
    if len(letters) < _LEAST:
        return None
    return hashlib.blake2b(f"{sort}:{letters}".encode(), digest_size=5).hexdigest()
