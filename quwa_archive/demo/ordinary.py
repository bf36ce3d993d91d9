"""The ordinary posts: number N is made from the seed and N alone, whatever the size of the site.

What depends on the size (date, number of comments) is arithmetic on N, so that twenty thousand posts need no
more than a short card each until somebody asks for one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from quwa_archive.demo.blocks import (
    Block,
    Break,
    Bullets,
    Figure,
    Heading,
    Inline,
    Link,
    Marked,
    Quote,
    paragraph,
)
from quwa_archive.demo.model import Author, Card, Comment, Ping, Post, Shape
from quwa_archive.demo.people import AUTHORS, CATEGORIES, REGULAR_AUTHORS, TAGS
from quwa_archive.demo.text import Pen, slugify

FIRST_DAY = datetime(2013, 2, 1, 9, tzinfo=UTC)
LAST_DAY = datetime(2025, 10, 15, 9, tzinfo=UTC)

_COMMENT_WEIGHTS = (3, 0, 12, 1, 7, 25, 0, 5, 2, 40, 9, 0, 16, 4, 31, 8)
_COUNTRIES = ("pakistan", "turkiye", "czechia", "region")
_SECTIONS = ("land-systems", "naval-systems", "air-systems", "industry")


@dataclass(frozen=True, slots=True)
class Plan:
    """Size of the ordinary part of a site."""

    seed: int
    posts: int
    comments: int
    """Comments of all ordinary posts together."""

    def published_at(self, number: int) -> datetime:
        """Rising with ``number`` from 2013 to 2025, unevenly."""
        unevenness = number * 2654435761 % 997 / 1100
        share = (number + unevenness) / self.posts
        return FIRST_DAY + timedelta(seconds=int(share * (LAST_DAY - FIRST_DAY).total_seconds()))

    def comment_count(self, number: int) -> int:
        """Comments of post ``number``: over all posts exactly ``comments``."""
        whole = _weight_before(self.posts)
        before = self.comments * _weight_before(number) // whole
        return self.comments * _weight_before(number + 1) // whole - before

    def ping_count(self, number: int) -> int:
        """One post in eleven has been noticed by another site."""
        return 1 if number % 11 == 5 else 0


def _weight_before(number: int) -> int:
    rounds, rest = divmod(number, len(_COMMENT_WEIGHTS))
    return rounds * sum(_COMMENT_WEIGHTS) + sum(_COMMENT_WEIGHTS[:rest])


def ordinary_post_id(number: int) -> int:
    """1000, 1003, 1006, …; WordPress gives the ids between to images and revisions."""
    return 1000 + 3 * number


def make_card(plan: Plan, number: int) -> Card:
    """The card of post ``number``; its ``first_comment_id`` is not known yet (0)."""
    pen = Pen(f"{plan.seed}:{number}:card")
    title = pen.title()
    category = pen.pick(CATEGORIES)
    published = plan.published_at(number)
    modified = published
    if pen.chance(0.3):
        modified += timedelta(seconds=pen.count(600, 30 * 86_400))
    return Card(
        id=ordinary_post_id(number),
        path=_path(pen, title, category.slug, published),
        title=title,
        author=pen.pick(REGULAR_AUTHORS),
        category=category,
        published_at=published,
        modified_at=modified,
        comment_count=plan.comment_count(number) + plan.ping_count(number),
        tags=[TAGS[(number + step * 3) % len(TAGS)] for step in range(number % 4)],
        number=number,
    )


def _path(pen: Pen, title: str, category: str, published: datetime) -> str:
    """An address in the fashion of its year."""
    slug = slugify(title)
    modern = pen.chance(0.5)
    if published.year >= 2023:
        if modern:
            return f"/{pen.pick(_COUNTRIES)}/{pen.pick(_SECTIONS)}/{slug}/"
        return f"/{pen.pick(_SECTIONS)}/{slug}-{published:%m-%d-%Y}/"
    if 2016 <= published.year <= 2020 and modern:
        return f"/{published:%Y/%m/%d}/{slug}/"
    return f"/{category}/{slug}/"


def make_post(plan: Plan, card: Card) -> Post:
    """The whole post behind a card."""
    number = card.number
    pen = Pen(f"{plan.seed}:{number}:body")
    return Post(
        id=card.id,
        path=card.path,
        title=card.title,
        author=card.author,
        category=card.category,
        published_at=card.published_at,
        modified_at=card.modified_at,
        parts=[_body(pen, number)],
        tags=card.tags,
        comments=make_comments(plan, card),
        pings=_pings(plan, card),
        shape=_shape(number),
    )


def _shape(number: int) -> Shape:
    return Shape(
        layout="twentytwentyone" if number % 4 == 3 else "blabber",
        author_box=None if number % 3 == 1 else "inside",
        meta_line=number % 10 == 6,
        views=37 * number % 2900 + 12,
    )


def _body(pen: Pen, number: int) -> list[Block]:
    blocks: list[Block] = [paragraph(pen.paragraph(3, 5)), paragraph(*_with_link(pen))]
    if pen.chance(0.4):
        blocks.append(
            Figure(
                f"/wp-content/uploads/20{13 + number % 12}/{1 + number % 12:02d}/drawing-{number}.jpg",
                f"Drawing no. {number}: {pen.pick(('side view', 'bow', 'cockpit', 'cross-section', 'yard plan'))}",
                pen.sentence() if pen.chance(0.7) else None,
                classic=number % 2 == 0,
            )
        )
    if pen.chance(0.5):
        blocks.append(Heading("Background" if pen.chance(0.5) else pen.title()))
    blocks.extend(paragraph(pen.paragraph(3, 6)) for _ in range(pen.count(2, 5)))
    if pen.chance(0.3):
        items: tuple[tuple[Inline, ...], ...] = tuple((pen.sentence(),) for _ in range(pen.count(2, 4)))
        blocks.append(Bullets(items, ordered=pen.chance(0.3)))
    if pen.chance(0.3):
        blocks.append(Quote(tuple((pen.paragraph(1, 2),) for _ in range(pen.count(1, 2)))))
    if pen.chance(0.4):
        blocks.append(paragraph(Marked("strong", "Notes & Comments:")))
        blocks.append(paragraph(pen.paragraph(3, 5)))
    return blocks


def _with_link(pen: Pen) -> tuple[Inline, ...]:
    start = pen.paragraph(1, 3)
    if pen.chance(0.5):
        return (start,)
    address = (
        f"https://www.{pen.pick(('yardpost', 'rangelog', 'hullwatch'))}.example/{pen.count(100, 999)}?a=1&b=2"
    )
    return (f"{start} See ", Link(pen.pick(("the tender", "this note", "the first report")), address), ".")


Arrival = tuple[datetime, int | None]
"""When a comment came, and which earlier one (its place from 0) it answers."""


def comment_arrivals(plan: Plan, card: Card) -> list[Arrival]:
    """The times of a post's comments, without making their text; rising by at least a second."""
    pen = Pen(f"{plan.seed}:{card.number}:times")
    arrivals: list[Arrival] = []
    at = card.published_at
    for place in range(plan.comment_count(card.number)):
        at += timedelta(seconds=1 + int(-math.log(1 - pen.random()) * 40_000))
        answers = None
        if place and pen.chance(0.45):
            answers = max(place - 1 - int(-math.log(1 - pen.random()) * 3), 0)
        arrivals.append((at, answers))
    return arrivals


def make_comments(plan: Plan, card: Card) -> list[Comment]:
    """The comments of an ordinary post, ids and times rising together."""
    pen = Pen(f"{plan.seed}:{card.number}:talk")
    comments: list[Comment] = []
    for place, (at, answers) in enumerate(comment_arrivals(plan, card)):
        user: Author | None = pen.pick(AUTHORS) if pen.chance(0.04) else None
        comments.append(
            Comment(
                id=card.first_comment_id + place,
                post_id=card.id,
                author_name=user.name if user else pen.reader(),
                blocks=remark_blocks(pen),
                posted_at=at,
                parent_id=None if answers is None else card.first_comment_id + answers,
                website=f"https://reader{pen.count(1, 900)}.example/"
                if pen.chance(0.05) and not user
                else None,
                user=user,
                likes=pen.count(1, 9) if pen.chance(0.15) else 0,
            )
        )
    return comments


def remark_blocks(pen: Pen) -> Sequence[Block]:
    """What a reader writes: mostly one paragraph, now and then two, a line break or a link."""
    kind = pen.random()
    if kind < 0.70:
        return [paragraph(" ".join([pen.remark() for _ in range(pen.count(1, 3))]))]
    if kind < 0.90:
        return [paragraph(pen.remark()), paragraph(pen.remark(), " ", pen.remark())]
    if kind < 0.96:
        return [paragraph(pen.remark(), Break(), pen.remark())]
    address = f"https://www.yardpost.example/{pen.count(1000, 9999)}"
    return [paragraph(pen.remark()), paragraph(Link(address, address, "nofollow ugc"))]


def _pings(plan: Plan, card: Card) -> list[Ping]:
    if not plan.ping_count(card.number):
        return []
    return [
        Ping(
            id=card.first_comment_id + plan.comment_count(card.number),
            post_id=card.id,
            kind="pingback" if card.number % 2 else "trackback",
            title=f"Hull Log no. {card.number} » Week in review",
            url=f"https://hull-log.example/{card.number}/",
            posted_at=card.published_at + timedelta(days=60),
        )
    ]
