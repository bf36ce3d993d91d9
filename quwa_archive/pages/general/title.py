"""Where the title of an article stands on a page of no known look."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.body import HEADINGS, Barred, is_other
from quwa_archive.pages.metadata import Head

Element = etree._Element

_TITLE = re.compile(
    r"(?:^|\s)(?:entry-?title|post-?title|article-?title|single-?title|p-name|headline|posttitle|wp-block-post-title|storytitle|title|page-?title|story-?title|post_title)(?:\s|$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[-–—|«»‹›·•~:/]+\s+")
_SPACES = re.compile(r"[\W_]+")


def find_title(document: Document, content: Element | None, head: Head, barred: Barred) -> Element | None:
    """The heading that the head knows as the title; else the one that themes call so; else the only ``h1``.

    ``None`` where the heading that themes call so is empty and the head knows no other: a post without a title.
    """
    known = {plain(said) for said in (head.og_title, head.headline) if said}
    page = _Stated(head.title or "")
    around = set(content.iterancestors()) if content is not None else set()
    own = {urlsplit(url).path for url in (document.url, head.canonical_url) if url}
    is_untitled = False
    best: tuple[float, Element, bool] | None = None
    for element in document.body.iter(*HEADINGS):
        above = list(element.iterancestors())
        if (
            any(node in barred.elements for node in above)
            or any(is_other(node) for node in above[:6])
            or is_other(element)
            or any(node.tag == "article" and node is not content and node not in around for node in above)
        ):
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        called = _TITLE.search(names) is not None
        line = text.line_of(element)
        if not line:
            is_untitled = is_untitled or (called and element.find(".//img") is None)
            continue
        said = plain(line)
        score = 0.0
        if said in known:
            score += 5
        elif said and (share := page.share_of(said, line)):
            score += share
        elif any(
            other and (said.startswith(other) or other.startswith(said) or other in said) for other in known
        ):
            score += 2.5
        is_told = score > 0
        if called:
            score += 2
        score += {"h1": 2.0, "h2": 0.5, "h3": 0.0}[str(element.tag)]
        if content is not None and any(node is content for node in above):
            score -= 2
        if head.site_name and said == plain(head.site_name):
            score -= 5
        if any(link.get("rel") == "home" or _is_home(document, link) for link in element.iter("a")):
            continue
        if (link := element.find(".//a")) is not None:
            url = document.absolute(link.get("href"))
            if url is not None and urlsplit(url).path not in own:
                score -= 0.5 if is_told or "#" in url or "?" in url else 2
            elif "rel" not in link.attrib:
                score -= 0.5
        if score >= 2 and (best is None or score > best[0]):
            best = (score, element, is_told)
    if best is None or (is_untitled and not best[2]):
        return None
    return best[1]


class _Stated:
    """What ``<title>`` says: the article's title, and the site's name before or behind it."""

    __slots__ = ("firsts", "whole")

    def __init__(self, title: str) -> None:
        self.whole = plain(title)
        pieces = _BETWEEN.split(title)
        self.firsts = {plain(" ".join(pieces[:end])) for end in range(1, len(pieces))} | {self.whole}

    def share_of(self, said: str, line: str) -> float:
        """Points for a heading that is the beginning of it, or is so behind a label (`Protected: `)."""
        if not self.whole:
            return 0.0
        if said in self.firsts or (self.whole.startswith(said) and len(said) > 0.3 * len(self.whole)):
            return 3.0
        _, colon, rest = line.partition(": ")
        return 2.5 if colon and plain(rest) in self.firsts else 0.0


def _is_home(document: Document, link: Element) -> bool:
    """Whether a link leads to the site's front page: a heading with one is the site's name."""
    url = document.absolute(link.get("href"))
    return url is not None and urlsplit(url)[2:4] in (("", ""), ("/", ""))


def plain(said: str) -> str:
    """Words alone, for comparing titles that differ in quotes, dashes and spaces."""
    return _SPACES.sub(" ", said).strip().casefold()
