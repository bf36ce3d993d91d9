"""Both dialects of CDX are read, and only what can be an article's page is chosen."""

from __future__ import annotations

import json

import pytest

from quwa_archive.discovery import DiscoveryError
from quwa_archive.discovery.cdx import Archived, choose, parse_cdx, query_url

URL = "https://example.org/news/"
FIRST = Archived(URL, "20190601000001", 200, "text/html", "A")


def test_the_dialect_of_pywb() -> None:
    row = {
        "urlkey": "x",
        "timestamp": "20190601000001",
        "url": URL,
        "mime": "text/html",
        "status": "200",
        "digest": "A",
    }
    assert parse_cdx((json.dumps(row) + "\n").encode()) == [FIRST]
    assert FIRST.date == "2019-06-01T00:00:01Z"


def test_the_dialect_of_the_wayback_machine() -> None:
    names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    rows = [
        names,
        ["x", "20190601000001", URL, "text/html", "200", "A", "1"],
        ["x", "2019", URL, "text/html", "-", "A", "1"],
    ]
    assert parse_cdx(json.dumps(rows).encode()) == [FIRST]
    assert parse_cdx(b"[]") == []


def test_nothing_is_no_capture_and_junk_is_an_error() -> None:
    assert parse_cdx(b"") == []
    for junk in (b"<html>Too many requests</html>", b"[1, 2]", b"42"):
        with pytest.raises(DiscoveryError):
            parse_cdx(junk)


def test_only_new_bodies_of_pages_are_chosen() -> None:
    def at(timestamp: str, digest: str = "A", status: int = 200, mime: str = "text/html") -> Archived:
        return Archived(URL, timestamp, status, mime, digest)

    captures = [
        at("20200101000000", "B"),
        FIRST,
        at("20190701000000"),
        at("20190801000000", "C", 404),
        at("20190901000000", "D", 200, "image/png"),
        at("20210101000000", "A"),
        at("20210201000000", "E", 200, "warc/revisit"),
    ]
    assert choose(captures) == [FIRST, captures[0], captures[5]]


def test_the_question() -> None:
    assert query_url("http://127.0.0.1/old/cdx", "https://example.org/") == (
        "http://127.0.0.1/old/cdx?url=https%3A%2F%2Fexample.org%2F&matchType=prefix&output=json"
    )
