"""The comments section of the Blabber layout: button, count, list, comment pages, form."""

from __future__ import annotations

from quwa_archive.demo.blocks import escape, quoted, to_html
from quwa_archive.demo.clock import print_date, print_time
from quwa_archive.demo.layouts.frame import Piece, Sheet
from quwa_archive.demo.model import Comment, Ping
from quwa_archive.demo.threads import DEPTH_LIMIT, Entry


def comments_section(sheet: Sheet) -> list[Piece]:
    """Everything from the "Show Comments" button on; nothing where comments are closed and there are none."""
    if not sheet.shows_comments:
        return []
    form = _form(sheet) if sheet.post.shape.comments_open else ""
    return [
        """			    <div class="show_comments_wrap">
        <span class="show_comments sc_button"><span class="display">Show Comments</span>\
<span class="close">Close Comments</span></span>
    </div>
    <section class="comments_wrap">
		""",
        *_list(sheet),
        f"			{form}	</section><!-- /.comments_wrap -->\n",
    ]


def _list(sheet: Sheet) -> list[Piece]:
    pages = sheet.thread.pages
    if not 1 <= sheet.comment_page <= len(pages):
        return []
    count = sheet.thread.declared
    pieces: list[Piece] = [
        f"""			<div id="comments" class="comments_list_wrap">
				<h3 class="section_title comments_list_title">
				{count}			{"Comment" if count == 1 else "Comments"}</h3>
				<ul class="comments_list">
					"""
    ]
    for entry in pages[sheet.comment_page - 1]:
        _add_entry(sheet, entry, pieces)
    closed = (
        ""
        if sheet.post.shape.comments_open
        else '						<p class="comments_closed">Comments are closed.</p>\n'
    )
    pieces.append(f"""				</ul><!-- .comments_list -->
				{closed}{_pagination(sheet)}				</div><!-- .comments_list_wrap -->
""")
    return pieces


def _add_entry(sheet: Sheet, entry: Entry, pieces: list[Piece]) -> None:
    """Add a comment or ping with all that is nested below it."""
    item = entry.item
    if isinstance(item, Ping):
        pieces.append(f"				{_ping(item)}				")
    else:
        pieces.extend(_comment(sheet, entry, item))
        pieces.append("				")
    if entry.children:
        pieces.append('<ul class="children">\n')
        for child in entry.children:
            _add_entry(sheet, child, pieces)
        pieces.append("</ul><!-- .children -->\n")
    pieces.append("</li><!-- #comment-## -->\n")


def _ping(ping: Ping) -> str:
    """The theme prints the two kinds swapped, without id and date."""
    kind, label = ("trackback", "Trackback") if ping.kind == "pingback" else ("pingback", "Pingback")
    return (
        f"<li class=\"{kind}\">{label}: <a href='{quoted(ping.url)}' rel='external nofollow ugc' class='url'>"
        f"{escape(ping.title)}</a>"
    )


def _comment(sheet: Sheet, entry: Entry, comment: Comment) -> tuple[str, str, str]:
    """The comment before, in and after its text: mostly the text alone has letters beyond ASCII."""
    printer, number = sheet.printer, str(comment.id)
    wall = printer.site.clock.wall(comment.posted_at)
    name = escape(comment.author_name)
    author = f"by {name}"
    user = ""
    if comment.user is not None:
        author = f'<a href="{printer.url(comment.user.path)}">by {name}</a>'
        user = f"byuser comment-author-{comment.user.slug} "
        if comment.user == sheet.post.author:
            user += "bypostauthor "
    parity = "odd alt" if entry.odd else "even"
    thread = f" thread-{parity.replace(' ', ' thread-')}" if entry.depth == 1 else ""
    likes = str(comment.likes)
    before = f"""				<li id="comment-{number}" class="comment {user}{parity}{thread} depth-{entry.depth} comment_item">
					<div id="comment_body-{number}" class="comment_body">
						<div class="comment_author_avatar">{printer.commenter_avatar(comment, 90)}</div>
						<div class="comment_content">
							<div class="comment_info">
								<h6 class="comment_author">
								{author}								</h6>
								<div class="comment_posted">
									<span class="comment_posted_label">Posted</span>
									<span class="comment_date">
									{print_date(wall)}									</span>
									<span class="comment_time">
									{print_time(wall)}									</span>
																		<span class="comment_counters"><a href="#" \
class="comment_counters_item comment_counters_likes trx_addons_icon-heart-empty enabled"
				title="Like"
				data-commentid="{number}"
				data-likes="{likes}"
				data-title-like="Like"
				data-title-dislike="Dislike"><span class="comment_counters_number">{likes}</span>\
<span class="comment_counters_label">{"Like" if likes == "1" else "Likes"}</span></a></span>
																	</div>
															</div>
							<div class="comment_text_wrap">
																<div class="comment_text">"""
    after = f"""
</div>
							</div>
							{_reply(sheet, entry, comment)}						</div>
					</div>
"""
    return before, to_html(comment.blocks, printer.base), after


def _reply(sheet: Sheet, entry: Entry, comment: Comment) -> str:
    if entry.depth >= DEPTH_LIMIT or not sheet.post.shape.comments_open:
        return ""
    number, whom = str(comment.id), quoted(comment.author_name)
    return f"""								<div class="reply comment_reply">
								<a rel='nofollow' class='comment-reply-link' href='{sheet.url}?replytocom={number}#respond' \
data-commentid="{number}" data-postid="{sheet.post.id}" data-belowelement="comment_body-{number}" \
data-respondelement="respond" data-replyto="Reply to {whom}" aria-label="Reply to {whom}">Reply</a>								</div>
								"""


def _pagination(sheet: Sheet) -> str:
    if not sheet.has_comment_pages:
        return ""
    shown, last = sheet.comment_page, len(sheet.thread.pages)

    def link(number: int, classes: str, text: str) -> str:
        return f'<a class="{classes}" href="{sheet.url}comment-page-{number}/#comments">{text}</a>'

    links = [link(shown - 1, "prev page-numbers", "&laquo; Previous")] if shown > 1 else []
    for number in range(1, last + 1):
        if number == shown:
            links.append(f'<span aria-current="page" class="page-numbers current">{number}</span>')
        elif number in (1, last) or abs(number - shown) <= 2:
            links.append(link(number, "page-numbers", str(number)))
        elif abs(number - shown) == 3:
            links.append('<span class="page-numbers dots">&hellip;</span>')
    if shown < last:
        links.append(link(shown + 1, "next page-numbers", "Next &raquo;"))
    lines = "\n".join(links)
    return f'						<div class="comments_pagination">{lines}</div>\n					'


def _form(sheet: Sheet) -> str:
    """The form, with the empty vote widget that reads ``0.0/5``."""
    stars = '<span class="trx_addons_reviews_star trx_addons_icon-star"></span>' * 5
    respond = sheet.url.removeprefix(sheet.printer.base.removesuffix("/"))
    title = "Leave a comment"
    if sheet.view.reply_to is not None:
        title = f"Leave a Reply to comment {sheet.view.reply_to}"
    return f"""				<div class="comments_form_wrap">
				<div class="comments_form">
					<div id="respond" class="comment-respond">
		<h3 class="section_title comments_form_title">{title} <small><a rel="nofollow" \
id="cancel-comment-reply-link" href="{respond}#respond" style="display:none;">Cancel reply</a></small></h3>\
<form action="{sheet.printer.base}wp-comments-post.php" method="post" id="commentform" class="comment-form " novalidate>\
<span class="trx_addons_reviews_mark"><span class="trx_addons_reviews_stars" data-mark-max="5">\
<span class="trx_addons_reviews_stars_default">{stars}</span>\
<span class="trx_addons_reviews_stars_hover" style="width:0%;">{stars}</span>\
<input type="hidden" name="trx_addons_reviews_vote" value="0"></span><span class="trx_addons_reviews_text">\
<span class="trx_addons_reviews_text_mark">0.0</span><span class="trx_addons_reviews_text_delimiter">/</span>\
<span class="trx_addons_reviews_text_max">5</span></span></span>\
<div class="comments_field comments_author"><label for="author" class="required">Name</label>\
<span class="sc_form_field_wrap"><input id="author" name="author" type="text" placeholder="Name *" value="" /></span></div>
<div class="comments_field comments_email"><label for="email" class="required">E-mail</label>\
<span class="sc_form_field_wrap"><input id="email" name="email" type="text" placeholder="E-mail *" value="" /></span></div>
<div class="comments_field comments_comment"><label for="comment" class="required">Comment</label>\
<span class="sc_form_field_wrap"><textarea id="comment" name="comment" placeholder="Comment *"></textarea></span></div>
<p class="form-submit"><input name="submit" type="submit" id="send_comment" class="submit" value="Leave a comment" /> \
<input type='hidden' name='comment_post_ID' value='{sheet.post.id}' id='comment_post_ID' />
<input type='hidden' name='comment_parent' id='comment_parent' value='{sheet.view.reply_to or 0}' />
</p></form>	</div><!-- #respond -->
					</div>
			</div><!-- /.comments_form_wrap -->
			"""
