"""What every layout has in common: the order in which a page is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from lxml import etree

from quwa_archive.errors import MissingField
from quwa_archive.items import DateItem, PageItem
from quwa_archive.pages.around import Around
from quwa_archive.pages.author import find_box, read_author
from quwa_archive.pages.comments import Thread, read_thread
from quwa_archive.pages.document import Document
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.metadata import read_head
from quwa_archive.pages.post import Post, part_number, read_body, read_title
from quwa_archive.pages.shape import Shape


class Layout(ABC):
    """One look of the site. A subclass says how to know it and where it prints what; it keeps no state."""

    name: ClassVar[str]
    comment_shape: ClassVar[Shape]
    byline_label: ClassVar[str] = ""

    @abstractmethod
    def recognises(self, document: Document) -> bool:
        """Whether this page has this look; must be true of one layout at most."""

    @abstractmethod
    def find_post(self, document: Document, post_id: int) -> Post | None:
        """The elements of the article, or ``None`` where its body is not where this look has it."""

    @abstractmethod
    def find_comments(self, document: Document) -> etree._Element | None:
        """The element that holds heading, comments and links to comment pages, if the page has one."""

    def own_dates(self, document: Document, around: Around) -> list[DateItem]:
        """Dates that this look prints in the page itself and that are known to be the article's."""
        return []

    def finish_thread(self, document: Document, thread: Thread) -> None:  # noqa: B027 (most looks say nothing)
        """Adds what this look says about the comments outside their list."""

    def read(self, document: Document) -> PageItem:
        """Everything the page says; raises `MissingField` without post id or body."""
        head = read_head(document)
        post_id = document.declared_post_id() or _post_id_of_article(document) or head.post_id
        if post_id is None:
            raise MissingField(f"{document.url}: layout {self.name}: no post id; the layout needs a look")
        post = self.find_post(document, post_id)
        if post is None:
            raise MissingField(f"{document.url}: layout {self.name}: no body; the layout needs a look")
        # Comments first: taking furniture out of a body may take out elements around them.
        thread = read_thread(document, self.find_comments(document), self.comment_shape)
        self.finish_thread(document, thread)
        around = Around()
        around.add(document, post.around, self.byline_label)
        known = around.byline or head.person
        box = find_box(document, known.name if known else None)
        for element in box.elements if box else ():
            remove(element)
        body = read_body(document, post)
        around.add(document, body.furniture, self.byline_label)
        return PageItem(
            url=document.url,
            layout=self.name,
            post_id=post_id,
            title=read_title(post.title, head, protected=body.access == "password"),
            body_text=body.text,
            body_html=body.html,
            access=body.access,
            words_shown=body.words_shown,
            words_total=body.words_total,
            language=head.language,
            canonical_url=head.canonical_url,
            author=read_author(around.byline, head.person, box),
            dates=[*head.dates, *self.own_dates(document, around)],
            terms=around.all_terms(document, post.article, head),
            images=body.images,
            links=body.links,
            counts=list(around.counts.values()),
            comments=thread.comments,
            pings=thread.pings,
            comments_declared=thread.declared,
            part=part_number(document),
            part_urls=around.part_urls,
            comment_page=thread.page,
            comment_page_urls=thread.page_urls,
        )


def _post_id_of_article(document: Document) -> int | None:
    """N of the first ``<article id="post-N">`` (before 2010 a ``<div>``), for pages whose ``<body>`` has lost its classes."""
    for article in document.body.iter("article", "div"):
        name = article.get("id") or ""
        if name.startswith("post-") and name[5:].isdecimal():
            return int(name[5:])
    return None
