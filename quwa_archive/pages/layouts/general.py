"""Any WordPress article: the last entry of the table, for looks that nobody wrote a class for.

Nothing here is one theme's: see `quwa_archive.pages.general`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lxml import etree

from quwa_archive.errors import MissingField
from quwa_archive.items import PageItem, Statement
from quwa_archive.pages.around import Around
from quwa_archive.pages.author import find_box, read_author
from quwa_archive.pages.document import Document
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general import body as bodies
from quwa_archive.pages.general import (
    byline,
    checks,
    counting,
    dating,
    evidence,
    surroundings,
    thread,
)
from quwa_archive.pages.general import title as titles
from quwa_archive.pages.general.clipping import clip
from quwa_archive.pages.general.known import known_comments
from quwa_archive.pages.general.people import trusted, unlabelled
from quwa_archive.pages.general.roles import Roles
from quwa_archive.pages.general.span import Span, cut, find_span
from quwa_archive.pages.general.titled import above_title
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.layouts.empty_body import place_empty_body
from quwa_archive.pages.metadata import Head, read_head
from quwa_archive.pages.post import Body, Post, part_number, read_body, read_title
from quwa_archive.pages.shape import Shape

Element = etree._Element


class General(Layout):
    """Reads what it infers from the page, and says how sure it is."""

    name = "general"
    comment_shape: ClassVar[Shape] = Shape(classes={})
    roles: ClassVar[Roles | None] = None
    """Where comments have what; ``None`` where that is to be inferred from each page."""

    def recognises(self, document: Document) -> bool:
        """Whether there is enough evidence that this is an article, and a post id."""
        return evidence.is_article(document)

    def find_post(self, document: Document, post_id: int) -> Post | None:
        found = thread.find_thread(document, read_head(document).language, self.roles)
        barred = bodies.Barred(found.elements, bodies.repeated_in(document))
        return self.locate(document, read_head(document), post_id, barred)

    def locate(
        self, document: Document, head: Head, post_id: int, barred: bodies.Barred, guide: Guide | None = None
    ) -> Post | None:
        """Where title and body stand; ``barred`` are the comments, which are neither."""
        article = evidence.article_of(document, post_id)
        above = above_title(document, head)
        content = bodies.find_content(document, article, barred, above)
        if content is None and article is not None:
            content = bodies.find_content(document, None, barred, above)
        if content is None or not bodies.is_hinted(content):
            placed = place_empty_body(document)
            content = content if placed is None else placed
        is_locked = b"post_password" in document.raw
        if guide is not None and not is_locked and (content is None or not guide.span.is_in(content)):
            content = guide.span.content() if guide.span.content() is not None else content
        if content is None:
            return None
        known = guide.statement.title if guide else ""
        title = titles.find_title(document, content, head, barred, known, article)
        return Post(article, content, title, surroundings.around(content, article, title, barred))

    def find_comments(self, document: Document) -> Element | None:
        return document.by_id("comments")

    def read(self, document: Document) -> PageItem:
        """Everything the page says; raises `MissingField` without post id or body."""
        return self._read(document, None)[0]

    def read_guided(self, document: Document, statement: Statement) -> tuple[PageItem, Span]:
        """The same, led by what is stated of the article; also where that stands on the page."""
        item, guide = self._read(document, statement)
        assert guide is not None
        return item, guide.span

    def _read(self, document: Document, statement: Statement | None) -> tuple[PageItem, Guide | None]:
        head = read_head(document)
        post_id, ids_agree = evidence.find_post_id(document, head.post_id)
        if post_id is None:
            raise MissingField(f"{document.url}: layout {self.name}: no post id")
        surroundings.remove_unseen(document)
        stated = known_comments(statement.comments) if statement else None
        found = thread.find_thread(document, head.language, self.roles, stated)
        barred = bodies.Barred(found.elements, bodies.repeated_in(document))
        guide = Guide(statement, find_span(document.body, statement, barred)) if statement else None
        post = self.locate(document, head, post_id, barred, guide)
        if post is None:
            raise MissingField(f"{document.url}: layout {self.name}: no body")
        item = PageItem(document.url, self.name, post_id, "", "", "", language=head.language)
        told, hinted = checks.told_names(found), checks.hinted_body(post)
        running = bodies.running_text(document, post.article, barred)
        _read_discussion(document, head, post, found, item)
        body, repeated = _read_article(document, head, post, barred, item, guide.span if guide else None)
        item.title = read_title(post.title, head, protected=body.access == "password")
        item.canonical_url = head.canonical_url
        item.part = part_number(document)
        if self.roles is None:
            item.checks = checks.check_page(
                document,
                head,
                item,
                found,
                told,
                hinted=hinted,
                running=running - repeated,
                ids_agree=ids_agree,
            )
            item.confidence = checks.confidence_of(item.checks)
        return item, guide


@dataclass(slots=True, frozen=True)
class Guide:
    """What is stated of an article, and where it stands on the page."""

    statement: Statement
    span: Span


def _read_discussion(document: Document, head: Head, post: Post, found: thread.Found, item: PageItem) -> None:
    """Comments first: taking furniture out of a body may take out elements around them."""
    title = read_title(post.title, head, protected=False)
    first = found.records[0].element if found.records else None
    item.comments_declared = counting.find_count(
        document, found.seen, first, post.content, found.elements, title
    )
    item.comment_page, item.comment_page_urls = counting.find_pages(document, found.elements)
    read = thread.read_found(document, found, head.language)
    item.comments, item.pings = read.comments, read.pings


def _read_article(
    document: Document,
    head: Head,
    post: Post,
    barred: bodies.Barred,
    item: PageItem,
    span: Span | None,
) -> tuple[Body, int]:
    """Body, author, dates, terms and links; what stands in the body beside the article is taken out of it.

    Also how many characters of that are on the site's other articles, too.
    """
    content = post.content
    before = clip(content, post.title, barred)
    kept = span.kept if span is not None else set[Element]()
    for field in content.iter("input"):
        # The form of a post with a password, whatever class a theme gives it.
        form = next(field.iterancestors("form"), None)
        if form is not None and field.get("name") == "post_password":
            form.set("class", "post-password-form")
    around = Around()
    around.add(document, post.around, "by ")
    stated = trusted(head.person, document)
    known = around.byline or stated
    box = find_box(document, known.name if known else None)
    for element in box.elements if box else ():
        if element not in kept:
            remove(element)
    part_urls, part_lines = counting.find_parts(document, [content, *post.around])
    for line in part_lines:
        remove(line)
    if span is not None and span.is_in(content):
        before += cut(content, span)
    taken, repeated = surroundings.remove_furniture(content, barred, head.language, document, kept)
    furniture = [*before, *taken]
    around.add(document, furniture, "by ")
    beside = [*post.around, *furniture]
    if around.byline is None:
        around.byline = byline.find_byline(
            document, beside, head.language, [*list(content)[:2], *(box.elements if box else ())], stated
        )
    item.dates = [*head.dates, *dating.find_dates(document, beside, head.language)]
    if not any(date.kind == "published" for date in item.dates) and (
        day := dating.printed_day(document, beside, head.language)
    ):
        item.dates.append(day)
    body = read_body(document, post)
    around.add(document, body.furniture, "by ")
    item.body_text, item.body_html, item.access = body.text, body.html, body.access
    item.words_shown, item.words_total = body.words_shown, body.words_total
    item.author = read_author(around.byline, stated, box)
    if item.author is not None:
        item.author.name = unlabelled(item.author.name)
    item.terms = around.all_terms(document, post.article, head)
    item.images, item.links = body.images, body.links
    item.counts = list(around.counts.values())
    item.part_urls = around.part_urls or part_urls
    return body, repeated
