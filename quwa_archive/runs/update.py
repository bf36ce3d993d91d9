"""`quwa update`: a crawl started without Scrapy's command line."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.settings import Settings

from quwa_archive.errors import UsageError
from quwa_archive.runs.claim import Claim
from quwa_archive.runs.crawl import run_crawl


def update_archive(claimed: Claim, max_minutes: float | None = None, overrides: Sequence[str] = ()) -> int:
    """Crawls into the claimed archive and returns the exit code.  `overrides` are settings as ``NAME=VALUE``."""
    settings = project_settings()
    settings.set("ARCHIVE_DIR", str(claimed.folder), priority="cmdline")
    if max_minutes is not None:
        settings.set("MAX_MINUTES", max_minutes, priority="cmdline")
    for override in overrides:
        name, mark, value = override.partition("=")
        if not mark or not name.isupper():
            raise UsageError(f"-s {override}: write a setting as NAME=VALUE, for example -s DOWNLOAD_DELAY=2")
        settings.set(name, value, priority="cmdline")
    return run_crawl("quwa", claimed, settings)


def project_settings() -> Settings:
    """This project's Scrapy settings, from whichever folder the process was started in."""
    settings = Settings()
    settings.setmodule("quwa_archive.settings", priority="project")
    return settings
