"""The ids that a page prints for its comments, and where: the ground on which comments are found.

WordPress prints a comment's id into the ``id`` of its element (``comment-N`` and kin), into its permalink
(``#comment-N``) and into its reply link (``replytocom=N``, ``data-commentid``); a theme seldom removes all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from quwa_archive.pages.document import Document, parts_of
from quwa_archive.pages.general.survey import ASIDE, QUOTED, Survey

ID, REPLY, ANCHOR, LINK = "id", "reply", "anchor", "permalink"

# `comment-N`, `li-comment-N`, `div-comment-N`, `comment_body-N`, `comment-body-N`, `commentN`, `wpd-comm-N_PARENT`;
# not `comments-N`, `comment-form-N`, `comment-respond-N`, whose N is the post's.
_ID = re.compile(
    r"(?:(?!comments)[a-z]+[-_])*?(?:comment(?:[-_]?(?:body|content|text|item|id|li|div|article|author|meta|entry|box|wrap))?|comm|cmt)"
    r"[-_]?(\d+)(?:_(\d+))?",
    re.IGNORECASE,
)
_NO_COMMENT = re.compile(r"form|respond|reply|cancel|toggle|menu|comments|nonce|post", re.IGNORECASE)
_FRAGMENT = re.compile(r"(?:[a-z]+-)*(?:comment|comm|cmt|c)[-_]?(\d+)", re.IGNORECASE)
_REPLY = re.compile(r"[?&;]replytocom=(\d+)")
_MOVE = re.compile(r"moveForm\(\s*['\"][^'\"]*['\"]\s*,\s*['\"](\d+)['\"]")
_COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$")


@dataclass(slots=True)
class Sign:
    """An element that names a comment. ``aside``: it stands where this page's comments seldom are (a widget)."""

    element: etree._Element
    id: int
    kind: str
    parent_id: int | None = None
    aside: bool = False
    pair: tuple[int, int] | None = None


def find_signs(document: Document, seen: Survey) -> list[Sign]:
    """All signs of the page in document order, but for quoted ones."""
    pages = _own_paths(document)
    signs = []
    for element in seen.naming:
        zone = seen.zone(element)
        if zone == QUOTED:
            continue
        for sign in _signs_of(document, element, pages):
            sign.aside = zone == ASIDE
            signs.append(sign)
    return _without_post_id(document, signs)


def _without_post_id(document: Document, signs: list[Sign]) -> list[Sign]:
    """Ids of two numbers are `comment_parent`, or `post_comment` where the first is the same in all of them."""
    pairs = [sign.pair for sign in signs if sign.pair is not None]
    firsts = {first for first, _ in pairs}
    seconds = {second for _, second in pairs}
    if len(firsts) != 1 or (len(seconds) < 2 and document.declared_post_id() not in firsts):
        return signs
    kept = []
    for sign in signs:
        if sign.pair is not None:
            sign.id, sign.parent_id = sign.pair[1], None
        if sign.id:
            kept.append(sign)
    return kept


def _signs_of(document: Document, element: etree._Element, pages: frozenset[str]) -> Iterator[Sign]:
    get = element.get
    if (name := get("id")) and (sign := id_sign(element, name)):
        yield sign
    raw = get("data-commentid") or get("data-comment-id") or get("data-comment_id")
    if raw and raw.isdecimal() and int(raw):
        # On a link or a button it is to whom one answers; on what holds them it is the comment's own.
        yield Sign(element, int(raw), REPLY if element.tag in ("a", "button", "span", "input") else ID)
        return
    if href := get("href"):
        if match := _REPLY.search(href):
            yield Sign(element, int(match.group(1)), REPLY)
        elif "#" in href:
            page, _, fragment = href.partition("#")
            match = _FRAGMENT.fullmatch(fragment)
            if match and _is_own(document, page, pages) and "nofollow" not in (get("rel") or ""):
                yield Sign(element, int(match.group(1)), LINK)
    elif (name := get("name")) and element.tag == "a" and (match := _FRAGMENT.fullmatch(name)):
        yield Sign(element, int(match.group(1)), ANCHOR)
    if (script := get("onclick")) and (match := _MOVE.search(script)):
        yield Sign(element, int(match.group(1)), REPLY)


def id_sign(element: etree._Element, name: str) -> Sign | None:
    """The sign that an ``id`` is; an empty element with one is an anchor."""
    match = _ID.fullmatch(name) if element.tag not in _CONTROLS else None
    if match is None or _NO_COMMENT.search(name) or not int(match.group(1)):
        return None
    is_empty = not len(element) and not (element.text or "").strip()
    parent = int(match.group(2)) if match.group(2) else None
    kind = ANCHOR if is_empty and element.tag in ("a", "span", "div", "p") else ID
    pair = (int(match.group(1)), parent) if parent is not None else None
    return Sign(element, int(match.group(1)), kind, parent or None, pair=pair)


_CONTROLS = frozenset({"input", "textarea", "button", "select", "label", "form"})


def _own_paths(document: Document) -> frozenset[str]:
    """The paths under which this article is known: its address, its canonical link."""
    found = {_path(document.url)}
    for link in document.root.iterfind("head/link[@rel='canonical']"):
        if url := document.absolute(link.get("href")):
            found.add(_path(url))
    return frozenset(found)


def _path(url: str) -> str:
    try:
        parts = parts_of(url)
    except ValueError:
        return url
    path = _COMMENT_PAGE.sub("", parts.path.rstrip("/"))
    if re.search(r"(?:^|&)p=\d+", parts.query):
        return f"{path}?{parts.query.partition('&')[0]}"
    return path


def _is_own(document: Document, page: str, pages: frozenset[str]) -> bool:
    if not page:
        return True
    path = _path(page if "//" in page else document.absolute(page) or page)
    return path in pages or any(
        own.startswith(path + "/") and own[len(path) + 1 :].isdecimal() for own in pages
    )
