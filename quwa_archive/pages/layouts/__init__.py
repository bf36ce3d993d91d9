"""The looks of the site, newest first: the one table that says which class reads which page.

A redesign is a new class at the top of `LOOKS`, with fixtures; old ones stay, for web archives hold old pages.
`GENERAL`, which reads any WordPress article, is asked last.
"""

from __future__ import annotations

from quwa_archive.errors import UnknownLayout
from quwa_archive.pages.document import Document
from quwa_archive.pages.layouts.base import Layout
from quwa_archive.pages.layouts.blabber import Blabber
from quwa_archive.pages.layouts.general import General
from quwa_archive.pages.layouts.stock import StockWordPress

LOOKS: tuple[Layout, ...] = (
    Blabber(),  # quwa.org from about 2016 to today, as far as its text shows
    StockWordPress(),  # before it, and after a theme was lost
)
"""The looks that somebody wrote a class for; each is recognised by one of them at most."""
GENERAL = General()
LAYOUTS: tuple[Layout, ...] = (*LOOKS, GENERAL)


def layout_of(document: Document) -> Layout:
    """The newest layout that recognises the page; raises `UnknownLayout` when none does."""
    for layout in LAYOUTS:
        if layout.recognises(document):
            return layout
    raise UnknownLayout(
        f"{document.url}: no layout recognises this page; if it is an article, the site has a new look "
        "(CONTRIBUTING.md: the site was redesigned)"
    )
