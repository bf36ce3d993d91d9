"""Special articles about the text itself: parts, another script, and everything a body can hold."""

from __future__ import annotations

from quwa_archive.demo.blocks import (
    Break,
    Bullets,
    Emoji,
    Figure,
    Heading,
    Link,
    Marked,
    Promo,
    Quote,
    Table,
    paragraph,
)
from quwa_archive.demo.cases.desk import Desk, prose, toronto
from quwa_archive.demo.model import Post, Shape
from quwa_archive.demo.people import ANALYSIS, AVIATION_WRITER, DAILY_NEWS, TAGS


def build_parts(desk: Desk) -> Post:
    """A body in four parts; page links stand in the content, box and comments repeat on every part."""
    first = desk.say("Deck Officer", toronto("2016-09-02 07:45"), "Four pages, and not one chart.")
    desk.say("Petr at the lathe", toronto("2016-09-02 22:10"), "Page three has one.", parent_id=first.id)
    pen = desk.pen()
    drawing = Figure(
        "/wp-content/uploads/2016/09/refit-chart.png", "Chart of the refit", "Chart 1: steel & days"
    )
    return desk.post(
        "A refit in four parts",
        "/2016/09/01/a-refit-in-four-parts/",
        [Heading("I. The dock"), *prose(pen, 2)],
        [Heading("II. The hull"), *prose(pen, 2), Quote((("Steel first, paint last.",),))],
        [Heading("III. The engine"), drawing, *prose(pen, 1)],
        [Heading("IV. The bill"), *prose(pen, 2), paragraph("It is ", Marked("em", "not"), " the last one.")],
        tags=TAGS[:1],
    )


def build_urdu(desk: Desk) -> Post:
    """Urdu from title to comments; the page says so in ``lang`` and ``dir``."""
    first = desk.say(
        "صائمہ بلوچ نگر", toronto("2018-11-21 06:15:09"), "خوب لکھا ہے، لیکن بندرگاہ کا نقشہ بھی دیجیے۔"
    )
    desk.say(
        "ملاح",
        toronto("2018-11-21 08:02:51"),
        paragraph("نقشہ پچھلے شمارے میں تھا۔", Break(), "شکریہ!"),
        parent_id=first.id,
    )
    return desk.post(
        "ساحلی جہاز کی دوسری آزمائش مکمل",
        "/daily-news/sahili-jahaz-ki-doosri-azmaish/",
        [
            paragraph("گودی کے مطابق جہاز نے تین دن سمندر میں گزارے اور “تمام نظام” درست کام کرتے رہے۔"),
            Heading("پس منظر"),
            paragraph(
                "پہلی آزمائش پچھلے برس دھند کی وجہ سے ادھوری رہ گئی تھی۔ انجن کا وزن 4,200 کلوگرام ہے۔"
            ),
            Bullets((("رفتار: 18 ناٹ",), ("عملہ: 42 افراد",))),
        ],
        shape=Shape(layout="twentytwentyone", language="ur", right_to_left=True),
    )


def build_rich(desk: Desk) -> Post:
    """Promo, captions of both kinds, a table, footnotes, a quote of two paragraphs, several scripts, emoji."""
    pen = desk.pen()
    note = Link("[1]", "https://www.hullwatch.example/notes?id=7&lang=tr")
    promo = Promo("Why the rotor blade line moved", "/2018/03/14/rotor-blade-line-opens/")
    return desk.post(
        "Everything about the 6×6 & its rivals",
        "/turkiye/land-systems/everything-about-the-6x6-and-its-rivals/",
        [
            paragraph("Three yards build a 6×6 that isn’t quite a truck.", note, " This page compares them."),
            promo,
            Figure(
                "/wp-content/uploads/2023/04/six-by-six.jpg", "A 6×6 “in the mud”", "Trial no. 4, May 2022"
            ),
            paragraph(
                "Turkish: “Araç çamurda ilerledi.” Czech: „Vozidlo projelo bahnem.“ Urdu: گاڑی کیچڑ سے گزر گئی۔"
            ),
            Heading("Figures"),
            Table(
                (
                    ("Maker", "Weight (t)", "Range (km)"),
                    ("Gomal Vehicle Plant", "14.2", "700"),
                    ("Meltem & Sons", "13.8", "< 650"),
                )
            ),
            paragraph("Axle one.", Break(), "Axle two.", Break(), "Axle three ", Emoji("🚚"), "."),
            Quote((("We build it for mud.",), ("Not for parades, and ", Marked("em", "not"), " for films."))),
            Figure("/wp-content/uploads/2023/04/axle.png", None, "The axle (drawing)", classic=True),
            Bullets(
                (
                    ("Cheap, says ", Link("the maker", "https://gomal.example/6x6"), "."),
                    (Marked("strong", "Heavy"), ", say the drivers."),
                    ("Late.",),
                )
            ),
            Heading("In order of arrival", 4),
            Bullets((("Gomal",), ("Meltem",)), ordered=True),
            Promo("Yard orders a second crane", "/2018/01/08/yard-orders-a-second-crane/"),
            *prose(pen, 2),
            paragraph("[1] Weights as printed in the brochures; nobody has weighed one."),
        ],
        category=ANALYSIS,
        author=AVIATION_WRITER,
        tags=TAGS[2:4],
        modified_at=toronto("2023-05-02 10:00"),
    )


def build_stock(desk: Desk) -> Post:
    """In the stock layout: the date has an offset, the author with a bio is named twice."""
    return desk.post(
        "Decoys for the shallow coast",
        "/region/naval-systems/decoys-for-the-shallow-coast/",
        prose(desk.pen(), 3),
        category=DAILY_NEWS,
        author=AVIATION_WRITER,
        shape=Shape(layout="twentytwentyone", author_box=None),
    )
