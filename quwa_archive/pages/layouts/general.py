"""Any WordPress article: the last entry of the table, for looks that nobody wrote a class for.

Nothing here is one theme's: see `quwa_archive.pages.general`.
"""

from __future__ import annotations

from typing import ClassVar

from lxml import etree

from quwa_archive.errors import MissingField
from quwa_archive.items import PageItem
from quwa_archive.pages.around import Around
from quwa_archive.pages.author import find_box, read_author
from quwa_archive.pages.document import Document
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general import body as bodies
from quwa_archive.pages.general import byline, checks, counting, dating, evidence, thread
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.metadata import Head, read_head
from quwa_archive.pages.post import Post, part_number, read_body, read_title
from quwa_archive.pages.shape import Shape


class General(Layout):
    """Reads what it infers from the page, and says how sure it is."""

    name = "general"
    comment_shape: ClassVar[Shape] = Shape(classes={})

    def recognises(self, document: Document) -> bool:
        """Whether there is enough evidence that this is an article, and a post id."""
        head = read_head(document)
        if evidence.find_post_id(document, head.post_id)[0] is None:
            return False
        return evidence.judge(document, head).is_article

    def find_post(self, document: Document, post_id: int) -> Post | None:
        head = read_head(document)
        article = evidence.article_of(document, post_id)
        return self._post(document, head, article, bodies.Barred(set()))

    def _post(
        self, document: Document, head: Head, article: etree._Element | None, barred: bodies.Barred
    ) -> Post | None:
        content = bodies.find_content(document, article, barred)
        if content is None and article is not None:
            content = bodies.find_content(document, None, barred)
        if content is None:
            return None
        title = bodies.find_title(document, content, head, barred)
        return Post(article, content, title, bodies.around(content, article, title, barred))

    def find_comments(self, document: Document) -> etree._Element | None:
        return document.by_id("comments")

    def read(self, document: Document) -> PageItem:
        """Everything the page says; raises `MissingField` without post id or body."""
        head = read_head(document)
        post_id, ids_agree = evidence.find_post_id(document, head.post_id)
        if post_id is None:
            raise MissingField(f"{document.url}: layout {self.name}: no post id")
        found = thread.find_thread(document, head.language)
        barred = found.elements
        article = evidence.article_of(document, post_id)
        post = self._post(document, head, article, bodies.Barred(barred))
        if post is None:
            raise MissingField(f"{document.url}: layout {self.name}: no body")
        title_line = read_title(post.title, head, protected=False)
        first = found.records[0].element if found.records else None
        declared = counting.find_count(document, first, post.content, barred, title_line)
        page, page_urls = counting.find_pages(document, barred)
        told, hinted = checks.told_names(found), checks.hinted_body(post)
        comments = thread.read_found(document, found, head.language)
        if post.title is not None and any(node is post.content for node in post.title.iterancestors()):
            remove(post.title)  # a page without any element for the body alone
        for field in post.content.iter("input"):
            # The form of a post with a password, whatever class a theme gives it.
            if (
                field.get("name") == "post_password"
                and (form := next(field.iterancestors("form"), None)) is not None
            ):
                form.set("class", "post-password-form")
        around = Around()
        around.add(document, post.around, "by ")
        known = around.byline or head.person
        box = find_box(document, known.name if known else None)
        for element in box.elements if box else ():
            remove(element)
        part_urls, part_lines = counting.find_parts(document, [post.content, *post.around])
        for line in part_lines:
            remove(line)
        beside = [*post.around, *bodies.remove_furniture(post.content)]
        around.add(document, beside[len(post.around) :], "by ")
        if around.byline is None:
            around.byline = byline.find_byline(document, beside, head.language)
        own_dates = dating.find_dates(document, beside, head.language)
        body = read_body(document, post)
        around.add(document, body.furniture, "by ")
        item = PageItem(
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
            dates=[*head.dates, *own_dates],
            terms=around.all_terms(document, post.article, head),
            images=body.images,
            links=body.links,
            counts=list(around.counts.values()),
            comments=comments.comments,
            pings=comments.pings,
            comments_declared=declared,
            part=part_number(document),
            part_urls=around.part_urls or part_urls,
            comment_page=page,
            comment_page_urls=page_urls,
        )
        item.checks = checks.check_page(
            document, head, item, post, found, told, hinted=hinted, ids_agree=ids_agree
        )
        item.confidence = checks.confidence_of(item.checks)
        return item
