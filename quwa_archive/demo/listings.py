"""Lists of posts (home, category, tag, author, search), the few pages that are no posts, and the 404 page."""

from __future__ import annotations

from collections.abc import Sequence

from quwa_archive.demo.blocks import escape
from quwa_archive.demo.clock import print_date
from quwa_archive.demo.layouts import twenty
from quwa_archive.demo.layouts.chrome import SLOGAN, body_tag, opening, page_bottom, page_top
from quwa_archive.demo.layouts.frame import Printer, entities, join
from quwa_archive.demo.layouts.head import feed_links, style_links, summary
from quwa_archive.demo.model import Card

POSTS_PER_PAGE = 10

PAGES: dict[str, tuple[int, str, str]] = {
    "/about/": (11, "About", "This site is a sample. Its yards, ministries and readers are invented."),
    "/contact/": (12, "Contact", "Nobody reads the mail of a sample site."),
}
"""Addresses that the sitemap names and that are no articles: page id, title, text."""


def page_count(posts: int) -> int:
    """List pages for so many posts; an empty list still has one."""
    return max(-(-posts // POSTS_PER_PAGE), 1)


def print_list(
    printer: Printer,
    title: str,
    wordpress: str,
    post_ids: Sequence[int],
    root: str,
    page: int = 1,
    query: str = "",
) -> str:
    """Page ``page`` of a list; ``root`` is its path on the site, ``wordpress`` the classes of its body."""
    shown = post_ids[(page - 1) * POSTS_PER_PAGE : page * POSTS_PER_PAGE]
    cards = [printer.site.cards[post_id] for post_id in shown]
    robots = "noindex, follow" if query else "max-image-preview:large"
    paged = f" paged paged-{page}" if page > 1 else ""
    articles = "\n".join(_excerpt(printer, card) for card in cards)
    inner = f"""<div class="posts_container">
		{articles}
	</div>
		{_pagination(printer, root, page, page_count(len(post_ids)), query)}"""
    return _whole(printer, title, wordpress + paged, inner, robots)


def _excerpt(printer: Printer, card: Card) -> str:
    url = printer.url(card.path)
    title = f"Protected: {card.title}" if card.password else card.title
    text = "A locked note shows no excerpt."
    if not card.password:
        text = summary(printer.site.post(card.id), 220)
    count, target = card.comment_count, "#comments" if card.comment_count else "#respond"
    label = "Comment" if count == 1 else "Comments"
    return f"""<article id="post-{card.id}" data-post-id="{card.id}"
	class="post_item post_layout_excerpt post_format_standard post-{card.id} post type-post status-publish \
format-standard hentry category-{card.category.slug}">
			<div class="post_header entry-header">
			<div class="post_content_meta">		<div class="post_meta">
			<span class="post_meta_item post_categories"><a href="{printer.url(card.category.path)}" \
rel="category tag">{entities(card.category.name)}</a></span> <a class="post_meta_item post_author" rel="author" \
href="{printer.url(card.author.path)}">by <span class="post_author_name">{escape(card.author.name)}</span></a> \
<span class="post_meta_item post_date"><a href="{url}">{print_date(printer.clock.wall(card.published_at))}</a></span> \
		</div><!-- .post_meta -->
				<div class="post_meta post_meta_counters">
			<a href="{url}{target}" class="post_meta_item post_meta_comments icon-comment-light">\
<span class="post_meta_number">{count}</span><span class="post_meta_label">{label}</span></a> 		</div><!-- .post_meta -->
		</div><h2 class="post_title entry-title"><a href="{url}" rel="bookmark">{entities(title)}</a></h2>\
		</div><!-- .post_header -->
				<div class="post_content entry-content">
			<div class="post_content_inner">{escape(text)}</div><p><a class="more-link sc_button sc_button_bordered" \
href="{url}">Read More</a></p>		</div><!-- .entry-content -->
		</article>"""


def _pagination(printer: Printer, root: str, page: int, pages: int, query: str) -> str:
    if pages == 1:
        return ""

    def address(number: int) -> str:
        path = root if number == 1 else f"{root}page/{number}/"
        return printer.url(path) + query

    links = []
    for number in range(1, pages + 1):
        text = f'<span class="meta-nav screen-reader-text">Page </span>{number}'
        if number == page:
            links.append(f'<span aria-current="page" class="page-numbers current">{text}</span>')
        elif number in (1, pages) or abs(number - page) <= 2:
            links.append(f'<a class="page-numbers" href="{address(number)}">{text}</a>')
        elif abs(number - page) == 3:
            links.append('<span class="page-numbers dots">&hellip;</span>')
    if page < pages:
        links.append(f'<a class="next page-numbers" href="{address(page + 1)}">&gt;</a>')
    return f"""<nav class="navigation pagination" aria-label="Posts">		\
<h2 class="screen-reader-text">Posts navigation</h2>		<div class="nav-links">{"".join(links)}</div>	</nav>"""


def print_page(printer: Printer, path: str) -> str:
    """A WordPress page: printed like a post, but ``page`` and ``page-id-N``, never ``postid-N``."""
    page_id, title, text = PAGES[path]
    inner = f"""<article id="post-{page_id}"
	class="post_item_single post_type_page post-{page_id} page type-page status-publish hentry">
		<div class="post_content post_content_single entry-content">
		<h1 class="post_title entry-title">{title}</h1>
		<p>{escape(text)}</p>
	</div><!-- .entry-content -->
	</article>
"""
    return _whole(printer, title, f"page-template-default page page-id-{page_id}", inner)


def print_not_found(printer: Printer) -> str:
    """The 404 page, with two ``h1`` and no article."""
    inner = f"""<article class="post_item_single post_item_404">
	<div class="post_content">
		<h1 class="page_title">404</h1>
		<div class="page_info">
			<h1 class="page_subtitle">Lost at sea</h1>
			<p class="page_description">There is nothing <br>at this address.</p>
			<a href="{printer.base}" class="go_home theme_button">Homepage</a>
		</div>
	</div>
</article>
"""
    return _whole(printer, "Page not found", "error404", inner)


def _whole(
    printer: Printer, title: str, wordpress: str, inner: str, robots: str = "max-image-preview:large"
) -> str:
    site_name = entities(printer.site.options.site_name)
    shown = f"{entities(title)} &#8211; {site_name}" if title else f"{site_name} &#8211; {entities(SLOGAN)}"
    modern = printer.site.options.layout == "twentytwentyone"
    theme = "twentytwentyone" if modern else "blabber"
    head = f"""		<title>{shown}</title>
<meta name='robots' content='{robots}' />
{feed_links(printer)}{style_links(printer, theme).text}<link rel="https://api.w.org/" href="{printer.base}wp-json/" />
<meta name="generator" content="WordPress 6.1.9" />
"""
    if modern:
        stock = [twenty.opening("en-US", False), head, *twenty.page_top(printer, wordpress), inner]
        return join([*stock, twenty.page_bottom(printer)])
    before = """<div class="content_wrap">

					<div class="content">
												<a id="content_skip_link_anchor" class="blabber_skip_link_anchor" href="#"></a>
						"""
    return join(
        [
            opening(printer, "en-US", False),
            head,
            body_tag(wordpress, single=False, sidebar=True),
            page_top(printer, sidebar=True),
            before,
            inner,
            page_bottom(printer, sidebar=True),
        ]
    )
