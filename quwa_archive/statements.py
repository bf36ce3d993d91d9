"""From what a feed or the API states of a post to the words that a reading of its page is held against."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from quwa_archive.items import StatedPostItem, Statement
from quwa_archive.pages.fragment import parse_fragment, read_fragment

_LONGEST_TITLE = 1_000
_KEPT = 160
"""Characters that are kept of either end of a text."""
_CUT_OFF = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*$")


def statement_of(item: StatedPostItem) -> Statement:
    """Title and ends of the text as plain text.

    A text that need not end where the post does gives no closing words: it may have been cut off, or be a summary.
    """
    title = " ".join(read_fragment(item.title_html[:_LONGEST_TITLE], base_url=item.url).text.split())
    text = (
        read_fragment(_without_footer(item.body_html, item.url), base_url=item.url).text
        if item.body_html
        else ""
    )
    is_cut = _CUT_OFF.search(text) is not None
    whole = item.whole and not is_cut and bool(text)
    text = _CUT_OFF.sub("", text) if is_cut else text
    return Statement(title, _beginning(text), _beginning(text[::-1])[::-1] if whole else None)


def _without_footer(html: str, url: str) -> str:
    """The text without the last line that plugins add to feeds, which links to the post itself.

    A link to the rest of the text (`#more-12`) becomes an ellipsis at its end.
    """
    if "<" not in html:
        return html
    root = parse_fragment(html)
    rest = next((link for link in root.iter("a") if "#more-" in (link.get("href") or "")), None)
    if rest is not None:
        rest.drop_tree()
        return f"{_as_html(root)}…"
    last = root[-1] if len(root) else None
    address = url.rstrip("/")
    if last is None or (last.tail or "").strip():
        return html
    if not any((link.get("href") or "").partition("?")[0].rstrip("/") == address for link in last.iter("a")):
        return html
    root.remove(last)
    return _as_html(root)


def _as_html(root: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(root, encoding="unicode"))


def _beginning(text: str) -> str:
    """The first words, no more than are kept."""
    return text if len(text) <= _KEPT else text[:_KEPT].rpartition(" ")[0] or text[:_KEPT]
