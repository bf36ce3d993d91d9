"""Where an archive is not complete."""

from __future__ import annotations

from pathlib import Path

import click

from quwa_archive.publish.reading import reading
from quwa_archive.store import queries

EXIT_INCOMPLETE = 3


def print_findings(folder: Path) -> int:
    """Prints what is short, in quarantine or failed; returns 3 if anything is, else 0."""
    with reading(folder) as connection:
        short = queries.short_articles(connection)
        quarantined = queries.quarantined(connection)
        failed = queries.failed_urls(connection)
        doubtful = queries.doubtful_dates(connection)
        totals = queries.totals(connection)
    for s in short:
        click.echo(
            f"short of {s.declared - s.captured}: {s.captured} of {s.declared} comments and pings  {s.url}"
        )
    for q in quarantined:
        click.echo(f"quarantine, {q.reason} (capture {q.capture_id}, {q.last_seen_at}): {q.detail}")
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
