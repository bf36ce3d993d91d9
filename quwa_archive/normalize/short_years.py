"""Years of two digits: `21/9/08` in the long form, where all dates of the page together show that the year stands last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(\d\d)(?![\d./-])")
_OLDEST = 95
"""From here on a year of two digits is one of the last century: there were no blogs before."""


def full_years(stamps: Iterable[tuple[int | None, str]], captured_at: str) -> dict[str, str]:
    """Each text whose date ends in a year of two digits, with that year in full.

    ``stamps`` are the ids of comments (``None``: the article's own date) and what is printed; ``captured_at`` is UTC (ISO).
    With dots the year is last (`21.9.08`).  With strokes it may be first (`08/9/21`), so that way one date of the page at least
    has to have no sense, or the dates must fall as ids rise; the other way none may be later than the capture.
    Texts of another form are left out; where the page does not show it, so are all.
    """
    found = [(id_, raw, match) for id_, raw in stamps if (match := _SHORT.search(raw))]
    now = int(captured_at[:4])
    if not found or any(_full(match[4]) > now for _, _, match in found):
        return {}
    if not (
        any(match[2] == "." or _is_never_first(match, now) for _, _, match in found) or _rises_at_end(found)
    ):
        return {}
    return {
        raw: raw[: match.start(4)] + str(_full(match[4])) + raw[match.end(4) :] for _, raw, match in found
    }


def _rises_at_end(found: list[tuple[int | None, str, re.Match[str]]]) -> bool:
    """Whether the last numbers never fall as the ids rise, and the first ones do."""
    numbered = [(id_, match) for id_, _, match in found if id_ is not None]
    in_order = [match for _, match in sorted(numbered, key=lambda entry: entry[0])]
    return all(_full(a[4]) <= _full(b[4]) for a, b in pairwise(in_order)) and any(
        _full(a[1]) > _full(b[1]) for a, b in pairwise(in_order)
    )


def _is_never_first(match: re.Match[str], now: int) -> bool:
    """Whether ``yy/mm/dd`` makes no sense: a year to come, or no month."""
    return len(match[1]) < 2 or _full(match[1]) > now or not 1 <= int(match[3]) <= 12


def _full(year: str) -> int:
    return int(year) + (1900 if int(year) >= _OLDEST else 2000)
