"""The readers' comments of one page, in one pass over the element that holds them.

A layout says by a `Shape` which classes hold what; the pass finds each comment by its WordPress id, wherever the
list items stand.  Depth comes from the class ``depth-N`` that WordPress prints, and the parent is the nearest
comment above at one level less: the same as the list item around it where the HTML is sound, and right also
where it is not (`nested-twentytwentythree.html` closes one ``<li>`` too many for each flattened level).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.items import CommentItem, PingItem
from quwa_archive.pages import text
from quwa_archive.pages.document import Document, tokens
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.shape import (
    AUTHOR,
    DATE,
    FALLBACK_TEXT,
    ITEM,
    LIKES,
    NOTHING,
    PAGES,
    PENDING,
    REPLY,
    TEXT,
    TIME,
    TITLE,
    Mark,
    Shape,
)

_COMMENT_ID = re.compile(r"^(?:li-|div-)?comment-(\d+)$")
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*")
_COMMENT_PAGE = re.compile(r"/comment-page-(\d+)|[?&]cpage=(\d+)")
_BUTTONS = frozenset({"comment-likes", "jetpack-comment-likes-widget-wrapper"})


@dataclass(slots=True)
class Thread:
    """What a page shows of the discussion; ``declared`` and ``page`` are ``None`` where it does not say."""

    comments: list[CommentItem] = field(default_factory=list)
    pings: list[PingItem] = field(default_factory=list)
    declared: int | None = None
    page: int | None = None
    page_urls: list[str] = field(default_factory=list)


class _Entry:
    """A comment or ping whose elements are being gathered."""

    __slots__ = ("depth", "element", "id", "mark", "parts")

    def __init__(self, element: etree._Element, mark: Mark, id_: int | None) -> None:
        self.element = element
        self.mark = mark
        self.id = id_
        self.depth = mark.depth
        self.parts: dict[int, etree._Element] = {}

    def is_pending(self) -> bool:
        """Whether it awaits moderation: shown to its author only, it is not public."""
        return self.mark.pending or PENDING in self.parts


def read_thread(document: Document, container: etree._Element | None, shape: Shape) -> Thread:
    """All comments and pings in ``container``, what its heading counts, and its links to other comment pages."""
    thread = Thread(page=page_number(document.url))
    if container is None:
        return thread
    _read_frame(document, container, shape, thread)
    if b"comment-likes" in document.raw:
        # Jetpack's button stands in the text (seen on pages of wordpress.com, and with the plugin on others).
        for box in [box for box in container.iter("p", "div") if not _BUTTONS.isdisjoint(tokens(box))]:
            remove(box)
    # Twenty Twenty prints a `<div>` for each comment, no list.
    entries = _gather(container, shape, "li") or _gather(container, shape, "div")
    for entry, parent_id in zip(entries, _parents(entries), strict=True):
        if entry.is_pending():
            continue
        if entry.mark.kind != "comment":
            thread.pings.append(_ping(document, entry, shape, len(thread.pings)))
        elif entry.id is not None:
            item = _comment(document, entry, shape, entry.id, parent_id)
            if item is not None:
                item.position = len(thread.comments)
                thread.comments.append(item)
    return thread


def _gather(container: etree._Element, shape: Shape, tag: str) -> list[_Entry]:
    """The comments and pings of ``container``, elements ``tag``, in order, each with the elements of its own."""
    entries: list[_Entry] = []
    roles = shape.roles
    for item in container.iter(tag):
        name = item.get("class")
        mark = shape.learn(name) if name is not None else NOTHING
        entry = _entry(item, mark) if mark.role == ITEM else None
        if entry is None:
            continue
        entries.append(entry)
        parts = entry.parts
        for element in item.iter():
            name = element.get("class")
            if name is None:
                # `<time datetime>` of the Twenty* themes has no class.
                if element.tag == "time":
                    parts.setdefault(DATE, element)
                continue
            role = roles.get(name)
            if role is None:
                role = shape.learn(name).role
            if not role:
                continue
            if role == ITEM:
                if element.tag == tag and element is not item:
                    break  # the first answer: what follows is not this comment's
            elif role not in parts:
                parts[role] = element
                if role == REPLY and TEXT in parts:
                    break  # WordPress prints the reply link last
    return entries


def _entry(element: etree._Element, mark: Mark) -> _Entry | None:
    """A comment (it has an id, its own or its first child's) or a ping (it may have none); else ``None``."""
    id_ = comment_id(element)
    if id_ is None and len(element):
        id_ = comment_id(element[0])
    if id_ is None and mark.kind == "comment":
        return None
    return _Entry(element, mark, id_)


def _read_frame(document: Document, container: etree._Element, shape: Shape, thread: Thread) -> None:
    """Reads what stands around the list: the heading that counts, and the links to other comment pages."""
    for child in container:
        if child.tag in ("ul", "ol", "form") or child.get("id") == "respond":
            continue
        for element in child.iter():
            name = element.get("class")
            role = shape.learn(name).role if name is not None else 0
            if role == TITLE and thread.declared is None:
                thread.declared = declared_count(text.line_of(element))
            elif role == PAGES:
                _read_pages(document, element, thread)


def comment_id(element: etree._Element) -> int | None:
    """N of an id such as ``comment-N``, ``li-comment-N`` (Twenty Ten) or ``div-comment-N``."""
    name = element.get("id")
    match = _COMMENT_ID.match(name) if name else None
    return int(match.group(1)) if match else None


def _parents(entries: list[_Entry]) -> list[int | None]:
    """The parent of each entry; sets ``depth`` from the nesting where no class states it."""
    parents: list[int | None] = []
    latest: dict[int, int | None] = {}
    by_element = {entry.element: entry for entry in entries}
    for entry in entries:
        if entry.depth == 0:
            above = entry.element.getparent()
            while above is not None and above not in by_element:
                above = above.getparent()
            entry.depth = by_element[above].depth + 1 if above is not None else 1
        parents.append(latest.get(entry.depth - 1))
        latest[entry.depth] = entry.id
    return parents


def _comment(
    document: Document, entry: _Entry, shape: Shape, id_: int, parent_id: int | None
) -> CommentItem | None:
    """The comment, or ``None`` when its text says that it awaits moderation (Twenty Twenty, block themes)."""
    parts = entry.parts
    author = parts.get(AUTHOR)
    name = text.line_of(author) if author is not None else ""
    if shape.author_label:
        name = (name + " ").removeprefix(shape.author_label).rstrip()
    body = parts.get(TEXT)
    if body is None and (whole := parts.get(FALLBACK_TEXT)) is not None and not _holds(whole, author):
        body = whole
    likes = parts.get(LIKES)
    item = CommentItem(
        id=id_,
        author_name=name,
        body_text="",
        body_html="",
        parent_id=parent_id,
        depth=entry.depth,
        author_url=_author_url(document, author),
        likes=None if likes is None else _likes(likes),
        has_reply_link=REPLY in parts,
    )
    item.posted_raw, item.posted_machine = _posted(parts.get(DATE), parts.get(TIME))
    if body is not None:
        said = text.read(body, document.absolute)
        item.body_text = said.text
        item.links = said.links
        item.body_html = text.inner_html(body, dirty=said.dirty)
        if "moderation" in item.body_html and _awaits_moderation(item.body_html, shape):
            return None
    return item


def _awaits_moderation(html: str, shape: Shape) -> bool:
    return any(f'class="{name}"' in html for name, role in shape.classes.items() if role == PENDING)


def _holds(whole: etree._Element, part: etree._Element | None) -> bool:
    return part is not None and any(element is whole for element in part.iterancestors())


def _author_url(document: Document, author: etree._Element | None) -> str | None:
    """Where the name leads."""
    link = _link_of(author) if author is not None else None
    return None if link is None else document.absolute(link.get("href"))


def _link_of(name: etree._Element) -> etree._Element | None:
    """The link in a name or, in Twenty Twenty, around it."""
    link = name if name.tag == "a" else name.find(".//a") if len(name) else None
    if link is None:
        above = name.getparent()
        link = above if above is not None and above.tag == "a" else None
    return link


def _posted(date: etree._Element | None, time: etree._Element | None) -> tuple[str | None, str | None]:
    """Printed date and time joined by one space, and the machine's where there is one."""
    if date is not None and time is not None and not len(date) and not len(time):
        printed = text.one_line(f"{date.text or ''} {time.text or ''}")
    else:
        printed = " ".join(text.line_of(part) for part in (date, time) if part is not None).strip()
    machine = None
    if date is not None:
        stamp = date if date.tag == "time" else date.find(".//time") if len(date) else None
        machine = stamp.get("datetime") if stamp is not None else None
    return printed or None, machine or None


def _likes(element: etree._Element) -> int | None:
    """`data-likes` (the printed number may be shortened to `1K`), else the number in the text."""
    raw = element.get("data-likes") or text.line_of(element)
    if raw.isdecimal():
        return int(raw)
    match = _NUMBER.search(raw)
    return int(re.sub(r"\D", "", match.group())) if match else None


def _ping(document: Document, entry: _Entry, shape: Shape, position: int) -> PingItem:
    kind = entry.mark.kind
    if shape.pings_swapped:
        kind = "pingback" if kind == "trackback" else "trackback"
    holder = entry.parts.get(AUTHOR)
    link = entry.element.find(".//a[@href]") if holder is None else _link_of(holder)
    if link is not None and link.get("href"):
        # In Twenty Twenty "says:" stands in the link, behind the name.
        title = link if holder is None or len(holder) else holder
        return PingItem(kind, text.line_of(title), document.absolute(link.get("href")), position, entry.id)
    said = text.line_of(entry.element if holder is None else holder)
    return PingItem(kind, re.sub(r"^(?:Ping|Track)back:\s*", "", said), None, position, entry.id)


def declared_count(heading: str) -> int | None:
    """The number in a heading such as `23 Comments`, `1,234 Comments`, `13 responses to “F-16”`, `One thought on …`."""
    match = _NUMBER.match(heading)
    if match:
        return int(re.sub(r"\D", "", match.group()))
    if heading.casefold().startswith("one "):
        return 1
    match = re.search(r"\((\d[\d.,]*)\)$", heading)
    return int(re.sub(r"\D", "", match.group(1))) if match else None


def page_number(url: str) -> int | None:
    """N of ``comment-page-N`` (or ``cpage=N``) in an address."""
    match = _COMMENT_PAGE.search(url)
    return int(match.group(1) or match.group(2)) if match else None


def _read_pages(document: Document, element: etree._Element, thread: Thread) -> None:
    """Reads a list of comment pages: the number of the current one and the addresses of the others."""
    for child in element.iter("a", "span"):
        if child.tag == "span":
            if "current" in (child.get("class") or "").split() and thread.page is None:
                number = text.line_of(child)
                thread.page = int(number) if number.isdecimal() else None
        elif url := document.absolute(child.get("href")):
            url = url.partition("#")[0]
            if url not in thread.page_urls and "replytocom=" not in url:
                thread.page_urls.append(url)
