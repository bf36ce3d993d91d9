"""A post in WordPress's own theme Twenty Twenty-One: dates with offsets, no likes, comments in ``article``."""

from __future__ import annotations

from quwa_archive.demo.blocks import escape, to_page_html
from quwa_archive.demo.clock import print_date
from quwa_archive.demo.layouts.assets import IMAGE_FILTERS
from quwa_archive.demo.layouts.blabber import author_box, password_form
from quwa_archive.demo.layouts.chrome import SLOGAN
from quwa_archive.demo.layouts.frame import (
    NONCE,
    Fixed,
    Piece,
    Printer,
    Sheet,
    entities,
    portrait,
    post_classes,
    shown_title,
)
from quwa_archive.demo.layouts.head import post_head
from quwa_archive.demo.layouts.twenty_comments import comments_section

THEME = "twentytwentyone"


def opening(language: str, right_to_left: bool) -> str:
    """From the doctype to the first lines of the head."""
    direction = ' dir="rtl"' if right_to_left else ""
    return f"""<!doctype html>
<html{direction} lang="{language}" >
<head>
	<meta charset="UTF-8" />
	<meta name="viewport" content="width=device-width, initial-scale=1" />
"""


def page_top(printer: Printer, wordpress: str) -> list[Piece]:
    """From the end of the head to where the content begins; ``wordpress``: classes of the body."""
    body = f"""<link rel="pingback" href="{printer.base}xmlrpc.php"></head>

<body class="{wordpress} wp-embed-responsive is-light-theme no-js singular no-widgets">
"""
    return [body, printer.fixed("stock top", lambda: _page_top(printer))]


def _page_top(printer: Printer) -> str:
    base, name = printer.base, entities(printer.site.options.site_name)
    return f"""{IMAGE_FILTERS}<div id="page" class="site">
	<a class="skip-link screen-reader-text" href="#content">Skip to content</a>


<header id="masthead" class="site-header has-title-and-tagline">



<div class="site-branding">


						<p class="site-title"><a href="{base}">{name}</a></p>

			<p class="site-description">
			{entities(SLOGAN)}		</p>
	</div><!-- .site-branding -->


</header><!-- #masthead -->

	<div id="content" class="site-content">
		<div id="primary" class="content-area">
			<main id="main" class="site-main">

"""


def page_bottom(printer: Printer) -> Fixed:
    """From the end of the content to the end of the document."""
    return printer.fixed("stock bottom", lambda: _page_bottom(printer))


def _page_bottom(printer: Printer) -> str:
    base, name = printer.base, entities(printer.site.options.site_name)
    return f"""			</main><!-- #main -->
		</div><!-- #primary -->
	</div><!-- #content -->


	<footer id="colophon" class="site-footer">

				<div class="site-info">
			<div class="site-name">
																						<a href="{base}">{name}</a>
																		</div><!-- .site-name -->

			<div class="powered-by">
				An invented site; nothing on it has happened.			</div><!-- .powered-by -->

		</div><!-- .site-info -->
	</footer><!-- #colophon -->

</div><!-- #page -->

<script>var SAMPLE_VIEWS={{"token":"{NONCE}"}};</script>
	<script src='{base}wp-includes/js/comment-reply.min.js?ver=6.1.9' id='comment-reply-js'></script>

</body>
</html>"""


def print_post(sheet: Sheet) -> list[Piece]:
    """The whole page in pieces, with marks where it differs at every fetch."""
    post, printer = sheet.post, sheet.printer
    part = f" paged-{sheet.view.part} single-paged-{sheet.view.part}" if sheet.view.part > 1 else ""
    wordpress = f"post-template-default single single-post postid-{post.id} single-format-standard{part}"
    title = shown_title(post)
    heading = f'<h1 class="entry-title">{entities(title)}</h1>' if title else ""
    return [
        opening(post.shape.language, post.shape.right_to_left),
        *post_head(sheet, THEME),
        *page_top(printer, wordpress),
        f"""<article id="post-{post.id}" class="{post_classes(post)} entry">

	<header class="entry-header alignwide">
		{heading}			</header><!-- .entry-header -->

	<div class="entry-content">
		{_content(sheet)}	</div><!-- .entry-content -->

	<footer class="entry-footer default-max-width">
		{_footer(sheet)}	</footer><!-- .entry-footer -->

				{_author_bio(sheet)}
</article><!-- #post-{post.id} -->

""",
        comments_section(sheet),
        f"""
	<nav class="navigation post-navigation" aria-label="Posts">
		<h2 class="screen-reader-text">Post navigation</h2>
		<div class="nav-links">{_neighbours(sheet)}</div>
	</nav>""",
        page_bottom(printer),
    ]


def _content(sheet: Sheet) -> str:
    post = sheet.post
    if post.password:
        return password_form(sheet) + "\n"
    body = to_page_html(post.parts[sheet.view.part - 1], sheet.printer.base)
    box = author_box(sheet) if post.shape.author_box == "inside" else ""
    return f"{body}\n{box}{_page_links(sheet)}"


def _page_links(sheet: Sheet) -> str:
    if len(sheet.post.parts) == 1:
        return ""
    links = []
    for number in range(1, len(sheet.post.parts) + 1):
        if number == sheet.view.part:
            links.append(f'<span class="post-page-numbers current" aria-current="page">Page {number}</span>')
        else:
            address = sheet.url if number == 1 else f"{sheet.url}{number}/"
            links.append(f'<a href="{address}" class="post-page-numbers">Page {number}</a>')
    return f'<nav class="page-links" aria-label="Page">{" ".join(links)}</nav>'


def _footer(sheet: Sheet) -> str:
    """Date, author (only where no bio follows) and terms."""
    post, printer = sheet.post, sheet.printer
    clock = printer.clock
    published = clock.with_offset(post.published_at)
    if post.modified_at == post.published_at:
        times = f'<time class="entry-date published updated" datetime="{published}">'
        times += f"{print_date(clock.wall(post.published_at))}</time>"
    else:
        modified = clock.with_offset(post.modified_at)
        times = f'<time class="entry-date published" datetime="{published}">'
        times += f"{print_date(clock.wall(post.published_at))}</time>"
        times += (
            f'<time class="updated" datetime="{modified}">{print_date(clock.wall(post.modified_at))}</time>'
        )
    byline = ""
    if post.author.bio is None:
        byline = (
            f'<span class="byline">By <a href="{printer.url(post.author.path)}" rel="author">'
            f"{escape(post.author.name)}</a></span>"
        )
    tags = ""
    if post.tags:
        links = ", ".join(
            f'<a href="{printer.url(t.path)}" rel="tag">{entities(t.name)}</a>' for t in post.tags
        )
        tags = f'<span class="tags-links">Tagged {links}</span>'
    return (
        f'<div class="posted-by"><span class="posted-on">Published {times}</span>{byline}</div>'
        '<div class="post-taxonomies"><span class="cat-links">Categorized as '
        f'<a href="{printer.url(post.category.path)}" rel="category tag">{entities(post.category.name)}</a> </span>'
        f"{tags}</div>"
    )


def _author_bio(sheet: Sheet) -> str:
    author, printer = sheet.post.author, sheet.printer
    if author.bio is None:
        return ""
    name = escape(author.name)
    return f"""<div class="author-bio show-avatars">
		{portrait(printer.url(author.avatar_path), "", 85)}		<div class="author-bio-content">
			<h2 class="author-title">
			By {name}			</h2>
			<p class="author-description"> {escape(author.bio)}</p><!-- .author-description -->
			<a class="author-link" href="{printer.url(author.path)}" rel="author">View all of {name}&#039;s posts.</a>\
		</div><!-- .author-bio-content -->
	</div><!-- .author-bio -->
		"""


def _neighbours(sheet: Sheet) -> str:
    site = sheet.printer.site
    before, after = site.neighbours(sheet.post.id)
    links = []
    for kind, rel, text, post_id in (
        ("previous", "prev", "Previous post", before),
        ("next", "next", "Next post", after),
    ):
        if post_id is None:
            continue
        card = site.cards[post_id]
        links.append(
            f'<div class="nav-{kind}"><a href="{sheet.printer.url(card.path)}" rel="{rel}">'
            f'<p class="meta-nav">{text}</p><p class="post-title">{entities(card.title)}</p></a></div>'
        )
    return "".join(links)
