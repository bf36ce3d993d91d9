"""Obeys what Scrapy leaves to us: Crawl-delay in robots.txt, and Retry-After."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

logger = logging.getLogger(__name__)


class PolitenessMiddleware:
    """Slows the crawl down when the site asks for it; never speeds it up."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest_pause = crawler.settings.getfloat("RETRY_AFTER_MAX")
        self._pauses = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.obey_crawl_delay, signal=signals.robots_parsed)
        return middleware

    def obey_crawl_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Raises the delay of the host to what its robots.txt asks for."""
        delay = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"])
        if delay is None or delay <= self._crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        downloader = self._crawler.engine.downloader
        host = downloader.get_slot_key(request)
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1}
        if host in downloader.slots:
            downloader.slots[host].delay = delay
            downloader.slots[host].concurrency = 1
        logger.info("robots.txt of %s asks for %g s between requests: obeyed", host, delay)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Pauses the whole crawl as long as a 429 or 503 asks for, before it is retried."""
        if response.status not in (429, 503):
            return response
        seconds = retry_after(response, datetime.now(UTC))
        if seconds is None:
            return response
        if seconds > self._longest_pause:
            logger.warning(
                "%s asks to come back in %.0f s, longer than RETRY_AFTER_MAX: left to the next run",
                urlparse_cached(request).netloc,
                seconds,
            )
            request.meta["dont_retry"] = True
            return response
        logger.info("%s asks for a pause of %.0f s: obeyed", urlparse_cached(request).netloc, seconds)
        engine = self._crawler.engine
        assert engine is not None
        engine.pause()
        self._pauses += 1
        try:
            end = time.monotonic() + seconds
            while (left := end - time.monotonic()) > 0 and engine.running:  # noqa: ASYNC110 (nothing tells of the stop)
                await asyncio.sleep(min(left, 0.2))
            if not engine.running:  # the run is being ended: it does not wait, and asks nothing more
                request.meta["dont_retry"] = True
        finally:
            self._pauses -= 1
            if self._pauses == 0:
                engine.unpause()
        return response


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number, or an HTTP date), or None."""
    raw = response.headers.get("Retry-After")
    if raw is None:
        return None
    text = raw.decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
