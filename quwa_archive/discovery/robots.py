"""robots.txt: where the site says its sitemaps are.  (What may be fetched is the crawler's affair.)"""

from __future__ import annotations

from urllib.parse import urljoin

from quwa_archive.urls import domain


def sitemap_urls(body: bytes, *, url: str = "") -> list[str]:
    """The addresses of the ``Sitemap:`` lines of a robots.txt, in order, each once.

    They hold for the whole site whatever ``User-agent`` they stand under.  `url`, the address of the
    robots.txt, completes a relative one (against the standard, but seen in the wild).  Never raises: an HTML
    page or an empty body has no such lines and gives ``[]``.
    """
    found: dict[str, None] = {}
    for line in body.decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition(":")
        if not colon or name.strip().lower() not in ("sitemap", "site-map"):
            continue
        value = value.partition(" #")[0].strip()
        try:
            address = urljoin(url, value)
        except ValueError:
            continue
        if value and domain(address):
            found[address] = None
    return list(found)
