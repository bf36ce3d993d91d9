"""Lines of a theme's with date, author or terms of a post: what is one, wherever it stands."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages.general.body import META_LINE
from quwa_archive.pages.general.datelike import find_date
from quwa_archive.pages.general.people import looks_like_name
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_TERMS = re.compile(r"(?:^|[\s_-])(?:terms|topics|tags|categories|cats)(?:[\s_-]|$)", re.IGNORECASE)
_TERM = re.compile(
    r"(?:^|/)(?:category|categor[iíy]as?|catégorie|categories?|kategori\w*|rubri\w+|tags?|topics?|etiquetas?|schlagwort)/",
    re.IGNORECASE,
)
_DISCUSSION = re.compile(r"#(?:comments?|respond|discussion|disqus_thread|reply)", re.IGNORECASE)
_POSTED = re.compile(
    r"(?:(?:posted|written|published|submitted) (?:by|on)|(?:geschrieben|veröffentlicht|erstellt|verfasst) (?:von|am)|publié (?:par|le)|"
    r"(?:publicado|escrito|postado) (?:por|el|em)|(?:pubblicato|scritto) (?:da|il)|geplaatst (?:door|op)|опубликовано|дата:)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"by\s+([^,.;:|]{2,60}?)\s*(?:[-–—|·•]|\b(?:on|am|le|el|il|op))(?:\s*\w{2,4}\.?)?", re.IGNORECASE
)
_LONGEST_LABELS = 30
_INLINE = frozenset({"span", "a", "time", "small", "abbr", "em", "strong", "br"})


def is_meta_line(line: Element, said: str, doomed: set[Element], language: str | None) -> bool:
    """Whether a line of the theme's holds the marks of date, author or terms, and beside them labels alone."""
    marked: list[str] = []
    inside: set[Element] = set()
    sure = False
    named = _TERMS.search(line.get("class") or "") is not None
    for element in line.iter("time", "a", "span", "abbr", "address", "cite"):
        if element is line:
            continue
        if element.getparent() in inside:
            inside.add(element)
            continue
        if not doomed.isdisjoint((element, *element.iterancestors())):
            continue
        if element.tag == "a" or is_meta(element) or element.tag == "abbr":
            is_sure = element.tag != "a" or named or _is_of_post(element)
            if (
                not is_sure
                and not _TERM.search(element.get("href") or "")
                and element.find(".//time") is None
            ):
                return False
            sure = sure or is_sure or element.find(".//time") is not None
            inside.add(element)
            marked.append(" ".join(said_in(element).split()))
    rest = said
    for piece in marked:
        rest = rest.replace(piece, "", 1)
    if sure and len(rest) <= _LONGEST_LABELS:
        return True
    found = find_date(rest, language)
    if found is None or not found.day or len(rest) - (found.end - found.start) > _LONGEST_LABELS:
        return False
    return sure or META_LINE.search(line.get("class") or "") is not None or _is_posted(said, language)


def _is_posted(said: str, language: str | None) -> bool:
    """`Posted by Ali on May 3, 2012`, `By Ali - May 3, 2012 | 3 comments`: no sentence, and a date where a line has one."""
    found = find_date(said, language)
    if found is None or said.endswith((".", "!", "?")):
        return False
    behind = said[found.end :].strip()
    if behind and behind[0].isalnum():
        return False
    if _POSTED.match(said):
        return True
    return _says_by_whom(said[: found.start].strip())


def _says_by_whom(said: str) -> bool:
    """`By Ali -`, `by Ali on`: a name, and what stands between it and the date."""
    match = _BY.fullmatch(said)
    return match is not None and looks_like_name(match[1])


def is_meta(element: Element) -> bool:
    """Whether an element is the theme's for date, author or terms."""
    return element.tag == "time" or any(
        name
        in (
            "byline",
            "entry-date",
            "entry-time",
            "entry-author",
            "post-author",
            "author",
            "vcard",
            "cat-links",
        )
        for name in (element.get("class") or "").split()
    )


def _is_of_post(link: Element) -> bool:
    """Whether a link is one that WordPress prints beside a post: to its author, its terms, itself, its comments."""
    rel, href = (link.get("rel") or "").split(), link.get("href") or ""
    return (
        not {"author", "tag", "bookmark"}.isdisjoint(rel)
        or "/author/" in href
        or _DISCUSSION.search(href) is not None
        or "post-edit-link" in (link.get("class") or "")
    )


def closing_line(content: Element) -> list[Element]:
    """`Posted <a><time>…</time></a> by <span class="byline">…` behind the last block: words with no element of their own."""
    run: list[Element] = []
    for child in reversed(content):
        if child.tag not in _INLINE:
            if not any(is_meta(part) for element in run for part in element.iter("time", "span", "a")):
                return []
            child.tail = None
            break
        run.append(child)
    else:
        return []
    for element in run:
        element.tail = None
    return run
