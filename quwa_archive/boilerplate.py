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


def of_pages(others: Sequence[Iterable[str]], before: Iterable[str] = ()) -> Boilerplate:
    """What most of these pages have; each is the keys of one article's lines, as `pages.lines` gives them.

    As soon as there is anything of that kind, also what at least one of them has (`elsewhere`).  `before` is what the last reading of
    the article met: it stays known, or the same page would be read now so and now so.
    """
    counts = Counter(key for keys in others for key in set(keys))
    least = max(FEWEST, (len(others) + 1) // 2)
    known = {key for key, count in counts.items() if count >= least}
    if known:
        known.update(map(elsewhere, counts))
    return Boilerplate(known.union(before))


def elsewhere(key: str) -> str:
    """The key under which it is known that at least one other article has a line, be it boilerplate or not."""
    return f"~{key}"


def key_of_file(address: str) -> str:
    """The key of a picture or another file that is shown, by its address; those differ by numbers alone."""
    return _hash(f"file:{address.partition('?')[0]}")


def key_of(line: str, sort: str = "") -> str | None:
    """The key of a line by its letters alone; `sort` sets apart what must not be taken for each other.

    Ten hexadecimal digits, or None for a line of no letters.
    """
    letters = "".join(char for char in line.casefold() if char.isalpha())
    if len(letters) < _LEAST:
        return None
    return _hash(f"{sort}:{letters}")


def _hash(said: str) -> str:
    return hashlib.blake2b(said.encode(), digest_size=5).hexdigest()
