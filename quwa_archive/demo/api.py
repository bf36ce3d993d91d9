"""The REST API, as far as archives use it: posts, comments, users, categories, tags and the index.

Kept to WordPress's habits: dates come as wall clock and as UTC, both without an offset; ``after`` and
``before`` compare wall clocks; past the last page of posts is 400, past the last page of comments is ``[]``;
``X-WP-Total`` of comments counts those of protected posts that are then left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quwa_archive.demo.blocks import escape, to_html, to_page_html
from quwa_archive.demo.layouts.chrome import SLOGAN
from quwa_archive.demo.layouts.frame import Printer, entities, shown_title
from quwa_archive.demo.layouts.head import summary
from quwa_archive.demo.model import Author, Card, Comment, Post, Term, find_comment
from quwa_archive.demo.people import AUTHORS, CATEGORIES, TAGS
from quwa_archive.demo.rest_query import Answer, Asked, Json, Query, error

NO_ROUTE = error(404, "rest_no_route", "No route was found matching the URL and request method.")
FORBIDDEN = error(403, "rest_forbidden", "Sorry, you are not allowed to do that.")


def answer(printer: Printer, path: str, query: Query) -> Answer:
    """Answer a GET for ``path``, what follows ``/wp-json/``."""
    options = printer.site.options
    if not options.rest:
        return NO_ROUTE if options.rest_refusal == 404 else FORBIDDEN
    if path in ("", "wp/v2", "wp/v2/"):
        return Answer(200, _index(printer))
    parts = path.strip("/").split("/")
    if parts[:2] != ["wp", "v2"] or len(parts) > 4:
        return NO_ROUTE
    try:
        page, size = int(query.get("page", "1")), int(query.get("per_page", "10"))
        skip = int(query.get("offset", "0"))
        number = int(parts[3]) if len(parts) == 4 else None
    except ValueError:
        return error(400, "rest_invalid_param", "Invalid parameter(s).")
    if page < 1 or skip < 0 or not 1 <= size <= 100:
        return error(400, "rest_invalid_param", "Invalid parameter(s): page, per_page")
    asked = Asked(printer, f"wp/v2/{parts[2]}", query, page, size, skip)
    match parts[2]:
        case "posts":
            return _posts(asked) if number is None else _post(asked, number)
        case "comments":
            return _comments(asked) if number is None else _comment(asked, number)
        case "users":
            return _plain(asked, number, AUTHORS, _user)
        case "categories":
            return _plain(asked, number, CATEGORIES, _term)
        case "tags":
            return _plain(asked, number, TAGS, _term)
    return NO_ROUTE


def _index(printer: Printer) -> Json:
    options, clock = printer.site.options, printer.clock
    home = printer.base.removesuffix("/")
    return {
        "name": options.site_name,
        "description": SLOGAN,
        "url": home,
        "home": home,
        "gmt_offset": clock.current_offset_hours(),
        "timezone_string": clock.current_name,
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": {},
        "routes": {
            f"/wp/v2/{name}": {"namespace": "wp/v2", "methods": ["GET"]} for name in ("posts", "comments")
        },
    }


def _posts(asked: Asked) -> Answer:
    site = asked.printer.site
    cards = list(site.cards.values())
    try:
        if asked.dated:
            published, modified = asked.within(""), asked.within("modified_")
            cards = [card for card in cards if published(card.published_at) and modified(card.modified_at)]
        cards = [card for card in cards if _is_asked_for(asked, card)]
    except ValueError:
        return error(400, "rest_invalid_param", "Invalid parameter(s).")
    keys: dict[str, Callable[[Card], Any]] = {
        "date": lambda card: (card.published_at, card.id),
        "modified": lambda card: (card.modified_at, card.id),
        "id": lambda card: card.id,
        "title": lambda card: (card.title, card.id),
        "slug": lambda card: (card.path, card.id),
    }
    order = asked.query.get("orderby", "date")
    if order not in keys:
        return error(400, "rest_invalid_param", "Invalid parameter(s): orderby")
    cards.sort(key=keys[order], reverse=asked.newest_first())
    shown = asked.slice(cards)
    if not shown and asked.page > 1:
        return error(
            400,
            "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )
    return asked.answer(len(cards), [_post_json(asked.printer, site.post(card.id)) for card in shown])


def _is_asked_for(asked: Asked, card: Card) -> bool:
    query = asked.query
    include, exclude = asked.numbers("include"), asked.numbers("exclude")
    authors, categories = asked.numbers("author"), asked.numbers("categories")
    return (
        (include is None or card.id in include)
        and (exclude is None or card.id not in exclude)
        and (authors is None or card.author.id in authors)
        and (categories is None or card.category.id in categories)
        and ("slug" not in query or card.path.rstrip("/").rpartition("/")[2] in query["slug"].split(","))
        and query.get("search", "").lower() in card.title.lower()
    )


def _post(asked: Asked, number: int) -> Answer:
    site = asked.printer.site
    if number not in site.cards:
        return error(404, "rest_post_invalid_id", "Invalid post ID.")
    return Answer(200, asked.fields(_post_json(asked.printer, site.post(number))))


def _post_json(printer: Printer, post: Post) -> Json:
    clock, url = printer.clock, printer.url(post.path)
    content = "" if post.password else "\n\n".join(to_page_html(part, printer.base) for part in post.parts)
    api = f"{printer.base}wp-json/wp/v2/"
    return {
        "id": post.id,
        "date": clock.local_iso(post.published_at),
        "date_gmt": post.published_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "guid": {"rendered": f"{printer.base}?p={post.id}"},
        "modified": clock.local_iso(post.modified_at),
        "modified_gmt": post.modified_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": url,
        "title": {"rendered": entities(shown_title(post))},
        "content": {"rendered": f"{content}\n", "protected": post.password},
        "excerpt": {"rendered": f"<p>{escape(summary(post))}</p>\n", "protected": post.password},
        "author": post.author.id,
        "featured_media": 0,
        "comment_status": "open" if post.shape.comments_open else "closed",
        "ping_status": "open",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": [],
        "categories": [post.category.id],
        "tags": [tag.id for tag in post.tags],
        "_links": {
            "self": [{"href": f"{api}posts/{post.id}"}],
            "collection": [{"href": f"{api}posts"}],
            "author": [{"embeddable": True, "href": f"{api}users/{post.author.id}"}],
            "replies": [{"embeddable": True, "href": f"{api}comments?post={post.id}"}],
        },
    }


def _comments(asked: Asked) -> Answer:
    site = asked.printer.site
    if asked.query.get("type", "comment") != "comment" or asked.query.get("status", "approve") != "approve":
        return error(401, "rest_forbidden_param", "Query parameter not permitted: type")
    try:
        posts, inside = asked.numbers("post"), asked.within("")
    except ValueError:
        return error(400, "rest_invalid_param", "Invalid parameter(s).")
    if posts is not None:
        protected = [post_id for post_id in posts if post_id in site.cards and site.cards[post_id].password]
        if protected:
            return error(
                401, "rest_cannot_read_post", "Sorry, you are not allowed to read the post for this comment."
            )
        known = [site.post(post_id) for post_id in posts if post_id in site.cards]
        arrivals = sorted((c.posted_at, c.id, post.id) for post in known for c in post.comments if not c.held)
    else:
        arrivals = site.comment_arrivals()
    if asked.dated:
        arrivals = [arrival for arrival in arrivals if inside(arrival[0])]
    if asked.query.get("orderby", "date_gmt") == "id":
        arrivals = sorted(arrivals, key=lambda arrival: arrival[1])
    if asked.newest_first():
        arrivals = arrivals[::-1]
    value = [
        _comment_json(asked.printer, site.post(post_id), find_comment(site.post(post_id), comment_id))
        for _, comment_id, post_id in asked.slice(arrivals)
        if not site.cards[post_id].password
    ]
    return asked.answer(len(arrivals), value)


def _comment(asked: Asked, number: int) -> Answer:
    site = asked.printer.site
    try:
        post = site.post(site.post_of_comment(number))
        comment = find_comment(post, number)
    except KeyError:
        return error(404, "rest_comment_invalid_id", "Invalid comment ID.")
    if post.password or comment.held:
        return error(401, "rest_cannot_read", "Sorry, you are not allowed to read this comment.")
    return Answer(200, asked.fields(_comment_json(asked.printer, post, comment)))


def _comment_json(printer: Printer, post: Post, comment: Comment) -> Json:
    api = f"{printer.base}wp-json/wp/v2/"
    website = comment.user.website if comment.user else comment.website
    return {
        "id": comment.id,
        "post": post.id,
        "parent": comment.parent_id or 0,
        "author": comment.user.id if comment.user else 0,
        "author_name": comment.author_name,
        "author_url": website or "",
        "date": printer.clock.local_iso(comment.posted_at),
        "date_gmt": comment.posted_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "content": {"rendered": f"{to_html(comment.blocks, printer.base)}\n"},
        "link": f"{printer.url(post.path)}#comment-{comment.id}",
        "status": "approved",
        "type": "comment",
        "meta": [],
        "_links": {
            "self": [{"href": f"{api}comments/{comment.id}"}],
            "up": [{"embeddable": True, "post_type": "post", "href": f"{api}posts/{post.id}"}],
        },
    }


def _plain(asked: Asked, number: int | None, items: Sequence[Any], to_json: Callable[..., Json]) -> Answer:
    """A short collection, or one of it."""
    if number is not None:
        for item in items:
            if item.id == number:
                return Answer(200, asked.fields(to_json(asked.printer, item)))
        return error(404, "rest_invalid_id", "Invalid ID.")
    return asked.answer(len(items), [to_json(asked.printer, item) for item in asked.slice(items)])


def _user(printer: Printer, author: Author) -> Json:
    return {
        "id": author.id,
        "name": author.name,
        "url": author.website,
        "description": author.bio or "",
        "link": printer.url(author.path),
        "slug": author.slug,
        "avatar_urls": {"96": f"{printer.url(author.avatar_path)}?s=96"},
        "meta": [],
    }


def _term(printer: Printer, term: Term) -> Json:
    taxonomy = "category" if term.kind == "category" else "post_tag"
    return {
        "id": term.id,
        "description": "",
        "link": printer.url(term.path),
        "name": entities(term.name),
        "slug": term.slug,
        "taxonomy": taxonomy,
        "meta": [],
    }
