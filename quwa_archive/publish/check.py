"""Where an archive is not complete."""

from __future__ import annotations

from pathlib import Path

import click

from quwa_archive.publish.reading import reading
from quwa_archive.store import queries, readings

EXIT_INCOMPLETE = 3


def print_findings(folder: Path) -> int:
    """Prints what is short, in quarantine or failed; returns 3 if anything is, else 0."""
    with reading(folder) as connection:
        short = queries.short_articles(connection)
        quarantined = queries.quarantined(connection)
        failed = queries.failed_urls(connection)
        doubtful = queries.doubtful_dates(connection)
        totals = queries.totals(connection)
        doubted = readings.readings(connection, doubted=True)
        inferred, least = readings.confidence(connection)
    for s in short:
        click.echo(
            f"short of {s.declared - s.captured}: {s.captured} of {s.declared} comments and pings  {s.url}"
        )
    for q in quarantined:
        click.echo(f"quarantine, {q.reason} (capture {q.capture_id}, {q.last_seen_at}): {q.detail}")
    for reading_ in doubted:
        _print_both(reading_)
    if inferred:
        click.echo(
            f"{inferred} articles are read by the general layout, with a confidence of {least:.2f} at least; `quwa layout ID`"
            " shows how, and CONTRIBUTING.md how to write a layout for this look"
        )
    for url, error in failed:
        click.echo(f"failed, {error}: {url}")
    for url, published, source, doubt in doubtful:
        click.echo(f"date of publication in doubt: {published} by {source}, but {doubt}  {url}")
    if short or quarantined or failed:
        click.echo(
            f"incomplete: {len(short)} articles short of comments, {len(quarantined)} pages in quarantine,"
            f" {len(failed)} failed; `quwa update` tries them again"
        )
        return EXIT_INCOMPLETE
    click.echo(f"complete: {totals.articles} articles hold every comment and ping that their pages declare")
    return 0


def _print_both(reading: readings.Reading) -> None:
    """A general reading that did not simply agree, beside what the archive holds of the article."""
    against = ", ".join(
        f"{check.name} ({check.detail})" for check in reading.checks if check.outcome == "disagree"
    )
    click.echo(f"two readings of post {reading.article_id}, {reading.why}  {reading.url}")
    if reading.stored_title is not None:
        kept = "general" if reading.why == "site_changed" else reading.instead_of or "general"
        click.echo(f"  archived, layout {kept}: {reading.stored_title!r}, {reading.stored_comments} comments")
    if reading.why == "site_changed":
        click.echo(f"  before, layout {reading.instead_of}: `quwa history {reading.article_id}`")
    else:
        click.echo(
            f"  not archived, layout general: {reading.read_title!r}, {reading.read_comments or 0} comments,"
            f" confidence {reading.confidence:.2f}; against it: {against or 'nothing'}"
        )
