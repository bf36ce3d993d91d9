"""The general layout alone: what themes and plugins print above, below and in a body, and where the body ends."""

from __future__ import annotations

import pytest

from tests.pages.test_general_bodies import READER, SAID, TEXT, days, post, read

SHARE = (
    '<ul class="row"><li><a href="https://www.facebook.com/sharer/sharer.php?u=x"><span>send</span></a></li>'
    '<li><a href="https://twitter.com/intent/tweet?text=x">tweet</a> <span>50</span></li></ul>'
)


def body(inside: str) -> str:
    """The text of a body with this in it."""
    return read(post(f'<div class="entry-content">{inside}</div>')).body_text


# -- buttons, counts, labels -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "buttons",
    [
        SHARE,
        f'<div class="buttons"><h3>Pass it on</h3>{SHARE}</div>',
        '<div><a href="http://twitter.com/share?url=x" class="t">Tweet</a></div>',
        '<div><a class="mail_share" href="#"><img src="m.png"></a><span class="n">1</span></div>',
    ],
)
def test_buttons_that_share_the_page_are_no_text(buttons: str) -> None:
    assert body(buttons + TEXT + buttons) == SAID
    assert body(f"<p>First.</p>{buttons}{TEXT}") == f"First.\n\n{SAID}"


def test_what_can_be_sent_is_text() -> None:
    quote = "The harbour master says that the colour is not decided either."
    sent = f'<blockquote><a href="https://twitter.com/intent/tweet?text=x">{quote}</a></blockquote>'
    picture = '<p><a href="/tug.jpg"><img src="/tug.jpg"></a><a href="https://pinterest.com/pin/create/button/?url=x">Pin</a></p>'
    page = read(post(f'<div class="entry-content">{TEXT}{sent}{picture}<p>End.</p></div>'))
    assert page.body_text == f"{SAID}\n\n{quote}\n\nPin\n\nEnd."
    assert len(page.images) == 1


@pytest.mark.parametrize(
    "label",
    [
        '<p class="x-share-text">Caring is all!</p>',
        "<h4>Share this article</h4>",
        "<p>Send it on:</p>",
    ],
)
def test_a_label_goes_with_the_buttons_that_it_announces(label: str) -> None:
    block = f'{label}<div id="x-top"><div class="sharing-row"><a href="#">f</a></div></div>'
    assert body(block + TEXT + block) == SAID


@pytest.mark.parametrize(
    "label",
    ['<h3 class="related_title">Of this kind</h3>', "<h3>Más artículos:</h3>", "<h3>Ähnliche Beiträge</h3>"],
)
def test_a_heading_goes_with_the_list_that_it_announces(label: str) -> None:
    assert body(f'{TEXT}{label}<ul class="related-list"><li><a href="/dock/">A dock</a></li></ul>') == SAID


def test_a_heading_goes_with_links_to_other_posts() -> None:
    links = '<ul><li><a href="/dock/" rel="bookmark">A dock</a></li><li><a href="/crane/" rel="bookmark">A crane</a></li></ul>'
    assert body(f"{TEXT}<h3>From the basin</h3>{links}") == SAID


def test_a_last_line_above_buttons_is_the_writers() -> None:
    end = "<h3>Fair winds!</h3><p><strong>Which colour would you like?</strong></p>"
    assert (
        body(f'{TEXT}{end}<div class="sharedaddy"><a href="#">f</a></div>')
        == f"{SAID}\n\nFair winds!\n\nWhich colour would you like?"
    )


def test_a_heading_above_an_advertisement_is_the_texts() -> None:
    assert body(f'<h2>Share prices:</h2><div class="ad">Buy paint</div>{TEXT}') == f"Share prices:\n\n{SAID}"


def test_a_number_with_a_counters_name_is_no_text() -> None:
    counter = '<div class="box"><span class="like-counter"><a>12</a></span></div>'
    assert body(counter + TEXT + counter) == SAID
    assert body(f"{TEXT}<p>12</p>") == f"{SAID}\n\n12"


# -- notices and lines -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "notice",
    [
        "Both comments and pings are currently closed.",
        "Comments are closed.",
        "Kommentare sind derzeit geschlossen.",
        "Los comentarios están cerrados.",
    ],
)
def test_a_notice_that_the_discussion_is_closed_is_no_text(notice: str) -> None:
    line = f'<p class="note">{notice}</p>'
    assert body(f"{TEXT}{line}<p></p>") == SAID
    assert body(f"{line}{TEXT}") == f"{notice}\n\n{SAID}"


@pytest.mark.parametrize(
    "line",
    [
        '<p class="terms">Topics: <a href="/topics/sea/">Sea</a>, <a href="/topics/paint/">Paint</a></p>',
        '<p class="under">Posted on | May 5, 2015 | <a href="#comments">3 Comments</a></p>',
        '<div class="under">May 5, 2015 &middot; Categories of the harbour: <a href="/?cat=3" rel="tag">Sea</a></div>',
        '<footer class="under"><div><a href="#talk">Write</a></div><ul><li><a href="/of/sea/">Sea</a></li></ul></footer>',
    ],
)
def test_a_line_of_the_themes_below_the_text_is_none(line: str) -> None:
    assert body(f"{TEXT}<div><div>{line}</div></div>") == SAID


def test_a_line_of_date_stands_below_a_picture() -> None:
    line = (
        '<div class="head"><div class="post-author"><a href="/members/nadia/">Nadia</a></div>'
        '<span><time datetime="2015-05-05T10:00:00+05:00">May 5, 2015</time></span></div>'
    )
    page = read(post(f'<div class="entry-content"><div><img src="/tug.jpg"></div>{line}{TEXT}</div>'))
    assert page.body_text == SAID
    assert len(page.images) == 1
    assert days(page) == ["2015-05-05T10:00:00+05:00"]


# -- page builders ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "other"),
    [
        (
            "elementor-element elementor-widget elementor-widget-text-editor",
            "elementor-element elementor-widget elementor-widget-share-buttons",
        ),
        ("so-panel widget widget_sow-editor", "so-panel widget widget_recent_entries"),
    ],
)
def test_a_builders_widgets_are_text(piece: str, other: str) -> None:
    row = f'<div class="{piece}"><div class="{piece.split()[0]}-container">{TEXT}</div></div>' * 3
    menu = f'<div class="{other}"><a href="/dock/">A dock</a></div>'
    said = "\n\n".join([SAID] * 3)
    assert body(f"<div>{row}{menu}</div>") == said
    assert read(f"<h1>Two tugs</h1><main><div>{row}</div></main>").body_text == said


# -- no element for the body -----------------------------------------------------------------------

SPOKEN = (
    '<li><div class="by"><a href="/sea/tugs/#comment-7"><img class="avatar" src="a.png"></a> Salim, June 9, 2015</div>'
    "<p>Which colour was it before?</p></li>"
)


@pytest.mark.parametrize(
    "talk",
    [
        f'<h3>Talk</h3><div id="commentblock"><p><b>1 comment</b></p><ol>{SPOKEN}</ol></div>',
        f"<h3>Talk</h3><ol>{SPOKEN}</ol>",
        f'<div class="box"><h3>Talk</h3><ol>{SPOKEN}</ol></div>',
    ],
)
def test_a_body_ends_where_the_comments_begin(talk: str) -> None:
    behind = '<h3>Old</h3><ul><li><a href="/dock/">A dock</a></li></ul>'
    page = read(
        '<div class="column"><div class="over"><a href="/author/nadia/">Nadia Mirza</a> 06 PM | 5 May</div><h1>Two tugs</h1>'
        f'<div class="day">May 5, 2015</div>{TEXT}{talk}{behind}</div>'
    )
    assert page.body_text.removeprefix("May 5, 2015\n\n") == SAID
    assert [comment.id for comment in page.comments] == [7]
    assert page.author is not None
    assert page.author.name == "Nadia Mirza"


def test_the_last_heading_of_a_text_is_not_the_comments() -> None:
    talk = READER.replace('<div id="comments">', '<div id="comments"><h3>1 reply</h3>')
    end = "<h2>So they stay blue.</h2>"
    page = read(f'<div class="column"><h1>Two tugs</h1>{TEXT}{end}{talk}</div>')
    assert page.body_text == f"{SAID}\n\nSo they stay blue."


def test_a_body_that_is_never_closed_ends_where_the_comments_begin() -> None:
    foot = '<footer class="entry-meta"><a href="/category/sea/" rel="category tag">Sea</a></footer>'
    talk = READER.replace('id="comments"', 'id="disqus_thread"').replace("commentlist", "talk")
    page = read(
        f'<article class="post-90 post"><h1 class="entry-title">Two tugs</h1><div class="entry-content">{TEXT}<div>{foot}{talk}'
        '<div class="entry-content"></div><p>Tides of the week: high at noon.</p></article>'
    )
    assert page.body_text == SAID
    assert [term.slug for term in page.terms] == ["sea"]


def test_a_heading_of_a_text_that_says_part_of_the_title() -> None:
    piece = f'<div class="gl"><h1>Two tugs</h1>{TEXT}{TEXT}</div>'
    page = read(
        '<article class="post-90 post"><h1 class="entry-title">Two tugs in the basin, and a dock</h1>'
        f'<div class="entry-content"><p>There are two of them.</p>{piece}</div></article>',
        "Two tugs in | Gaz",
    )
    assert page.body_text == f"There are two of them.\n\nTwo tugs\n\n{SAID}\n\n{SAID}"


@pytest.mark.parametrize(
    "line",
    [
        '<p><span class="l">« <a href="/a/" rel="prev">Three docks</a></span> <span class="r"><a href="/b/" rel="next">One crane</a> »</span></p>',
        '<div><em>If you liked the tugs, do <a href="https://gazette.example/feed/">subscribe to the feed</a>!</em></div>',
        '<div class="sociable"><div class="sociable_tagline">Pass the tugs on!</div></div>',
        '<p id="turn">Next Story: <a href="/b/" rel="next">One crane</a><br>Previous Story: <a href="/a/" rel="prev">Three docks</a></p>',
        '<h3 class="related_post_title">More</h3><ul class="related_post"><li><a href="/a/">Three docks</a></li></ul>',
        '<p class="powerpress_links">Podcast: <a href="/a.mp3">Play in new window</a> | <a href="/a.mp3">Download</a></p>',
        '<div id="slidebox"><h4>More</h4>Before: <a href="/a/">Three docks</a></div>',
    ],
    ids=[
        "posts before and after",
        "feed",
        "sociable",
        "posts before and after, told",
        "related_post",
        "powerpress",
        "slidebox",
    ],
)
def test_lines_of_the_site_below_a_text(line: str) -> None:
    assert body(TEXT + line) == SAID


def test_a_link_to_a_feed_amid_a_paragraph_is_text() -> None:
    line = "<p>The harbour has a feed of its own: see <a href='https://port.example/feed/'>here</a>.</p>"
    assert body(TEXT + line) == f"{SAID}\n\nThe harbour has a feed of its own: see here."


@pytest.mark.parametrize(
    "line",
    [
        "Posted by Nadia Mirza on May 5, 2015",
        "By <b>Nadia Mirza</b> - Tue May 5 2015, 10:55 am",
        "by Nadia on May 5, 2015",
        "Дата: 5 мая 2015 | Комментарии: 29",
    ],
)
def test_a_line_that_says_when_and_by_whom_it_was_posted_is_no_text(line: str) -> None:
    assert body(f"<div>{line}</div>{TEXT}") == SAID
    assert body(f"<p>Posted on the door in May 2015 was a note about the paint.</p>{TEXT}").startswith(
        "Posted on the door"
    )


def test_a_frame_of_buttons_below_a_text_hides_no_lines_above_it() -> None:
    frame = '<p><iframe src="https://www.facebook.com/plugins/likebox.php?id=1"></iframe></p>'
    line = '<p>Next Story: <a href="/b/" rel="next">One crane</a></p>'
    assert body(TEXT + line + frame) == SAID


SENTENCES = (
    "<p>By May 3, 2012, it was all over.</p>",
    "<p>By 12 March 2015 the yard had closed.</p>",
    "<p>by the sea on 5 May 2015</p>",
    "<p>Posted on May 3, 2012, the order was ignored.</p>",
    '<div>The whole talk was recorded; my mother hears it in the <a href="https://radio.example/tugs/feed/">podcast</a>.</div>',
    '<ul><li>Source: <a href="https://wire.example/rss">the wire</a></li><li>and my own notes</li></ul>',
    '<p>Part two of four. Before: <a href="/one/" rel="prev">one</a>. Next: <a href="/three/" rel="next">three</a>.</p>',
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_at_the_edges_are_text(sentence: str) -> None:
    alone = body(sentence)
    assert body(sentence + TEXT) == f"{alone}\n\n{SAID}"
    assert body(TEXT + sentence) == f"{SAID}\n\n{alone}"


@pytest.mark.parametrize(
    "line",
    [
        '<p class="postmetadata2"><small>This entry was posted on piątek, Październik 9th, 2009 at 01:07 and is filed under '
        '<a href="/category/sea/" rel="category tag">Sea</a>. Both comments and pings are currently closed.</small></p>',
        '<div id="author-desc"><img class="avatar" src="/a.png"><p class="tag-bold">About Nadia</p><p>She has painted tugs since she was nine. What else?</p></div>',
    ],
)
def test_what_old_themes_print_below_a_text(line: str) -> None:
    assert body(TEXT + line) == SAID


def test_a_line_of_date_author_and_a_term_without_a_mark() -> None:
    line = (
        '<small>12 luglio, 2010 | di <strong><a href="/author/nadia/" rel="author">Nadia Mirza</a></strong> in &raquo; '
        '<a href="/categoria/dati/" title="Visualizza tutti gli articoli in Dati">Dati</a></small>'
    )
    assert body(line + TEXT) == SAID


def test_a_link_to_a_category_alone_makes_no_line_of_the_theme() -> None:
    line = '<p>More in <a href="/category/sea/">the sea</a>.</p>'
    assert body(TEXT + line) == f"{SAID}\n\nMore in the sea."


@pytest.mark.parametrize(
    "above",
    [
        "<h3>2015-05-05</h3>",
        '<time class="entry-time" datetime="2015-05-05T10:00:00+00:00">May 5, 2015</time>',
        '<h2 class="entry-author">Nadia Mirza</h2><time class="entry-time" datetime="2015-05-05T10:00:00+00:00">May 5, 2015</time>',
    ],
)
def test_a_day_and_a_name_in_headings_above_a_text(above: str) -> None:
    page = read(post(f'<div class="entry-content">{above}{TEXT}</div>'))
    assert page.body_text == SAID
    if "Nadia" in above:
        assert page.author is not None
        assert page.author.name == "Nadia Mirza"


def test_the_days_of_a_diary_stay() -> None:
    diary = "<h3>May 5, 2015</h3><p>Grey all day.</p><h3>May 6, 2015</h3><p>Blue at last.</p>"
    assert body(diary) == "May 5, 2015\n\nGrey all day.\n\nMay 6, 2015\n\nBlue at last."


@pytest.mark.parametrize(
    "below",
    [
        '<div class="author-profile vcard"><img class="avatar" src="/a.png"><h3 class="author-name fn n">Written by Nadia</h3><p class="author-bio">Nadia paints. See her <a href="/n">page</a>.</p></div>',
        '<div id="aboutAuthor"><h2>About the Author</h2><div id="box"><img class="avatar" src="/a.png"><h3>Nadia</h3></div></div>',
        '<div style="display: none">VN:F [1.9.15_1155]</div><div class="ratingblock ">Rating: 9.6/<strong>10</strong> (5 votes cast)</div><div style="display: none">VN:F [1.9.15_1155]</div>',
    ],
)
def test_boxes_and_ratings_at_the_end(below: str) -> None:
    assert body(TEXT + below) == SAID


def test_an_address_that_is_none_is_kept_as_it_was_typed() -> None:
    page = read(
        post(
            f'<div class="entry-content">{TEXT}<p>See <a href="http://[bad">there</a>, or elsewhere.</p></div>'
        )
    )
    assert [(link.url, link.text) for link in page.links] == [("http://[bad", "there")]
