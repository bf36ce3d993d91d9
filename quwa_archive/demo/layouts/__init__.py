"""The layouts a sample site prints its posts in, and the choice between them."""

from __future__ import annotations

from urllib.parse import quote

from quwa_archive.demo.blocks import to_text
from quwa_archive.demo.layouts import blabber, twenty
from quwa_archive.demo.layouts.frame import Piece, Printer, Sheet, View, fix, join, rename_classes
from quwa_archive.demo.model import Post
from quwa_archive.demo.threads import default_page


def print_post(printer: Printer, post: Post, view: View) -> list[Piece]:
    """One page of a post in pieces, with marks (``frame.Mark``) where it differs at every fetch."""
    site = printer.site
    thread = site.thread(post)
    page = (
        default_page(thread, site.options.comment_order) if view.comment_page is None else view.comment_page
    )
    url = printer.url(post.path)
    sheet = Sheet(printer, post, view, thread, page, url, quote(url, safe=""), to_text(post.blocks))
    layout = twenty if site.layout(post) == twenty.THEME else blabber
    pieces = layout.print_post(sheet)
    return [fix(rename_classes(join(pieces), site.class_prefix))] if site.class_prefix else pieces
