"""Author boxes of markups that have not been seen: one shape, many ways to print it, anywhere on the page."""

from __future__ import annotations

import pytest

from quwa_archive import pages
from quwa_archive.items import AuthorItem

URL = "https://sample.example/harbour-news/a/"
AVATAR = '<img src="/n.png" alt="author avatar">'
BIO = "Nadia Mirza counts hulls. She writes on tugs."
FULL = AuthorItem("Nadia Mirza", None, "Harbour Editor", BIO, "https://sample.example/n.png")
META = '<meta name="author" content="Nadia Mirza">'


def read(body: str = "", *, after: str = "", beside: str = "", head: str = META) -> AuthorItem | None:
    page = pages.read(
        (
            f'<html><head><meta charset="utf-8">{head}</head><body class="single single-post postid-7">'
            '<article id="post-7" class="post_item_single hentry"><h1 class="post_title entry-title">T</h1>'
            f'<div class="post_content_single entry-content"><p>Text.</p>\n{body}</div>{after}</article>{beside}'
            "</body></html>"
        ).encode(),
        url=URL,
    )
    assert (page.body_text, page.body_html) == ("Text.", "<p>Text.</p>")
    return page.author


@pytest.mark.parametrize(
    "box",
    [
        f"<div>{AVATAR}<h4>Nadia Mirza Harbour Editor</h4><p>{BIO}</p></div>",
        f"<div><div>{AVATAR}</div><div><h4>Nadia Mirza</h4><span class='role'>Harbour Editor</span><p>{BIO}</p></div></div>",
        f"<div><p>{AVATAR}</p><p>Nadia Mirza, Harbour Editor</p><p>{BIO}</p></div>",
        f"<div>{AVATAR}<b>Nadia Mirza</b> – <i>Harbour Editor</i><br>{BIO}</div>",
        f"<section><div><div>{AVATAR}</div></div><h3>By Nadia Mirza | Harbour Editor</h3><div>{BIO}</div></section>",
        f"<table><tr><td>{AVATAR}</td></tr><tr><td>Nadia Mirza Harbour Editor</td></tr><tr><td>{BIO}</td></tr></table>",
        f"<div><div>{AVATAR}<h4>Nadia Mirza Harbour Editor</h4></div><p>{BIO}</p></div>",
        f"{AVATAR}<p>Nadia Mirza Harbour Editor</p><p>{BIO}</p>",
    ],
)
def test_a_box_inside_after_or_beside_the_body(box: str) -> None:
    assert read(box) == FULL
    assert read(after=box) == FULL
    assert (
        read(
            beside=f'<div class="sidebar"><aside class="widget">{box}</aside><aside class="widget">Else</aside></div>'
        )
        == FULL
    )


def test_the_name_comes_from_a_link_where_nobody_else_says_it() -> None:
    box = f'<div>{AVATAR}<p><a href="/author/nm/">Nadia Mirza</a> Harbour Editor</p><p>{BIO}</p></div>'
    assert read(box, head="") == AuthorItem(
        "Nadia Mirza",
        "https://sample.example/author/nm/",
        "Harbour Editor",
        BIO,
        "https://sample.example/n.png",
    )
    marked = f"<div>{AVATAR}<p><strong>Nadia Mirza</strong> Harbour Editor</p><p>{BIO}</p></div>"
    assert read(marked, head="") == FULL


def test_a_box_without_a_role_or_without_a_bio() -> None:
    author = read(f"<div>{AVATAR}<h4>Nadia Mirza</h4><p>{BIO}</p></div>")
    assert author is not None
    assert (author.role, author.bio) == (None, BIO)
    author = read(after=f"<div>{AVATAR}<h4>Nadia Mirza Harbour Editor</h4></div>")
    assert author is not None
    assert (author.role, author.bio) == ("Harbour Editor", None)


def test_the_link_to_all_posts_is_no_part_of_the_bio() -> None:
    link = '<a href="/author/nm/" rel="author">View all posts by Nadia Mirza</a>'
    author = read(f"<div>{AVATAR}<h4>Nadia Mirza</h4><p>{BIO} {link}</p></div>")
    assert author is not None
    assert (author.bio, author.url) == (BIO, "https://sample.example/author/nm/")


def test_two_people_are_not_mixed() -> None:
    """The head names someone else than the box: the box wins, and nothing of the other is taken."""
    graph = '<script type="application/ld+json">{"@type":"Article","author":{"name":"Omar Dar","url":"/author/od/","description":"Sails."}}</script>'
    author = read(
        f"<div>{AVATAR}<h4><a href='/author/nm/'>Nadia Mirza</a></h4><p>{BIO}</p></div>", head=graph
    )
    assert author == AuthorItem(
        "Nadia Mirza", "https://sample.example/author/nm/", None, BIO, "https://sample.example/n.png"
    )


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ('"Nadia Mirza"', AuthorItem("Nadia Mirza")),
        ('["Nadia Mirza", "Omar Dar"]', AuthorItem("Nadia Mirza")),
        (
            '{"name": "Nadia Mirza", "image": {"url": "/n.png"}}',
            AuthorItem("Nadia Mirza", avatar_url="https://sample.example/n.png"),
        ),
        ('{"@id": "#p"}', AuthorItem("Nadia Mirza", "https://sample.example/author/nm/", None, BIO)),
        ('[{"@id": "#p"}]', AuthorItem("Nadia Mirza", "https://sample.example/author/nm/", None, BIO)),
        ('{"@id": "#nobody"}', None),
        ("null", None),
    ],
)
def test_json_ld(author: str, expected: AuthorItem | None) -> None:
    graph = (
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "author": %s}, '
        '{"@type": "Person", "@id": "#p", "name": "Nadia Mirza", "url": "/author/nm/", "description": "%s"}]}</script>'
    )
    assert read(head=graph % (author, BIO)) == expected


def test_no_author_at_all() -> None:
    assert read(head="") is None
