"""What a special article is made with: its place in the table, and a desk to write it at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from quwa_archive.demo.blocks import Block, Inline, paragraph
from quwa_archive.demo.model import Author, Comment, Ping, Post
from quwa_archive.demo.people import DAILY_NEWS, FOUNDER
from quwa_archive.demo.text import Pen

_TORONTO = ZoneInfo("America/Toronto")


def toronto(wall: str, *, fold: Literal[0, 1] = 0) -> datetime:
    """The instant of a Toronto wall clock (``2017-01-12 00:50``); ``fold=1``: the second 1:30 of the repeated hour.

    Special articles keep these instants whatever the zone of the site.
    """
    return datetime.fromisoformat(wall).replace(tzinfo=_TORONTO, fold=fold).astimezone(UTC)


@dataclass(slots=True)
class Desk:
    """Where one special article is written; comments and pings get their ids in the order they are written."""

    seed: int
    name: str
    post_id: int
    first_comment_id: int
    published_at: datetime
    comments: list[Comment] = field(default_factory=list)
    pings: list[Ping] = field(default_factory=list)

    def pen(self) -> Pen:
        """A pen of this article's own, for the text that need not be special."""
        return Pen(f"{self.seed}:{self.name}")

    def next_id(self) -> int:
        return self.first_comment_id + len(self.comments) + len(self.pings)

    def say(self, author: str | Author, when: datetime, *content: Block | str, **more: Any) -> Comment:
        """Write a comment; strings become paragraphs, ``more`` are fields of ``Comment``."""
        user = None if isinstance(author, str) else author
        blocks = [paragraph(piece) if isinstance(piece, str) else piece for piece in content]
        comment = Comment(
            self.next_id(),
            self.post_id,
            author if isinstance(author, str) else author.name,
            blocks,
            when,
            user=user,
            **more,
        )
        self.comments.append(comment)
        return comment

    def ping(self, kind: Literal["pingback", "trackback"], title: str, url: str, when: datetime) -> Ping:
        ping = Ping(self.next_id(), self.post_id, kind, title, url, when)
        self.pings.append(ping)
        return ping

    def post(self, title: str, path: str, *parts: Sequence[Block], **more: Any) -> Post:
        """The article with everything that was said at this desk; ``more`` are fields of ``Post``."""
        more.setdefault("author", FOUNDER)
        more.setdefault("category", DAILY_NEWS)
        more.setdefault("modified_at", self.published_at)
        return Post(
            id=self.post_id,
            path=path,
            title=title,
            published_at=self.published_at,
            parts=list(parts),
            comments=self.comments,
            pings=self.pings,
            case=self.name,
            **more,
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table of special articles."""

    name: str
    special: str
    """What is special about it."""
    why: str
    """What goes wrong in an archive that does not know."""
    published: datetime
    build: Callable[[Desk], Post]
    shown: int = 0
    """Comments its pages show."""
    ids: int = 0
    """Ids it uses: comments, shown or not, and pings."""


def prose(pen: Pen, paragraphs: int) -> list[Block]:
    """So many ordinary paragraphs."""
    return [paragraph(pen.paragraph()) for _ in range(paragraphs)]


def line(*content: Inline) -> Block:
    """A paragraph, for calls that mix it with strings."""
    return paragraph(*content)
