"""How the archive's WARC files are laid out: names, record types, and the visit record.

Every HTTP exchange is a ``response`` (or ``revisit``) record followed by its ``request`` record.  A *visit* is
what the archive took in at once: one article with all its comment pages, or one answer of the API.  It ends
with a ``metadata`` record that lists the captures it consists of; a visit without that record never happened
as far as the database is concerned, which is what makes the WARC files a write-ahead log of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FILE_PATTERN = "quwa-*.warc.gz"
VISIT_CONTENT_TYPE = "application/vnd.quwa-archive.visit+json"
DEFAULT_ROTATE_BYTES = 1_000_000_000


def file_name(started_at: str, serial: int) -> str:
    """Name of a WARC file: sorts by time.  ``started_at`` is UTC ISO ``…Z``; ``serial`` counts from 0."""
    stamp = started_at.replace("-", "").replace(":", "")
    return f"quwa-{stamp}-{serial:05d}.warc.gz"


@dataclass(slots=True, frozen=True)
class Exchange:
    """One request and its response as the downloader saw them.

    Header names and values are text; ``body`` is the entity as received, content encoding and all.
    ``fetched_at`` is UTC, ISO, seconds.
    """

    url: str
    method: str
    request_headers: list[tuple[str, str]]
    status: int
    reason: str
    response_headers: list[tuple[str, str]]
    body: bytes
    fetched_at: str


@dataclass(slots=True, frozen=True)
class VisitRecord:
    """The end of a visit: ``captures`` are WARC record ids in the order in which the visit made them.

    ``kind`` is ``article``, ``gone``, or the way of discovery.  ``complete`` is false when a page of the
    visit could not be had.
    """

    kind: str
    url: str
    captures: list[str] = field(default_factory=list)
    complete: bool = True
