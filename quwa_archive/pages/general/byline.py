"""Who wrote the article, as its header or footer prints it."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.around import ALL_POSTS, is_of_other_post
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.datelike import LONGEST, Span, find_date
from quwa_archive.pages.general.naming import SAYS
from quwa_archive.pages.general.people import EDGES, LABEL, LONGEST_NAME, is_name, looks_like_name
from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.metadata import Person

Element = etree._Element

_AUTHOR = re.compile(
    r"(?:^|\s)(?:fn|author|authors?-name|p-author|byline|by-line|byline-name|post-?author\S*|entry-author\S*|author-name|posted-by|writer|writtenby|written-by|by)(?:\s|$)",
    re.IGNORECASE,
)
_AUTHOR_PART = re.compile(r"(?:^|[\s_-])(?:author|autor|auteur|autore)(?:[\s_-]|$)", re.IGNORECASE)
_NOT_NAME_PART = re.compile(
    r"avatar|image|photo|thumb|gravatar|bio|desc|url|link|box|social|follow|posts|info|meta|about",
    re.IGNORECASE,
)
_NAME_MARK = re.compile(r"(?:^|\s)(?:fn|p-name|name|author-name)(?:\s|$)")
# Where sites keep the pages of their authors; `?author=3` where permalinks are plain.
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:e|en|es|a|ka)?|auteurs?|autori|yazar|penulis|verfasser|forfatter|writers?|contributors?)/[^/?#]|[?&]author=\d+(?:$|&)",
    re.IGNORECASE,
)
_SAYS_BY_WHOM = re.compile(
    r"(?:(?:comment|posted|written|left|said) by|(?:kommentar|geschrieben) von|commentaire (?:de|par)|comentario (?:de|por)|"
    r"comentário (?:de|por)|commento (?:di|da)|reactie (?:van|door)|комментарий от|by)\b",
    re.IGNORECASE,
)
_META = re.compile(r"meta|byline|dateline|posted|author|info|details|credit", re.IGNORECASE)
_BY = re.compile(
    r"\bby\s+(.+?)(?:\s+(?:and is filed|in|on|at|under|is filed|posted|published)\b|\s*[,|·•–—]|\.?$)"
)
_BY_NO_AUTHOR = re.compile(
    r"(?:powered|themes?|templates?|skins?|design|designed|hosted|developed|built|site|photos?|images?|pictures?|illustrations?)\s*$",
    re.IGNORECASE,
)
"""What stands before a `by` that names whoever made something else: `Powered by WordPress`."""
_JOINT = re.compile(
    r"[\s|,:;·•–—-]*(?:\b(?:published|publicad[oa]|publié|veröffentlicht|geschrieben|pubblicato|gepubliceerd|geplaatst|opublikowan[oey]|publicerat|publisert|escrito|escreveu)\b[\s,]*)?"
    r"(?:\bon|\bat|\bam|\ble|\bel|\bem|\bil|\bop|\bden|\bposted)?[\s|,:;·•–—-]*$",
    re.IGNORECASE,
)
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
    "h2",
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
    before = _trim(SAYS.sub("", LABEL.sub("", _trim(_JOINT.sub("", said[: found.start])))))
    if before.strip("{}[]()~*") and before.casefold() not in (
        "on",
        "at",
        "posted",
        "posted on",
        "published",
        "published on",
        "date",
    ):
        return before
    after = said[found.end :].strip(EDGES)
    match = _BY.search(said[found.end :])
    if match:
        return match.group(1).strip(EDGES)
    if LABEL.match(after):
        return LABEL.sub("", after)
    words = after.split()
    return after if 1 < len(words) <= 5 and after[0].isupper() and not re.search(r"[\d:.!?]$", after) else ""


def name_round(date: Element, language: str | None) -> str:
    """`Comment by Ali on <a href="#comment-5">May 3, 2012</a>`: a name in the paragraph round a date that is a link."""
    line = date.getparent()
    if line is not None and any(child is not date and said_in(child).strip() for child in line):
        return ""  # what has an element of its own has a part of its own
    if date.tag != "a" or line is None or line.tag != "p" or len(said := text.line_of(line)) > LONGEST:
        return ""
    name = name_beside(said, language) if _SAYS_BY_WHOM.match(said) else ""
    return name if len(name) <= LONGEST_NAME else ""


def _trim(said: str) -> str:
    """Without what stands at the edges of a line; `:)` is no edge."""
    said = said.rstrip(EDGES)
    return said if said[:1] == ":" and said[1:2].strip() else said.lstrip(EDGES)


def find_byline(
    document: Document,
    around: list[Element],
    language: str | None,
    opening: list[Element],
    stated: Person | None,
) -> Person | None:
    """Who wrote: a link to an author's page or a marked element, then the words of a line of date and terms.

    ``opening`` are the first blocks of a body and boxes, where only a link to an author is sought.
    ``stated`` is whom the head names: a line that holds that name needs no other mark.
    """
    terms: set[str] = set()
    for holder in around:
        for link in holder.iter("a"):
            if _is_term_link(link):
                terms.add(text.line_of(link).casefold())
    for holder in (*around, *opening):
        if _lists_others(holder):
            continue
        for link in holder.iter("a"):
            if is_authors_link(link) and (name := _name(text.line_of(link), language)):
                return Person(name, document.absolute(link.get("href")))
    lines: list[str] = []
    for holder in around:
        in_forms = {field for form in holder.iter("form") for field in form.iter(*_PLACES)}
        for element in holder.iter(*_PLACES):
            if element in in_forms:
                continue  # `Name *`: whoever is going to comment
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if _AUTHOR.search(names):
                if person := _marked(document, element, language):
                    return person
            elif (
                _AUTHOR_PART.search(names)
                and not _NOT_NAME_PART.search(names)
                and (person := _marked(document, element, language))
                and looks_like_name(person.name or "")
            ):
                return person
            elif element.tag in ("p", "div", "span", "small", "li", "i", "em") and (
                _META.search(names) or (element is holder and element.find(".//h1") is None)
            ):
                line = _without_terms(element)
                if 3 < len(line) < 400:
                    lines.append(line)
    if stated is not None and stated.name and (said := re.escape(stated.name)):
        whole = re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)
        if any(len(line) < _META_LINE and whole.search(line) for line in lines):
            return Person(stated.name)
    for find in (_behind_by, _behind_label, _beside_date):
        for line in lines:
            name = find(line, language)
            if (
                name
                and not _is_term(name, terms)
                and (find is not _beside_date or not _has_term(document, name))
            ):
                return Person(name)
    return _only_one_linked(document, language)


_META_LINE = 200
_JOINED = re.compile(r"\s+[·•|]\s+")
_OTHERS = re.compile(
    r"(?:related|similar|recommended)\s+(?:articles|posts|stories|reading)|you (?:may|might) also (?:like|enjoy).{0,20}|"
    r"(?:ähnliche|verwandte|weitere) (?:artikel|beiträge)|(?:artículos|entradas) relacionad[oa]s|articles (?:similaires|liés)|"
    r"leggi anche|gerelateerd|artigos relacionados|похожие (?:статьи|записи)",
    re.IGNORECASE,
)


def _lists_others(holder: Element) -> bool:
    """Whether a heading in an element announces other posts: who wrote those says nothing."""
    return any(
        _OTHERS.fullmatch(" ".join(said_in(heading).split()).strip(" :"))
        for heading in holder.iter("h2", "h3", "h4", "h5")
    )


def _is_term_link(link: Element) -> bool:
    href = link.get("href") or ""
    return "/category/" in href or "/tag/" in href or "tag" in (link.get("rel") or "").split()


def is_authors_link(link: Element) -> bool:
    return (
        "author" in (link.get("rel") or "").split()
        or _AUTHORS_PAGE.search(link.get("href") or "") is not None
    )


def _marked(document: Document, element: Element, language: str | None) -> Person | None:
    """Whom an element of an author's class names: the name marked in it, else all that it says."""
    inner = next(
        (
            part
            for part in element.iter("a", "span", "cite", "b", "strong")
            if part is not element
            and _NAME_MARK.search(f"{part.get('class') or ''} {part.get('itemprop') or ''}")
            and _name(text.line_of(part), language)
        ),
        element,
    )
    name = _name(text.line_of(inner), language)
    if not name:
        return None
    link = element if element.tag == "a" else inner if inner.tag == "a" else element.find(".//a")
    href = link.get("href") if link is not None else None
    return Person(name, document.absolute(href) if href and "#" not in href else None)


def _without_terms(element: Element) -> str:
    """A line without the links to categories and tags in it, which stand beside names as names do."""
    line = text.line_of(element)
    for link in element.iter("a"):
        if _is_term_link(link) and not is_authors_link(link) and (said := text.line_of(link)):
            line = line.replace(said, " | ", 1)
    return line


def _behind_by(line: str, language: str | None) -> str | None:
    match = _BY.search(line)
    if match is None or _BY_NO_AUTHOR.search(line[: match.start()]):
        return None
    name = match.group(1)
    if not 2 < len(name) <= LONGEST_NAME or find_date(name, language) is not None:
        return None
    return name.strip(EDGES) if looks_like_name(name) else None


def _behind_label(line: str, language: str | None) -> str | None:
    """`10 Feb 2020 | Von: Wanda Kern`, `Escrito por …`: behind a label that begins a piece of the line."""
    for piece in _PIECES.split(line):
        if (
            (bare := LABEL.sub("", piece)) != piece
            and (name := _name(bare, language))
            and looks_like_name(name)
        ):
            return name
    return None


def _beside_date(line: str, language: str | None) -> str | None:
    """`Wanda Kern, May 5, 2015`, `Wanda Kern @ 2:43 pm`, `5 May 2015 | Wanda Kern`."""
    if len(line) >= _DATE_LINE:
        return None
    pieces = [piece.strip(EDGES) for piece in _PIECES.split(line)]
    for number, piece in enumerate(pieces):
        found = find_date(piece, language)
        if found is None:
            continue
        before = piece[: found.start].strip()
        if before.endswith((":", "：")):
            continue  # a label: `Date: May 5, 2015`
        if before.endswith("@") and not found.day:
            name = before.strip("@ ")
            return name if is_name(name) else None
        name = name_beside(piece, language)
        if name and looks_like_name(name) and "," not in name and not _IN.search(piece[: found.end]):
            return name
        if not before and not piece[found.end :].strip(EDGES):
            for beside in (*pieces[number + 1 : number + 2], *pieces[max(0, number - 1) : number]):
                if 1 < len(beside.split()) <= 3 and looks_like_name(beside) and "," not in beside:
                    return beside
    return None


_DATE_LINE = 90
_PIECES = re.compile(r"\s*[|•·»/\n]\s*|\s[–—-]+\s")
_IN = re.compile(r"\b(?:in|aus|en|à|w|в|em|from)\s*$", re.IGNORECASE)
"""What stands before a place."""


def _only_one_linked(document: Document, language: str | None) -> Person | None:
    """Whom all links to authors on the page name, where the article's own lines name nobody: a box below it."""
    people: dict[str, Person] = {}
    for link in cast("list[Element]", _RELATED(document.body)):
        if link.tag != "a" or "author" not in (link.get("rel") or "").split() or is_of_other_post(link):
            continue
        if any(
            above.tag in ("aside", "nav", "li", "footer", "table")
            or (above.get("id") or "").startswith(("comment", "sidebar"))
            for above in link.iterancestors()
        ):
            continue
        if name := _name(text.line_of(link), language):
            people.setdefault(name.casefold(), Person(name, document.absolute(link.get("href"))))
    return next(iter(people.values())) if len(people) == 1 else None


_RELATED = etree.XPath(".//@rel/..")


def _is_term(name: str, terms: set[str]) -> bool:
    """Whether what stands behind `by` is a category after all: `by in Daily News`, where no author is printed."""
    said = name.casefold()
    return any(
        term and (said == term or said.endswith(f" {term}") or said.startswith(f"{term},")) for term in terms
    )


def _has_term(document: Document, name: str) -> bool:
    """Whether the page knows a category or tag by that name: what stands without any mark may be one."""
    slug = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    return any(
        f"{kind}{mark}{slug}".encode() in document.raw for kind in ("category", "tag") for mark in ("-", "/")
    )


def _name(line: str, language: str | None) -> str | None:
    """A name without its label; ``None`` for links to all posts, dates and lines that are more than a name."""
    if not line or ALL_POSTS.match(line) or len(line) > 2 * LONGEST_NAME:
        return None
    if (span := find_date(line, language)) is not None:
        line = name_beside(line, language) if span.day else line
    line = LABEL.sub("", line).strip(EDGES)
    first, *more = _JOINED.split(line)
    if more and looks_like_name(first) and not any(map(looks_like_name, more)):
        line = first  # `Nadia Mirza · About me`
    return line if is_name(line) else None
