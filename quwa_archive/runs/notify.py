"""Tells somebody when a run did not end well: a command, or an address that takes the report by POST."""

from __future__ import annotations

import json
import logging
import shlex
import subprocess
import urllib.request
from typing import Any

from quwa_archive.errors import ArchiveLocked, QuwaError

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30


def notify(hook: str, report: dict[str, Any]) -> None:
    """Runs the hook; what goes wrong with it is logged and changes nothing of how the run ended.

    A command gets the report as JSON on standard input and the exit code as its last argument; an address
    (``https://…``) gets it as the body of a POST.
    """
    body = json.dumps(report, ensure_ascii=False).encode()
    try:
        if hook.startswith(("http://", "https://")):
            request = urllib.request.Request(hook, body, {"Content-Type": "application/json"})  # noqa: S310
            urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310
        else:
            command = [*shlex.split(hook), str(report["exit_code"])]
            subprocess.run(command, input=body, timeout=TIMEOUT_SECONDS, check=True)  # noqa: S603
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        logger.error("the notification hook failed: %s", error)


def notify_of_error(hook: str, folder: object, error: QuwaError) -> None:
    """Runs the hook for a run that ended before it began; that another run holds the archive is no failure."""
    if hook and not isinstance(error, ArchiveLocked):
        notify(hook, {"archive": str(folder), "exit_code": error.exit_code, "fatal": str(error)})
