"""What of a discussion WordPress shows, where, and in which order: from the rows of the database and the settings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tests.wordpress.settings import Setting

Json = dict[str, Any]


@dataclass
class Shown:
    """A comment or ping on the page: its row, depth from 1, and the entry it is printed below."""

    row: Json
    depth: int
    above: int | None


def shown(rows: list[Json], setting: Setting) -> list[Shown]:
    """Approved rows of one post in the order in which its comment pages, from the first on, print them."""
    approved = sorted(
        (row for row in rows if row["approved"] == "1"), key=lambda row: (row["date_gmt"], row["id"])
    )
    if not setting.threaded:
        pages = _pages(approved, setting)
        return [Shown(row, 1, None) for page in pages for row in page]
    answers: dict[int, list[Json]] = defaultdict(list)
    for row in approved:
        answers[row["parent"]].append(row)
    found: list[Shown] = []
    for page in _pages(answers[0], setting):
        for row in page:
            _add(row, 1, None, answers, setting.depth, found)
    return found


def _pages(tops: list[Json], setting: Setting) -> list[list[Json]]:
    """The top-level entries page by page; a reversed order turns each page round, not the pages."""
    size = setting.per_page or max(len(tops), 1)
    pages = [tops[start : start + size] for start in range(0, len(tops), size)]
    return [page[::-1] for page in pages] if setting.newest_first else pages


def _add(
    row: Json,
    depth: int,
    above: int | None,
    answers: dict[int, list[Json]],
    limit: int,
    found: list[Shown],
) -> None:
    """The entry and its answers; below the limit they are printed as its siblings."""
    found.append(Shown(row, depth, above))
    for answer in answers[row["id"]]:
        if depth < limit:
            _add(answer, depth + 1, row["id"], answers, limit, found)
        else:
            _add(answer, depth, above, answers, limit, found)
