"""Two databases side by side: what differs, table by table and column by column."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

#: Tables that captures do not determine, and what only helps to find rows.
NOT_FROM_CAPTURES = ("runs", "urls", "validators", "meta", "warc_files", "search_pending")

#: Keys of tables whose own key is only a number in the order of writing.
_NATURAL_KEYS: dict[str, tuple[str, ...]] = {
    "events": ("at", "kind", "article_id", "comment_id"),
    "quarantine": ("url", "first_seen_at"),
    "captures": ("warc_record_id",),
}
_EXAMPLES = 3


@dataclass(slots=True, frozen=True)
class Example:
    """One changed value: the row's key, before, after."""

    key: str
    before: str
    after: str


@dataclass(slots=True)
class TableChange:
    """How a table differs; ``columns`` counts changed values by column, with the first examples."""

    table: str
    rows: int = 0
    added: int = 0
    removed: int = 0
    first_added: list[str] = field(default_factory=list)
    first_removed: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[Example]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.columns)


def compare(old: Path, new: Path) -> list[TableChange]:
    """How `new` differs from `old` in every table that captures determine; read-only.

    Tables without a key (links, observations) differ by whole rows.  Raises sqlite3.DatabaseError for a damaged
    file.
    """
    connection = sqlite3.connect(f"{new.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("ATTACH ? AS old", [f"{old.absolute().as_uri()}?mode=ro"])
        return [_compare_table(connection, table) for table in content_tables(connection)]
    finally:
        connection.close()


def content_tables(connection: sqlite3.Connection) -> list[str]:
    """Tables of content, history and evidence."""
    names = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name")
    return [
        name
        for (name,) in names
        if name not in NOT_FROM_CAPTURES and not name.startswith(("sqlite_", "_")) and "_fts" not in name
    ]


def _compare_table(connection: sqlite3.Connection, table: str) -> TableChange:
    change = TableChange(table)
    change.rows = connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0]  # noqa: S608
    info = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
    in_old = {row[1] for row in connection.execute(f"PRAGMA old.table_info({table})")}
    if not in_old:
        change.added = change.rows
        return change
    columns = [row[1] for row in info if row[1] in in_old]
    key = _NATURAL_KEYS.get(table) or tuple(row[1] for row in sorted(info, key=lambda r: r[5]) if row[5])
    if not key:
        _compare_whole_rows(connection, change, columns)
        return change
    on = " AND ".join(f"new.{c} IS old.{c}" for c in key)
    shown = " || ' ' || ".join(f"coalesce({c}, '-')" for c in key)
    for side, other, name, first in (
        ("main", "old", "added", change.first_added),
        ("old", "main", "removed", change.first_removed),
    ):
        where = (
            f"FROM {side}.{table} AS new WHERE NOT EXISTS"  # noqa: S608 (names are ours)
            f" (SELECT 1 FROM {other}.{table} AS old WHERE {on})"
        )
        setattr(change, name, connection.execute(f"SELECT count(*) {where}").fetchone()[0])
        first += [row[0] for row in connection.execute(f"SELECT {shown} {where} LIMIT {_EXAMPLES}")]
    new_shown = " || ' ' || ".join(f"coalesce(new.{c}, '-')" for c in key)
    for column in columns:
        if column in key:
            continue
        where = (
            f"FROM main.{table} AS new JOIN old.{table} AS old ON {on} WHERE new.{column} IS NOT old.{column}"
        )
        if count := connection.execute(f"SELECT count(*) {where}").fetchone()[0]:
            change.columns[column] = count
            found = connection.execute(
                f"SELECT {new_shown}, old.{column}, new.{column} {where} LIMIT {_EXAMPLES}"
            )
            change.examples[column] = [Example(str(k), _text(b), _text(a)) for k, b, a in found]
    return change


def _compare_whole_rows(connection: sqlite3.Connection, change: TableChange, columns: list[str]) -> None:
    names = ", ".join(columns)
    counted = f"SELECT {names}, count(*) FROM {{}}.{change.table} GROUP BY {names}"  # noqa: S608
    for side, other, name, first in (
        ("main", "old", "added", change.first_added),
        ("old", "main", "removed", change.first_removed),
    ):
        rows = connection.execute(f"{counted.format(side)} EXCEPT {counted.format(other)}").fetchall()
        setattr(change, name, len(rows))
        first += [" ".join(_text(value) for value in row[:-1]) for row in rows[:_EXAMPLES]]


def _text(value: object) -> str:
    return "null" if value is None else str(value)
