"""The general layout alone: titles that are links, by-lines of all kinds, and what only looks like a name."""

from __future__ import annotations

import pytest

from quwa_archive.items import PageItem
from quwa_archive.pages.document import parse
from quwa_archive.pages.general.people import looks_like_name, unlabelled
from quwa_archive.pages.layouts import GENERAL

URL = "https://gazette.example/2015/05/05/tugs/"
TEXT = (
    "<p>Both tugs were moved to the northern basin, where the older one is to be painted before the winter.</p>"
    "<p>The paint has not arrived. The harbour master says that the colour is not decided either.</p>"
)
BODY = f'<div class="entry-content">{TEXT}</div>'
TERM = '<a href="/category/sea/" rel="category tag">Sea News</a>'


def read(
    inside: str, title: str = "Two tugs &#8211; Gazette", head: str = "", lang: str = "en-US"
) -> PageItem:
    """What the general layout reads of a page with this body."""
    page = (
        f'<html lang="{lang}"><head><title>{title}</title>{head}</head>'
        f'<body class="single single-post postid-90">{inside}</body></html>'
    )
    return GENERAL.read(parse(page.encode(), url=URL))


def post(line: str, after: str = "") -> str:
    """A post with a line between its title and its body, and something behind the body."""
    return f'<div class="post" id="post-90"><h1 class="entry-title">Two tugs</h1>{line}{BODY}{after}</div>'


def author(line: str, after: str = "", head: str = "", lang: str = "en-US") -> str | None:
    found = read(post(line, after), head=head, lang=lang).author
    return found.name if found is not None else None


# -- the title ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f'<h1><a href="{URL}" rel="bookmark">Two tugs</a></h1>', "Gazette : Two tugs of May"),
        (f'<h2><a href="{URL}">Two tugs</a></h2>', "Another matter"),
        ("<h2>Two tugs</h2>", "Two tugs | Gazette"),
    ],
)
def test_a_heading_in_the_body_is_the_title(heading: str, title: str) -> None:
    page = read(f'<div class="post" id="post-90"><div class="entry">{heading}{TEXT}</div></div>', title)
    assert page.title == "Two tugs"
    assert page.body_text.startswith("Both tugs")


def test_a_later_heading_of_the_body_is_not_the_title() -> None:
    inside = f'<div class="post" id="post-90"><div class="entry">{TEXT}<h2>Paint</h2><h2>Two tugs</h2>{TEXT}</div></div>'
    assert read(inside, "Two tugs | Gazette").title == ""


def test_a_part_of_the_stated_title_in_the_body_is_less_than_the_heading_above() -> None:
    inside = (
        '<article id="post-90" class="post"><header><h1 class="entry-title">Two tugs in the basin, and their paint</h1></header>'
        f'<div class="entry-content"><h1>Two tugs in the basin</h1>{TEXT}</div></article>'
    )
    assert (
        read(inside, "Two tugs in the basin, painted| Gazette").title
        == "Two tugs in the basin, and their paint"
    )


def test_a_heading_above_the_body_that_the_head_does_not_know() -> None:
    inside = (
        f'<article id="post-90" class="post"><header><h2 class="wide">Two tugs</h2></header>{BODY}</article>'
    )
    assert read(inside, "What happened to the fleet will amaze you").title == "Two tugs"


def test_a_heading_behind_the_body_is_no_title() -> None:
    inside = f'<article id="post-90" class="post">{BODY}<h2>What readers say</h2></article>'
    assert read(inside, "Gazette").title == ""


def test_the_title_stands_behind_the_sites_name() -> None:
    site = '<h1><a href="/">Gazette</a></h1>'
    inside = f'{site}<div class="column"><h1><a href="" style="color: grey">Two tugs</a></h1><div class="entry">{TEXT}</div></div>'
    assert read(inside, "Gazette &raquo; Blog Archive &raquo; Two tugs").title == "Two tugs"


def test_a_title_in_a_widget_that_is_never_closed() -> None:
    heading = f'<h2 class="large"><a href="{URL}" rel="bookmark">Two tugs</a></h2>'
    inside = f'<ul><li class="widget widget_text"><h2>Harbours</h2><div>{heading}</div></li></ul>{BODY}'
    assert read(inside).title == "Two tugs"


@pytest.mark.parametrize(
    "heading",
    [
        '<h1 class="postTitle"><a href="/2015/05/05/tugs/" rel="bookmark">Two tugs</a><span class="author vcard"> by <cite>Nadia Mirza</cite></span></h1>',
        '<h1 class="postTitle">Two tugs <span class="byline">by Nadia Mirza</span></h1>',
    ],
)
def test_a_byline_in_the_heading_is_not_the_titles(heading: str) -> None:
    page = read(f'<div class="post" id="post-90">{heading}{BODY}</div>')
    assert page.title == "Two tugs"
    assert page.author is not None
    assert page.author.name == "Nadia Mirza"


# -- who wrote ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ('<span class="byline"> 由<span class="author vcard"><a class="url fn n" href="/people/7/">Nadia Mirza</a></span></span>', "zh-CN"),
        ('<span class="byline">由Nadia Mirza</span>', "zh-CN"),
        ('<small class="author">Por <b>Nadia Mirza</b>, publicado el <b>5 de mayo, 2015 | <a href="#comments">3 comentarios</a></b></small>', "es-ES"),
        (f'<div class="entry-footer">{TERM} {TERM.replace("Sea News", "Cranes")} <span>Nadia Mirza </span> | 05.05.2015 um 14:26</div>', "de-DE"),
        ('<div class="single-info"><div><span>Datum: </span><span>5 Mai 2015</span></div><div class="blog-author-wrapper"><span>Von: </span><span>Nadia Mirza</span></div></div>', "de-DE"),
        ('<div class="info">Verfasst von Nadia Mirza | 5. Mai 2015</div>', "de-DE"),
        ('<div class="author-name vcard author"><span class="fn">Nadia Mirza</span></div><div class="url"><a href="/author/nm/">https://gazette.example/author/nm/</a></div>', "en-US"),
        ('<div><strong>Por: </strong><a href="/autor/nadia-mirza/" rel="category tag">Nadia Mirza</a></div>', "es-ES"),
        ('<div class="meta">by <a href="/?author=3">Nadia Mirza</a></div>', "en-US"),
        (f'<div class="meta">Filed under: {TERM} &#8212;  Nadia Mirza @ 2:43 pm </div>', "en-US"),
    ],
)  # fmt: skip
def test_a_name_in_a_line_of_other_words(line: str, lang: str) -> None:
    assert author(line, lang=lang) == "Nadia Mirza"


@pytest.mark.parametrize(
    "line",
    [
        f'<div class="date">May 5, 2015 · Filed under: {TERM}, {TERM.replace("Sea", "Dry Dock")}</div>',
        '<div class="info"><span>Date: </span><span>May 5, 2015</span></div>',
        '<div class="meta">Last Updated May 5, 2015</div>',
        "<p> <span>May 5, 2015</span> <span>in Karachi, Pakistan</span> </p>",
        '<div class="author"><a href="/login/">Already registered?</a></div>',
        '<div class="meta">May 5, 2015 | Foreign Policy</div><a class="menu" href="/category/foreign-policy/">Politics</a>',
        '<p class="info">Layout by Free Page Codes available, all of them</p>',
    ],
)
def test_a_term_a_label_a_place_is_no_name(line: str) -> None:
    assert author(line) is None


def test_a_box_below_names_the_author_by_a_link() -> None:
    link = '<a href="/author/nm/" rel="author">Nadia Mirza</a>'
    box = f'<div class="author-bio"><p class="bio-name">{link}</p><p>Counts cranes.</p></div>'
    assert author("", box) == "Nadia Mirza"
    note = f'<section class="who"><div><p>{link}</p></div></section>'
    assert read(f'<div class="page">{post("")}</div>{note}').author is not None
    other = note.replace("Nadia Mirza", "Salim Dar")
    assert read(f'<div class="page">{post("")}</div>{note}{other}').author is None


def test_a_box_has_a_label_of_the_sites_language() -> None:
    box = '<div class="author-bio"><span class="author-title">Von Nadia Mirza</span><div class="author-description"><p>Zählt Kräne.</p></div></div>'
    assert author("", box, lang="de-DE") == "Nadia Mirza"


@pytest.mark.parametrize(
    "maker", ["A. Maker - http://themes.example", "gazette.example", "us@gazette.example"]
)
def test_an_address_in_the_head_is_nobody(maker: str) -> None:
    head = f'<meta name="author" content="{maker}">'
    assert author("", head=head) is None
    assert author('<p class="meta">by Nadia Mirza</p>', head=head) == "Nadia Mirza"


def test_whom_the_head_names_is_found_without_any_mark() -> None:
    head = '<meta name="author" content="the harbour desk">'
    line = '<div class="meta">by Some Body Else, <b>the harbour desk</b></div>'
    assert author(line, head=head) == "the harbour desk"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von Nadia", "Nadia"),
        ("Von der Aue", "Von der Aue"),
        ("Da Silva", "Da Silva"),
        ("par Nadia", "Nadia"),
        ("by", "by"),
    ],
)
def test_a_label_and_a_name_that_begins_like_one(line: str, name: str) -> None:
    assert unlabelled(line) == name


@pytest.mark.parametrize(
    ("said", "is_name"),
    [
        ("Nadia Mirza", True),
        ("Nadia de la Mar", True),
        ("摄影师", True),
        ("Page Codes available", False),
        ("Last Updated", False),
        ("Room 7", False),
        ("Datum", False),
    ],
)
def test_what_looks_like_a_name(said: str, is_name: bool) -> None:
    assert looks_like_name(said) is is_name


# -- when --------------------------------------------------------------------------------------------


def days(above: str) -> list[str]:
    page = read(f'<div id="content">{above}{post("")}</div>')
    return [date.raw for date in page.dates if date.kind == "published"]


def test_the_day_stands_in_a_heading_above_the_post() -> None:
    assert days("<h2>May 5, 2015</h2>") == ["May 5, 2015"]


@pytest.mark.parametrize(
    "above", ["<h2>Since May 5, 2015</h2>", "<h2>May 5, 2014</h2>", "<h2>May 5, 2015</h2><p>Tides</p>"]
)
def test_a_heading_above_that_is_not_its_day(above: str) -> None:
    assert days(above) == []


# -- the site's name is neither a title nor an author ----------------------------------------------


def test_the_name_of_the_site_in_a_link_home_is_no_title() -> None:
    for banner in ('<a href="/"><h1>Gazette</h1></a>', '<h1><a href="/">Gazette</a></h1>'):
        for title in ("Gazette &raquo; Two tugs", "Gazette &raquo; Blog Archive &raquo; Two tugs"):
            inside = f'{banner}<div class="post" id="post-90"><h2>Two tugs</h2>{BODY}</div>'
            assert read(inside, title).title == "Two tugs"


def test_a_heading_that_the_head_says_otherwise_is_the_title_of_a_post_that_is_all_body() -> None:
    page = read(
        f'<div class="post hentry" id="post-90"><h1>Are there two tugs?</h1>{TEXT}</div>',
        "Tugs in numbers | Gazette",
    )
    assert page.title == "Are there two tugs?"
    assert page.body_text.startswith("Both tugs")


def test_no_title_where_the_head_has_one_is_a_contradiction() -> None:
    def outcome(title: str) -> str:
        page = read(f'<div class="post" id="post-90"><div class="top">Two tugs!</div>{BODY}</div>', title)
        assert page.title == ""
        return next(check.outcome for check in page.checks if check.name == "title")

    assert outcome("Three tugs | Gazette") == "disagree"
    assert outcome("Gazette") == "silent"
    assert outcome("Gazette &raquo; Blog Archive &raquo;") == "silent"


def test_a_link_to_an_account_is_no_author_unless_it_says_the_name() -> None:
    account = '<p class="info"><a rel="author" href="https://plus.google.com/10001">{}</a></p>'
    assert author(account.format("Google +")) is None
    assert author(account.format("Nadia Mirza")) == "Nadia Mirza"


def test_two_authors_with_a_dot_between_them_are_two() -> None:
    assert (
        author('<p class="info"><a rel="author" href="/author/x/">Ali Khan • Sara Malik</a></p>')
        == "Ali Khan • Sara Malik"
    )


def test_a_title_in_no_heading_is_the_line_that_the_head_says() -> None:
    """Not the site's name, which `<title>` may have alone."""

    def title(line: str, head_title: str) -> str:
        banner = '<div class="top"><a href="/">Gazette of the Sea</a></div><div class="under">Gazette of the Sea</div>'
        return read(f'{banner}<div class="post" id="post-90">{line}{BODY}</div>', head_title).title

    linked = '<div class="head"><a href="/2015/05/05/tugs/" rel="bookmark">Two tugs in spring</a></div>'
    assert title(linked, "Two tugs in spring") == "Two tugs in spring"
    assert title(linked, "Two tugs in spring | Gazette of the Sea") == "Two tugs in spring"
    assert (
        title('<div class="head">Two tugs in spring</div>', "Two tugs in spring | Gazette of the Sea")
        == "Two tugs in spring"
    )
    assert title("<div>May 5</div>", "Gazette of the Sea") == ""


def test_whoever_wrote_other_posts_wrote_not_this_one() -> None:
    others = (
        '<div class="row"><h2>Related articles</h2><div><a href="/three-docks/">Three docks</a> '
        '<a href="/author/salim/">M. Salim</a> / December 18, 2004</div></div>'
    )
    assert (
        author('<p class="info"><a href="/author/nadia/">Nadia Mirza · About me</a></p>', after=others)
        == "Nadia Mirza"
    )
    assert author("", after=others) is None
    assert author('<p class="meta">Erschienen am 28.01.2018</p>', lang="de-DE") is None


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2009, powered by {}",
        "Proudly powered by {} and Modernist",
        "Theme by {}",
        "Photo by {}",
        "Designed by {}",
    ],
)
def test_whoever_made_something_else_is_no_author(line: str) -> None:
    made = f'<div class="post-info">{line.format("Harbour Master")}</div>'
    assert author("", made) is None
    assert author('<p class="meta">by Nadia Mirza on May 5, 2015</p>', made) == "Nadia Mirza"


def test_the_authors_of_other_posts_beside_it_are_not_its() -> None:
    """A column of the newest posts, each with its author, before the line that says who wrote this one."""
    other = '<div class="new"><a href="/sea/{0}/" rel="bookmark">{0}</a><div class="auth">By <a href="/author/{1}/" rel="author">{1}</a></div></div>'
    column = "".join(
        other.format(post, name)
        for post, name in (("Cranes", "Imran"), ("Docks", "Salim"), ("Buoys", "Imran"))
    )
    line = '<div class="post_meta">By <a href="/author/nadia/" rel="author">Nadia</a> in <a href="/sea/">Sea</a></div>'
    page = read(
        f'<div class="all"><div class="post" id="post-90"><h1 class="entry-title">Two tugs</h1>{line}{TEXT}</div><div class="col">{column}</div></div>'
    )
    assert page.author is not None
    assert page.author.name == "Nadia"
    assert page.body_text.startswith("Both tugs")


@pytest.mark.parametrize(
    "heading",
    [
        '<div class="storytitle"><a href="{}" rel="bookmark">Two tugs</a></div>',
        '<h2><a href="/?p=90&amp;x=1" rel="bookmark" title="Permanent Link to Two tugs">Two tugs</a></h2>',
    ],
)
def test_a_permalink_that_says_the_last_piece_of_the_stated_title(heading: str) -> None:
    """`The Gazette - Two tugs`, and a line that is no heading or leads to another address of the post."""
    page = read(f'<div class="post">{heading.format(URL)}{BODY}</div>', title="The Gazette &raquo; Two tugs")
    assert page.title == "Two tugs"


def test_the_name_of_the_site_stays_no_title_though_it_is_a_permalink() -> None:
    frame = '<div id="head"><h1><a href="/index.php" rel="bookmark">The Gazette</a></h1></div>'
    page = read(
        f'{frame}<div class="post"><h2><a href="{URL}" rel="bookmark">Two tugs</a></h2>{BODY}</div>',
        title="The Gazette &raquo; Two tugs",
    )
    assert page.title == "Two tugs"


def test_the_id_of_a_post_that_stands_at_its_heading_alone() -> None:
    """A theme of the first years: no class of the body, no form, no element of the post."""
    page = (
        '<html><head><title>Two tugs</title></head><body><div id="content"><h2 id="post-90">'
        f'<a href="{URL}" rel="bookmark">Two tugs</a></h2><div class="entry">{TEXT}</div><h3 id="comments">1 Response</h3><ol class="commentlist">'
        '<li id="comment-7"><p class="who"><cite>Ada</cite>:</p><p>Grey.</p><p><small>comment at <a href="#comment-7">20. May 2015</a></small></p></li>'
        "</ol></div></body></html>"
    )
    document = parse(page.encode(), url=URL)
    assert GENERAL.recognises(document)
    found = GENERAL.read(document)
    assert (found.post_id, found.title, len(found.comments)) == (90, "Two tugs", 1)


def test_an_arrow_to_the_next_post_is_no_author() -> None:
    line = '<div class="day"><div class="nav"><a href="/sea/a/" rel="prev">&#9668; Previous</a> | <a href="/sea/b/" rel="next">Next &#9658;</a></div>May 5th, 2015</div>'
    assert author(line) is None


def test_what_the_first_themes_called_single_posts_in_their_title() -> None:
    page = (
        "<html><head><title>about Tugs &raquo; Blog Archive &raquo; Two tugs</title></head><body>"
        f'<div class="post" id="post-90"><h2><a href="{URL}" rel="bookmark">Two tugs</a></h2><div class="entry">{TEXT}</div></div>'
        '<form><input type="hidden" name="comment_post_ID" value="90"></form></body></html>'
    )
    assert GENERAL.recognises(parse(page.encode(), url=URL))
    listed = page.replace("Blog Archive &raquo; Two tugs", "Archive").replace(
        f'href="{URL}"', 'href="/sea/other/"'
    )
    assert not GENERAL.recognises(parse(listed.encode(), url="https://gazette.example/2015/05/"))


def test_a_broken_address_in_a_heading_is_no_error() -> None:
    page = read(f'<div class="post"><h1><a href="http://[broken/">Two tugs</a></h1>{BODY}</div>')
    assert page.title == "Two tugs"


def test_who_is_going_to_comment_is_no_author() -> None:
    form = (
        '<section id="wrap"><div id="reply"><form><p class="comment-form-author"><label for="author">Name <span class="required">*</span></label>'
        '<input id="author" name="author"></p></form></div></section>'
    )
    assert author("", form) is None


def test_a_link_to_all_of_an_author_is_no_name() -> None:
    box = (
        '<div class="box"><section class="vcard author" itemprop="author"><div class="fn name" itemprop="name"><a href="/" class="url">Nadia Mirza</a></div></section>'
        '<section><div>Latest by her (<a href="/author/nadia/">see all</a>)</div></section></div>'
    )
    assert author("", box) == "Nadia Mirza"


def test_quotes_of_other_languages_are_no_arrows() -> None:
    assert author('<p class="meta"><span class="author">«Вахта»</span></p>', lang="ru-RU") == "«Вахта»"


def test_a_form_round_the_whole_page_hides_no_author() -> None:
    page = read(f'<form id="aspnet">{post("<p class=meta>by Nadia Mirza on May 5, 2015</p>")}</form>')
    assert page.author is not None
    assert page.author.name == "Nadia Mirza"


@pytest.mark.parametrize(
    "strange",
    ['<!--[if IE]><body class="error404"><![endif]-->', "<script>x = '<body class=\"error404\">'</script>"],
)
def test_the_classes_of_no_body_are_nobodys(strange: str) -> None:
    page = f"<html><head>{strange}</head><body><h1>Two tugs</h1>{BODY}{strange}</body></html>"
    assert parse(page.encode(), url=URL).body_classes == frozenset()


def test_a_title_of_any_level_in_what_a_builder_calls_one() -> None:
    title = "Mirza, N., Two tugs, Gazette, 2018, pp. 4-5."
    page = read(
        f'<div class="post"><div class="elementor-widget elementor-widget-theme-post-title"><div class="c"><h5 class="heading">{title}</h5></div></div>{BODY}</div>',
        title=title,
    )
    assert page.title == title


def test_the_classes_of_a_body_that_a_picture_in_the_head_began() -> None:
    page = (
        '<html><head><title>Two tugs</title><div id="x-root"></div><noscript><img src="https://pixel.example/tr?id=1"></noscript></head>'
        f'<body class="single single-post postid-90"><div class="post"><h1 class="entry-title">Two tugs</h1>{BODY}</div></body></html>'
    )
    document = parse(page.encode(), url=URL)
    assert document.declared_post_id() == 90
    assert GENERAL.read(document).post_id == 90
