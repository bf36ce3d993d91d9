"""`quwa export`: the archive, or a part of it, as files that other tools read; a pure function of the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from quwa_archive.errors import UsageError
from quwa_archive.publish import datapackage
from quwa_archive.publish.datapackage import Exported
from quwa_archive.publish.formats import CsvWriter, JsonLinesWriter, Writer
from quwa_archive.publish.reading import reading
from quwa_archive.store import queries, tables
from quwa_archive.store.database import storage_errors
from quwa_archive.store.selection import Selection
from quwa_archive.store.tables import Table

FORMATS = ("csv", "jsonl", "parquet")
_BATCH = 10_000


def export_archive(
    folder: Path,
    file_format: str,
    *,
    what: str = "tables",
    only: Sequence[str] = (),
    out: Path | None = None,
    text: str = "",
    author: str | None = None,
    since: str | None = None,
    until: str | None = None,
    raw: bool = False,
) -> int:
    """Writes the files and `datapackage.json`, each whole or not at all; returns 0.

    Raises UsageError for an unknown table or a selection that makes no sense, StorageError for a full disk.
    """
    if unknown := sorted(set(only) - set(tables.NAMES)):
        raise UsageError(f"no table {unknown[0]} to export; there are {', '.join(tables.NAMES)}")
    if raw and file_format != "csv":
        raise UsageError("--raw is for --format csv: the other formats are never changed for spreadsheets")
    if only and what == "comments":
        raise UsageError("--table chooses among tables: leave it or --what comments out")
    wanted = Selection.parse(text, author, since, until)
    target = out or folder / "exports" / f"{what}-{file_format}"
    with reading(folder) as connection, storage_errors(target):
        connection.execute("BEGIN")  # one state of the archive, also while a run goes on
        picked = wanted.narrows
        if picked:
            tables.pick(connection, wanted)
        chosen = (
            [tables.flat_comments(picked=picked)]
            if what == "comments"
            else [tables.table(connection, name, picked=picked) for name in only or tables.NAMES]
        )
        target.mkdir(parents=True, exist_ok=True)
        exported = _write_all(connection, chosen, target, file_format, raw=raw)
        package = datapackage.make_datapackage(
            queries.site(connection), file_format, exported, wanted, text, raw=raw
        )
        _replace(target / datapackage.NAME, package)
    for e in exported:
        click.echo(f"{e.rows:>10,}  {e.file}")
    click.echo(f"            {target / datapackage.NAME}")
    return 0


def _write_all(
    connection: sqlite3.Connection, chosen: Sequence[Table], target: Path, file_format: str, *, raw: bool
) -> list[Exported]:
    console = Console(stderr=True)
    exported = []
    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        for table in chosen:
            task = progress.add_task(table.name, total=table.count(connection))
            file = target / f"{table.name}.{file_format}"
            part = file.with_name(file.name + ".part")
            try:
                writer = _open(part, table, file_format, raw=raw)
                rows, done = table.rows(connection), 0
                while batch := list(islice(rows, _BATCH)):
                    writer.write(batch)
                    done += len(batch)
                    progress.advance(task, len(batch))
                writer.close()
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)
            exported.append(Exported(table, file, done))
    return exported


def _open(path: Path, table: Table, file_format: str, *, raw: bool) -> Writer:
    if file_format == "csv":
        return CsvWriter(path, table, raw=raw)
    if file_format == "jsonl":
        return JsonLinesWriter(path, table)
    from quwa_archive.publish.parquet import ParquetWriter  # slow to import, and an extra

    return ParquetWriter(path, table)


def _replace(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
