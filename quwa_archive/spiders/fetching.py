"""Fetches one address from within a coroutine, through all middlewares, and never raises for what the web does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from quwa_archive.errors import StorageError
from quwa_archive.middlewares.capture import CaptureFailed
from quwa_archive.records import Capture

REDIRECTS = (301, 302, 303, 307, 308)
STATUSES = frozenset(range(100, 600)) - frozenset(REDIRECTS)
"""Statuses that are ours to judge; redirects are followed, on the same site."""


@dataclass(slots=True)
class Fetched:
    """What came of a request.  ``status`` is 0 where no response came; ``problem`` says in words what is wrong."""

    url: str
    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    captures: list[Capture] = field(default_factory=list)
    problem: str = ""
    refused_by_robots: bool = False

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        return self.headers.get("content-type")


class Fetcher:
    """Wraps the engine's download, so that retries, redirects, robots.txt and captures all apply."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """Fetches `url`; only errors of our own (storage) are raised."""
        fetched = Fetched(url)
        request = Request(
            url,
            headers=dict(headers or {}),
            callback=NO_CALLBACK,
            meta={"handle_httpstatus_list": STATUSES, "captures": fetched.captures},
        )
        engine = self._crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except CaptureFailed as error:
            raise StorageError(str(error)) from error
        except IgnoreRequest as error:
            fetched.refused_by_robots = is_refused_by_robots(error)
            fetched.problem = in_words(error)
        except Exception as error:  # noqa: BLE001 (what a download raises depends on the handler)
            fetched.problem = in_words(error)
        else:
            fetched.url, fetched.status, fetched.body = response.url, response.status, response.body
            fetched.headers = {
                name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
                for name, values in response.headers.items()
            }
            if response.status != 200:
                fetched.problem = f"HTTP {response.status}"
        return fetched


def in_words(error: BaseException | None) -> str:
    """What went wrong with a download, for a person: the error's own text, or its name where it has none."""
    text = " ".join(str(error).split())
    return text.rstrip(".")[:300] if text and not text.startswith("[<") else type(error).__name__


def is_refused_by_robots(error: BaseException | None) -> bool:
    """Whether a request was not made because of robots.txt (redirects off the site or without end are ignored too)."""
    return isinstance(error, IgnoreRequest) and "robots.txt" in str(error)
