"""Bodies as blocks, from which both the HTML and the text are made: the truth never passes an extractor.

The HTML is written in the form in which lxml serialises it (double-quoted attributes, ``<br>``, ``&amp;``
only where needed), so that what a page shows can be compared with the truth as text.  Addresses that begin
with ``/`` are on the site itself; they become absolute with the base URL they are rendered for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def escape(text: str) -> str:
    """Text for an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """Text for a double-quoted attribute."""
    return escape(value).replace('"', "&quot;")


def absolute(address: str, base: str) -> str:
    """``address`` on the site at ``base`` (which ends in ``/``), or as it is when it has a scheme."""
    return base + address[1:] if address.startswith("/") else address


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink within a paragraph; ``rel`` as WordPress writes it in comments (``nofollow ugc``)."""

    text: str
    address: str
    rel: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Text in an inline element: ``strong``, ``em`` or ``code``."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: ``<br>`` and, as WordPress writes it, a newline in the source."""


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji that WordPress has replaced by an image whose ``alt`` is the character."""

    character: str


Inline = str | Link | Marked | Break | Emoji


@dataclass(slots=True)
class Paragraph:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items, numbered when ``ordered``."""

    items: tuple[tuple[Inline, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote of one or more paragraphs."""

    paragraphs: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An image with its caption: ``figure``/``figcaption``, or ``.wp-caption`` when ``classic``."""

    path: str
    alt: str | None
    caption: str | None
    classic: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its text is one line a row, cells separated by `` | ``."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Promo:
    """An inline promotion that ends in "Read More"; no part of the article."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The end of an excerpt: a line that says so and a line about logging in; no part of the article."""

    line: str
    plea: str


Block = Paragraph | Heading | Bullets | Quote | Figure | Table | Promo | Gate

FURNITURE = (Promo, Gate)
"""Blocks that stand in the content without being part of the article."""


def paragraph(*content: Inline) -> Paragraph:
    return Paragraph(content)


def _inline_html(content: tuple[Inline, ...], base: str) -> str:
    if len(content) == 1 and isinstance(content[0], str):
        return escape(content[0])
    out: list[str] = []
    for piece in content:
        match piece:
            case str():
                out.append(escape(piece))
            case Link(text, address, rel):
                attribute = f' rel="{rel}"' if rel else ""
                out.append(f'<a href="{quoted(absolute(address, base))}"{attribute}>{escape(text)}</a>')
            case Marked(tag, text):
                out.append(f"<{tag}>{escape(text)}</{tag}>")
            case Break():
                out.append("<br>\n")
            case Emoji(character):
                code = "-".join(f"{ord(part):x}" for part in character)
                out.append(
                    f'<img draggable="false" role="img" class="emoji" alt="{character}" '
                    f'src="https://s.w.org/images/core/emoji/14.0.0/svg/{code}.svg">'
                )
    return "".join(out)


def _inline_text(content: tuple[Inline, ...]) -> str:
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    out: list[str] = []
    for piece in content:
        match piece:
            case str():
                out.append(piece)
            case Link(text, _, _) | Marked(_, text):
                out.append(text)
            case Break():
                out.append("\n")
            case Emoji(character):
                out.append(character)
    return "".join(out)


def _figure_html(figure: Figure, base: str) -> str:
    alt = "" if figure.alt is None else f' alt="{quoted(figure.alt)}"'
    image = (
        f'<img loading="lazy" decoding="async" width="960" height="540" '
        f'src="{quoted(absolute(figure.path, base))}"{alt}>'
    )
    if figure.classic:
        caption = "" if figure.caption is None else f'<p class="wp-caption-text">{escape(figure.caption)}</p>'
        return f'<div class="wp-caption aligncenter" style="width: 970px">{image}{caption}</div>'
    caption = "" if figure.caption is None else f"<figcaption>{escape(figure.caption)}</figcaption>"
    return f'<figure class="wp-block-image size-large">{image}{caption}</figure>'


def _table_html(table: Table) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f'<figure class="wp-block-table"><table><tbody>{rows}</tbody></table></figure>'


def _block_html(block: Block, base: str) -> str:
    match block:
        case Paragraph(content):
            return f"<p>{_inline_html(content, base)}</p>"
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Bullets(items, ordered):
            tag = "ol" if ordered else "ul"
            rows = "".join(f"<li>{_inline_html(item, base)}</li>\n" for item in items)
            return f"<{tag}>\n{rows}</{tag}>"
        case Quote(paragraphs):
            inner = "\n".join(f"<p>{_inline_html(content, base)}</p>" for content in paragraphs)
            return f"<blockquote>{inner}</blockquote>"
        case Figure():
            return _figure_html(block, base)
        case Table():
            return _table_html(block)
        case Promo(title, path):
            address = quoted(absolute(path, base))
            return (
                f'<div class="related-promo"><a href="{address}">{escape(title)}</a> '
                f'<a class="more-link" href="{address}">Read More</a></div>'
            )
        case Gate(line, plea):
            return (
                f'<div class="excerpt-gate"><p>{escape(line)}</p>\n<p>{escape(plea)} '
                f'<a href="{base}wp-login.php">Log in</a> or <a href="{base}subscribe/">subscribe</a>.</p></div>'
            )


def to_page_html(blocks: Sequence[Block], base: str) -> str:
    """The blocks as the page prints them; furniture is glued to the block before it."""
    out = ""
    for block in blocks:
        separator = "" if not out or isinstance(block, FURNITURE) else "\n"
        out += separator + _block_html(block, base)
    return out


def to_html(blocks: Iterable[Block], base: str) -> str:
    """The blocks without furniture, joined by newlines: ``body_html``."""
    return "\n".join([_block_html(block, base) for block in blocks if not isinstance(block, FURNITURE)])


def _block_texts(block: Block) -> list[str]:
    match block:
        case Paragraph(content):
            return [_inline_text(content)]
        case Heading(text, _):
            return [text]
        case Bullets(items, _):
            return [_inline_text(item) for item in items]
        case Quote(paragraphs):
            return [_inline_text(content) for content in paragraphs]
        case Table(rows):
            return ["\n".join(" | ".join(row) for row in rows)]
        case Figure() | Promo() | Gate():
            return []


def to_text(blocks: Iterable[Block]) -> str:
    """The blocks by the text rule of the archive; captions and furniture are left out: ``body_text``."""
    return "\n\n".join([text for block in blocks for text in _block_texts(block)])


def links_of(blocks: Iterable[Block], base: str) -> list[dict[str, str]]:
    """The hyperlinks of the text, in order: absolute ``url`` and ``text``."""
    found: list[dict[str, str]] = []
    for block in blocks:
        match block:
            case Paragraph(content):
                contents: Sequence[tuple[Inline, ...]] = (content,)
            case Bullets(items, _):
                contents = items
            case Quote(paragraphs):
                contents = paragraphs
            case _:
                continue
        found.extend(
            {"url": absolute(piece.address, base), "text": piece.text}
            for content in contents
            for piece in content
            if isinstance(piece, Link)
        )
    return found


def images_of(blocks: Iterable[Block], base: str) -> list[dict[str, str | None]]:
    """The figures, in order: absolute ``url``, ``alt`` and ``caption`` (null where there is none)."""
    return [
        {"url": absolute(block.path, base), "alt": block.alt, "caption": block.caption}
        for block in blocks
        if isinstance(block, Figure)
    ]
