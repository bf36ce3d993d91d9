"""What a record is made of: its own elements, each with a key that says where it stands in records of this shape."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.general.marks import Mark, is_chrome, mark_of
from quwa_archive.pages.general.naming import name_of
from quwa_archive.pages.general.record import Record

Element = etree._Element
Key = tuple[str, ...]
"""The elements from the record down to one of its parts: tag and steady classes of each; `()` is the record itself."""

# Elements whose text is nothing that a reader sees, or no part of a comment.
SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "form",
        "textarea",
        "select",
        "option",
        "input",
        "iframe",
        "object",
        "video",
        "audio",
        "head",
    ]
)


# Without a class these are told apart by their number among their like; paragraphs and lists of a text are not.
_NAMELESS = frozenset({"div", "span", "td", "b", "em", "small", "i", "strong", "dd", "section"})


@dataclass(slots=True)
class Part:
    """One own element of a record.

    ``said`` is its direct text: its own and what follows its children, one line.  ``chrome``: it is the theme's own, or
    stands in what is.
    """

    element: Element
    key: Key
    said: str
    mark: Mark
    chrome: bool


@dataclass(slots=True)
class Anatomy:
    """The own parts of a record, in document order."""

    record: Record
    parts: list[Part] = field(default_factory=list)
    by_key: dict[Key, Part] = field(default_factory=dict)


def dissect(record: Record, starts: set[Element]) -> Anatomy:
    """The record without what ``starts`` holds: the records in it, the form to answer."""
    anatomy = Anatomy(record)
    parts, by_key = anatomy.parts, anatomy.by_key
    single = not record.more
    for element in record.elements:
        stack: list[tuple[Element, Key, bool, bool]] = [
            (element, () if single else (name_of(element),), False, True)
        ]
        while stack:
            node, key, chrome, top = stack.pop()
            mark = mark_of(node)
            if not chrome and not top:
                chrome = is_chrome(node, mark)
            said = node.text or ""
            if len(node):
                children: list[tuple[Element, Key, bool, bool]] = []
                seen: dict[str, int] | None = None
                for child in node:
                    tail = child.tail
                    if tail and not tail.isspace():
                        said += " " + tail
                    if child.tag in SKIPPED or child in starts:
                        continue
                    name = name_of(child)
                    if name in _NAMELESS:
                        if seen is None:
                            seen = {}
                        seen[name] = number = seen.get(name, 0) + 1
                        if number > 1:
                            name = f"{name}[{number}]"
                    children.append((child, (*key, name), chrome, False))
                children.reverse()
                stack.extend(children)
            if said:
                said = "" if said.isspace() else text.one_line(said)
            part = Part(node, key, said, mark, chrome)
            parts.append(part)
            if key not in by_key:
                by_key[key] = part
    return anatomy


def is_under(key: Key, above: Key) -> bool:
    """Whether a key is ``above`` or lies in it."""
    return key[: len(above)] == above
