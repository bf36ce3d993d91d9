"""Special articles about comments: nesting, hidden replies, twins, the clock change, comment pages."""

from __future__ import annotations

from datetime import timedelta

from quwa_archive.demo.blocks import Break, Bullets, Emoji, Link, Marked, Quote, paragraph
from quwa_archive.demo.cases.desk import Desk, prose, toronto
from quwa_archive.demo.model import Author, Post, Shape
from quwa_archive.demo.ordinary import remark_blocks
from quwa_archive.demo.people import ANALYSIS, AVIATION_WRITER, FOUNDER, NAVAL, NAVAL_WRITER

_LEVELS = (
    ("Ondrej Lesnak", "Which of the two slipways is meant, the east one?"),
    ("slide rule", "The west one. The east slipway has been a car park since 2011."),
    ("Ondrej Lesnak", "A car park? Then where do they keep the keel blocks?"),
    ("Rivet Counter", "Under the car park, of course."),
    ("slide rule", "That explains the bumps."),
    ("Aylin Okyanus", "I have parked there. It is not the keel blocks, it is the drain."),
    ("Rivet Counter", "The drain runs round the keel blocks, Aylin."),
)


def build_nested(desk: Desk) -> Post:
    """Seven levels of replies (the page shows five), a reply older than its parent, hidden replies, pings."""
    parent_id = None
    for hour, (author, text) in enumerate(_LEVELS):
        parent_id = desk.say(author, toronto(f"2019-03-04 {10 + hour}:05:20"), text, parent_id=parent_id).id
    first = desk.comments[0]
    held = desk.say("cheap paint", toronto("2019-03-04 18:00"), "Buy paint here.", held=True)
    desk.say("Zdenka Bystrak", toronto("2019-03-04 18:20"), "No thanks, we have paint.", parent_id=held.id)
    desk.say("Faiz Jhelumi", toronto("2019-03-04 18:41"), "Please remove the paint.", parent_id=held.id)
    desk.say("early bird", toronto("2019-03-04 09:58"), "The east one, surely.", parent_id=first.id)
    ping = desk.ping(
        "pingback", "Slipway Notes » Parking at the yard", "https://slipway.example/parking?a=1&b=2",
        toronto("2019-03-06 08:00"),
    )  # fmt: skip
    desk.ping(
        "trackback", "The Drain <weekly>", "https://drain.example/issue/12", toronto("2019-03-07 09:00")
    )
    desk.say("Hana Kolarik", toronto("2019-03-08 07:30"), "Nice to be quoted by them.", parent_id=ping.id)
    return desk.post(
        "Two slipways, one car park: who moved the keel blocks?",
        "/defence-analysis/two-slipways-one-car-park/",
        prose(desk.pen(), 3),
        category=ANALYSIS,
        author=NAVAL_WRITER,
    )


def build_twins(desk: Desk) -> Post:
    """Two different comments with equal author, minute and text; comments are closed since."""
    for second in (11, 44):
        desk.say("Pontoon", toronto(f"2014-05-02 16:31:{second}"), "Second this.")
    return desk.post(
        "Barge auction ends without a bid",
        "/daily-news/barge-auction-ends-without-a-bid/",
        prose(desk.pen(), 2),
        shape=Shape(comments_open=False),
    )


def build_clock(desk: Desk) -> Post:
    """Toronto's repeated hour of 5 November 2017 and skipped hour of 11 March 2018; midnight and noon."""
    for author, when, text in (
        ("night watch", toronto("2017-11-05 01:30"), "First half past one of the night."),
        ("night watch", toronto("2017-11-05 01:00", fold=1), "One o’clock again, later than the last one."),
        ("Bosun", toronto("2017-11-05 01:30", fold=1), "Second half past one of the night."),
        ("Tomas Vrabcek", toronto("2017-11-06 00:00"), "On the stroke of midnight."),
        ("Leyla Denizalp", toronto("2017-11-06 12:00"), "On the stroke of noon."),
        ("importer", toronto("2018-03-11 01:30") + timedelta(hours=1), "Sent at half past two by my watch."),
        ("Bosun", toronto("2018-03-11 03:30"), "Half past three, at the same instant."),
    ):
        desk.say(author, when, text)
    return desk.post(
        "Night shift at the tide gauge",
        "/2017/11/04/night-shift-at-the-tide-gauge/",
        prose(desk.pen(), 2),
        category=NAVAL,
    )


def build_paged(desk: Desk) -> Post:
    """400 comments on eight comment pages of 50 threads or fewer; the plain address shows the newest."""
    pen = desk.pen()
    at = desk.published_at
    for number in range(400):
        at += timedelta(seconds=pen.count(240, 14_000))
        author: str | Author = pen.reader() if number % 37 else AVIATION_WRITER
        parent_id = None
        if number % 10 == 9:
            parent_id = desk.comments[number - pen.count(1, 9)].id
        desk.say(author, at, *remark_blocks(pen), parent_id=parent_id, likes=pen.count(0, 3))
    return desk.post(
        "The “one-and-a-half” engine debate, continued",
        "/defence-analysis/the-one-and-a-half-engine-debate/",
        prose(pen, 5),
        category=ANALYSIS,
        author=AVIATION_WRITER,
        shape=Shape(comments_per_page=50),
    )


def build_fifty_one(desk: Desk) -> Post:
    """One thread too many for one comment page; odd names and every kind of markup in the comments."""
    pen = desk.pen()
    at = desk.published_at
    source = "https://www.rangelog.example/tug?year=2015&page=2"
    odd = (
        (
            "By Stander",
            (paragraph("First paragraph."), paragraph("Second one,", Break(), "on two lines.")),
        ),
        ("by the way", (paragraph("See ", Link("the range log", source, "nofollow ugc"), " for the tug."),)),
        ("<R&D> “Desk”", (paragraph("5 < 7 & 7 > 5, as the \"desk\" would say."),)),
        ("Selin 🚢", (paragraph("Full ahead ", Emoji("🙂"), " and mind the buoy ", Emoji("⚓"), "!"),)),
        (
            "O’Keel \"Sparks\" & Sons",
            (Quote((("It floats.",), ("It even turns.",))), paragraph("Both at once?")),
        ),
        ("posted", (paragraph("Set ", Marked("code", "trim = 0 && ballast < 3"), " and try again."),)),
        (
            FOUNDER,
            (
                paragraph("In order of price:"),
                Bullets((("the ", Marked("strong", "tug")), ("the barge",), ("the buoy",)), ordered=True),
            ),
        ),
        ("اسلم ملاح", (paragraph("کشتی اچھی ہے، مگر انجن پرانا ہے۔"),)),
    )  # fmt: skip
    for number in range(51):
        at += timedelta(seconds=pen.count(500, 20_000))
        if number < len(odd):
            desk.say(odd[number][0], at, *odd[number][1])
        else:
            desk.say(pen.reader(), at, *remark_blocks(pen))
    return desk.post(
        "Harbour tug 6×6: fifty-one opinions",
        "/naval-news/harbour-tug-fifty-one-opinions/",
        prose(pen, 3),
        category=NAVAL,
        author=NAVAL_WRITER,
        shape=Shape(comments_per_page=50),
    )
