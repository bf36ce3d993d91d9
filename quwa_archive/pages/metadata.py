"""What the head of a page says: addresses, title, dates, language and author, for machines.

Read in one pass over the children of ``<head>``.  JSON-LD that is no JSON says nothing; every value in it may
be missing, a list or a reference into its graph, and none is trusted to have the type the vocabulary gives it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from quwa_archive.items import DateItem
from quwa_archive.pages.document import Document
from quwa_archive.pages.text import one_line

Node = dict[str, Any]

_ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "BlogPosting",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "TechArticle",
        "ScholarlyArticle",
        "SocialMediaPosting",
        "Report",
    }
)
_DATE_META = {
    "article:published_time": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
}
_RELATIONS = frozenset({"canonical", "shortlink", "alternate"})
_JSON = json.JSONDecoder(strict=False)  # line breaks in strings are common
_POST_LINK = re.compile(r"[?&]p=(\d+)\b|/wp/v2/(?:posts|[a-z_-]+)/(\d+)/?$")


@dataclass(slots=True)
class Person:
    """An author as JSON-LD or a meta tag states one; ``None`` for what it does not state."""

    name: str | None = None
    url: str | None = None
    bio: str | None = None
    avatar_url: str | None = None


@dataclass(slots=True)
class Head:
    """What is used of a head.

    ``title`` is the text of ``<title>``, ``headline`` to ``keywords`` are JSON-LD's, ``post_id`` is that of its links.
    """

    canonical_url: str | None = None
    post_id: int | None = None
    language: str | None = None
    og_title: str | None = None
    title: str | None = None
    site_name: str | None = None
    headline: str | None = None
    sections: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    dates: list[DateItem] = field(default_factory=list)
    person: Person | None = None


def read_head(document: Document) -> Head:
    """Reads ``<head>``; on pages whose head was broken open (by stray text in it), the whole page instead."""
    head = Head()
    metas: dict[str, str] = {}
    graphs: list[etree._Element] = []
    _collect(document, document.root.find("head"), head, metas, graphs)
    if not metas and not graphs and head.canonical_url is None:
        _collect(document, document.root, head, metas, graphs)
    nodes = [node for script in graphs for node in _nodes(script.text)]
    _read_graph(document, nodes, head)
    for name, kind in _DATE_META.items():
        if name in metas:
            head.dates.append(DateItem(kind, "meta", one_line(metas[name])))
    title = document.root.find("head/title")
    head.title = one_line(title.text) or None if title is not None else None
    head.og_title = one_line(metas.get("og:title")) or None
    head.site_name = one_line(metas.get("og:site_name")) or None
    if head.person is None and (author := one_line(metas.get("author"))):
        head.person = Person(author)
    head.language = document.root.get("lang") or document.root.get("xml:lang") or head.language
    return head


def _collect(
    document: Document,
    scope: etree._Element | None,
    head: Head,
    metas: dict[str, str],
    graphs: list[etree._Element],
) -> None:
    """Sorts what stands in ``scope`` into ``metas`` (first of a name wins), ``graphs`` and ``head``'s links."""
    if scope is None:
        return
    for element in scope.iter("meta", "link", "script"):
        tag = element.tag
        if tag == "meta":
            name = element.get("property") or element.get("name")
            if name and name not in metas and (content := element.get("content")):
                metas[name] = content
        elif tag == "link":
            rel = element.get("rel")
            if rel not in _RELATIONS:
                continue
            if rel == "canonical":
                head.canonical_url = head.canonical_url or document.absolute(element.get("href"))
            elif rel == "shortlink" or element.get("type") == "application/json":
                match = _POST_LINK.search(element.get("href") or "")
                if match and head.post_id is None:
                    head.post_id = int(match.group(1) or match.group(2))
        elif element.get("type") == "application/ld+json":
            graphs.append(element)


def _nodes(text: str | None) -> list[Node]:
    """The objects of one JSON-LD script, graph unrolled; none when it is no JSON (some plugins' is not)."""
    if not text:
        return []
    text = text.strip().removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    try:
        data = _JSON.decode(text)
    except (ValueError, RecursionError):
        return []
    found: list[Node] = []
    for top in data if isinstance(data, list) else [data]:
        if isinstance(top, dict):
            graph = top.get("@graph")
            if isinstance(graph, list):
                found.extend(node for node in graph if isinstance(node, dict))
            if "@type" in top:
                found.append(top)
    return found


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _read_graph(document: Document, nodes: list[Node], head: Head) -> None:
    article = next((node for node in nodes if not _ARTICLE_TYPES.isdisjoint(_types(node))), None)
    dated = article or next((node for node in nodes if "WebPage" in _types(node)), None)
    if dated is None:
        return
    for key, kind in (("datePublished", "published"), ("dateModified", "modified")):
        if raw := _string(dated.get(key)):
            head.dates.append(DateItem(kind, "json-ld", raw))
    head.language = _string(dated.get("inLanguage"))
    if article is None:
        return
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    head.headline = _string(article.get("headline"))
    head.sections = _strings(article.get("articleSection"))
    head.keywords = _strings(article.get("keywords"))
    head.person = _person(document, article.get("author"), by_id)


def _person(document: Document, author: Any, by_id: dict[str, Node]) -> Person | None:
    """The first author: a name, an object, or a reference to a Person in the graph, who fills the gaps."""
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, str):
        return Person(one_line(author)) if author.strip() else None
    if not isinstance(author, dict):
        return None
    reference = author.get("@id")
    full = {**(by_id.get(reference) or {} if isinstance(reference, str) else {}), **author}
    image = full.get("image")
    if isinstance(image, dict):
        image = image.get("url") or image.get("contentUrl")
    person = Person(
        _string(full.get("name")),
        document.absolute(_string(full.get("url"))),
        _string(full.get("description")),
        document.absolute(_string(image)),
    )
    return person if person.name or person.url else None


def _string(value: Any) -> str | None:
    return one_line(value) or None if isinstance(value, str) else None


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in map(_string, values) if text]
