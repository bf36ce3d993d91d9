"""How WordPress arranges comments on pages: by time, nested to a limit, divided by threads.

Kept to what was measured on WordPress 6.1: entries are ordered by their UTC time, not by id; below the depth
limit a reply becomes a sibling that follows its parent; a reply whose parent is not public is counted in the
heading but shown nowhere; a comment page holds so many THREADS, pings among them, counted from the oldest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from quwa_archive.demo.model import Comment, Ping, Post

DEPTH_LIMIT = 5
"""WordPress's setting "nested comments … levels deep", as on the site the samples come from."""


@dataclass(slots=True)
class Entry:
    """A comment or ping where the page shows it."""

    item: Comment | Ping
    depth: int
    parent: Entry | None
    """What it stands under on the page."""
    children: list[Entry] = field(default_factory=list)
    odd: bool = False
    """Every second entry of a page, which themes mark with a class."""


@dataclass(slots=True)
class Thread:
    """All comments of a post, arranged."""

    pages: list[list[Entry]]
    """Top-level entries of each comment page, oldest page first; one page without paging, none without entries."""
    declared: int
    """The count in the heading: approved comments, shown or not, and pings."""
    hidden: list[Comment]
    """Approved comments that no page shows because what they answer is not public."""

    def shown(self) -> list[Entry]:
        """Every entry in reading order, over all pages."""
        return [entry for page in self.pages for top in page for entry in walk(top)]


def walk(entry: Entry) -> list[Entry]:
    """The entry and all below it, in reading order."""
    found = [entry]
    for child in entry.children:
        found.extend(walk(child))
    return found


def arrange(post: Post, per_page: int | None) -> Thread:
    """Arrange a post's comments for pages of ``per_page`` threads (``None``: one page)."""
    approved = [comment for comment in post.comments if not comment.held]
    items: list[Comment | Ping] = [*approved, *post.pings]
    items.sort(key=lambda item: (item.posted_at, item.id))
    known = {item.id for item in items}
    below: dict[int, list[Comment]] = {}
    tops: list[Comment | Ping] = []
    for item in items:
        if isinstance(item, Ping) or item.parent_id is None:
            tops.append(item)
        else:
            below.setdefault(item.parent_id, []).append(item)

    seen: set[int] = set()

    def place(item: Comment | Ping, parent: Entry | None, depth: int) -> list[Entry]:
        """The item as an entry, followed by the replies that the depth limit makes its siblings."""
        seen.add(item.id)
        entry = Entry(item, depth, parent)
        placed = [entry]
        for reply in below.get(item.id, ()):
            if depth < DEPTH_LIMIT:
                entry.children.extend(place(reply, entry, depth + 1))
            else:
                placed.extend(place(reply, parent, depth))
        return placed

    entries = [entry for top in tops for entry in place(top, None, 1)]
    size = per_page or max(len(entries), 1)
    pages = [entries[start : start + size] for start in range(0, len(entries), size)]
    for page in pages:
        for number, entry in enumerate(entry for top in page for entry in walk(top)):
            entry.odd = number % 2 == 1
    return Thread(pages, len(known), [comment for comment in approved if comment.id not in seen])


def default_page(thread: Thread, order: Literal["newest", "oldest"]) -> int:
    """Number (from 1) of the comment page under the plain address; 1 when there is no paging."""
    return max(len(thread.pages), 1) if order == "newest" else 1
