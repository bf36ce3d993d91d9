"""Whether a page is an article, and which: by what WordPress, plugins and the page itself say, not by its look."""

from __future__ import annotations

import re
from collections import Counter
from typing import cast

from lxml import etree

from quwa_archive.pages.document import Document

Element = etree._Element

_POST_ID = re.compile(r"(?:^|\s)post-(\d+)(?:\s|$)")
_INPUTS = etree.XPath("//input[@name='comment_post_ID' or @id='comment_post_ID']/@value")
_REPLIES = etree.XPath("//*[@data-postid]/@data-postid")
_JSON_POST = re.compile(r"/wp/v2/(posts|pages|media|[a-z_-]+)/(\d+)/?$")


def find_post_id(document: Document, head_id: int | None) -> tuple[int | None, bool | None]:
    """The post id, and whether all that states it agrees (``None`` where one thing alone does)."""
    votes: Counter[int] = Counter()
    weights = []
    if (declared := document.declared_post_id()) is not None:
        weights.append((declared, 4))
    if head_id is not None:
        weights.append((head_id, 4))
    hidden = {
        int(value) for value in cast("list[str]", _INPUTS(document.root)) if value.isdecimal() and int(value)
    }
    weights.extend((value, 3) for value in hidden)
    replies = {int(value) for value in cast("list[str]", _REPLIES(document.root)) if value.isdecimal()}
    weights.extend((value, 2) for value in replies)
    if (own := article_of(document, None)) is not None and (named := id_of(own)):
        weights.append((named, 2))
    for value, weight in weights:
        votes[value] += weight
    if not votes:
        return None, None
    best = votes.most_common(1)[0][0]
    return best, None if len(weights) == 1 else len(votes) == 1


def id_of(element: Element) -> int | None:
    """N of ``id="post-N"`` or of the class ``post-N``."""
    name = element.get("id") or ""
    if name.startswith("post-") and name[5:].isdecimal():
        return int(name[5:])
    match = _POST_ID.search(element.get("class") or "")
    return int(match.group(1)) if match else None


def article_of(document: Document, post_id: int | None) -> Element | None:
    """The element that ``post_class`` marks as this post; without an id the first that is marked so at all."""
    if post_id is not None:
        found = document.by_id(f"post-{post_id}")
        if found is not None:
            return found
    for element in document.body.iter("article", "div", "section", "main", "li"):
        if element.get("class") or element.get("id"):
            number = id_of(element)
            if number is not None and (post_id is None or number == post_id):
                return element
    return None
