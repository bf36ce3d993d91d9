"""What WordPress's themes of 2005 to 2020 print, put into the words of the later ones, so that one class reads both.

Evidence: Kubrick ("default") 1.6 and Twenty Ten to Twenty Twenty on a local WordPress 6.1, November 2026; the
comments of Kubrick before WordPress 2.7 from its templates.  Each function looks for its words in the bytes first,
so a page of a later theme costs nothing more.  Only the tree changes, never the bytes that were kept.
"""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.text import line_of

_POSTED = re.compile(r"was posted on (\w+, \w+ \d+\w*, \d{4} at \d+:\d\d(?: ?[ap]m)?)", re.IGNORECASE)
_AFTER_TEXT = frozenset({"reply", "children"})
_HEAD_OF_COMMENT = frozenset(
    {"comment-author", "comment-meta", "commentmetadata", "comment-awaiting-moderation"}
)


def find_kubrick(document: Document) -> etree._Element | None:
    """The body of an article in Kubrick: ``div.entry`` in ``div.post#post-N``; no other theme of the family has it."""
    if b"entry" not in document.raw or b"postmetadata" not in document.raw:
        return None
    return next((element for element in document.body.iter("div") if is_kubrick(element)), None)


def is_kubrick(element: etree._Element) -> bool:
    """Whether this is a body as `find_kubrick` looks for."""
    post = element.getparent()
    if post is None or "entry" not in tokens(element):
        return False
    names = tokens(post)
    return ("hentry" in names or "post" in names) and (post.get("id") or "").startswith("post-")


def is_single(content: etree._Element) -> bool:
    """Whether Kubrick says that this body is alone on its page: only there the line about the post stands inside."""
    return is_kubrick(content) and any("postmetadata" in tokens(line) for line in content.iterchildren("p"))


def mark_article(document: Document, article: etree._Element, content: etree._Element) -> None:
    """Gives the author's link its ``rel`` and the links to parts their class, and moves out what is no text.

    ``.author.vcard > a.url.fn.n`` up to Twenty Nineteen, ``li.post-author a`` in Twenty Twenty; ``.page-link`` in
    Twenty Ten and Eleven; Kubrick prints parts, tags and a line about the post as last paragraphs of its body.
    """
    if b"fn n" in document.raw or b"post-author meta-wrapper" in document.raw:
        for link in article.iter("a"):
            if not link.get("rel") and _is_of_author(link):
                link.set("rel", "author")
    if b"page-link" in document.raw or "entry" in tokens(content):
        for links in [element for element in content.iterchildren("div", "p") if _links_parts(element)]:
            links.set("class", "page-links")
    if "entry" in tokens(content):
        for line in [line for line in content.iterchildren("p") if _is_about_post(line)][::-1]:
            remove(line)
            content.addnext(line)


def printed_date(document: Document) -> str | None:
    """The date of publication where no ``<time>`` has it: Twenty Ten (the time is the link's title), Twenty Twenty
    (the day alone), Kubrick (`This entry was posted on Wednesday, August 3rd, 2016 at 2:08 pm and is …`)."""
    if b'class="entry-date"' in document.raw:
        for span in document.body.iter("span"):
            if span.get("class") == "entry-date" and (link := span.getparent()) is not None:
                return f"{line_of(span)} {link.get('title') or ''}".strip()
    elif b"post-date meta-wrapper" in document.raw:
        for item in document.body.iter("li"):
            if "post-date" in tokens(item) and (link := item.find(".//a")) is not None:
                return line_of(link)
    elif b"postmetadata" in document.raw:
        for line in document.body.iter("p"):
            if "postmetadata" in tokens(line) and (said := _POSTED.search(line_of(line))):
                return said.group(1)
    return None


def enclose(heading: etree._Element) -> etree._Element:
    """Kubrick has no element around its discussion, only around article and discussion: makes one.

    Else a list in the body that looks like comments would be taken for some.
    """
    around = etree.Element("div", {"class": "comments-area"})
    following = list(heading.itersiblings())
    heading.addprevious(around)
    around.extend([heading, *following])
    heading.set("class", "comments-title")
    return around


def mark_comments(document: Document, container: etree._Element) -> None:
    """Wraps the loose text of comments that have no element for it in one, and names who wrote them.

    ``div.comment-body`` that holds author, date, text and reply link (Kubrick, and every theme that does not ask
    for HTML5); before WordPress 2.7 ``li > cite`` and ``small.commentmetadata``, without a class of the item.
    """
    if b"commentmetadata" not in document.raw:
        return
    for item in container.iter("li"):
        names = tokens(item)
        if "comment" not in names and _is_item(item):
            item.set("class", " ".join([*names, "comment"]))
            _wrap(item, _mark_old_head(item))
        else:
            for child in item.iterchildren("div"):
                if "comment-body" in tokens(child) and not child.xpath(
                    "div[contains(@class, 'comment-content')]"
                ):
                    heads = [e for e in child if not _HEAD_OF_COMMENT.isdisjoint(tokens(e))]
                    if any("comment-author" in tokens(head) for head in heads):
                        _wrap(child, heads)


def _is_about_post(line: etree._Element) -> bool:
    """`Tags: a, b` and `This entry was posted on …`."""
    return "postmetadata" in tokens(line) or (
        len(line) > 0 and all(link.get("rel") == "tag" for link in line)
    )


def _is_of_author(link: etree._Element) -> bool:
    if "url fn n" in (link.get("class") or ""):
        return True
    above = link.getparent()
    above = above.getparent() if above is not None else None
    return above is not None and "post-author" in tokens(above) and "meta-wrapper" in tokens(above)


def _links_parts(element: etree._Element) -> bool:
    if "page-link" in tokens(element):
        return True
    return element.tag == "p" and any("post-page-numbers" in tokens(child) for child in element)


def _is_item(item: etree._Element) -> bool:
    """``<li class="alt" id="comment-5">`` with ``<cite>`` and ``<small class="commentmetadata">``."""
    name = item.get("id") or ""
    return name.startswith("comment-") and name[8:].isdecimal() and item.find("cite") is not None


def _has_text_element(body: etree._Element) -> bool:
    return any("comment-content" in tokens(child) for child in body)


def _mark_old_head(item: etree._Element) -> list[etree._Element]:
    """The name gets the class that later themes give it; all up to the date is the head."""
    cite = item.find("cite")
    assert cite is not None
    cite.set("class", "fn")
    heads: list[etree._Element] = []
    for child in item:
        heads.append(child)
        if "commentmetadata" in tokens(child):
            break
    return heads


def _wrap(holder: etree._Element, heads: list[etree._Element]) -> None:
    """Puts what follows the last of ``heads`` in ``holder``, up to the reply link, into ``div.comment-content``."""
    if not heads:
        return
    last = heads[-1]
    text = etree.Element("div", {"class": "comment-content"})
    text.text, last.tail = last.tail, None
    for child in list(last.itersiblings()):
        names = tokens(child)
        if not _AFTER_TEXT.isdisjoint(names):
            break
        text.append(child)
    last.addnext(text)
