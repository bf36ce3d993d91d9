"""``quwa``: arguments to one call each; no logic and no SQL here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

import quwa_archive
from quwa_archive.errors import QuwaError

archive_option = click.option(
    "--archive",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data"),
    envvar="QUWA_ARCHIVE_DIR",
    show_default=True,
    show_envvar=True,
    help="Folder of the archive.",
)


def one_line_errors(function: Callable[..., int | None]) -> Callable[..., None]:
    """Runs a command; an error a user can cause becomes one line on stderr and its exit code."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            sys.exit(function(*args, **kwargs) or 0)
        except QuwaError as error:
            click.echo(f"quwa: {error}", err=True)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            sys.exit(0)

    return run


def check_time(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    """A time of day as HH:MM, or click's own error."""
    hour, _, minute = text.partition(":")
    if not (hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60):
        raise click.BadParameter("write it as HH:MM, for example 03:17")
    return text


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(quwa_archive.__version__, prog_name="quwa")
def main() -> None:
    """Archives what a WordPress news site published and what its readers wrote under it.

    Exit codes: 0 complete, 1 unexpected error, 2 wrong usage, 3 incomplete (run again to continue),
    4 the site could not be reached or refused us, 5 storage, 75 another run holds the archive, 130 interrupted.
    """


@main.command()
@archive_option
@click.option("--site", help="Another address with the same kind of site.  [default: https://quwa.org/]")
@click.option("--urls", help="Only these articles, separated by commas.")
@click.option("--urls-file", type=click.Path(dir_okay=False), help="Only the articles listed in this file.")
@click.option("--since", metavar="DATE", help="Only articles published on or after this day.")
@click.option("--until", metavar="DATE", help="Only articles published on or before this day.")
@click.option("--recheck", type=click.Choice(["due", "all", "none"]), help="Old articles to look at again.")
@click.option("--max-minutes", type=float, help="Stop, resumably, after this time.")
@click.option("--set", "-s", "settings", multiple=True, metavar="NAME=VALUE", help="Set a Scrapy setting.")
@one_line_errors
def update(
    folder: Path, max_minutes: float | None, settings: tuple[str, ...], **arguments: str | None
) -> int:
    """Bring the archive up to date: the first run, the run after a crash, and every run from cron."""
    from quwa_archive.runs.claim import claim

    try:
        claimed = claim(folder, {key: value for key, value in arguments.items() if value is not None})
    except QuwaError as error:
        from quwa_archive.runs.notify import notify_of_error

        notify_of_error(os.environ.get("QUWA_ARCHIVE_NOTIFY", ""), folder, error)
        raise

    from quwa_archive.runs.update import update_archive  # takes a second to load: the lock comes first

    return update_archive(claimed, max_minutes, settings)


@main.command()
@archive_option
@one_line_errors
def stats(folder: Path) -> None:
    """What the archive holds, how complete and how fresh it is."""
    from quwa_archive.publish.stats import print_stats

    print_stats(folder)


@main.command()
@archive_option
@click.argument("article", metavar="ID|URL")
@one_line_errors
def show(folder: Path, article: str) -> None:
    """One article as text, with its thread."""
    from quwa_archive.publish.show import print_article

    print_article(folder, article)


@main.command()
@archive_option
@one_line_errors
def check(folder: Path) -> int:
    """Where the archive is not complete: short articles, pages in quarantine, failures. Exit code 3 if any."""
    from quwa_archive.publish.check import print_findings

    return print_findings(folder)


@main.command()
@archive_option
@click.argument("page", metavar="FILE|URL|ID")
@click.option(
    "--draft", metavar="NAME", help="Write the first version of a layout class of that name, with a fixture."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="here",
    help="Where a draft is written.",
)
@one_line_errors
def layout(folder: Path, page: str, draft: str | None, into: Path) -> None:
    """What every layout makes of one page, and where in its markup each field stands."""
    if draft:
        from quwa_archive.publish.draft import write_draft

        write_draft(folder, page, draft, into)
        return
    from quwa_archive.publish.layout import print_layouts

    print_layouts(folder, page)


@main.command()
@archive_option
@click.argument("subject", metavar="ID|URL|comment:ID")
@one_line_errors
def history(folder: Path, subject: str) -> None:
    """What an article or a comment said before, as word differences, and what happened to it."""
    from quwa_archive.publish.history import print_history

    print_history(folder, subject)


@main.command()
@archive_option
@click.option("--cron", "form", flag_value="cron", default="cron", help="A line for crontab.  [default]")
@click.option("--systemd", "form", flag_value="systemd", help="A service and a timer for systemd.")
@click.option(
    "--at", default="03:17", show_default=True, metavar="HH:MM", callback=check_time, help="Time of day."
)
@one_line_errors
def schedule(folder: Path, form: str, at: str) -> None:
    """Print an entry for cron or systemd that keeps the archive up to date."""
    from quwa_archive.publish.schedule import make_schedule

    click.echo(make_schedule(folder, systemd=form == "systemd", at=at), nl=False)


@main.command()
@archive_option
@click.option("--max-age", default="26h", show_default=True, help="How long ago the last run may have ended.")
@one_line_errors
def health(folder: Path, max_age: str) -> int:
    """For monitoring: 0 when the last run was complete and recent, else 3."""
    from quwa_archive.publish.health import print_health

    return print_health(folder, max_age)


@main.command()
@archive_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@one_line_errors
def backup(folder: Path, file: Path) -> None:
    """Copy the database of a live archive into one new file."""
    from quwa_archive.store.backup import copy_database

    click.echo(f"{file}: {copy_database(folder / 'archive.db', file):,} bytes")


@main.command("time")
@archive_option
@click.option("--site-time-zone", metavar="ZONE", help="As the setting SITE_TIME_ZONE.")
@one_line_errors
def time_command(folder: Path, site_time_zone: str | None) -> None:
    """What zone the site's clock keeps, on what evidence, and how many times are exact, ambiguous, assumed."""
    from quwa_archive.publish.time import print_time

    print_time(folder, site_time_zone)


@main.command()
@archive_option
@click.option("--limit", default=20, show_default=True, help="How many, newest first.")
@one_line_errors
def runs(folder: Path, limit: int) -> None:
    """The latest runs and how they ended."""
    from quwa_archive.publish.runs import print_runs

    print_runs(folder, limit)


@main.command()
@click.option(
    "--articles", default=40, show_default=True, type=click.IntRange(min=1), help="Size of the site."
)
@click.option(
    "--archive", "folder", type=click.Path(path_type=Path), default=Path("data/demo"), show_default=True
)
@click.option("--serve", is_flag=True, help="Only serve the sample site.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port to serve on.  [default: a free one]"
)
@click.option(
    "--truth", type=click.Path(dir_okay=False, path_type=Path), help="Only write what is true of it (JSON)."
)
@one_line_errors
def demo(articles: int, folder: Path, serve: bool, port: int, truth: Path | None) -> int:
    """Serve an invented news site on loopback, archive it with the real spider, print what the archive holds."""
    from quwa_archive.demo.run import run_demo

    return run_demo(articles, folder, serve_only=serve, port=port, truth_file=truth)


@main.command()
@archive_option
@click.option("--dry-run", is_flag=True, help="Only say what would change, field by field.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one a core]")
@click.option(
    "--skip-damaged", is_flag=True, help="Leave out what rests on damaged records instead of stopping."
)
@one_line_errors
def rebuild(folder: Path, dry_run: bool, jobs: int | None, skip_damaged: bool) -> int:
    """Make the database anew from the WARC files, offline; it replaces the old one when it is complete."""
    from quwa_archive.publish.rebuilt import run_rebuild

    return run_rebuild(folder, dry_run=dry_run, jobs=jobs, skip_damaged=skip_damaged)


@main.command()
@archive_option
@click.argument("words", nargs=-1)
@click.option(
    "--in", "where", type=click.Choice(["articles", "comments"]), help="Only these.  [default: both]"
)
@click.option(
    "--author", metavar="NAME", help="Only by this author or commenter (case and accents do not matter)."
)
@click.option("--since", metavar="DATE", help="Only from this day on, by the site's clock.")
@click.option("--until", metavar="DATE", help="Only up to this day.")
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many of each kind."
)
@click.option("--history", is_flag=True, help="Earlier states of what was edited, too.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list instead of text.")
@one_line_errors
def search(folder: Path, words: tuple[str, ...], where: str | None, **options: Any) -> int:
    """Find articles and comments, best first: word "a phrase" begin* -without this OR that.

    Deleted ones are found and marked. Put options before words that begin with a minus, and -- between.
    """
    from quwa_archive.publish.search import KINDS, print_hits

    return print_hits(folder, " ".join(words), kinds=(where,) if where else KINDS, **options)


@main.command()
@archive_option
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one a core]")
@one_line_errors
def verify(folder: Path, jobs: int | None) -> int:
    """Recompute every digest and read every row's capture again. Exit code 5 if anything is damaged."""
    from quwa_archive.publish.verified import run_verify

    return run_verify(folder, jobs=jobs)


@main.command()
@archive_option
@click.option("--format", "file_format", type=click.Choice(["csv", "jsonl", "parquet"]), required=True)
@click.option(
    "--what",
    type=click.Choice(["tables", "comments"]),
    default="tables",
    show_default=True,
    help="A file for each table, or one flat file of all comments with their articles.",
)
@click.option("--table", "only", multiple=True, metavar="NAME", help="Only this table; may be given again.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.  [default: exports/WHAT-FORMAT in the archive]",
)
@click.option("--search", "text", default="", metavar="WORDS", help="Only what `quwa search WORDS` finds.")
@click.option("--author", metavar="NAME", help="Only articles and comments by this author or commenter.")
@click.option("--since", metavar="DATE", help="Only from this day on, by the site's clock.")
@click.option("--until", metavar="DATE", help="Only up to this day.")
@click.option("--raw", is_flag=True, help="CSV as it is: cells may run as formulas in a spreadsheet.")
@one_line_errors
def export(folder: Path, file_format: str, **options: Any) -> int:
    """Write the archive, or a part of it, as CSV, JSON lines or Parquet, with datapackage.json beside it."""
    from quwa_archive.publish.export import export_archive

    return export_archive(folder, file_format, **options)


@main.command()
@archive_option
@click.argument("wanted", metavar="ID|URL|comment:ID")
@click.option(
    "--format", "form", type=click.Choice(["text", "bibtex", "csl"]), default="text", show_default=True
)
@one_line_errors
def cite(folder: Path, wanted: str, form: str) -> None:
    """A citation of an article or a comment, with permalink, time of capture and digest."""
    from quwa_archive.publish.cite import print_citation

    print_citation(folder, wanted, form)


@main.command()
@archive_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port; 0 for any that is free.",
)
@one_line_errors
def serve(folder: Path, port: int) -> int:
    """A site on this machine to read the archive in, with search, charts, and SQL and JSON of every table."""
    from quwa_archive.publish.serve import serve_archive

    return serve_archive(folder, port)


@main.command()
@archive_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@one_line_errors
def wacz(folder: Path, file: Path) -> None:
    """The whole archive as one WACZ file, which a replay viewer opens."""
    from quwa_archive.publish.wacz import write_wacz

    write_wacz(folder, file)


@main.command("import")
@archive_option
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--site", help="Site of an archive that does not exist yet.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one a core]")
@one_line_errors
def import_command(folder: Path, files: tuple[Path, ...], site: str | None, jobs: int | None) -> int:
    """Take in WARC files that others made, as earlier versions with the times of their own capture."""
    from quwa_archive.publish.imported import run_import

    return run_import(folder, files, site=site, jobs=jobs)


if __name__ == "__main__":
    main()
