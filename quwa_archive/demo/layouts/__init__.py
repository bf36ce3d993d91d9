"""The layouts a sample site prints its posts in, and the choice between them."""

from __future__ import annotations

from quwa_archive.demo.layouts import blabber, twenty
from quwa_archive.demo.layouts.frame import Piece, Printer, Sheet, View, join, rename_classes
from quwa_archive.demo.model import Post
from quwa_archive.demo.threads import default_page


def print_post(printer: Printer, post: Post, view: View) -> list[Piece]:
    """One page of a post in pieces, with marks (``frame.NONCE``, ``frame.RELATED``) where it differs at every fetch."""
    site = printer.site
    thread = site.thread(post)
    page = (
        default_page(thread, site.options.comment_order) if view.comment_page is None else view.comment_page
    )
    sheet = Sheet(printer, post, view, thread, page)
    layout = twenty if site.layout(post) == twenty.THEME else blabber
    pieces = layout.print_post(sheet)
    return [rename_classes(join(pieces), site.class_prefix)] if site.class_prefix else pieces
