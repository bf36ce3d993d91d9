"""What all printing has in common: the site and its base URL, the view asked for, and what varies per fetch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

from quwa_archive.demo.blocks import absolute
from quwa_archive.demo.clock import SiteClock
from quwa_archive.demo.model import Comment, Post
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.threads import Thread


class Mark(Enum):
    """A place in a page where something else stands at every fetch; in a text it stands between two NULs."""

    NONCE = "nonce"
    """A number."""
    RELATED = "related"
    """The section "You May Also Like"."""


NONCE = "\x00nonce\x00"
"""The mark as it stands in a text."""

_CLASSES = re.compile(r'class=(["\'])(.*?)\1', re.DOTALL)
_WORDPRESS_CLASS = re.compile(
    r"(post|type-post|hentry|comment|byuser|bypostauthor|even|odd|alt|pingback|trackback|photo|emoji|children|"
    r"single|single-post|single-format-standard|page-numbers|current|prev|next|dots|avatar|url|post-\d+|postid-\d+|"
    r"(status|format|category|tag|thread|depth|comment-author|avatar|paged|single-paged|wp|menu-item)-.*)"
)


@dataclass(frozen=True, slots=True)
class View:
    """Which page of a post is asked for."""

    part: int = 1
    comment_page: int | None = None
    """The number in ``comment-page-N/``, ``None`` under the plain address."""
    reply_to: int | None = None
    """The comment of ``?replytocom=``."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A piece that many pages share, encoded once."""

    text: str
    encoded: tuple[bytes | Mark, ...]


Piece = str | Fixed | Mark
"""Pages are printed in pieces: a page joined as one text would be copied, and widened by a single emoji."""


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints one site for one base URL (absolute, ending in ``/``)."""

    site: SampleSite
    base: str
    _fixed: dict[str, Fixed] = field(default_factory=dict)

    def fixed(self, key: str, write: Callable[[], str]) -> Fixed:
        """The piece of that name, written once; a new printer is made when the site changes."""
        if key not in self._fixed:
            self._fixed[key] = fix(write())
        return self._fixed[key]

    @property
    def clock(self) -> SiteClock:
        return self.site.clock

    def url(self, path: str) -> str:
        return absolute(path, self.base)

    def commenter_avatar(self, comment: Comment, size: int) -> str:
        """The portrait of a commenter, as WordPress prints those of its avatar service."""
        address = f"https://avatars.example/avatar/{comment.id * 2654435761 % 2**32:032x}"
        return (
            f"<img alt='' src='{address}?s={size}&#038;d=mm&#038;r=g' "
            f"srcset='{address}?s={2 * size}&#038;d=mm&#038;r=g 2x' class='avatar avatar-{size} photo' "
            f"height='{size}' width='{size}' loading='lazy' decoding='async'/>"
        )


def fix(text: str) -> Fixed:
    """A text with marks, encoded."""
    parts = text.split("\x00")
    return Fixed(text, tuple(Mark(part) if place % 2 else part.encode() for place, part in enumerate(parts)))


def join(pieces: Iterable[Piece]) -> str:
    """The pieces as one text, marks included."""
    return "".join([_text(piece) for piece in pieces])


def _text(piece: Piece) -> str:
    if isinstance(piece, Mark):
        return f"\x00{piece.value}\x00"
    return piece if isinstance(piece, str) else piece.text


def portrait(address: str, alt: str, size: int) -> str:
    """An author's portrait: a file of the site."""
    return (
        f"<img alt='{alt}' src='{address}' class='avatar avatar-{size} photo' "
        f"height='{size}' width='{size}' loading='lazy' decoding='async'/>"
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A post about to be printed: the post, the view, and its arranged comments."""

    printer: Printer
    post: Post
    view: View
    thread: Thread
    comment_page: int
    """Number of the comment page that is shown, from 1."""
    url: str
    """The post's own address."""
    quoted_url: str
    """The same as a value in a query."""
    text: str
    """Text of the whole body."""

    @property
    def has_comment_pages(self) -> bool:
        return len(self.thread.pages) > 1

    @property
    def shows_comments(self) -> bool:
        """Whether the page has a comments section at all."""
        if self.post.password:
            return False
        return self.post.shape.comments_open or bool(self.thread.pages)


def post_classes(post: Post) -> str:
    """What WordPress's ``post_class()`` prints."""
    protected = " post-password-required" if post.password else ""
    terms = "".join(f" {term.kind}-{term.slug}" for term in (post.category, *post.tags))
    return f"post-{post.id} post type-post status-publish format-standard{protected} hentry{terms}"


def entities(text: str) -> str:
    """Text as WordPress prints titles: quotes and ampersands as numbers."""
    return (
        text.replace("&", "&#038;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("“", "&#8220;")
        .replace("”", "&#8221;")
        .replace("’", "&#8217;")
        .replace("–", "&#8211;")
        .replace('"', "&quot;")
    )


def shown_title(post: Post) -> str:
    """The title with WordPress's own label, before any label of the theme."""
    return f"Protected: {post.title}" if post.password else post.title


def rename_classes(html: str, prefix: str) -> str:
    """The page with ``prefix`` before every class that is the theme's and not WordPress's own."""

    def renamed(match: re.Match[str]) -> str:
        names = match[2].split()
        return 'class="' + " ".join(n if _WORDPRESS_CLASS.fullmatch(n) else prefix + n for n in names) + '"'

    return _CLASSES.sub(renamed, html)
