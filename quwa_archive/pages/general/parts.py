"""What a record is made of: its own elements, each with a key that says where it stands in records of this shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.pages import text
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
# Classes that tell one record from the next, and not one part of a record from another.
_UNSTEADY = re.compile(
    r"\d|^(?:even|odd|alt|thread-.*|byuser|bypostauthor|comment-author-.+|depth-.*|parent|first|last|has-.*|is-.*|highlander.*"
    r"|by-?author|author-comment|admin|guest|registered|bypost.*|odd.*|even.*)$"
)
_steady: dict[tuple[str, str], str] = {}
_MOST_KNOWN = 10_000


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
            for child in node:
                tag = child.tag
                if child.tail:
                    said += " " + child.tail
                if tag in SKIPPED or child in starts or child.get("id") == "respond":
                    continue
                children.append((child, (*key, name_of(child))))
            part = Part(node, key, said if said.isspace() or not said else text.one_line(said))
            if part.said.isspace():
                part.said = ""
            anatomy.parts.append(part)
            anatomy.by_key.setdefault(key, part)
            children.reverse()
            stack.extend(children)
    return anatomy


def name_of(element: Element) -> str:
    """Tag and steady classes: ``div.comment-meta``."""
    names = element.get("class") or ""
    pair = (str(element.tag), names)
    known = _steady.get(pair)
    if known is None:
        kept = sorted({token for token in names.split() if not _UNSTEADY.search(token)})
        known = ".".join([pair[0], *kept])
        if len(_steady) < _MOST_KNOWN:
            _steady[pair] = known
    return known


def is_under(key: Key, above: Key) -> bool:
    """Whether a key is ``above`` or lies in it."""
    return key[: len(above)] == above
