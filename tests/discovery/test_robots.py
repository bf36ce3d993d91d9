from __future__ import annotations

import pytest

from quwa_archive.discovery.robots import sitemap_urls

from .fixtures import SITE, answer


def test_sitemap_lines_are_found_under_any_agent_each_once() -> None:
    assert sitemap_urls(answer("robots.txt"), url=f"{SITE}robots.txt") == [
        f"{SITE}sitemap_index.xml",
        f"{SITE}news-sitemap.xml",
        f"{SITE}wp-sitemap.xml",
    ]


def test_without_its_own_address_a_relative_line_is_left_out() -> None:
    assert f"{SITE}wp-sitemap.xml" not in sitemap_urls(answer("robots.txt"))


def test_mac_line_ends_and_a_byte_order_mark() -> None:
    body = f"\ufeffSitemap: {SITE}a.xml\rUser-agent: *\rSitemap:{SITE}b.xml".encode()
    assert sitemap_urls(body) == [f"{SITE}a.xml", f"{SITE}b.xml"]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", answer("blocked.html"), b"Sitemap: http://[bad"])
def test_anything_else_has_none(body: bytes) -> None:
    assert sitemap_urls(body, url=SITE) == []
