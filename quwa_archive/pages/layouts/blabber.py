"""Blabber (AncoraThemes) with the plugin trx_addons: what quwa.org's strings point to.

Evidence: text copies of 26 pages of quwa.org print this theme's strings (`Show Comments`, `by NAME`, `Posted …`,
`0Likes`, `0.0/5`); the markup is that of Blabber 1.6.0 on a local WordPress 6.1, `../shared/samples/*blabber*.html`,
November 2026.  quwa.org's own HTML has not been seen.
"""

from __future__ import annotations

import re
from typing import ClassVar

from lxml import etree

from quwa_archive.items import DateItem
from quwa_archive.pages import shape, text
from quwa_archive.pages.around import Around
from quwa_archive.pages.comments import Thread
from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.post import Post
from quwa_archive.pages.shape import Shape

_URL_YEAR = re.compile(r"/((?:19|20)\d\d)/\d\d/\d\d/")


class Blabber(Layout):
    """`article.post_item_single` > `.post_content_single`; comments in `#comments.comments_list_wrap`."""

    name = "blabber"
    byline_label = "by "  # `a.post_author`: "by Bilal Khan" (seed-blabber-native-meta.html)
    comment_shape: ClassVar[Shape] = Shape(
        classes={
            "comment_author": shape.AUTHOR,
            "comment_date": shape.DATE,
            "comment_time": shape.TIME,
            "comment_text": shape.TEXT,
            "comment_counters_likes": shape.LIKES,
            "comment_not_approved": shape.PENDING,
            "comments_list_title": shape.TITLE,
            "comments_pagination": shape.PAGES,
        },
        # Always printed, in the link or without one; so one is a label, and the second of "by by the way" is a name.
        author_label="by ",
        # The theme prints "Trackback:" for pingbacks and the other way round (nested-blabber.html, 2125 and 2126).
        pings_swapped=True,
    )

    def recognises(self, document: Document) -> bool:
        article = document.by_id(f"post-{document.declared_post_id()}")
        if article is not None and "post_item_single" in tokens(article):
            return True
        return _find_content(document) is not None

    def find_post(self, document: Document, post_id: int) -> Post | None:
        content = _find_content(document)
        if content is None:
            return None
        article = document.by_id(f"post-{post_id}")
        title = _title(article) if article is not None else None
        if title is None:
            title = _title(document.body)
        around = [
            *content.itersiblings(preceding=True),
            *content.itersiblings(),
        ]
        if title is not None and (header := title.getparent()) is not None:
            # `single_style=out-below-fullwidth`: title and meta line stand before the article, with breadcrumbs.
            around.insert(0, header)
        return Post(article, content, title, around)

    def find_comments(self, document: Document) -> etree._Element | None:
        container = document.by_id("comments")
        if container is not None and "comments_list_wrap" in tokens(container):
            return container
        for items in document.body.iter("ul", "ol"):
            if "comments_list" in tokens(items):
                return items.getparent()
        return None

    def own_dates(self, document: Document, around: Around) -> list[DateItem]:
        """The date of the meta line, `.post_content_meta .post_date`: the theme prints the date of publication there.

        Not on quwa.org's older skin: three of its pages show another date under the title (the page at
        /2018/01/08/ shows May 24, 2022).  So a date that contradicts the year in the address is left out.
        """
        for element in around.printed_dates:
            if "post_date" in tokens(element) and (printed := text.line_of(element)):
                year = _URL_YEAR.search(document.url)
                if year and year.group(1) not in printed:
                    return []
                return [DateItem("published", "printed", printed)]
        return []

    def finish_thread(self, document: Document, thread: Thread) -> None:
        """Some ThemeREX themes leave the list out and link to `?show_comments=1`: that is where the comments are."""
        if not thread.comments and b"show_comments=1" in document.raw:
            for link in document.body.iter("a"):
                if "show_comments=1" in (href := link.get("href") or "") and (url := document.absolute(href)):
                    url = url.partition("#")[0]
                    if url != document.url and url not in thread.page_urls:
                        thread.page_urls.append(url)


def _find_content(document: Document) -> etree._Element | None:
    """`.post_content_single`, of the article whose id `<body>` names, or the first on the page."""
    article = document.by_id(f"post-{document.declared_post_id()}")
    for scope in (article, document.body):
        for element in scope.iter("div") if scope is not None else ():
            name = element.get("class")
            if name and "post_content_single" in name and "post_content_single" in name.split():
                return element
    return None


def _title(scope: etree._Element) -> etree._Element | None:
    """`h1.post_title.entry-title`, or the `h1` of a header panel that shows the title instead (`sc_layouts_title_caption`)."""
    panel = None
    for heading in scope.iter("h1"):
        names = tokens(heading)
        if "post_title" in names:
            return heading
        if "sc_layouts_title_caption" in names and panel is None:
            panel = heading
    return panel
