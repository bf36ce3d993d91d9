"""What a new look at something means beside what is stored: pure decisions, no SQL.

A comment that a complete look does not show is *missing* once and *gone* only at the second complete look;
an incomplete look (a failed comment page, an error, an unknown layout) can find nothing missing.  What shows
up again is back.  Nothing is ever removed from the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from quwa_archive.records import CommentRecord


class Verdict(Enum):
    """What became of one thing between the stored state and the new look."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    GONE = "gone"


@dataclass(slots=True, frozen=True)
class Stored:
    """What the archive holds of one thing: enough to decide by."""

    content_hash: str
    missing_since: str | None = None
    gone_at: str | None = None


def decide(previous: Stored | None, content_hash: str) -> Verdict:
    """Whether a thing that was seen is new, changed or unchanged."""
    if previous is None:
        return Verdict.NEW
    return Verdict.UNCHANGED if previous.content_hash == content_hash else Verdict.CHANGED


def decide_absent(previous: Stored, *, complete_look: bool) -> Verdict:
    """Whether a thing that was not seen is missing, gone, or only out of sight."""
    if not complete_look or previous.gone_at is not None:
        return Verdict.UNCHANGED
    return Verdict.GONE if previous.missing_since is not None else Verdict.MISSING


@dataclass(slots=True)
class CommentDecisions:
    """Comment ids of one article by what happened to them; ``back`` are those that had been missing or gone."""

    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    back: set[int] = field(default_factory=set)


def decide_comments(
    previous: Mapping[int, Stored], current: Iterable[CommentRecord], *, complete_look: bool
) -> CommentDecisions:
    """Decides for all comments of one article at once; what is in no set is unchanged."""
    decisions = CommentDecisions()
    seen: set[int] = set()
    for comment in current:
        seen.add(comment.id)
        stored = previous.get(comment.id)
        verdict = decide(stored, comment.content_hash)
        if verdict is Verdict.NEW:
            decisions.new.add(comment.id)
        elif verdict is Verdict.CHANGED:
            decisions.changed.add(comment.id)
        if stored is not None and (stored.missing_since or stored.gone_at):
            decisions.back.add(comment.id)
    for comment_id, stored in previous.items():
        if comment_id in seen:
            continue
        verdict = decide_absent(stored, complete_look=complete_look)
        if verdict is Verdict.MISSING:
            decisions.missing.add(comment_id)
        elif verdict is Verdict.GONE:
            decisions.gone.add(comment_id)
    return decisions
