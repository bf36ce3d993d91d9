"""`quwa search`: what was found, best first, with the words marked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from quwa_archive.errors import UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.publish.snippets import Snippet, make_snippet
from quwa_archive.publish.terminal import printable
from quwa_archive.store import search
from quwa_archive.store.search import Hit
from quwa_archive.store.selection import Selection
from quwa_archive.store.words import Term

KINDS = ("articles", "comments")


@dataclass(slots=True, frozen=True)
class Found:
    """The hits of one kind, and whether there are more than were asked for."""

    kind: str
    hits: list[Hit]
    more: bool


def find(
    connection: sqlite3.Connection,
    wanted: Selection,
    kind: str,
    *,
    limit: int,
    offset: int = 0,
    history: bool = False,
) -> Found:
    """Hits of one kind: the latest states first, then with `history` the earlier ones."""
    current, earlier = {
        "articles": (search.find_articles, search.find_earlier_articles),
        "comments": (search.find_comments, search.find_earlier_comments),
    }[kind]
    hits = current(connection, wanted, limit + 1, offset)
    if history and not offset and len(hits) <= limit:
        hits += earlier(connection, wanted, limit + 1 - len(hits))
    return Found(kind, hits[:limit], len(hits) > limit)


def print_hits(
    folder: Path,
    text: str,
    *,
    kinds: Sequence[str] = KINDS,
    author: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 10,
    history: bool = False,
    as_json: bool = False,
    console: Console | None = None,
) -> int:
    """Prints what was found; returns 0, also when nothing was.  Raises UsageError for what cannot be searched."""
    wanted = Selection.parse(text, author, since, until)
    if wanted.query is None and wanted.author is None:
        raise UsageError("nothing to search for: give words, or a name with --author")
    with reading(folder) as connection:
        found = [find(connection, wanted, kind, limit=limit, history=history) for kind in kinds]
        waiting = search.count_waiting(connection)
    terms = wanted.query.terms if wanted.query else []
    if waiting:
        click.echo(f"quwa: {waiting} rows of the run going on cannot be searched yet", err=True)
    if as_json:
        hits = [_as_json(hit, terms) for part in found for hit in part.hits]
        click.echo(json.dumps(hits, ensure_ascii=False, indent=1))
        return 0
    _print(found, terms, console or Console(highlight=False, markup=False))
    return 0


def _as_json(hit: Hit, terms: Sequence[Term]) -> dict[str, Any]:
    snippet = make_snippet(hit.text, terms)
    return {
        "kind": hit.kind,
        "id": hit.id,
        "article_id": hit.article_id,
        "title": hit.title,
        "url": hit.permalink,
        "author": hit.author,
        "at_local": hit.at,
        "gone_at": hit.gone_at,
        "version": hit.version,
        "replaced_at": hit.replaced_at,
        "score": hit.score,
        "snippet": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "text": hit.text,
    }


def _print(found: Sequence[Found], terms: Sequence[Term], console: Console) -> None:
    if not any(part.hits for part in found):
        console.print("nothing found; words are joined by AND: try fewer, prefix*, or one OR another")
        return
    for part in found:
        if not part.hits:
            continue
        many = f"the first {len(part.hits)}, more with --limit" if part.more else f"{len(part.hits)}"
        console.print(Text(f"{part.kind}: {many}", style="bold"))
        for hit in part.hits:
            console.print()
            for line in _lines(hit, terms, marked_by_style=console.is_terminal):
                console.print(line, soft_wrap=True)
        console.print()


def _lines(hit: Hit, terms: Sequence[Term], *, marked_by_style: bool) -> list[Text]:
    when = (hit.at or "no date").replace("T", " ")
    title = make_snippet(hit.title or "(untitled)", terms if hit.kind == "article" else [], width=400)
    lines = [_marked(title, "bold", marked_by_style)]
    number = f"comment #{hit.id} on post {hit.article_id}" if hit.kind == "comment" else f"post {hit.id}"
    name = make_snippet(hit.author or "author not named", terms if hit.kind == "comment" else [], width=400)
    about = Text("  ") + _marked(name, "", marked_by_style) + Text(printable(f" · {when} · {number}"))
    if hit.version is not None:
        about.append(f" · EARLIER STATE {hit.version}, until {hit.replaced_at}", style="yellow")
    if hit.gone_at:
        about.append(f" · GONE since {hit.gone_at}", style="red")
    lines.append(about)
    lines.append(Text(printable(f"  {hit.permalink}"), style="dim"))
    if hit.text:
        lines.append(Text("  ") + _marked(make_snippet(hit.text, terms), "", marked_by_style))
    return lines


def _marked(snippet: Snippet, style: str, marked_by_style: bool) -> Text:
    text = Text(style=style)
    for piece, marked in snippet.pieces():
        piece = printable(piece)
        if marked and not marked_by_style:
            text.append(f"[{piece}]")
        else:
            text.append(piece, style="bold reverse" if marked else "")
    return text
