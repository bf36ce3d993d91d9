"""Asks every way of discovery there is; each may be missing, and the report says which answered.

The union of what they say goes into the frontier.  A way that names an address nobody knew is followed
further; one that says nothing new is not asked for its older pages.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from quwa_archive.discovery import DiscoveryError, feed, listing, rest, sitemap
from quwa_archive.errors import SiteError
from quwa_archive.extraction import Answer, add_answer
from quwa_archive.ingest import take_in
from quwa_archive.items import VisitItem
from quwa_archive.runs.session import RunSession
from quwa_archive.spiders.fetching import Fetched, Fetcher
from quwa_archive.store import frontier, recheck

logger = logging.getLogger(__name__)

OVERLAP = timedelta(hours=26)
"""How far a question "what is new since" reaches back: a day of any zone, and clocks that disagree."""


CONDITIONAL = frozenset({"feed", "comments-feed", "sitemap"})
"""Ways that are asked "only if it changed": what they said is in the archive, and saying nothing new is an answer."""


class Stopped(Exception):
    """The run is being ended: nothing more is asked, and how far a list was read is not noted."""


@dataclass(slots=True)
class Told:
    """What one way has told so far."""

    requests: int = 0
    sightings: int = 0
    new: int = 0
    unchanged: int = 0
    answered: bool = False
    problem: str = ""

    def __str__(self) -> str:
        if not self.answered:
            return f"no answer ({self.problem or 'not asked'})"
        text = f"{self.sightings} addresses, {self.new} new, {self.requests} requests"
        if self.unchanged:
            text += f", {self.unchanged} not modified"
        return f"{text}; then {self.problem}" if self.problem else text


class Discoverer:
    """One run's discovery.  `sitemaps` gives the addresses that robots.txt names, once it has been read."""

    def __init__(
        self,
        fetcher: Fetcher,
        session: RunSession,
        *,
        sitemaps: Callable[[], Sequence[str]],
        stopping: Callable[[], bool],
    ) -> None:
        self._stopping = stopping
        self._fetcher = fetcher
        self._session = session
        self._archive = session.archive
        self._site = session.archive.site
        self._robots_sitemaps = sitemaps
        self._ways: dict[str, Told] = {}
        self._rest_root: str | None = None

    async def site_only(self) -> None:
        """Asks what concerns the whole site and no list of articles: its settings, among them its clock."""
        await self._index()

    async def everything(self) -> None:
        """Asks all ways.  Raises SiteError when none answers and the home page is no help either."""
        has_rest = await self._index()
        await self._sitemaps()
        if has_rest:
            await self._rest_posts()
            await self._rest_comments()
        await self._feed()
        await self._comments_feed()
        asked_only_for_news = self._told("rest").answered and self._recall("rest_posts_until") is not None
        told = [self._told(way) for way in ("sitemap", "rest", "feed")]
        if not asked_only_for_news and not any(way.sightings or way.unchanged for way in told):
            await self._listing()

    # -- ways -------------------------------------------------------------------------------------

    async def _index(self) -> bool:
        told = Told()
        answer, fetched = await self._ask("rest-index", rest.index_url(self._site), told)
        if fetched.status == 404:
            # With plain permalinks (`?p=12`) the API has no address of its own.
            self._rest_root = f"{self._site}?rest_route=/"
            answer, _ = await self._ask("rest-index", rest.index_url(self._site, root=self._rest_root), told)
        has_rest = isinstance(answer, rest.SiteInfo) and answer.has_wp_v2
        self._note("rest-index", "answered" if has_rest else f"no answer ({told.problem or 'no wp/v2'})")
        if fetched.status == 0 and not fetched.refused_by_robots:
            raise SiteError(
                f"{self._site} does not answer ({fetched.problem}); check the address and the network"
            )
        return has_rest

    async def _sitemaps(self) -> None:
        told = self._told("sitemap")
        named = list(self._robots_sitemaps())
        queue = named or [urljoin(self._site, name) for name in sitemap.WELL_KNOWN]
        seen: set[str] = set()
        while queue:
            url = queue.pop(0)
            if url in seen:
                continue
            seen.add(url)
            answer, fetched = await self._ask("sitemap", url, told)
            seen.add(fetched.url)
            if isinstance(answer, sitemap.Sitemap):
                queue.extend(child.url for child in answer.children)
                if answer.damage:
                    told.problem = f"{url} is damaged: {answer.damage}"
            if not queue and not told.sightings and not told.unchanged and named:
                queue, named = [urljoin(self._site, name) for name in sitemap.WELL_KNOWN], []
        self._note("sitemap", str(told))

    async def _rest_posts(self) -> None:
        told = self._told("rest")
        since = self._recall("rest_posts_until")
        newest, page = since or "", 1
        while True:
            url = rest.posts_url(
                self._site, page, modified_after=self._with_overlap(since), root=self._rest_root
            )
            answer, fetched = await self._ask("rest-posts", url, told)
            if not isinstance(answer, rest.Posts) or answer.past_end:
                break
            newest = max(newest, *(s.modified_raw or "" for s in answer.sightings), "")
            with self._archive.transaction() as connection:
                recheck.note_modified(connection, answer.sightings, self._archive.now())
            if self._is_last(fetched, page):
                break
            page += 1
        if not told.problem and newest:
            self._remember("rest_posts_until", newest)
        self._note("rest", str(told))

    async def _rest_comments(self) -> None:
        told = Told()
        since = self._recall("rest_comments_until")
        newest, page, comments = since or "", 1, 0
        while True:
            url = rest.comments_url(self._site, page, after=self._with_overlap(since), root=self._rest_root)
            answer, fetched = await self._ask("rest-comments", url, told)
            if not isinstance(answer, rest.Comments) or answer.past_end:
                break
            comments += len(answer.comments)
            newest = max(newest, *(c.date_gmt + "Z" for c in answer.comments), "")
            if self._is_last(fetched, page):
                break
            page += 1
        if not told.problem and newest:
            self._remember("rest_comments_until", newest)
        self._note(
            "rest-comments", f"{comments} comments, {told.requests} requests" if comments else str(told)
        )

    async def _feed(self) -> None:
        told = self._told("feed")
        page = 1
        while True:
            new_before = told.new
            answer, fetched = await self._ask("feed", feed.feed_url(self._site, page), told)
            if not isinstance(answer, feed.Feed) or not answer.sightings or told.new == new_before:
                if page > 1 and fetched.status == 404:
                    told.problem = ""
                break
            page += 1
        self._note("feed", str(told))

    async def _comments_feed(self) -> None:
        told = Told()
        answer, _ = await self._ask("comments-feed", feed.comments_feed_url(self._site), told)
        text = f"{len(answer.comments)} comments" if isinstance(answer, feed.CommentsFeed) else str(told)
        self._note("comments-feed", text)

    async def _listing(self) -> None:
        told = self._told("listing")
        url: str | None = self._site
        seen: set[str] = set()
        fetched = Fetched(self._site)
        while url is not None and url not in seen:
            seen.add(url)
            new_before, first = told.new, len(seen) == 1
            answer, fetched = await self._ask("listing", url, told)
            if not isinstance(answer, listing.Listing) or not answer.sightings:
                break
            if not first and told.new == new_before:
                break
            url = answer.next_page
        self._note("listing", str(told))
        if not told.sightings:
            raise SiteError(self._why_nothing(fetched))

    def _why_nothing(self, home: Fetched) -> str:
        if home.refused_by_robots:
            return f"{self._site}: robots.txt asks not to be archived; that is obeyed"
        if home.status in (401, 403, 429, 451):
            return f"{self._site} refuses us (HTTP {home.status}); nothing was changed, try again later or ask the site"
        if home.status != 200:
            return f"{self._site} does not answer as it should ({home.problem}); nothing was changed, try again later"
        return (
            f"{self._site} shows no articles: no sitemap, no feed, no REST API, and no article links on its home"
            " page; is it a WordPress site?"
        )

    # -- shared -----------------------------------------------------------------------------------

    async def _ask(self, kind: str, url: str, told: Told) -> tuple[Answer | None, Fetched]:
        """Fetches one address and takes in what it says; what is wrong ends up in `told.problem`."""
        if self._stopping():
            raise Stopped
        fetched = await self._fetcher.get(url, headers=self._validators(kind, url))
        told.requests += 1
        if fetched.status == 304:
            told.answered = True
            told.unchanged += 1
            return None, fetched
        if fetched.status != 200 or not fetched.captures:
            told.problem = fetched.problem
            return None, fetched
        visit = VisitItem(kind, url, captures=list(fetched.captures))
        try:
            answer = add_answer(visit, fetched.captures[-1], fetched.body, site=self._site)
        except DiscoveryError as error:
            told.problem = str(error)
            return None, fetched
        intake = take_in(self._archive, visit, run=self._session.run_id)
        if kind in CONDITIONAL:
            with self._archive.transaction() as connection:
                # Together: with the validators alone, "not modified" would hide what has vanished.
                if isinstance(answer, sitemap.Sitemap) and answer.sightings and not answer.damage:
                    listed = {sighting.url for sighting in answer.sightings}
                    recheck.note_listed(connection, url, listed, self._archive.now())
                frontier.keep_validators(
                    connection,
                    url,
                    etag=fetched.headers.get("etag"),
                    last_modified=fetched.headers.get("last-modified"),
                    at=self._archive.now(),
                )
        told.answered = True
        told.sightings += len(visit.sightings)
        told.new += intake.new_urls
        return answer, fetched

    @staticmethod
    def _is_last(fetched: Fetched, page: int) -> bool:
        """Whether a REST list ends here: a short page need not be the last, unreadable entries are taken out of it."""
        last = rest.total_pages(fetched.headers)
        return last is not None and page >= last

    def _validators(self, kind: str, url: str) -> dict[str, str]:
        """A sitemap index is always read whole: it stays the same while the sitemaps that it names change."""
        connection = self._archive.connection
        if kind not in CONDITIONAL or (kind == "sitemap" and not frontier.lists_articles(connection, url)):
            return {}
        return frontier.validators(connection, url)

    def _told(self, way: str) -> Told:
        return self._ways.setdefault(way, Told())

    def _note(self, way: str, text: str) -> None:
        self._session.report.ways[way] = text
        logger.info("discovery by %s: %s", way, text)

    def _recall(self, key: str) -> str | None:
        return frontier.recall(self._archive.connection, key)

    def _remember(self, key: str, value: str) -> None:
        with self._archive.transaction() as connection:
            frontier.remember(connection, key, value)

    @staticmethod
    def _with_overlap(since: str | None) -> str | None:
        if not since:
            return None
        return (datetime.fromisoformat(since) - OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")
