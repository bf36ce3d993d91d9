"""Which address answers with what.  No sockets here: a request in, a response out."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlencode

from quwa_archive.demo import api, feeds, listings, sitemaps
from quwa_archive.demo.clock import http_date
from quwa_archive.demo.layouts import print_post
from quwa_archive.demo.layouts.blabber import related
from quwa_archive.demo.layouts.frame import NONCE, Mark, Printer, View
from quwa_archive.demo.model import Post
from quwa_archive.demo.people import AUTHORS, CATEGORIES, TAGS
from quwa_archive.demo.site import SampleSite

HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"

_KEPT_PAGES = 300
"""Printed pages kept; one is 60 to 200 kB."""

_PAGED = re.compile(r"(.*/)page/(\d+)/$")
_PART = re.compile(r"(.*/)(\d+)/$")
_COMMENT_PAGE = re.compile(r"(.*/)comment-page-(\d+)/$")

Headers = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Response:
    """Status, headers without ``Content-Length``, and the body in pieces."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: list[bytes] = field(default_factory=list)


def _html(status: int, text: str, headers: Headers = ()) -> Response:
    return Response(status, [("Content-Type", HTML), *headers], [text.encode()])


class Router:
    """Answers requests for one site at one base URL (absolute, ending in ``/``)."""

    def __init__(self, site: SampleSite, base: str) -> None:
        self.site = site
        self.base = base
        self._prefix = site.options.base_path.rstrip("/")
        self._serial = 0
        self._version = -1
        self._printer = Printer(site, base)
        self._pages: OrderedDict[tuple[int, View], list[bytes | Mark]] = OrderedDict()
        self._documents: dict[str, tuple[bytes, datetime]] = {}
        self._lists = {
            term.path: (term.name, f"archive {term.kind} {term.kind}-{term.slug}") for term in _TERMS
        }
        self._lists.update({a.path: (a.name, f"archive author author-{a.slug}") for a in AUTHORS})

    def answer(self, target: str, headers: Mapping[str, str]) -> Response:
        """Answer a GET for ``target`` (path and query); names of ``headers`` are lower case."""
        path, _, query_text = target.partition("?")
        if not path.startswith(self._prefix + "/"):
            return Response(404, [("Content-Type", "text/plain")], [b"outside the site\n"])
        path = unquote(path[len(self._prefix) :])
        query = dict(parse_qsl(query_text, keep_blank_values=True))
        with self.site.lock:
            self._catch_up()
            if self.site.options.pretty_rest and (path.startswith("/wp-json/") or path == "/wp-json"):
                return self._api(path[len("/wp-json/") :], query)
            if path == "/" and "rest_route" in query:
                return self._api(query["rest_route"].strip("/"), query)
            for find in (self._post_page, self._file, self._list):
                response = find(path, query, headers)
                if response is not None:
                    return response
            if not path.endswith("/") and "." not in path.rpartition("/")[2]:
                known = find_post_path(self.site, f"{path}/") or f"{path}/" in self._lists
                if known:
                    return self._redirect(f"{path}/" + (f"?{query_text}" if query_text else ""))
            return self._not_found()

    def _catch_up(self) -> None:
        """Forget what was printed before the site changed."""
        if self._version != self.site.version:
            self._version = self.site.version
            self._printer = Printer(self.site, self.base)
            self._pages.clear()
            self._documents.clear()

    def _redirect(self, path: str) -> Response:
        location = self._printer.url(path)
        return Response(301, [("Content-Type", HTML), ("Location", location), ("X-Redirect-By", "WordPress")])

    def _not_found(self) -> Response:
        return _html(404, self._plain(listings.print_not_found(self._printer)))

    def _plain(self, html: str) -> str:
        """A page that is not kept, with its nonces filled in."""
        self._serial += 1
        return html.replace(NONCE, self._nonce())

    def _nonce(self) -> str:
        return f"{self._serial * 2654435761 % 16**10:010x}"

    # --- posts

    def _post_page(self, path: str, query: Mapping[str, str], _headers: Mapping[str, str]) -> Response | None:
        site = self.site
        if path == "/" and "p" in query:
            card = site.cards.get(int(query["p"])) if query["p"].isdecimal() else None
            return self._redirect(card.path) if card else self._not_found()
        if path in site.moved:
            return self._redirect(site.post(site.moved[path]).path)
        found = find_post_path(site, path)
        if found is None:
            return None
        post_id, view = found
        reply = query.get("replytocom", "")
        if reply.isdecimal():
            view = View(view.part, view.comment_page, int(reply))
        pieces = self._pages.get((post_id, view))
        if pieces is None:
            post = site.post(post_id)
            if not 1 <= view.part <= len(post.parts):
                return self._redirect(post.path)
            if view.comment_page is not None and site.per_page(post) is None:
                return self._redirect(post.path)
            pieces = self._print(post, view)
        return self._filled(post_id, pieces)

    def _print(self, post: Post, view: View) -> list[bytes | Mark]:
        """Print a page and keep it."""
        pieces: list[bytes | Mark] = []
        for piece in print_post(self._printer, post, view):
            if isinstance(piece, str):
                pieces.append(piece.encode())
            elif isinstance(piece, Mark):
                pieces.append(piece)
            else:
                pieces.extend(piece.encoded)
        self._pages[post.id, view] = pieces
        if len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return pieces

    def _filled(self, post_id: int, pieces: Sequence[bytes | Mark]) -> Response:
        """The page as this fetch gets it: with a nonce and related posts of its own."""
        self._serial += 1
        nonce = self._nonce().encode()
        body: list[bytes] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                body.append(piece)
            elif piece is Mark.NONCE:
                body.append(nonce)
            else:
                body.append(related(self._printer, self._serial).encode())
        base = self.base
        headers = [
            ("Content-Type", HTML),
            ("Link", f'<{base}wp-json/>; rel="https://api.w.org/"'),
            ("Link", f'<{base}wp-json/wp/v2/posts/{post_id}>; rel="alternate"; type="application/json"'),
            ("Link", f"<{base}?p={post_id}>; rel=shortlink"),
        ]
        return Response(200, headers, body)

    # --- lists

    def _list(self, path: str, query: Mapping[str, str], _headers: Mapping[str, str]) -> Response | None:
        site, page = self.site, 1
        paged = _PAGED.match(path)
        if paged:
            path, page = paged[1], int(paged[2])
        ids = site.newest_first()
        search = ""
        if path == "/" and "s" in query:
            title, classes, search = f"Search Results for “{query['s']}”", "search search-results", query["s"]
            ids = [post_id for post_id in ids if search.lower() in site.cards[post_id].title.lower()]
        elif path == "/":
            title, classes = "", "home blog"
        elif path in self._lists:
            title, classes = self._lists[path]
            ids = [post_id for post_id in ids if path in _list_paths(site, post_id)]
        elif path in listings.PAGES and not paged:
            return _html(200, self._plain(listings.print_page(self._printer, path)))
        else:
            section = f"/category{path}"
            if section not in self._lists:
                return None
            title, classes = self._lists[section]
            ids = [post_id for post_id in ids if section in _list_paths(site, post_id)]
        if page > listings.page_count(len(ids)):
            return self._not_found()
        suffix = "?" + urlencode({"s": search}) if search else ""
        html = listings.print_list(self._printer, title, classes, ids, path, page, suffix)
        return _html(200, self._plain(html))

    # --- documents with validators

    def _file(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Response | None:
        options = self.site.options
        if path == "/robots.txt":
            text = sitemaps.robots_txt(self._printer)
            return Response(200, [("Content-Type", "text/plain; charset=utf-8")], [text.encode()])
        if "sitemap" in path and path.endswith((".xml", ".xml.gz")):
            if not options.sitemap:
                return self._not_found()
            return self._sitemap(path, headers)
        if path.endswith("/feed/"):
            return self._feed(path, query, headers) if options.feed else self._not_found()
        return None

    def _sitemap(self, path: str, headers: Mapping[str, str]) -> Response:
        index = sitemaps.index_path(self.site)
        if path == "/sitemap.xml":
            return self._redirect(index)
        if path == index:
            return self._document(path, XML, headers, lambda: sitemaps.print_index(self._printer))
        kind = "application/x-gzip" if path.endswith(".gz") else XML
        return self._document(path, kind, headers, lambda: sitemaps.print_file(self._printer, path))

    def _feed(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Response | None:
        printer = self._printer
        if path == "/feed/":
            page = int(query.get("paged", "1")) if query.get("paged", "1").isdecimal() else 1
            return self._document(
                f"{path}?{page}", RSS, headers, lambda: feeds.posts_feed(printer, max(page, 1))
            )
        if path == "/comments/feed/":
            return self._document(
                path, RSS, headers, lambda: feeds.comments_feed(printer, feeds.site_comments(printer))
            )
        post_id = self.site.paths.get(path.removesuffix("feed/"))
        if post_id is None:
            return None
        post = self.site.post(post_id)
        arrived = [] if post.password else feeds.post_comments(post)
        return self._document(path, RSS, headers, lambda: feeds.comments_feed(printer, arrived, post))

    def _document(
        self,
        key: str,
        content_type: str,
        headers: Mapping[str, str],
        write: Callable[[], tuple[str, datetime] | None],
    ) -> Response:
        """A document with ``ETag`` and ``Last-Modified``, or 304 for who has it already."""
        if key not in self._documents:
            written = write()
            if written is None:
                return self._not_found()
            body = written[0].encode()
            self._documents[key] = gzip.compress(body, mtime=0) if key.endswith(".gz") else body, written[1]
        body, changed = self._documents[key]
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        validators = [("Last-Modified", http_date(changed)), ("ETag", etag)]
        if "if-none-match" in headers:
            fresh = etag in headers["if-none-match"]
        else:
            fresh = headers.get("if-modified-since") == http_date(changed)
        if fresh:
            return Response(304, validators)
        return Response(200, [("Content-Type", content_type), *validators], [body])

    def _api(self, path: str, query: Mapping[str, str]) -> Response:
        answer = api.answer(self._printer, path, query)
        return Response(answer.status, [("Content-Type", JSON), *answer.headers], [answer.text().encode()])


_TERMS = (*CATEGORIES, *TAGS)


def _list_paths(site: SampleSite, post_id: int) -> set[str]:
    """Paths of the lists the post stands in."""
    card = site.cards[post_id]
    return {card.category.path, card.author.path, *(tag.path for tag in card.tags)}


def find_post_path(site: SampleSite, path: str) -> tuple[int, View] | None:
    """The post and view an address names, parts and comment pages included."""
    for pattern, kind in ((None, ""), (_PART, "part"), (_COMMENT_PAGE, "comments")):
        view, plain = View(), path
        if pattern is not None:
            match = pattern.match(path)
            if match is None:
                continue
            plain, number = match[1], int(match[2])
            view = View(part=number) if kind == "part" else View(comment_page=number)
        post_id = site.paths.get(plain) or site.other_paths.get(plain)
        if post_id is not None:
            return post_id, view
    return None
