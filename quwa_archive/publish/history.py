"""What an article or a comment said before, as word differences, and what happened to it."""

from __future__ import annotations

import difflib
import itertools
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quwa_archive.errors import UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.publish.show import article_key
from quwa_archive.publish.terminal import printable
from quwa_archive.store import history, queries

_CONTEXT_WORDS = 8


def print_history(folder: Path, wanted: str) -> None:
    """Prints the history of an article (id or address) or of a comment (``comment:ID``).  UsageError for unknown ones."""
    with reading(folder) as connection:
        if wanted.startswith("comment:"):
            lines = list(_of_comment(connection, wanted.removeprefix("comment:")))
        else:
            lines = list(_of_article(connection, wanted))
    click.echo("\n".join(printable(line) for line in lines))


def _of_article(connection: sqlite3.Connection, wanted: str) -> Iterator[str]:
    article_id = queries.find_article(connection, article_key(wanted))
    if article_id is None:
        raise UsageError(f"{wanted}: not in this archive; give a post id, an address, or comment:ID")
    yield from _states(history.article_states(connection, article_id))
    for comment_id in history.changed_comments(connection, article_id):
        yield f"\ncomment {comment_id}"
        yield from _states(history.comment_states(connection, comment_id))
    yield from _events(history.events(connection, article_id=article_id))


def _of_comment(connection: sqlite3.Connection, wanted: str) -> Iterator[str]:
    states = history.comment_states(connection, int(wanted)) if wanted.isdigit() else []
    if not states:
        raise UsageError(f"comment:{wanted}: no such comment in this archive")
    yield from _states(states)
    yield from _events(history.events(connection, comment_id=int(wanted)))


def _states(states: Sequence[history.State]) -> Iterator[str]:
    first = states[0]
    yield f"{first.since}  capture {first.since_capture}  first seen: {first.title}"
    for before, after in itertools.pairwise(states):
        yield f"{after.since}  capture {after.since_capture}  changed:"
        if before.title != after.title:
            yield f"    [-{before.title}-] {{+{after.title}+}}"
        if before.text != after.text:
            yield f"    {word_diff(before.text, after.text)}"
        elif before.title == after.title:
            yield "    (the words are the same: author, access, terms, links or images changed)"


def _events(events: Sequence[history.Event]) -> Iterator[str]:
    for event in events:
        subject = f"comment {event.comment_id} " if event.comment_id else ""
        detail = f": {event.detail}" if event.detail else ""
        yield f"{event.at}  {subject}{event.kind.replace('_', ' ')}{detail}"


def word_diff(before: str, after: str) -> str:
    """The words that differ, ``[-removed-] {+added+}``, with a few words around them; line breaks are shown as ¶."""
    old, new = (re.findall(r"\n+|[^\s]+", text) for text in (before, after))
    parts: list[str] = []
    for operation, i, k, j, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            parts.append(_shortened(old[i:k], at_start=not parts, at_end=k == len(old)))
            continue
        if k > i:
            parts.append(f"[-{_joined(old[i:k])}-]")
        if m > j:
            parts.append(f"{{+{_joined(new[j:m])}+}}")
    return " ".join(part for part in parts if part)


def _shortened(words: Sequence[str], *, at_start: bool, at_end: bool) -> str:
    if (at_start and at_end) or len(words) <= 2 * _CONTEXT_WORDS:
        return _joined(words)
    head = "" if at_start else _joined(words[:_CONTEXT_WORDS]) + " "
    tail = "" if at_end else " " + _joined(words[-_CONTEXT_WORDS:])
    return f"{head}…{tail}"


def _joined(words: Sequence[str]) -> str:
    return " ".join("¶" if word.startswith("\n") else word for word in words)
