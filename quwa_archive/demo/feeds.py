"""RSS: the newest posts, the newest comments of the site, the newest comments of one post.  Times are UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from quwa_archive.demo.blocks import Block, escape, to_html, to_page_html, to_text
from quwa_archive.demo.clock import feed_date
from quwa_archive.demo.layouts.chrome import SLOGAN
from quwa_archive.demo.layouts.frame import Printer, entities, shown_title
from quwa_archive.demo.layouts.head import summary
from quwa_archive.demo.model import Comment, Ping, Post, approved_items

ITEMS = 10
"""Items of a feed, as WordPress's default setting has it."""

Arrived = tuple[Post, Comment | Ping]


def posts_feed(printer: Printer, page: int) -> tuple[str, datetime] | None:
    """Page ``page`` of ``/feed/`` and when it last changed; ``None`` past the end."""
    site = printer.site
    ids = site.newest_first()[(page - 1) * ITEMS : page * ITEMS]
    if not ids:
        return None
    changed = max(card.modified_at for card in site.cards.values())
    items = "".join(_post_item(printer, site.post(post_id)) for post_id in ids)
    name = entities(site.options.site_name)
    head = _channel(printer, name, "feed/", changed, "	<language>en-US</language>\n")
    return f"{_PROLOGUE}{head}{items}{_EPILOGUE}", changed


def site_comments(printer: Printer) -> list[Arrived]:
    """The newest comments and pings of the site, newest first; none of protected posts."""
    site = printer.site
    found: list[Arrived] = []
    for _, item_id, post_id in reversed(site.arrivals()):
        if site.cards[post_id].password:
            continue
        post = site.post(post_id)
        found.extend((post, item) for item in approved_items(post) if item.id == item_id)
        if len(found) == ITEMS:
            break
    return found


def post_comments(post: Post) -> list[Arrived]:
    """The newest comments and pings of a post, newest first."""
    newest = sorted(approved_items(post), key=lambda item: (item.posted_at, item.id), reverse=True)
    return [(post, item) for item in newest[:ITEMS]]


def comments_feed(
    printer: Printer, arrived: Sequence[Arrived], post: Post | None = None
) -> tuple[str, datetime]:
    """A feed of comments and when it last changed; of one post, or of the site."""
    name = printer.site.options.site_name
    if post is None:
        title, path, changed = f"Comments for {name}", "comments/feed/", printer.site.now
    else:
        title, path, changed = f"Comments on: {shown_title(post)}", f"{post.path[1:]}feed/", post.published_at
    if arrived:
        changed = arrived[0][1].posted_at
    head = _channel(printer, f"\n	{entities(title)}	", path, changed, "")
    items = "".join(_comment_item(printer, about, item) for about, item in arrived)
    return f"{_PROLOGUE}{head}{items}{_EPILOGUE}", changed


_PROLOGUE = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

"""
_EPILOGUE = "	</channel>\n</rss>\n"


def _channel(printer: Printer, title: str, path: str, changed: datetime, more: str) -> str:
    """The head of the channel; as WordPress does, its link to itself lacks the port."""
    parts = urlsplit(printer.base)
    itself = f"{parts.scheme}://{parts.hostname}{parts.path}{path}"
    return f"""<channel>
	<title>{title}</title>
	<atom:link href="{itself}" rel="self" type="application/rss+xml" />
	<link>{printer.base.removesuffix("/")}</link>
	<description>{entities(SLOGAN)}</description>
	<lastBuildDate>{feed_date(changed)}</lastBuildDate>
{more}	<sy:updatePeriod>
	hourly	</sy:updatePeriod>
	<sy:updateFrequency>
	1	</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.1.9</generator>
"""


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _post_item(printer: Printer, post: Post) -> str:
    url = printer.url(post.path)
    count = printer.site.cards[post.id].comment_count
    html = "<p>This note is locked.</p>" if post.password else _rendered(post.parts[0], printer)
    return f"""	<item>
		<title>{entities(shown_title(post))}</title>
		<link>{url}</link>
					<comments>{url}#{"comments" if count else "respond"}</comments>

		<dc:creator>{_cdata(post.author.name)}</dc:creator>
		<pubDate>{feed_date(post.published_at)}</pubDate>
				<category>{_cdata(escape(post.category.name))}</category>
		<guid isPermaLink="false">{printer.base}?p={post.id}</guid>

					<description>{_cdata(escape(summary(post)))}</description>
										<content:encoded>{_cdata(html)}</content:encoded>

					<wfw:commentRss>{url}feed/</wfw:commentRss>
			<slash:comments>{count}</slash:comments>


			</item>
"""


def _rendered(blocks: Sequence[Block], printer: Printer) -> str:
    return f"\n{to_page_html(blocks, printer.base)}\n"


def _comment_item(printer: Printer, post: Post, item: Comment | Ping) -> str:
    address = f"{printer.url(post.path)}#comment-{item.id}"
    if isinstance(item, Ping):
        name, text, html = item.title, item.excerpt, f"<p>{escape(item.excerpt)}</p>"
    else:
        name, text, html = item.author_name, to_text(item.blocks), to_html(item.blocks, printer.base)
    return f"""	<item>
		<title>
		Comment on {entities(shown_title(post))} by {escape(name)}		</title>
		<link>{address}</link>

		<dc:creator>{_cdata(name)}</dc:creator>
		<pubDate>{feed_date(item.posted_at)}</pubDate>
		<guid isPermaLink="false">{address}</guid>

					<description>{_cdata(escape(text))}</description>
			<content:encoded>{_cdata(html)}</content:encoded>

			</item>
"""
