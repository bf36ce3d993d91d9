"""What an archive of the sample site has to hold, as JSON: known from the model, never read off a page.

``truth`` describes what the PAGES say (names, printed times, what is shown where), and beside it what only the
database and the API know (true parents, seconds, hidden replies).  All times are ISO 8601; ``…_at`` is UTC with
``Z`` and to the second, ``…_local`` is the site's wall clock without an offset.
"""

from __future__ import annotations

from typing import Any

from quwa_archive.demo.blocks import images_of, links_of, to_html, to_text
from quwa_archive.demo.clock import iso_utc, print_date, print_time
from quwa_archive.demo.layouts.frame import Printer
from quwa_archive.demo.listings import PAGES
from quwa_archive.demo.model import Author, Comment, Ping, Post, Term
from quwa_archive.demo.people import AUTHORS
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.threads import Entry, Thread

Json = dict[str, Any]


def truth(site: SampleSite, base_url: str) -> Json:
    """Everything about ``site`` as served at ``base_url`` (absolute, ending in ``/``); it fits ``json.dumps``.

    ``articles`` are in order of publication.  ``comments`` holds every comment that is public: shown on a page
    (``shown_on_page``) or listed by the API alone (``in_api`` without ``shown_on_page``); ``not_public`` the
    ids of those that an archive must not have.
    """
    with site.lock:
        printer = Printer(site, base_url)
        articles: list[Json] = []
        comments: list[Json] = []
        pings: list[Json] = []
        hidden: list[int] = []
        for post in site.posts():
            thread = site.thread(post)
            articles.append(_article(printer, post, thread))
            hidden.extend(comment.id for comment in post.comments if comment.held or post.password)
            if not post.password:
                comments.extend(_comments(printer, post, thread))
                pings.extend(_pings(printer, post, thread))
        shown = sum(comment["shown_on_page"] for comment in comments)
        return {
            "site": _site(printer, len(articles), shown, len(comments) - shown),
            "articles": articles,
            "comments": comments,
            "pings": pings,
            "authors": [_author(printer, author, articles) for author in AUTHORS],
            "terms": _terms(printer),
            "pages": [printer.url(path) for path in PAGES],
            "not_public": hidden,
        }


def _site(printer: Printer, articles: int, shown: int, in_api_only: int) -> Json:
    options, clock = printer.site.options, printer.clock
    return {
        "url": printer.base,
        "name": options.site_name,
        "zone": clock.names[0],
        "zone_now": clock.current_name,
        "zone_changes_at": iso_utc(clock.changes_at) if clock.changes_at else None,
        "articles": articles,
        "comments_shown": shown,
        "comments_in_api_only": in_api_only,
    }


def _article(printer: Printer, post: Post, thread: Thread) -> Json:
    base, clock, site = printer.base, printer.clock, printer.site
    blocks = [] if post.password else post.blocks
    text = to_text(blocks)
    url = printer.url(post.path)
    return {
        "id": post.id,
        "case": post.case,
        "url": url,
        "title": post.title,
        "body_text": text,
        "body_html": "\n".join(to_html(part, base) for part in post.parts) if blocks else "",
        "word_count": len(text.split()),
        "author": _author_on_page(printer, post),
        "author_slug": post.author.slug,
        "published_at": iso_utc(post.published_at),
        "published_local": clock.local_iso(post.published_at),
        "published_on_page": _has_date(site, post),
        "modified_at": iso_utc(post.modified_at),
        "access": post.access,
        "words_shown": post.words_shown,
        "words_total": post.words_total,
        "language": post.shape.language,
        "layout": site.layout(post),
        "comments_declared": thread.declared if thread.pages and not post.password else None,
        "comment_ids": []
        if post.password
        else [e.item.id for e in thread.shown() if isinstance(e.item, Comment)],
        "counts": _counts(site, post, thread),
        "terms": [_term(printer, term) for term in (post.category, *post.tags)],
        "images": images_of(blocks, base),
        "links": links_of(blocks, base),
        "part_urls": [f"{url}{number}/" for number in range(2, len(post.parts) + 1)],
        "comment_page_urls": [f"{url}comment-page-{number}/" for number in _comment_pages(thread)],
        "aliases": [printer.url(path) for path in (*post.also_at, *post.moved_from)],
        "redirects": [printer.url(path) for path in post.moved_from],
    }


def _comment_pages(thread: Thread) -> range:
    return range(1, len(thread.pages) + 1) if len(thread.pages) > 1 else range(0)


def _has_head(site: SampleSite, post: Post) -> bool:
    return site.options.json_ld and post.shape.head_metadata


def _has_meta_line(site: SampleSite, post: Post) -> bool:
    return site.layout(post) == "blabber" and (post.shape.meta_line or site.options.printed_dates)


def _has_date(site: SampleSite, post: Post) -> bool:
    """Whether the page says when it was published (rightly: an older skin's other date does not count)."""
    printed = _has_meta_line(site, post) and post.shape.printed_date is None
    return _has_head(site, post) or printed or site.layout(post) != "blabber"


def _counts(site: SampleSite, post: Post, thread: Thread) -> Json:
    """The counters that stand beside the title."""
    if not _has_meta_line(site, post):
        return {}
    counts = {"comments": thread.declared}
    if post.shape.views is not None:
        counts["views"] = post.shape.views
    return counts


def _author_on_page(printer: Printer, post: Post) -> Json | None:
    """The author as far as THIS page shows one: role in the plugin's box alone, bio in any box or the head."""
    site, author, box = printer.site, post.author, post.shape.author_box
    stock = site.layout(post) != "blabber"
    has_bio = author.bio is not None
    plugin_box = has_bio and not post.password and box in (("inside",) if stock else ("inside", "after"))
    theme_box = has_bio and (stock or (box == "theme" and not post.password))
    if not (plugin_box or theme_box or stock or _has_head(site, post) or _has_meta_line(site, post)):
        return None
    return {
        "slug": author.slug,
        "name": author.name,
        "url": printer.url(author.path),
        "role": author.role if plugin_box else None,
        "bio": author.bio if plugin_box or theme_box or _has_head(site, post) else None,
        "avatar_url": printer.url(author.avatar_path) if plugin_box or theme_box else None,
    }


def _author(printer: Printer, author: Author, articles: list[Json]) -> Json:
    """An author; ``shown``: which of the values at least one article page shows."""
    seen = [
        article["author"]
        for article in articles
        if article["author"] and article["author_slug"] == author.slug
    ]
    names = ("name", "url", "role", "bio", "avatar_url")
    return {
        "id": author.id,
        "slug": author.slug,
        "name": author.name,
        "url": printer.url(author.path),
        "role": author.role,
        "bio": author.bio,
        "avatar_url": printer.url(author.avatar_path) if author.bio is not None else None,
        "shown": [name for name in names if any(page[name] is not None for page in seen)],
    }


def _comments(printer: Printer, post: Post, thread: Thread) -> list[Json]:
    """Those the pages show, in reading order from the oldest comment page on, then those only the API has."""
    shown = [(entry.item, entry) for entry in thread.shown() if isinstance(entry.item, Comment)]
    rows = [_comment(printer, post, comment, entry, place) for place, (comment, entry) in enumerate(shown)]
    rows.extend(_comment(printer, post, comment, None, None) for comment in thread.hidden)
    return rows


def _comment(
    printer: Printer, post: Post, comment: Comment, entry: Entry | None, position: int | None
) -> Json:
    clock, wall = printer.clock, printer.clock.wall(comment.posted_at)
    stock = printer.site.layout(post) != "blabber"
    website = comment.user.website or None if comment.user else comment.website
    profile = printer.url(comment.user.path) if comment.user else None
    above = entry.parent.item if entry and entry.parent else None
    if isinstance(above, Ping) and not stock:
        above = None  # Blabber prints pings without an id
    likes: int | None = comment.likes
    if entry is None or stock:
        likes = None
    return {
        "id": comment.id,
        "article_id": post.id,
        "parent_id": comment.parent_id,
        "parent_on_page": above.id if above else None,
        "depth": entry.depth if entry else None,
        "position": position,
        "author_name": comment.author_name,
        "author_url": website if stock else profile,
        "author_url_in_api": website,
        "body_text": to_text(comment.blocks),
        "body_html": to_html(comment.blocks, printer.base),
        "links": links_of(comment.blocks, printer.base),
        "likes": likes,
        "posted_raw": f"{print_date(wall)}{' at ' if stock else ' '}{print_time(wall)}" if entry else None,
        "posted_machine": clock.with_offset(comment.posted_at) if stock and entry else None,
        "posted_local": wall.isoformat(timespec="seconds" if stock or entry is None else "minutes"),
        "posted_at": iso_utc(comment.posted_at),
        "shown_on_page": entry is not None,
        "in_api": printer.site.options.rest,
    }


def _pings(printer: Printer, post: Post, thread: Thread) -> list[Json]:
    pings = [entry.item for entry in thread.shown() if isinstance(entry.item, Ping)]
    return [
        {
            "article_id": post.id,
            "kind": ping.kind,
            "title": ping.title,
            "url": ping.url,
            "position": position,
            "comment_id": ping.id if printer.site.layout(post) != "blabber" else None,
        }
        for position, ping in enumerate(pings)
    ]


def _term(printer: Printer, term: Term) -> Json:
    return {"kind": term.kind, "slug": term.slug, "name": term.name, "url": printer.url(term.path)}


def _terms(printer: Printer) -> list[Json]:
    """Every category and tag that an article has."""
    used = {
        (term.kind, term.slug): term
        for card in printer.site.cards.values()
        for term in (card.category, *card.tags)
    }
    return [_term(printer, used[key]) for key in sorted(used)]
