"""A reading by inference beside what a feed or the API states of the article: title, first and last words."""

from __future__ import annotations

import pytest

from quwa_archive import pages
from quwa_archive.items import CheckItem, PageItem, StatedComment, Statement

URL = "https://sample.example/yards/a-slipway-moves/"
TITLE = "A slipway moves"
TEXT = (
    "<p>The slipway was moved on Tuesday, two metres to the east of where it had stood since the war.</p>"
    "<p>Nobody had asked the tide tables about it, and they answered all the same in the night.</p>"
    "<p>By Friday it lay where it had been, and the yard painted a line round it to be sure.</p>"
)
OPENING = "The slipway was moved on Tuesday, two metres to the east of where it had"
CLOSING = "it lay where it had been, and the yard painted a line round it to be sure."
WHOLE = Statement(TITLE, OPENING, CLOSING)
BEGINNING = Statement(TITLE, OPENING)


def page(content: str, *, beside: str = "", heading: str = TITLE, head_title: str = TITLE) -> bytes:
    return (
        f'<html lang="en-US"><head><title>{head_title}</title></head><body class="single single-post postid-31">'
        f'<div class="post post-31"><h1 class="top">{heading}</h1>{beside}<div class="story">{content}</div></div>'
        "</body></html>"
    ).encode()


def read(html: bytes, statement: Statement | None) -> PageItem:
    return pages.read(html, url=URL, statement=statement)


def said(item: PageItem) -> CheckItem | None:
    return next((check for check in item.checks if check.name == "stated"), None)


def test_what_is_stated_proves_a_reading() -> None:
    alone, proved = read(page(TEXT), None), read(page(TEXT), WHOLE)
    assert said(alone) is None
    assert said(proved) == CheckItem("stated", "agree", "title the same, beginning the same, end the same")
    assert (proved.title, proved.body_text, proved.body_html) == (
        alone.title,
        alone.body_text,
        alone.body_html,
    )
    assert alone.confidence is not None
    assert proved.confidence is not None
    assert proved.confidence > alone.confidence


def test_quotes_dashes_and_spaces_of_a_feed_may_differ() -> None:
    html = page(
        TEXT.replace("Tuesday, two", "&#8220;Tuesday&#8221; \u2013\n two"),
        heading="A  slipway &#8216;moves&#8217;",
    )
    assert said(read(html, WHOLE)) == CheckItem(
        "stated", "agree", "title the same, beginning the same, end the same"
    )


PLUGINS = {
    "before": '<div class="xqz-bar"><span>Words of a bar that nobody has ever seen before, at some length.</span></div>'
    + TEXT,
    "behind": TEXT
    + '<div class="xqz-more"><div><p>If you liked slipways, you will love our course on slipways, now in three parts.</p></div></div>',
    "both, deep": '<div class="wrap"><div class="xqz-lead"><p>You are reading this as one of our valued readers of note.</p></div>'
    f"<div>{TEXT}</div></div><div class='xqz-close'>The yard's own words close here, and the next lines are not from it.</div>",
}


@pytest.mark.parametrize("content", PLUGINS.values(), ids=PLUGINS)
def test_what_a_plugin_prints_round_a_text_is_told_apart(content: str) -> None:
    alone, guided = read(page(content), None), read(page(content), WHOLE)
    right = read(page(TEXT), None)
    assert alone.body_text != right.body_text
    assert guided.body_text == right.body_text
    check = said(guided)
    assert check is not None
    assert check.outcome == "agree"


def test_a_beginning_alone_cuts_nothing() -> None:
    """An excerpt may lack what stands first in the text: a table, an embedded page."""
    guided = read(page(PLUGINS["before"]), BEGINNING)
    assert guided.body_text == read(page(PLUGINS["before"]), None).body_text
    assert said(guided) == CheckItem("stated", "silent", "title the same, beginning behind other words")


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (
            f"<p>Update: the line has been painted again.</p>{TEXT}",
            "beginning behind other words, end the same",
        ),
        (
            f'{TEXT}<div class="wp-block-group"><p>Correction: it was three metres.</p></div>',
            "beginning the same, end behind other words",
        ),
        (
            f'<div class="correction">It was three metres, not two.</div>{TEXT}',
            "beginning behind other words, end the same",
        ),
        (
            f'{TEXT}<div class="box author-note"><p>I was not there.</p></div>',
            "beginning the same, end behind other words",
        ),
        (
            f'{TEXT}<ol class="footnotes"><li>In the yard.</li></ol>',
            "beginning the same, end behind other words",
        ),
        (
            f'<p class="update">The line has been painted again.</p>{TEXT}',
            "beginning behind other words, end the same",
        ),
        (
            TEXT.replace("The slipway was moved", "The old slipway was moved"),
            "beginning another, end the same",
        ),
    ],
    ids=["added before", "added behind", "a correction", "a note", "footnotes", "an update", "edited"],
)
def test_what_an_editor_wrote_since_stays_and_is_no_reason_for_doubt(content: str, detail: str) -> None:
    alone, guided = read(page(content), None), read(page(content), WHOLE)
    assert guided.body_text == alone.body_text
    assert guided.confidence == alone.confidence
    assert said(guided) == CheckItem("stated", "silent", f"title the same, {detail}")


def test_a_text_that_stands_elsewhere_on_the_page_is_found() -> None:
    """The longest run of paragraphs is another one, in an element that is called a body."""
    decoy = "".join(
        f"<p>Clause {n} of the terms under which this yard lets its slips and its cranes.</p>"
        for n in range(9)
    )
    html = page("", beside=f'<div class="plate">{TEXT}</div><div class="entry-content">{decoy}</div>')
    assert read(html, None).body_text.startswith("Clause 0")
    guided = read(html, WHOLE)
    assert guided.body_text == read(page(TEXT), None).body_text
    assert guided.confidence is not None
    assert guided.confidence > 0.9


def test_first_words_with_a_name_that_furniture_has_are_kept() -> None:
    content = TEXT.replace("<p>The slipway", '<p class="byline">The slipway', 1)
    assert read(page(content), None).body_text.startswith("Nobody had asked")
    for statement in (WHOLE, BEGINNING):
        guided = read(page(content), statement)
        assert guided.body_text == read(page(TEXT), None).body_text


def test_the_title_is_the_heading_that_is_stated() -> None:
    """Where the head has another one, for search engines: between two headings that it does not know."""
    html = page(
        TEXT,
        beside=f"<h2>{TITLE}</h2>",
        heading="From the yards",
        head_title="Slipways, two metres, tide tables",
    )
    assert read(html, None).title == "From the yards"
    assert read(html, WHOLE).title == TITLE


def test_a_title_that_head_and_feed_agree_on_beats_what_themes_call_a_title() -> None:
    """The feed's word takes nothing from the head's: alone the head tells the two headings apart, too."""
    beside = '<div><h1 class="entry-title">From the yards</h1></div>'
    html = page(TEXT, beside=beside, head_title=TITLE).replace(
        b"</head>", f'<meta property="og:title" content="{TITLE}"></head>'.encode()
    )
    html = html.replace(f'<h1 class="top">{TITLE}</h1>'.encode(), f"<h2>{TITLE}</h2>".encode())
    html = html.replace(TEXT.encode(), f'{TEXT}<div class="xqz-line"><p>More of it.</p></div>'.encode())
    guided = read(html, WHOLE)
    assert read(html, None).title == guided.title == TITLE
    assert guided.body_text == read(page(TEXT), None).body_text


def test_a_title_that_was_changed_since_is_not_taken_back() -> None:
    """The old one stands in a list of related posts, or as a heading in the text."""
    new = "Slipways move twice"
    for old in (f'<div class="related"><h3>{TITLE}</h3></div>', f"<h2>{TITLE}</h2>"):
        guided = read(page(TEXT, beside=old, heading=new, head_title=f"{new} | Gazette"), WHOLE)
        assert guided.title == new
        assert guided.body_text == read(page(TEXT), None).body_text


def test_words_that_are_lacking_and_stand_on_the_page_are_a_contradiction() -> None:
    """The first words stand in the sidebar alone, where no body is: what was read of the article is not all of it."""
    first, rest = TEXT.split("</p>", 1)
    half = first.index("two metres")
    html = page(
        f"<p>{first[half:]}</p>{rest}",
        beside=f'<aside class="sidebar widget">{first[:half]}{first[half:]}</p></aside>',
    )
    guided, alone = read(html, BEGINNING), read(html, None)
    check = said(guided)
    assert check is not None
    assert (check.outcome, check.detail) == ("disagree", "title the same, beginning lacking")
    assert guided.confidence is not None
    assert alone.confidence is not None
    assert guided.confidence < 0.6 <= alone.confidence


def test_the_comments_are_none_of_the_text_however_long_they_are() -> None:
    comments = "".join(
        f'<li id="comment-{n}" class="comment"><b>Reader {n}</b> <i>May {n}, 2015 10:00 am</i><p>{CLOSING} Said {n}.</p></li>'
        for n in (3, 4, 5)
    )
    html = page(f'{TEXT}<ol class="talk">{comments}</ol>')
    guided = read(html, WHOLE)
    assert guided.body_text == read(page(TEXT), None).body_text
    assert [comment.id for comment in guided.comments] == [3, 4, 5]
    check = said(guided)
    assert check is not None
    assert check.outcome == "agree"


def test_a_title_that_is_known_is_found_where_titles_seldom_stand() -> None:
    """A theme's header that is never closed holds all of the page in this tree, and a banner of the blog comes first."""
    html = page(
        TEXT, beside=f'<aside class="widget"><h2>{TITLE}</h2></aside>', heading="Blog", head_title="Yard"
    )
    assert read(html, None).title == "Blog"
    assert read(html, WHOLE).title == TITLE


API = Statement(
    "",
    comments=(
        StatedComment(3, "Guest", "<p>Three metres would have been better.</p>"),
        StatedComment(4, "Harbour Board", "<p>Two.</p><p>And a half.</p>"),
        StatedComment(9, "Nobody here", "<p>Hidden.</p>"),
    ),
)


def thread(shape: str) -> bytes:
    comments = [
        (3, "Guest", "<p>Three metres would have been better.</p>"),
        (4, "Harbour Board", "<p>Two.</p><p>And a half.</p>"),
        (5, "Ilsa", "<p>I was there.</p><p>It was four.</p>"),
    ]
    rows = "".join(shape.format(n=n, name=name, text=text) for n, name, text in comments)
    return page(f'{TEXT}<ol class="talk">{rows}</ol>')


ODD_NAMES = (
    '<li id="comment-{n}" class="comment"><b class="fn author">Town of the reader</b> <u class="who">{name}</u>'
    ' <i>May {n}, 2015 10:00 am</i><div class="said">{text}</div></li>'
)
ODD_TEXTS = (
    '<li id="comment-{n}" class="comment"><b class="fn">{name}</b> <i>May {n}, 2015 10:00 am</i>'
    '<div class="comment-text"><p>This reader has been with the gazette for years and has written many letters to it.</p></div>'
    '<div class="x">{text}</div></li>'
)


@pytest.mark.parametrize("shape", [ODD_NAMES, ODD_TEXTS], ids=["names", "texts"])
def test_a_few_comments_of_the_api_show_where_all_have_names_and_texts(shape: str) -> None:
    alone, guided = read(thread(shape), None), read(thread(shape), API)
    right = [
        (3, "Guest", "Three metres would have been better."),
        (4, "Harbour Board", "Two.\n\nAnd a half."),
        (5, "Ilsa", "I was there.\n\nIt was four."),
    ]
    assert [(c.id, c.author_name, c.body_text) for c in alone.comments] != right
    assert [(c.id, c.author_name, c.body_text) for c in guided.comments] == right


def test_comments_of_several_blocks_are_read_whole_where_the_known_ones_have_one() -> None:
    known = Statement(
        "", comments=(StatedComment(3, "Guest", "<p>Three metres would have been better.</p>"),)
    )
    shape = ODD_NAMES.replace('<div class="said">{text}</div>', "{text}")
    alone, guided = read(thread(shape), None), read(thread(shape), known)
    assert alone.comments[2].author_name == "Town of the reader"
    assert [c.author_name for c in guided.comments] == ["Guest", "Harbour Board", "Ilsa"]
    assert guided.comments[0].body_html.endswith("<p>Three metres would have been better.</p>")
    assert guided.comments[1].body_html.endswith("<p>Two.</p><p>And a half.</p>")


def test_a_short_text_is_proved_by_all_of_it() -> None:
    """In an element that nobody calls a body a word alone is doubted, unless the site states it elsewhere, too."""
    html = page("<p>Sold.</p>")
    alone, proved = read(html, None), read(html, Statement(TITLE, "Sold.", "Sold."))
    assert alone.body_text == proved.body_text == "Sold."
    assert alone.confidence is not None
    assert proved.confidence is not None
    assert alone.confidence < 0.6 < 0.95 < proved.confidence
    assert read(html, Statement(TITLE, "Sold.")).confidence == proved.confidence
    assert read(html, Statement(TITLE, "Not sold.", "Not sold.")).confidence == alone.confidence


def test_a_summary_of_its_own_says_nothing_of_the_text() -> None:
    summary = "What the yard did with its slipway, and what the tide tables had to say about it."
    alone, guided = read(page(TEXT), None), read(page(TEXT), Statement(TITLE, summary))
    assert (guided.body_text, guided.confidence) == (alone.body_text, alone.confidence)
    quoted = read(
        page(TEXT),
        Statement(TITLE, "Nobody had asked the tide tables about it, and they answered all the same."),
    )
    assert (quoted.body_text, quoted.confidence) == (alone.body_text, alone.confidence)


@pytest.mark.parametrize(
    "more",
    [
        "".join(f'<div class="xqz-part"><p>Part {n} of the story, which the feed has never had, stands here.</p></div>' for n in range(12)),
        "".join(f'<section class="elementor-section"><p>Part {n} of the story stands here.</p></section>' for n in range(3)),
    ],
    ids=["much", "of a page builder"],
)  # fmt: skip
def test_a_feed_that_has_only_the_beginning_cuts_nothing(more: str) -> None:
    alone, guided = read(page(TEXT + more), None), read(page(TEXT + more), WHOLE)
    assert guided.body_text == alone.body_text
    assert guided.confidence == alone.confidence


def test_a_body_that_is_but_the_beginning_of_what_is_stated_is_not_proved_by_it() -> None:
    first, rest = TEXT.split("</p>", 1)
    opening = "The slipway was moved on Tuesday, two metres to the east of where it had stood since the war. Nobody had asked the"
    html = page(f"{first}</p>", beside=f'<aside class="widget">{first}</p>{rest}</aside>')
    check = said(read(html, Statement(TITLE, opening)))
    assert check is not None
    assert check.outcome == "disagree"


def test_a_post_with_a_password_stays_locked_whatever_was_stated() -> None:
    form = '<form class="post-password-form" method="post"><p>Protected.</p><input name="post_password" type="password"></form>'
    html = page(form, beside=f'<aside class="old">{TEXT}</aside>').replace(b'"story"', b'"entry-content"')
    guided = read(html, WHOLE)
    assert (guided.access, guided.body_text) == ("password", "")


def test_a_beginning_that_is_printed_above_the_text_too() -> None:
    """In a line under the title, outside of the body: the text is where it goes on to its end."""
    html = page(
        f'{TEXT}<div class="xqz-line"><p>4 minutes of your time.</p></div>',
        beside=f'<div class="dek">{OPENING} …</div>',
    )
    assert read(html, None).body_text != read(page(TEXT), None).body_text
    assert read(html, WHOLE).body_text == read(page(TEXT), None).body_text


def test_comments_that_nobody_stated_keep_their_words() -> None:
    """The short ones that are known have no second box; the long one has."""
    row = '<li id="comment-{n}" class="comment"><b class="fn">{name}</b> <i>May {n}, 2015 10:00 am</i><div class="short">{text}</div>{more}<div class="mark">via the app</div></li>'
    readers = [
        (3, "Guest", "Three metres would have been better.", ""),
        (4, "Harbour Board", "Two and a half.", ""),
    ]
    long = (
        5,
        "Ilsa",
        "I was there.",
        '<div class="more"><p>It was four, and it rained, and nobody wrote it down but me.</p></div>',
    )
    rows = "".join(
        row.format(n=n, name=name, text=text, more=more) for n, name, text, more in [*readers, long]
    )
    known = Statement(
        "", comments=tuple(StatedComment(n, name, f"<p>{text}</p>") for n, name, text, _ in readers)
    )
    guided = read(page(f'{TEXT}<ol class="talk">{rows}</ol>'), known)
    assert "nobody wrote it down but me" in guided.comments[2].body_text
