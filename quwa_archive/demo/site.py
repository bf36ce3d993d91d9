"""The sample site and the ways to change it: what an owner, a reader or a moderator does to a real one.

A ``SampleSite`` knows no address of its own: pages, feeds and truth are made for a base URL by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from quwa_archive.demo.blocks import Block, paragraph
from quwa_archive.demo.catalogue import Catalogue
from quwa_archive.demo.model import Author, Comment, Post, Term, find_comment
from quwa_archive.demo.people import DAILY_NEWS, FOUNDER
from quwa_archive.demo.text import slugify

Text = str | Sequence[Block]
"""A body: plain text with a blank line between paragraphs, or blocks."""


class SampleSite(Catalogue):
    """An invented site of ``articles`` posts with ``comments`` comments shown on its pages.

    Two sites with the same arguments are the same to the byte.  The special cases come first and keep their
    post ids and addresses at every size.  What the methods below change is from then on what the site serves
    and what its truth says; they may be called from any thread while the site is served.

    Changes that are given no time (``when``: aware, or ISO text with an offset) happen in the present of the
    site, which begins on 1 January 2026 UTC and moves on by an hour with each of them.
    """

    def __init__(
        self, articles: int = 40, comments: int | None = None, seed: int = 1, **options: Any
    ) -> None:
        """``comments``: as many as pages show, all posts together (default 12.5 an article).

        ``options``: the fields of ``options.Options``.
        """
        super().__init__(articles, comments, seed, **options)
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def add_post(
        self,
        title: str,
        text: Text,
        when: datetime | str | None = None,
        *,
        path: str | None = None,
        author: Author = FOUNDER,
        category: Term = DAILY_NEWS,
        **more: Any,
    ) -> Post:
        """Publish a new post; ``more`` are fields of ``model.Post`` (``shape``, ``tags``, …)."""
        with self.lock:
            at = self._moment(when)
            post_id = self.next_post_id()
            post = Post(
                id=post_id,
                path=path or f"/{category.slug}/{slugify(title) or post_id}/",
                title=title,
                author=author,
                category=category,
                published_at=at,
                modified_at=more.pop("modified_at", at),
                parts=[_blocks(text)],
                **more,
            )
            self.enter(post)
            return post

    def edit_post(
        self,
        post_id: int,
        *,
        title: str | None = None,
        text: Text | None = None,
        when: datetime | str | None = None,
        **more: Any,
    ) -> Post:
        """Change a post and its time of modification; ``more`` are fields of ``model.Post`` to set."""
        with self.lock:
            post = self.keep(post_id)
            if title is not None:
                post.title = title
            if text is not None:
                post.parts = [_blocks(text)]
            post.modified_at = self._moment(when)
            for name, value in more.items():
                if name not in Post.__dataclass_fields__:
                    raise TypeError(f"a post has no field {name!r}")
                setattr(post, name, value)
            self.changed(post)
            return post

    def unpublish(self, post_id: int) -> None:
        """Make a draft of a post: 404 everywhere, in no list, feed, sitemap or API any more."""
        with self.lock:
            self.withdraw(post_id)

    def add_comment(
        self,
        post_id: int,
        author: str | Author,
        text: Text,
        when: datetime | str | None = None,
        parent: int | None = None,
        *,
        held: bool = False,
        likes: int = 0,
        website: str | None = None,
    ) -> Comment:
        """Add a comment, in answer to ``parent`` (a comment id) if given; ``held``: awaiting moderation.

        No time of modification changes: WordPress leaves that of the post alone.
        """
        with self.lock:
            post = self.keep(post_id)
            comment = Comment(
                id=self.next_comment_id(),
                post_id=post_id,
                author_name=author if isinstance(author, str) else author.name,
                blocks=_blocks(text),
                posted_at=self._moment(when),
                parent_id=parent,
                website=website,
                user=None if isinstance(author, str) else author,
                likes=likes,
                held=held,
            )
            post.comments.append(comment)
            self.changed(post)
            return comment

    def edit_comment(self, comment_id: int, text: Text | None = None, *, likes: int | None = None) -> Comment:
        """Change a comment's text or likes; its id and time stay."""
        with self.lock:
            post = self.keep(self.post_of_comment(comment_id))
            comment = find_comment(post, comment_id)
            if text is not None:
                comment.blocks = _blocks(text)
            if likes is not None:
                comment.likes = likes
            self.changed(post)
            return comment

    def delete_comment(self, comment_id: int) -> None:
        """Move a comment to the bin: answers to it stay approved, but no page shows them."""
        with self.lock:
            post = self.keep(self.post_of_comment(comment_id))
            post.comments.remove(find_comment(post, comment_id))
            self.changed(post)

    def rename_theme(self, prefix: str = "nova-") -> None:
        """Put ``prefix`` before every class name that is the theme's: a redesign that no layout recognises."""
        with self.lock:
            self.class_prefix = prefix
            self.version += 1

    def _moment(self, when: datetime | str | None) -> datetime:
        if when is None:
            self.now += timedelta(hours=1)
            return self.now
        at = datetime.fromisoformat(when) if isinstance(when, str) else when
        if at.tzinfo is None:
            raise ValueError(f"{when}: a time without an offset says no instant")
        return at.astimezone(UTC)


def _blocks(text: Text) -> list[Block]:
    if isinstance(text, str):
        return [paragraph(" ".join(piece.split())) for piece in text.split("\n\n") if piece.strip()]
    return list(text)
