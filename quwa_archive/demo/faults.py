"""Faults a test can put before the sample site's pages: refusals, cut answers, waiting, broken connections."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

Kind = int | Literal["truncate", "block_page", "slow", "drop"]

BLOCK_PAGE = """<!DOCTYPE html>
<html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>
<body><div class="main-wrapper"><h1>Checking your browser</h1>
<p>This site checks visitors before it lets them in. Please keep this window open.</p></div></body></html>
"""
"""What some protection services answer instead of the page, with status 200."""


@dataclass(slots=True)
class Fault:
    """One fault: which requests it meets, what happens to them, and how often still."""

    pattern: str
    """Shell-style pattern for path and query, such as ``/daily-news/*``."""
    kind: Kind
    """A status (500, 503, 403, 410, 429, …) or a name.

    ``truncate``: ``Content-Length`` promises the whole body, half of it is sent, the connection closes.
    ``block_page``: 200 with a page that checks the browser.  ``slow``: the answer waits ``seconds``.
    ``drop``: the connection is reset without an answer.
    """
    times: int | None
    """How many requests it still meets; ``None``: all."""
    seconds: float
    """Wait of ``slow``."""
    retry_after: str | None
    """``Retry-After`` header of a status."""
    met: int = 0
    """Requests met so far."""


class Faults:
    """The faults of one server, thread-safe; the oldest that matches a request meets it."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def meeting(self, target: str) -> Fault | None:
        """The fault that meets a request for ``target``; counted as met."""
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults:
                if fault.times != 0 and fnmatchcase(target, fault.pattern):
                    fault.met += 1
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None
