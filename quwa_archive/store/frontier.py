"""The frontier: every address ever seen, what became of it, and which to fetch next.

States: ``pending`` (never archived), ``done`` (archived; due again at ``next_check_at``), ``failed`` (to be
tried again by the next run), ``quarantined``, ``refused`` (robots.txt or 401/403), ``gone`` (404/410, twice),
``not_article``, ``outside`` (not in the asked span).  The frontier lives in the archive because a crawl that
is killed must lose nothing: an article's rows and its state change in one transaction.

Functions that write take a connection inside a transaction and never commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from quwa_archive.items import SightingItem

#: Seconds after which an article of a given age (seconds) is due again: the young often, the old seldom.
RECHECK_SCHEDULE: tuple[tuple[int, int], ...] = (
    (2 * 86_400, 12 * 3_600),
    (14 * 86_400, 2 * 86_400),
    (90 * 86_400, 7 * 86_400),
    (365 * 86_400, 30 * 86_400),
)
RECHECK_SPAN_DAYS = 90
LASTMOD = "sitemap lastmod"
"""Why an article is looked at that the sitemap alone says was modified."""
_BATCH = 200
_LASTMOD_KEY = "sitemap_lastmod"
_JUDGED_FROM, _ACQUITTED_FROM = 50, 5


@dataclass(slots=True, frozen=True)
class Candidate:
    """An address to fetch, and why: ``new``, ``retry``, ``changed``, `LASTMOD`, ``schedule``, ``all``, ``asked``, or a signal."""

    url: str
    why: str


def add_sightings(connection: sqlite3.Connection, sightings: Iterable[SightingItem], *, seen_at: str) -> int:
    """Adds addresses and what was said of them; returns how many are new.

    A hint about the date of publication is kept with its source; REST is trusted over the feed, the feed over
    the sitemap, which only knows modification.
    """
    new = 0
    for s in sightings:
        row = connection.execute(
            "SELECT discovered_by, post_id, published_hint, published_hint_source, modified_hint,"
            " modified_hint_source FROM urls WHERE url = ?",
            [s.url],
        ).fetchone()
        if row is None:
            new += 1
            connection.execute(
                "INSERT INTO urls (url, state, post_id, discovered_by, first_seen_at, published_hint,"
                " published_hint_source, modified_hint, modified_hint_source)"
                " VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?)",
                [
                    s.url,
                    s.post_id,
                    s.source,
                    seen_at,
                    s.published_raw,
                    s.source if s.published_raw else None,
                    s.modified_raw,
                    s.source if s.modified_raw else None,
                ],
            )
            continue
        discovered_by, post_id, published, published_source, modified, modified_source = row
        ways = set(discovered_by.split(" "))
        if s.published_raw and (published is None or (s.source == "rest" and published_source != "rest")):
            published, published_source = s.published_raw, s.source
        if s.modified_raw and (modified is None or s.modified_raw > modified):
            modified, modified_source = s.modified_raw, s.source
        after = (
            " ".join(sorted(ways | {s.source})),
            post_id or s.post_id,
            published,
            published_source,
            modified,
            modified_source,
        )
        if after != row:
            connection.execute(
                "UPDATE urls SET discovered_by = ?, post_id = ?, published_hint = ?, published_hint_source = ?,"
                " modified_hint = ?, modified_hint_source = ? WHERE url = ?",
                [*after, s.url],
            )
    return new


def mark(
    connection: sqlite3.Connection,
    url: str,
    state: str,
    *,
    at: str,
    run: int,
    article_id: int | None = None,
    next_check_at: str | None = None,
    error: str | None = None,
) -> None:
    """Sets what became of an address; an address not seen before is added."""
    failed = state == "failed"
    connection.execute(
        "INSERT INTO urls (url, state, article_id, discovered_by, first_seen_at, fetched_at, last_run, next_check_at,"
        " failures, error) VALUES (:url, :state, :article, 'user', :at, :at, :run, :next, :failed, :error)"
        " ON CONFLICT (url) DO UPDATE SET state = excluded.state,"
        " article_id = coalesce(excluded.article_id, article_id), fetched_at = excluded.fetched_at, last_run = excluded.last_run,"
        " next_check_at = excluded.next_check_at, due_because = NULL, error = excluded.error, modified_at_fetch = modified_hint,"
        " failures = CASE WHEN :failed THEN failures + 1 ELSE 0 END",
        {
            "url": url,
            "state": state,
            "article": article_id,
            "at": at,
            "run": run,
            "next": next_check_at,
            "failed": int(failed),
            "error": error,
        },
    )


def next_check(published_at: str | None, seen_at: str) -> str:
    """When an article is due again, UTC: by its age at the time it was seen; unknown age counts as old."""
    seen = datetime.fromisoformat(seen_at)
    wait = RECHECK_SPAN_DAYS * 86_400
    if published_at:
        age = (seen - datetime.fromisoformat(published_at)).total_seconds()
        wait = next((interval for limit, interval in RECHECK_SCHEDULE if age < limit), wait)
    return (seen + timedelta(seconds=wait)).strftime("%Y-%m-%dT%H:%M:%SZ")


def candidates(
    connection: sqlite3.Connection, *, recheck: str, now: str, run: int, budget: int = 0
) -> Iterator[Candidate]:
    """Addresses to fetch in this run, in a stable order, read in batches so that memory does not grow.

    First what was never archived or failed before, then what is known to have changed, then what is due: by a
    signal, or by schedule, of which at most ``budget`` a run (0: all).  A sitemap whose ``lastmod`` is not to be
    trusted (see `judge_lastmod`) shares that budget and comes last.
    ``recheck``: ``due``, ``all`` or ``none``; ``now`` is UTC ISO; what ``run`` has fetched itself is left out.  Each address comes at most once; one whose article was archived
    under another address meanwhile is left out.
    """
    yield from _paged(connection, "new", "state = 'pending'", {})
    values: dict[str, str | int] = {"now": now, "run": run}
    other_run = " AND coalesce(last_run, 0) <> :run"
    yield from _paged(
        connection, "retry", "state IN ('failed', 'quarantined', 'refused')" + other_run, values
    )
    if recheck == "none":
        return
    known = "state IN ('done', 'gone') AND " + _IS_MAIN_ADDRESS + other_run
    if recheck == "all":
        yield from _paged(connection, "all", known, values)
        return
    chosen: set[str] = set()
    changed = f"{known} AND modified_hint > coalesce(modified_at_fetch, '')"
    by_sitemap = " AND modified_hint_source = 'sitemap'"
    trusted = lastmod_is_trusted(connection)
    for candidate in _paged(
        connection, "changed", changed + " AND modified_hint_source IS NOT 'sitemap'", values
    ):
        chosen.add(candidate.url)
        yield candidate
    if trusted:
        for candidate in _paged(connection, LASTMOD, changed + by_sitemap, values):
            chosen.add(candidate.url)
            yield candidate
    scheduled = 0
    rows = _due(connection, known, values)
    if not trusted:
        rows += _longest_unseen(connection, changed + by_sitemap, values)
    for candidate in rows:
        if candidate.url in chosen:
            continue
        if candidate.why in ("schedule", LASTMOD):
            scheduled += 1
            if budget and scheduled > budget:
                return
        chosen.add(candidate.url)
        yield candidate


def _due(connection: sqlite3.Connection, known: str, values: dict[str, str | int]) -> list[Candidate]:
    """Signals first; then by schedule, the longest overdue first."""
    rows = connection.execute(
        f"SELECT url, coalesce(due_because, 'schedule') FROM urls WHERE {known} AND next_check_at <= :now"  # noqa: S608
        " ORDER BY due_because IS NULL, next_check_at, url",
        values,
    )
    return [Candidate(*row) for row in rows]


def _longest_unseen(
    connection: sqlite3.Connection, changed: str, values: dict[str, str | int]
) -> list[Candidate]:
    rows = connection.execute(
        f"SELECT url FROM urls WHERE {changed} ORDER BY fetched_at, url",  # noqa: S608
        values,
    )
    return [Candidate(url, LASTMOD) for (url,) in rows]


def lastmod_is_trusted(connection: sqlite3.Connection) -> bool:
    """Whether the sitemap's word that an article was modified is worth a look at once."""
    return recall(connection, _LASTMOD_KEY) != "untrusted"


def judge_lastmod(connection: sqlite3.Connection, *, looks: int, changed: int) -> None:
    """Draws the lesson from a run's looks at articles that the sitemap alone called modified, `changed` of them rightly.

    Some plugins print the present as every ``lastmod``: when of 50 looks fewer than one in ten finds a change,
    the sitemap is not trusted any more, until half of at least 5 looks do.
    """
    if looks >= _JUDGED_FROM and changed * 10 < looks:
        remember(connection, _LASTMOD_KEY, "untrusted")
    elif looks >= _ACQUITTED_FROM and changed * 2 >= looks:
        remember(connection, _LASTMOD_KEY, "trusted")


_IS_MAIN_ADDRESS = (
    "(article_id IS NULL OR NOT EXISTS (SELECT 1 FROM urls AS main JOIN articles ON articles.url = main.url"
    " WHERE articles.id = urls.article_id AND main.url <> urls.url))"
)


def _paged(
    connection: sqlite3.Connection, why: str, where: str, parameters: dict[str, str | int]
) -> Iterator[Candidate]:
    last = ""
    while True:
        rows = connection.execute(
            f"SELECT url FROM urls WHERE url > :last AND {where} ORDER BY url LIMIT {_BATCH}",  # noqa: S608
            {**parameters, "last": last},
        ).fetchall()
        for (url,) in rows:
            yield Candidate(url, why)
        if len(rows) < _BATCH:
            return
        last = rows[-1][0]


class Hinted(NamedTuple):
    """What discovery says of an article's dates (UTC, or a bare day), and which way said it."""

    published: str | None = None
    published_source: str | None = None
    modified: str | None = None
    modified_source: str | None = None


def hints(connection: sqlite3.Connection, urls: Iterable[str]) -> Hinted:
    """What discovery says of an article under any of its addresses; REST is trusted over all others."""
    found = Hinted()
    for url in dict.fromkeys(urls):
        row = connection.execute(
            "SELECT published_hint, published_hint_source, modified_hint, modified_hint_source FROM urls WHERE url = ?",
            [url],
        ).fetchone()
        if row is None:
            continue
        said = Hinted(*row)
        if said.published and (found.published is None or said.published_source == "rest"):
            found = found._replace(published=said.published, published_source=said.published_source)
        if said.modified and (found.modified is None or said.modified > found.modified):
            found = found._replace(modified=said.modified, modified_source=said.modified_source)
    return found


def is_confirmed_absent(connection: sqlite3.Connection, url: str) -> bool:
    """Whether a 404 is to be believed: an article was archived under this address, or it answered so before.

    A site that names an address and has nothing there contradicts itself; one where no article was ever had
    may answer so everywhere by mistake.
    """
    row = connection.execute("SELECT article_id, state, error FROM urls WHERE url = ?", [url]).fetchone()
    if row is None:
        return False
    article_id, state, error = row
    if article_id is not None or state == "gone":
        return True
    return error in ("HTTP 404", "HTTP 410") and has_articles(connection)


def has_articles(connection: sqlite3.Connection) -> bool:
    """Whether any article was ever archived."""
    return connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None


def state_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many addresses are in each state."""
    return dict(connection.execute("SELECT state, count(*) FROM urls GROUP BY state ORDER BY state"))


def recall(connection: sqlite3.Connection, key: str) -> str | None:
    """How far a way of discovery had got, as `remember` noted it."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else None


def remember(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Notes how far a way of discovery has got, so that the next run asks only for what came after."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        " WHERE value <> excluded.value",
        [key, value],
    )


def validators(connection: sqlite3.Connection, url: str) -> dict[str, str]:
    """Request headers that let the server say "not modified", as far as it gave validators for this address."""
    row = connection.execute("SELECT etag, last_modified FROM validators WHERE url = ?", [url]).fetchone()
    if row is None:
        return {}
    return {
        name: value
        for name, value in (("If-None-Match", row[0]), ("If-Modified-Since", row[1]))
        if value is not None
    }


def lists_articles(connection: sqlite3.Connection, sitemap: str) -> bool:
    """Whether a sitemap has listed articles before."""
    return (
        connection.execute("SELECT 1 FROM urls WHERE listed_in = ? LIMIT 1", [sitemap]).fetchone() is not None
    )


def keep_validators(
    connection: sqlite3.Connection, url: str, *, etag: str | None, last_modified: str | None, at: str
) -> None:
    """Notes the validators of a whole answer."""
    if etag is None and last_modified is None:
        return
    connection.execute(
        "INSERT INTO validators (url, etag, last_modified, seen_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,"
        " seen_at = excluded.seen_at",
        [url, etag, last_modified, at],
    )
