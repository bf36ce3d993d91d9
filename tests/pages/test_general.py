"""The general layout alone: what it reads of pages whose look nobody wrote a class for."""

from __future__ import annotations

import pytest

from quwa_archive import pages
from quwa_archive.items import PageItem
from quwa_archive.pages.document import parse
from quwa_archive.pages.general.checks import THRESHOLD
from quwa_archive.pages.layouts import GENERAL

URL = "https://sample.example/harbour-news/a-floating-dock-goes-for-a-walk/"
NEW_LOOK = (
    b'<!DOCTYPE html><html lang="en-US"><head><title>Redesign</title>'
    b"<link rel='shortlink' href='https://sample.example/?p=311'></head>"
    b'<body class="single single-post postid-311 neo"><div class="neo-story" id="story-311">'
    b'<h1 class="neo-title">A floating dock goes for a walk</h1><div class="neo-copy">'
    b"<p>The floating dock left its berth on Monday.</p></div></div></body></html>"
)


def test_a_look_that_nobody_knows() -> None:
    page = pages.read(NEW_LOOK, url=URL)
    assert (page.layout, page.post_id) == ("general", 311)
    assert page.title == "A floating dock goes for a walk"
    assert page.body_text == "The floating dock left its berth on Monday."


def article(body: str, comments: str) -> bytes:
    return (
        '<html lang="en-US"><head><title>Two cranes and a rope</title></head><body class="single postid-90">'
        '<article id="post-90"><h1>Two cranes and a rope</h1><div class="entry-content">'
        f"<p>The second crane came by sea, and nobody had measured the gate.</p>{body}</div></article>"
        f'<div id="comments">{comments}</div></body></html>'
    ).encode()


def read(body: str, comments: str) -> PageItem:
    return GENERAL.read(parse(article(body, comments), url="https://sample.example/cranes/"))


COMMENT = (
    '<div id="{0}" class="row {1}"><div id="comment-{2}"><b class="name">Reader {2}</b>'
    '<span class="when">May {3}, 2015 10:00 am</span><div class="said"><p>Text number {2}.</p></div></div>{4}</div>'
)


def test_ids_of_two_numbers_whose_first_is_the_posts() -> None:
    """An older wpDiscuz: `wc-comm-POST_COMMENT`; the form's button has such an id, too."""
    form = '<input id="wc_comm-90_0" type="button">'
    rows = COMMENT.format("wc-comm-90_11", "", 11, 3, "") + COMMENT.format("wc-comm-90_14", "", 14, 4, "")
    page = read("", form + rows)
    assert [comment.id for comment in page.comments] == [11, 14]
    assert [comment.parent_id for comment in page.comments] == [None, None]


def test_ids_of_two_numbers_whose_second_is_the_parents() -> None:
    """A newer one: `wpd-comm-COMMENT_PARENT`."""
    rows = COMMENT.format("wpd-comm-11_0", "", 11, 3, "") + COMMENT.format("wpd-comm-14_11", "", 14, 4, "")
    page = read("", rows)
    assert [(comment.id, comment.parent_id) for comment in page.comments] == [(11, None), (14, 11)]


def test_ids_in_the_body_that_look_like_a_comments() -> None:
    page = read(
        '<p id="comment-5">A note on ropes, which are longer.</p>', COMMENT.format("x", "", 11, 3, "")
    )
    assert [comment.id for comment in page.comments] == [11]
    assert page.body_text.endswith("A note on ropes, which are longer.")


def test_comments_without_an_id_make_a_page_unsure() -> None:
    """No id is invented: what carries none cannot be archived, so the page is not whole."""
    nameless = "".join(
        f'<li class="comment"><b class="fn">Reader {n}</b><p>Text number {n}.</p></li>' for n in range(3)
    )
    page = read("", f"<h3>3 Comments</h3><ol>{nameless}</ol>")
    assert page.comments == []
    assert {check.name for check in page.checks if check.outcome == "disagree"} >= {"identity"}
    assert page.confidence is not None
    assert page.confidence < THRESHOLD


def test_the_same_bytes_give_the_same_item() -> None:
    rows = "".join(COMMENT.format(f"x{n}", "", n, n, "") for n in range(11, 20))
    assert read("", rows) == read("", rows)


def test_a_line_of_the_theme_behind_the_last_paragraph_is_no_text() -> None:
    line = (
        ' Posted <a href="/cranes/"><time class="entry-date" datetime="2015-05-01T10:00:00+00:00">May 1, 2015</time></a>'
        ' by <span class="byline author vcard">Nadia Mirza</span> '
    )
    page = read(line, COMMENT.format("x", "", 11, 3, ""))
    assert page.body_text == "The second crane came by sea, and nobody had measured the gate."
    assert page.author is not None
    assert page.author.name == "Nadia Mirza"


def test_a_name_that_begins_like_a_label_is_whole() -> None:
    """`van Dam` is how one reader is called; `van` before the names of three is what the theme says."""
    row = COMMENT.replace("Reader {2}", "van Dam")
    assert [c.author_name for c in read("", row.format("x", "", 11, 3, "")).comments] == ["van Dam"]
    rows = "".join(
        COMMENT.replace("Reader {2}", f"van {name}").format(f"x{n}", "", n, day, "")
        for name, n, day in (("Merle", 11, 3), ("Ole", 14, 4), ("Silke", 15, 5))
    )
    assert [c.author_name for c in read("", rows).comments] == ["Merle", "Ole", "Silke"]


@pytest.mark.parametrize("avatar", ["", '<img class="avatar" alt="" src="a.png">'])
def test_who_is_called_guest_may_have_a_picture(avatar: str) -> None:
    name = f"<cite>{avatar}<span>Guest</span> <i>says:</i></cite>"
    rows = COMMENT.replace('<b class="name">Reader {2}</b>', name).format("x", "", 11, 3, "")
    rows += COMMENT.replace('<b class="name">Reader {2}</b>', name.replace("Guest", "Ann")).format(
        "y", "", 12, 4, ""
    )
    assert [comment.author_name for comment in read("", rows).comments] == ["Guest", "Ann"]


@pytest.mark.parametrize("name", ["Guest", "Admin", "Autor"])
def test_somebody_may_be_called_like_a_role(name: str) -> None:
    reply = (
        f'<a class="comment-reply-link" href="?replytocom=11#respond" aria-label="Reply to {name}">Reply</a>'
    )
    row = COMMENT.replace("Reader {2}", f"<span>{name}</span>").format("x", "", 11, 3, reply)
    page = read("", row)
    assert [(c.author_name, c.body_text) for c in page.comments] == [(name, "Text number 11.")]


SITE = "https://sample.example"


@pytest.mark.parametrize(
    ("url", "head", "body", "expected"),
    [
        (  # plain permalinks stand at the address of the front page
            f"{SITE}/?p=90", f'<link rel="shortlink" href="{SITE}/?p=90">', "<p>Text.</p>", True,
        ),
        (f"{SITE}/", f'<link rel="shortlink" href="{SITE}/?p=90">', "<p>Text.</p>", False),
        (  # an old theme without classes on the body: its comments show that it is one article
            f"{SITE}/2008/07/a-rope/", "", '<ol><li id="comment-11"><a href="#comment-11">May 3, 2015</a> <cite>A</cite> x</li></ol>', True,
        ),
        (f"{SITE}/2008/07/", "", "<p>Text.</p>", False),
        (  # so does the form to comment on it, with a comment
            f"{SITE}/a-rope/", "", '<ol><li id="comment-11"><cite>A</cite> x <a href="?replytocom=11#respond">Reply</a></li></ol>'
            '<form><input name="comment_post_ID" value="90"></form>', True,
        ),
        (  # a widget with the latest comments is on every page
            f"{SITE}/2008/07/", "", '<ul class="widget_recent_comments"><li><a href="/x/#comment-11">May 3, 2015</a></li></ul>', False,
        ),
    ],
)  # fmt: skip
def test_what_an_article_is_told_by(url: str, head: str, body: str, *, expected: bool) -> None:
    html = f'<html><head><title>A rope</title>{head}</head><body><div id="post-90"><h2>A rope</h2><p>The rope is new.</p></div>{body}</body></html>'
    assert GENERAL.recognises(parse(html.encode(), url=url)) is expected


@pytest.mark.parametrize(
    ("printed", "raw"),
    [
        ("4 May, 2020 at 2:50 chiều", "4 May, 2020 at 2:50 chiều"),
        ("4 May, 2020 at 2:50 nagmittag", "4 May, 2020 at 2:50 nagmittag"),  # a word that is in no table
        ("4 May, 2020 at 14:50 nagmittag", "4 May, 2020 at 14:50"),  # no half of a day, with this clock
        ("4 May, 2020 at 2:50 Reply", "4 May, 2020 at 2:50"),
    ],
)
def test_the_half_of_the_day_is_never_cut_off(printed: str, raw: str) -> None:
    """Without its word the time would be twelve hours wrong; with one that nobody knows it is unread."""
    page = read("", COMMENT.replace("May {3}, 2015 10:00 am", printed).format("x", "", 11, 3, ""))
    assert [comment.posted_raw for comment in page.comments] == [raw]
