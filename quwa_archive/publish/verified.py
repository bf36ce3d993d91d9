"""`quwa verify` for people: what is damaged, which rows that concerns, and what is only unfinished."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from quwa_archive.verify import Cut, DamagedEvidence, Verified, verify

EXIT_INCOMPLETE, EXIT_STORAGE, EXIT_INTERRUPTED = 3, 5, 130
_SHOWN = 50


def run_verify(folder: Path, *, jobs: int | None) -> int:
    """Checks, prints, and returns 0, 3 where a run must put something in order, 5 for damage."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        bar: Any
        with click.progressbar(length=1, label="reading captures again") as bar:

            def show(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            found = verify(folder, jobs=jobs, progress=show)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    click.echo("\n".join(report(found)))
    if found.is_damaged:
        return EXIT_STORAGE
    return EXIT_INCOMPLETE if found.is_unfinished else 0


def report(found: Verified) -> list[str]:
    """All findings as lines, the verdict last."""
    lines = [f"damaged, archive.db: {problem}" for problem in found.database]
    for damaged in found.damaged:
        lines += _damage(damaged)
    for capture in found.missing_captures[:_SHOWN]:
        lines.append(
            f"missing: capture {capture.id} of {capture.url} is not in {capture.warc_file} at byte {capture.warc_offset}"
        )
    lines += _more(found.missing_captures)
    lines += _rows(found.missing)
    for title, rows in (
        ("the database does not say what its record says", found.wrong_captures),
        ("altered in the database", found.altered),
        ("without a visit", found.unclaimed),
    ):
        lines += [f"{title}: {row}" for row in rows[:_SHOWN]] + _more(rows)
    lines += [_cut(cut) for cut in found.cuts]
    if found.not_taken_in:
        lines.append(
            f"not taken in yet: {found.not_taken_in} visits of a run that was killed; the next run takes them in"
        )
    if found.drifted:
        lines.append(
            f"read otherwise today: {len(found.drifted)} rows were made by another version of the extractor; no damage:"
            " `quwa rebuild --dry-run` shows what a rebuild would change"
        )
        lines += [f"  {row}" for row in found.drifted[:_SHOWN]] + _more(found.drifted)
    lines += [f"left over: {leftover}" for leftover in found.leftovers]
    lines.append(_verdict(found))
    return lines


def _damage(damaged: DamagedEvidence) -> list[str]:
    damage = damaged.damage
    what = ", ".join(f"capture {c.id} of {c.url}" for c in damaged.captures)
    lines = [
        f"damaged: {damage.warc_file}, bytes {damage.offset} to {damage.end}: {damage.why};"
        f" {what or 'no capture: a request, or the record of a visit'}"
    ]
    return lines + (_rows(damaged.rows) or ["  no row rests on it"])


def _rows(rows: dict[str, list[str]]) -> list[str]:
    lines: list[str] = []
    for table, keys in rows.items():
        text = f"rows of {table} ({len(keys)}): {', '.join(keys)}"
        lines += textwrap.wrap(
            text, 110, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
    return lines


def _cut(cut: Cut) -> str:
    rest = f"{cut.warc_file} ends within a record, {cut.size - cut.offset} bytes after byte {cut.offset}"
    if cut.lost:
        return (
            f"cut off: {rest}, and {cut.lost} bytes that the database has taken in are gone: put the file back from a"
            " copy, or run `quwa rebuild`, which sets the rest aside and has the next run fetch again what is lost"
        )
    return f"cut off: {rest}: a run was killed while it wrote; no damage, the next run sets the rest aside"


def _verdict(found: Verified) -> str:
    size = f"{found.rows:,} rows, {found.captures:,} captures, {found.records:,} records in {found.files} WARC files"
    if found.is_damaged:
        return f"DAMAGED: {size}; put the files named above back from a copy, then run `quwa verify` again"
    if found.is_unfinished:
        return f"sound, but not finished: {size}; run `quwa update`"
    return f"sound: {size}; every digest is right and every row is what its capture says"


def _more(items: Sequence[object]) -> list[str]:
    return [f"  … and {len(items) - _SHOWN} more"] if len(items) > _SHOWN else []
