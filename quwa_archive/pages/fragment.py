"""A piece of HTML that comes without a page around it: what the API and feeds carry."""

from __future__ import annotations

import threading
from urllib.parse import urljoin

from lxml import html as lxml_html

from quwa_archive.pages.text import Reading, clean, read


def read_fragment(html: str, *, base_url: str) -> Reading:
    """Text, links and images of a fragment, by the same rule as those of a page."""
    if not html.strip():
        return Reading("")
    return read(parse_fragment(clean(html)), lambda href: _absolute(base_url, href))


def parse_fragment(html: str) -> lxml_html.HtmlElement:
    """A fragment in a ``<div>`` of its own."""
    return lxml_html.fragment_fromstring(html, create_parent="div", parser=_parser.html)


class _Parser(threading.local):
    """One parser a thread, as in `document`."""

    def __init__(self) -> None:
        self.html = lxml_html.HTMLParser()


_parser = _Parser()


def _absolute(base_url: str, href: str | None) -> str | None:
    if not href or href.strip().lower().startswith(("#", "javascript:", "data:")):
        return None
    try:
        return urljoin(base_url, href.strip())
    except ValueError:
        return None
