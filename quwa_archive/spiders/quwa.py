"""The spider of the live site: discovers, then visits each article that is new, changed or due."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from quwa_archive import extraction, urls
from quwa_archive.archive import Archive
from quwa_archive.errors import QuwaError, SiteError, StorageError
from quwa_archive.items import PAGE_FAILED, ProblemItem, VisitItem
from quwa_archive.judging import is_inferred
from quwa_archive.neighbours import Neighbours, read_lines
from quwa_archive.runs.arguments import CrawlArguments, Span
from quwa_archive.runs.claim import claim
from quwa_archive.runs.session import RunSession
from quwa_archive.spiders.discoverer import Discoverer, Stopped
from quwa_archive.spiders.fetching import STATUSES, Fetched, Fetcher, in_words, is_refused_by_robots
from quwa_archive.spiders.visits import Agenda
from quwa_archive.store import frontier, statements

REFUSED = (401, 403, 451)
MISSING = (404, 410)
UNREADABLE = frozenset({"unknown_layout", "missing_field", "emptied"})
ALARM_AFTER = 3
"""Articles among the last ten that were read before and are in no known layout now."""
NEW_ALARM_AFTER = 10
"""Pages never seen before, in a row, that no layout knows."""
SITE_DOWN_AFTER = 10
"""Pages that fail in a row, with none in between that works, before the run gives the site up."""


class QuwaSpider(Spider):
    """``scrapy crawl quwa``: brings the archive up to date; the same command for the first run and every later one."""

    name = "quwa"

    def __init__(self, session: RunSession, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.session = session
        self.stopping = False
        self.neighbours = Neighbours(session.archive.connection, session.archive.warc_folder)
        self._fetcher: Fetcher | None = None
        self._sitemaps: list[str] = []
        self._failures_in_a_row = 0
        self._lately_unknown: deque[bool] = deque(maxlen=10)
        self._new_unknown_in_a_row = 0
        # Articles of an unknown look that were fetched before there were others to tell what the site repeats.
        self._waiting: list[Response] = []

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if contact := settings["CONTACT"]:
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> QuwaSpider:
        session = kwargs.pop("session", None)
        if session is None:
            session = RunSession(crawler.settings, claim(Path(crawler.settings["ARCHIVE_DIR"]), kwargs))
        spider = super().from_crawler(crawler, session=session)
        crawler.signals.connect(spider._note_robots, signal=signals.robots_parsed)
        crawler.signals.connect(spider._note_stop, signal=signals.engine_stopped)
        return spider

    @property
    def archive(self) -> Archive:
        """The archive that this run writes."""
        return self.session.archive

    @property
    def span(self) -> Span:
        """The days of publication that were asked for."""
        return self.session.arguments.span

    # -- the run ----------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request | VisitItem]:
        """Discovery first, then requests for articles as fast as they can be taken, no faster.

        In the end the articles that waited for others of their kind to be seen beside, where too few came.
        """
        assert self.crawler.engine is not None
        self.session.on_fatal = self._stop
        if not self.crawler.settings["CONTACT"] and not _is_loopback(self.archive.site):
            self.logger.warning("requests name no contact; say who asks: -s CONTACT=you@example.org")
        self._fetcher = Fetcher(self.crawler)
        settings = self.crawler.settings
        if minutes := settings.getfloat("MAX_MINUTES"):
            asyncio.get_running_loop().call_later(minutes * 60, self._run_out_of_time)
        arguments = self.session.arguments
        try:
            discoverer = Discoverer(
                self._fetcher,
                self.session,
                sitemaps=lambda: self._sitemaps,
                stopping=lambda: self.stopping,
            )
            await (discoverer.site_only() if arguments.urls else discoverer.everything())
        except Stopped:
            return
        except QuwaError as error:
            self.session.fail(error)
            return
        room = 2 * settings.getint("CONCURRENT_REQUESTS")
        self._room = asyncio.Semaphore(room)
        for candidate in self._candidates(arguments):
            if self.stopping:
                break
            await self._room.acquire()
            self.session.report.chosen[candidate.why] += 1
            if candidate.why == frontier.LASTMOD:
                self.session.chosen_by_lastmod.add(candidate.url)
            yield Request(
                candidate.url,
                callback=self.visit_article,
                errback=self.note_failure,
                meta={
                    "handle_httpstatus_list": STATUSES,
                    "article": candidate.url,
                    "why": candidate.why,
                    "captures": [],
                },
            )
        for _ in range(room):
            await self._room.acquire()  # whatever is in flight comes to its end
        while self._waiting:
            response = self._waiting.pop(0)
            async for visit in self._go_on(await self._open(response), response):
                yield visit

    def _candidates(self, arguments: CrawlArguments) -> Any:
        if arguments.urls:
            yield from (frontier.Candidate(url, "asked") for url in arguments.urls)
            return
        connection = self.archive.connection
        for candidate in frontier.candidates(
            connection,
            recheck=arguments.recheck,
            now=self.archive.now(),
            run=self.session.run_id,
            budget=self.crawler.settings.getint("RECHECK_BUDGET"),
        ):
            published = frontier.hints(connection, [candidate.url]).published
            if arguments.span.may_hold(published, slack_days=1):
                yield candidate

    # -- one article ------------------------------------------------------------------------------

    async def visit_article(self, response: Response) -> AsyncIterator[VisitItem]:
        """Reads an article's page, fetches its comment pages and parts, and hands over the whole visit."""
        try:
            async for visit in self._visit(response):
                yield visit
        finally:
            self._room.release()

    async def _visit(self, response: Response) -> AsyncIterator[VisitItem]:
        url = response.meta["article"]
        if response.status in MISSING:
            if frontier.is_confirmed_absent(self.archive.connection, url):
                self._failures_in_a_row = 0
                yield VisitItem("gone", url, captures=response.meta["captures"])
            else:
                down = not frontier.has_articles(self.archive.connection)
                self._failed(url, f"HTTP {response.status}", may_be_down=down)
            return
        if response.status != 200:
            self._failed(url, f"HTTP {response.status}")
            return
        if not urls.same_site(response.url, self.archive.site):
            self._failed(url, f"redirected to another site, {response.url}")
            return
        self._failures_in_a_row = 0
        address = urls.article_url(response.url)
        can_tell = self.neighbours.are_enough(address)
        visit = await self._open(response)
        if visit.pages and is_inferred(visit.pages[0]):
            self.neighbours.add(address, await asyncio.to_thread(_lines_of, response))
            if not can_tell:
                self._waiting.append(response)
                return
        async for taken in self._go_on(visit, response):
            yield taken
        while self._waiting and can_tell:
            earlier = self._waiting.pop(0)
            async for taken in self._go_on(await self._open(earlier), earlier):
                yield taken

    async def _open(self, response: Response) -> VisitItem:
        """A visit with its first page, read beside what is known of the article and of the site's others."""
        address = urls.article_url(response.url)
        visit = VisitItem("article", response.meta["article"], captures=response.meta["captures"])
        visit.statement = statements.of_article(self.archive.connection, address)
        visit.boilerplate = self.neighbours.beside(address)
        encoding = extraction.charset(_content_type(response))
        # Parsing lets go of the interpreter: other pages are fetched and stored meanwhile.
        await asyncio.to_thread(extraction.add_page, visit, visit.captures[-1], response.body, encoding)
        return visit

    async def _go_on(self, visit: VisitItem, response: Response) -> AsyncIterator[VisitItem]:
        """Fetches what else belongs to a visit, and hands it over."""
        assert self._fetcher is not None
        if visit.pages:
            agenda = Agenda(urls.article_url(response.url))
            agenda.add(visit.pages[0])
            for further in agenda:
                if self.stopping:
                    return
                fetched = await self._fetcher.get(further)
                visit.captures.extend(fetched.captures)
                another = self._add_further_page(visit, further, fetched)
                if another is not None:
                    agenda.add(another)
        if self.stopping and not visit.pages:
            return  # what was in flight when an alarm rang keeps its state; the next run looks again
        self._watch_layouts(visit, response.meta["why"])
        yield visit

    def _watch_layouts(self, visit: VisitItem, why: str) -> None:
        """The site in a new look is an alarm after a few pages, not a quarantine full of all of them.

        Pages that were in quarantine before say nothing new.  Of articles that were read before, a few are
        enough; pages never seen may be odd ones, so it takes more of them, in a row.
        """
        if why == "retry":
            return
        unknown = not visit.pages and any(problem.reason in UNREADABLE for problem in visit.problems)
        if why == "new":
            self._new_unknown_in_a_row = self._new_unknown_in_a_row + 1 if unknown else 0
        else:
            self._lately_unknown.append(unknown)
        if sum(self._lately_unknown) >= ALARM_AFTER or self._new_unknown_in_a_row >= NEW_ALARM_AFTER:
            self.session.alarm(
                "page after page is in no known layout: the site may have been redesigned;"
                " the run stops here, see `quwa check` and the recipe in CONTRIBUTING.md"
            )

    def _add_further_page(self, visit: VisitItem, url: str, fetched: Fetched) -> Any:
        if fetched.status == 200:
            return extraction.add_page(
                visit, fetched.captures[-1], fetched.body, extraction.charset(fetched.content_type)
            )
        capture_id = fetched.captures[-1].id if fetched.captures else None
        visit.problems.append(ProblemItem(url, PAGE_FAILED, fetched.problem, capture_id))
        visit.complete = False
        return None

    def note_failure(self, failure: Failure) -> None:
        """A request for an article that ended without a response."""
        self._room.release()
        request = failure.request  # type: ignore[attr-defined]
        url = request.meta["article"]
        if self.stopping:
            return
        if is_refused_by_robots(failure.value):
            self._mark(url, "refused", "robots.txt forbids it")
            self.session.report.articles["refused"] += 1
            return
        self._failed(url, in_words(failure.value))

    def _failed(self, url: str, why: str, *, may_be_down: bool = True) -> None:
        self.session.report.failed[url] = why
        self._mark(url, "failed", why)
        self._failures_in_a_row += may_be_down
        if self._failures_in_a_row >= SITE_DOWN_AFTER:
            self.session.fail(
                SiteError(
                    f"{self.archive.site} failed {self._failures_in_a_row} times in a row (last: {why});"
                    " run again later, what was archived is safe"
                )
            )

    def _mark(self, url: str, state: str, error: str) -> None:
        try:
            with self.archive.transaction() as connection:
                frontier.mark(
                    connection, url, state, at=self.archive.now(), run=self.session.run_id, error=error
                )
        except StorageError as problem:
            self.session.fail(problem)

    # -- signals ----------------------------------------------------------------------------------

    def _note_robots(self, robotparser: RobotParser, request: Request) -> None:
        self._sitemaps.extend(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))

    def _run_out_of_time(self) -> None:
        self.session.report.out_of_time = True
        self.stopping = True

    def _note_stop(self) -> None:
        self.stopping = True

    def _stop(self) -> None:
        self.stopping = True
        engine = self.crawler.engine
        if engine is not None:
            asyncio.ensure_future(engine.close_spider_async(reason="fatal"))  # noqa: RUF006 (the engine awaits it)


def _is_loopback(url: str) -> bool:
    return urls.domain(url).startswith("127.") or urls.domain(url) == "localhost"


def _lines_of(response: Response) -> frozenset[str]:
    return read_lines(response.body, response.url, extraction.charset(_content_type(response)))


def _content_type(response: Response) -> str | None:
    raw = response.headers.get("Content-Type")
    return raw.decode("latin-1") if raw else None
