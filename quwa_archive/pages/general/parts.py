"""What a record is made of: its own elements, each with a key that says where it stands in records of this shape."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.general.naming import name_of
from quwa_archive.pages.general.records import Record

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
    """One own element of a record. ``said`` is its direct text: its own and what follows its children, one line."""

    element: Element
    key: Key
    said: str


@dataclass(slots=True)
class Anatomy:
    """The own parts of a record, in document order."""

    record: Record
    parts: list[Part] = field(default_factory=list)
    by_key: dict[Key, Part] = field(default_factory=dict)


def dissect(record: Record, starts: set[Element]) -> Anatomy:
    """The record without the records in it (``starts`` are the elements of all)."""
    anatomy = Anatomy(record)
    single = len(record.elements) == 1
    for element in record.elements:
        stack: list[tuple[Element, Key]] = [(element, () if single else (name_of(element),))]
        while stack:
            node, key = stack.pop()
            said = node.text or ""
            children: list[tuple[Element, Key]] = []
            seen: dict[str, int] = {}
            for child in node:
                tag = child.tag
                if child.tail:
                    said += " " + child.tail
                if tag in SKIPPED or child in starts or child.get("id") == "respond":
                    continue
                name = name_of(child)
                if name in _NAMELESS:
                    seen[name] = number = seen.get(name, 0) + 1
                    if number > 1:
                        name = f"{name}[{number}]"
                children.append((child, (*key, name)))
            part = Part(node, key, said if said.isspace() or not said else text.one_line(said))
            if part.said.isspace():
                part.said = ""
            anatomy.parts.append(part)
            anatomy.by_key.setdefault(key, part)
            children.reverse()
            stack.extend(children)
    return anatomy


def is_under(key: Key, above: Key) -> bool:
    """Whether a key is ``above`` or lies in it."""
    return key[: len(above)] == above
