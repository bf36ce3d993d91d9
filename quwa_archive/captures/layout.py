"""How the archive's WARC files are laid out: names, record types, and the visit record.

Every HTTP exchange is a ``response`` (or ``revisit``) record followed by its ``request`` record.  A *visit* is
what the archive took in at once: one article with all its comment pages, or one answer of the API.  It ends
with a ``metadata`` record that lists the captures it consists of; a visit without that record never happened
as far as the database is concerned, which is what makes the WARC files a write-ahead log of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from quwa_archive.items import StatedComment, Statement

FILE_PATTERN = "quwa-*.warc.gz"
VISIT_CONTENT_TYPE = "application/vnd.quwa-archive.visit+json"
VISIT_URI = "urn:quwa-archive:visit:"
DEFAULT_ROTATE_BYTES = 1_000_000_000
SITE_FIELD, ZONE_FIELD, IMPORT_FIELD = "isPartOf", "site-time-zone", "import"
"""Fields of a warcinfo record: what a rebuild must know and no capture says."""


def file_name(started_at: str, serial: int) -> str:
    """Name of a WARC file: sorts by time.  ``started_at`` is UTC ISO ``…Z``; ``serial`` counts from 0."""
    stamp = started_at.replace("-", "").replace(":", "")
    return f"quwa-{stamp}-{serial:05d}.warc.gz"


def next_file_name(folder: Path, started_at: str) -> str:
    """The first free name that sorts behind all others, also when the machine's clock was set back."""
    names = sorted(path.name for path in folder.glob(FILE_PATTERN))
    name = file_name(started_at, 0)
    if names and name <= names[-1]:
        stem, serial = names[-1].removesuffix(".warc.gz").rsplit("-", 1)
        name = f"{stem}-{int(serial) + 1:05d}.warc.gz"
    return name


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
class FailedPage:
    """A page of a visit that could not be had, which its captures alone would not tell.

    ``place`` is its place among all problems of the visit, from 0; ``capture`` the WARC record id of the answer
    that refused it, None where no answer came.
    """

    place: int
    url: str
    detail: str
    capture: str | None = None


@dataclass(slots=True, frozen=True)
class VisitRecord:
    """The end of a visit: ``captures`` are WARC record ids in the order in which the visit made them.

    ``kind`` is ``article``, ``gone``, or the way of discovery.  ``complete`` is false when a page of the
    visit could not be had; ``failed_pages`` says which, ``unread`` which captures the extractor of that day could
    not read.  ``run`` is the number of the run that made it, and ``clock_as_of`` the newest capture (WARC record
    id) whose testimony about the site's clock it was read with: with these, what a visit becomes is a function of
    the WARC files alone.  ``origin`` is empty for what the archive fetched itself; visits with an origin
    (``import``) take their place among the others by their time of capture.  ``statement`` is what a feed or the API had
    stated of the article, where a reading was held against it; ``boilerplate`` the keys of the lines that a reading met and
    that the site's other articles had, too.
    """

    kind: str
    url: str
    captures: list[str] = field(default_factory=list)
    complete: bool = True
    run: int = 0
    clock_as_of: str = ""
    failed_pages: list[FailedPage] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    origin: str = ""
    statement: Statement | None = None
    boilerplate: list[str] = field(default_factory=list)

    @classmethod
    def parse(cls, payload: bytes) -> VisitRecord:
        """Reads the record's JSON; names it does not know are passed over (a newer version wrote them)."""
        said = json.loads(payload)
        if stated := said.get("statement"):
            comments = tuple(StatedComment(**_known(StatedComment, c)) for c in stated.get("comments", ()))
            said["statement"] = Statement(**{**_known(Statement, stated), "comments": comments})
        said["failed_pages"] = [
            FailedPage(**_known(FailedPage, page)) for page in said.get("failed_pages", ())
        ]
        return cls(**_known(cls, said))


def _known(kind: type, said: dict[str, Any]) -> dict[str, Any]:
    """The names that a record knows."""
    return {part.name: said[part.name] for part in fields(kind) if part.name in said}
