"""The first version of a specific layout, written from one page: its class, and a fixture with invented words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
from lxml import etree

from quwa_archive.errors import UsageError
from quwa_archive.items import PageItem
from quwa_archive.pages import text
from quwa_archive.pages.document import parse
from quwa_archive.pages.general import thread
from quwa_archive.pages.general.comment import author_of
from quwa_archive.pages.general.naming import name_of
from quwa_archive.pages.general.parts import is_under
from quwa_archive.pages.general.roles import Roles
from quwa_archive.pages.layouts import GENERAL
from quwa_archive.pages.metadata import read_head
from quwa_archive.pages.post import Post
from quwa_archive.publish.layout import Page, load

_SAID = (
    "harbour crane ledger dredger signal winter lantern gauge rivet keel tender ballast pilot beacon hull jetty"
    " anchor barge cable depot engine ferry girder hangar"
)
_WORDS = tuple(_SAID.split())
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"[^\W\d_]{2,}")


def write_draft(folder: Path, wanted: str, name: str, into: Path) -> None:
    """Writes ``NAME.py`` and the fixture ``NAME/first-page/`` into a folder, and says what to do next.

    The words of title, body and comments are replaced by invented ones: a fixture keeps the markup, not the text.
    Raises UsageError where the general layout does not read the page, and for a name that is no module's.
    """
    if not _NAME.fullmatch(name) or name == GENERAL.name:
        raise UsageError(f"--draft {name}: a layout is called by one lower-case word, for example `harbour`")
    page = load(folder, wanted)
    document = page.parsed()
    head = read_head(document)
    found = thread.find_thread(document, head.language)
    if (
        not GENERAL.recognises(document)
        or (post := GENERAL.find_post(document, read_head(document).post_id or 0)) is None
        or post.title is None
    ):
        raise UsageError(
            f"{wanted}: the general layout finds no article with title and body here; see `quwa layout`"
        )
    source = make_source(name, page, post, found.roles)
    fixture = into / name / "first-page"
    fixture.mkdir(parents=True, exist_ok=True)
    html = make_fixture(page)
    (fixture / "page.html").write_bytes(html)
    meta = {"url": page.url, "captured": (page.captured or "")[:10], "note": "the first page of this look"}
    (fixture / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n")
    item = GENERAL.read(parse(html, url=page.url))
    item.layout, item.confidence, item.checks = name, None, []
    (fixture / "expected.json").write_text(json.dumps(_plain(item), ensure_ascii=False, indent=1) + "\n")
    target = into / f"{name}.py"
    target.write_text(source)
    click.echo(f"{target}\n{fixture}/page.html, meta.json, expected.json")
    click.echo('next: the recipe "the site was redesigned" in CONTRIBUTING.md, from its third step')


def make_source(name: str, page: Page, post: Post, roles: Roles) -> str:
    """The module of the layout: everything that was inferred, as constants to be read and mended."""
    title = name_of(post.title) if post.title is not None else "h1"
    lines = [
        f'"""{name}: drafted from {page.url}, captured {(page.captured or "on a day not known")[:10]}.',
        "",
        "Say here what shows this look, and since when; narrow `recognises` if other looks have these names, too.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import ClassVar",
        "",
        "from quwa_archive.pages.general.roles import Roles",
        "from quwa_archive.pages.layouts.learned import Learned",
        "",
        "",
        f"class {''.join(part.capitalize() for part in name.split('_'))}(Learned):",
        f'    """Title in `{title}`, body in `{name_of(post.content)}`."""',
        "",
        f"    name = {name!r}",
        f"    content = {name_of(post.content)!r}",
        f"    title = {title!r}",
        "    roles: ClassVar[Roles | None] = Roles(",
        *(f"        {field.name}={getattr(roles, field.name)!r}," for field in fields(roles)),
        "    )",
        "",
    ]
    return "\n".join(lines).replace("'", '"')


def make_fixture(page: Page) -> bytes:
    """The page without scripts and styles, with invented words for what people wrote."""
    document = page.parsed()
    head = read_head(document)
    found = thread.find_thread(document, head.language)
    post = GENERAL.find_post(document, 0)
    title = post.title if post is not None else None
    old = text.line_of(title) if title is not None else ""
    new = _invented(old, 0)
    names: dict[str, str] = {}
    for number, anatomy in enumerate(found.anatomies):
        roles = found.roles_of(number)
        author = author_of(anatomy, roles)
        if author is not None:
            said = text.line_of(author.element)
            names.setdefault(said, f"Reader {len(names) + 1}")
        marked = [*roles.author, *roles.date, *roles.time]
        for part in anatomy.parts:
            held = any(is_under(part.key, key) for key in roles.text)
            loose = roles.bare is not None and part.key != roles.bare and not part.chrome
            if held or (
                loose and not any(is_under(part.key, key) or is_under(key, part.key) for key in marked)
            ):
                _replace_words(part.element, number)
    if post is not None:
        for element in post.content.iter(
            "p", "li", "h2", "h3", "h4", "blockquote", "figcaption", "td", "em", "strong", "a"
        ):
            _replace_words(element, len(names))
    for element in list(document.root.iter("script", "style", "svg", "iframe", "noscript")):
        if element.get("type") != "application/ld+json":
            element.text = None
            for child in list(element):
                element.remove(child)
    html = etree.tostring(document.root, encoding="unicode", method="html")
    for said, other in [(old, new), *sorted(names.items(), key=lambda pair: -len(pair[0]))]:
        if len(said) > 2:
            html = html.replace(said, other)
    return ("<!DOCTYPE html>\n" + html + "\n").encode()


def _replace_words(element: etree._Element, seed: int) -> None:
    if element.text:
        element.text = _invented(element.text, seed)
    for child in element:
        if child.tail:
            child.tail = _invented(child.tail, seed)


def _invented(said: str, seed: int) -> str:
    """As many words as there were, with the same punctuation and capitals; numbers stay."""
    words = _endless(seed)

    def other(match: re.Match[str]) -> str:
        word = next(words)
        return word.capitalize() if match.group()[0].isupper() else word

    return _WORD.sub(other, said)


def _endless(seed: int) -> Iterator[str]:
    number = seed * 7
    while True:
        yield _WORDS[number % len(_WORDS)]
        number += 5


def _plain(item: Any) -> Any:
    """An item as JSON, without the fields that have their default."""
    blank = PageItem("", "", 0, "", "", "")
    return {
        field.name: _jsonable(value)
        for field in fields(item)
        if (value := getattr(item, field.name)) != getattr(blank, field.name)
        or field.name in ("url", "layout", "title")
    }


def _jsonable(value: Any) -> Any:
    if isinstance(value, list):
        return [_jsonable(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {
            field.name: _jsonable(getattr(value, field.name))
            for field in fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    return value


def _is_default(field: Any, value: Any) -> bool:
    if callable(field.default_factory):
        return bool(value == field.default_factory())
    return bool(field.default == value)
