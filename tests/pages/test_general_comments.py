"""The general layout alone: comments of themes seen on real sites, one oddity each, with words of this project."""

from __future__ import annotations

import pytest

from quwa_archive.items import PageItem
from tests.pages.test_general_bodies import TEXT, post, read

Said = tuple[int, str, str]


def comments(rows: str, *, holder: str = "ol") -> PageItem:
    """The page of an article with these comments in a list."""
    return read(
        post(f'<div class="entry-content">{TEXT}</div>')
        + f'<div id="comments"><h3>Comments</h3><{holder} class="commentlist">{rows}</{holder}></div>'
    )


def said(page: PageItem) -> list[Said]:
    return [(comment.id, comment.author_name, comment.body_text) for comment in page.comments]


READERS = [(5, "Nadia", "The colour was grey."), (6, "M. Salim", "It was blue once."), (9, "Ada", "Neither.")]


def rows(shape: str, readers: list[Said] = READERS) -> str:
    return "".join(shape.format(n=n, name=name, text=text) for n, name, text in readers)


ONE = {
    "a bare name and a linked date in one line": '<li class="comment depth-1" id="li-comment-{n}"><div id="comment-{n}">'
    '<div class="vcard meta"> {name} | <a href="/sea/tugs/#comment-{n}">May {n}, 2015 at 8:16 am</a> | '
    '<a rel="nofollow" class="comment-reply-link" href="/sea/tugs/?replytocom={n}#respond">Reply</a></div>'
    '<div class="comment-text"><p>{text}</p></div></div></li>',
    "the number over a picture": '<li class="alt" id="comment-{n}"><div class="commentnumber">#{n}<br><div><img class="avatar" src="a.png"></div></div>'
    '<cite>{name}</cite> Says: <br><small class="commentmetadata"><a href="#comment-{n}">May {n}, 2015 at 11:25 pm</a></small><p>{text}</p></li>',
    "likes with the blanks of a template": '<li class="comment" id="comment-{n}"><b class="fn">{name}</b> <time datetime="2015-05-0{n}T10:00:00+00:00">May {n}</time>'
    '<div class="comment-content"><p>{text}</p><p id="comment-like-{n}" class="comment-likes">\n' + 60 * " " + "<span>Like</span>\n" + 60 * " " + "</p></div></li>",
    "buttons to share with the text": '<li class="comment" id="comment-{n}"><cite>{name}</cite> <a href="#comment-{n}">May {n}, 2015</a><div class="comment-content">'
    '<div class="comment-text"><p>{text}</p></div><div class="comment-sharing"><a class="comment-reply-link" href="?replytocom={n}#respond">Reply</a>'
    '<div class="social">' + 70 * " " + 'Share this comment <ul><li class="twitter"><a href="https://twitter.com/share?url=x"></a></li></ul></div></div></div></li>',
    "what a theme says behind a name": '<li class="comment" id="comment-{n}"><cite>{name} replied</cite> <a href="#comment-{n}">May {n}, 2015</a><p>{text}</p></li>',
    "a rating under the text": '<li class="comment" id="comment-{n}"><b class="fn">{name}</b> <time datetime="2015-05-0{n}T10:00:00+00:00">May {n}</time>'
    '<div class="comment-content"><p>{text}</p><div class="stars-out"><span class="stars" data-rating="5"></span><span> (5/5)</span></div></div></li>',
    "name and date in two paragraphs": '<li class="comment" id="comment-{n}"><div class="commentmeta"><p class="comment-meta-1"><cite class="fn">{name}</cite></p>'
    '<p class="comment-meta-2">May {n}, 2015 at 10:30</p></div><div class="text"><p>{text}</p></div></li>',
    "a bare name round a linked date": '<li id="comment-{n}"><p>{text}</p><p class="postMeta">Comment by {name} on May {n}, 2015 @ <a href="#comment-{n}">May {n}, 2015</a></p></li>',
    "a reader and an address alone": '<li class="comment" id="comment-{n}"><div class="comment-author vcard">http://{n}.example/ {name}</div>'
    '<div class="comment-meta"><a href="#comment-{n}">May {n}, 2015</a></div><div class="comment-content"><p>{text}</p></div></li>',
}  # fmt: skip


@pytest.mark.parametrize("shape", ONE.values(), ids=ONE)
@pytest.mark.parametrize("count", [3, 1])
def test_names_and_texts_of_one_shape(shape: str, count: int) -> None:
    readers = READERS[:count]
    page = comments(rows(shape, readers))
    assert said(page) == readers
    assert all(comment.posted_raw and comment.posted_raw.startswith("May ") for comment in page.comments)


def test_a_brace_is_no_name() -> None:
    page = comments(
        rows(
            '<dt class="comment" id="comment-{n}"><span class="comment_num"><a href="#comment-{n}">{n}</a></span>'
            '<strong>{name} </strong><span class="comment_time">{{ May {n}, 2008 at 4:51 am }}</span></dt>'
            '<dd class="comment" id="comment-{n}"><div class="format_text"><p>{text}</p></div></dd>'
        ),
        holder="dl",
    )
    assert said(page) == READERS


def test_a_line_behind_the_text_says_that_it_is_a_ping() -> None:
    line = '<p class="postMeta">{} <a href="https://{}.example/" rel="external nofollow" class="url">{}</a> on May 7, 2007 @ <a href="#comment-{}">May 7, 2007</a></p>'
    page = comments(
        f'<li id="comment-5"><p>The colour was grey.</p>{line.format("Comment by", "n", "Nadia", 5)}</li>'
        f'<li id="comment-6"><p>Tugs&#8230;</p><p>news&#8230;</p>{line.format("Trackback by", "m", "Tug News", 6)}</li>'
        f'<li id="comment-9"><p>[&#8230;] two tugs [&#8230;]</p>{line.format("Pingback by", "a", "Ada on tugs", 9)}</li>'
    )
    assert said(page) == [(5, "Nadia", "The colour was grey.")]
    assert [(ping.kind, ping.title) for ping in page.pings] == [
        ("trackback", "Tug News"),
        ("pingback", "Ada on tugs"),
    ]


def test_answers_in_a_box_behind_what_they_answer() -> None:
    row = (
        '<div class="talk__item talk__item--level-{level}" id="blog-comment-{n}"><span class="talk__name">{name}</span>'
        '<span class="talk__date">2016-11-0{n} 15:24:45</span><div class="talk__message"><p>{text}</p></div></div>'
    )
    first, second, third = (dict(zip(("n", "name", "text"), reader, strict=True)) for reader in READERS)
    page = read(
        post(f'<div class="entry-content">{TEXT}</div>')
        + f'<section><div class="talk">{row.format(level="root", **first)}<div class="comments">{row.format(level=1, **second)}'
        f'<div class="comments"></div></div>{row.format(level="root", **third)}<div class="comments"></div></div></section>'
    )
    assert said(page) == READERS
    assert [comment.parent_id for comment in page.comments] == [None, 5, None]


def test_the_last_comments_of_the_site_are_none_of_this_page() -> None:
    row = '<li id="comment-{n}"><b><a href="/other/{n}/" rel="bookmark">Another post</a></b> <cite>By {name}</cite> <small class="commentmetadata">May {n}, 2015</small><p>{text}</p></li>'
    own = '<li id="comment-3"><cite>Salim</cite> <small class="commentmetadata"><a href="#comment-3">May 3, 2015</a></small><p>Which colour was it?</p></li>'
    page = read(
        f'<div id="fbAll" class="fbconnect_LastComments"><ol>{rows(row)}</ol></div>'
        + post(f'<div class="entry-content">{TEXT}</div>')
        + f'<ol class="commentlist">{own}</ol>'
    )
    assert said(page) == [(3, "Salim", "Which colour was it?")]


WORDS = {
    "a rating alone": ("5/5", '<p class="wp-block-paragraph">{text}</p>'),
    "a fraction amid a sentence": ("It opens on 1/5 at noon.", '<p>It opens on <span class="aBn">1/5</span> at noon.</p>'),
    "its own number": ("#1", '<p class="wp-block-paragraph">{text}</p>'),
    "what it says of a ping": (
        "Well.\n\nPingback from a friend led me here.",
        '<p>Well.</p><p>Pingback from <a href="https://other.example/x/#comment-9">a friend</a> led me here.</p>',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "markup"), WORDS.values(), ids=WORDS)
def test_what_a_reader_writes_stays_whatever_it_looks_like(text: str, markup: str) -> None:
    row = '<li class="comment" id="comment-{n}"><b class="fn">{name}</b> <time datetime="2015-05-0{n}T10:00:00+00:00">May {n}</time><div class="comment-content">{body}</div></li>'
    own = row.format(n=3, name="Salim", body=markup.format(text=text))
    others = "".join(row.format(n=n, name=name, body=f"<p>{said}</p>") for n, name, said in READERS)
    assert said(comments(own + others)) == [(3, "Salim", text), *READERS]


def test_the_last_comment_is_a_comment_by_whatever_class() -> None:
    row = '<li class="comment {c}" id="comment-{n}"><b class="fn">{name}</b> <i>May {n}, 2015</i><p>{text}</p></li>'
    listed = "".join(
        row.format(n=n, name=name, text=text, c="last-comment" if n == 9 else "") for n, name, text in READERS
    )
    assert said(comments(listed)) == READERS


def test_a_sentence_with_a_date_in_it_is_neither_name_nor_date() -> None:
    linked = '<li class="comment" id="comment-{n}"><cite>{name}</cite><p>{text} <a href="#comment-{n}">May {n}, 2015</a></p></li>'
    assert said(comments(rows(linked))) == READERS
    dated = (
        '<li class="comment" id="comment-{n}"><b class="fn">{name}</b><p>May {n}, 2015</p><p>{text}</p></li>'
    )
    undated = '<li class="comment" id="comment-3"><b class="fn">Salim</b><p>From Karachi</p><p>It was closed on May 3, 2012 by the mayor.</p></li>'
    assert said(comments(undated + rows(dated)))[0] == (
        3,
        "Salim",
        "From Karachi\n\nIt was closed on May 3, 2012 by the mayor.",
    )


def test_a_first_comment_above_the_others_is_not_what_they_answer() -> None:
    row = '<div class="comment depth-1" id="comment-{n}"><b class="fn">{name}</b> <i>May {n}, 2015</i><p>{text}</p></div>'
    first, *others = READERS
    page = read(
        post(f'<div class="entry-content">{TEXT}</div>')
        + f'<div class="talk">{rows(row, [first])}<div class="comments">{rows(row, others)}</div></div>'
    )
    assert said(page) == READERS
    assert [comment.parent_id for comment in page.comments] == [None, None, None]


@pytest.mark.parametrize("label", ["(Post author)", " (Author) ", "[admin]", "(Autor)"])
def test_a_role_in_brackets_is_no_part_of_a_name(label: str) -> None:
    shape = (
        '<li class="comment" id="comment-{n}"><cite class="fn"><a class="url" href="http://{n}.example/">{name}</a>'
        f' <span class="post-author">{label}</span></cite>'
        '<p><a href="#comment-{n}">May {n}, 2015 at 4:47 pm</a></p><div class="text"><p>{text}</p></div></li>'
    )
    assert said(comments(rows(shape))) == READERS


def test_a_list_whose_first_item_is_a_heading_of_trackbacks() -> None:
    """A list of its own below the comments, without a class that says what it holds."""
    reader = '<li class="odd" id="comment-{n}">By <strong>{name}</strong> on <a href="#comment-{n}">May {n}, 2015</a><div><p>{text}</p></div></li>'
    page = read(
        post(f'<div class="entry-content">{TEXT}</div>')
        + f'<div id="comments"><ol class="loop">{rows(reader)}</ol><ol class="loop"><li><h2>1 Trackback(s)</h2></li>'
        '<li id="comment-8">May 9, 2015: <a href="http://other.example/7" rel="external nofollow" class="url">Other Paper &raquo; Tugs</a></li></ol></div>'
    )
    assert said(page) == READERS
    assert [(ping.kind, ping.title, ping.url) for ping in page.pings] == [
        ("trackback", "Other Paper » Tugs", "http://other.example/7")
    ]


def test_pings_that_say_what_they_are_beside_their_date() -> None:
    shape = (
        '<li class="alt" id="comment-{n}"><p class="who"><cite><a href="http://{n}.example/">{name}</a></cite>:</p><p>{text}</p>'
        '<p><small>{kind} at <a href="#comment-{n}">{n}. May 2015</a></small></p></li>'
    )
    page = comments(
        shape.format(n=5, name="Nadia", text="It was grey.", kind="comment")
        + shape.format(n=6, name="Other Paper » Tugs", text="[…] both were grey […]", kind="pingback")
        + shape.format(n=9, name="Ada", text="Neither.", kind="comment")
    )
    assert said(page) == [(5, "Nadia", "It was grey."), (9, "Ada", "Neither.")]
    assert [(ping.kind, ping.title) for ping in page.pings] == [("pingback", "Other Paper » Tugs")]


def test_classes_that_a_theme_printed_as_attributes() -> None:
    """`class="class=" comment … depth-2""`: who is answered stands nowhere else, for the list is flat."""
    row = '<li class="class=" comment even {depth}" " id="comment-{n}"><span class="fullname">{name}</span> <small>05 May 2015 20:2{n}</small><div class="comment-body"><p>{text}</p></div></li>'
    page = comments(
        "".join(
            row.format(n=n, name=name, text=text, depth=depth)
            for (n, name, text), depth in zip(READERS, ("depth-1 parent", "depth-2", "depth-1"), strict=True)
        )
    )
    assert [(comment.id, comment.parent_id) for comment in page.comments] == [(5, None), (6, 5), (9, None)]


def test_where_a_comment_comes_from_is_no_part_of_the_name() -> None:
    shape = (
        '<li class="alt" id="comment-{n}"><strong>Comment from {name}</strong>:<p>{text}</p>'
        '<p><a href="#comment-{n}" title="">May {n}th, 2015</a></p></li>'
    )
    assert said(comments(rows(shape))) == READERS


def test_classes_that_say_whose_comment_it_is_name_the_same_parts() -> None:
    """The site's own author has `comment_data_admin` where every second reader has `comment_data_alt`."""
    shape = (
        '<li id="comment-{n}"><div class="comment_info{of}"><a href="#" class="comment_author">{name}</a><br>'
        '<a href="#comment-{n}" class="comment_date">June {n}, 2009</a></div><div class="comment_data{of}"><p>{text}</p></div></li>'
    )
    page = comments(
        "".join(
            shape.format(n=n, name=name, text=text, of=of)
            for (n, name, text), of in zip(READERS, ("", "_alt", "_admin"), strict=True)
        )
    )
    assert said(page) == READERS
    assert all(comment.posted_raw for comment in page.comments)


def test_a_line_that_nobody_sees_is_neither_name_nor_text() -> None:
    shape = (
        '<li class="comment" id="comment-{n}"><div class="head"><cite><span id="user-{n}">{name}</span></cite></div><div class="message"><p>{text}</p>'
        '<div style="display: none">VA:F [1.9.15_1155]</div><div class="ratingblock ">Rating: 0.0/<strong>5</strong> (0 votes cast)</div>'
        '<div style="display: none">VA:F [1.9.15_1155]</div></div></li>'
    )
    assert said(comments(rows(shape))) == READERS


def test_a_reader_who_is_called_ping_is_no_ping() -> None:
    """Names in headings, and nothing before the list."""
    readers = [(5, "Ping Lee", "It was grey."), *READERS[1:]]
    shape = '<li id="comment-{n}"><h3>{name}</h3><small><a href="#comment-{n}">May {n}, 2015</a></small><div class="text"><p>{text}</p></div></li>'
    page = read(
        post(f'<div class="entry-content">{TEXT}</div>')
        + f'<div id="comments"><ol class="commentlist">{rows(shape, readers)}</ol></div>'
    )
    assert said(page) == readers
    assert page.pings == []


def test_what_a_reader_hid_is_the_reader_s() -> None:
    """A spoiler: hidden once, and in words of its own."""
    shape = (
        '<li class="comment" id="comment-{n}"><b class="fn">{name}</b> <a href="#comment-{n}">May {n}, 2015</a>'
        '<div class="comment-content"><p>{text}</p><div style="display: none">The {name} sinks.</div></div></li>'
    )
    assert [text for _, _, text in said(comments(rows(shape)))] == [
        f"{text}\n\nThe {name} sinks." for _, name, text in READERS
    ]
