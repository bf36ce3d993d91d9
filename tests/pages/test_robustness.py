"""Pages of any quality: an article is read, or refused by name; nothing crashes and nothing is cut in silence."""

from __future__ import annotations

import pytest

from quwa_archive import pages
from quwa_archive.errors import MissingField, PageError, UnknownLayout
from quwa_archive.pages.document import parse
from tests.pages.fixture import folders

URL = "https://sample.example/harbour-news/a/"
COMMENT = (
    '<li id="comment-{0}" class="comment even depth-1 comment_item"><h6 class="comment_author">by A</h6>'
    '<div class="comment_text">{1}</div></li>'
)


def article(body: str, comments: str = "") -> bytes:
    return (
        '<html><head><meta charset="utf-8"></head><body class="single single-post postid-7">'
        '<article id="post-7" class="post_item_single hentry"><h1 class="post_title entry-title">T</h1>'
        f'<div class="post_content_single entry-content">{body}</div></article>'
        f'<div id="comments" class="comments_list_wrap"><ul class="comments_list">{comments}</ul></div></body></html>'
    ).encode()


def test_nul_and_control_characters() -> None:
    page = pages.read(article("<p>a\0b\x01c&#2;</p>", COMMENT.format(5, "<p>x\0\x1by</p>")), url=URL)
    assert page.body_text == "abc"
    assert page.body_html == "<p>abc</p>"
    assert page.comments[0].body_text == "xy"


@pytest.mark.parametrize("tag", ["div", "blockquote", "span", "b", "table><tr><td", "ul><li", "dl><dt"])
def test_five_thousand_nested_tags(tag: str) -> None:
    name = tag.split(">")[0]
    nested = f"<{tag}>" * 5000 + "deep" + f"</{name}>" * 5000
    page = pages.read(article(nested + "<p>after</p>", COMMENT.format(5, "<p>shown</p>")), url=URL)
    assert page.body_text.split() == ["deep", "after"]
    assert [comment.body_text for comment in page.comments] == ["shown"]


def test_tags_that_are_never_closed() -> None:
    page = pages.read(article("<div>" * 5000 + "end"), url=URL)
    assert page.body_text == "end"


@pytest.mark.parametrize("body", [b"", b"   \n", b"\0\0", b"<!-- nothing -->", b"<?xml version='1.0'?>"])
def test_no_html_at_all(body: bytes) -> None:
    with pytest.raises(UnknownLayout):
        pages.read(body, url=URL)


@pytest.mark.parametrize(
    "body", [b"just text", b'{"code": "rest_no_route"}', b"%PDF-1.4 \xff\xfe", b"<rss><item/></rss>"]
)
def test_no_page_of_the_site(body: bytes) -> None:
    with pytest.raises(UnknownLayout):
        pages.read(body, url=URL)


def test_an_empty_body_is_an_article_without_text() -> None:
    page = pages.read(article(""), url=URL)
    assert (page.body_text, page.body_html, page.title) == ("", "", "T")


def test_a_body_that_is_missing() -> None:
    with pytest.raises(MissingField):
        pages.read(article("").replace(b"post_content_single entry-content", b"gone"), url=URL)


def test_a_post_id_that_is_missing() -> None:
    nameless = article("<p>x</p>").replace(b"postid-7", b"").replace(b'id="post-7"', b"")
    with pytest.raises(MissingField):
        pages.read(nameless, url=URL)


@pytest.mark.parametrize(
    "where",
    [
        b'<link rel="shortlink" href="/?p=7">',
        b'<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">',
    ],
)
def test_the_post_id_stands_in_several_places(where: bytes) -> None:
    nameless = article("<p>x</p>").replace(b"postid-7", b"").replace(b'id="post-7"', b"")
    assert pages.read(nameless.replace(b"<head>", b"<head>" + where), url=URL).post_id == 7
    assert pages.read(article("<p>x</p>").replace(b"postid-7", b""), url=URL).post_id == 7


def test_a_comment_without_date_author_or_text() -> None:
    bare = '<li id="comment-9" class="comment depth-1"></li>'
    comment = pages.read(article("<p>x</p>", bare), url=URL).comments[0]
    assert (comment.id, comment.author_name, comment.body_text, comment.posted_raw) == (9, "", "", None)


def test_a_comment_without_depth_is_placed_by_its_nesting() -> None:
    nested = '<li id="comment-1" class="comment"><ul><li id="comment-2" class="comment"></li></ul></li>'
    comments = pages.read(article("<p>x</p>", nested), url=URL).comments
    assert [(c.id, c.parent_id, c.depth) for c in comments] == [(1, None, 1), (2, 1, 2)]


@pytest.mark.parametrize(
    ("raw", "encoding", "expected"),
    [
        ("café ’".encode(), "utf-8", "café ’"),
        ("café ’".encode(), "iso-8859-1", "café ’"),
        ("café ’".encode("cp1252"), None, "café ’"),
        ("café ’".encode("cp1252"), "iso-8859-1", "café ’"),
        ("café ’".encode("cp1252"), "utf-8", "café ’"),
        ("café ’".encode("cp1252"), "x-nobody-knows", "café ’"),
        ("خبر".encode("cp1256"), "windows-1256", "خبر"),
        ("\ufeffcafé".encode(), None, "café"),
        ("café".encode("utf-16"), None, "café"),
        ("çé “ok” ".encode() + b"\xff", "utf-8", "çé “ok” \ufffd"),
    ],
)
def test_charsets(raw: bytes, encoding: str | None, expected: str) -> None:
    document = parse(raw, url=URL, encoding=encoding)
    assert "".join(document.root.itertext()) == expected


def test_a_page_names_its_charset() -> None:
    raw = '<meta charset="windows-1251"><p>флот'.encode("cp1251")
    assert "".join(parse(raw, url=URL).root.itertext()) == "флот"


def test_addresses_that_are_none() -> None:
    document = parse(b"<p>x", url=URL)
    assert document.absolute("/b?c=1") == "https://sample.example/b?c=1"
    assert document.absolute("//cdn.example/x") == "https://cdn.example/x"
    for href in (None, "", " ", "#a", "JavaScript:void(0)", "mailto:a@b", "http://[", "//["):
        found = document.absolute(href)
        assert found is None or found == "http://["  # kept as published where it has a scheme
    assert (
        parse(b'<head><base href="https://other.example/x/"></head>', url=URL).absolute("y")
        == "https://other.example/x/y"
    )


def test_broken_json_ld_says_nothing() -> None:
    for script in (
        "{",
        "[]",
        "null",
        "3",
        '{"@graph": 1}',
        '{"@type": 5}',
        '{"@type": "Article", "author": [[]]}',
        "[" * 100_000,
    ):
        broken = article("<p>x</p>").replace(
            b"</head>", f'<script type="application/ld+json">{script}</script></head>'.encode()
        )
        page = pages.read(broken, url=URL)
        assert (page.dates, page.author) == ([], None)


@pytest.mark.parametrize("cut", range(1, 12))
def test_truncated_pages_are_read_or_refused_by_name(cut: int) -> None:
    for folder in folders():
        html = (folder / "page.html").read_bytes()
        try:
            pages.read(html[: len(html) * cut // 12], url=URL)
        except PageError:
            continue


def test_a_page_of_ten_megabytes() -> None:
    page = pages.read(article("<p>word</p>\n" * 20_000 + "<p>" + "long " * 2_000_000 + "</p>"), url=URL)
    assert len(page.body_text) > 9_000_000
