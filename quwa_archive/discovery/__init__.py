"""Ways to find articles and signals of change: a response's bytes in, sightings out.  Pure; no network.

One module a way: `sitemap`, `robots`, `rest`, `feed`, `listing`.  Each is optional for a site: what a way
answers in place of what was asked is a `DiscoveryError` with a reason, and the run goes on with the others.
What a way names but nobody should fetch is not dropped: it comes back as `Skipped`, with the reason.
"""

from __future__ import annotations

from typing import Literal, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from quwa_archive.errors import QuwaError
from quwa_archive.urls import article_url, canonical, kind

Reason = Literal["blocked", "refused", "absent", "empty", "broken", "hostile"]


class DiscoveryError(QuwaError):
    """A way of discovery answered with something unusable. The run goes on with the other ways and says so.

    ``reason``: ``blocked`` (a page for people in place of data), ``refused`` (the site says no: 401, 403),
    ``absent`` (the site does not have this way), ``empty``, ``broken`` (unreadable) or ``hostile`` (entity or
    compression bombs).  The text says what was got.
    """

    exit_code = 4

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


class Skipped(NamedTuple):
    """Something a way of discovery named that is no article: ``what`` (mostly an address) and ``reason``."""

    what: str
    reason: str


def make_article_url(link: str, *, base: str, site: str | None, among_posts: bool = False) -> str | Skipped:
    """The canonical address of the article that `link`, found at `base`, leads to; `Skipped` if to none.

    `site` defaults to the whole host of `base`.  `among_posts`: in a list of nothing but posts, also an address
    such as ``/about/`` is one.  A link to a comment or a comment page leads to its article.
    A link that looks like a part (``/news/12/``) is taken at its word: what names articles names no parts.
    """
    if not link.strip():
        return Skipped("", "no address")
    try:
        absolute = urldefrag(urljoin(base, link.strip())).url
        found = kind(absolute, site or host_of(base))
        if found == "comment_page":
            absolute = article_url(absolute)
            found = kind(absolute, site or host_of(base))
        if found in ("article", "part") or (among_posts and found == "page"):
            return canonical(absolute)
    except ValueError:
        return Skipped(link[:500], "no address")
    return Skipped(absolute[:500], found)


def host_of(url: str) -> str:
    """The address of the home page of `url`'s host. ValueError for what is no web address."""
    parts = urlsplit(canonical(url))
    return f"{parts.scheme}://{parts.netloc}/"


def excerpt(body: bytes) -> str:
    """The first words of a body that is not what was asked for, fit for one line of a message."""
    words = body[:400].decode("utf-8", "replace").split()
    text = "".join(letter if letter.isprintable() else "?" for letter in " ".join(words))
    return f"{text[:80]}…" if len(text) > 80 else text
