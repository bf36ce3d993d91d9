"""Whether a page that the class of WordPress's own themes recognised was really read by it.

Themes that somebody made out of those have their elements and often not their comments: such a page would lose what
it does not expect, and nobody would hear of it.  So its reading is held against what the page itself prints, and
where that shows more, the general layout, which says how sure it is, reads the page instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from quwa_archive.errors import MissingField, PageError
from quwa_archive.items import PageItem
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.checks import THRESHOLD
from quwa_archive.pages.layouts import GENERAL
from quwa_archive.pages.layouts.stock import StockWordPress

FAMILY = StockWordPress.name
"""The layout whose readings are looked at again; others were written for one site."""
_THEMES = re.compile(rb"/wp-content/themes/(?:pub/|premium/|vip/)?([\w.-]+)/")
_OWN_THEMES = (b"twenty", b"default", b"classic", b"kubrick")
_IDS = re.compile(rb"\bid=[\"']?(?:[a-z]+-)*comment-(\d+)[\"'\s>]")
_TEXT = b"comment-content"
_MOST = 0.9
_IS_WHOLE = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_TAIL = 20_000
"""Bytes in which a page ends, with whatever a cache or a host prints behind it."""


def better_reading(page: PageItem, body: bytes, again: Callable[[], Document]) -> PageItem:
    """``page``, or the general reading of the same bytes where that has all of it and more, be it sure of itself or not.

    ``again`` parses them anew: a reading changes its tree.
    Of a page that names another theme it is enough that it has all, and is sure: there nothing speaks for the
    family's class.  Raises `MissingField` where neither has found one name, or one text, of all comments.
    """
    if page.layout != FAMILY:
        return page
    foreign, lacking = names_another_theme(body), lacks_something(page, body)
    if not foreign and not lacking:
        return page
    other = _general_reading(again())
    if other is None or not _has_all(other, page):
        if lacking and _reads_nobody(page, body):
            raise MissingField(
                f"{page.url}: layout {page.layout}: {len(page.comments)} comments without name or text"
            )
        return page
    if lacking and _has_more(other, page):
        return other
    return other if foreign and (other.confidence or 0) >= THRESHOLD else page


def reading_instead(body: bytes, again: Callable[[], Document]) -> PageItem | None:
    """The general reading of a page that a layout claims and cannot read: a look of the same family, or a redesign.

    Only one that is sure of itself, of a page that has an end: what was cut off while it was sent looks like a new look.
    """
    if not _IS_WHOLE.search(body[-_TAIL:]):
        return None
    other = _general_reading(again())
    return other if other is not None and (other.confidence or 0) >= THRESHOLD else None


def _general_reading(document: Document) -> PageItem | None:
    """What the general layout makes of a page; ``None`` where that is nothing."""
    try:
        return GENERAL.read(document) if GENERAL.recognises(document) else None
    except PageError:
        return None


def names_another_theme(body: bytes) -> bool:
    """Whether a page loads files of themes, none of them WordPress's own or a child of one."""
    themes = {name.lower() for name in _THEMES.findall(body)}
    return bool(themes) and not any(name.startswith(_OWN_THEMES) for name in themes)


def lacks_something(page: PageItem, body: bytes) -> bool:
    """Whether a page prints comments that were not read, or names, dates, texts or a title are missing."""
    named = {int(number) for number in _IDS.findall(body)}
    names, dates, texts = _parts(page)
    if _TEXT in body:
        texts = len(page.comments)  # its place is known: what is empty was left so
    return not page.title or not named <= _ids(page) or min(names, dates, texts) < _MOST * len(page.comments)


def _reads_nobody(page: PageItem, body: bytes) -> bool:
    """Whether all comments were read without a name, or without a text where none has the place that the family knows."""
    names, _, texts = _parts(page)
    return bool(page.comments) and (names == 0 or (texts == 0 and _TEXT not in body))


def _ids(page: PageItem) -> set[int | None]:
    return {comment.id for comment in page.comments} | {ping.comment_id for ping in page.pings}


def _parts(page: PageItem) -> tuple[int, int, int]:
    """How many comments have a name, a date, a text."""
    return (
        sum(bool(comment.author_name) for comment in page.comments),
        sum(bool(comment.posted_raw or comment.posted_machine) for comment in page.comments),
        sum(bool(comment.body_text) for comment in page.comments),
    )


def _has_all(other: PageItem, page: PageItem) -> bool:
    """Whether a reading has every comment, at least as many names, dates and texts, a body, and a title if the first has one."""
    return (
        other.post_id == page.post_id
        and {comment.id for comment in page.comments} <= _ids(other)
        and all(mine >= its for mine, its in zip(_parts(other), _parts(page), strict=True))
        and bool(other.title or not page.title)
        and bool(other.body_text or not page.body_text)
        and other.access == page.access
    )


def _has_more(other: PageItem, page: PageItem) -> bool:
    return (
        len(other.comments) > len(page.comments)
        or any(mine > its for mine, its in zip(_parts(other), _parts(page), strict=True))
        or bool(other.title and not page.title)
    )
