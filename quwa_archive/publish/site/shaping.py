"""Rows as the templates want them: times in words, harmless HTML, differences.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from quwa_archive.publish.site.differences import show_difference
from quwa_archive.publish.site.sanitise import clean_article, clean_comment
from quwa_archive.publish.snippets import Snippet, make_snippet
from quwa_archive.store.search import Hit
from quwa_archive.store.words import Term

Row = dict[str, Any]

MOST_INDENTED = 6
_DOUBTS = {
    "ambiguous": "this hour came twice that night: the clock was put back",
    "nonexistent": "this hour was skipped that night: the clock was put forward",
    "assumed": "the time zone is assumed, not proved",
}


def in_words(time: str | None) -> str:
    """A wall-clock time or an instant as a person writes it; what is no full date stays as it is."""
    if not time:
        return "no date"
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        return time
    day = f"{at.day} {at:%b %Y}"
    return day if len(time) <= 10 else f"{day}, {at:%H:%M}{' UTC' if time.endswith('Z') else ''}"


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web's; `javascript:` and its kin are none."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def shape_article(row: Row, history: Sequence[Row]) -> Row:
    """An article with its body made harmless and each earlier state beside the one that followed it."""
    titles = [version["title"] for version in history] + [row["title"]]
    texts = [version["body_text"] for version in history] + [row["body_text"]]
    edits = [
        {
            **version,
            "title_difference": show_difference(titles[i], titles[i + 1])
            if titles[i] != titles[i + 1]
            else None,
            "text_difference": show_difference(texts[i], texts[i + 1]) if texts[i] != texts[i + 1] else None,
        }
        for i, version in enumerate(history)
    ]
    return {
        **row,
        "body": clean_article(row["body_html"], row["url"]),
        "edits": edits,
        "href": web_address(row["url"]),
    }


def shape_comment(row: Row, article_url: str, history: Sequence[Row]) -> Row:
    """A comment with its body made harmless, its doubts in words, and its earlier states."""
    texts = [version["body_text"] for version in history] + [row["body_text"]]
    return {
        **row,
        "body": clean_comment(row["body_html"], article_url),
        "indent": min(row["level"], MOST_INDENTED),
        "doubt": _DOUBTS.get(row["posted_certainty"] or ""),
        "author_href": web_address(row["author_url"]),
        "permalink": web_address(f"{article_url}#comment-{row['id']}"),
        "edits": [
            {**version, "difference": show_difference(texts[i], texts[i + 1])}
            for i, version in enumerate(history)
        ],
    }


def shape_hit(hit: Hit, terms: Sequence[Term]) -> Row:
    """A hit with its snippet marked."""
    own = terms if hit.kind == "article" else []
    here = f"/article/{hit.article_id}" + (f"#comment-{hit.id}" if hit.kind == "comment" else "")
    return {
        "hit": hit,
        "here": here,
        "title": _marked(make_snippet(hit.title or "(untitled)", own, 400)),
        "author": _marked(make_snippet(hit.author or "author not named", [] if own else terms, 400)),
        "snippet": _marked(make_snippet(hit.text, terms, 280)),
    }


def _marked(snippet: Snippet) -> Markup:
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if marked else Markup("{}").format(piece)
        for piece, marked in snippet.pieces()
    )
