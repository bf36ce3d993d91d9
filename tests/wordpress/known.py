"""What differs for a reason that lies in the page, each with its name; anything else that differs fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.wordpress.settings import Setting


@dataclass(frozen=True)
class Known:
    """A difference in ``columns`` of articles whose case starts with one of ``cases``, and why it is right."""

    reason: str
    columns: tuple[str, ...]
    cases: tuple[str, ...]
    where: Callable[[Setting], bool] = lambda _: True

    def covers(self, setting: Setting, column: str, case: str) -> bool:
        return self.where(setting) and column.startswith(self.columns) and case.startswith(self.cases)


def _blocks(setting: Setting) -> bool:
    return setting.has_blocks


KNOWN = (
    Known(
        "The body closes more <div> than it opens: every browser ends the article's element there, and what follows,"
        " by-line and date among it, stands outside of the article.",
        (
            "articles.body_",
            "articles.word_count",
            "articles.author_id",
            "articles.published_",
            "article_terms",
        ),
        ("body: unclosed tags",),
    ),
    Known(
        "Block themes of WordPress 6.1 print no links to the parts of a post that the classic editor split.",
        ("articles.body_text", "articles.body_html", "articles.word_count"),
        (
            "body: parts, classic",
            "body: parts, twelve",
            "body: parts from",
            "body: parts, second",
            "comments: six",
        ),
        _blocks,
    ),
)


def reason_for(setting: Setting, column: str, case: str) -> str | None:
    """Why this difference is right, or ``None``: then it is an error."""
    return next((known.reason for known in KNOWN if known.covers(setting, column, case)), None)
