"""The articles that were read by inference last: what most of them print is the site's, not the next one's.

Their lines are read again from the captures when a run begins.  What a reading met of them is kept: with the visit in the
WARC file, so that a rebuild reads alike, and in `readings`, so that the next look at the article does.
"""

from __future__ import annotations

import bisect
import logging
import sqlite3
from pathlib import Path

from quwa_archive import boilerplate, extraction, urls
from quwa_archive.boilerplate import FEWEST, Boilerplate
from quwa_archive.captures.reader import read_record
from quwa_archive.errors import PageError, StorageError
from quwa_archive.pages.document import parse
from quwa_archive.pages.lines import lines_of
from quwa_archive.store import readings

logger = logging.getLogger(__name__)

MOST = 12
"""Articles that are looked at: the newest, for a site changes its looks."""


class Neighbours:
    """Lines of the newest articles of an archive that were read by inference, by address."""

    def __init__(self, connection: sqlite3.Connection, warc_folder: Path) -> None:
        self._connection, self._warc_folder = connection, warc_folder
        self._lines: dict[str, frozenset[str]] | None = None

    def beside(self, url: str) -> Boilerplate:
        """What most articles but this one have, and what its last reading met of such lines."""
        if not self._recalled():
            return Boilerplate()
        return boilerplate.of_pages(self._others(url), readings.boilerplate_of(self._connection, url))

    def are_enough(self, url: str) -> bool:
        """Whether there are enough other articles to tell what the site repeats."""
        return len(self._others(url)) >= FEWEST

    def add(self, url: str, lines: frozenset[str]) -> None:
        """Takes the lines of an article among the newest."""
        known = self._recalled()
        known.pop(url, None)
        known[url] = lines
        if len(known) > MOST:
            del known[next(iter(known))]

    def _others(self, url: str) -> list[frozenset[str]]:
        return [lines for other, lines in self._recalled().items() if other != url]

    def _recalled(self) -> dict[str, frozenset[str]]:
        """The lines by address, oldest first; from the captures the first time."""
        if self._lines is None:
            self._lines = {}
            for place in reversed(readings.latest_pages(self._connection, MOST)):
                try:
                    record = read_record(self._warc_folder / place.warc_file, place.warc_offset)
                    encoding = extraction.charset(record.header("Content-Type"))
                    self._lines[urls.article_url(place.url)] = read_lines(record.body, place.url, encoding)
                except (StorageError, PageError) as error:
                    logger.warning("%s cannot be read again: %s", place.url, error)
        return self._lines


class InTime:
    """Lines of the captures that are imported, in the order of their time: a look of long ago is seen beside its own."""

    def __init__(self) -> None:
        self._known: list[tuple[str, str, frozenset[str]]] = []

    def add(self, at: str, url: str, lines: frozenset[str]) -> None:
        """``at``: UTC, ISO, when it was captured."""
        bisect.insort(self._known, (at, url, lines), key=lambda known: known[:2])

    def beside(self, at: str, url: str) -> Boilerplate:
        """What most of the articles that were captured next to this one have, before or after it."""
        here = bisect.bisect_left(self._known, (at, url), key=lambda known: known[:2])
        around = self._known[max(0, here - 2 * MOST) : here + 2 * MOST]
        start = here - max(0, here - 2 * MOST)
        nearest: dict[str, frozenset[str]] = {}
        for _, (_, other, lines) in sorted(enumerate(around), key=lambda placed: abs(placed[0] - start)):
            if other != url and len(nearest) < MOST:
                nearest.setdefault(other, lines)
        return boilerplate.of_pages(list(nearest.values()))


def read_lines(body: bytes, url: str, encoding: str | None) -> frozenset[str]:
    """The lines of a page, by key; raises PageError where there is no HTML."""
    return lines_of(parse(body, url=url, encoding=encoding))
