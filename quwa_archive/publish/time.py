"""What zone the site's clock keeps, on what evidence, and how sure the archive's times are."""

from __future__ import annotations

from pathlib import Path

import click

from quwa_archive.normalize.zones import ZoneFinding, infer_zone
from quwa_archive.publish.reading import reading
from quwa_archive.store import evidence, queries

_NAMES = 6


def print_time(folder: Path, configured: str | None) -> None:
    """Prints the finding, its evidence and the counts of certainty; `configured` as the setting SITE_TIME_ZONE."""
    with reading(folder) as connection:
        finding = infer_zone(evidence.clock_evidence(connection), configured=configured)
        certainty = queries.counts_by(connection, "certainty")
        sources = queries.counts_by(connection, "zone_source")
    click.echo(_verdict(finding))
    if finding.aliases:
        click.echo(f"also called: {_some(finding.aliases)}")
    if finding.lookalikes:
        click.echo(f"told apart only in other years or at other hours: {_some(finding.lookalikes)}")
    if finding.chosen is None and len(finding.candidates) > 1:
        click.echo(f"still possible: {_some(finding.candidates)}")
    counts = ", ".join(f"{count} by {source}" for source, count in finding.counts)
    click.echo(f"evidence: {counts or 'none'}; first {finding.first or '-'}, last {finding.last or '-'}")
    for period in finding.periods:
        proof = "proved" if period.proved else "not proved"
        click.echo(
            f"  {period.first} to {period.last}: {period.zone}, {proof}, {period.pairs} pairs by {period.source}"
        )
    for contradiction in finding.contradictions[:20]:
        pair = contradiction.pair
        click.echo(
            f"contradiction: {pair.subject} by {pair.source}, {pair.local} = {pair.utc}: {contradiction.reason}"
        )
    if (more := len(finding.contradictions) - 20) > 0:
        click.echo(f"… and {more} more contradictions")
    click.echo(
        "comment times: " + (", ".join(f"{count} {name}" for name, count in certainty.items()) or "none")
    )
    click.echo(
        "zone taken from: " + (", ".join(f"{count} {name}" for name, count in sources.items()) or "none")
    )


def _verdict(finding: ZoneFinding) -> str:
    if finding.source == "assumed":
        return "zone not known: times are read as UTC and marked assumed (set SITE_TIME_ZONE if you know it)"
    if finding.source == "config":
        return f"{finding.zone}, by the setting SITE_TIME_ZONE alone: times are marked assumed"
    if finding.chosen is None:
        return f"not decided; the likeliest is {finding.zone}, by {finding.source}"
    return f"{finding.zone}, {'proved' if finding.proved else 'not proved'} by {finding.source}"


def _some(names: tuple[str, ...]) -> str:
    rest = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" and {rest} more" if rest > 0 else "")
