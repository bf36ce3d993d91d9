"""`quwa rebuild` for people: progress, what was done, and with ``--dry-run`` what would change."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import click

from quwa_archive.rebuild import Rebuilt, rebuild
from quwa_archive.store.comparing import TableChange

EXIT_INCOMPLETE, EXIT_INTERRUPTED = 3, 130
_WIDTH = 100


def run_rebuild(folder: Path, *, dry_run: bool, jobs: int | None, skip_damaged: bool) -> int:
    """Rebuilds and prints; returns 0, 3 where the archive is not complete, or 130 when interrupted."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        bar: Any
        with click.progressbar(length=1, label="taking visits in") as bar:

            def show(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            result = rebuild(folder, dry_run=dry_run, jobs=jobs, skip_damaged=skip_damaged, progress=show)
    except KeyboardInterrupt:
        click.echo("interrupted: nothing was replaced, the archive is as it was", err=True)
        return EXIT_INTERRUPTED
    _print_result(folder, result, dry_run=dry_run)
    return EXIT_INCOMPLETE if result.unfinished else 0


def _print_result(folder: Path, result: Rebuilt, *, dry_run: bool) -> None:
    done = "would be made" if dry_run else "made anew"
    rate = result.visits / result.seconds if result.seconds else 0
    click.echo(
        f"{folder / 'archive.db'} {done} from {result.files} WARC files: {result.captures:,} captures,"
        f" {result.visits:,} visits, {result.articles:,} articles, {result.comments:,} comments"
        f" in {result.seconds:.1f} s ({rate:.0f} visits/s)"
    )
    if result.carried_problem:
        click.echo(
            f"from the old database nothing was carried over, {result.carried_problem}: the next run asks the site"
            " for all lists again"
        )
    for where in result.damaged:
        click.echo(f"damaged, left out: {where}")
    for url in result.lost:
        click.echo(f"left out, its record is damaged or missing: {url}   (the next run fetches it again)")
    if dry_run:
        click.echo("\n".join(describe(result.changes)))
    if result.unfinished:
        click.echo("not complete: `quwa check` says where")


def describe(changes: list[TableChange] | None) -> list[str]:
    """What differs, as lines of text."""
    if changes is None:
        return ["there is no readable old database to compare with"]
    lines = []
    for change in filter(None, changes):
        counts = [f"{change.added:,} rows new" if change.added else ""]
        counts.append(f"{change.removed:,} rows not there any more" if change.removed else "")
        lines.append(
            f"{change.table}: {', '.join(filter(None, counts)) or 'rows change'} (of {change.rows:,})"
        )
        lines += [f"  + {_short(key)}" for key in change.first_added]
        lines += [f"  - {_short(key)}" for key in change.first_removed]
        for column, count in change.columns.items():
            lines.append(f"  {change.table}.{column}: {count:,} values")
            for example in change.examples[column]:
                before, after = _apart(example.before, example.after)
                lines += [f"    {example.key}", f"      - {before}", f"      + {after}"]
    same = sum(not change for change in changes)
    if not lines:
        return [f"nothing changes: all {same} tables are equal, row for row"]
    return [*lines, f"{same} tables stay as they are"]


def _apart(before: str, after: str) -> tuple[str, str]:
    """Both texts from shortly before the place where they part, so that long ones show what differs."""
    at = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    begin = max(0, at - 30) if max(len(before), len(after)) > _WIDTH else 0
    lead = "…" if begin else ""
    return lead + _short(before[begin:]), lead + _short(after[begin:])


def _short(text: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"
