"""The comments section of Twenty Twenty-One; pings have ids here, and both kinds say ``Pingback:``."""

from __future__ import annotations

from quwa_archive.demo.blocks import escape, quoted, to_html
from quwa_archive.demo.clock import print_date, print_time
from quwa_archive.demo.layouts.frame import Sheet
from quwa_archive.demo.model import Comment, Ping
from quwa_archive.demo.threads import DEPTH_LIMIT, Entry


def comments_section(sheet: Sheet) -> str:
    """List, comment pages and form; empty where comments are closed and there are none."""
    if not sheet.shows_comments:
        return ""
    pages = sheet.thread.pages
    listed = _list(sheet) if 1 <= sheet.comment_page <= len(pages) else ""
    opened = sheet.post.shape.comments_open
    form = _form(sheet) if opened else '		<p class="no-comments">Comments are closed.</p>\n'
    return f"""<div id="comments" class="comments-area default-max-width show-avatars">

{listed}
		{form}
</div><!-- #comments -->
"""


def _list(sheet: Sheet) -> str:
    entries = "".join([_entry(sheet, entry) for entry in sheet.thread.pages[sheet.comment_page - 1]])
    count = sheet.thread.declared
    return f"""			<h2 class="comments-title">
							{f"{count} comment" if count == 1 else f"{count} comments"}					</h2><!-- .comments-title -->

		<ol class="comment-list">
			{entries}		</ol><!-- .comment-list -->

		{_pagination(sheet)}
"""


def _entry(sheet: Sheet, entry: Entry) -> str:
    children = "".join([_entry(sheet, child) for child in entry.children])
    nested = f'<ol class="children">\n{children}</ol><!-- .children -->\n' if children else ""
    item = entry.item
    parity = "odd alt" if entry.odd else "even"
    classes = f"{parity} depth-{entry.depth}"
    if entry.depth == 1:
        classes = f"{parity} thread-{parity.replace(' ', ' thread-')} depth-1"
    if isinstance(item, Ping):
        body = f"""		<li id="comment-{item.id}" class="{item.kind} {classes}">
			<div class="comment-body">
				Pingback: <a href='{quoted(item.url)}' rel='external nofollow ugc' class='url'>{escape(item.title)}</a> \
			</div>
"""
    else:
        body = _comment(sheet, entry, item, classes)
    return f"{body}		{nested}</li><!-- #comment-## -->\n"


def _comment(sheet: Sheet, entry: Entry, comment: Comment, classes: str) -> str:
    printer, number = sheet.printer, comment.id
    wall = printer.clock.wall(comment.posted_at)
    name = escape(comment.author_name)
    website = comment.user.website if comment.user else comment.website
    if website:
        name = f"<a href='{quoted(website)}' rel='external nofollow ugc' class='url'>{name}</a>"
    user = ""
    if comment.user is not None:
        user = f"byuser comment-author-{comment.user.slug} "
        if comment.user == sheet.post.author:
            user += "bypostauthor "
    parent = " parent" if entry.children else ""
    reply = ""
    if entry.depth < DEPTH_LIMIT and sheet.post.shape.comments_open:
        whom = quoted(comment.author_name)
        reply = (
            f"<div class=\"reply\"><a rel='nofollow' class='comment-reply-link' "
            f"href='{sheet.url}?replytocom={number}#respond' data-commentid=\"{number}\" "
            f'data-postid="{sheet.post.id}" data-belowelement="div-comment-{number}" data-respondelement="respond" '
            f'data-replyto="Reply to {whom}" aria-label="Reply to {whom}">Reply</a></div>'
        )
    return f"""		<li id="comment-{number}" class="comment {user}{classes}{parent}">
			<article id="div-comment-{number}" class="comment-body">
				<footer class="comment-meta">
					<div class="comment-author vcard">
						{printer.commenter_avatar(comment, 60)}						<b class="fn">{name}</b> \
<span class="says">says:</span>					</div><!-- .comment-author -->

					<div class="comment-metadata">
						<a href="{sheet.url}#comment-{number}"><time datetime="{printer.clock.with_offset(comment.posted_at)}">\
{print_date(wall)} at {print_time(wall)}</time></a>					</div><!-- .comment-metadata -->

									</footer><!-- .comment-meta -->

				<div class="comment-content">
					{to_html(comment.blocks, printer.base)}
				</div><!-- .comment-content -->

				{reply}			</article><!-- .comment-body -->
"""


def _pagination(sheet: Sheet) -> str:
    if not sheet.has_comment_pages:
        return ""
    shown, last = sheet.comment_page, len(sheet.thread.pages)

    def link(number: int, classes: str, text: str) -> str:
        return f'<a class="{classes}" href="{sheet.url}comment-page-{number}/#comments">{text}</a>'

    links = [link(shown - 1, "prev page-numbers", "Older comments")] if shown > 1 else []
    for number in range(1, last + 1):
        if number == shown:
            links.append(f'<span aria-current="page" class="page-numbers current">{number}</span>')
        else:
            links.append(link(number, "page-numbers", str(number)))
    if shown < last:
        links.append(link(shown + 1, "next page-numbers", "Newer comments"))
    inner = "\n".join(links)
    return f"""<nav class="navigation comments-pagination" aria-label="Comments">
		<h2 class="screen-reader-text">Comments navigation</h2>
		<div class="nav-links">{inner}</div>
	</nav>"""


def _form(sheet: Sheet) -> str:
    title = "Leave a comment"
    if sheet.view.reply_to is not None:
        title = f"Leave a Reply to comment {sheet.view.reply_to}"
    return f"""<div id="respond" class="comment-respond">
		<h2 id="reply-title" class="comment-reply-title">{title}</h2>\
<form action="{sheet.printer.base}wp-comments-post.php" method="post" id="commentform" class="comment-form" novalidate>\
<p class="comment-form-comment"><label for="comment">Comment</label> \
<textarea id="comment" name="comment" cols="45" rows="5" required></textarea></p>\
<p class="comment-form-author"><label for="author">Name</label> <input id="author" name="author" type="text" /></p>
<p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Post Comment" /> \
<input type='hidden' name='comment_post_ID' value='{sheet.post.id}' id='comment_post_ID' />
<input type='hidden' name='comment_parent' id='comment_parent' value='{sheet.view.reply_to or 0}' />
</p></form>	</div><!-- #respond -->
	"""
