"""Which further pages belong to one visit of an article: comment pages and parts, each once, to the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from quwa_archive import urls
from quwa_archive.items import PageItem


@dataclass(slots=True)
class Agenda:
    """Addresses of an article's further pages, in the order in which to fetch them.

    A page links only to some of the others (first, last, neighbours): between the lowest and the highest
    number that is linked to, all are taken.  `limit` bounds what a page that links to itself for ever can ask.
    """

    article_url: str
    limit: int = 500
    _seen: set[str] = field(default_factory=set)
    _queue: list[str] = field(default_factory=list)
    _comment_pages: set[int] = field(default_factory=set)

    def add(self, page: PageItem) -> None:
        """Takes in what a page links to; nothing is taken twice, and nothing of another article."""
        self._seen.add(urls.canonical(page.url))
        for url in page.part_urls:
            self._enqueue(url)
        by_number = {urls.comment_page(url): url for url in page.comment_page_urls}
        numbers = {number for number in by_number if number}
        if page.comment_page:
            self._comment_pages.add(page.comment_page)
        if numbers:
            template = by_number[max(numbers)]
            for number in range(1, max(numbers) + 1):
                if number not in self._comment_pages:
                    self._comment_pages.add(number)
                    self._enqueue(_with_number(template, max(numbers), number))

    def _enqueue(self, url: str) -> None:
        canonical = urls.canonical(url)
        if (
            canonical in self._seen
            or urls.article_url(url) != self.article_url
            or len(self._seen) >= self.limit
        ):
            return
        self._seen.add(canonical)
        self._queue.append(canonical)

    def __iter__(self) -> Iterator[str]:
        """The addresses; pages may be added while iterating."""
        while self._queue:
            yield self._queue.pop(0)


def _with_number(template: str, number: int, wanted: int) -> str:
    for form in ("comment-page-{}", "cpage={}"):
        if form.format(number) in template:
            return template.replace(form.format(number), form.format(wanted))
    return template
