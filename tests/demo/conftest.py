"""A served sample site, and a plain HTTP client that follows nothing and hides nothing."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from quwa_archive.demo import SampleServer, SampleSite


@dataclass(frozen=True)
class Got:
    """One response, as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)


def get(
    server: SampleServer, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Got:
    """One request on a connection of its own; ``path`` from the root of the host, or a whole address."""
    parts = urlsplit(path)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, target, headers=dict(headers or {}))
        response = connection.getresponse()
        return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    """The site of the demo, for tests that change nothing."""
    with SampleServer(SampleSite()) as running:
        yield running


@pytest.fixture
def fresh() -> Iterator[SampleServer]:
    """A small site of its own, for tests that change it or break it."""
    with SampleServer(
        SampleSite(articles=12, comments=40, cases=("nested", "clock", "protected"))
    ) as running:
        yield running
