"""Shared by all tests: the network guard, and a way to run the real commands."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GUARD = Path(__file__).parent / "guard"
ROOT = Path(__file__).parent.parent

_spec = importlib.util.spec_from_file_location("network_guard", GUARD / "sitecustomize.py")
assert _spec is not None
assert _spec.loader is not None
_spec.loader.exec_module(importlib.util.module_from_spec(_spec))


def environment(**extra: str) -> dict[str, str]:
    """The environment for a command that a test starts: guarded, and free of the developer's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUWA_", "SCRAPY_"))}
    path = os.pathsep.join(filter(None, (str(GUARD), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "COLUMNS": "120", "QUWA_TESTS_LEAVE_OUT_PANDAS": "1", **extra}


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(command: Sequence[str], *, cwd: Path = ROOT, timeout: float = 300, **extra: str) -> Ran:
    """Runs ``quwa …`` or ``scrapy …`` with this interpreter."""
    module = {"quwa": "quwa_archive.cli", "scrapy": "scrapy"}[command[0]]
    done = subprocess.run(
        [sys.executable, "-m", module, *command[1:]],
        cwd=cwd,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def crawl(folder: Path, site: str, *arguments: str, timeout: float = 300) -> Ran:
    """``scrapy crawl quwa`` into `folder`, without the pauses that a site on loopback does not need."""
    return run(
        [
            *("scrapy", "crawl", "quwa", "-a", f"site={site}", "-s", f"ARCHIVE_DIR={folder}"),
            *(
                "-s",
                "DOWNLOAD_DELAY=0",
                "-s",
                "CONCURRENT_REQUESTS_PER_DOMAIN=8",
                "-s",
                "CONCURRENT_REQUESTS=8",
            ),
            *arguments,
        ],
        timeout=timeout,
    )
