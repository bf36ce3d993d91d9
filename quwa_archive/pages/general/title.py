"""Where the title of an article stands on a page of no known look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from quwa_archive.boilerplate import key_of
from quwa_archive.pages import text
from quwa_archive.pages.document import Document, parts_of
from quwa_archive.pages.general.body import HEADINGS, Barred, is_other
from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.lines import HEADING
from quwa_archive.pages.metadata import Head

Element = etree._Element

_TITLE = re.compile(
    r"(?:^|\s)(?:entry-?title|post-?title|article-?title|single-?title|p-name|headline|posttitle|wp-block-post-title|storytitle|title|page-?title|story-?title|post_title)(?:\s|$)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:^|[\s-])(?:post|entry|article)-title(?:\s|$)")
_NO_HEADINGS = ("h4", "h5", "h6", "div", "p", "span", "a", "strong", "b", "td")
_LEAST = 8
"""Letters from which on a line that is no heading is no title by chance."""
BETWEEN = re.compile(r"\s+[-–—|«»‹›·•~:/]+\s+")
_SPACES = re.compile(r"[\W_]+")
_POST = re.compile(r"^post-\d+$")
_BYLINE = re.compile(
    r"(?:^|\s)(?:author|vcard|byline|by-line|post-?author|entry-author)(?:\s|$)", re.IGNORECASE
)


def find_title(
    document: Document,
    content: Element | None,
    head: Head,
    barred: Barred,
    known: str = "",
    article: Element | None = None,
) -> Element | None:
    """The heading that the head knows as the title or that links to the page itself; else what themes call so.

    ``known`` is the title where a feed or the API states it; ``article`` the element that WordPress marks as the post.

    A by-line in the heading is moved behind it.  ``None`` where the heading that themes call so is empty and the head
    knows no other: a post without a title.
    """
    stated = _FromHead(document, head, known)
    around = set(content.iterancestors()) if content is not None else set()
    is_untitled = False
    is_first = True
    best: tuple[float, Element, bool] | None = None
    last_resort: Element | None = None
    as_known: Element | None = None
    for element in document.body.iter(*HEADINGS):
        above = list(element.iterancestors())
        if any(node in barred.elements for node in above):
            continue
        if (
            any(is_other(node) for node in above[:6] if node not in around)
            or is_other(element)
            or any(node.tag == "article" and node is not content and node not in around for node in above)
        ):
            if last_resort is None and stated.is_surely(element):
                last_resort = element
            if as_known is None and stated.is_exactly(element):
                as_known = element
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        called = _TITLE.search(names) is not None
        line = _line(element)
        if not line:
            is_untitled = is_untitled or (called and element.find(".//img") is None)
            continue
        links = list(element.iter("a"))
        if any(link.get("rel") == "home" or _is_home(document, link) for link in (*links, *_links_of(above))):
            continue
        told = stated.points(line)
        leads = stated.leads(links[0]) if links else 0.0
        if 0 < told < _EXACT and leads <= 0 and _is_permalink(links[0] if links else None):
            leads = 2.0  # to the post by another of its addresses
        score = told + leads + (2 if called else 0) + _LEVELS[str(element.tag)]
        if told < _EXACT and leads <= 0 and key_of(line, HEADING) in document.boilerplate:
            score -= 5
        if content is not None and any(node is content for node in above):
            if is_first and content is article:
                score += 2.5  # all of the post is its body: a title stands before all else in it
            # Nothing but the title is the first heading of a body and is known for it, too.
            score -= 0.5 if is_first and (told >= _EXACT or leads > 0) else 2
            is_first = False
        elif content is not None and is_first and _is_before(element, content, around):
            score += 1.5
            is_first = False
        if head.site_name and plain(line) == plain(head.site_name):
            score -= 5
        if score >= 2 and (best is None or score > best[0]):
            best = (score, element, told > 0 or leads > 0)
    if as_known is not None and (best is None or not best[2]):
        return as_known
    if best is None and not is_untitled:
        return last_resort if last_resort is not None else _line_of_title(document, content, stated, barred)
    if best is None or (is_untitled and not best[2]):
        return None
    _part_byline(best[1])
    return best[1]


def _line_of_title(
    document: Document, content: Element | None, stated: _FromHead, barred: Barred
) -> Element | None:
    """A line that says just what the head says of the title, where no heading does."""
    for element in document.body.iter(*_NO_HEADINGS):
        is_permalink = _is_permalink(element)
        if (
            len(element) > 1
            or not (1 if is_permalink else _LEAST) < len(said := said_in(element).strip()) < 300
        ):
            continue
        told = stated.points(said)
        if told < _EXACT and not (told and is_permalink):
            continue
        above = list(element.iterancestors())
        if any(is_other(node) or node in barred.elements or node is content for node in (element, *above)):
            continue
        links = [*element.iter("a"), *_links_of(above)]
        if any(_is_home(document, link) or link.get("rel") == "home" for link in links):
            continue
        is_called = any(_CALLED.search(node.get("class") or "") for node in (element, *above[:3]))
        if is_called or not stated.is_whole(said) or any(stated.leads(link) > 0 for link in links):
            return element
    return None


_LEVELS = {"h1": 2.0, "h2": 0.5, "h3": 0.0}
_KNOWN = 2.75
_MOST_PIECES = 20
_EXACT = 3.0
"""Points of a heading that is the whole title, or all of it but the site's name."""


class _FromHead:
    """What the head says of the title, and the addresses that are the page's own."""

    __slots__ = ("document", "exactly", "firsts", "known", "last", "own", "whole")

    def __init__(self, document: Document, head: Head, title_elsewhere: str = "") -> None:
        title = head.title or ""
        self.exactly = plain(title_elsewhere)
        pieces = BETWEEN.split(title, _MOST_PIECES)
        self.document = document
        self.known = {plain(said) for said in (head.og_title, head.headline) if said}
        self.whole = plain(title)
        self.firsts = {plain(" ".join(pieces[:end])) for end in range(1, len(pieces))} | {self.whole}
        self.last = plain(pieces[-1]) if len(pieces) > 1 else ""
        self.own = {parts_of(url).path for url in (document.url, head.canonical_url) if url}

    def points(self, line: str) -> float:
        """For a heading that the head knows: whole, but for the site's name, or a good part of it."""
        said = plain(line)
        if not said:
            return 0.0
        if said in self.known:
            return 5.0
        if said in self.firsts and self.whole:
            return _EXACT
        if said == self.exactly:
            return _KNOWN
        if share := self._share_of(said, line):
            return share
        if any(other and (said in other[: len(said)] or other in said) for other in self.known):
            return 2.5
        # `Gazette » Two tugs`: the site's name, which may be a heading as well, mostly stands behind.
        return 1.0 if said == self.last else 0.0

    def _share_of(self, said: str, line: str) -> float:
        """For a heading that is the beginning of ``<title>``, or is so behind a label (`Protected: `)."""
        if not self.whole:
            return 0.0
        if self.whole.startswith(said) and len(said) > 0.3 * len(self.whole):
            return 2.75
        _, colon, rest = line.partition(": ")
        return 2.5 if colon and plain(rest) in self.firsts else 0.0

    def is_whole(self, line: str) -> bool:
        """Whether a line is all that ``<title>`` says: the site's name alone may stand there."""
        return plain(line) == self.whole

    def is_exactly(self, heading: Element) -> bool:
        """Whether a heading is the title that is known from elsewhere, wherever it stands."""
        return bool(self.exactly) and plain(_line(heading)) == self.exactly

    def is_surely(self, heading: Element) -> bool:
        """Whether a heading is the whole title and a link to the page: right even in a widget that is never closed."""
        link = heading.find(".//a")
        return link is not None and self.leads(link) > 0 and self.points(text.line_of(heading)) >= _EXACT

    def leads(self, link: Element) -> float:
        """For a heading with a link: to the page itself, as themes print titles in lists; to another page."""
        href = link.get("href")
        url = self.document.absolute(href)
        if not href or url is None or not parts_of(url).netloc:
            return 0.0 if "rel" in link.attrib else -0.5
        if "#" in url or "?" in url:
            return -0.5
        if parts_of(url).path not in self.own:
            return -2.0
        return 2.5 if "bookmark" in (link.get("rel") or "").split() else 2.0


def _is_before(element: Element, content: Element, around: set[Element]) -> bool:
    """Whether a heading stands before the body in the element that WordPress marks as the post."""
    child = element
    for node in element.iterancestors():
        if node in around:
            holder = next(part for part in node if part is content or part in around)
            return (node.tag == "article" or _POST.search(node.get("id") or "") is not None) and (
                node.index(child) < node.index(holder)
            )
        child = node
    return False


def _line(heading: Element) -> str:
    """What a heading says, without a by-line in it."""
    if (byline := _byline_in(heading)) is None:
        return text.line_of(heading)
    return text.one_line(text.line_of(heading).replace(text.line_of(byline), " ", 1))


def _byline_in(heading: Element) -> Element | None:
    """The author's part of a heading that says more: `Two tugs <span class="author vcard"> by <a>…</a></span>`."""
    return next(
        (
            part
            for part in heading
            if part.tag != "a" and _BYLINE.search(part.get("class") or "") and text.line_of(part)
        ),
        None,
    )


def _part_byline(heading: Element) -> None:
    """Moves a by-line out of a heading, behind it: it is not the title's, and says who wrote."""
    byline = _byline_in(heading)
    if byline is None or text.line_of(byline) == text.line_of(heading):
        return
    tail, byline.tail = byline.tail, None
    before = byline.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            heading.text = (heading.text or "") + tail
    after, heading.tail = heading.tail, None
    heading.addnext(byline)
    byline.tail = after


def _links_of(above: list[Element]) -> Iterator[Element]:
    """The link that a heading stands in, if it does."""
    return (node for node in above[:2] if node.tag == "a")


def _is_permalink(link: Element | None) -> bool:
    return link is not None and "bookmark" in (link.get("rel") or "").split()


def _is_home(document: Document, link: Element) -> bool:
    """Whether a link leads to the site's front page: a heading with one is the site's name."""
    url = document.absolute(link.get("href"))
    parts = parts_of(url or "")
    return bool(parts.netloc) and parts[2:4] in (("", ""), ("/", ""))


def plain(said: str) -> str:
    """Words alone, for comparing titles that differ in quotes, dashes and spaces."""
    return _SPACES.sub(" ", said).strip().casefold()
