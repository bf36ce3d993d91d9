"""Who wrote the article, as its header or footer prints it, and when, where no machine time says so."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.around import ALL_POSTS
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.datelike import LONGEST, Span, find_date
from quwa_archive.pages.general.naming import SAYS
from quwa_archive.pages.metadata import Person

Element = etree._Element

_AUTHOR = re.compile(
    r"(?:^|\s)(?:fn|author|authors?-name|p-author|byline|by-line|byline-name|post-?author\S*|entry-author\S*|author-name|posted-by|writer|writtenby|written-by|by)(?:\s|$)",
    re.IGNORECASE,
)
_META = re.compile(r"meta|byline|dateline|posted|author|info|details|credit", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:posted|written|published|article|text|words|story|reported|comment|left|sent|submitted)?\s*by|author|von|par|por|di|da|de|door|przez|od|автор|от|yazan|yazar|oleh|penulis|"
    r"بقلم|کاتب|از|مصنف|توسط|لेखक|द्वारा|লেখক|作者|文|著者|av|af)\s*[:：]?\s+(?=\S)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bby\s+(.+?)(?:\s+(?:and is filed|in|on|at|under|is filed|posted|published)\b|\s*[,|·•–—]|\.?$)"
)
_EDGES = " ,;:|/–—-·•\u200e\u200f"
_JOINT = re.compile(
    r"[\s|,:;·•–—-]*(?:\bon|\bat|\bam|\ble|\bel|\bem|\bil|\bop|\bden|\bposted)?[\s|,:;·•–—-]*$", re.IGNORECASE
)
_LONGEST = 60
_PLACES = (
    "a",
    "span",
    "address",
    "cite",
    "div",
    "p",
    "li",
    "small",
    "i",
    "b",
    "strong",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
)


def name_beside(said: str, language: str | None) -> str:
    """The name in a line that has a date, too: before it, or after it behind `by`; `""` where there is none."""
    cut = max(0, len(said) - LONGEST)  # a date stands at the end of a line that is longer than that
    found = find_date(said[cut:], language)
    if found is None:
        return ""
    found = Span(found.start + cut, found.end + cut, found.day, found.time)
    before = _trim(SAYS.sub("", _LABEL.sub("", _trim(_JOINT.sub("", said[: found.start])))))
    if before and before.casefold() not in (
        "on",
        "at",
        "posted",
        "posted on",
        "published",
        "published on",
        "date",
    ):
        return before
    after = said[found.end :].strip(_EDGES)
    match = _BY.search(said[found.end :])
    if match:
        return match.group(1).strip(_EDGES)
    if _LABEL.match(after):
        return _LABEL.sub("", after)
    words = after.split()
    return after if 1 < len(words) <= 5 and after[0].isupper() and not re.search(r"[\d:.!?]$", after) else ""


def _trim(said: str) -> str:
    """Without what stands at the edges of a line; `:)` is no edge."""
    said = said.rstrip(_EDGES)
    return said if said[:1] == ":" and said[1:2].strip() else said.lstrip(_EDGES)


def find_byline(document: Document, around: list[Element], language: str | None) -> Person | None:
    """The first that names an author: a marked element or a link to an author's page, then the words of a meta line."""
    terms: list[str] = []
    for holder in around:
        for link in holder.iter("a"):
            href = link.get("href") or ""
            relations = (link.get("rel") or "").split()
            if "tag" in relations or "/category/" in href or "/tag/" in href:
                terms.append(text.line_of(link).casefold())
            if "author" in relations or "/author/" in href:
                name = _name(text.line_of(link), language)
                if name:
                    return Person(name, document.absolute(href))
    lines: list[str] = []
    for holder in around:
        for element in holder.iter(*_PLACES):
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            rel = (element.get("rel") or "").split()
            href = element.get("href") or ""
            if "author" in rel or "/author/" in href or _AUTHOR.search(names):
                name = _name(text.line_of(element), language)
                if name:
                    inner = element if href else element.find(".//a")
                    return Person(name, document.absolute(inner.get("href")) if inner is not None else None)
            elif element.tag in ("p", "div", "span", "small", "li", "i", "em") and (
                _META.search(names) or (element is holder and element.find(".//h1") is None)
            ):
                line = text.line_of(element)
                if 3 < len(line) < 400:
                    lines.append(line)
    for line in lines:
        if match := _BY.search(line):
            name = match.group(1)
            span = find_date(name, language)
            if (
                span is None
                and 2 < len(name) <= _LONGEST
                and len(name.split()) <= 6
                and not _is_term(name, terms)
            ):
                return Person(name.strip(_EDGES))
    for line in lines:
        if (
            len(line) < 90
            and (name := name_beside(line, language))
            and len(name.split()) <= 5
            and not re.search(r"\d", name)
            and not _is_term(name, terms)
        ):
            return Person(name)
    return None


def _is_term(name: str, terms: list[str]) -> bool:
    """Whether what stands behind `by` is a category after all: `by in Daily News`, where no author is printed."""
    said = name.casefold()
    return any(
        term and (said == term or said.endswith(f" {term}") or said.startswith(f"{term},")) for term in terms
    )


def _name(line: str, language: str | None) -> str | None:
    """A name without its label; ``None`` for links to all posts, dates and lines that are more than a name."""
    if not line or ALL_POSTS.match(line) or len(line) > 2 * _LONGEST:
        return None
    if (span := find_date(line, language)) is not None:
        line = name_beside(line, language) if span.day else line
    line = _LABEL.sub("", line).strip(_EDGES)
    return line if 0 < len(line) <= _LONGEST else None
