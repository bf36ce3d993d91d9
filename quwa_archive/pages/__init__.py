"""HTML in, items out.  ``read`` one page, ``merge`` the pages of one article.

    page = read(body, url=url, encoding="utf-8")
    article = merge([page, *others])

The layouts are in `layouts.LAYOUTS`, newest first, the general one last.  A page that is no article raises `NotAnArticle`, one that no
layout recognises `UnknownLayout`, one without post id or body `MissingField`: all are `PageError`.
"""

from __future__ import annotations

from quwa_archive.boilerplate import Boilerplate
from quwa_archive.errors import MissingField, UnknownLayout
from quwa_archive.items import PageItem, Statement
from quwa_archive.pages.document import Document, parse
from quwa_archive.pages.general.evidence import is_article
from quwa_archive.pages.guided import guided_reading
from quwa_archive.pages.kind import NotAnArticle, kind_of
from quwa_archive.pages.layouts import LAYOUTS, LOOKS, layout_of
from quwa_archive.pages.merge import merge
from quwa_archive.pages.second_look import better_reading, reading_instead

__all__ = ["LAYOUTS", "LOOKS", "NotAnArticle", "kind_of_page", "merge", "read"]


def read(
    body: bytes,
    *,
    url: str,
    encoding: str | None = None,
    statement: Statement | None = None,
    boilerplate: Boilerplate | None = None,
) -> PageItem:
    """Everything one page of an article says.

    ``url`` is the address it was answered under (after redirects); ``encoding`` the charset of the HTTP header,
    if any; ``statement`` what a feed or the API states of the article, which a reading by inference is held against;
    ``boilerplate`` what the site prints on its other articles, too, which notes what of it was met.
    Pure: the same arguments give the same item.
    """

    def again() -> Document:
        return parse(body, url=url, encoding=encoding, boilerplate=boilerplate)

    document = again()
    kind = kind_of(document)
    if kind not in (None, "article"):
        raise NotAnArticle(f"{url}: this is no article but a page of kind {kind!r}", kind)
    if kind is None and not is_article(document):
        # Without the classes that WordPress prints on `<body>`, a list of whole posts looks like its first one.
        raise UnknownLayout(f"{url}: nothing shows that this is an article; look at its capture")
    try:
        page = layout_of(document).read(document)
    except MissingField:
        if (other := reading_instead(body, again)) is None:
            raise
        page = other
    page = better_reading(page, body, again)
    if statement is None or page.confidence is None:
        return page
    return guided_reading(page, statement, again)


def kind_of_page(body: bytes, *, url: str, encoding: str | None = None) -> str | None:
    """``article``, another kind WordPress names (``category``, ``error404``, ``page``, …), or ``None``."""
    return kind_of(parse(body, url=url, encoding=encoding))
