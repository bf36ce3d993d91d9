"""The article this project started from, in shape: a short note, a box with a role, 23 flat comments."""

from __future__ import annotations

from quwa_archive.demo.blocks import Marked, paragraph
from quwa_archive.demo.cases.desk import Desk, toronto
from quwa_archive.demo.model import Author, Post, Shape
from quwa_archive.demo.people import AVIATION_WRITER, FOUNDER

_BODY = (
    "The Sounding Rocket Convention (SRC) sent three observers to the Sonmiani range on Wednesday, "
    "according to a two-line notice of the Range Safety Office.",
    "The Convention was founded in 1991 so that weather rockets would stop falling on fishing boats. Since 2004 "
    "it also counts balloons that carry more than 12 kg above 30 km, a clause nobody has used.",
    "The visitors were led by the Convention’s secretary, a retired meteorologist. The hosts showed them the "
    "launch rail, the recovery boat and – at some length – the canteen.",
    "Both sides spoke of “useful technical talks”. The Range Safety Office calls its own record “a contribution "
    "to safer skies over a busy sea.”",
)

_NOTES = (
    "Membership would cost little: a yearly report, and a telephone that somebody answers. In return the range "
    "could buy parachutes and telemetry sets from yards that sell only to members. It has not asked to join, "
    "though it keeps the Convention’s rules of its own accord."
)

_TALK: tuple[tuple[str, str | Author, tuple[str, ...]], ...] = (
    (
        "2017-01-12 00:50",
        "keel_layer",
        ("The winter balloon did it. Now everyone wants to see the launch rail.",),
    ),
    (
        "2017-01-12 03:17",
        FOUNDER,
        (
            "Not quite… the invitation is from 2015.",
            "And last autumn the office said:",
            "//No date has been set, and the canteen is being repainted.//",
            "“We answer letters in the order of their arrival,” it added.",
        ),
    ),
    (
        "2017-01-12 03:27",
        "J.",
        (
            "Until the range flies something bigger than a weather rocket there is no reason to join. "
            "Even then I see none.",
        ),
    ),
    (
        "2017-01-12 03:42",
        "Tomas Vrabcek",
        (
            "Telemetry sets are the reason.",
            "Parachutes too, and insurance for the recovery boat.",
            "The rules only bind what you launch, not what you keep in the shed.",
        ),
    ),
    (
        "2017-01-12 04:23",
        "J.",
        (
            "Which telemetry sets, and which insurance? Name one.",
            "A member can be refused as easily as anybody.",
        ),
    ),
    (
        "2017-01-12 05:31",
        "Tomas Vrabcek",
        ("J., read annex C. Two yards have delivered under it since 2009.",),
    ),
    ("2017-01-12 06:02", "radar dish", ("Annex C was suspended for a year. Still, a fair point.",)),
    ("2017-01-12 07:48", "Sadia Chitrawal", ("Who paid for the canteen?",)),
    ("2017-01-12 09:15", FOUNDER, ("Sadia: the notice doesn’t say. I have asked.",)),
    ("2017-01-12 09:15", "Bosun", ("30 km? My kite nearly gets there.",)),
    (
        "2017-01-12 11:36",
        "Imtiaz Sohanpuri",
        (
            "Balloons above 12 kg are rare here. The meteorological service flies 4 kg ones.",
            "So the clause costs nothing.",
        ),
    ),
    ("2017-01-12 13:04", "third shift", ("@Imtiaz: it costs a report a year, and somebody must write it.",)),
    ("2017-01-12 16:59", "Hana Lesnak", ("Why a retired meteorologist? Was no rocket person free?",)),
    (
        "2017-01-12 18:20",
        AVIATION_WRITER,
        ("He built the rail at the old range. I would call that a rocket person.",),
    ),
    ("2017-01-13 00:00", "saltwater", ("Fishermen remember the winter of the falling fins. Let them join.",)),
    ("2017-01-13 02:45", "J.", ("A fin is not an argument.",)),
    ("2017-01-13 12:00", "gear oil", ("It is if it lands on your boat, J.",)),
    (
        "2017-01-14 08:11",
        "Waqar Mirwanzai",
        ("The neighbours joined last summer and have bought nothing since. What does that tell us?",),
    ),
    ("2017-01-14 21:33", "Tomas Vrabcek", ("That they had no money, Waqar. Not that the annex is empty.",)),
    (
        "2017-01-17 10:27",
        "Pontoon",
        ("To the gentleman who mentioned the barge: it was sold in 2013, so your sum is off by a barge.",),
    ),
    ("2017-01-22 23:58", "observer", ("Any news from the canteen?",)),
    ("2017-01-30 19:06", FOUNDER, ("It is green now.",)),
    (
        "2017-02-10 11:09",
        "Kerem Yelkenci",
        ("Late to this. A range that keeps the rules without joining has the better bargain, I would say.",),
    ),
)


def build_origin(desk: Desk) -> Post:
    """Published on the evening before its first comment, by Toronto's clock; all comments at the top level."""
    for when, author, paragraphs in _TALK:
        desk.say(author, toronto(when), *paragraphs)
    return desk.post(
        "Sounding Rocket Convention observers at the Sonmiani range",
        "/daily-news/sounding-rocket-convention-observers-at-the-sonmiani-range/",
        [*map(paragraph, _BODY), paragraph(Marked("strong", "Notes & Comments:")), paragraph(_NOTES)],
        shape=Shape(author_box="inside"),
        modified_at=toronto("2017-01-12 09:02:33"),
    )
