"""The posts of a sample site: laid out once as short cards, found by address or id, made when asked for."""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from quwa_archive.demo.cases import CASES, Case, Desk, post_id_of
from quwa_archive.demo.clock import SiteClock
from quwa_archive.demo.model import Card, Post, approved_items
from quwa_archive.demo.options import Options
from quwa_archive.demo.ordinary import Plan, comment_arrivals, make_card, make_post, ordinary_post_id
from quwa_archive.demo.threads import Thread, arrange

COMMENTS_PER_ARTICLE = 12.5
"""How many comments a site has when it is not told: 500 on 40 articles."""

_KEPT_POSTS = 100
"""Posts kept after they were made; a post is a few tens of kB."""

_FIRST_COMMENT_ID = 1001


class Catalogue:
    """All posts of a site and the ways to find them; ``site.SampleSite`` adds the ways to change them."""

    def __init__(
        self, articles: int = 40, comments: int | None = None, seed: int = 1, **options: Any
    ) -> None:
        self.options = Options(**options)
        self.seed = seed
        self.clock = SiteClock(self.options.zone, self.options.zone_change)
        self.lock = threading.RLock()
        self.version = 0
        """Counts the changes since the site was built; caches compare it."""
        self.class_prefix = ""
        """What ``rename_theme`` put before the theme's class names."""
        cases = self._chosen_cases()
        self.plan = _plan(seed, articles, comments, cases)
        self.cards: dict[int, Card] = {}
        self.order: list[tuple[datetime, int]] = []
        """(instant of publication, post id) of every public post, oldest first."""
        self.paths: dict[str, int] = {}
        """Main address on the site -> post id."""
        self.other_paths: dict[str, int] = {}
        """Further addresses that answer with the post."""
        self.moved: dict[str, int] = {}
        """Old addresses that redirect to the post."""
        self.own: dict[int, Post] = {}
        """Posts that are held whole: special cases, and whatever was changed."""
        self._made: OrderedDict[int, Post] = OrderedDict()
        self._arrivals: list[tuple[datetime, int, int]] | None = None
        self._comment_arrivals: list[tuple[datetime, int, int]] | None = None
        self._next_comment_id = _FIRST_COMMENT_ID
        self._next_post_id = ordinary_post_id(self.plan.posts)
        self._build(cases)

    def _chosen_cases(self) -> list[tuple[int, Case]]:
        """The special cases of this site, each with its place in the table, which decides its post id."""
        numbered = list(enumerate(CASES))
        wanted = self.options.cases
        if isinstance(wanted, bool):
            return numbered if wanted else []
        unknown = set(wanted) - {case.name for case in CASES}
        if unknown:
            raise ValueError(f"no such case: {', '.join(sorted(unknown))}")
        return [(place, case) for place, case in numbered if case.name in wanted]

    def _build(self, cases: Sequence[tuple[int, Case]]) -> None:
        entries: list[tuple[datetime, int, Card | Case]] = [
            (case.published, post_id_of(place), case) for place, case in cases
        ]
        for number in range(self.plan.posts):
            card = make_card(self.plan, number)
            entries.append((card.published_at, card.id, card))
        entries.sort(key=lambda entry: entry[:2])
        for published, post_id, entry in entries:
            if isinstance(entry, Card):
                entry.first_comment_id = self._next_comment_id
                self._next_comment_id += entry.comment_count + 1
                self._put(entry)
            else:
                post = entry.build(Desk(self.seed, entry.name, post_id, self._next_comment_id, published))
                self._next_comment_id += entry.ids + 1
                self._put_own(post)

    def _put(self, card: Card) -> None:
        """Enter a card, with a number behind its address when another post has it."""
        stem, copies = card.path, 1
        while card.path in self.paths:
            copies += 1
            card.path = f"{stem[:-1]}-{copies}/"
        self.cards[card.id] = card
        self.paths[card.path] = card.id
        insort(self.order, (card.published_at, card.id))

    def _put_own(self, post: Post) -> None:
        """Enter a post that the site holds whole."""
        self.own[post.id] = post
        card = Card(
            id=post.id,
            path=post.path,
            title=post.title,
            author=post.author,
            category=post.category,
            published_at=post.published_at,
            modified_at=post.modified_at,
            comment_count=self.thread(post).declared,
            tags=post.tags,
            password=post.password,
        )
        self._put(card)
        post.path = card.path
        self.other_paths.update(dict.fromkeys(post.also_at, post.id))
        self.moved.update(dict.fromkeys(post.moved_from, post.id))

    # --- looking things up

    def post(self, post_id: int) -> Post:
        """The post with everything on it; ``KeyError`` when it is not public."""
        own = self.own.get(post_id)
        if own is not None and post_id in self.cards:
            return own
        card = self.cards[post_id]
        made = self._made.get(post_id)
        if made is None:
            made = self._made[post_id] = make_post(self.plan, card)
            if len(self._made) > _KEPT_POSTS:
                self._made.popitem(last=False)
        return made

    def posts(self) -> Iterable[Post]:
        """Every public post, oldest first, made one after the other."""
        return (self.post(post_id) for _, post_id in list(self.order))

    def case(self, name: str) -> Post:
        """The special article of that name."""
        for post in self.own.values():
            if post.case == name and post.id in self.cards:
                return post
        raise KeyError(name)

    def thread(self, post: Post) -> Thread:
        """The post's comments as its pages arrange them."""
        return arrange(post, self.per_page(post))

    def per_page(self, post: Post) -> int | None:
        """Threads on a comment page of this post, or ``None`` where it has no comment pages."""
        return self.options.comments_per_page or post.shape.comments_per_page

    def layout(self, post: Post) -> str:
        """Name of the layout this site prints the post in."""
        return post.shape.layout if self.options.layout == "mixed" else self.options.layout

    def neighbours(self, post_id: int) -> tuple[int | None, int | None]:
        """Ids of the posts published just before and just after."""
        place = bisect_left(self.order, (self.cards[post_id].published_at, post_id))
        before = self.order[place - 1][1] if place else None
        after = self.order[place + 1][1] if place + 1 < len(self.order) else None
        return before, after

    def post_of_comment(self, comment_id: int) -> int:
        """Id of the post a comment hangs on; ``KeyError`` when there is none."""
        for _, known_id, post_id in self.arrivals():
            if known_id == comment_id:
                return post_id
        for post in self.own.values():
            if any(comment.id == comment_id for comment in post.comments):
                return post.id
        raise KeyError(comment_id)

    def newest_first(self) -> list[int]:
        """Ids of the public posts."""
        return [post_id for _, post_id in reversed(self.order)]

    def arrivals(self) -> list[tuple[datetime, int, int]]:
        """(instant, comment id, post id) of all approved comments and pings, oldest first.

        The times of ordinary posts are taken from their schedule, without making the posts.
        """
        if self._arrivals is None:
            found: list[tuple[datetime, int, int]] = []
            for card in self.cards.values():
                if card.id in self.own or self.plan.ping_count(card.number):
                    post = self.post(card.id)
                    found.extend((item.posted_at, item.id, post.id) for item in approved_items(post))
                else:
                    times = enumerate(comment_arrivals(self.plan, card), card.first_comment_id)
                    found.extend((at, comment_id, card.id) for comment_id, (at, _) in times)
            found.sort()
            self._arrivals = found
        return self._arrivals

    def comment_arrivals(self) -> list[tuple[datetime, int, int]]:
        """``arrivals`` without pings, as the REST API lists them."""
        if self._comment_arrivals is None:
            pings = self._ping_ids()
            self._comment_arrivals = [arrival for arrival in self.arrivals() if arrival[1] not in pings]
        return self._comment_arrivals

    def _ping_ids(self) -> set[int]:
        pings = {ping.id for post in self.own.values() for ping in post.pings}
        for card in self.cards.values():
            if card.id not in self.own and self.plan.ping_count(card.number):
                pings.add(card.first_comment_id + self.plan.comment_count(card.number))
        return pings

    # --- being changed

    def keep(self, post_id: int) -> Post:
        """The post, from now on held by the site so that changes to it stay."""
        post = self.post(post_id)
        self.own[post_id] = post
        return post

    def changed(self, post: Post) -> None:
        """Tell the site that a post it holds is different now: lists and counts follow, caches are dropped."""
        card = self.cards.pop(post.id)
        self.order.remove((card.published_at, card.id))
        del self.paths[card.path]
        self.enter(post)

    def enter(self, post: Post) -> None:
        """Publish a post, new or changed."""
        self._put_own(post)
        self._forget()

    def withdraw(self, post_id: int) -> None:
        """Make a post unknown to every address."""
        card = self.cards.pop(post_id)
        self.own.pop(post_id, None)
        self.order.remove((card.published_at, post_id))
        for table in (self.paths, self.other_paths, self.moved):
            for path in [path for path, owner in table.items() if owner == post_id]:
                del table[path]
        self._forget()

    def _forget(self) -> None:
        """Note a change: what was put together from all posts is put together anew."""
        self.version += 1
        self._arrivals = self._comment_arrivals = None

    def next_comment_id(self) -> int:
        """A new id, higher than every one given so far, as WordPress counts."""
        self._next_comment_id += 1
        return self._next_comment_id

    def next_post_id(self) -> int:
        """A new id, higher than every one given so far."""
        self._next_post_id += 3
        return self._next_post_id


def _plan(seed: int, articles: int, comments: int | None, cases: Sequence[tuple[int, Case]]) -> Plan:
    taken = sum(case.shown for _, case in cases)
    ordinary = articles - len(cases)
    if ordinary < 0:
        raise ValueError(
            f"a site of {articles} articles has no room for {len(cases)} cases: ask for fewer cases"
        )
    if comments is None:
        comments = max(int(articles * COMMENTS_PER_ARTICLE), taken) if ordinary else taken
    if comments < taken or (ordinary == 0 and comments != taken):
        raise ValueError(
            f"{comments} comments do not fit: the cases have {taken}, {ordinary} posts take the rest"
        )
    return Plan(seed, ordinary, comments - taken)
