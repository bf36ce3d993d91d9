"""CDX: the index of a web archive, one line a capture; response in, captures out. Pure.

Two dialects are read: pywb's (a JSON object a line) and that of web.archive.org (one JSON array, names first).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from quwa_archive.discovery import DiscoveryError, excerpt


@dataclass(slots=True, frozen=True)
class Archived:
    """One capture in a web archive: ``timestamp`` is fourteen digits, UTC; ``status`` 0 where none is stated."""

    url: str
    timestamp: str
    status: int
    mime: str
    digest: str

    @property
    def date(self) -> str:
        """The time of capture, ISO, ``…Z``."""
        t = self.timestamp
        return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:14]}Z"


def query_url(endpoint: str, site: str) -> str:
    """The address that lists all captures below `site`."""
    return f"{endpoint}?url={quote(site, safe='')}&matchType=prefix&output=json"


def parse_cdx(body: bytes) -> list[Archived]:
    """All captures listed; lines that lack an address or a whole timestamp are passed over.

    Raises DiscoveryError for what is no CDX answer.
    """
    found = []
    try:
        for row in _rows(body.decode("utf-8", "replace").strip()):
            url, timestamp = row.get("original") or row.get("url") or "", row.get("timestamp") or ""
            if not url or len(timestamp) != 14 or not timestamp.isdigit():
                continue
            status = row.get("statuscode") or row.get("status") or ""
            found.append(
                Archived(
                    url=url,
                    timestamp=timestamp,
                    status=int(status) if status.isdigit() else 0,
                    mime=row.get("mimetype") or row.get("mime") or "",
                    digest=row.get("digest") or "",
                )
            )
    except (ValueError, AttributeError, TypeError) as error:
        raise DiscoveryError("broken", f"this is no CDX answer ({error}): {excerpt(body)}") from None
    return found


def _rows(text: str) -> Iterator[dict[str, str]]:
    if text.startswith("["):
        names, *rows = json.loads(text) or [[]]
        for row in rows:
            yield dict(zip(names, row, strict=False))
        return
    for line in text.splitlines():
        if line.strip():
            yield json.loads(line)


def choose(captures: list[Archived]) -> list[Archived]:
    """Those worth fetching, oldest first: answers with content, of the same body in a row only the first."""
    chosen: list[Archived] = []
    last: dict[str, str] = {}
    for capture in sorted(captures, key=lambda c: (c.timestamp, c.url)):
        if capture.status not in (0, 200) or "revisit" in capture.mime:
            continue
        if capture.mime not in ("", "unk") and "html" not in capture.mime:
            continue
        if capture.digest and last.get(capture.url) == capture.digest:
            continue
        last[capture.url] = capture.digest
        chosen.append(capture)
    return chosen
