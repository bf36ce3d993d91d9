"""Writes every exchange to the WARC file before anything else sees it; a failed write fails the request."""

from __future__ import annotations

import asyncio
from http.client import responses as reason_phrases

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from quwa_archive.archive import Archive
from quwa_archive.captures.layout import Exchange


class CaptureMiddleware:
    """Sits at 950, next to the downloader, where bodies are still as received.

    An exception here fails the request, so that no row can rest on a page that is not on disk.  The captures
    of a request, its redirects and retries are collected in ``meta["captures"]``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        archive: Archive = self._crawler.spider.archive  # type: ignore[union-attr]
        exchange = Exchange(
            url=response.url,
            method=request.method,
            request_headers=[*_headers(request), ("Host", response.url.split("/")[2])],
            status=response.status,
            reason=reason_phrases.get(response.status, ""),
            response_headers=_headers(response),
            body=response.body,
            fetched_at=archive.now(),
        )
        encode = archive.prepare(exchange)
        encoded = await asyncio.to_thread(encode)
        request.meta.setdefault("captures", []).append(archive.capture(exchange, encoded))
        return response


def _headers(message: Request | Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
        # The downloader hands over whole bodies: these would describe a transfer that is over.
        if name.lower() not in (b"transfer-encoding", b"connection")
    ]
