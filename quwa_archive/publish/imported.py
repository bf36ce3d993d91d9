"""`quwa import` for people: what was taken, and why the rest was not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from quwa_archive.importing import import_files

EXIT_INCOMPLETE = 3


def run_import(folder: Path, files: Sequence[Path], *, site: str | None, jobs: int | None) -> int:
    """Imports and prints; returns 0, or 3 where the archive is not complete."""
    result = import_files(folder, files, site=site, jobs=jobs)
    click.echo(f"imported: {result.captures:,} pages in {result.visits:,} looks at articles")
    for why, count in result.passed_over.most_common():
        click.echo(f"  passed over: {count:,} responses, {why}")
    if result.rebuilt is None:
        click.echo("nothing is new: the archive stays as it is")
        return 0
    click.echo(
        f"{folder / 'archive.db'} holds {result.rebuilt.articles:,} articles, {result.rebuilt.comments:,} comments"
    )
    return EXIT_INCOMPLETE if result.rebuilt.unfinished else 0
