"""The text rule, piece by piece."""

from __future__ import annotations

import pytest
from lxml import etree, html

from quwa_archive.items import ImageItem, LinkItem
from quwa_archive.pages import text


def element(inner: str) -> etree._Element:
    return html.fragment_fromstring(f"<div>{inner}</div>")


def absolute(href: str | None) -> str | None:
    return None if not href or href.startswith("#") else href


def text_of(inner: str) -> str:
    return text.read(element(inner), absolute).text


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one</p>\n\n\n<p> two\n  three </p>\n", "one\n\ntwo three"),
        ("bare <b>bold</b> tail<p>block</p>after", "bare bold tail\n\nblock\n\nafter"),
        ("<p>one<br>two<br/>\nthree</p>", "one\ntwo\nthree"),
        ("<p>one<br><br><br><br>two<br></p>", "one\n\ntwo"),
        (
            "<h2>Head</h2><ul><li>a<li>b</ul><blockquote><p>q</p><p>r</p></blockquote>",
            "Head\n\na\n\nb\n\nq\n\nr",
        ),
        ("<ol><li>one<ul><li>inner</li></ul></li></ol>", "one\n\ninner"),
        ("<p>a&nbsp;&nbsp;b\u2003c</p>", "a b c"),
        ("<p>کتاب\u200cخانہ</p>", "کتاب\u200cخانہ"),
        ("<p>a\u200bb</p>", "a\u200bb"),
        ("<p>“curly” 6×6 – it’s</p>", "“curly” 6×6 – it’s"),
        ('<p>hi <img class="emoji" alt="🙂" src="u"></p>', "hi 🙂"),
        ('<p>hi <img class="wp-smiley" alt=":-)" src="u">!</p>', "hi :-)!"),
        ("<p>a</p><script>b</script><style>c</style><iframe>d</iframe><template>e</template>f", "a\n\nf"),
        ("<p>x<script>y</script> z</p>", "x z"),
        ("<pre>a  b\n  c\n\n\nd</pre>", "a b\nc\n\nd"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>after", "a | b\n1 | 2\n\nafter"),
        ("<table><tr><td><p>1</p><p>2</p></td><td>3<br>4</td></tr></table>", "1 2 | 3 4"),
        ("<table><caption>T</caption><tr><td>a<td><td>c</table>", "T\n\na | | c"),
        ("<table><tr><td><table><tr><td>in<td>ner</table><td>b</table>", "in ner | b"),
        ("<figure><img src='i'><figcaption>cap</figcaption></figure>rest", "rest"),
        ("<figure><blockquote>q</blockquote><figcaption>who</figcaption></figure>", "q\n\nwho"),
        ("<p></p><p> </p>", ""),
        ("", ""),
    ],
)
def test_text(inner: str, expected: str) -> None:
    assert text_of(inner) == expected


def test_control_characters_are_dropped_and_reported() -> None:
    said = text.read(element("<p>a&#1;b&#x1f;c&#127;</p>"), absolute)
    assert said.text == "ab c"
    assert said.dirty
    assert not text.read(element("<p>é\u200c</p>"), absolute).dirty


def test_plain_paragraphs_read_like_any_others() -> None:
    """The short way for paragraphs of plain text gives what the walk gives."""
    for inner in (
        "<p>a</p>\n<p> b  c </p>",
        "<p>a\nb</p>",
        "<p>a\u2003b</p>",
        "\n<p></p>\n",
        "<p>ü</p> <p>“x”</p>",
    ):
        whole = element(inner)
        assert text.read(whole, absolute) == text._Walk(absolute).run(whole)


def test_links_keep_order_and_text() -> None:
    said = text.read(
        element('<p><a href="a">one <b>two</b></a> <a href="#n">no</a><a>no</a> <a href="b"></a></p>'),
        absolute,
    )
    assert said.links == [LinkItem("a", "one two"), LinkItem("b", "")]


def test_a_caption_belongs_to_its_image() -> None:
    said = text.read(
        element(
            '<figure><figcaption>before</figcaption><img src="1" alt=" an  alt "></figure>'
            '<div class="wp-caption alignleft"><img src="2"><p class="wp-caption-text">classic</p></div>'
            '<dl class="gallery-item"><dt><img src="3"></dt><dd class="wp-caption-text gallery-caption">dl</dd></dl>'
            '<figure><figure><img src="4"><figcaption>own</figcaption></figure><img src="5">'
            "<figcaption>of the gallery</figcaption></figure>"
            '<img src="6">'
        ),
        absolute,
    )
    assert said.images == [
        ImageItem("1", "an alt", "before"),
        ImageItem("2", None, "classic"),
        ImageItem("3", None, "dl"),
        ImageItem("4", None, "own"),
        ImageItem("5", None, "of the gallery"),
        ImageItem("6"),
    ]
    assert said.text == ""


def test_a_lazy_image_has_its_real_address() -> None:
    said = text.read(element('<img src="blank.gif" data-src="real.jpg"><img alt="none">'), absolute)
    assert said.images == [ImageItem("real.jpg")]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("The <em>floating</em> dock, again", "The floating dock, again"),
        ("a<br>b", "a b"),
        (' Ship <img class="emoji" alt="⚓"> Spotter ', "Ship ⚓ Spotter"),
        ("a\x7fb", "ab"),
        ("", ""),
    ],
)
def test_line_of(inner: str, expected: str) -> None:
    assert text.line_of(element(inner)) == expected


def test_inner_html_is_what_stands_inside() -> None:
    whole = element("\n<p>a &amp; b</p>\n tail <br>")
    whole.set("class", "x > y")
    assert text.inner_html(whole) == "<p>a &amp; b</p>\n tail <br>"
