"""The first thing a run does: checks what it was asked, and takes the archive's lock.

Imports almost nothing, so that a run that comes while another is going on says so at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quwa_archive.runs.arguments import DEFAULT_SITE, CrawlArguments
from quwa_archive.runs.lock import Lock
from quwa_archive.store.site import stored_site


@dataclass(slots=True)
class Claim:
    """An archive's folder, held for one run; whoever ends the run releases `lock`."""

    folder: Path
    arguments: CrawlArguments
    lock: Lock


def claim(folder: Path, arguments: Mapping[str, str]) -> Claim:
    """Checks the arguments, then takes the lock.  Raises UsageError, ArchiveLocked or StorageError.

    Without a site the archive's own is meant, and in a new archive quwa.org.
    """
    site = arguments.get("site") or stored_site(folder / "archive.db") or DEFAULT_SITE
    parsed = CrawlArguments.parse(**{**arguments, "site": site})
    lock = Lock(folder)
    end_at_once_on_signals()
    lock.acquire()
    return Claim(folder, parsed, lock)


def end_at_once_on_signals() -> None:
    """Until Scrapy's own handlers are in place nothing is under way that needs an orderly end: 130 at once."""

    def end(_number: int, _frame: object) -> None:
        sys.stderr.write("quwa: interrupted before the crawl began; run the same command again\n")
        sys.stderr.flush()
        os._exit(130)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
