"""Sitemaps: WordPress's own (2,000 addresses a file) or those of the Yoast plugin (1,000 a file)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from quwa_archive.demo.blocks import escape
from quwa_archive.demo.layouts.frame import Printer
from quwa_archive.demo.layouts.head import offset_utc
from quwa_archive.demo.listings import PAGES
from quwa_archive.demo.people import AUTHORS, CATEGORIES, TAGS
from quwa_archive.demo.site import SampleSite

INDEX = "/wp-sitemap.xml"
YOAST_INDEX = "/sitemap_index.xml"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, str | None]
"""Path on the site and ``lastmod``."""


def robots_txt(printer: Printer) -> str:
    """What the site asks of crawlers."""
    options = printer.site.options
    lines = ["User-agent: *", "Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php"]
    lines.extend(f"Disallow: {path}" for path in options.disallow)
    if options.crawl_delay is not None:
        lines.append(f"Crawl-delay: {options.crawl_delay}")
    if options.sitemap:
        lines.extend(["", f"Sitemap: {printer.url(index_path(printer.site))}"])
    return "\n".join(lines) + "\n"


def index_path(site: SampleSite) -> str:
    return YOAST_INDEX if site.options.yoast else INDEX


def sitemap_files(site: SampleSite) -> list[str]:
    """Paths of the files the index names."""
    size = 1000 if site.options.yoast else 2000
    post_files = max(-(-len(site.cards) // size), 1)
    if site.options.yoast:
        names = ["post-sitemap", *(f"post-sitemap{number}" for number in range(2, post_files + 1))]
        names += ["page-sitemap", "category-sitemap", "post_tag-sitemap", "author-sitemap"]
    else:
        names = [f"wp-sitemap-posts-post-{number}" for number in range(1, post_files + 1)]
        names += ["wp-sitemap-posts-page-1", "wp-sitemap-taxonomies-category-1"]
        names += ["wp-sitemap-taxonomies-post_tag-1", "wp-sitemap-users-1"]
    ending = ".xml.gz" if site.options.sitemap_gzip else ".xml"
    return [f"/{name}{ending}" for name in names]


def print_index(printer: Printer) -> tuple[str, datetime]:
    """The index of the sitemap and when it last changed."""
    changed = _last_change(printer.site)
    lastmod = f"<lastmod>{offset_utc(changed)}</lastmod>" if printer.site.options.yoast else ""
    files = "".join(
        f"<sitemap><loc>{printer.url(path)}</loc>{lastmod}</sitemap>" for path in sitemap_files(printer.site)
    )
    return f'{_prologue(printer)}<sitemapindex xmlns="{_NAMESPACE}">{files}</sitemapindex>\n', changed


def print_file(printer: Printer, path: str) -> tuple[str, datetime] | None:
    """One file of the sitemap and when it last changed; ``None`` for a path the index does not name."""
    site = printer.site
    files = sitemap_files(site)
    if path not in files:
        return None
    number = files.index(path)
    if "page" in path:
        entries: Iterable[Entry] = [("/", None), *((page, None) for page in PAGES)]
    elif "category" in path:
        entries = [(term.path, None) for term in CATEGORIES]
    elif "post_tag" in path:
        entries = [(term.path, None) for term in TAGS]
    elif "users" in path or "author" in path:
        entries = [(author.path, None) for author in AUTHORS]
    else:
        entries = _post_entries(printer, number)
    urls = "".join(
        f"<url><loc>{escape(printer.url(place))}</loc>"
        + (f"<lastmod>{lastmod}</lastmod></url>" if lastmod else "</url>")
        for place, lastmod in entries
    )
    return f'{_prologue(printer)}<urlset xmlns="{_NAMESPACE}">{urls}</urlset>\n', _last_change(site)


def _post_entries(printer: Printer, number: int) -> list[Entry]:
    """Posts of file ``number`` by id; ``lastmod`` in the site's zone (WordPress) or UTC (Yoast)."""
    site = printer.site
    yoast = site.options.yoast
    size = 1000 if yoast else 2000
    cards = [site.cards[post_id] for post_id in sorted(site.cards)[number * size : (number + 1) * size]]
    if not site.options.sitemap_lastmod:
        return [(card.path, None) for card in cards]
    stamp = offset_utc if yoast else printer.clock.with_current_offset
    return [
        (card.path, stamp(site.now if site.options.lastmod_of_cache else card.modified_at)) for card in cards
    ]


def _last_change(site: SampleSite) -> datetime:
    return max(card.modified_at for card in site.cards.values())


def _prologue(printer: Printer) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<?xml-stylesheet type="text/xsl" href="{printer.base}wp-sitemap-index.xsl" ?>\n'
    )
