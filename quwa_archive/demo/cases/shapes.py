"""Special articles about the page around the text: titles, boxes, gates, dates, addresses."""

from __future__ import annotations

from quwa_archive.demo.blocks import Gate, Heading, Marked, paragraph, to_text
from quwa_archive.demo.cases.desk import Desk, prose, toronto
from quwa_archive.demo.model import Post, Shape
from quwa_archive.demo.people import (
    ANALYSIS,
    AVIATION_WRITER,
    DAILY_VIEWS,
    GUEST,
    NAMESAKE,
    NAVAL,
    NAVAL_WRITER,
    OTHER_NAMESAKE,
    PREMIUM,
    STAFF,
    TAGS,
)


def build_no_box(desk: Desk) -> Post:
    """No author box; only the head names the author."""
    return desk.post(
        "Paint scheme of the patrol squadron changes again",
        "/daily-news/paint-scheme-changes-again/",
        prose(desk.pen(), 3),
        author=AVIATION_WRITER,
        shape=Shape(author_box=None),
    )


def build_silent(desk: Desk) -> Post:
    """An open form, no comments: no heading, no count."""
    return desk.post(
        "Tender for a spare anchor",
        "/daily-news/tender-for-a-spare-anchor/",
        prose(desk.pen(), 2),
        author=STAFF,
    )


def build_closed(desk: Desk) -> Post:
    """Closed and without comments: no comments section at all."""
    return desk.post(
        "Correction to the anchor tender",
        "/daily-news/correction-to-the-anchor-tender/",
        prose(desk.pen(), 1),
        author=STAFF,
        shape=Shape(comments_open=False),
    )


def build_counted_gate(desk: Desk) -> Post:
    """An excerpt whose gate line counts words: those shown and those of the whole article."""
    body = [Heading("Abstract"), *prose(desk.pen(), 3)]
    shown = len(to_text(body).split())
    total = shown + 949
    gate = Gate(
        f"End of Excerpt ({shown}/{total:,} words)",
        "You can read the complete article if you have an account.",
    )
    return desk.post(
        "Gearboxes of the region: a survey",
        "/sample-premium-excerpt/gearboxes-of-the-region-2/",
        [*body, gate],
        category=PREMIUM,
        author=NAVAL_WRITER,
        words_shown=shown,
        words_total=total,
    )


def build_plain_gate(desk: Desk) -> Post:
    """An excerpt whose gate line counts nothing."""
    return desk.post(
        "The turboshaft market after the thaw",
        "/sample-premium-excerpt/the-turboshaft-market-after-the-thaw-1/",
        [*prose(desk.pen(), 2), Gate("End of Excerpt.", "The rest is for members.")],
        category=PREMIUM,
        author=AVIATION_WRITER,
    )


def build_protected(desk: Desk) -> Post:
    """Behind a password: a form instead of the text; its comments exist but are shown to nobody."""
    desk.say("keel_layer", toronto("2020-08-10 09:12"), "Only members of the yard will read this.")
    desk.say("Bosun", toronto("2020-08-11 21:40"), "And they will keep it to themselves.")
    return desk.post(
        "Minutes of the dry dock meeting",
        "/daily-news/minutes-of-the-dry-dock-meeting/",
        [paragraph("Nobody without the password must ever see this sentence."), *prose(desk.pen(), 2)],
        password=True,
    )


def build_untitled(desk: Desk) -> Post:
    """A post without a title has no ``h1``."""
    return desk.post("", "/daily-news/untitled-note/", prose(desk.pen(), 1), author=GUEST)


def build_premium(desk: Desk) -> Post:
    """Label before the title, badge behind it, deck under it, counters run together, a single comment."""
    desk.say("slide rule", toronto("2022-06-03 08:08"), "Worth the money.", likes=1)
    return desk.post(
        "Ice-class supply ships: who needs them?",
        "/sample-premium/ice-class-supply-ships/",
        prose(desk.pen(), 4),
        category=PREMIUM,
        author=NAVAL_WRITER,
        tags=TAGS[:3],
        shape=Shape(
            label="Sample Premium",
            badge="Plus",
            deck="A yard without ice orders an icebreaker, and has its reasons.",
            meta_line=True,
            views=670,
        ),
    )


def build_two_addresses(desk: Desk) -> Post:
    """Both addresses answer 200; the dates in them are not both the date of publication."""
    return desk.post(
        "Rotor blade line opens at Kamra",
        "/2018/03/14/rotor-blade-line-opens/",
        prose(desk.pen(), 3),
        author=AVIATION_WRITER,
        also_at=["/2019/10/22/rotor-blade-line-opens/"],
    )


def build_moved(desk: Desk) -> Post:
    """The old address redirects."""
    return desk.post(
        "Minehunter crew trains with borrowed sonar",
        "/naval-news/minehunter-crew-trains-with-borrowed-sonar/",
        prose(desk.pen(), 3),
        category=NAVAL,
        author=NAVAL_WRITER,
        moved_from=["/2016/05/09/minehunter-crew-trains-with-borrowed-sonar/"],
    )


def build_theme_box(desk: Desk) -> Post:
    """The theme's own author box: no role, and a link "View All Posts" inside the bio."""
    return desk.post(
        "What the simulator hall cannot simulate",
        "/daily-views/what-the-simulator-hall-cannot-simulate/",
        prose(desk.pen(), 4),
        category=DAILY_VIEWS,
        author=AVIATION_WRITER,
        shape=Shape(author_box="theme", meta_line=True, views=18),
    )


def build_box_after(desk: Desk) -> Post:
    """The plugin's author box after the content element instead of in it."""
    return desk.post(
        "A second look at the harbour boom",
        "/daily-views/a-second-look-at-the-harbour-boom/",
        prose(desk.pen(), 3),
        category=DAILY_VIEWS,
        shape=Shape(author_box="after"),
    )


def build_sidebar(desk: Desk) -> Post:
    """``h1`` outside and before the article; a sidebar whose widget lists comments of other articles."""
    return desk.post(
        "Radar picket: the case for a smaller mast",
        "/defence-analysis/radar-picket-the-case-for-a-smaller-mast/",
        prose(desk.pen(), 4),
        category=ANALYSIS,
        shape=Shape(sidebar=True, meta_line=True, views=209),
        tags=TAGS[1:2],
    )


def build_namesake(desk: Desk) -> Post:
    """One of two authors with the same display name."""
    return desk.post(
        "Coastal notes: fog over the range",
        "/daily-news/coastal-notes-fog-over-the-range/",
        prose(desk.pen(), 2),
        author=NAMESAKE,
    )


def build_other_namesake(desk: Desk) -> Post:
    """The other one; only the address of the author's page tells them apart."""
    return desk.post(
        "From the archive: fog over the yard",
        "/daily-news/from-the-archive-fog-over-the-yard/",
        prose(desk.pen(), 2),
        author=OTHER_NAMESAKE,
    )


def build_misdated(desk: Desk) -> Post:
    """An older skin prints a date under the title that is not the date of publication."""
    return desk.post(
        "Yard orders a second crane",
        "/2018/01/08/yard-orders-a-second-crane/",
        [*prose(desk.pen(), 2), paragraph(Marked("strong", "Comment and Analysis")), *prose(desk.pen(), 1)],
        shape=Shape(meta_line=True, printed_date="May 24, 2022", views=867),
        modified_at=toronto("2022-05-24 11:20"),
    )


def build_undated(desk: Desk) -> Post:
    """No date and no author anywhere on the page; only API, feed and sitemap know."""
    return desk.post(
        "Rescue bell passes its depth test",
        "/czechia/naval-systems/rescue-bell-passes-its-depth-test/",
        prose(desk.pen(), 3),
        category=NAVAL,
        shape=Shape(head_metadata=False, author_box=None),
    )
