"""A reading by inference beside what a feed or the API states of the article; where they differ, a second reading.

The second one knows the title and where the text begins and ends, so that what a theme prints round them is told apart.
"""

from __future__ import annotations

from quwa_archive.errors import PageError
from quwa_archive.items import CheckItem, PageItem, Statement
from quwa_archive.pages.document import parse
from quwa_archive.pages.general import checks, stated
from quwa_archive.pages.layouts import GENERAL


def guided_reading(
    page: PageItem, statement: Statement, body: bytes, *, url: str, encoding: str | None
) -> PageItem:
    """``page`` with the check of what is stated, or the guided reading of the same bytes where that agrees better."""
    check = stated.compare(page, statement)
    if check.outcome == "agree":
        return _checked(page, check)
    try:
        other, span = GENERAL.read_guided(parse(body, url=url, encoding=encoding), statement)
    except PageError:
        return _checked(page, stated.compare(page, statement, ""))
    first, second = (stated.compare(item, statement, span.said) for item in (page, other))
    return _checked(other, second) if _rank(second) > _rank(first) else _checked(page, first)


def _rank(check: CheckItem) -> tuple[int, int]:
    """How well a reading agrees: by the outcome, then by how much of it is the same."""
    return ("disagree", "silent", "agree").index(check.outcome), check.detail.count("the same")


def _checked(page: PageItem, check: CheckItem) -> PageItem:
    page.checks = [*page.checks, check]
    page.confidence = checks.confidence_of(page.checks)
    return page
