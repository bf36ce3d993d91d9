"""What an archive of the WordPress under test has to hold, from the dump of its database (``php/truth.php``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tests.wordpress import markup
from tests.wordpress.settings import Setting
from tests.wordpress.threading import Shown, shown

Json = dict[str, Any]


@dataclass
class Truth:
    """Rows as the archive should have them, by id; ``hidden_comments`` are those that it must not have."""

    articles: dict[int, Json] = field(default_factory=dict)
    comments: dict[int, Json] = field(default_factory=dict)
    pings: set[tuple[Any, ...]] = field(default_factory=set)
    authors: dict[str, Json] = field(default_factory=dict)
    terms: set[tuple[str, str, str]] = field(default_factory=set)
    hidden_comments: set[int] = field(default_factory=set)


def truth(dump: Json, setting: Setting) -> Truth:
    """The truth for one setting."""
    made = Truth()
    by_post: dict[int, list[Json]] = {}
    for row in dump["comments"]:
        by_post.setdefault(row["post"], []).append(row)
    for post in dump["posts"]:
        rows = by_post.get(post["id"], [])
        if post["type"] in ("page", "attachment"):
            continue  # public, but no articles: their comments are no rows of the archive
        if post["status"] != "publish" or post["protected"]:
            made.hidden_comments.update(row["id"] for row in rows)
            rows = []
        if post["status"] != "publish":
            continue
        entries = shown(rows, setting)
        made.articles[post["id"]] = _article(post, rows, entries, setting)
        if (author := _author(post, setting))["id"] is not None:
            made.authors[author["id"]] = author
        made.terms.update((term["kind"], term["slug"], markup.line(term["name"])) for term in post["terms"])
        _discussion(made, post, rows, entries, setting)
    return made


def _article(post: Json, rows: list[Json], entries: list[Shown], setting: Setting) -> Json:
    parts = [markup.read(html, post["url"]) for html in post["pages"]]
    text = "\n\n".join(part.text for part in parts if part.text)
    public = [row for row in rows if row["approved"] == "1"] if setting.rest else [e.row for e in entries]
    return {
        "case": post["case"],
        "url": re.sub("%..", lambda found: found[0].upper(), post["url"]),
        "title": markup.line(post["title"]),
        "body_text": text,
        "body_html": "\n".join(post["pages"]),
        "word_count": len(text.split()),
        "links": [link for part in parts for link in part.links],
        "images": [tuple(image) for part in parts for image in part.images],
        "author_id": _author(post, setting)["id"],
        "published_at": utc(post["date_gmt"]),
        "published_local": post["date"].replace(" ", "T"),
        "modified_at": utc(post["modified_gmt"]),
        "access": "password" if post["protected"] else "open",
        "comments_declared": post["comment_count"] if entries else None,
        "comments_captured": sum(row["type"] == "comment" for row in public),
        "pings_captured": sum(entry.row["type"] != "comment" for entry in entries),
        "terms": {f"{term['kind']}:{term['slug']}" for term in post["terms"]},
    }


def _author(post: Json, setting: Setting) -> Json:
    """Block themes of WordPress 6.1 print the author's name alone, without address and bio."""
    author, prints = post["author"], setting.prints
    name = markup.line(author["name"])
    if prints.author != "linked":
        return {
            "id": f"name:{name}" if prints.author == "name" else None,
            "name": name,
            "url": None,
            "bio": None,
        }
    bio = author["bio_in_paragraphs"] if prints.bio_paragraphs else author["bio"]
    text = markup.read(bio, post["url"]).text if prints.bio else ""
    return {"id": author["slug"], "name": name, "url": author["url"], "bio": text or None}


def _discussion(made: Truth, post: Json, rows: list[Json], entries: list[Shown], setting: Setting) -> None:
    on_page = {entry.row["id"]: entry for entry in entries}
    comments = [entry for entry in entries if entry.row["type"] == "comment"]
    if not setting.prints.ping_ids:
        for entry in comments:
            if entry.above is not None and on_page[entry.above].row["type"] != "comment":
                entry.above = None
    for position, entry in enumerate(comments):
        made.comments[entry.row["id"]] = _comment(entry.row, post, entry, position, setting)
    pings = [entry.row for entry in entries if entry.row["type"] != "comment"]
    for position, row in enumerate(pings):
        url = unescape(row["url"]) or None
        kind = row["type"] if setting.prints.ping_kinds else "pingback"
        made.pings.add((post["id"], position, kind, markup.line(row["author"]), url))
    for row in rows:
        if row["approved"] != "1":
            made.hidden_comments.add(row["id"])
        elif row["id"] not in on_page and row["type"] == "comment":
            made.comments[row["id"]] = _comment(row, post, None, None, setting)


def _comment(row: Json, post: Json, entry: Shown | None, position: int | None, setting: Setting) -> Json:
    said = markup.read(row["html"], post["url"])
    author_url = unescape(row["url"])
    return {
        "article_id": post["id"],
        "shown": entry is not None,
        "parent_id": row["parent"] or None,
        "parent_on_page": entry.above if entry else None,
        "depth": entry.depth if entry else None,
        "position": position,
        "author_name": _author_name(row, setting),
        "author_url": author_url if author_url not in ("", "http://") else None,
        "body_text": said.text,
        "body_html": row["html"],
        "links": said.links,
        "posted_raw": _printed(row, setting) if entry else None,
        "posted_machine": row["machine"] if entry and setting.prints.machine else None,
        # In the hour that is skipped, the page prints another time than the row has.
        "posted_local": _local(row, entry, setting),
        "posted_at": utc(row["date_gmt"]),
    }


def _author_name(row: Json, setting: Setting) -> str:
    return " ".join(row["author"].split()) if setting.prints.escaped_names else markup.line(row["author"])


def _local(row: Json, entry: Shown | None, setting: Setting) -> str:
    """Of a comment that no page shows the API tells the seconds, and where no `<time>` does, the page's minutes."""
    if entry is None:
        return str(row["date"]).replace(" ", "T")
    return str(row["machine"])[: 19 if setting.prints.machine else 16]


def _printed(row: Json, setting: Setting) -> str:
    """Block themes print the day alone; the classic list, which Twenty Twenty-Two still has, prints the time too."""
    name = "printed_with_time" if setting.prints.time else "printed"
    return " ".join(str(row[name]).split())


def utc(gmt: str) -> str:
    """WordPress's ``2020-01-02 03:04:05`` as ``2020-01-02T03:04:05Z``."""
    return gmt.replace(" ", "T") + "Z"
