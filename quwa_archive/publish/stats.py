"""What an archive holds, how complete and how fresh it is."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from quwa_archive.publish.reading import reading
from quwa_archive.store import queries

_LABELS = {
    "access": "access",
    "layout": "layout",
    "completeness": "comments",
    "certainty": "comment times",
    "state": "addresses",
}


def print_stats(folder: Path, console: Console | None = None) -> None:
    """Prints counts over the whole archive."""
    console = console or Console()
    with reading(folder) as connection:
        totals = queries.totals(connection)
        groups = {label: queries.counts_by(connection, what) for what, label in _LABELS.items()}
    table = Table(
        title=str(folder / "archive.db"), title_justify="left", show_header=False, box=None, pad_edge=False
    )
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    span = f"{totals.first_day} to {totals.last_day}" if totals.first_day else ""
    table.add_row("articles", f"{totals.articles:,}", span)
    table.add_row("comments", f"{totals.comments:,}", f"by {totals.commenters:,} names")
    table.add_row("pings", f"{totals.pings:,}", "")
    table.add_row("authors", f"{totals.authors:,}", "")
    table.add_row("captures", f"{totals.captures:,}", f"last run {totals.last_run_at or 'never ended'}")
    for label, counts in groups.items():
        text = ", ".join(f"{name} {count:,}" for name, count in counts.items())
        table.add_row(label, "", text or "none")
    console.print(table)
