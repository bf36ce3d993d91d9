"""One article out of the pages it is spread over: the parts of a split post and its comment pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quwa_archive.items import CommentItem, PageItem, PingItem
from quwa_archive.pages.comments import page_number
from quwa_archive.pages.general import checks


def merge(pages: Sequence[PageItem]) -> PageItem:
    """One `PageItem` for the whole article, whatever the order of ``pages``; raises `ValueError` without any.

    Parts are joined in order (text by a blank line, HTML by a newline).  Comments are merged by id in reading
    order, oldest comment page first; ``page_index`` is the index in ``pages`` of the first page that shows one.
    ``part_urls`` and ``comment_page_urls`` keep every address that any page links to.  Title, author and the
    other single values come from the first part's plain page.
    """
    if not pages:
        raise ValueError("merge() needs at least one page")
    indexed = list(enumerate(pages))
    parts: dict[int, PageItem] = {}
    for _, page in sorted(indexed, key=lambda pair: (page_number(pair[1].url) is not None, pair[0])):
        parts.setdefault(page.part, page)
    bodies = [parts[number] for number in sorted(parts)]
    first = bodies[0]
    order = _reading_order(pages)
    merged = replace(
        first,
        body_text="\n\n".join(page.body_text for page in bodies if page.body_text),
        body_html="\n".join(page.body_html for page in bodies if page.body_html),
        access=next((page.access for page in bodies if page.access != "open"), first.access),
        words_shown=next((page.words_shown for page in bodies if page.words_shown is not None), None),
        words_total=next((page.words_total for page in bodies if page.words_total is not None), None),
        images=[image for page in bodies for image in page.images],
        links=[link for page in bodies for link in page.links],
        comments=_merge_comments(pages, order),
        pings=_merge_pings(pages, order),
        comments_declared=max(
            (page.comments_declared for page in pages if page.comments_declared is not None), default=None
        ),
        part_urls=_union(page.part_urls for page in pages),
        comment_page_urls=_union(page.comment_page_urls for page in pages),
    )
    checks.combine(pages, merged)
    return merged


def _reading_order(pages: Sequence[PageItem]) -> dict[int, int]:
    """The number of the comment page each page shows, by its index in ``pages``; 0 without comment paging.

    A theme with "older" and "newer" links only does not number its plain page.  It is page 1 if no link leads
    to ``comment-page-1`` (WordPress links to the first page by the plain address), otherwise the last one.
    """
    linked = {number for page in pages for url in page.comment_page_urls if (number := page_number(url))}
    known = linked | {page.comment_page for page in pages if page.comment_page is not None}
    unnumbered = max(known, default=0) + 1 if 1 in known else 1
    return {
        index: page.comment_page
        if page.comment_page is not None
        else unnumbered
        if page.comment_page_urls and known
        else 0
        for index, page in enumerate(pages)
    }


def _merge_comments(pages: Sequence[PageItem], order: dict[int, int]) -> list[CommentItem]:
    first_shown: dict[int, tuple[int, CommentItem]] = {}
    for index, page in enumerate(pages):
        for comment in page.comments:
            first_shown.setdefault(comment.id, (index, comment))
    merged: dict[int, CommentItem] = {}
    for index in sorted(order, key=lambda index: (order[index], index)):
        for comment in pages[index].comments:
            if comment.id not in merged:
                shown_on, shown = first_shown[comment.id]
                merged[comment.id] = replace(shown, position=len(merged), page_index=shown_on)
    return list(merged.values())


def _merge_pings(pages: Sequence[PageItem], order: dict[int, int]) -> list[PingItem]:
    """Pings of all pages: what one comment page shows twice is two, what several parts repeat is one."""
    merged: list[PingItem] = []
    shown: dict[int, Counter[tuple[str, str, str | None]]] = {}
    ids: set[int] = set()
    for index in sorted(order, key=lambda index: (order[index], index)):
        seen_before = shown.setdefault(order[index], Counter())
        seen_here: Counter[tuple[str, str, str | None]] = Counter()
        for ping in pages[index].pings:
            key = ping.kind, ping.title, ping.url
            seen_here[key] += 1
            is_known = ping.comment_id in ids if ping.comment_id else seen_here[key] <= seen_before[key]
            if not is_known:
                merged.append(replace(ping, position=len(merged)))
                if ping.comment_id:
                    ids.add(ping.comment_id)
        shown[order[index]] = seen_before | seen_here
    return merged


def _union(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(url for urls in lists for url in urls))
