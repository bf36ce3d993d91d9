"""The short table at the end of a run: what is new, what is short, what is quarantined, and where to look."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from quwa_archive.runs.report import RunReport


def print_summary(report: RunReport, folder: Path, console: Console | None = None) -> None:
    """Prints the table to standard output."""
    console = console or Console()
    table = Table(
        title=f"{folder}: {report.outcome}", title_justify="left", show_header=False, box=None, pad_edge=False
    )
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    articles, comments = report.articles, report.comments
    table.add_row("articles new", str(articles["new"]), "")
    table.add_row("comments new", str(comments["new"]), "quwa stats")
    if articles["changed"]:
        table.add_row("articles changed", str(articles["changed"]), "quwa history ID")
    if articles["unchanged"]:
        table.add_row("articles unchanged", str(articles["unchanged"]), "")
    for name, what in (("missing", "not shown this time"), ("gone", "gone"), ("back", "shown again")):
        if comments[name]:
            table.add_row(f"comments {what}", str(comments[name]), "quwa history ID")
    if gone := articles["gone"] + articles["missing"]:
        table.add_row("articles missing or gone", str(gone), "quwa check")
    if report.short:
        table.add_row("articles short of comments", str(report.short), "quwa check")
    if report.quarantined:
        table.add_row("pages in quarantine", str(report.quarantined), "quwa check")
    if report.failed:
        table.add_row("pages failed", str(len(report.failed)), "quwa check   (the next run tries them again)")
    if articles["refused"]:
        table.add_row("refused by robots.txt", str(articles["refused"]), "")
    if report.interrupted or report.out_of_time:
        table.add_row("not finished", "", "run the same command again to continue")
    for line in report.unexpected:
        table.add_row("unexpected", "", line)
    console.print(table)
