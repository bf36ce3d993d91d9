"""Whether an archive is kept up to date: for monitoring."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from quwa_archive.errors import UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.store import queries

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def print_health(folder: Path, max_age: str) -> int:
    """Prints one line; 0 when the last run that ended was complete and not longer ago than `max_age`, else 3."""
    age = _duration(max_age)
    with reading(folder) as connection:
        runs = queries.runs(connection, 50)
    ended = next((run for run in runs if run[2] is not None), None)
    if ended is None:
        click.echo("unhealthy: no run has ended yet")
        return 3
    run_id, _, ended_at, code, outcome = ended
    past = datetime.now(UTC) - datetime.fromisoformat(ended_at or "")
    hours = past.total_seconds() / 3600
    if past > age:
        click.echo(f"unhealthy: the last run ended {hours:.1f} h ago, more than {max_age}")
        return 3
    if code != 0:
        click.echo(f"unhealthy: run {run_id} ended {hours:.1f} h ago with {code} ({outcome}); see quwa check")
        return 3
    click.echo(f"healthy: run {run_id} was complete, {hours:.1f} h ago")
    return 0


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([mhd])", text.strip().lower())
    if not found:
        raise UsageError(f"--max-age {text}: write a number with m, h or d, for example 26h")
    return timedelta(**{_UNITS[found[2]]: float(found[1])})
