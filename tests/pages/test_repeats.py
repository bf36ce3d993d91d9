"""What a site prints on its other articles, too, is taken for no part of this one: lines, boxes, titles, whole bodies."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from quwa_archive import pages
from quwa_archive.boilerplate import Boilerplate, of_pages
from quwa_archive.items import PageItem
from quwa_archive.pages.document import parse
from quwa_archive.pages.layouts import GENERAL
from quwa_archive.pages.lines import lines_of

TEXT = [
    "<p>The yard laid down two tugs this week, both for the harbour of Ormal, and both later than planned.</p>",
    "<p>Nobody at the ceremony would say what the engines had cost, or where they had come from in the end.</p>",
]
SHORT = ["<p>Both tugs were launched today.</p>"]


@dataclass
class Site:
    """A site of a few articles; ``above`` and ``below`` stand in every body, ``frame`` in every page before its article.

    ``{n}`` in them is the number of the article.
    """

    above: str = ""
    below: str = ""
    frame: str = ""
    footer: str = ""
    others: dict[int, list[str]] = field(default_factory=dict)

    def page(
        self, number: int, text: list[str], *, heading: str = '<h2 class="entry-title">{}</h2>'
    ) -> bytes:
        title = f"Story {'abcdefghij'[number]} of the yard"
        above, below, frame, footer = (
            part.replace("{n}", "abcdefghij"[number])
            for part in (self.above, self.below, self.frame, self.footer)
        )
        return (
            f'<html lang="en"><head><title>{title} | The Tin Ship</title></head>'
            f'<body class="single postid-{100 + number}">{frame}<div id="post-{100 + number}" class="hentry">'
            f'{heading.format(title)}<div class="entry-content">{above}{"".join(text)}{below}</div></div>'
            f'<div id="comments"><ol class="commentlist"><li class="comment" id="comment-{number + 7}"><cite class="fn">Imran</cite>'
            f'<a href="#comment-{number + 7}">May 3, 2019 at 4:05 pm</a><p>The engines are from the old ferry.</p></li></ol></div>'
            f"{footer}</body></html>"
        ).encode()

    def boilerplate(self) -> Boilerplate:
        texts = [
            [f"<p>Entirely other words of article {letter}, which no other article has.</p>"]
            for letter in ("one", "two", "three", "four")
        ]
        return of_pages(
            [lines_of(parse(self.page(1 + i, text), url=url(1 + i))) for i, text in enumerate(texts)]
        )

    def read(self, text: list[str], boilerplate: Boilerplate | None = None, **how: str) -> PageItem:
        known = self.boilerplate() if boilerplate is None else boilerplate
        return GENERAL.read(parse(self.page(0, text, **how), url=url(0), boilerplate=known))


def url(number: int) -> str:
    return f"https://tinship.example/2019/05/story-{number}/"


def said(text: list[str]) -> str:
    return "\n\n".join(part.removeprefix("<p>").removesuffix("</p>") for part in text)


AT_THE_END = {
    "a line with a name": "<p class='qx-desk'>Letters to the desk are answered on Thursdays.</p>",
    "a line with a button": "<p>Letters go to <button>the desk</button>.</p>",
    "several": "<h4>Really</h4><div class='qx'><p>By hand.</p></div>",
    "a list under a heading": "<h3>Out of the same drawer</h3><ul><li><a href='/{n}/'>The barge {n}</a></li><li><a href='/x{n}/'>A {n} crane</a></li></ul>",
    "links in a box of their own": "<div class='qx'><h3>Out of the same drawer</h3><div><a href='/{n}/'>The barge {n}</a> <a href='/x{n}/'>Crane {n}</a></div></div>",
    "who wrote": "<div class='qx-hand'><img class='avatar' src='/{n}.png'><h4>Whose hand this is</h4><p>Mr {n} has drawn ships since he was {n}, and never built one.</p></div>",
    "who wrote, with the name first, under a portrait": "<div class='qx-pen'><img class='avatar' src='/{n}.png'><h4>Mr {n}</h4><p>Draws ships.</p><a href='/by/{n}/'>All that this hand wrote</a></div>",
    "other posts with their pictures": "<div class='qx-more'><h3>Out of the same drawer</h3><a href='/{n}/'><img src='/{n}.png'></a><a href='/{n}/'>The barge {n}</a></div>",
    "a picture that is everywhere": "<div class='qx-coffer'><img src='/tin.png'><p>Put something into the tin.</p></div>",
    "a table": "<table class='qx'><tr><td>Price of this paper</td><td>nothing</td></tr></table>",
}


@pytest.mark.parametrize("below", AT_THE_END.values(), ids=AT_THE_END)
def test_what_stands_below_every_text(below: str) -> None:
    site = Site(below=below)
    assert site.read(TEXT).body_text == said(TEXT)
    assert site.read(TEXT, Boilerplate()).body_text != said(TEXT)


def test_who_wrote_another_article_is_told_there_in_the_same_words() -> None:
    """Without a portrait or a link: one of four others has the whole box, in the same words."""
    box = "<div class='qx-hand'><h4>Whose hand this is</h4><p>{}</p></div>"
    written = [box.format(f"Mr {name} draws ships.") for name in ("Imran", "Salim", "Imran", "Ada", "Nadia")]
    keys = [
        lines_of(parse(Site(below=by).page(number, [f"<p>Words of {by[-30:-20]}.</p>"]), url=url(number)))
        for number, by in enumerate(written)
    ]
    first, last = (
        GENERAL.read(
            parse(
                Site(below=written[n]).page(n, TEXT),
                url=url(n),
                boilerplate=of_pages(keys[:n] + keys[n + 1 :]),
            )
        )
        for n in (0, 4)
    )
    assert first.body_text == said(TEXT)
    assert last.body_text == f"{said(TEXT)}\n\nWhose hand this is\n\nMr Nadia draws ships."


@pytest.mark.parametrize("name", AT_THE_END)
def test_below_a_text_of_a_few_words_as_well(name: str) -> None:
    page = Site(below=AT_THE_END[name]).read(SHORT)
    assert page.body_text == said(SHORT)
    assert (page.confidence or 0) > 0.9, "what the site repeats is no running text of the article"


@pytest.mark.parametrize(
    "above",
    [
        "<p class='qx'>This paper lives on what its readers put into <a href='/tin/'>the tin</a>.</p>",
        "<div class='qx'><div>Listen to this story</div><p>Or do not.</p></div>",
        "<h4 id='qx'>The Tin Ship, printed daily</h4>",
    ],
)
def test_what_stands_above_every_text(above: str) -> None:
    site = Site(above=above)
    assert site.read(TEXT).body_text == said(TEXT)
    assert site.read(TEXT, Boilerplate()).body_text != said(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Yours, Imran.</p>",
        "<p>Yours, Imran, of <a href='/'>this paper</a>. All rights reserved.</p>",
        "<p>Yours, Imran.</p><p class='qx'>Letters to the desk.</p>",
        "<p class='has-text-align-center'>— 30 —</p><p class='MsoNormal'>Fair winds!</p>",
        "<div>Fair winds!</div>",
        "<h3>Fair winds!</h3>",
    ],
)
def test_what_an_author_ends_every_article_with_is_the_author_s(line: str) -> None:
    """Plain words, in nothing that has a name."""
    site = Site(below=line)
    own = line.partition("<p class='qx'>")[0]
    assert site.read(TEXT).body_text == Site(below=own).read(TEXT, Boilerplate()).body_text != said(TEXT)


OWN = {
    "key points": "<div class='key-points'><h4>Key points</h4><ul><li>Two tugs of {n}.</li><li>No engine for {n}.</li></ul></div>",
    "a summary": "<p class='standfirst'><strong>In brief:</strong> the tugs of {n} are late, and so is the paint.</p>",
    "footnotes": "<div class='footnotes'><h3>Notes</h3><ol><li>The list of {n}, page four.</li></ol></div>",
    "sources elsewhere": "<h3>Sources</h3><ul><li><a href='https://harbour.example/{n}/'>The list of {n}</a></li></ul>",
    "sources behind a label": "<p><strong>Sources:</strong></p><p><a href='https://harbour.example/{n}/'>The list of {n}</a></p>",
    "a picture with a credit": "<figure class='wp-block-image'><img src='/up/{n}1.jpg'><figcaption class='wp-element-caption'>Photo: the yard</figcaption></figure>",
    "a picture of old": "<div id='attachment_12' class='wp-caption aligncenter'><img src='/up/{n}2.jpg'><p class='wp-caption-text'>Photo: the yard</p></div>",
    "a picture in a box": "<div class='qx-photo'><img src='/up/{n}3.jpg'><p class='qx-credit'>Photo: the yard</p></div>",
}  # fmt: skip
"""Named boxes that every article has, with words or pictures that are this one's alone."""


@pytest.mark.parametrize("box", OWN.values(), ids=OWN)
@pytest.mark.parametrize("place", ["above", "below"])
def test_what_a_box_says_of_this_article_alone_stays(box: str, place: str) -> None:
    site = Site(**{place: box})
    read, alone = site.read(TEXT), site.read(TEXT, Boilerplate())
    assert (read.body_text, read.images) == (alone.body_text, alone.images)


@pytest.mark.parametrize("name", ["western", "MsoNormal", "x_MsoNormal", "p1", "graf graf--p", "house-style"])
def test_a_last_line_like_the_other_paragraphs_is_the_author_s(name: str) -> None:
    """Classes that stay behind from whatever a text was pasted from, or that a site gives to all paragraphs."""
    text = [part.replace("<p>", f"<p class='{name}'>") for part in TEXT]
    site = Site(below=f"<p class='{name}'>Yours, as ever, Imran.</p>")
    assert site.read(text).body_text.endswith("Yours, as ever, Imran.")


@pytest.mark.parametrize(
    "below",
    [
        "<p>Posted by Ali Khan on May 3, 2012</p><ul><li><a href='/own/'>The list</a></li></ul>",
        *AT_THE_END.values(),
    ],
)
@pytest.mark.parametrize("known", ["nothing of it", "all of it"])
def test_replayed_with_what_was_met_it_reads_alike(below: str, known: str) -> None:
    """Also where something is known and nothing of it was met: then the record of the visit holds no key."""
    site = Site(below=below)
    boilerplate = (
        site if known == "all of it" else Site(below="<p class='qz'>Of another site.</p>")
    ).boilerplate()
    raw = site.page(0, TEXT)
    first = GENERAL.read(parse(raw, url=url(0), boilerplate=boilerplate))
    assert first == GENERAL.read(parse(raw, url=url(0), boilerplate=Boilerplate(boilerplate.met)))


def test_pages_that_share_their_text_keep_it() -> None:
    """Articles of a theme's demonstration: all have the same pages of words, in an element with a name."""
    demo = "".join(
        f"<p>Paragraph {'abcdefgh'[n]} of a text that says nothing. {'It goes on. ' * 30}</p>"
        for n in range(8)
    )
    site = Site(below=f"<div class='qx-text'>{demo}</div>")
    text = ["<p>A first line.</p>"]
    assert site.read(text).body_text == site.read(text, Boilerplate()).body_text


def test_amid_a_text_a_line_is_the_text_s() -> None:
    """Headings that an editor types into every article are read with it."""
    site = Site()
    amid = [TEXT[0], "<h3>Notes and comments</h3>", TEXT[1]]
    site_with = Site(above="<p>First words of {n} alone.</p><h3>Notes and comments</h3>")
    known = site_with.boilerplate()
    read = site.read(amid, known)
    assert read.body_text == f"{said(TEXT[:1])}\n\nNotes and comments\n\n{said(TEXT[1:])}"


def test_a_list_that_an_editor_ends_a_text_with_stays() -> None:
    """Links under a heading that no other article has."""
    site = Site(below="<p class='qx'>Letters to the desk are answered on Thursdays.</p>")
    text = [
        *TEXT,
        "<h3>Sources of this one</h3>",
        "<ul><li><a href='/a/'>The harbour's own list</a></li></ul>",
    ]
    assert site.read(text).body_text == (f"{said(TEXT)}\n\nSources of this one\n\nThe harbour's own list")


def test_the_last_chapter_is_no_box() -> None:
    """A named element that every article ends in, with a known line in it, may hold the author's own words."""
    chapter = "<div class='chapter'><p>{}</p><p class='qx'>Letters to the desk.</p></div>"
    site = Site(below=chapter.format("Words {n} of this article alone, and a good many of them, too. " * 12))
    own = "The last words that this article has to say about its tugs. " * 12
    read = Site(below=chapter.format(own)).read(SHORT, site.boilerplate())
    assert own.strip() in read.body_text
    assert "Letters to the desk" not in read.body_text


def test_a_text_that_all_pages_print_is_kept_where_it_is_all_there_is() -> None:
    """The newest article, of one line, which a widget prints on every page."""
    site = Site(frame=f'<div class="latest">{SHORT[0]}</div>')
    assert site.read(SHORT).body_text == said(SHORT)


def test_the_imprint_below_a_short_text_is_not_taken_for_it() -> None:
    imprint = "<p>All opinions are those of the people who hold them, and of nobody at this paper, living or dead.</p>"
    site = Site(
        footer=f'<div id="foot">{imprint}<p>Printed on tin, with the kind leave of the harbour master.</p></div>'
    )
    raw = site.page(0, SHORT).replace(b'<div class="entry-content">', b"<div>")
    raw = raw.replace(b'id="post-100" class="hentry"', b'class="main"')
    alone = GENERAL.read(parse(raw, url=url(0)))
    beside = GENERAL.read(parse(raw, url=url(0), boilerplate=site.boilerplate()))
    assert "opinions" in alone.body_text
    assert beside.body_text == said(SHORT)


def test_a_heading_of_the_frame_is_no_title() -> None:
    site = Site(frame="<div id='aim'><h1 class='title'>What we are here for</h1><p>To print.</p></div>")
    how = "<div class='head'><b>{}</b></div>"
    assert site.read(TEXT, heading=how).title == "Story a of the yard"
    assert site.read(TEXT, Boilerplate(), heading=how).title == "What we are here for"


def test_a_title_that_the_head_knows_stays_though_others_have_it() -> None:
    """A column of one name: every article of it has the same title."""
    site = Site()
    raw = [site.page(i, TEXT).replace(f"Story {'abcdefghij'[i]} of".encode(), b"News of") for i in range(5)]
    known = of_pages([lines_of(parse(page, url=url(i))) for i, page in enumerate(raw) if i])
    assert GENERAL.read(parse(raw[0], url=url(0), boilerplate=known)).title == "News of the yard"


def test_what_was_met_is_enough_to_read_alike() -> None:
    site = Site(
        above="<p class='qx-bar'>Paid for by readers.</p>",
        below=AT_THE_END["a list under a heading"]
        + AT_THE_END["who wrote"]
        + AT_THE_END["a picture that is everywhere"],
        frame="<h1>Aims</h1>",
    )
    raw, known = site.page(0, TEXT), site.boilerplate()
    first = pages.read(raw, url=url(0), boilerplate=known)
    again = pages.read(raw, url=url(0), boilerplate=Boilerplate(known.met))
    assert first == again
    assert first.body_text == said(TEXT)
    assert 0 < len(known.met) < 40


def test_a_broken_address_in_a_list_of_links_is_no_error() -> None:
    site = Site(below="<p class='qx'>Letters to the desk.</p>")
    text = [*TEXT, "<ul><li><a href='http://[broken/'>Somewhere</a></li></ul>"]
    assert site.read(text).body_text == f"{said(TEXT)}\n\nSomewhere"
