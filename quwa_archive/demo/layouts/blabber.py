"""A post in the Blabber layout: title, body with its furniture, author boxes, neighbours, comments."""

from __future__ import annotations

from urllib.parse import quote_plus

from quwa_archive.demo.blocks import escape, quoted, to_page_html
from quwa_archive.demo.clock import print_date
from quwa_archive.demo.layouts import plugin_boxes
from quwa_archive.demo.layouts.blabber_comments import comments_section
from quwa_archive.demo.layouts.chrome import body_tag, opening, page_bottom, page_top
from quwa_archive.demo.layouts.frame import (
    Mark,
    Piece,
    Printer,
    Sheet,
    entities,
    portrait,
    post_classes,
    shown_title,
)
from quwa_archive.demo.layouts.head import post_head

THEME = "blabber"


def print_post(sheet: Sheet) -> list[Piece]:
    """The whole page in pieces, with marks where it differs at every fetch."""
    post, printer = sheet.post, sheet.printer
    shape = post.shape
    part = f" paged-{sheet.view.part} single-paged-{sheet.view.part}" if sheet.view.part > 1 else ""
    wordpress = f"post-template-default single single-post postid-{post.id} single-format-standard{part}"
    header = _header(sheet)
    above = (
        f'<div class="post_header_wrap">{header}</div>\n								'
        if shape.sidebar
        else ""
    )
    inside = (
        ""
        if shape.sidebar or not header
        else f'		<div class="post_header_wrap">\n			{header}		</div>\n	'
    )
    after = author_box(sheet) if shape.author_box == "after" and not post.password else ""
    theme_box = _theme_author_box(sheet) if shape.author_box == "theme" else ""
    return [
        opening(printer, shape.language, shape.right_to_left),
        *post_head(sheet, THEME),
        body_tag(wordpress, single=True, sidebar=shape.sidebar),
        page_top(printer, sidebar=shape.sidebar),
        above,
        f"""<div class="content_wrap">

					<div class="content">
												<a id="content_skip_link_anchor" class="blabber_skip_link_anchor" href="#"></a>
						<article id="post-{post.id}"
	class="post_item_single post_type_post post_format_ {post_classes(post)}">
{inside}		<div class="post_content post_content_single entry-content" itemprop="mainEntityOfPage">
		{content(sheet)}	</div><!-- .entry-content -->


	{after}</article>
	{theme_box}		<div class="nav-links-single">

	<nav class="navigation post-navigation" aria-label="Posts">
		<h2 class="screen-reader-text">Post navigation</h2>
		<div class="nav-links">{neighbours(sheet)}</div>
	</nav>		</div>
					""",
        Mark.RELATED,
        "\n",
        *comments_section(sheet),
        page_bottom(printer, sidebar=shape.sidebar),
    ]


def content(sheet: Sheet) -> str:
    """What stands in the content element: the body and, inside it, boxes, page links, tags and share links."""
    post = sheet.post
    if post.password:
        body = password_form(sheet)
        box = ""
    else:
        body = to_page_html(post.parts[sheet.view.part - 1], sheet.printer.base)
        box = author_box(sheet) if post.shape.author_box == "inside" else ""
    body = f"{plugin_boxes.above(sheet)}{body}{plugin_boxes.below(sheet)}"
    return f"{body}\n{box}{_page_links(sheet)}{_tags_and_share(sheet)}"


def password_form(sheet: Sheet) -> str:
    number = sheet.post.id
    return f"""<form action="{sheet.printer.base}wp-login.php?action=postpass" class="post-password-form" method="post">
<p>This note is locked; whoever has the password can open it here:</p>
<p><label for="pwbox-{number}">Password: <input name="post_password" id="pwbox-{number}" type="password" size="20" />\
</label> <input type="submit" name="Submit" value="Enter" /></p>
</form>"""


def author_box(sheet: Sheet) -> str:
    """The plugin's author box: portrait, name and role on one line, bio; none without a bio."""
    author, printer = sheet.post.author, sheet.printer
    if author.bio is None:
        return ""
    role = f' <span class="author-box-role">{escape(author.role)}</span>' if author.role else ""
    avatar = printer.url(author.avatar_path)
    return f"""<div class="author-box-wrap author-box-style-1"><div class="author-box-inner">\
<div class="author-box-avatar"><img alt='author avatar' src='{avatar}' class='avatar avatar-150 photo' height='150' \
width='150' loading='lazy' decoding='async'/></div><div class="author-box-meta"><div class="author-box-name">\
<a href="{printer.url(author.path)}">{escape(author.name)}</a>{role}</div>\
<div class="author-box-bio">{escape(author.bio)}</div></div></div></div>"""


def _theme_author_box(sheet: Sheet) -> str:
    author, printer = sheet.post.author, sheet.printer
    if author.bio is None or sheet.post.password:
        return ""
    return f"""
<div class="author_info author vcard" itemprop="author" itemscope itemtype="//schema.org/Person">

	<div class="author_avatar" itemprop="image">
		{portrait(printer.url(author.avatar_path), "", 120)}	</div><!-- .author_avatar -->

	<div class="author_description">
		<h5 class="author_title" itemprop="name">
		{escape(author.name)}		</h5>

		<div class="author_bio" itemprop="description">
			<p>{escape(author.bio)}</p>
			<a class="author_link" href="{printer.url(author.path)}" rel="author">
													View All Posts			</a>
					</div><!-- .author_bio -->

	</div><!-- .author_description -->

</div><!-- .author_info -->
"""


def _header(sheet: Sheet) -> str:
    """Title with its labels, deck and meta line; a post without a title has no heading at all."""
    post, shape = sheet.post, sheet.post.shape
    title = shown_title(post)
    meta = _meta_line(sheet) if shape.meta_line or sheet.printer.site.options.printed_dates else ""
    if not title and not meta:
        return ""
    label = f'<span class="post_label">{entities(shape.label)}</span> ' if shape.label else ""
    badge = f' <span class="badge">{entities(shape.badge)}</span>' if shape.badge else ""
    heading = f'{label}<h1 class="post_title entry-title">{entities(title)}{badge}</h1>' if title else ""
    deck = f'<div class="post_subtitle">{entities(shape.deck)}</div>' if shape.deck else ""
    crumbs = ""
    if shape.sidebar:
        crumbs = (
            f'<div class="post_breadcrumbs"><div class="breadcrumbs"><a class="breadcrumbs_item home" '
            f'href="{sheet.printer.base}">Home</a><span class="breadcrumbs_delimiter"></span>'
            f'<span class="breadcrumbs_item current">{entities(title[:40])}...</span></div></div>'
        )
    return f"""			<div class="post_header post_header_single entry-header">
				{crumbs}{heading}{deck}{meta}			</div><!-- .post_header -->
"""


def meta_date(sheet: Sheet) -> str:
    """The date in the meta line: of publication, or what an older skin prints instead."""
    return sheet.post.shape.printed_date or print_date(sheet.printer.clock.wall(sheet.post.published_at))


def _meta_line(sheet: Sheet) -> str:
    post, printer = sheet.post, sheet.printer
    count = sheet.thread.declared
    views = post.shape.views
    seen = (
        '<span class="post_meta_item post_meta_views trx_addons_icon-eye">'
        f'<span class="post_meta_number">{views}</span><span class="post_meta_label">Views</span></span> '
        if views is not None
        else ""
    )
    label = "Comment" if count == 1 else "Comments"
    target = "#comments" if count else "#respond"
    return f"""<div class="post_content_meta">		<div class="post_meta">
			<span class="post_meta_item post_categories"><a href="{printer.url(post.category.path)}" \
rel="category tag">{entities(post.category.name)}</a></span> <a class="post_meta_item post_author" rel="author" \
href="{printer.url(post.author.path)}">by <span class="post_author_name">{escape(post.author.name)}</span></a> \
<span class="post_meta_item post_date">{meta_date(sheet)}</span> 		</div><!-- .post_meta -->
				<div class="post_meta post_meta_counters">
			{seen}<a href="{sheet.url}{target}" class="post_meta_item post_meta_comments icon-comment-light">\
<span class="post_meta_number">{count}</span><span class="post_meta_label">{label}</span></a> 		</div><!-- .post_meta -->
		</div>"""


def _page_links(sheet: Sheet) -> str:
    if len(sheet.post.parts) == 1:
        return ""
    links = []
    for number in range(1, len(sheet.post.parts) + 1):
        text = f'<span><span class="screen-reader-text">Page </span>{number}</span>'
        if number == sheet.view.part:
            links.append(f'<span class="post-page-numbers current" aria-current="page">{text}</span>')
        else:
            address = sheet.url if number == 1 else f"{sheet.url}{number}/"
            links.append(f'<a href="{address}" class="post-page-numbers">{text}</a>')
    comma = '<span class="screen-reader-text">, </span>'
    return f'<div class="page_links"><span class="page_links_title">Pages:</span> {comma.join(links)}</div>'


def _tags_and_share(sheet: Sheet) -> str:
    post = sheet.post
    tags = ""
    if post.tags:
        links = ", ".join(
            f'<a href="{sheet.printer.url(tag.path)}" rel="tag">{entities(tag.name)}</a>' for tag in post.tags
        )
        tags = f'<span class="post_meta_item post_tags"><span class="post_meta_label">Tags:</span> {links}</span>'
    title, address = shown_title(post), sheet.quoted_url
    shares = "".join(
        f'<a class="social_item social_item_popup" href="//{host}?text={quote_plus(title)}&#038;url={address}" '
        f'data-link="//{host}?text={quoted(title)}&amp;url={address}" data-count="{name}">'
        f'<span class="social_icon social_icon_{name} sc_icon_type_icons"><span class="trx_addons_icon-{name}"></span>'
        "</span></a>"
        for name, host in (
            ("twitter", "twitter.example/intent/tweet"),
            ("facebook", "facebook.example/sharer.php"),
        )
    )
    return (
        f'<div class="post_meta post_meta_single">{tags}<span class="post_meta_item post_share">'
        '<div class="socials_share socials_size_tiny socials_type_block socials_dir_horizontal socials_wrap">'
        f'<span class="social_items">{shares}</span></div></span></div>'
    )


def neighbours(sheet: Sheet) -> str:
    """Links to the posts before and after, whose titles are in ``h6.post-title``."""
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
            f'<span class="nav-arrow"></span><span class="screen-reader-text">{text}</span> '
            f'<h6 class="post-title">{entities(card.title)}</h6></a></div>'
        )
    return "".join(links)


def related(printer: Printer, serial: int) -> str:
    """ "You May Also Like": two posts, others at every fetch (``serial`` counts them).

    Their titles are ``.post_title.entry-title`` like the page's own.
    """
    site = printer.site
    items = []
    for step in (0, 1):
        _, post_id = site.order[(serial * 7 + step * 11) % len(site.order)]
        card = site.cards[post_id]
        title = f"Protected: {card.title}" if card.password else card.title
        items.append(
            f'<div class="column-1_2"><div id="post-{post_id}" class="related_item post_format_standard '
            f'post-{post_id} post type-post status-publish format-standard hentry category-{card.category.slug}">\n'
            '		<div class="post_header entry-header">\n'
            f'        <h6 class="post_title entry-title"><a href="{printer.url(card.path)}">{entities(title)}</a></h6>\n'
            "			</div>\n</div></div>"
        )
    return f"""<section class="related_wrap related_position_below_content related_style_classic">
				<h3 class="section_title related_wrap_title">You May Also Like</h3>\
<div class="columns_wrap posts_container columns_padding_bottom">{"".join(items)}</div>			</section>\
<!-- </.related_wrap> -->"""
