"""The archive's text rule a second time, on another parser, for the HTML that WordPress's filters give.

It shares no code with `quwa_archive.pages`: where both misread the same HTML in the same way, that is no accident of
one of them.  It works on the stream of tags, not on a tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urljoin


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote section article aside header footer nav main dl dt dd hr address"
    " details summary fieldset center figure table caption thead tbody tfoot tr td th pre figcaption"
)
_SILENT = _tags("script style iframe noscript template form svg object audio video select textarea button")
_DROPPED = frozenset({"script", "style", "noscript", "template", "form"})
_VOID = _tags("area base br col embed hr img input link meta param source track wbr")
_NOWHERE = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "sms:", "whatsapp:")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Lists of other posts and of terms that an editor can put into a body: they change whenever the site does.
_OTHER = frozenset(
    {"wp-block-latest-posts", "wp-block-query", "wp-block-latest-comments", "wp-block-categories"}
    | {"wp-block-archives", "wp-block-tag-cloud", "wp-block-calendar", "wp-block-page-list"}
    | {"screen-reader-text"}
)
_LINE = "\x00"


@dataclass
class Said:
    """Text by the rule, links as (address, text), images as [address, alt, caption]."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    images: list[list[str | None]] = field(default_factory=list)


def read(html: str, base: str) -> Said:
    """What a piece of HTML says."""
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    reader.end_block()
    reader.said.text = "\n\n".join(reader.blocks)
    return reader.said


def line(html: str) -> str:
    """All text of a piece of HTML on one line."""
    return " ".join(read(html, "http://nowhere.example/").text.split())


def tokens(html: str) -> list[str]:
    """Tags with their attributes in order, and texts: equal exactly when two serialisations mean the same."""
    splitter = _Tokens()
    splitter.feed(html.replace("\r\n", "\n"))
    splitter.close()
    return splitter.all()


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.said = Said()
        self.blocks: list[str] = []
        self.buffer: list[str] = []
        self.silent: list[str] = []
        self.other = 0  # depth inside a list of other posts
        self.pre = 0
        self.href: str | None = None
        self.link: list[str] | None = None
        self.cells: list[list[str]] = []  # rows of the open table
        self.cell_depth = 0
        self.figures: list[tuple[str, int]] = []  # end tag, index of the first image
        self.captions: list[tuple[str, list[str], list[str]]] = []
        self.open: list[tuple[str, str]] = []  # open elements with a role: tag, role

    # -- tags -------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        names = set(values.get("class", "").split())
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.append(tag)
            return
        if tag in _SILENT:
            self.silent.append(tag)
            return
        if self.other or names & _OTHER:
            if tag not in _VOID:
                if not self.other:
                    self.end_block()
                self.other += 1
            return
        if tag in _BLOCKS:
            self.end_block()
        role = ""
        if tag == "br":
            self.say(_LINE)
        elif tag == "a":
            self.end_link()
            self.href, self.link = self.absolute(values.get("href")), []
        elif tag == "img":
            self.image(values, names)
        elif tag == "pre":
            self.pre += 1
        elif tag == "figure" or names & {"wp-caption", "gallery-item"}:
            role = "figure"
            self.figures.append((tag, len(self.said.images)))
        elif tag == "figcaption" or names & {"wp-caption-text", "gallery-caption"}:
            role = "caption"
            self.captions.append((tag, self.blocks, self.buffer))
            self.blocks, self.buffer = [], []
        elif tag == "tr" and not self.cell_depth:
            self.cells.append([])
        elif tag in ("td", "th"):
            self.cell_depth += 1
        if tag not in _VOID:
            self.open.append((tag, role))

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if self.other:
            self.other -= tag not in _VOID
            return
        role = ""
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag:
                role = self.open[index][1]
                del self.open[index]
                break
        if tag in ("td", "th") and self.cell_depth:
            if self.cell_depth == 1 and self.cells:
                self.cells[-1].append(" ".join("".join(self.buffer).replace(_LINE, " ").split()))
                self.buffer.clear()
            self.cell_depth -= 1
        elif tag == "a":
            self.end_link()
        elif tag in _BLOCKS:
            self.end_block()
        if tag == "table" and not self.cell_depth:
            rows = [" ".join(" | ".join(row).split()) for row in self.cells if any(row)]
            self.cells = []
            if rows:
                self.blocks.append("\n".join(rows))
        elif tag == "pre" and self.pre:
            self.pre -= 1
        if role == "caption":
            self.end_caption()
        elif role == "figure":
            self.figures.pop()

    def handle_data(self, data: str) -> None:
        if self.silent or self.other:
            return
        self.say(data.replace("\n", _LINE) if self.pre else data)

    # -- pieces -----------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        self.buffer.append(text)
        if self.link is not None:
            self.link.append(text)

    def end_block(self) -> None:
        if self.cell_depth:
            self.buffer.append(" ")
            return
        lines = [" ".join(_CONTROL.sub("", part).split()) for part in "".join(self.buffer).split(_LINE)]
        self.buffer.clear()
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n"))
        if text:
            self.blocks.append(text)

    def end_link(self) -> None:
        if self.link is not None and self.href is not None:
            text = " ".join("".join(self.link).replace(_LINE, " ").split())
            self.said.links.append((self.href, text))
        self.link = None

    def end_caption(self) -> None:
        self.end_block()
        caption = "\n".join(self.blocks)
        _, self.blocks, self.buffer = self.captions.pop()
        if not caption:
            return
        first = self.figures[-1][1] if self.figures else len(self.said.images) - 1
        images = [image for image in self.said.images[max(first, 0) :] if image[2] is None]
        for image in images:
            image[2] = caption
        if not images:
            self.blocks.append(caption)

    def image(self, values: dict[str, str], names: set[str]) -> None:
        alt = values.get("alt", "")
        if names & {"emoji", "wp-smiley"}:
            self.say(alt)
        elif (url := self.absolute(values.get("src"))) is not None:
            self.said.images.append([url, " ".join(alt.split()) or None, None])

    def absolute(self, href: str | None) -> str | None:
        href = (href or "").strip()
        if not href or href.lower().startswith(_NOWHERE):
            return None
        try:
            return href if re.match("https?://", href) else urljoin(self.base, href)
        except ValueError:
            return None


class _Tokens(HTMLParser):
    """Without what the archive leaves out by name (scripts, forms, …) and without ``<p>``: parsers end and open
    paragraphs around blocks, and the text rule's comparison says where paragraphs are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text: list[str] = []
        self.dropped: list[str] = []
        self.other = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        names = set((dict(attrs).get("class") or "").split())
        if self.dropped:
            self.dropped.extend([tag] if tag == self.dropped[-1] else [])
        elif tag in _DROPPED:
            self.dropped.append(tag)
        elif self.other or names & _OTHER:
            self.other += tag not in _VOID
        elif tag != "p":
            values = sorted((name, self._value(name, value or "")) for name, value in attrs)
            self.found.append(f"<{tag} {values}>")

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        if self.dropped:
            if tag == self.dropped[-1]:
                self.dropped.pop()
        elif self.other:
            self.other -= tag not in _VOID
        elif tag not in _VOID and tag != "p":
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.dropped and not self.other:
            self.text.append(data)

    @staticmethod
    def _value(name: str, value: str) -> str:
        """Serialisers escape what an address may not hold, WordPress does not always."""
        return quote(value, safe="%/:@!$&'()*+,;=?#~[]") if name in ("href", "src", "action") else value

    def all(self) -> list[str]:
        self._end_text()
        return self.found

    def _end_text(self) -> None:
        text = " ".join("".join(self.text).split())
        self.text.clear()
        if text:
            self.found.append(text)
