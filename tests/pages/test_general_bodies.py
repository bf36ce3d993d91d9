"""The general layout alone: title, body, author, date and access where themes print them in ways of their own."""

from __future__ import annotations

import pytest

from quwa_archive.items import PageItem
from quwa_archive.pages.document import parse
from quwa_archive.pages.layouts import GENERAL

URL = "https://gazette.example/sea/tugs/"
TEXT = (
    "<p>Both tugs were moved to the northern basin, where the older one is to be painted before the winter.</p>"
    "<p>The paint has not arrived. The harbour master says that the colour is not decided either.</p>"
)
SAID = TEXT.removeprefix("<p>").removesuffix("</p>").replace("</p><p>", "\n\n")
FORM = (
    '<form class="post-password-form" method="post"><p>To view it please enter your password below:</p>'
    '<p><label>Password: <input name="post_password" type="password"></label></p></form>'
)
META = (
    '<p class="meta">Posted on <a href="/sea/tugs/" rel="bookmark"><time class="entry-date" datetime="2015-05-05T10:00:00+05:00">'
    'May 5, 2015</time></a> <span class="sep"> by </span> <span class="author vcard"><a class="url fn" href="/author/nadia/" '
    'rel="author">Nadia Mirza</a></span></p>'
)
READER = (
    '<div id="comments"><ol class="commentlist"><li class="comment depth-1" id="comment-7"><cite class="fn">Salim</cite> '
    '<a href="#comment-7"><time datetime="2015-06-09T10:00:00+05:00">June 9, 2015</time></a><p>Which colour was it before?</p></li></ol></div>'
)


def read(inside: str, title: str = "Two tugs &#8211; Gazette") -> PageItem:
    """What the general layout reads of a page with this body."""
    page = (
        f'<html lang="en-US"><head><title>{title}</title></head>'
        f'<body class="single single-post postid-90">{inside}</body></html>'
    )
    return GENERAL.read(parse(page.encode(), url=URL))


def post(inside: str) -> str:
    return f'<article class="post-90 post"><h1 class="entry-title">Two tugs</h1>{inside}</article>'


def days(page: PageItem) -> list[str]:
    return [date.raw for date in page.dates if date.kind == "published"]


# -- where the body stands --------------------------------------------------------------------------


def test_blanks_in_a_byline_are_no_text() -> None:
    byline = f'<p class="signed">by{" " * 90}<span>Nadia Mirza</span>\n{" " * 90}&middot; May 5, 2015</p>'
    body = '<div class="entry-inner"><p>Both tugs are blue, and so they stay.</p><ul><li>So is the dock.</li></ul></div>'
    title = '<h1 class="entry-title">Two tugs</h1>'
    page = read(
        f'<article class="post-90 post"><div class="post-inner">{title}{byline}{body}</div></article>'
    )
    assert page.body_text == "Both tugs are blue, and so they stay.\n\nSo is the dock."


@pytest.mark.parametrize("name", ["entry-content", "page-content"])
def test_a_body_without_paragraphs_is_found_by_its_name(name: str) -> None:
    body = f'<div class="{name}"><h2>The tugs in the basin</h2><ul><li>Old tug</li></ul></div>'
    box = '<div id="author-meta" class="about"><p>Nadia counts cranes, and writes of harbours when it rains.</p></div>'
    assert read(post(body + box)).body_text == "The tugs in the basin\n\nOld tug"


def test_what_the_author_says_of_herself_is_no_body() -> None:
    body = '<div class="entry-content">Word</div>'
    box = '<div class="by-whom"><p>Nadia counts cranes, and writes of harbours when it rains.</p></div>'
    assert read(post(body + box)).body_text == "Word"


def test_text_and_comments_side_by_side_in_one_element() -> None:
    inside = (
        '<header><h1>Two tugs</h1></header><div class="main-column">'
        + META
        + "<p>The tugs left on a Monday, both of them.</p>"
        f"<ul><li>{TEXT}</li></ul>{READER}</div>"
    )
    page = read(inside)
    assert page.body_text == f"The tugs left on a Monday, both of them.\n\n{SAID}"
    assert [comment.id for comment in page.comments] == [7]


def test_a_block_theme_prints_nothing_for_an_empty_body() -> None:
    page = read(
        '<div class="wp-site-blocks"><main><h1 class="wp-block-post-title">Two tugs</h1><div class="wp-block-group">'
        '<div class="wp-block-post-date"><time datetime="2015-05-05T10:00:00+05:00">May 5, 2015</time></div><p>&#8212;</p><p>by</p>'
        '<div class="taxonomy-category wp-block-post-terms"><a href="/category/sea/" rel="tag">Sea</a></div></div></main></div>'
    )
    assert (page.title, page.body_text) == ("Two tugs", "")


def test_headings_within_a_text_do_not_cut_it() -> None:
    piece = f'<div class="gl"><h1>The older tug</h1>{TEXT}{TEXT}</div>'
    body = f'<div class="entry-content"><p>There are two of them.</p>{piece}</div>'
    page = read(post(body))
    assert (page.title, page.body_text) == (
        "Two tugs",
        f"There are two of them.\n\nThe older tug\n\n{SAID}\n\n{SAID}",
    )


def test_a_notice_in_a_dialog_is_no_body() -> None:
    notice = f'<div class="dialog" id="privacy"><div><p>Privacy</p>{TEXT.replace("tugs", "readers") * 5}</div></div>'
    page = read(f'<h1>Two tugs</h1><main><div class="the-text">{TEXT}</div></main>{notice}')
    assert page.body_text == SAID


def test_a_body_in_several_elements_of_one_name() -> None:
    parts = (
        '<div class="the-content"><p>There are two of them.</p></div><section class="ad"><p>Buy paint.</p></section>'
        f'<div class="the-content">{TEXT}</div><section class="aside-note"><p>A tug pulls.</p></section>'
        '<div class="the-content"><p>So they stay blue.</p></div>'
    )
    page = read(f"<h1>Two tugs</h1><main>{parts}<p>Read on.</p></main>")
    assert page.body_text == f"There are two of them.\n\n{SAID}\n\nA tug pulls.\n\nSo they stay blue."


@pytest.mark.parametrize("tag", ["nav", "header"])
@pytest.mark.parametrize("name", ['class="post-90 post"', ""])
def test_a_menu_that_is_left_open_holds_no_article(tag: str, name: str) -> None:
    menu = f'<{tag}><div class="row"><ul><li><a href="/sea/">Sea</a></li></ul></{tag}>'
    page = read(
        f'{menu}<main><article {name}><h1>Two tugs</h1><div class="entry-content">{TEXT}</div></article></main></div>'
    )
    assert (page.title, page.body_text) == ("Two tugs", SAID)


# -- what is no text ---------------------------------------------------------------------------------


def test_a_line_of_date_and_author_above_the_text_is_none() -> None:
    page = read(
        f'<h1>Two tugs</h1><div class="column">{META}{TEXT}<p>Tags: <a href="/tag/o/" rel="tag">O</a></p><hr>{READER}</div>'
    )
    assert page.body_text == SAID
    assert page.author is not None
    assert page.author.name == "Nadia Mirza"


def test_the_day_of_a_comment_is_not_the_articles() -> None:
    page = read(f'<h1>Two tugs</h1><div class="column">{META}{TEXT}{READER}</div>')
    assert days(page) == ["2015-05-05T10:00:00+05:00"]
    assert days(read(f'<h1>Two tugs</h1><div class="column">{TEXT}{READER}</div>')) == []


def test_a_time_amid_the_text_stays() -> None:
    log = f'<p><time datetime="2015-05-05T11:00:00+05:00">11:00</time></p>{TEXT}'
    assert (
        read(post(f'<div class="entry-content"><p>It began early.</p>{log}</div>')).body_text
        == f"It began early.\n\n11:00\n\n{SAID}"
    )


def test_an_authors_box_names_somebody() -> None:
    note = '<div class="author-bio-note"><p>The writer was not there.</p></div>'
    box = '<div class="author-bio-box"><a href="/author/nadia/">Nadia Mirza</a><p>Counts cranes.</p></div>'
    assert (
        read(post(f'<div class="entry-content">{note}{TEXT}{box}</div>')).body_text
        == f"The writer was not there.\n\n{SAID}"
    )


# -- the title ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Protected", "Geschützt"])
def test_a_post_with_a_password(label: str) -> None:
    inside = f'<h1 class="entry-title">{label}: Two tugs</h1><div class="by-whom"><p>Writes of harbours.</p></div><div class="entry-content">{FORM}</div>'
    page = read(f'<article class="post-90 post">{inside}</article>')
    assert (page.access, page.title, page.body_text) == ("password", "Two tugs", "")


def test_a_title_of_one_letter() -> None:
    inside = f'<header class="page-header"><h1 class="page-header-title">Blog</h1></header><div id="post-90"><h2>x</h2><div class="entry">{TEXT}</div></div>'
    assert read(inside, "x &laquo; Gazette").title == "x"


def test_a_post_without_a_title_has_none() -> None:
    header = '<header class="page-header"><h1 class="page-header-title">Blog</h1></header>'
    inside = f'<article class="post-90 post"><h2 class="entry-title"></h2><div class="entry-content">{TEXT}</div></article>'
    assert read(header + inside, "Gazette").title == ""


def test_another_posts_title_is_not_its() -> None:
    other = '<section class="next-up"><article class="post-91 post"><h2 class="entry-title"><a href="/sea/dock/" rel="bookmark">A dock</a></h2></article></section>'
    inside = f'<article class="post-90 post"><div class="entry-content">{TEXT}</div></article>{other}'
    assert read(inside, "Gazette").title == ""


# -- author and day ----------------------------------------------------------------------------------


def test_a_category_behind_by_is_no_author() -> None:
    row = (
        '<div class="row"><div class="day"><time datetime="2015-05-05T10:00:00+05:00">May 5, 2015</time></div><p>&#8212;</p>'
        '<p>by</p><div class="terms"><span>in </span><a href="/category/sea/" rel="tag">Sea News</a></div></div>'
    )
    inside = f'<main><div class="head"><h1 class="entry-title">Two tugs</h1>{row}</div><div class="entry-content">{TEXT}</div></main>'
    assert read(inside).author is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<time class="entry-date published updated" datetime="May 5, 2015">May 5, 2015</time>', "May 5, 2015"),
        ('<time datetime="2015-05-5" pubdate>May 5th, 2015</time>', "May 5th, 2015"),
        ('<abbr class="published" title="Tuesday, May 5th, 2015, 2:43 pm">May 5, 2015</abbr>', "May 5, 2015"),
        (
            "This entry was posted on Tuesday, May 5th, 2015 at 2:43 pm and is filed under Sea. You can follow any answers to it.",
            "Tuesday, May 5th, 2015 at 2:43 pm",
        ),
    ],
)  # fmt: skip
def test_a_day_that_no_machine_time_tells(line: str, day: str) -> None:
    page = read(post(f'<div class="postmetadata">{line}</div><div class="entry-content">{TEXT}</div>'))
    assert days(page) == [day]


def test_a_day_of_change_is_not_the_day_of_publication() -> None:
    line = '<time class="updated" datetime="May 6, 2015">May 6, 2015</time>'
    assert (
        days(read(post(f'<div class="postmetadata">{line}</div><div class="entry-content">{TEXT}</div>')))
        == []
    )


def test_terms_right_behind_the_article_are_its() -> None:
    tags = '<p class="post-tags">Tags: <a href="/tag/%e6%b8%af/" rel="tag">\u6e2f</a></p>'
    article = post(f'<div class="post-inner"><div class="entry-content">{TEXT}</div></div>')
    assert [term.slug for term in read(article + '<div class="clear"></div>' + tags).terms] == ["%e6%b8%af"]
    assert read(article + f'<div class="more"><p>More of the same.</p></div>{tags}').terms == []


def test_bare_words_above_a_title_within_the_text_are_not_cut_off() -> None:
    """Words without an element count as those with one do: here most of the text stands above the heading."""
    lead = "The older of the two tugs is blue, which nobody had asked for.<br>The newer one is grey and has no bell."
    page = read(
        f'<div class="post" id="post-90">{lead}<h1>Two tugs</h1><p>Both are for sale.</p><p>Ask at the gate.</p></div>'
    )
    assert "The older of the two tugs" in page.body_text
    assert "no bell" in page.body_text
    assert "Ask at the gate." in page.body_text


# -- a body in pieces, and one that is not all of it ------------------------------------------------

MORE = (
    "<p>The older tug was launched in the year of the great ice, and has been painted eleven times since then.</p>"
    "<p>Each of the colours is still there, one under the other, and can be counted where the fender has rubbed.</p>"
)
MORE_SAID = MORE.removeprefix("<p>").removesuffix("</p>").replace("</p><p>", "\n\n")


def test_a_text_in_pieces_between_title_and_comments() -> None:
    """Each piece is called otherwise, and the element that holds them all holds title and comments, too."""
    page = read(
        f'<article class="post-90 post"><h1>Two tugs</h1><div class="lead-in">{TEXT}</div>'
        f'<ul class="facts"><li>Two tugs</li></ul><div class="long-part">{MORE}</div>{READER}</article>'
    )
    assert page.body_text == f"{SAID}\n\nTwo tugs\n\n{MORE_SAID}"
    assert [comment.id for comment in page.comments] == [7]


def test_a_few_lines_beside_a_body_are_none_of_it() -> None:
    bio = "<p>Nadia Mirza writes about tugs, and about the people who paint them, from a house by the basin.</p>"
    page = read(
        f'<article class="post-90 post"><h1>Two tugs</h1><div class="long-part">{TEXT}{MORE}{MORE}</div><div class="who">{bio}</div>{READER}</article>'
    )
    assert page.body_text == f"{SAID}\n\n{MORE_SAID}\n\n{MORE_SAID}"


def test_a_body_that_holds_little_of_the_running_text_is_doubted() -> None:
    column = (
        f'<div class="left-part">{TEXT}</div></div><div class="column"><div class="right-part">{MORE}</div>'
    )
    page = read(
        f'<div class="wrap"><div class="column"><h1>Two tugs</h1>{column}</div></div><div class="page-foot">{MORE}</div>'
    )
    check = next(check for check in page.checks if check.name == "body")
    assert check.outcome == "disagree"
    assert "of the running text" in check.detail
    assert page.confidence is not None
    assert page.confidence < 0.6


def test_comments_within_a_body_that_is_called_one() -> None:
    """The last paragraphs stand in a row of a builder, with the comments beside them."""
    page = read(
        post(
            f'<div class="entry"><div class="entry clearfix">{TEXT}<div class="row"><div>{MORE}{MORE}</div>{READER}</div></div></div>'
        )
    )
    assert page.body_text == f"{SAID}\n\n{MORE_SAID}\n\n{MORE_SAID}"
    assert [comment.id for comment in page.comments] == [7]


@pytest.mark.parametrize(
    "inside",
    ["<h2>Two</h2><h2>Tugs</h2>", '<figure><img src="/tug.jpg" alt=""></figure>', "", "<p>&nbsp;</p>"],
)
def test_a_post_with_little_or_nothing_in_it_is_no_wrong_reading(inside: str) -> None:
    page = read(
        '<div class="page-foot"><p>Since 1974 by the sea.</p></div>'
        + post(f'<div class="entry-content">{inside}</div>')
    )
    assert next(check.outcome for check in page.checks if check.name == "body") in ("agree", "silent")
    assert page.confidence is not None
    assert page.confidence >= 0.6


def test_a_promise_beside_a_text_in_pieces_is_none_of_them() -> None:
    promo = "<p>Join nine thousand readers who get our letter about tugs each week, and never miss a launch or a sinking again.</p>"
    page = read(
        f'<article class="post-90 post"><h1>Two tugs</h1><div class="a">{TEXT}</div><div class="xq1">{promo}</div>{READER}</article>'
    )
    assert page.body_text == SAID


def test_a_line_amid_a_text_is_no_title_above_which_it_is_cut() -> None:
    lead = "<p>We have written of little else since the spring, and there is no end of it.</p>"
    page = read(
        f'<div class="post-90 post"><div class="entry-content">{lead}<p><strong>Two tugs in spring</strong></p>{TEXT}</div></div>',
        "Two tugs in spring | Gazette",
    )
    assert page.body_text.startswith("We have written of little else")


def test_a_heading_that_carries_the_posts_id_is_not_the_post() -> None:
    page = read(
        f'<div class="main"><h2 id="post-90" class="plain">Two tugs</h2><div class="plate">{TEXT}</div></div>'
        '<div class="foot"><p>All that stands here is what its authors say, and not what the harbour says.</p></div>'
    )
    assert (page.title, page.body_text) == ("Two tugs", SAID)
