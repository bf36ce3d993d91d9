"""Writes every exchange to the WARC file before anything else sees it; a failed write fails the request."""

from __future__ import annotations

import asyncio
from http.client import responses as reason_phrases
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from quwa_archive.archive import Archive
from quwa_archive.captures.layout import Exchange
from quwa_archive.errors import StorageError


class CaptureFailed(IgnoreRequest):
    """The response could not be written to the WARC file: it counts as not had, and the run ends."""


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
        spider: Any = self._crawler.spider
        archive: Archive = spider.archive
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
        try:
            encode = archive.prepare(exchange)
            encoded = await asyncio.to_thread(encode)
            capture = archive.capture(exchange, encoded)
        except StorageError as error:
            spider.session.fail(error)
            raise CaptureFailed(str(error)) from error
        request.meta.setdefault("captures", []).append(capture)
        return response


def _headers(message: Request | Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
        # The downloader hands over whole bodies: these would describe a transfer that is over.
        if name.lower() not in (b"transfer-encoding", b"connection")
    ]
