"""Which rows a reader wants: words, a writer's name, days of the site's clock.  Shared by search and export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quwa_archive.errors import UsageError
from quwa_archive.store import words
from quwa_archive.store.folding import fold

Parameters = dict[str, str]


@dataclass(slots=True, frozen=True)
class Selection:
    """What is wanted; what is None is not asked for.  Days are those of the site's clock, both included."""

    query: words.Query | None = None
    author: str | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def parse(
        cls, text: str = "", author: str | None = None, since: str | None = None, until: str | None = None
    ) -> Selection:
        """Reads what was typed; raises UsageError with one line that says what is wrong."""
        author = (author or "").strip() or None
        first, last = _day("since", since), _day("until", until)
        if first and last and first > last:
            raise UsageError(f"since {first} is after until {last}: no day lies between")
        return cls(words.parse(text) if text.strip() else None, author, first, last)

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return any((self.query, self.author, self.since, self.until))


def _day(name: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{name} {text}: not a date; write it as YYYY-MM-DD, for example 2017-01-31"
        ) from None


def prepare(connection: sqlite3.Connection) -> None:
    """Makes `quwa_fold` known to a connection; the conditions below need it."""
    connection.create_function("quwa_fold", 1, lambda text: fold(text or ""), deterministic=True)


def span_condition(selection: Selection, column: str) -> tuple[list[str], Parameters]:
    """Conditions on a wall-clock column for the days that are wanted."""
    conditions, parameters = [], {}
    if selection.since:
        conditions.append(f"{column} >= :since")
        parameters["since"] = selection.since.isoformat()
    if selection.until:
        conditions.append(f"{column} < :after")
        parameters["after"] = (selection.until + timedelta(days=1)).isoformat()
    return conditions, parameters


def article_author_condition(selection: Selection, column: str) -> tuple[list[str], Parameters]:
    """Condition on an author's id: the name (folded) or the slug is the one wanted."""
    if selection.author is None:
        return [], {}
    condition = f"{column} IN (SELECT id FROM authors WHERE quwa_fold(name) = :author OR id = :slug)"  # noqa: S608
    return [condition], {"author": fold(selection.author), "slug": selection.author}


def commenter_condition(selection: Selection, column: str) -> tuple[list[str], Parameters]:
    """Condition on a commenter's name, folded."""
    if selection.author is None:
        return [], {}
    return [f"quwa_fold({column}) = :author"], {"author": fold(selection.author)}


def article_match(connection: sqlite3.Connection, selection: Selection, table: str) -> str | None:
    """FTS5 expression for articles; None where no words are asked for."""
    if selection.query is None:
        return None
    return words.expression(selection.query, _vocabulary(connection, table))


def comment_match(connection: sqlite3.Connection, selection: Selection, table: str) -> str | None:
    """FTS5 expression for comments; it names the commenter too, so that the index finds them."""
    vocabulary = _vocabulary(connection, table)
    parts = []
    if selection.author is not None:
        try:
            name = words.parse('"' + selection.author.replace('"', " ") + '"')
        except UsageError:  # a name of signs alone is not in the index
            pass
        else:
            parts.append(words.expression(name, vocabulary, columns="author_name"))
    if selection.query is not None:
        parts.append(f"({words.expression(selection.query, vocabulary)})")
    return " AND ".join(parts) or None


def _vocabulary(connection: sqlite3.Connection, table: str) -> words.Vocabulary:
    """Words of an index that fold to a folded word, the most frequent first."""

    def spellings(folded: str, prefix: bool) -> Iterable[str]:
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab('main', '{table}', 'row')"
        )
        found: dict[str, int] = {}
        for letter in words.first_letters(folded):
            rows = connection.execute(
                f"SELECT term, cnt FROM temp.{table}_words WHERE term >= ? AND term < ?",  # noqa: S608
                [letter, chr(ord(letter) + 1)],
            )
            for term, count in rows:
                for spelling in _beginnings(term, folded) if prefix else (term,):
                    if fold(spelling) == folded:
                        found[spelling] = found.get(spelling, 0) + count
        return sorted(found, key=lambda spelling: (-found[spelling], spelling))

    return spellings


def _beginnings(term: str, folded: str) -> Iterator[str]:
    """The shortest beginning of a term that folds to `folded`, if any."""
    for length in range(len(folded), len(term) + 1):
        beginning = fold(term[:length])
        if beginning == folded:
            yield term[:length]
            return
        if len(beginning) > len(folded):
            return
