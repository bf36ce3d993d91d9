"""The spider of a web archive: fetches captures of articles that others made, and files them as earlier versions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from quwa_archive import urls
from quwa_archive.archive import Archive
from quwa_archive.captures.layout import Exchange
from quwa_archive.discovery import DiscoveryError, cdx
from quwa_archive.errors import SiteError
from quwa_archive.importing import Found, Imported, Keeper, judge
from quwa_archive.rebuild import rebuild
from quwa_archive.runs.claim import claim
from quwa_archive.runs.session import RunSession
from quwa_archive.spiders.fetching import Fetcher
from quwa_archive.store import evidence

CAPTURE_MIDDLEWARE = "quwa_archive.middlewares.capture.CaptureMiddleware"
DEFAULT_INDEX = "https://web.archive.org/cdx/search/cdx"
DEFAULT_RAW = "https://web.archive.org/web/{timestamp}id_/{url}"

KEPT_TOGETHER = 10
"""Articles whose captures are filed at once: each is read beside the others."""


class WaybackSpider(Spider):
    """``scrapy crawl wayback``: what the live site has lost, from a Wayback-compatible archive.

    Settings: ``WAYBACK_INDEX``, the CDX address; ``WAYBACK_RAW``, the address of a capture as it was received,
    with ``{timestamp}`` and ``{url}``.  One request at a time, and what the archive says with 429 and
    Retry-After is obeyed as everywhere.  When the run has ended the database is rebuilt, in which the captures
    take their place by their own time.
    """

    name = "wayback"

    def __init__(self, session: RunSession, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.session = session
        self.stopping = False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if contact := settings["CONTACT"]:
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="spider")
        settings.set("CONCURRENT_REQUESTS", 1, priority="spider")
        # What is kept is what the web archive had captured, not our talk with it.
        middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), CAPTURE_MIDDLEWARE: None}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> WaybackSpider:
        session = kwargs.pop("session", None)
        if session is None:
            session = RunSession(crawler.settings, claim(Path(crawler.settings["ARCHIVE_DIR"]), kwargs))
        spider = super().from_crawler(crawler, session=session)
        crawler.signals.connect(spider._note_stop, signal=signals.engine_stopped)
        return spider

    @property
    def archive(self) -> Archive:
        """The archive that this run writes."""
        return self.session.archive

    async def start(self) -> AsyncIterator[Request]:
        """Asks the index, then fetches article by article; yields no requests of its own."""
        settings = self.crawler.settings
        fetcher = Fetcher(self.crawler)
        try:
            by_article = await self._ask_index(fetcher, settings.get("WAYBACK_INDEX") or DEFAULT_INDEX)
        except SiteError as error:
            self.session.fail(error)
            return
        raw = settings.get("WAYBACK_RAW") or DEFAULT_RAW
        known = evidence.known_captures(self.archive.connection)
        times = {(url, at) for url, at, _ in known}
        result = Imported()
        keeper = Keeper(self.archive.folder, self.archive.site, {"imported-from": raw})
        found: list[Found] = []
        try:
            for number, captures in enumerate(by_article.values(), start=1):
                for capture in captures:
                    if self.stopping:
                        return
                    if (capture.url, capture.date) in times:
                        result.passed_over["here already"] += 1
                        continue
                    exchange = await self._fetch(fetcher, raw, capture, result)
                    if exchange is None:
                        continue
                    page = judge(exchange, dict(exchange.response_headers).get("Content-Type", ""), known)
                    if isinstance(page, str):
                        result.passed_over[page] += 1
                    else:
                        found.append(page)
                if number % KEPT_TOGETHER == 0:
                    keeper.keep(found, result, origin="wayback")
                    found = []
        finally:
            try:
                keeper.keep(found, result, origin="wayback")
            finally:
                keeper.close()
            self._note_result(result)
        return
        yield  # an async generator that yields nothing

    async def _ask_index(self, fetcher: Fetcher, index: str) -> dict[str, list[cdx.Archived]]:
        site = self.archive.site
        fetched = await fetcher.get(cdx.query_url(index, site))
        if fetched.status != 200:
            raise SiteError(
                f"{index} does not answer ({fetched.problem}); check WAYBACK_INDEX or try again later"
            )
        try:
            captures = cdx.choose(cdx.parse_cdx(fetched.body))
        except DiscoveryError as error:
            raise SiteError(f"{index}: {error}") from error
        wanted = set(self.session.arguments.urls)
        by_article: dict[str, list[cdx.Archived]] = {}
        for capture in captures:
            if urls.same_site(capture.url, site) and urls.kind(capture.url, site) in (
                "article",
                "part",
                "comment_page",
            ):
                article = urls.article_url(capture.url)
                if not wanted or article in wanted:
                    by_article.setdefault(article, []).append(capture)
        return by_article

    async def _fetch(
        self, fetcher: Fetcher, raw: str, capture: cdx.Archived, result: Imported
    ) -> Exchange | None:
        fetched = await fetcher.get(raw.format(timestamp=capture.timestamp, url=capture.url))
        if fetched.status != 200:
            result.passed_over[f"the archive answered {fetched.problem}"] += 1
            self.session.report.failed[f"{capture.url} of {capture.date}"] = fetched.problem
            return None
        content_type = fetched.content_type or "text/html"
        return Exchange(
            url=capture.url,
            method="GET",
            request_headers=[],
            status=200,
            reason="OK",
            response_headers=[("Content-Type", content_type)],
            body=fetched.body,
            fetched_at=capture.date,
        )

    def _note_result(self, result: Imported) -> None:
        passed = ", ".join(f"{count} {why}" for why, count in result.passed_over.most_common())
        text = f"{result.captures} pages in {result.visits} looks" + (
            f"; passed over: {passed}" if passed else ""
        )
        self.session.report.ways["wayback"] = text
        self.logger.info("wayback: %s", text)
        if result.visits:
            folder = self.archive.folder
            self.session.after_finish = lambda: rebuild(folder)

    def _note_stop(self) -> None:
        self.stopping = True
