"""What a feed or the API states of a post, held against what was read of its page.

Texts are compared by their letters and digits alone: quotes, dashes, emoji and spaces differ between a feed and a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from quwa_archive.items import CheckItem, PageItem, Statement
from quwa_archive.pages.general.saying import letters

SURE = 24
"""Letters from which on words do not stand somewhere else by chance."""
_SAME = "the same"


@dataclass(slots=True, frozen=True)
class Compared:
    """How title, first and last words of a reading are beside what is stated; ``""`` where that cannot be compared.

    Words: ``the same``, ``another``, of an edge also ``behind other words`` and ``lacking`` (it stands on the page, and was not
    read).
    """

    title: str = ""
    begins: str = ""
    ends: str = ""

    @property
    def outcome(self) -> str:
        """As of a check: it disagrees only where words are lacking; other words may be an edit since."""
        if "lacking" in (self.begins, self.ends):
            return "disagree"
        agrees = self.title != "another" and self.begins == _SAME and self.ends in ("", _SAME)
        return "agree" if agrees else "silent"

    @property
    def is_whole(self) -> bool:
        """Whether the text begins and ends as is stated, and the title is no other."""
        return self.outcome == "agree" and self.ends == _SAME

    @property
    def rank(self) -> tuple[int, int]:
        """For comparing two readings: the outcome, then how much is the same."""
        same = (self.title, self.begins, self.ends).count(_SAME)
        return ("disagree", "silent", "agree").index(self.outcome), same

    def check(self) -> CheckItem:
        """The check ``stated``."""
        parts = (("title", self.title), ("beginning", self.begins), ("end", self.ends))
        said = [f"{name} {word}" for name, word in parts if word]
        return CheckItem("stated", self.outcome, ", ".join(said) or "nothing that can be compared")


def compare(page: PageItem, statement: Statement, on_page: str | None = None) -> Compared:
    """A reading beside what is stated; ``on_page`` are the letters of the page, ``None`` where they are not known."""
    title = _title(page, statement)
    if page.access != "open" or page.part != 1:
        return Compared(title)
    text, opening, ends = letters(page.body_text), letters(statement.opening), ""
    begins = _edge(text, opening, on_page)
    if statement.closing is None:
        # The beginning of a short text is all of it.
        ends = _SAME if begins == _SAME and text == opening else ""
    elif not page.part_urls:
        ends = _edge(text[::-1], letters(statement.closing)[::-1], on_page and on_page[::-1])
    return Compared(title, begins, ends)


def _title(page: PageItem, statement: Statement) -> str:
    said, stated = letters(page.title), letters(statement.title)
    if not stated:
        return ""
    # `Protected: ` is WordPress's own in front of it.
    return _SAME if said == stated or (page.access != "open" and stated.endswith(said)) else "another"


def _edge(text: str, stated: str, on_page: str | None) -> str:
    """How a text begins beside what is stated of its beginning; both reversed, how it ends."""
    if len(stated) < SURE:
        return _SAME if stated and text == stated else ""  # of a short text all of it has to be so
    if text.startswith(stated):
        return _SAME
    if text and stated.startswith(text):
        return "lacking" if on_page is None or stated in on_page else "another"
    if stated in text:
        return "behind other words"
    cut = stated.find(text[:SURE]) if len(text) >= SURE else -1
    if cut > 0 and (on_page is None or stated in on_page):
        return "lacking"
    return "another"
