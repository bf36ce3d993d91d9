"""``quwa``: arguments to one call each; no logic and no SQL here."""

from __future__ import annotations

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
    from quwa_archive.runs.update import update_archive

    return update_archive(
        folder, {key: value for key, value in arguments.items() if value is not None}, max_minutes, settings
    )


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
@click.option("--in", "where", type=click.Choice(["articles", "comments"]), help="Only these.  [default: both]")
@click.option("--author", metavar="NAME", help="Only by this author or commenter (case and accents do not matter).")
@click.option("--since", metavar="DATE", help="Only from this day on, by the site's clock.")
@click.option("--until", metavar="DATE", help="Only up to this day.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many of each kind.")
@click.option("--history", is_flag=True, help="Earlier states of what was edited, too.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list instead of text.")
@one_line_errors
def search(folder: Path, words: tuple[str, ...], where: str | None, **options: Any) -> int:
    """Find articles and comments, best first: word "a phrase" begin* -without this OR that.

    Deleted ones are found and marked. Put options before words that begin with a minus, and -- between.
    """
    from quwa_archive.publish.search import KINDS, print_hits

    return print_hits(folder, " ".join(words), kinds=(where,) if where else KINDS, **options)


if __name__ == "__main__":
    main()
