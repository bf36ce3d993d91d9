"""One article as text, with its thread."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import click

from quwa_archive import urls
from quwa_archive.errors import UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.publish.terminal import printable
from quwa_archive.store import queries

_WIDTH = 96


def print_article(folder: Path, wanted: str) -> None:
    """Prints an article given by its post id or any of its addresses; raises UsageError for one not archived."""
    with reading(folder) as connection:
        article_id = queries.find_article(connection, article_key(wanted))
        if article_id is None:
            raise UsageError(
                f"{wanted}: not in this archive; give a post id or the address of an archived article"
            )
        article = queries.article(connection, article_id)
        comments = queries.thread(connection, article_id)
        pings = queries.pings(connection, article_id)
    lines = [*_head(article), "", article["body_text"] or "(no text is served to the public)", ""]
    lines.append(_count(article, len(comments), len(pings)))
    for comment in comments:
        lines.extend(_comment(comment))
    lines.extend(f"\n[{kind}] {title}\n  {url or ''}" for kind, title, url in pings)
    click.echo("\n".join(printable(line) for line in lines))


def article_key(wanted: str) -> str:
    """A post id as typed, or the canonical form of an address; raises UsageError for anything else."""
    if wanted.isdigit():
        return wanted
    try:
        return urls.article_url(wanted)
    except ValueError:
        raise UsageError(f"{wanted}: neither a post id nor a web address") from None


def _head(article: dict[str, Any]) -> list[str]:
    author = article["author_name"] or "author not named"
    if article["author_role"]:
        author += f", {article['author_role']}"
    published = article["published_local"] or article["published_at"] or "date not known"
    lines = [
        article["title"] or "(untitled)",
        f"{author} · {published} · {article['access']} · post {article['id']}",
    ]
    lines.append(article["url"])
    if article["gone_at"]:
        lines.append(f"GONE from the site since {article['gone_at']}")
    return lines


def _count(article: dict[str, Any], comments: int, pings: int) -> str:
    declared = article["comments_declared"]
    said = "the page declares none" if declared is None else f"the page declares {declared}"
    return f"--- {comments} comments, {pings} pings ({said}) ---"


def _comment(comment: dict[str, Any]) -> list[str]:
    indent = "  " * (comment["level"] - 1)
    sure = "" if comment["posted_certainty"] in ("exact", None) else f" ({comment['posted_certainty']})"
    when = (comment["posted_local"] or comment["posted_raw"] or "no date").replace("T", " ")
    likes = f" · {comment['likes']} likes" if comment["likes"] else ""
    gone = f" · GONE since {comment['gone_at']}" if comment["gone_at"] else ""
    lines = ["", f"{indent}{comment['author_name']} · {when}{sure}{likes} · #{comment['id']}{gone}"]
    for paragraph in comment["body_text"].split("\n"):
        lines.extend(
            textwrap.wrap(paragraph, _WIDTH, initial_indent=indent + "  ", subsequent_indent=indent + "  ")
        )
    return lines
