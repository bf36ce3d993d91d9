"""Hooks of Datasette: the routes, what its templates may use, and headers for every answer."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from quwa_archive.publish.site import views
from quwa_archive.publish.site.shaping import in_words, web_address
from quwa_archive.store import selection

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_DATASETTE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Addresses of the pages; all others are Datasette's."""
    return [
        (r"^/$", views.front),
        (r"^/articles$", views.articles),
        (r"^/article/(?P<id>\d+)$", views.article),
        (r"^/comment/(?P<id>\d+)$", views.comment),
        (r"^/authors$", views.authors),
        (r"^/author$", views.author),
        (r"^/commenter$", views.commenter),
        (r"^/search$", views.search),
    ]


def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """`quwa_fold` for those who write SQL."""
    if database == views.DATABASE:
        selection.prepare(conn)


def prepare_jinja2_environment(env: Any) -> None:
    """Filters for the templates."""
    env.filters["in_words"] = in_words
    env.filters["web_address"] = web_address
    env.filters["number"] = lambda value: f"{value:,}"
    env.filters["query"] = lambda values: urlencode(
        {k: v for k, v in values.items() if v not in (None, "", False)}
    )


def menu_links() -> list[dict[str, str]]:
    """Ways back from Datasette's own pages."""
    return [
        {"href": "/", "label": "Front page of the archive"},
        {"href": "/articles", "label": "Articles"},
        {"href": "/search", "label": "Search"},
    ]


def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """Takes the place of Datasette's own, which prints a traceback for every mistyped address.

    What a reader can cause is a page (or JSON) with one line; anything else is reported in full as well.
    """
    status = getattr(exception, "status", None) or 500
    text = (
        str(getattr(exception, "message", None) or (exception.args[0] if exception.args else ""))
        or "not found"
    )
    if text == "404":
        text = f"there is nothing at {request.path}"
    if status >= 500:
        traceback.print_exception(exception)
    in_html = Markup(text) if getattr(exception, "message_is_html", False) else text  # noqa: S704 (Datasette's own)

    async def answer() -> Response:
        if request.path.split("?")[0].endswith(".json"):
            return Response.json({"ok": False, "error": text, "status": status}, status=status)
        html = await datasette.render_template(
            "desk_problem.html", {"status": status, "problem": in_html}, request=request
        )
        return Response.html(html, status=status, headers={"Content-Security-Policy": views.POLICY})

    return answer


def asgi_wrapper() -> Callable[[Any], Any]:
    """Answers only to the names of this machine (a page elsewhere must not read it through DNS), with safe headers."""

    def wrap(app: Any) -> Any:
        async def answer(scope: dict[str, Any], receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            if host.rsplit(":", 1)[0] not in _LOOPBACK and host not in _LOOPBACK:
                await Response.text(
                    "this server answers to 127.0.0.1 and localhost only", status=421
                ).asgi_send(send)
                return

            async def send_with_headers(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    headers = list(message.get("headers", []))
                    names = {name.lower() for name, _ in headers}
                    if b"content-security-policy" not in names:
                        headers.append((b"content-security-policy", _DATASETTE_POLICY.encode()))
                    headers.append((b"x-content-type-options", b"nosniff"))
                    headers.append((b"referrer-policy", b"no-referrer"))
                    message = {**message, "headers": headers}
                await send(message)

            await app(scope, receive, send_with_headers)

        return answer

    return wrap


# Marked here and not by a decorator: Datasette ships no types.
for _hook in (
    register_routes,
    prepare_connection,
    prepare_jinja2_environment,
    menu_links,
    handle_exception,
    asgi_wrapper,
):
    hookimpl(_hook)
