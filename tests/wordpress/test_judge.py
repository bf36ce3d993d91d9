"""The judge itself: its content is what it says, its reading of markup is right, and it sees what is wrong."""

from __future__ import annotations

import pytest

from tests.wordpress import markup
from tests.wordpress.content import Content
from tests.wordpress.settings import Setting
from tests.wordpress.threading import shown


def test_the_content_is_always_the_same_and_large_enough() -> None:
    content = Content().json()
    assert content == Content().json()
    public = [post for post in content["posts"] if post["type"] == "post" and post["status"] == "publish"]
    assert len(public) >= 150
    assert len(content["comments"]) >= 3000
    assert {post["status"] for post in content["posts"]} >= {"draft", "private", "future", "pending", "trash"}
    assert {row["approved"] for row in content["comments"]} == {"0", "1", "spam", "trash"}
    assert {row["type"] for row in content["comments"]} == {"comment", "pingback", "trackback"}
    assert any(len(row["content"]) > 29_000 for row in content["comments"])


def test_the_content_nests_to_depth_nine() -> None:
    parents = {row["id"]: row["parent"] for row in Content().json()["comments"]}

    def depth(id_: int) -> int:
        return 1 + (depth(parents[id_]) if parents[id_] else 0)

    assert max(map(depth, parents)) >= 9


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\ntwo</p><p>three<br>four</p>", "One two\n\nthree\nfour"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\n\nb\n\nc"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td><p>c</p></td><td>d<br>e</td></tr></table>",
            "a | b\nc | d e",
        ),
        ("<pre>a  b\n\n  c</pre>", "a b\n\nc"),
        ("<figure><img src='/x.jpg'><figcaption>C</figcaption></figure><p>t</p>", "t"),
        ("<figure><audio src='/x'></audio><figcaption>C</figcaption></figure><p>t</p>", "C\n\nt"),
        ("a<script>x</script><form><p>no</p></form>b", "ab"),
        ("<img class='wp-smiley' alt=':mrgreen:' src='/m.png'/> &#8220;x&#8221;", ":mrgreen: “x”"),
        ("<p>a</p><ul class='wp-block-latest-posts'><li>x<br/><img/></li></ul><p>b</p>", "a\n\nb"),
    ],
)
def test_markup_is_read_by_the_text_rule(html: str, text: str) -> None:
    assert markup.read(html, "https://site.example/").text == text


def test_answers_below_the_limit_are_siblings_and_orphans_are_hidden() -> None:
    def row(id_: int, parent: int, approved: str = "1") -> dict[str, object]:
        return {"id": id_, "parent": parent, "approved": approved, "date_gmt": f"2020-01-01 00:00:{id_:02}"}

    rows = [row(1, 0), row(2, 1), row(3, 2), row(4, 3), row(5, 0, "0"), row(6, 5)]
    entries = shown(rows, Setting("depth 2", depth=2))
    assert [(entry.row["id"], entry.depth, entry.above) for entry in entries] == [
        (1, 1, None),
        (2, 2, 1),
        (3, 2, 1),
        (4, 2, 1),
    ]
    flat = shown(rows, Setting("flat", threaded=False, per_page=2, newest_first=True))
    assert [entry.row["id"] for entry in flat] == [2, 1, 4, 3, 6]
