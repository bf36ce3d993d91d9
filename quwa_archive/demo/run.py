"""`quwa demo`: serves the sample site on loopback, archives it with the real spider, prints what the archive holds."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import click

from quwa_archive.demo.cases import CASES
from quwa_archive.demo.server import SampleServer, run_forever
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from quwa_archive.errors import StorageError, UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.publish.stats import print_stats
from quwa_archive.runs.claim import claim
from quwa_archive.runs.update import update_archive
from quwa_archive.store import queries

TRUTH_BASE_URL = "http://127.0.0.1:8000/"
# The site is on this machine and ours: no pause is needed.
SETTINGS = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "CONCURRENT_REQUESTS=8")


def run_demo(articles: int, folder: Path, *, serve_only: bool, port: int, truth_file: Path | None) -> int:
    """Runs what was asked for and returns the exit code; raises UsageError for a port that is taken."""
    site = SampleSite(articles=articles, cases=tuple(case.name for case in CASES[:articles]))
    if truth_file is not None:
        base_url = f"http://127.0.0.1:{port}/" if port else TRUTH_BASE_URL
        truth_file.write_text(
            json.dumps(truth(site, base_url), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        click.echo(f"{truth_file}: what is true of the sample site at {base_url}")
        return 0
    if serve_only:
        run_forever(
            site,
            port,
            lambda url: click.echo(f"the sample site ({articles} articles) is at {url}   (Ctrl-C ends it)"),
        )
        return 0
    with _listen(site, port or _port_of(folder), folder) as server:
        click.echo(f"archiving the sample site at {server.base_url}, {articles} articles, into {folder}/")
        code = update_archive(claim(folder, {"site": server.base_url}), overrides=SETTINGS)
    click.echo("")
    print_stats(folder)
    click.echo(f"\nlook at one: quwa show --archive {folder} 101")
    return code


def _listen(site: SampleSite, port: int, folder: Path) -> SampleServer:
    try:
        return SampleServer(site, port)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}); {folder} belongs to the site on that port:"
            " free it, or use another folder with --archive"
        ) from None


def _port_of(folder: Path) -> int:
    """An archive belongs to one site, and a site's port is part of its address: the same again for a second run."""
    try:
        with reading(folder) as connection:
            return urlsplit(queries.site(connection)).port or 0
    except StorageError:
        return 0
