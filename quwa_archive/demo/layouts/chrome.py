"""Header, menus, footer and sidebar around every page of the Blabber layout."""

# ruff: noqa: E101 - the markup keeps the white space of the theme, tabs and spaces mixed
from __future__ import annotations

from quwa_archive.demo.blocks import escape, quoted
from quwa_archive.demo.layouts.assets import IMAGE_FILTERS
from quwa_archive.demo.layouts.frame import NONCE, Fixed, Printer, entities
from quwa_archive.demo.model import find_comment
from quwa_archive.demo.people import CATEGORIES

SLOGAN = "Invented Defence News & Analysis"

_BODY_CLASSES = (
    "body_tag scheme_default {mode} body_style_wide {kind} {sidebar} trx_addons_present header_type_default "
    "header_style_header-default header_position_default menu_style_top no_layout"
)


def opening(printer: Printer, language: str, right_to_left: bool) -> str:
    """From the doctype to the first lines of the head."""
    direction = ' dir="rtl"' if right_to_left else ""
    return f"""<!DOCTYPE html>
<html{direction} lang="{language}" class="no-js
									 scheme_default										">
<head>
			<meta charset="UTF-8">
		<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
		<meta name="format-detection" content="telephone=no">
		<link rel="profile" href="//gmpg.org/xfn/11">
		<link rel="pingback" href="{printer.base}xmlrpc.php">
"""


def body_tag(wordpress: str, *, single: bool, sidebar: bool) -> str:
    """The body's opening tag; ``wordpress`` are the classes that WordPress itself prints."""
    theme = _BODY_CLASSES.format(
        mode="blog_mode_post" if single else "blog_mode_blog",
        kind="is_single single_style_in-below" if single else " is_stream blog_style_excerpt",
        sidebar="sidebar_show sidebar_right sidebar_small_screen_below"
        if sidebar
        else "sidebar_hide expand_content",
    )
    return f'</head>\n\n<body class="{wordpress} {theme}">\n'


def page_top(printer: Printer, *, sidebar: bool) -> Fixed:
    """From the body's first line to where the content begins."""
    return printer.fixed(f"top {sidebar}", lambda: _page_top(printer, sidebar))


def _page_top(printer: Printer, sidebar: bool) -> str:
    base, name = printer.base, entities(printer.site.options.site_name)
    skip = (
        '						<a class="blabber_skip_link skip_to_sidebar_link" href="#sidebar_skip_link_anchor" '
        'tabindex="1">Skip to sidebar</a>\n'
        if sidebar
        else ""
    )
    logo = f"""<a class="sc_layouts_logo" href="{base}">
		<span class="logo_text">{name}</span><span class="logo_slogan">{entities(SLOGAN)}</span>	</a>"""
    return f"""
	{IMAGE_FILTERS}
	<div class="body_wrap">

		<div class="page_wrap">

						<a class="blabber_skip_link skip_to_content_link" href="#content_skip_link_anchor" tabindex="1">\
Skip to content</a>
{skip}						<a class="blabber_skip_link skip_to_footer_link" href="#footer_skip_link_anchor" \
tabindex="1">Skip to footer</a>

			<header class="top_panel top_panel_default
	 without_bg_image">
	<div class="top_panel_navi sc_layouts_row sc_layouts_row_type_compact sc_layouts_row_fixed
	">
	<div class="content_wrap">
		<div class="columns_wrap columns_fluid">
			<div class="sc_layouts_column sc_layouts_column_align_left column-1_4">
				<div class="sc_layouts_item">
					{logo}
					</div>
			</div><div class="sc_layouts_column sc_layouts_column_align_right column-3_4">
				<div class="sc_layouts_item">
					<nav class="menu_main_nav_area sc_layouts_menu sc_layouts_menu_default sc_layouts_hide_on_mobile" \
itemscope itemtype="//schema.org/SiteNavigationElement"><ul id="menu_main" class="sc_layouts_menu_nav menu_main_nav">\
{_menu(printer)}</ul></nav>
				</div>
									<div class="sc_layouts_item">
						<div class="search_wrap search_style_fullscreen header_search">
	<div class="search_form_wrap">
		<form role="search" method="get" class="search_form" action="{base}">
			<input type="text" class="search_field" placeholder="Search..." value="" name="s">
			<button type="submit" class="search_submit trx_addons_icon-search"></button>
					</form>
	</div>
	</div>					</div>
								</div>
		</div><!-- /.columns_wrap -->
	</div><!-- /.content_wrap -->
</div><!-- /.top_panel_navi -->
</header>
<div class="menu_mobile_overlay"></div>
<div class="menu_mobile menu_mobile_fullscreen scheme_dark">
	<div class="menu_mobile_inner">
		<a class="menu_mobile_close theme_button_close"><span class="theme_button_close_icon"></span></a>
		{logo}
	<nav class="menu_mobile_nav_area"><ul id="menu_mobile" class=" menu_mobile_nav">{_menu(printer)}</ul></nav>	</div>
</div>
			<div class="page_content_wrap">
								"""


def _menu(printer: Printer) -> str:
    items = [
        f'<li class="menu-item menu-item-type-taxonomy menu-item-object-category menu-item-{300 + term.id}">'
        f'<a href="{printer.url(term.path)}"><span>{entities(term.name)}</span></a></li>'
        for term in CATEGORIES
    ]
    items.extend(
        f'<li class="menu-item menu-item-type-post_type menu-item-object-page menu-item-{390 + number}">'
        f'<a href="{printer.base}{slug}/"><span>{name}</span></a></li>'
        for number, (slug, name) in enumerate((("about", "About"), ("contact", "Contact")))
    )
    return "".join(items)


def page_bottom(printer: Printer, *, sidebar: bool) -> Fixed:
    """From the end of the content to the end of the document."""
    return printer.fixed(f"bottom {sidebar}", lambda: _page_bottom(printer, sidebar))


def _page_bottom(printer: Printer, sidebar: bool) -> str:
    site = printer.site
    latest = "".join(
        f"""											<li>
					<a href="{printer.url(card.path)}">{entities(card.title) or card.id}</a>
									</li>
"""
        for card in (site.cards[post_id] for post_id in site.newest_first()[:5])
    )
    scripts = "".join(
        f"<script type='text/javascript' defer=\"defer\" src='{printer.base}wp-includes/js/{name}.min.js?ver=6.1.9' "
        f"id='{name}-js'></script>\n"
        for name in ("jquery", "jquery-migrate", "swiper", "superfish", "comment-reply", "mediaelement")
    )
    return f"""							</div><!-- </.content> -->
							{_sidebar(printer) if sidebar else ""}			</div><!-- </.content_wrap> -->
								</div><!-- </.page_content_wrap> -->

						<a id="footer_skip_link_anchor" class="blabber_skip_link_anchor" href="#"></a>
			<footer class="footer_wrap footer_default
 scheme_dark				">
			<div class="footer_widgets_wrap widget_area sc_layouts_row sc_layouts_row_type_normal">
			<div class="footer_widgets_inner widget_area_inner">
									<div class="content_wrap">
										<div class="columns_wrap">
					<aside id="recent-posts-2" class="column-1_2 widget widget_recent_entries">
		<h5 class="widget_title">Latest</h5>
		<ul>
{latest}					</ul>

		</aside>{recent_comments(printer)}					</div><!-- /.columns_wrap -->
										</div><!-- /.content_wrap -->
								</div><!-- /.footer_widgets_inner -->
		</div><!-- /.footer_widgets_wrap -->

<div class="footer_copyright_wrap
				">
	<div class="footer_copyright_inner">
		<div class="content_wrap">
			<div class="copyright_text">
			An invented site; nothing on it has happened.			</div>
		</div>
	</div>
</div>
</footer><!-- /.footer_wrap -->

		</div><!-- /.page_wrap -->

	</div><!-- /.body_wrap -->

	<a href="#" class="trx_addons_scroll_to_top trx_addons_icon-up" title="Scroll to top"></a>\
<script type='text/javascript' id='sample-views-js-extra'>var SAMPLE_VIEWS={{"token":"{NONCE}"}};</script>
{scripts}
</body>
</html>"""


def recent_comments(printer: Printer) -> str:
    """The widget of the newest comments; their names look like comment authors and are none of this page."""
    site = printer.site
    items = []
    for _, comment_id, post_id in reversed(site.arrivals()[-40:]):
        card = site.cards[post_id]
        try:
            comment = find_comment(site.post(post_id), comment_id)
        except KeyError:  # a ping
            continue
        if card.password:
            continue
        items.append(
            f'<li class="recentcomments"><span class="comment-author-link">{escape(comment.author_name)}</span> on '
            f'<a href="{quoted(printer.url(card.path))}#comment-{comment_id}">{entities(card.title)}</a></li>'
        )
        if len(items) == 5:
            break
    return (
        '<aside id="recent-comments-2" class="column-1_2 widget widget_recent_comments">'
        f'<h5 class="widget_title">Recent Comments</h5><ul id="recentcomments">{"".join(items)}</ul></aside>'
    )


def _sidebar(printer: Printer) -> str:
    categories = "".join(
        f'	<li class="cat-item cat-item-{term.id}"><a href="{printer.url(term.path)}">{entities(term.name)}</a>\n</li>\n'
        for term in CATEGORIES
    )
    return f"""<div class="sidebar widget_area
			 right sidebar_below		" role="complementary">
						<a id="sidebar_skip_link_anchor" class="blabber_skip_link_anchor" href="#"></a>
						<div class="sidebar_inner">
				<aside id="categories-2" class="widget widget_categories"><h5 class="widget_title">Categories</h5>
			<ul>
{categories}			</ul>

			</aside>{recent_comments(printer)}			</div><!-- /.sidebar_inner -->
		</div><!-- /.sidebar -->
		<div class="clearfix"></div>
"""
