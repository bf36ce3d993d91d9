"""The pages: each asks `store` in a thread of Datasette's and fills one template."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from quwa_archive.errors import UsageError
from quwa_archive.publish.search import KINDS, find
from quwa_archive.publish.site import charts
from quwa_archive.publish.site.charts import Series
from quwa_archive.publish.site.shaping import shape_article, shape_comment, shape_hit
from quwa_archive.store import desk, queries
from quwa_archive.store.selection import Selection

DATABASE = "archive"
PAGE_SIZE = 50
HITS = 20
#: Nothing on these pages runs or loads from elsewhere, whatever a commenter wrote.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
T = TypeVar("T")


async def _ask(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    answer: T = await datasette.get_database(DATABASE).execute_fn(question)
    return answer


async def _page(
    datasette: Datasette, request: Request, template: str, status: int = 200, **context: Any
) -> Response:
    html = await datasette.render_template(f"desk_{template}.html", context, request=request)
    return Response.html(html, status=status, headers={"Content-Security-Policy": POLICY})


def _page_number(request: Request) -> int:
    text = request.args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 1_000_000):
        raise NotFound(f"page {text}: not a page number; the first is 1")
    return int(text)


def _id(request: Request) -> int:
    number = int(request.url_vars["id"][:30])
    if number >= 2**63:
        raise NotFound("no such number in this archive")
    return number


# -- front ----------------------------------------------------------------------------------------

_front: dict[str, tuple[object, dict[str, Any]]] = {}


async def front(request: Request, datasette: Datasette) -> Response:
    """What the archive holds, how complete and how fresh it is; newest, busiest, changed."""
    path = str(datasette.get_database(DATABASE).path)
    state = _state(path)
    if path not in _front or _front[path][0] != state:
        _front[path] = (state, await _ask(datasette, _front_context))
    return await _page(datasette, request, "front", **_front[path][1])


def _state(path: str) -> object:
    """Changes with every commit; counting a million rows again for every visitor would be a waste."""
    files = [Path(path), Path(path + "-wal")]
    return [(f.stat().st_mtime_ns, f.stat().st_size) if f.exists() else None for f in files]


def _front_context(connection: sqlite3.Connection) -> dict[str, Any]:
    months = desk.months(connection)
    labels, articles, comments = charts.over_time(months)
    hours = dict(desk.hours(connection))
    per_hour = Series(
        "Comments by hour of day", "comments", [(f"{h:02}:00", hours.get(h, 0)) for h in range(24)]
    )
    return {
        "site": queries.site(connection),
        "totals": queries.totals(connection),
        "completeness": queries.counts_by(connection, "completeness"),
        "short": queries.short_articles(connection, 5),
        "quarantined": queries.count_quarantined(connection),
        "last_run": next(iter(queries.runs(connection, 1)), None),
        "chart": _time_chart(labels, articles, comments),
        "hours": charts.bars(per_hour) + charts.numbers("Hour", [b[0] for b in per_hour.bars], [per_hour])
        if hours
        else "",
        "newest": desk.newest_articles(connection, 8),
        "busiest": desk.busiest_articles(connection, 8),
        "changes": desk.latest_changes(connection, 8),
    }


def _time_chart(labels: list[str], articles: list[int], comments: list[int]) -> Any:
    if not labels:
        return ""
    above = Series("Articles", "articles", list(zip(labels, articles, strict=True)))
    below = Series("Comments", "comments", list(zip(labels, comments, strict=True)))
    return (
        charts.bars(above, axis=False) + charts.bars(below) + charts.numbers("Time", labels, [above, below])
    )


# -- articles -------------------------------------------------------------------------------------


async def articles(request: Request, datasette: Datasette) -> Response:
    """Articles, newest first, of a category, tag or year where asked for."""
    number = _page_number(request)
    term_id, year = request.args.get("term"), request.args.get("year")

    def question(connection: sqlite3.Connection) -> dict[str, Any]:
        name = desk.term_name(connection, term_id) if term_id else None
        if term_id and name is None:
            raise NotFound(f"no category or tag {term_id} in this archive")
        found = desk.list_articles(
            connection, term_id=term_id, year=year, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE
        )
        return {
            "found": found[:PAGE_SIZE],
            "more": len(found) > PAGE_SIZE,
            "term": name,
            "terms": desk.term_list(connection),
        }

    context = await _ask(datasette, question)
    return await _page(datasette, request, "articles", number=number, term_id=term_id, year=year, **context)


async def article(request: Request, datasette: Datasette) -> Response:
    """One article with its thread, what was edited and deleted, and where the evidence is."""
    article_id = _id(request)

    def question(connection: sqlite3.Connection) -> dict[str, Any]:
        if queries.find_article(connection, str(article_id)) is None:
            raise NotFound(f"no article {article_id} in this archive; look for it under Articles or Search")
        row = queries.article(connection, article_id)
        history = desk.comment_history(connection, article_id)
        return {
            "article": shape_article(row, desk.article_history(connection, article_id)),
            "terms": desk.article_terms(connection, article_id),
            "capture": desk.capture(connection, row["capture_id"]),
            "comments": [
                shape_comment(comment, row["url"], history.get(comment["id"], []))
                for comment in queries.thread(connection, article_id)
            ],
            "pings": queries.pings(connection, article_id),
        }

    context = await _ask(datasette, question)
    names = {comment["id"]: comment["author_name"] for comment in context["comments"]}
    return await _page(datasette, request, "article", names=names, **context)


async def comment(request: Request, datasette: Datasette) -> Response:
    """Sends on to the comment's place under its article."""
    comment_id = _id(request)
    article_id = await _ask(datasette, lambda connection: desk.article_of_comment(connection, comment_id))
    if article_id is None:
        raise NotFound(f"no comment {comment_id} in this archive")
    return Response.redirect(f"/article/{article_id}#comment-{comment_id}")


# -- people ---------------------------------------------------------------------------------------


async def authors(request: Request, datasette: Datasette) -> Response:
    """Who wrote articles."""
    return await _page(datasette, request, "authors", authors=await _ask(datasette, desk.authors))


async def author(request: Request, datasette: Datasette) -> Response:
    """An author: role, bio, articles over time, and the list of them."""
    author_id, number = request.args.get("id") or "", _page_number(request)

    def question(connection: sqlite3.Connection) -> dict[str, Any]:
        row = desk.author(connection, author_id)
        if row is None:
            raise NotFound(f"no author {author_id!r} in this archive; there is a list under Authors")
        found = desk.list_articles(
            connection, author_id=author_id, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE
        )
        return {
            "author": row,
            "found": found[:PAGE_SIZE],
            "more": len(found) > PAGE_SIZE,
            "chart": _time_chart(*charts.over_time(desk.author_months(connection, author_id))),
        }

    return await _page(datasette, request, "author", number=number, **await _ask(datasette, question))


async def commenter(request: Request, datasette: Datasette) -> Response:
    """All that was written under one name."""
    name, number = request.args.get("name") or "", _page_number(request)

    def question(connection: sqlite3.Connection) -> dict[str, Any]:
        row = desk.commenter(connection, name)
        if row is None:
            raise NotFound(
                f"nobody commented as {name!r}; the name must be written exactly so, or use Search"
            )
        found = desk.comments_of(connection, name, PAGE_SIZE + 1, (number - 1) * PAGE_SIZE)
        return {"commenter": row, "found": found[:PAGE_SIZE], "more": len(found) > PAGE_SIZE}

    return await _page(datasette, request, "commenter", number=number, **await _ask(datasette, question))


# -- search ---------------------------------------------------------------------------------------


async def search(request: Request, datasette: Datasette) -> Response:
    """Search over articles and comments; what cannot be searched is said in one line."""
    asked = {name: (request.args.get(name) or "").strip() for name in ("q", "author", "since", "until", "in")}
    history = bool(request.args.get("history"))
    number = _page_number(request)
    kinds = [asked["in"]] if asked["in"] in KINDS else list(KINDS)
    context: dict[str, Any] = {"asked": asked, "history": history, "number": number, "found": None}
    try:
        wanted = Selection.parse(asked["q"], asked["author"], asked["since"], asked["until"])
        if wanted.query is None and wanted.author is None:
            if wanted.narrows:
                raise UsageError("give words or a name as well as days")
            return await _page(datasette, request, "search", **context)
    except UsageError as error:
        return await _page(datasette, request, "search", status=400, problem=str(error), **context)
    limit = HITS if len(kinds) == 1 else HITS // 2
    found = await _ask(
        datasette,
        lambda connection: [
            find(connection, wanted, kind, limit=limit, offset=(number - 1) * limit, history=history)
            for kind in kinds
        ],
    )
    terms = wanted.query.terms if wanted.query else []
    context["found"] = [
        {"kind": part.kind, "more": part.more, "hits": [shape_hit(hit, terms) for hit in part.hits]}
        for part in found
    ]
    return await _page(datasette, request, "search", single=len(kinds) == 1, **context)
