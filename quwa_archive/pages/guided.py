"""A reading by inference beside what a feed or the API states of the article; where they differ, a second reading.

The second one knows the title, where the text begins and ends, and what names and texts some comments have, so that what
a theme prints round them is told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quwa_archive.errors import PageError
from quwa_archive.items import CheckItem, PageItem, Statement
from quwa_archive.pages.document import Document
from quwa_archive.pages.general import checks
from quwa_archive.pages.general.known import Known, count_wrong, known_comments
from quwa_archive.pages.general.saying import letters
from quwa_archive.pages.general.stated import Compared, compare
from quwa_archive.pages.layouts import GENERAL


def guided_reading(page: PageItem, statement: Statement, again: Callable[[], Document]) -> PageItem:
    """``page`` with the check of what is stated, or the guided reading of the same bytes where that agrees better.

    ``again`` parses them anew.
    """
    alone = compare(page, statement)
    known = known_comments(statement.comments)
    wrong = count_wrong(page.comments, known)
    if alone.outcome == "agree" and not wrong:
        return _checked(page, alone)
    try:
        other, span = GENERAL.read_guided(again(), statement)
    except PageError:
        return _checked(page, compare(page, statement, ""))
    first, second = (compare(item, statement, span.said) for item in (page, other))
    mine, its = (first.rank, -wrong), (second.rank, -count_wrong(other.comments, known))
    is_better = its != mine and its[0] >= mine[0] and its[1] >= mine[1]
    if is_better and _keeps_comments(page, other, known) and not _doubts_title(page, other):
        return _checked(other, second)
    return _checked(page, first)


def _keeps_comments(page: PageItem, other: PageItem, known: Mapping[int, Known]) -> bool:
    """Whether a second reading has all comments of the first, those that nobody stated with all words but a label.

    It may take from them as much as it took from one that is known, and is right without.
    """
    texts = {comment.id: letters(comment.body_text) for comment in other.comments}
    before = {comment.id: letters(comment.body_text) for comment in page.comments}
    label = max((len(before[i]) - len(texts.get(i, "")) for i in before if i in known), default=0) + _A_LABEL
    return all(
        id_ in texts and (id_ in known or texts[id_] not in text or len(texts[id_]) >= len(text) - label)
        for id_, text in before.items()
    )


def _doubts_title(page: PageItem, other: PageItem) -> bool:
    """Whether the head speaks against the title of a second reading, and not against that of the first."""
    before, after = (
        next((check.outcome for check in item.checks if check.name == "title"), "") for item in (page, other)
    )
    return after == "disagree" != before


_A_LABEL = 20
"""Letters of what a theme may print beside one text and not beside another."""


def _checked(page: PageItem, compared: Compared) -> PageItem:
    """The reading with what the comparison says; a text that is stated whole needs no other proof of being the body."""
    proved = CheckItem("body", "agree", "begins and ends as is stated")
    kept = [proved if each.name == "body" and compared.is_whole else each for each in page.checks]
    page.checks = [*kept, compared.check()]
    page.confidence = checks.confidence_of(page.checks)
    return page
