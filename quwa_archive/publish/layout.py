"""What every layout makes of one page, side by side, and where in the markup each field was found."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

from quwa_archive import extraction, pages
from quwa_archive.boilerplate import Boilerplate
from quwa_archive.captures.reader import read_record
from quwa_archive.errors import PageError, UsageError
from quwa_archive.items import PageItem, Statement
from quwa_archive.neighbours import Neighbours
from quwa_archive.pages.document import Document, parse
from quwa_archive.pages.general import thread
from quwa_archive.pages.general.naming import name_of
from quwa_archive.pages.general.parts import Key
from quwa_archive.pages.kind import kind_of
from quwa_archive.pages.layouts import LAYOUTS
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.layouts.general import General
from quwa_archive.pages.metadata import read_head
from quwa_archive.pages.shape import AUTHOR, DATE, FALLBACK_TEXT, LIKES, TEXT, TIME
from quwa_archive.publish.reading import reading
from quwa_archive.publish.show import article_key
from quwa_archive.store import queries, statements
from quwa_archive.urls import article_url

_SHOWN = 60
_ROLE_NAMES = {
    "comment author": (AUTHOR,),
    "comment date": (DATE, TIME),
    "comment text": (TEXT, FALLBACK_TEXT),
    "comment likes": (LIKES,),
}


@dataclass(slots=True)
class Page:
    """A page to look at: its bytes, its address, the charset of its header, when it was captured, what is stated of it and
    what the site prints on its other articles, too."""

    body: bytes
    url: str
    encoding: str | None = None
    captured: str | None = None
    statement: Statement | None = None
    boilerplate: Boilerplate | None = None

    def parsed(self) -> Document:
        """The page as a tree of its own: a reading changes it."""
        return parse(self.body, url=self.url, encoding=self.encoding, boilerplate=self.boilerplate)


def print_layouts(folder: Path, wanted: str, console: Console | None = None) -> None:
    """Prints a table of what each layout reads, and one of where it finds it."""
    page = load(folder, wanted)
    console = console or Console(soft_wrap=False)
    console.print(f"{page.url}  ({len(page.body):,} bytes, kind: {_kind(page)})", highlight=False)
    chosen = _chosen(page)
    by = chosen if isinstance(chosen, str) else chosen.layout
    console.print(f"read by: {by}", highlight=False, markup=False)
    readings = {layout.name: _read(layout, page) for layout in LAYOUTS}
    table = Table("", *readings, title="what each layout reads", title_justify="left")
    rows = {name: _summary(reading) for name, reading in readings.items()}
    for field in _FIELDS:
        table.add_row(field, *(rows[name].get(field, "") for name in readings))
    console.print(table)
    places = {layout.name: _places(layout, page) for layout in LAYOUTS}
    where = Table("", *places, title="where it stands", title_justify="left")
    for field in ("title", "body", "comments", *_ROLE_NAMES):
        where.add_row(field, *(places[name].get(field, "") for name in places))
    console.print(where)
    # What a crawl takes was held against what is stated of the article, too.
    inferred = isinstance(chosen, PageItem) and chosen.confidence is not None
    general = chosen if inferred else readings["general"]
    if isinstance(general, PageItem):
        for check in general.checks:
            console.print(
                f"{check.outcome:<9} {check.name:<16} {check.detail}", highlight=False, markup=False
            )


def load(folder: Path, wanted: str) -> Page:
    """A page by file, by post id or by address; the latter two from the archive's captures.

    Raises UsageError for what is none of these.
    """
    path = Path(wanted)
    if path.is_file():
        return _of_file(path)
    if "://" not in wanted and ("/" in wanted or path.suffix):
        raise UsageError(
            f"{wanted}: {'a folder' if path.is_dir() else 'no such file'}; name the file of one page"
        )
    with reading(folder) as connection:
        row = _capture(connection, wanted)
        statement = statements.of_article(connection, article_url(row[0])) if row else None
        known = Neighbours(connection, folder / "warc").beside(article_url(row[0])) if row else None
    if row is None:
        raise UsageError(f"{wanted}: no file, and no page of this archive; save the page and name its file")
    url, at, name, offset = row
    record = read_record(folder / "warc" / name, offset)
    return Page(record.body, url, extraction.charset(record.header("Content-Type")), at, statement, known)


def _of_file(path: Path) -> Page:
    """A saved page; its address is that of a `meta.json` beside it, else its own canonical link."""
    body = path.read_bytes()
    meta = path.with_name("meta.json")
    if path.name == "page.html" and meta.is_file():
        said = json.loads(meta.read_text())
        return Page(body, said["url"], said.get("encoding"), said.get("captured"))
    try:
        head = read_head(parse(body, url="https://unknown.example/"))
    except PageError:
        raise UsageError(f"{path}: there is no HTML in this file") from None
    return Page(body, head.canonical_url or "https://unknown.example/article/")


def _capture(connection: sqlite3.Connection, wanted: str) -> tuple[str, str, str, int] | None:
    """The newest capture of an article or of an address that is in quarantine."""
    key = article_key(wanted)
    article_id = queries.find_article(connection, key)
    return queries.page_capture(connection, article_id, key)


def _kind(page: Page) -> str:
    return kind_of(page.parsed()) or "not said"


def _chosen(page: Page) -> PageItem | str:
    """The reading that a crawl takes, or in words why there is none."""
    try:
        return pages.read(
            page.body,
            url=page.url,
            encoding=page.encoding,
            statement=page.statement,
            boilerplate=page.boilerplate,
        )
    except PageError as error:
        return f"none ({error.reason.replace('_', ' ')})"


def _read(layout: Layout, page: Page) -> PageItem | str:
    """The reading of one layout, or in words why there is none."""
    document = page.parsed()
    knows = layout.recognises(document)
    try:
        item = layout.read(page.parsed())
    except PageError as error:
        return f"knows it, but {error.reason.replace('_', ' ')}" if knows else "does not know it"
    return item if knows else "does not know it"


_FIELDS = (
    "verdict", "confidence", "post id", "title", "author", "published", "words", "access", "comments", "pings",
    "first comment", "last comment",
)  # fmt: skip


def _summary(item: PageItem | str) -> dict[str, str]:
    if isinstance(item, str):
        return {"verdict": item}
    dates = [date.raw for date in item.dates if date.kind == "published"]
    declared = "?" if item.comments_declared is None else str(item.comments_declared)
    rows = {
        "verdict": "reads it",
        "confidence": "" if item.confidence is None else f"{item.confidence:.2f}",
        "post id": str(item.post_id),
        "title": item.title,
        "author": item.author.name if item.author else "",
        "published": dates[0] if dates else "",
        "words": str(len(item.body_text.split())),
        "access": item.access,
        "comments": f"{len(item.comments)} of {declared}",
        "pings": str(len(item.pings)),
    }
    if item.comments:
        for name, comment in (("first comment", item.comments[0]), ("last comment", item.comments[-1])):
            said = comment.body_text[:_SHOWN].replace("\n", " ")
            rows[name] = f"{comment.id} {comment.author_name}, {comment.posted_raw or 'no date'}: {said}"
    return rows


def _places(layout: Layout, page: Page) -> dict[str, str]:
    """The path in the markup of each field, as far as the layout finds it."""
    document = page.parsed()
    post = layout.find_post(document, document.declared_post_id() or read_head(document).post_id or 0)
    found = {"title": path_of(post.title) if post else "", "body": path_of(post.content) if post else ""}
    if isinstance(layout, General):
        found |= _inferred_places(page.parsed(), layout)
        return found
    found["comments"] = path_of(layout.find_comments(document))
    for name, wanted in _ROLE_NAMES.items():
        classes = [f".{token}" for token, role in layout.comment_shape.classes.items() if role in wanted]
        found[name] = " or ".join(classes)
    return found


def _inferred_places(document: Document, layout: General) -> dict[str, str]:
    found = thread.find_thread(document, read_head(document).language, layout.roles)
    roles = found.roles
    first = found.records[0].element if found.records else None
    text = roles.text[:1] or ([roles.bare] if roles.bare is not None else [])
    return {
        "comments": path_of(first),
        "comment author": _keys(roles.author[:1]),
        "comment date": _keys([*roles.date[:1], *roles.time[:1]]),
        "comment text": _keys(text) + ("" if roles.text else " (what is left of it)" if text else ""),
        "comment likes": _keys(roles.likes[:1]),
    }


def _keys(keys: list[Key]) -> str:
    return ", ".join(" > ".join(key) or "(the comment itself)" for key in keys)


def path_of(element: etree._Element | None) -> str:
    """The last steps of the way to an element: ``article#post-7 > div.entry-content``."""
    if element is None:
        return ""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None and node.tag not in ("html", "body") and len(steps) < 4:
        name = node.get("id")
        steps.append(f"{node.tag}#{name}" if name else name_of(node))
        node = node.getparent()
    return " > ".join(reversed(steps))
