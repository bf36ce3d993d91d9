"""WordPress's own themes, which quwa.org had before and web archives hold: classic markup and block markup.

Evidence: Twenty Twenty-One 1.7, Twenty Twenty-Two and Twenty Twenty-Three on a local WordPress 6.1
(`../shared/samples/*twentytwenty*.html`, November 2026).  Classic: `article#post-N.hentry` > `.entry-content`,
comments in `#comments.comments-area` > `article#div-comment-N`.  Blocks: `.wp-site-blocks`,
`.wp-block-post-content`, no `<article>`; comments as classic markup in `.wp-block-post-comments` or as
`.wp-block-comment-…`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from quwa_archive.items import DateItem
from quwa_archive.pages import shape, text
from quwa_archive.pages.around import Around, is_of_other_post
from quwa_archive.pages.comments import Thread, declared_count
from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.post import Post
from quwa_archive.pages.shape import Shape

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTENT = frozenset({"entry-content", "wp-block-post-content"})
_COMMENT_LISTS = frozenset({"comment-list", "commentlist", "wp-block-comment-template"})


class StockWordPress(Layout):
    """The Twenty* themes, and themes that kept their markup."""

    name = "stock"
    comment_shape: ClassVar[Shape] = Shape(
        classes={
            "fn": shape.AUTHOR,
            "wp-block-comment-author-name": shape.AUTHOR,
            "wp-block-comment-date": shape.DATE,  # a date without a time in Twenty Twenty-Three
            "commentmetadata": shape.DATE,  # up to Twenty Eleven: no <time>
            "comment-content": shape.TEXT,
            "wp-block-comment-content": shape.TEXT,
            "comment-body": shape.FALLBACK_TEXT,  # Twenty Ten: the text; later themes: the whole comment
            "comment-awaiting-moderation": shape.PENDING,
            "comments-title": shape.TITLE,
            "wp-block-comments-title": shape.TITLE,
            "comment-navigation": shape.PAGES,
            "comments-pagination": shape.PAGES,
            "wp-block-comments-pagination": shape.PAGES,
            "navigation": shape.PAGES,  # nested-twentytwentytwo.html: `.navigation > .alignleft`
        }
    )

    def recognises(self, document: Document) -> bool:
        content = _content(document)
        if content is None:
            return False
        if "wp-block-post-content" in tokens(content):
            return True
        article = _article_of(content)
        return article is not None and "hentry" in tokens(article)

    def find_post(self, document: Document, post_id: int) -> Post | None:
        content = _content(document)
        if content is None:
            return None
        around = [*content.itersiblings(preceding=True), *content.itersiblings()]
        return Post(_article_of(content), content, _title(document, content), around)

    def find_comments(self, document: Document) -> etree._Element | None:
        container = _comments(document)
        if container is not None:
            if container.tag in _HEADINGS:  # block themes give the id to the heading
                container = container.getparent()
            if container is not None and any("comments" in name for name in tokens(container)):
                return container
        for items in document.body.iter("ol", "ul"):
            if not _COMMENT_LISTS.isdisjoint(tokens(items)):
                return items.getparent()
        return None

    def own_dates(self, document: Document, around: Around) -> list[DateItem]:
        """`time.published` and `time.updated` (classic), `.wp-block-post-date time` (blocks)."""
        dates: list[DateItem] = []
        for time in around.times:
            stamp = time.get("datetime")
            above = time.getparent()
            above_names = tokens(above) if above is not None else []
            names = tokens(time)
            if not stamp or is_of_other_post(time):
                continue
            if "published" in names:
                dates.append(DateItem("published", "time", stamp))
            elif "updated" in names or "wp-block-post-date__modified-date" in above_names:
                dates.append(DateItem("modified", "time", stamp))
            elif "wp-block-post-date" in above_names:
                dates.append(DateItem("published", "time", stamp))
        return dates

    def finish_thread(self, document: Document, thread: Thread) -> None:
        """Twenty Twenty-Two: the heading with the count has only an id (nested-twentytwentytwo.html)."""
        heading = _comments(document)
        if thread.declared is None and heading is not None and heading.tag in _HEADINGS:
            thread.declared = declared_count(text.line_of(heading))


def _contents(document: Document) -> Iterator[etree._Element]:
    for element in document.body.iter("div", "section"):
        name = element.get("class")
        if name and ("entry-content" in name or "wp-block-post-content" in name):
            names = name.split()
            # `.post_content.entry-content` is Blabber's
            if not _CONTENT.isdisjoint(names) and "post_content" not in names:
                yield element


def _content(document: Document) -> etree._Element | None:
    """The body of this post: the first content element that is in no list of other posts."""
    return next((element for element in _contents(document) if not is_of_other_post(element)), None)


def _comments(document: Document) -> etree._Element | None:
    """``#comments``; not a heading of that id that an editor gave the article (stock/comments-as-a-heading)."""
    found = document.by_id("comments")
    if found is not None and found.tag in _HEADINGS and _is_in_content(found):
        others = document.body.iterfind(".//*[@id='comments']")
        return next((element for element in others if not _is_in_content(element)), None)
    return found


def _is_in_content(element: etree._Element) -> bool:
    return any(not _CONTENT.isdisjoint(tokens(above)) for above in element.iterancestors())


def _article_of(content: etree._Element) -> etree._Element | None:
    return next(content.iterancestors("article"), None)


def _title(document: Document, content: etree._Element) -> etree._Element | None:
    """`h1.entry-title` or `h1.wp-block-post-title`; in some themes the site's name is an `h1`, too."""
    for heading in document.body.iter("h1"):
        names = tokens(heading)
        if ("entry-title" in names or "wp-block-post-title" in names) and not any(
            above is content for above in heading.iterancestors()
        ):
            return heading
    return None
