"""WordPress's own themes, which quwa.org had before and web archives hold: classic markup and block markup.

Evidence: Twenty Twenty-One 1.7, Twenty Twenty-Two and Twenty Twenty-Three on a local WordPress 6.1
(`../shared/samples/*twentytwenty*.html`, November 2026).  Classic: `article#post-N.hentry` > `.entry-content`,
comments in `#comments.comments-area` > `article#div-comment-N`.  Blocks: `.wp-site-blocks`,
`.wp-block-post-content`, no `<article>`; comments as classic markup in `.wp-block-post-comments` or as
`.wp-block-comment-…`.  Kubrick and Twenty Ten to Twenty Twenty (the same WordPress, the themes of 6.1): see
`old_stock`; Twenty Twenty has no list items, its comments are `div#comment-N.comment`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from quwa_archive.items import DateItem
from quwa_archive.pages import shape, text
from quwa_archive.pages.around import Around, is_of_other_post
from quwa_archive.pages.comments import Thread, declared_count, page_number
from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.general import evidence
from quwa_archive.pages.kind import kind_of
from quwa_archive.pages.layouts import old_stock
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.layouts.empty_body import place_empty_body
from quwa_archive.pages.metadata import read_head
from quwa_archive.pages.post import Post
from quwa_archive.pages.shape import Shape

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTENT = frozenset({"entry-content", "wp-block-post-content"})
_COMMENT_PAGE = re.compile(r"comment-page-\d+/?$|[?&]cpage=\d+$")
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
            "comment-reply-title": shape.TITLE,  # Twenty Twenty; over a form it counts nothing
            "discussion-meta-info": shape.TITLE,  # Twenty Nineteen: "Join the Conversation" stands in the heading
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
        if "wp-block-post-content" not in tokens(content):
            article = _article_of(content)
            if article is None or not ("hentry" in tokens(article) or old_stock.is_kubrick(content)):
                return False
        # A list of whole posts has the same elements: where `<body>` has lost its classes, the page has to prove more.
        return (
            kind_of(document) == "article"
            or old_stock.is_single(content)
            or evidence.judge(document, read_head(document)).is_article
        )

    def find_post(self, document: Document, post_id: int) -> Post | None:
        content = _content(document)
        if content is None:
            return None
        article = _article_of(content)
        if article is not None:
            old_stock.mark_article(document, article, content)
        return Post(article, content, _title(document, content), _around(content, article))

    def find_comments(self, document: Document) -> etree._Element | None:
        container = _find_discussion(document)
        if container is not None:
            old_stock.mark_comments(document, container)
        return container

    def own_dates(self, document: Document, around: Around) -> list[DateItem]:
        """`time.published` and `time.updated` (classic), `.wp-block-post-date time` (blocks), `old_stock.printed_date`."""
        dates: list[DateItem] = []
        for time in around.times:
            stamp = time.get("datetime")
            above = time.getparent()
            above_names = tokens(above) if above is not None else []
            names = tokens(time)
            if not stamp or is_of_other_post(time):
                continue
            if "published" in names or names == ["entry-date"]:  # Twenty Eleven, Twelve and Fourteen
                dates.append(DateItem("published", "time", stamp))
            elif "updated" in names or "wp-block-post-date__modified-date" in above_names:
                dates.append(DateItem("modified", "time", stamp))
            elif "wp-block-post-date" in above_names:
                dates.append(DateItem("published", "time", stamp))
        if not dates and (printed := old_stock.printed_date(document)):
            dates.append(DateItem("published", "printed", printed))
        return dates

    def finish_thread(self, document: Document, thread: Thread) -> None:
        """Some themes give the heading with the count an id alone: Twenty Twenty-Two, Kubrick (`comments`), Twenty
        Ten, Eleven (`comments-title`). In Kubrick the links to other posts stand where those to comment pages do."""
        if thread.declared is None:
            for heading in (_comments(document), document.by_id("comments-title")):
                if thread.declared is None and heading is not None and heading.tag in _HEADINGS:
                    thread.declared = declared_count(text.line_of(heading))
        if thread.page_urls and b"commentmetadata" in document.raw:
            thread.page_urls = [url for url in thread.page_urls if _is_of_discussion(url, document.url)]


def _is_of_discussion(url: str, own: str) -> bool:
    """Whether an address is a comment page of the article at ``own``, or the article itself."""
    return page_number(url) is not None or url.rstrip("/") == _COMMENT_PAGE.sub("", own).rstrip("/")


def _find_discussion(document: Document) -> etree._Element | None:
    """The element with the heading, the comments and the links to their pages."""
    container = _comments(document)
    if container is not None:
        if container.tag in _HEADINGS:  # block themes and Kubrick give the id to the heading
            if b"commentmetadata" in document.raw:
                return old_stock.enclose(container)
            container = container.getparent()
        if container is not None and any("comments" in name for name in tokens(container)):
            return container
    for items in document.body.iter("ol", "ul"):
        if not _COMMENT_LISTS.isdisjoint(tokens(items)):
            return items.getparent()
    return None


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
    found = next((element for element in _contents(document) if not is_of_other_post(element)), None)
    if found is None:
        found = old_stock.find_kubrick(document)
    return place_empty_body(document) if found is None else found


def _comments(document: Document) -> etree._Element | None:
    """``#comments``; not a heading of that id that an editor gave the article (stock/comments-as-a-heading)."""
    found = document.by_id("comments")
    if found is not None and found.tag in _HEADINGS and _is_in_content(found):
        others = document.body.iterfind(".//*[@id='comments']")
        return next((element for element in others if not _is_in_content(element)), None)
    return found


def _is_in_content(element: etree._Element) -> bool:
    return any(
        not _CONTENT.isdisjoint(tokens(above)) or old_stock.is_kubrick(above)
        for above in element.iterancestors()
    )


def _article_of(content: etree._Element) -> etree._Element | None:
    """``<article>``; in Kubrick and Twenty Ten a ``<div>`` with the same classes."""
    for above in content.iterancestors("article", "div"):
        if above.tag == "article" or (above.get("id") or "").startswith("post-"):
            return above
    return None


def _around(content: etree._Element, article: etree._Element | None) -> list[etree._Element]:
    """What stands beside the body, up to the article's own element, without its discussion (Twenty Twenty)."""
    around = [*content.itersiblings(preceding=True), *content.itersiblings()]
    node = content.getparent()
    while article is not None and node is not None and node is not article:
        around += [*node.itersiblings(preceding=True), *node.itersiblings()]
        node = node.getparent()
    around = [element for element in around if "comments-wrapper" not in tokens(element)]
    return around + [
        links
        for element in around
        for links in element.iterchildren("nav")
        if "post-nav-links" in tokens(links)
    ]


def _title(document: Document, content: etree._Element) -> etree._Element | None:
    """`h1.entry-title` or `h1.wp-block-post-title`; in some themes the site's name is an `h1`, too."""
    if "entry" in tokens(content):  # Kubrick
        return next(content.itersiblings("h2", "h1", preceding=True), None)
    for heading in document.body.iter("h1"):
        names = tokens(heading)
        if ("entry-title" in names or "wp-block-post-title" in names) and not any(
            above is content for above in heading.iterancestors()
        ):
            return heading
    return None
