"""The text rule: what one element says, in one walk, with the links and images in it.

Blocks (paragraphs, list items, quotes, headings) are separated by one blank line, ``<br>`` is a newline, other
white space is collapsed, an emoji image is its character, punctuation stays as published.  A table is one
block: a row a line, cells joined by `` | ``.  ``<pre>`` keeps its line breaks.  A caption belongs to its image and
stays out of the text (one without an image is kept as text, so that nothing is lost).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from quwa_archive.items import ImageItem, LinkItem

_BR = "\0"  # stands for a line break until a block is complete; no text holds it (`document.parse` drops NUL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MANY_LINES = re.compile(r"\n{3,}")

_BLOCK, _SKIP, _BREAK, _LINK, _IMAGE, _CAPTION, _FRAME, _CELL, _ROW, _TABLE, _PRE = range(1, 12)
_NAMES = {
    _BLOCK: "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote section article aside header footer nav main dl dt dd hr "
    "address details summary fieldset center caption",
    _SKIP: "script style iframe noscript template form svg object audio video select textarea button",
    _BREAK: "br",
    _LINK: "a",
    _IMAGE: "img",
    _CAPTION: "figcaption",
    _FRAME: "figure",
    _CELL: "td th",
    _ROW: "tr",
    _TABLE: "table",
    _PRE: "pre",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_EMOJI = frozenset({"emoji", "wp-smiley"})
# The classic editor's figures: `div.wp-caption > img + p.wp-caption-text`, `dl.gallery-item > dt + dd.gallery-caption`.
_CLASSIC = {
    "wp-caption": _FRAME,
    "gallery-item": _FRAME,
    "wp-caption-text": _CAPTION,
    "gallery-caption": _CAPTION,
}
# Lazy loaders put a placeholder into `src`; the address then stands in one of these.
_IMAGE_SOURCES = ("data-lazy-src", "data-src", "data-original", "src")

Resolve = Callable[[str | None], str | None]
"""Makes an address absolute, or says with ``None`` that it leads to no document (`Document.absolute`)."""


@dataclass(slots=True)
class Reading:
    """What one element says: ``text`` by the text rule, ``links`` and ``images`` in order of appearance.

    ``dirty`` tells that control characters were dropped from the text (its HTML will hold them too).
    """

    text: str
    links: list[LinkItem] = field(default_factory=list)
    images: list[ImageItem] = field(default_factory=list)
    dirty: bool = False


def clean(text: str) -> str:
    """``text`` without control characters; for HTML and attributes, where white space stays as it is."""
    return _CONTROL.sub("", text)


def one_line(text: str | None) -> str:
    """``text`` with all white space collapsed and without control characters."""
    if not text:
        return ""
    # Printable text has no white space but U+0020: most of it is collapsed as it stands, and splitting is dear.
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = " ".join(text.split())
    return text if text.isprintable() else _CONTROL.sub("", text)


def line_of(element: etree._Element) -> str:
    """All text of an element on one line, emoji images as characters: for titles, names, dates, counts."""
    if not len(element):
        return one_line(element.text)
    if next(element.iter("img", "br", "script", "style"), None) is None:
        return one_line("".join(cast("Iterable[str]", element.itertext())))
    return " ".join(read(element, _no_links).text.split())


def _no_links(_href: str | None) -> str | None:
    return None


def read(element: etree._Element, absolute: Resolve) -> Reading:
    """Text, links and images of ``element``, without its tail."""
    return _plain_paragraphs(element) or _Walk(absolute).run(element)


def _plain_paragraphs(element: etree._Element) -> Reading | None:
    """The reading of an element that holds nothing but paragraphs of plain text, else ``None``.

    Four comments of five are such; this takes a third of the time of a walk and gives the same.
    """
    if not (element.text or " ").isspace():
        return None
    blocks = []
    for child in element:
        if child.tag != "p" or len(child) or child.get("class") or not (child.tail or " ").isspace():
            return None
        if line := child.text:
            if not line.isprintable():
                return None
            line = line.strip() if "  " not in line else " ".join(line.split())
            if line:
                blocks.append(line)
    return Reading("\n\n".join(blocks))


def image_url(image: etree._Element, absolute: Resolve) -> str | None:
    """The address of an ``<img>``, wherever a lazy loader has put it; ``None`` where there is none."""
    for name in _IMAGE_SOURCES:
        url = absolute(image.get(name))
        if url is not None:
            return url
    return None


def inner_html(element: etree._Element, *, dirty: bool = False) -> str:
    """What stands inside an element, as HTML, without white space around it; the element loses its attributes."""
    element.attrib.clear()
    html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    width = len(element.tag) + 2
    html = html[width : -width - 1].strip()
    return clean(html) if dirty else html


class _Walk:
    """One pass over an element, iterative: 2,000 levels of nesting are no deeper for it than ten."""

    def __init__(self, absolute: Resolve) -> None:
        self.absolute = absolute
        self.blocks: list[str] = []
        self.parts: list[str] = []  # the block that is being read
        self.links: list[LinkItem] = []
        self.images: list[ImageItem] = []
        self.dirty = False
        self.link: list[str] | None = None  # the text of the open link
        self.href: str | None = None
        self.cells: list[str] = []
        self.rows: list[str] = []
        self.in_cell = 0
        self.in_pre = 0
        self.outer: list[tuple[list[str], list[str], int]] = []  # what a caption interrupts
        self.frames: list[
            tuple[int, list[str]]
        ] = []  # open figures: index of the first image, captions so far

    def run(self, root: etree._Element) -> Reading:
        # A block without a class is by far the most frequent element; it is dealt with here, without a call.
        kind_of = _KINDS.get
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            kind = kind_of(element.tag)
            if event == "start":
                if kind is not None:
                    if kind == _SKIP:
                        walker.skip_subtree()
                        continue
                    if kind != _BLOCK:
                        self.start(kind, element)
                    else:
                        if self.parts:
                            self.flush()
                        if name := element.get("class"):
                            self.start_classic(name)
                text = element.text
            else:
                if kind is not None and kind != _SKIP:
                    if kind != _BLOCK:
                        self.end(kind)
                    else:
                        if self.parts:
                            self.flush()
                        if name := element.get("class"):
                            self.end_classic(name)
                if element is root:
                    break
                text = element.tail
            if text and (self.parts or not text.isspace()):
                if self.in_pre:
                    text = text.replace("\n", _BR)
                self.parts.append(text)
                if self.link is not None:
                    self.link.append(text)
        self.flush()
        self.end_table()
        return Reading("\n\n".join(self.blocks), self.links, self.images, self.dirty)

    def start(self, kind: int, element: etree._Element) -> None:
        if kind == _BREAK:
            self.parts.append(_BR)
        elif kind == _LINK:
            self.end_link()
            self.href = self.absolute(element.get("href"))
            self.link = []
        elif kind == _IMAGE:
            self.add_image(element)
        elif kind == _CELL:
            self.flush()
            self.in_cell += 1
        elif kind == _FRAME:
            self.flush()
            self.frames.append((len(self.images), []))
        elif kind == _CAPTION:
            self.start_caption()
        else:
            self.flush()
            if kind == _ROW and not self.in_cell:
                self.end_row()
            elif kind == _PRE:
                self.in_pre += 1

    def end(self, kind: int) -> None:
        if kind == _LINK:
            self.end_link()
        elif kind == _CELL:
            self.flush()
            self.in_cell -= 1
            if not self.in_cell:
                self.cells.append(self.take_line())
        elif kind == _FRAME:
            self.flush()
            self.end_frame()
        elif kind == _CAPTION:
            self.end_caption()
        elif kind == _ROW:
            if not self.in_cell:
                self.end_row()
        elif kind == _TABLE:
            if not self.in_cell:
                self.end_table()
        elif kind == _PRE:
            self.flush()
            self.in_pre -= 1

    def flush(self) -> None:
        """Ends a block; inside a table cell a block is no more than a space."""
        parts = self.parts
        if not parts:
            return
        if self.in_cell:
            parts.append(" ")
            return
        text = "".join(parts)
        parts.clear()
        # Printable text has no white space but U+0020 (and no control characters): most stays as it stands.
        if text.isprintable():
            text = text.strip() if "  " not in text else " ".join(text.split())
        elif _BR in text:
            lines = [self.collapse(line) for line in text.split(_BR)]
            text = _MANY_LINES.sub("\n\n", "\n".join(lines).strip("\n"))
        else:
            text = self.collapse(text)
        if text:
            self.blocks.append(text)

    def collapse(self, text: str) -> str:
        text = " ".join(text.split())
        return text if text.isprintable() else self.without_controls(text)

    def without_controls(self, text: str) -> str:
        kept = _CONTROL.sub("", text)
        self.dirty = self.dirty or kept != text
        return kept

    def take_line(self) -> str:
        text = "".join(self.parts).replace(_BR, " ")
        self.parts.clear()
        return self.collapse(text)

    def end_link(self) -> None:
        if self.link is not None and self.href is not None:
            text = " ".join("".join(self.link).replace(_BR, " ").split())
            self.links.append(LinkItem(self.href, text))
        self.link = None

    def add_image(self, element: etree._Element) -> None:
        alt = element.get("alt") or ""
        name = element.get("class")
        if name and not _EMOJI.isdisjoint(name.split()):
            self.parts.append(alt)
            if self.link is not None:
                self.link.append(alt)
        elif url := image_url(element, self.absolute):
            self.images.append(ImageItem(url, one_line(alt) or None))

    def end_row(self) -> None:
        if any(self.cells):
            self.rows.append(" ".join(" | ".join(self.cells).split()))
        self.cells.clear()

    def end_table(self) -> None:
        self.end_row()
        if self.rows:
            self.blocks.append("\n".join(self.rows))
            self.rows.clear()

    def start_classic(self, name: str) -> None:
        if "caption" in name or "gallery" in name:
            for token in name.split():
                if (kind := _CLASSIC.get(token)) == _FRAME:
                    self.frames.append((len(self.images), []))
                elif kind == _CAPTION:
                    self.start_caption()
                if kind:
                    return

    def end_classic(self, name: str) -> None:
        if "caption" in name or "gallery" in name:
            for token in name.split():
                if (kind := _CLASSIC.get(token)) == _FRAME:
                    self.end_frame()
                elif kind == _CAPTION:
                    self.end_caption()
                if kind:
                    return

    def start_caption(self) -> None:
        self.flush()
        self.outer.append((self.blocks, self.parts, self.in_cell))
        self.blocks, self.parts, self.in_cell = [], [], 0

    def end_caption(self) -> None:
        self.flush()
        caption = "\n".join(self.blocks)
        self.blocks, self.parts, self.in_cell = self.outer.pop()
        if not caption:
            return
        if self.frames:
            self.frames[-1][1].append(caption)
        else:
            self.attach(caption, len(self.images) - 1)

    def end_frame(self) -> None:
        first, captions = self.frames.pop()
        for caption in captions:
            self.attach(caption, first)

    def attach(self, caption: str, first: int) -> None:
        """Gives a caption to the images it stands with; where there is none it is text like any other."""
        images = [image for image in self.images[max(first, 0) :] if image.caption is None]
        for image in images:
            image.caption = caption
        if not images:
            self.parts.append(caption.replace("\n", _BR))
            self.flush()
