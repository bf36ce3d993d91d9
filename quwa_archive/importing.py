"""`quwa import`: captures that others made (wget, browsertrix, a web archive) become earlier versions of articles.

What is worth keeping is copied into a WARC file of this archive with the time of its own capture, and then the
database is rebuilt, in which imported visits take their place by that time.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from quwa_archive import pages, urls
from quwa_archive.archive import SOFTWARE, utc_now
from quwa_archive.boilerplate import Boilerplate
from quwa_archive.captures.layout import IMPORT_FIELD, SITE_FIELD, Exchange, VisitRecord
from quwa_archive.captures.writer import CaptureWriter, encode_exchange, new_record_id, sha256
from quwa_archive.errors import PageError, UsageError
from quwa_archive.extraction import charset
from quwa_archive.items import PageItem
from quwa_archive.judging import is_inferred
from quwa_archive.neighbours import InTime, read_lines
from quwa_archive.rebuild import Rebuilt, rebuild
from quwa_archive.runs.lock import Lock
from quwa_archive.store import evidence, queries
from quwa_archive.store.database import open_for_reading, storage_errors

logger = logging.getLogger(__name__)

TOGETHER = timedelta(hours=1)
"""Pages of one article that were captured within this time count as one look at it."""

_OF_THE_TRANSFER = ("content-encoding", "transfer-encoding", "content-length", "connection")


@dataclass(slots=True)
class Found:
    """A page of an article in somebody's WARC file: ``exchange`` as it will be kept, ``page`` as it reads."""

    exchange: Exchange
    page: PageItem


@dataclass(slots=True)
class Imported:
    """What an import did: ``passed_over`` counts responses by why they were not taken."""

    captures: int = 0
    visits: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    rebuilt: Rebuilt | None = None


def import_files(
    folder: Path, files: Sequence[Path], *, site: str | None = None, jobs: int | None = None
) -> Imported:
    """Imports WARC files and rebuilds the database; importing the same again changes nothing.

    `site` is needed for an archive that does not exist yet.  Raises UsageError for a file that is no WARC, for
    one with nothing of this site, ArchiveLocked and StorageError as a rebuild does.
    """
    result = Imported()
    lock = Lock(folder)
    lock.acquire()
    try:
        with storage_errors(folder):
            site, known = _known(folder, site)
            found = [page for path in files for page in _pages_of(path, site, known, result)]
            if found:
                keeper = Keeper(folder, site, {"imported-from": " ".join(path.name for path in files)})
                try:
                    keeper.keep(found, result, origin="import")
                finally:
                    keeper.close()
    finally:
        lock.release()
    if result.visits:
        result.rebuilt = rebuild(folder, jobs=jobs)
    return result


def _known(folder: Path, site: str | None) -> tuple[str, set[tuple[str, str, str]]]:
    """The archive's site, and the captures that it has: address, time, digest."""
    path = folder / "archive.db"
    if not path.exists():
        if site is None:
            raise UsageError(
                f"{folder}: there is no archive here yet; say of which site it is to be: --site URL"
            )
        return urls.canonical(site), set()
    db = open_for_reading(path)
    try:
        stored = queries.site(db.conn)
        if site is not None and urls.canonical(site) != stored:
            raise UsageError(f"{folder} holds the archive of {stored} (one site per archive)")
        return stored, evidence.known_captures(db.conn)
    finally:
        db.close()


def _pages_of(path: Path, site: str, known: set[tuple[str, str, str]], result: Imported) -> Iterator[Found]:
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.format != "warc":
                    raise UsageError(f"{path}: this is no WARC file")
                if record.rec_type not in ("response", "revisit"):
                    continue
                found = _page(record, site, known)
                if isinstance(found, str):
                    result.passed_over[found] += 1
                else:
                    known.add((found.exchange.url, found.exchange.fetched_at, sha256(found.exchange.body)))
                    yield found
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        raise UsageError(f"{path}: not a whole WARC file: {error}") from None


def _page(record: Any, site: str, known: set[tuple[str, str, str]]) -> Found | str:
    """The page in a record, or why it is passed over."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not urls.same_site(url, site):
        return "of another site"
    if record.rec_type == "revisit":
        return "a revisit without a body"
    if urls.kind(url, site) not in ("article", "part", "comment_page"):
        return "not an article's address"
    status = int(record.http_headers.get_statuscode() or 0)
    if status != 200:
        return f"HTTP {status}"
    headers = list(record.http_headers.headers)
    content_type = record.http_headers.get_header("Content-Type") or ""
    if content_type and "html" not in content_type.lower():
        return "no HTML"
    try:
        body: bytes = record.content_stream().read()
    except Exception as error:  # noqa: BLE001 (what broken encodings raise depends on the library)
        logger.debug("%s: %s", url, error)
        return "a body that cannot be decoded"
    exchange = Exchange(
        url=url,
        method="GET",
        request_headers=[],
        status=200,
        reason="OK",
        response_headers=[(name, value) for name, value in headers if name.lower() not in _OF_THE_TRANSFER],
        body=body,
        fetched_at=_seconds(record.rec_headers.get_header("WARC-Date")),
    )
    return judge(exchange, content_type, known)


def judge(exchange: Exchange, content_type: str, known: set[tuple[str, str, str]]) -> Found | str:
    """Whether a response is a page of an article that is not here yet; else why not."""
    if (exchange.url, exchange.fetched_at, sha256(exchange.body)) in known:
        return "here already"
    try:
        page = pages.read(exchange.body, url=exchange.url, encoding=charset(content_type))
    except PageError as error:
        return f"no page of an article ({error.reason})"
    return Found(exchange, page)


def _seconds(date: str) -> str:
    """A WARC date as this archive writes it: UTC, seconds."""
    return datetime.fromisoformat(date).strftime("%Y-%m-%dT%H:%M:%SZ")


class Keeper:
    """Writes pages as captures and visits into a WARC file of their own; whoever has one holds the archive's lock."""

    def __init__(self, folder: Path, site: str, about: dict[str, str]) -> None:
        """`about`: where the pages come from, for the warcinfo record."""
        description = "bodies are decoded; the requests are not those that were sent"
        self._now = utc_now()
        self._neighbours = InTime()
        self._writer = CaptureWriter(
            folder / "warc",
            software=SOFTWARE,
            now=lambda: self._now,
            about={SITE_FIELD: site, IMPORT_FIELD: description, **about},
        )

    def keep(self, found: Iterable[Found], result: Imported, *, origin: str) -> None:
        """Appends pages, look by look, and counts them."""
        made = looks(found)
        for look in made:
            if is_inferred(look[0].page):
                self._neighbours.add(*_when_and_what(look), _lines_of(look[0].exchange))
        for look in made:
            ids = []
            for one in look:
                record_id = new_record_id()
                encoded = encode_exchange(
                    one.exchange,
                    record_id=record_id,
                    payload_sha256=sha256(one.exchange.body),
                    revisited=None,
                )
                self._writer.append_exchange(encoded)
                ids.append(record_id)
            self._now = max(one.exchange.fetched_at for one in look)  # its record has the time of the look
            self._writer.append_visit(
                VisitRecord(
                    kind="article",
                    url=urls.article_url(look[0].exchange.url),
                    captures=ids,
                    complete=is_complete(look),
                    origin=origin,
                    boilerplate=_met(look, self._neighbours.beside(*_when_and_what(look))),
                )
            )
            result.captures += len(look)
            result.visits += 1

    def close(self) -> None:
        """Syncs and closes the file."""
        self._writer.close()


def _when_and_what(look: Sequence[Found]) -> tuple[str, str]:
    return look[0].exchange.fetched_at, urls.article_url(look[0].exchange.url)


def _lines_of(exchange: Exchange) -> frozenset[str]:
    return read_lines(exchange.body, exchange.url, _charset_of(exchange))


def _charset_of(exchange: Exchange) -> str | None:
    named = (value for name, value in exchange.response_headers if name.lower() == "content-type")
    return charset(next(named, None))


def _met(look: Sequence[Found], known: Boilerplate) -> list[str]:
    """Keys of what a reading of these pages meets of the site's lines: a rebuild reads them so."""
    if known:
        for one in look:
            with suppress(PageError):
                pages.read(
                    one.exchange.body,
                    url=one.exchange.url,
                    encoding=_charset_of(one.exchange),
                    boilerplate=known,
                )
    return sorted(known.met)


def looks(found: Iterable[Found]) -> list[list[Found]]:
    """Pages of one article that belong together, oldest look first; each page at most once in a look."""
    by_article: dict[str, list[Found]] = {}
    for one in sorted(found, key=lambda one: one.exchange.fetched_at):
        by_article.setdefault(urls.article_url(one.exchange.url), []).append(one)
    made: list[list[Found]] = []
    for pages_of_one in by_article.values():
        current: list[Found] = []
        for one in pages_of_one:
            if current and not _belongs(one, current):
                made.append(current)
                current = []
            current.append(one)
        made.append(current)
    whole = [sorted(look, key=_place) for look in made if any(one.page.part == 1 for one in look)]
    return sorted(whole, key=lambda look: look[-1].exchange.fetched_at)


def _belongs(one: Found, look: list[Found]) -> bool:
    began = datetime.fromisoformat(look[0].exchange.fetched_at)
    soon = datetime.fromisoformat(one.exchange.fetched_at) - began <= TOGETHER
    again = urls.canonical(one.exchange.url) in {urls.canonical(other.exchange.url) for other in look}
    return soon and not again and one.page.post_id == look[0].page.post_id


def _place(one: Found) -> tuple[int, int, str]:
    return one.page.part, urls.comment_page(one.exchange.url) or 0, one.exchange.fetched_at


def is_complete(look: Sequence[Found]) -> bool:
    """Whether all pages are there that the pages of a look link to: only then can it show that something is gone."""
    here = {urls.canonical(one.exchange.url) for one in look}
    numbers = {one.page.comment_page for one in look}
    for one in look:
        for url in one.page.part_urls:
            if urls.canonical(url) not in here and urls.part_number(url) is not None:
                return False
        for url in one.page.comment_page_urls:
            if urls.canonical(url) not in here and urls.comment_page(url) not in numbers:
                return False
    return True
