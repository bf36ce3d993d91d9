"""Pages that have the elements of WordPress's own themes and not their comments are read by the general layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quwa_archive import pages
from quwa_archive.errors import MissingField
from quwa_archive.pages.document import parse
from quwa_archive.pages.layouts import GENERAL, layout_of

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages" / "stock"
URL = "https://sample.example/ropes/two-ropes/"
COMMENT = (
    '<li id="comment-{0}" class="comment depth-1"><b class="{1}">Reader {0}</b> <i class="when">May {0}, 2015 10:00 am</i>'
    '<div class="said"><p>Text number {0}.</p></div></li>'
)


def page(comments: str, theme: str = "", title: str = "Two ropes", heading: str = "entry-title") -> bytes:
    style = f'<link rel="stylesheet" href="/wp-content/themes/{theme}/style.css">' if theme else ""
    return (
        f'<html lang="en-US"><head><title>{title}</title>{style}</head><body class="single single-post postid-90">'
        f'<article id="post-90" class="post-90 post hentry"><h1 class="{heading}">{title}</h1>'
        '<div class="entry-content"><p>The second rope came by sea, and nobody had measured it before.</p></div></article>'
        f'<div id="comments" class="comments-area"><h2 class="comments-title">2 Comments</h2>{comments}</div></body></html>'
    ).encode()


STOCK = (
    '<ol class="comment-list">'
    + "".join(
        f'<li id="comment-{n}" class="comment depth-1"><article id="div-comment-{n}" class="comment-body"><b class="fn">Reader {n}</b>'
        f'<time datetime="2015-05-0{n}T10:00:00+00:00">May {n}, 2015 at 10:00 am</time>'
        f'<div class="comment-content"><p>Text number {n}.</p></div></article></li>'
        for n in (3, 4)
    )
    + "</ol>"
)
OTHER_PARTS = '<ol class="comment-list">' + COMMENT.format(3, "who") + COMMENT.format(4, "who") + "</ol>"
OTHER_LIST = f'<ul class="talk">{COMMENT.format(3, "who")}{COMMENT.format(4, "who")}</ul>'
RIGHT = [(3, "Reader 3", "Text number 3."), (4, "Reader 4", "Text number 4.")]


@pytest.mark.parametrize(
    ("html", "layout"),
    [
        (page(STOCK), "stock"),
        (page(STOCK, theme="twentyfifteen"), "stock"),
        (page(STOCK, theme="twentyfifteen-child"), "stock"),
        (page(STOCK, theme="Harbour"), "general"),
        (page(OTHER_PARTS), "general"),  # names, dates and texts stand where the family has none
        (page(OTHER_LIST.replace("comment depth-1", "talk-item")), "general"),  # so do the comments
        (page(STOCK, heading="headline"), "general"),  # and the title
    ],
    ids=[
        "stock",
        "own theme",
        "child theme",
        "another theme",
        "other parts",
        "another list",
        "another title",
    ],
)
def test_whoever_reads_it_reads_all(html: bytes, layout: str) -> None:
    read = pages.read(html, url=URL)
    assert (read.layout, read.title) == (layout, "Two ropes")
    assert [(c.id, c.author_name, c.body_text) for c in read.comments] == RIGHT
    assert all(c.posted_raw for c in read.comments)


def test_comments_that_nobody_reads_surely_are_not_lost_in_silence() -> None:
    """Neither layout has texts for them: the reading that has the comments says so, and goes to quarantine."""
    rows = "".join(f'<div class="row" id="comment-{n}"><img src="{n}.png"></div>' for n in (3, 4))
    read = pages.read(page(rows), url=URL)
    assert [comment.id for comment in read.comments] == [3, 4]
    assert read.confidence is not None
    assert read.confidence < 0.6


@pytest.mark.parametrize("folder", sorted(p.parent.name for p in FIXTURES.glob("*/page.html")))
def test_the_pages_of_the_family_stay_with_it(folder: str) -> None:
    meta = json.loads((FIXTURES / folder / "meta.json").read_text())
    assert pages.read((FIXTURES / folder / "page.html").read_bytes(), url=meta["url"]).layout == "stock"


BLOCKS = (
    '<li id="comment-3" class="comment depth-1"><div class="wp-block-comment-author-name"><a rel="external nofollow ugc" '
    'class="wp-block-link" href="https://reader.example/">Reader 3</a></div><div class="wp-block-comment-date"><time '
    'datetime="2015-05-03T10:00:00+00:00"><a href="#comment-3">May 3, 2015</a></time></div>'
    '<div class="wp-block-comment-content"></div></li>'
)


def test_a_comment_without_a_text_has_none() -> None:
    """Its place is there, and nothing stands in it: the name is not taken for the text, by whomever it is read."""
    html = page(f'<ol class="wp-block-comment-template">{BLOCKS}</ol>')
    read = pages.read(html, url=URL)
    assert (read.layout, [(c.author_name, c.body_text) for c in read.comments]) == (
        "stock",
        [("Reader 3", "")],
    )
    alone = GENERAL.read(parse(html, url=URL))
    assert [(c.author_name, c.body_text) for c in alone.comments] == [("Reader 3", "")]


@pytest.mark.parametrize("holder", ["aside", "footer", "form", "header"])
def test_what_the_general_layout_cannot_read_stays_with_the_family(holder: str) -> None:
    """It finds no body in such an element: that is no reason to lose the page, which was read."""
    html = page(STOCK, theme="Harbour").decode()
    html = html.replace('<div class="entry-content">', f'<{holder}><div class="entry-content">')
    html = html.replace("</div></article>", f"</div></{holder}></article>")
    read = pages.read(html.encode(), url=URL)
    assert read.body_text == "The second rope came by sea, and nobody had measured it before."
    assert [comment.id for comment in read.comments] == [3, 4]


@pytest.mark.parametrize(
    "button",
    [
        '<p id="comment-like-{0}" class="comment-likes comment-not-liked"><span class="comment-like-feedback">Like</span></p>',
        '<div class="jetpack-comment-likes-widget-wrapper" id="like-comment-wrapper-{0}"><div class="comment-likes"><span>Loading...</span></div></div>',
    ],
)
def test_a_button_of_jetpack_in_a_text_is_none_of_it(button: str) -> None:
    """On wordpress.com a page in one of WordPress's own themes has it in every comment."""
    html = page(STOCK)
    for n in (3, 4):
        html = html.replace(
            f"Text number {n}.</p>".encode(), f"Text number {n}.</p>{button.format(n)}".encode()
        )
    read = pages.read(html, url=URL)
    assert read.layout == "stock"
    assert [(comment.id, comment.author_name, comment.body_text) for comment in read.comments] == RIGHT


def test_comments_of_which_nobody_reads_name_or_text_are_no_reading() -> None:
    """The general layout does not take the page for an article (it answers at the site's front page): it cannot step in."""
    with pytest.raises(MissingField, match="2 comments without name or text"):
        pages.read(page(OTHER_PARTS), url="https://sample.example/")
    assert len(pages.read(page(STOCK), url="https://sample.example/").comments) == 2


def test_a_script_in_a_name_is_none_of_it() -> None:
    """A name that looks like an address is hidden by a script, which stands beside it."""
    html = page(STOCK).replace(
        b"Reader 3<", b"<a>[email protected]</a><script>/* x */!function(t){}()</script><"
    )
    assert pages.read(html, url=URL).comments[0].author_name == "[email protected]"


CLAIMED = (
    '<html lang="en-US"><head><title>Two ropes</title></head><body class="single single-post postid-90">'
    '<article id="post-90" class="post_item_single post-90 post hentry"><div class="head"><h1 class="entry-title">Two ropes</h1></div>'
    '<div class="new_content entry-content"><p>The second rope came by sea, and nobody had measured it before.</p>'
    "<p>It was longer than the first.</p></div></article></body></html>"
)
"""The article's element is the known look's, and its body another's: a redesign within one family of themes."""


def test_a_page_that_a_layout_claims_and_cannot_read_is_read_by_inference() -> None:
    assert layout_of(parse(CLAIMED.encode(), url=URL)).name == "blabber"
    read = pages.read(CLAIMED.encode(), url=URL)
    assert (read.layout, read.title) == ("general", "Two ropes")
    assert read.body_text.endswith("It was longer than the first.")
    assert (read.confidence or 0) >= 0.6


@pytest.mark.parametrize(
    "broken",
    [
        CLAIMED[: CLAIMED.index("<p>It was")],
        CLAIMED.replace("<title>Two", "<title>Three").replace("new_content entry-content", "new"),
    ],
    ids=["cut off", "nothing that proves it"],
)
def test_what_was_cut_off_or_proves_nothing_stays_unread(broken: str) -> None:
    with pytest.raises(MissingField, match="layout blabber"):
        pages.read(broken.encode(), url=URL)
