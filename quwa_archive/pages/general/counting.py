"""What a page says about its list of comments: how many there are, and where its other pages are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.comments import page_number
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.marks import COMMENT_LINK
from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.general.survey import Survey

Element = etree._Element

_LONGEST = 120
"""Characters of a heading that counts, beside the article's title."""
_WORDS = re.compile(
    r"comment|komment|coment|koment|gedank|réflexion|gedachte|pensie|pensamiento|pensamento|myśl|мысл|думк|想法|想い|düşünce|tanke|ajatu|أفكار|فكرة|دیدگاه|خیال|চিন্তা|pemikiran|opinion|respons|réponse|reply|replies|repl|thought|reaction|réaction|reactie|reazion|discussion|antwort|"
    r"respuesta|resposta|rispost|odpowied|odpowiedz|отзыв|коммент|ответ|відповід|комент|yorum|cevap|تعليق|تعليقات|ردود|نظر|دیدگاه|پاسخ|تبصر|جواب|टिप्पण|"
    r"विचार|प्रतिक्रिया|মন্তব্য|tanggapan|balasan|コメント|件|评论|評論|條|条|댓글|feedback|svar|kommentit|vastaus|σχόλι|σκέψ|תגובות|תגובה|мнени|bình luận|ความเห็น",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f٬]*")
_RATING = re.compile(r"\d\.\d+|\d\s*/\s*\d")
_ONE = re.compile(
    r"^(?:one|a|ein|eine|einen|un|une|una|uma|um|één|een|jeden|один|одна|одно|bir|یک|ایک|एक|একটি|satu|en|ett|et)\b|^تعليق واحد|واحد",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:no|zero|keine?|aucun|sin|nessun|nenhum|geen|brak|нет|hiç|لا توجد|kein)\b", re.IGNORECASE
)
_COUNTED = etree.XPath(".//@data-comments-count/.. | .//@data-comment-count/..")
_LEVELS = 7
"""Elements around the first comment, before which its list's count may stand."""
_PAGE_LINKS = etree.XPath(".//a[contains(@href,'comment-page-') or contains(@href,'cpage=')]")


def count_in(said: str, title: str) -> int | None:
    """The number of comments that a heading states; numbers in the article's title, quoted in it, do not count."""
    if not said or len(said) > 2000:
        return None
    if title and title in said:
        said = said.replace(title, " ")
    if len(said) > _LONGEST or not _WORDS.search(said):
        return None
    said = re.sub(r"[“„«\"‘].*[”“»\"’]", " ", said).strip()
    if _RATING.search(said):
        return None
    if found := _NUMBER.search(said):
        digits = re.sub(r"\D", "", found.group())
        return int(digits) if len(digits) < 7 else None
    if _ONE.search(said):
        return 1
    if _NONE.search(said):
        return 0
    return None


def find_count(
    document: Document,
    seen: Survey,
    first: Element | None,
    content: Element | None,
    barred: set[Element],
    title: str,
) -> int | None:
    """The count printed nearest before the first comment, after the article; of a page without comments, the first."""
    told = cast("list[Element]", _COUNTED(document.body)) if b"-count=" in document.raw else ()
    for element in told:
        raw = element.get("data-comments-count") or element.get("data-comment-count") or ""
        if raw.isdecimal():
            return int(raw)
    order = seen.order
    start = seen.end(content) if content is not None else 0
    stop = min((order[element] for element in barred if element in order), default=len(order))
    holders = set(first.iterancestors()) if first is not None else set()
    found: int | None = None
    for element in seen.counting:
        place = order[element]
        if place >= stop:
            break
        if place < start or element in holders or seen.zone(element):
            continue
        if first is None and _is_of_others(element):
            continue
        if len(element) > 6 or any(child.tag in ("form", "ol", "ul", "article") for child in element):
            continue
        count = count_in(text.line_of(element), title)
        if count is not None:
            found = count
            if first is None:
                return found
    if found is None and first is not None:
        return _count_beside(seen, first, title, start)
    return found


def _is_of_others(element: Element) -> bool:
    """Whether a count may be that of another post: it stands in a list of others, or in a link away from here."""
    if any("#" not in (link.get("href") or "#") for link in element.iter("a")):
        return True
    for node in (element, *element.iterancestors()):
        if node.tag in ("aside", "footer", "nav", "a", "li", "article"):
            return True
        if _OTHERS.search(node.get("class") or ""):
            return node.tag not in ("body", "html")
    return False


def find_parts(document: Document, scopes: Iterable[Element]) -> tuple[list[str], list[Element]]:
    """The addresses of the other parts of a split post, and the lines of links that lead to them.

    A part stands at the article's own address with a number behind it (``/2/``, ``?page=2``); the article itself is
    the first.
    """
    own = _PART_END.sub("", document.url.partition("#")[0].partition("?")[0].rstrip("/"))
    found: list[str] = []
    lines: list[Element] = []
    for scope in scopes:
        links = []
        for link in scope.iter("a"):
            url = (document.absolute(link.get("href")) or "").partition("#")[0]
            if url and re.fullmatch(rf"{re.escape(own)}(?:/\d{{1,2}}/?|/?\?page=\d{{1,2}})", url):
                links.append((link, url))
        for link, url in links:
            line = _line_of_links(link, scope)
            if line is None:
                continue
            if line not in lines:
                lines.append(line)
            for other in line.iter("a"):
                part = (document.absolute(other.get("href")) or url).partition("#")[0]
                if part not in found and part.startswith(own):
                    found.append(part)
    return found, lines


_PART_END = re.compile(r"/\d{1,2}$")
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|recent|widget|sidebar|carousel|slider|more-posts|also-like|meta)(?:[\s_-]|$)",
    re.IGNORECASE,
)


def _line_of_links(link: Element, scope: Element) -> Element | None:
    """The largest element around a link to a part that says no more than a line of page numbers does."""
    line: Element | None = None
    node = link.getparent()
    while node is not None and node is not scope:
        if len(said_in(node).split()) > 4 * len(list(node.iter("a"))) + 4:
            break
        line = node
        node = node.getparent()
    return line


def _count_beside(seen: Survey, first: Element, title: str, start: int) -> int | None:
    """The count in a short element right before the list, whatever it is: `li` of a header row, `div`, `p`.

    It stands behind the article's body, which ends before the place ``start``.
    """
    node: Element | None = first
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "main"):
            break
        before = node.getprevious()
        for _ in range(3):
            if before is None or seen.order.get(before, 0) < start:
                break
            count = count_in(text.line_of(before), title) if len(before) < 4 else None
            if count is not None:
                return count
            before = before.getprevious()
        node = node.getparent()
    return None


def find_pages(document: Document, barred: Iterable[Element]) -> tuple[int | None, list[str]]:
    """The number of this comment page where it is told, and the addresses of the others."""
    page = page_number(document.url)
    found: list[str] = []
    inside = set(barred)
    if b"comment-page-" not in document.raw and b"cpage=" not in document.raw:
        return page, found
    for link in cast("list[Element]", _PAGE_LINKS(document.body)):
        href = link.get("href") or ""
        if (
            "replytocom" in href
            or COMMENT_LINK.search(href)
            or any(node in inside for node in link.iterancestors())
        ):
            continue
        holder = link.getparent()
        while (holder is not None and holder.tag in ("li", "span", "strong", "em")) or (
            holder is not None and len(holder) == 1 and holder.tag not in ("nav", "body")
        ):
            holder = holder.getparent()
        for other in holder.iter("a", "span") if holder is not None else ():
            if any(node in inside for node in other.iterancestors()):
                continue
            if other.tag == "span":
                names = (other.get("class") or "").split()
                number = text.line_of(other)
                if page is None and ("current" in names or other.get("aria-current")) and number.isdecimal():
                    page = int(number)
            elif (url := document.absolute(other.get("href"))) and "replytocom" not in url:
                plain = url.partition("#")[0]
                if (
                    (page is None or page_number(plain) != page)
                    and _is_page_of(plain, href, document)
                    and plain not in found
                    and plain.rstrip("/") != document.url.partition("#")[0].rstrip("/")
                ):
                    found.append(plain)
    return page, found


def _is_page_of(url: str, sample: str, document: Document) -> bool:
    """Whether an address is one of the comment pages: numbered, or the plain address of the same article."""
    if page_number(url) is not None:
        return True
    stem = re.sub(r"/comment-page-\d+/?.*$|[?&]cpage=\d+.*$", "", document.absolute(sample) or "")
    return url.rstrip("/") == stem.rstrip("/")
