"""Whether a reading that rests on inference is archived: its confidence, and the row that stands there already.

A specific layout needs no judge.  The general one is judged by three rules, in this order:

1. below `checks.THRESHOLD` the page goes to quarantine (``low_confidence``);
2. a row that a specific layout read is replaced only by a reading that agrees with it (title, text and most comments);
3. unless most articles of the run that a specific layout had read are read by the general one now: then the site has
   another look, and the reading counts.  Otherwise the page goes to quarantine (``general_disagrees``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quwa_archive.items import CheckItem, PageItem
from quwa_archive.pages.fragment import read_fragment
from quwa_archive.pages.general import checks
from quwa_archive.pages.general.saying import letters
from quwa_archive.store.evidence import ApiComment
from quwa_archive.store.readings import StoredReading, Tally

GENERAL = "general"
LOOKS_BEFORE_A_CHANGE = 3
"""Articles that a specific layout had read and the general one reads now, from which on the site may have changed."""
_SAME_TEXT = 0.8
_MOST = 0.8


@dataclass(slots=True)
class Judgement:
    """What becomes of a general reading.  ``reason`` is the quarantine's word, ``""`` where the reading is archived.

    ``why``: ``first`` (no specific row), ``agrees``, ``site_changed``, or the reason again.
    """

    why: str
    reason: str = ""
    detail: str = ""


def is_inferred(page: PageItem) -> bool:
    """Whether a reading states how sure it is, and so is to be judged."""
    return page.confidence is not None


def add_api_check(page: PageItem, known: Mapping[int, ApiComment]) -> None:
    """Compares the comments with what the API says of them: authors and texts, letter by letter.

    Whoever gave no name has none there, and is called Anonymous, in the language of the site, on the page.
    """
    common = [comment for comment in page.comments if comment.id in known]
    if page.confidence is None or not common:
        return
    authors = texts = 0
    for comment in common:
        said = known[comment.id]
        name = letters(said.author_name)
        authors += not name or name == letters(comment.author_name)
        texts += letters(read_fragment(said.body_html, base_url=page.url).text) == letters(comment.body_text)
    share = min(authors, texts) / len(common)
    outcome = "agree" if share >= 0.9 else "disagree" if share < 0.5 else "silent"
    detail = f"of {len(common)} comments {authors} authors and {texts} texts are the API's"
    page.checks = [
        *(check for check in page.checks if check.name != "api"),
        CheckItem("api", outcome, detail),
    ]
    page.confidence = checks.confidence_of(page.checks)


def judge(page: PageItem, stored: StoredReading | None, tally: Tally) -> Judgement:
    """What becomes of a general reading beside what is stored; a function of these alone, so a replay decides alike."""
    assert page.confidence is not None
    if page.confidence < checks.THRESHOLD:
        against = ", ".join(f"{c.name} ({c.detail})" for c in page.checks if c.outcome == "disagree")
        detail = f"read with confidence {page.confidence:.2f} of {checks.THRESHOLD:.2f} needed"
        return Judgement(
            "low_confidence", "low_confidence", f"{detail}; against it: {against or 'nothing proves it'}"
        )
    if stored is None or stored.layout == page.layout:
        return Judgement("first")
    different = differences(page, stored)
    if not different:
        return Judgement("agrees")
    if tally.displaced + 1 >= LOOKS_BEFORE_A_CHANGE and tally.displaced + 1 > tally.recognised:
        return Judgement("site_changed", detail=different)
    detail = f"no specific layout knows this page; the general reading differs from layout {stored.layout}: {different}"
    return Judgement("general_disagrees", "general_disagrees", detail)


def differences(page: PageItem, stored: StoredReading) -> str:
    """Where a reading does not agree with what is stored, in words; ``""`` where it does."""
    found = []
    if _words(page.title) != _words(stored.title):
        found.append(f"title {page.title!r}, not {stored.title!r}")
    if not _is_same_text(page.body_text, stored.body_text):
        found.append(f"a text of {len(page.body_text.split())} words, not {len(stored.body_text.split())}")
    shown = {comment.id: comment for comment in page.comments}
    equal = sum(
        (comment := shown.get(id_)) is not None
        and _words(comment.author_name) == _words(author)
        and _is_same_text(comment.body_text, text)
        for id_, (author, text) in stored.comments.items()
    )
    if stored.comments and equal < _MOST * len(stored.comments):
        found.append(f"{equal} of {len(stored.comments)} comments as they were")
    return ", ".join(found)


def _is_same_text(one: str, two: str) -> bool:
    """Whether two texts are the same but for a few words: furniture, an edit."""
    first, second = set(_words(one)), set(_words(two))
    if not first or not second:
        return first == second
    return len(first & second) >= _SAME_TEXT * len(first | second)


def _words(said: str) -> list[str]:
    return said.split()


def as_json(page: PageItem) -> str:
    """A reading as it is kept beside a page in quarantine: all fields that are not empty, comments included."""
    plain: dict[str, Any] = {key: value for key, value in asdict(page).items() if value not in (None, [], "")}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
