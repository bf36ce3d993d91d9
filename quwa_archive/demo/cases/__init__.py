"""The special articles, one row each: what is special, and what an archive does wrong that does not know."""

from __future__ import annotations

from quwa_archive.demo.cases import bodies, shapes, threads
from quwa_archive.demo.cases.desk import Case, Desk, toronto
from quwa_archive.demo.cases.origin import build_origin

__all__ = ["CASES", "Case", "Desk", "post_id_of"]

CASES: tuple[Case, ...] = (
    Case(
        "origin",
        "author box with a role, section 'Notes & Comments:', 23 flat comments in strict time order, 0 likes each",
        "the article this project started from, in shape",
        toronto("2017-01-11 23:41:07"),
        build_origin,
        shown=23,
        ids=23,
    ),
    Case(
        "nested",
        "seven levels shown as five, a reply older than its parent, two replies to a held comment, two pings with "
        "swapped labels, a reply to a ping",
        "parents at the depth limit are wrong on the page; heading 13, shown 9; pings are not comments",
        toronto("2019-03-03 11:00"),
        threads.build_nested,
        shown=9,
        ids=14,
    ),
    Case(
        "twins",
        "two comments with equal author, minute and text; closed since",
        "whoever compares text instead of ids keeps one of them",
        toronto("2014-05-01 10:12:30"),
        threads.build_twins,
        shown=2,
        ids=2,
    ),
    Case(
        "clock",
        "comments in the repeated hour, at the skipped hour, at midnight and noon",
        "1:30 am stands twice, 3:30 am may be 2:30, 12:00 am is not noon",
        toronto("2017-11-04 20:00"),
        threads.build_clock,
        shown=7,
        ids=7,
    ),
    Case(
        "paged",
        "400 comments on eight comment pages, the newest under the plain address",
        "the plain address shows eleven of 400",
        toronto("2021-12-20 09:30"),
        threads.build_paged,
        shown=400,
        ids=400,
    ),
    Case(
        "fifty-one",
        "51 comments on pages of 50; names such as 'By Stander' and 'by the way'; every kind of markup",
        "the plain address shows one; a label 'by ' is not part of a name, but a name may begin so",
        toronto("2015-06-10 14:00"),
        threads.build_fifty_one,
        shown=51,
        ids=51,
    ),
    Case(
        "parts",
        "a body in four parts, comments and author box on each",
        "text is lost, or comments are stored four times; a part's canonical address is its own",
        toronto("2016-09-01 12:00"),
        bodies.build_parts,
        shown=2,
        ids=2,
    ),
    Case(
        "urdu",
        "Urdu title, text and comments, right to left, in the stock layout with a nested reply",
        "scripts are mangled, the language is not noted",
        toronto("2018-11-20 18:30:45"),
        bodies.build_urdu,
        shown=2,
        ids=2,
    ),
    Case(
        "no-box",
        "no author box",
        "the author is known from the head alone, and has no role",
        toronto("2015-02-17 08:00"),
        shapes.build_no_box,
    ),
    Case(
        "silent",
        "an open form and no comments",
        "no count is printed: null, not 0",
        toronto("2019-07-01 16:00"),
        shapes.build_silent,
    ),
    Case(
        "closed",
        "closed and no comments section at all",
        "a missing section is no broken page",
        toronto("2019-07-02 09:00"),
        shapes.build_closed,
    ),
    Case(
        "counted-gate",
        "a gate line with word counts",
        "an excerpt is stored as the article; the gate counts as text",
        toronto("2022-02-08 07:15"),
        shapes.build_counted_gate,
    ),
    Case(
        "plain-gate",
        "a gate line without counts",
        "as above",
        toronto("2022-03-15 07:15"),
        shapes.build_plain_gate,
    ),
    Case(
        "protected",
        "title with 'Protected:', a form, no text; two comments that nobody is shown",
        "the form is stored as text; the API refuses its comments (401) and still counts them",
        toronto("2020-08-09 10:00"),
        shapes.build_protected,
        ids=2,
    ),
    Case(
        "untitled",
        "no title, no h1; an author without a bio",
        "the title of a related post is taken",
        toronto("2015-09-09 06:00"),
        shapes.build_untitled,
    ),
    Case(
        "premium",
        "label, badge 'Plus', deck and counters around the title; one comment, one like",
        "labels end up in the title, '670Views1Comment' in the text",
        toronto("2022-06-02 12:00"),
        shapes.build_premium,
        shown=1,
        ids=1,
    ),
    Case(
        "two-addresses",
        "two dated addresses that both answer 200",
        "one article is stored twice; a date in an address is taken for the date of publication",
        toronto("2018-03-14 05:50"),
        shapes.build_two_addresses,
    ),
    Case(
        "moved",
        "the old address redirects (301)",
        "the same article under two keys",
        toronto("2016-05-09 13:13:13"),
        shapes.build_moved,
    ),
    Case(
        "theme-box",
        "the theme's own author box",
        "'View All Posts' ends up in the bio",
        toronto("2021-04-11 15:00"),
        shapes.build_theme_box,
    ),
    Case(
        "box-after",
        "the plugin's author box after the content",
        "the author is not found",
        toronto("2020-10-30 19:00"),
        shapes.build_box_after,
    ),
    Case(
        "sidebar",
        "h1 outside and before the article, a widget with recent comments of other articles",
        "the title is not found; the widget's names are taken for commenters",
        toronto("2023-01-20 09:45"),
        shapes.build_sidebar,
    ),
    Case(
        "namesake",
        "an author whose display name another author has too",
        "two authors become one",
        toronto("2024-02-01 08:00"),
        shapes.build_namesake,
    ),
    Case(
        "other-namesake",
        "the other author of that name",
        "as above",
        toronto("2024-02-02 08:00"),
        shapes.build_other_namesake,
    ),
    Case(
        "rich",
        "promos, captions, a table, footnotes, a quote of two paragraphs, lists, several scripts, emoji",
        "promos and captions end up in the text; cells run together",
        toronto("2023-04-28 11:11"),
        bodies.build_rich,
    ),
    Case(
        "misdated",
        "a printed date that is not the date of publication",
        "2018 becomes 2022",
        toronto("2018-01-08 10:30"),
        shapes.build_misdated,
    ),
    Case(
        "undated",
        "no date and no author on the page",
        "only API, feed and sitemap know when it was published",
        toronto("2024-09-17 17:17:17"),
        shapes.build_undated,
    ),
    Case(
        "stock",
        "the stock layout without comments",
        "its date carries an offset, its author box has other names",
        toronto("2023-10-05 13:00"),
        bodies.build_stock,
    ),
)


def post_id_of(place: int) -> int:
    """The post id of the case in that place of the table: 101, 104, 107, …; the same at every size of the site."""
    return 101 + 3 * place
