"""The dates that a page of no known look prints for its article: machine times beside the body, and the printed line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from quwa_archive.items import DateItem
from quwa_archive.pages import text
from quwa_archive.pages.around import is_of_other_post
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.datelike import find_date

Element = etree._Element

_MODIFIED = re.compile(
    r"(?:^|[\s_-])(?:updated|modified|last-?updated|dt-updated|dateModified|revised)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:^|[\s_-])(?:published|datePublished)(?:\s|$)", re.IGNORECASE)
_PUBLISHED = re.compile(r"published|date|posted|time|datePublished|dt-published", re.IGNORECASE)
_META_LINE = re.compile(r"meta|byline|dateline|posted|author|info|details|credit", re.IGNORECASE)
_YEAR = re.compile(r"/((?:19|20)\d\d)/\d\d/")


def find_dates(document: Document, around: list[Element], language: str | None) -> list[DateItem]:
    """`time[datetime]` of the article's header and footer, and the first line there that is printed as a date."""
    dates: list[DateItem] = []
    printed: str | None = None
    for holder in around:
        for element in holder.iter("time", "abbr", "span", "a", "div", "p", "li", "small", "em", "meta"):
            stamp = element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)
            names = _names(element)
            if stamp and not is_of_other_post(element) and re.match(r"\d{4}-\d\d-\d\d", stamp):
                if _FIRST.search(names) or not _MODIFIED.search(names):
                    if not any(date.kind == "published" for date in dates):
                        dates.append(DateItem("published", "time", stamp))
                elif not any(date.kind == "modified" for date in dates):
                    dates.append(DateItem("modified", "time", stamp))
            elif printed is None and not stamp and _PUBLISHED.search(names) and not _MODIFIED.search(names):
                line = text.line_of(element)
                found = find_date(line, language) if len(line) < 80 else None
                if found is not None and found.day and not found.relative:
                    printed = line[found.start : found.end]
    if len(dates) == 1 and dates[0].kind == "modified":
        # hAtom wants an `updated`; a theme that prints one time calls the day of publication so.
        dates = [DateItem("published", "time", dates[0].raw)]
    if printed and not any(date.kind == "published" for date in dates):
        year = _YEAR.search(document.url)
        if year is None or year.group(1) in printed:
            dates.append(DateItem("published", "printed", printed))
    return dates


def printed_day(document: Document, around: list[Element], language: str | None) -> DateItem | None:
    """The day of publication as it is printed in a `time` or `abbr` without an ISO date, behind `posted on` or above the post."""
    lines: list[str] = []
    for holder in around:
        for element in holder.iter("time", "abbr"):
            if not is_of_other_post(element) and not _LATER.fullmatch(element.get("class") or ""):
                lines.extend((text.line_of(element), element.get("title") or ""))
    lines.extend(
        posted.group(1)
        for holder in around
        if _META_LINE.search(holder.get("class") or "") and (posted := _POSTED.search(text.line_of(holder)))
    )
    lines.extend(_days_above(around, language))
    year = _YEAR.search(document.url)
    for line in lines:
        found = find_date(line, language)
        if found is None or not found.day or found.relative:
            continue
        raw = line[found.start : found.end]
        if year is None or year.group(1) in raw:
            return DateItem("published", "printed", raw)
    return None


def _days_above(around: list[Element], language: str | None) -> Iterator[str]:
    """Headings right above the post that are a day and nothing else, as lists of posts by day have them."""
    posts: set[Element] = set()
    for holder in around:
        post = holder.getparent()
        if post is None or post in posts or not _POST.search(post.get("id") or ""):
            continue
        posts.add(post)
        above = post.getprevious()
        if above is not None and above.tag in ("h2", "h3", "h4"):
            line = text.line_of(above)
            found = find_date(line, language)
            if found is not None and line[: found.start] + line[found.end :] == "":
                yield line


_POST = re.compile(r"^post-\d+$")
_LATER = re.compile(r"(?:[a-z]+-)*(?:updated|modified)(?:-[a-z]+)*", re.IGNORECASE)
_POSTED = re.compile(
    r"\b(?:posted|published)\s+(?:on\s+)?(.{6,60}?)(?:\s+(?:and|in|by|under)\b|[|.]|$)", re.IGNORECASE
)


def _names(element: Element) -> str:
    """Classes of an element and of the one around it, which block themes name."""
    above = element.getparent()
    outer = (
        (above.get("class") or "") if above is not None and element.tag == "time" and len(above) < 3 else ""
    )
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {outer}"
