"""The first thing a run does: checks what it was asked, and takes the archive's lock.

Imports almost nothing, so that a run that comes while another is going on says so at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quwa_archive.runs.arguments import CrawlArguments
from quwa_archive.runs.lock import Lock


@dataclass(slots=True)
class Claim:
    """An archive's folder, held for one run; whoever ends the run releases `lock`."""

    folder: Path
    arguments: CrawlArguments
    lock: Lock


def claim(folder: Path, arguments: Mapping[str, str]) -> Claim:
    """Checks the arguments, then takes the lock.  Raises UsageError, ArchiveLocked or StorageError."""
    parsed = CrawlArguments.parse(**arguments)
    lock = Lock(folder)
    lock.acquire()
    return Claim(folder, parsed, lock)
