"""What kind of page WordPress says this is, by the classes it prints on ``<body>``.

A page that is no article is told apart from one that nobody knows how to read: the first is skipped in peace,
the second means that the site was redesigned.
"""

from __future__ import annotations

import re

from quwa_archive.errors import PageError
from quwa_archive.pages.document import Document

# Classes of `body_class()` in the order in which they decide: a search result page is an `archive` too, a
# category page is `archive category`.  Seen on home, category, author and 404 pages of the samples.
_NO_ARTICLE = (
    "error404",
    "attachment",
    "search",
    "home",
    "author",
    "category",
    "tag",
    "date",
    "post-type-archive",
    "archive",
    "blog",
    "page",
)


# `single-TYPE` of post types that are no articles: shops, forums, calendars and the like have single pages, too.
_OTHER_TYPES = re.compile(
    r"(?:^|\s)single-(product|topic|forum|reply|event|events|tribe_events|tribe_venue|tribe_organizer|job_listing|download|"
    r"elementor_library|attachment|envira|portfolio|jetpack-portfolio|team|testimonial|faq|docs|course|lesson|recipe|sfwd-\S+|"
    r"lp_course|wpdmpro|mec-events|ajde_events|shop_order|give_forms|gallery|album|slide|popup|newsletter|wiki|glossary)(?:\s|$)"
)


class NotAnArticle(PageError):
    """The page is a list, a search, a static page or a 404: nothing to archive. Skip it; nothing is written over.

    ``kind`` is the class of ``<body>`` that says so (``category``, ``error404``, ``page``, …).
    """

    reason = "not_an_article"

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


def kind_of(document: Document) -> str | None:
    """``article``, a kind of page that is none (``category``, ``error404``, …), or ``None`` when unsaid."""
    classes = document.body_classes
    if "single" in classes and (other := _OTHER_TYPES.search(document.body_class)):
        return other.group(1)
    if "single" in classes and "attachment" not in classes and "error404" not in classes:
        return "article"
    return next((name for name in _NO_ARTICLE if name in classes), None)
