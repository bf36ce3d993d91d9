"""What the sample site consists of: posts, comments, pings, authors and terms.  All instants are aware, UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from quwa_archive.demo.blocks import Block, Gate

Layout = Literal["blabber", "twentytwentyone"]
AuthorBox = Literal["inside", "after", "theme"]


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who writes for the site."""

    id: int
    slug: str
    name: str
    role: str | None = None
    """Printed by the plugin's author box alone."""
    bio: str | None = None
    """Without one no author box is printed."""
    website: str = ""
    """As in the profile: REST gives it as ``url`` of the user and ``author_url`` of the user's comments."""

    @property
    def path(self) -> str:
        return f"/author/{self.slug}/"

    @property
    def avatar_path(self) -> str:
        return f"/wp-content/uploads/avatars/{self.slug}-150.png"


@dataclass(frozen=True, slots=True)
class Term:
    """A category or a tag."""

    id: int
    kind: Literal["category", "tag"]
    slug: str
    name: str

    @property
    def path(self) -> str:
        return f"/{self.kind}/{self.slug}/"


@dataclass(slots=True)
class Comment:
    """One reader comment; ``held`` while it awaits moderation."""

    id: int
    post_id: int
    author_name: str
    blocks: Sequence[Block]
    posted_at: datetime
    parent_id: int | None = None
    """The comment (or ping) that is answered, as the database knows it."""
    website: str | None = None
    user: Author | None = None
    """Set when an author of the site comments."""
    likes: int = 0
    held: bool = False


@dataclass(slots=True)
class Ping:
    """A pingback or trackback; it has an id and a date, which Blabber does not print."""

    id: int
    post_id: int
    kind: Literal["pingback", "trackback"]
    title: str
    url: str
    posted_at: datetime
    excerpt: str = "[…] has more on this […]"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a post is printed, where it differs from the common post."""

    layout: Layout = "blabber"
    """Layout of a ``mixed`` site; a site in one layout prints everything in that one."""
    author_box: AuthorBox | None = "inside"
    meta_line: bool = False
    """Category, author, date and counters under the title."""
    printed_date: str | None = None
    """Printed in the meta line instead of the date of publication."""
    head_metadata: bool = True
    """JSON-LD, Open Graph and ``article:published_time`` in the head."""
    sidebar: bool = False
    """Title outside and before the article, a sidebar beside it."""
    badge: str | None = None
    """Label behind the title."""
    label: str | None = None
    """Label before the title, such as ``Sample Premium``."""
    deck: str | None = None
    """Line under the title."""
    views: int | None = None
    """Printed by the counters of the meta line."""
    comments_open: bool = True
    comments_per_page: int | None = None
    language: str = "en-US"
    right_to_left: bool = False


@dataclass(slots=True)
class Post:
    """One article with everything that hangs on it."""

    id: int
    path: str
    """Address on the site, from and to ``/``."""
    title: str
    author: Author
    category: Term
    published_at: datetime
    modified_at: datetime
    parts: list[Sequence[Block]]
    """Blocks of each page of the post; nearly always one page."""
    tags: Sequence[Term] = ()
    comments: list[Comment] = field(default_factory=list)
    """In order of arrival, held ones included."""
    pings: list[Ping] = field(default_factory=list)
    shape: Shape = Shape()
    case: str | None = None
    """Name of the special case it is."""
    password: bool = False
    words_shown: int | None = None
    words_total: int | None = None
    """Counts in the gate line of an excerpt."""
    also_at: Sequence[str] = ()
    """Other paths that answer 200 with this post; their canonical link names ``path``."""
    moved_from: Sequence[str] = ()
    """Old paths that redirect (301) to ``path``."""

    @property
    def slug(self) -> str:
        return self.path.rstrip("/").rpartition("/")[2]

    @property
    def blocks(self) -> list[Block]:
        """All parts together."""
        return [block for part in self.parts for block in part]

    @property
    def access(self) -> Literal["open", "excerpt", "password"]:
        if self.password:
            return "password"
        return "excerpt" if any(isinstance(block, Gate) for block in self.blocks) else "open"


@dataclass(slots=True)
class Card:
    """What lists, feeds and sitemaps need of a post without making it."""

    id: int
    path: str
    title: str
    author: Author
    category: Term
    published_at: datetime
    modified_at: datetime
    comment_count: int
    """As WordPress counts: approved comments and pings."""
    tags: Sequence[Term] = ()
    password: bool = False
    number: int = -1
    """Which ordinary post it is, from 0; -1 for a post that the site holds whole."""
    first_comment_id: int = 0
    """First id of the block that belongs to the ordinary post's comments and pings."""


def approved_items(post: Post) -> list[Comment | Ping]:
    """Comments that are not held, and pings."""
    return [*(comment for comment in post.comments if not comment.held), *post.pings]


def find_comment(post: Post, comment_id: int) -> Comment:
    """The comment of that id; ``KeyError`` when the post has none."""
    for comment in post.comments:
        if comment.id == comment_id:
            return comment
    raise KeyError(comment_id)
