"""The choices a sample site is built with: what the owner of a real site sets, or has switched off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

_LAYOUTS = ("mixed", "blabber", "twentytwentyone")
_ORDERS = ("newest", "oldest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Keywords of ``SampleSite``, with their defaults."""

    zone: str = "America/Toronto"
    """Time zone of the site (IANA name)."""
    zone_change: tuple[date | str, str] | None = None
    """Day (ISO; midnight by the old zone) from which on the site keeps another zone, and that zone."""
    rest: bool = True
    """Whether ``/wp-json/`` answers."""
    rest_refusal: Literal[403, 404] = 404
    """Status of ``/wp-json/`` when it does not: 404 ``rest_no_route`` or 403 ``rest_forbidden``."""
    pretty_rest: bool = True
    """Whether the API is at ``/wp-json/``; with plain permalinks only ``/?rest_route=`` leads to it."""
    sitemap: bool = True
    """Whether there is a sitemap, named in robots.txt."""
    sitemap_lastmod: bool = True
    """Whether post sitemaps carry ``<lastmod>`` (WordPress 6.5 and later)."""
    lastmod_of_cache: bool = False
    """Whether every ``<lastmod>`` is the site's present, as some cache plugins print it."""
    sitemap_gzip: bool = False
    """Whether the index names ``.xml.gz`` files."""
    yoast: bool = False
    """Sitemaps of the Yoast plugin (``/sitemap_index.xml``) instead of WordPress's own."""
    feed: bool = True
    """Whether the feeds answer; 404 when not."""
    layout: Literal["mixed", "blabber", "twentytwentyone"] = "mixed"
    """One layout for all posts, or mixed: each post as its shape says, ordinary ones by their number."""
    comments_per_page: int | None = None
    """Threads on a comment page, for every post; ``None``: no comment pages but for the posts that have their own."""
    comment_order: Literal["newest", "oldest"] = "newest"
    """Which comment page the plain address shows: the last (WordPress's default) or the first."""
    base_path: str = ""
    """Folder the site lives in, such as ``/news``."""
    site_name: str = "Quwa Sample"
    json_ld: bool = True
    """Whether heads carry JSON-LD, Open Graph and article times; ``False``: no page does."""
    plugin_boxes: bool = False
    """Whether plugins that nobody knows print boxes at both ends of every Blabber body."""
    printed_dates: bool = False
    """Whether every Blabber page prints the line of category, author, date and counters."""
    cases: bool | tuple[str, ...] = True
    """Special articles: all, none, or those named."""
    crawl_delay: int | None = None
    """``Crawl-delay`` in robots.txt, seconds."""
    disallow: tuple[str, ...] = ()
    """More paths that robots.txt disallows."""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a layout or order that is none: it would be printed as another."""
        for name, known in (("layout", _LAYOUTS), ("comment_order", _ORDERS)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} is one of {', '.join(known)}, not {getattr(self, name)!r}")
