"""CDXJ, the index that replay tools read: one line a response, sorted by reversed host name and time."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from quwa_archive.captures.index import Entry

_WWW = re.compile(r"www\d*\.")


def sort_key(url: str) -> str:
    """The address with its host reversed (SURT): ``com,example)/news/12?a=1``; lower case, queries sorted.

    Replay tools look addresses up by this form, in which ``www.``, the scheme, a slash at the end, the order
    and the case of queries make no difference.
    """
    parts = urlsplit(url.strip())
    host = _WWW.sub("", (parts.hostname or "").lower(), count=1)
    reversed_host = ",".join(reversed(host.split(".")))
    port = (
        f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme) else ""
    )
    path = parts.path.lower()
    if path.endswith("/") and path != "/":
        path = path[:-1]
    query = "&".join(sorted(parts.query.lower().split("&")))
    return f"{reversed_host}{port}){path or '/'}{'?' if query else ''}{query}"


def timestamp(date: str) -> str:
    """Fourteen digits of an ISO date (UTC)."""
    return re.sub(r"\D", "", date)[:14]


def line(entry: Entry) -> str:
    """The index line of a response or revisit."""
    fields = {
        "url": entry.url,
        "mime": "warc/revisit" if entry.type == "revisit" else entry.mime,
        "status": str(entry.status),
        "digest": entry.digest,
        "length": str(entry.end - entry.offset),
        "offset": str(entry.offset),
        "filename": entry.warc_file,
    }
    return f"{sort_key(entry.url)} {timestamp(entry.date)} {json.dumps(fields)}"
