"""Who wrote the article: name, role, bio, avatar and address, from whatever the page prints of them.

The author box of quwa.org has been seen as text only: an image with the alt text ``author avatar``, then name
and role on one line (``Bilal Khan Founder``), then the bio; two of three whole pages have none.  Its markup is
unknown, so it is recognised by that shape, wherever it stands.  The boxes of themes have class names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from quwa_archive.items import AuthorItem
from quwa_archive.pages import text
from quwa_archive.pages.around import ALL_POSTS
from quwa_archive.pages.document import Document
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.metadata import Person

_AVATAR_ALT = "author avatar"
# `author-box-role`, `author_position`; not `position-relative`.
_ROLE_CLASS = re.compile(r"(?:^|[\s_-])(?:role|position|job|job-?title|designation)(?:\s|$)", re.IGNORECASE)
_LABEL = re.compile(r"^(?:about the author|written by|published by|author|by)\s*:?\s+(?=\S)", re.IGNORECASE)
_HAS_TEXT = etree.XPath("boolean(normalize-space(.))")
_LONGEST_ROLE = 80
_BOX_LINES = frozenset({"p", "div", "h2", "h3", "h4", "h5", "h6", "span"})
_SEPARATORS = " ,;:|/–—-·•"
# Where a search for the box that an avatar belongs to ends at the latest.
_BORDERS = frozenset({"article", "main", "body", "html"})
_BORDER_CLASSES = re.compile(r"\b(entry-content|post_content|sidebar|widget|widget_area|content_wrap)\b")

# Boxes of themes: class of the box -> classes of name, of bio.  `author_info`: Blabber, native-meta page of the
# samples.  `author-bio`: Twenty Nineteen to Twenty Twenty-One; `author-info`: Twenty Ten to Twenty Seventeen.
# `wp-block-post-author`: block themes (Twenty Twenty-Two, -Three), where only the name is always there.
_THEME_BOXES = {
    "author_info": (("author_title",), ("author_bio",)),
    "author-bio": (("author-title",), ("author-description",)),
    "author-info": (("author-title",), ("author-bio", "author-description")),
    "entry-author-info": ((), ("author-description",)),  # an id, as are those in it: Twenty Ten
    "wp-block-post-author": (("wp-block-post-author__name",), ("wp-block-post-author__bio",)),
}
_THEME_BOX = re.compile("|".join(_THEME_BOXES))


@dataclass(slots=True)
class Box:
    """An author box: the elements it is made of (they are no part of the body) and what it says."""

    elements: list[etree._Element]
    name: str | None = None
    url: str | None = None
    role: str | None = None
    bio: str | None = None
    avatar_url: str | None = None


def read_author(byline: Person | None, person: Person | None, box: Box | None) -> AuthorItem | None:
    """One author out of box, by-line of the layout and head; the first that states a value wins.

    Values of different people are never mixed: what the head says of someone else than the box is left out.
    """
    known = [p for p in (byline, person) if p is not None]
    name = (box.name if box else None) or next((p.name for p in known if p.name), None)
    if not name:
        return None
    same = [p for p in known if not p.name or p.name.casefold() == name.casefold()]
    author = AuthorItem(name)
    if box is not None:
        author.url, author.role, author.bio, author.avatar_url = box.url, box.role, box.bio, box.avatar_url
    for source in same:
        author.url = author.url or source.url
        author.bio = author.bio or source.bio
        author.avatar_url = author.avatar_url or source.avatar_url
    return author


def find_box(document: Document, known_name: str | None) -> Box | None:
    """The author box of the page, if it has one: by its avatar's alt text first, then by the themes' classes."""
    for image in document.body.iter("img"):
        alt = image.get("alt")
        if alt and _AVATAR_ALT in alt.lower():
            return _box_by_avatar(document, image, known_name)
    for name, (title, bio) in _THEME_BOXES.items():
        if name.encode() in document.raw:
            for element in document.body.iter("div", "section", "aside"):
                if name in _names(element):
                    return _box_of_theme(document, element, title, bio, known_name)
    return None


def _box_of_theme(
    document: Document,
    element: etree._Element,
    title: tuple[str, ...],
    bio: tuple[str, ...],
    known_name: str | None,
) -> Box:
    box = Box([element])
    bios: dict[str, etree._Element] = {}
    for child in element.iter("*"):
        names = _names(child)
        if child.tag == "img" and box.avatar_url is None:
            box.avatar_url = text.image_url(child, document.absolute)
        elif box.name is None and any(name in names for name in title):
            box.name = _unlabelled(text.line_of(child), known_name)
        elif child is not element and (said := next((name for name in bio if name in names), None)):
            bios.setdefault(said, child)
        elif child.tag == "a" and box.url is None and _is_author_link(child):
            box.url = document.absolute(child.get("href"))
    # The description may hold name and bio: the bio's own element goes first.
    holder = next((bios[name] for name in bio if name in bios), None)
    box.bio = _bio(document, holder) if holder is not None else None
    return box


def _names(element: etree._Element) -> list[str]:
    """Classes and id: Twenty Ten and Eleven give their box ids where later themes give it classes."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".split()


def _unlabelled(line: str, known_name: str | None) -> str | None:
    """A name without what stands before it: "Author:", or in Twenty Thirteen "About" in the site's language."""
    if known_name and line.endswith(f" {known_name}"):
        return known_name
    return _LABEL.sub("", line) or None


def _bio(document: Document, element: etree._Element) -> str | None:
    """The text of a bio without its heading (the name) and its link to all posts ("View All Posts" in Blabber)."""
    for part in list(element.iter("a", "h2", "h3")):
        if (
            part.tag != "a"
            or ALL_POSTS.match(text.line_of(part))
            or "author" in (part.get("rel") or "").split()
        ):
            remove(part)
    return text.read(element, document.absolute).text or None


def _is_author_link(link: etree._Element) -> bool:
    return "author" in (link.get("rel") or "").split() or "/author/" in (link.get("href") or "")


def _box_by_avatar(document: Document, image: etree._Element, known_name: str | None) -> Box:
    elements, said = _extent(image)
    box = Box(elements, avatar_url=text.image_url(image, document.absolute))
    for link in [link for element in elements for link in element.iter("a")]:
        line = text.line_of(link)
        if _is_author_link(link):
            box.url = box.url or document.absolute(link.get("href"))
            if not ALL_POSTS.match(line):
                known_name = known_name or line or None
        if ALL_POSTS.match(line):
            remove(link)
            said = "\n\n".join(text.read(element, _no_links).text for element in elements)
    lines = [line for line in said.split("\n") if line]
    if not lines:
        return box
    box.name, rest = _split_name(lines[0], known_name, elements)
    box.role = _marked_role(elements) or rest
    following = lines[1:]
    if following and following[0] == box.role:
        following.pop(0)
    elif box.role is None and len(following) > 1 and _looks_like_role(following[0]):
        box.role = following.pop(0)
    if following:
        start = said.index(following[0], len(lines[0]))
        box.bio = said[start:].strip()
    return box


def _extent(image: etree._Element) -> tuple[list[etree._Element], str]:
    """The elements an avatar's box is made of, and their text.

    That is the nearest ancestor with two lines of text, name and bio, with the wrappers around it.  Where the
    avatar stands bare among the paragraphs of the body, it is the avatar and the blocks after it.
    """
    box, said = image, ""
    while (parent := box.getparent()) is not None and not _is_border(parent) and _starts_with(parent, box):
        box = parent
        if _HAS_TEXT(box):
            said = text.read(box, _no_links).text
            if _count_lines(said) >= 2:
                return [_with_wrappers(box)], said
    elements, texts = [box], [said]
    for sibling in box.itersiblings():
        if sum(map(_count_lines, texts)) >= 2 or sibling.tag not in _BOX_LINES:
            break
        if _HAS_TEXT(sibling):
            elements.append(sibling)
            texts.append(text.read(sibling, _no_links).text)
    return elements, "\n\n".join(part for part in texts if part)


def _count_lines(said: str) -> int:
    return sum(1 for line in said.split("\n") if line and not ALL_POSTS.match(line))


def _with_wrappers(box: etree._Element) -> etree._Element:
    """The outermost element around ``box`` that holds nothing else: empty wrappers must not stay in the body."""
    while (parent := box.getparent()) is not None and len(parent) == 1 and not _is_border(parent):
        if (parent.text or "").strip() or (box.tail or "").strip():
            break
        box = parent
    return box


def _no_links(_href: str | None) -> str | None:
    return None


def _is_border(element: etree._Element) -> bool:
    return element.tag in _BORDERS or bool(_BORDER_CLASSES.search(element.get("class") or ""))


def _starts_with(parent: etree._Element, child: etree._Element) -> bool:
    """Whether nothing is said in ``parent`` before ``child``: an article's text before the box is not the box's."""
    if (parent.text or "").strip():
        return False
    return not any(
        _HAS_TEXT(sibling) or (sibling.tail or "").strip() for sibling in child.itersiblings(preceding=True)
    )


def _marked_role(elements: list[etree._Element]) -> str | None:
    for element in elements:
        for child in element.iter("span", "p", "div", "em", "small", "h4", "h5", "h6", "i"):
            if (
                _ROLE_CLASS.search(child.get("class") or "")
                and (line := text.line_of(child))
                and len(line) <= _LONGEST_ROLE
            ):
                return line.strip(_SEPARATORS)
    return None


def _split_name(line: str, known: str | None, elements: list[etree._Element]) -> tuple[str, str | None]:
    """Name and role of a line such as ``Bilal Khan Founder``: the name is known, the rest is the role."""
    if known and not line.casefold().startswith(known.casefold()):
        line = _LABEL.sub("", line)
    if known and line.casefold().startswith(known.casefold()):
        rest = line[len(known) :]
        if not rest or not rest[0].isalnum():
            return line[: len(known)], rest.strip(_SEPARATORS) or None
    # Nobody else names the author: the first piece of the line that has an element of its own is the name.
    for element in elements:
        for child in element.iter("a", "strong", "b", "span", "h2", "h3", "h4", "h5", "h6"):
            piece = text.line_of(child)
            if piece and len(piece) < len(line) and line.startswith(piece):
                return piece, line[len(piece) :].strip(_SEPARATORS) or None
    return line, None


def _looks_like_role(line: str) -> bool:
    return len(line) <= _LONGEST_ROLE and not line.endswith((".", "!", "?", ":"))
