"""The latest runs and how they ended."""

from __future__ import annotations

from pathlib import Path

import click

from quwa_archive.publish.reading import reading
from quwa_archive.store import queries


def print_runs(folder: Path, limit: int) -> None:
    """Prints one line a run, newest first; a run without an end was killed or is going on."""
    with reading(folder) as connection:
        rows = queries.runs(connection, limit)
    for run_id, started_at, ended_at, exit_code, outcome in rows:
        end = f"{ended_at}  {exit_code:>3} {outcome}" if ended_at else "not ended: going on, or killed"
        click.echo(f"{run_id:>5}  {started_at}  {end}")
