"""Decisions about new looks: what is new, changed, missing, gone and back."""

from __future__ import annotations

import pytest

from quwa_archive.records import CommentRecord, Instant
from quwa_archive.versions import Stored, Verdict, decide, decide_absent, decide_comments


def comment(comment_id: int, content_hash: str = "a") -> CommentRecord:
    return CommentRecord(
        id=comment_id,
        article_id=1,
        parent_id=None,
        parent_source="nesting",
        parent_on_page=None,
        depth=1,
        position=0,
        author_name="A",
        author_url=None,
        body_text="text",
        body_html="<p>text</p>",
        likes=None,
        posted_machine=None,
        posted=Instant(),
        content_hash=content_hash,
        capture_id=1,
    )


def test_new_changed_and_unchanged() -> None:
    assert decide(None, "a") is Verdict.NEW
    assert decide(Stored("a"), "a") is Verdict.UNCHANGED
    assert decide(Stored("a"), "b") is Verdict.CHANGED


@pytest.mark.parametrize(
    ("stored", "complete", "verdict"),
    [
        (Stored("a"), True, Verdict.MISSING),
        (Stored("a", missing_since="2026-01-01T00:00:00Z"), True, Verdict.GONE),
        (
            Stored("a", missing_since="2026-01-01T00:00:00Z", gone_at="2026-01-02T00:00:00Z"),
            True,
            Verdict.UNCHANGED,
        ),
        (Stored("a"), False, Verdict.UNCHANGED),
        (Stored("a", missing_since="2026-01-01T00:00:00Z"), False, Verdict.UNCHANGED),
    ],
)
def test_a_thing_is_gone_only_after_two_complete_looks(
    stored: Stored, complete: bool, verdict: Verdict
) -> None:
    assert decide_absent(stored, complete_look=complete) is verdict


def test_a_thread_is_decided_at_once() -> None:
    previous = {
        1: Stored("a"),
        2: Stored("a"),
        3: Stored("a"),
        4: Stored("a", missing_since="2026-01-01T00:00:00Z"),
        5: Stored("a", missing_since="2026-01-01T00:00:00Z", gone_at="2026-01-02T00:00:00Z"),
    }
    decided = decide_comments(
        previous, [comment(1), comment(2, "b"), comment(5), comment(6)], complete_look=True
    )
    assert (decided.new, decided.changed, decided.missing, decided.gone, decided.back) == (
        {6},
        {2},
        {3},
        {4},
        {5},
    )


def test_an_incomplete_look_finds_nothing_missing() -> None:
    decided = decide_comments({1: Stored("a"), 2: Stored("a")}, [comment(2)], complete_look=False)
    assert not decided.missing
    assert not decided.gone
