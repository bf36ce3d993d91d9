"""JSON as sites serve it: behind a byte order mark, behind PHP notices, or an HTML page in its place."""

from __future__ import annotations

import json
from typing import Any

from quwa_archive.discovery import DiscoveryError, excerpt
from quwa_archive.discovery.xml_reader import looks_like_html

_DECODER = json.JSONDecoder(strict=False)  # control characters inside strings are let through
_MAX_TRIES = 200


def read_json(body: bytes, *, what: str) -> Any:
    """The object or list that `body` holds; `what` names it in messages (``list of posts``).

    DiscoveryError: ``empty``, ``blocked`` (an HTML page) or ``broken`` (cut off, or no JSON at all).
    """
    text = body.decode("utf-8-sig", "replace").strip("\x00\ufeff \t\r\n")
    if not text:
        raise DiscoveryError("empty", f"no {what}: the answer is empty")
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        pass
    # `<br /><b>Notice</b>: Undefined index [post] in …<br />[{"id": …}]`: try from every bracket on.
    start = -1
    for _ in range(_MAX_TRIES):
        places = [place for place in (text.find("[", start + 1), text.find("{", start + 1)) if place >= 0]
        if not places or text[0] in "[{":
            break
        start = min(places)
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if text[end:].strip():
            continue
        if isinstance(value, dict) or not value or any(isinstance(entry, dict) for entry in value):
            return value
    if looks_like_html(body):
        raise DiscoveryError("blocked", f"an HTML page in place of a {what}: {excerpt(body)}")
    raise DiscoveryError("broken", f"no {what}: {excerpt(body)}")


def whole_number(value: object) -> int | None:
    """`value` if it is a number of 1 or more (also as text, as some plugins print it), else ``None``."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
