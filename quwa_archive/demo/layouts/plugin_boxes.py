"""What plugins print into every body at both ends, in boxes that no list of names has: a call, an author, other posts."""

from __future__ import annotations

from quwa_archive.demo.blocks import escape
from quwa_archive.demo.layouts.frame import Sheet, entities

_OTHERS = 3


def above(sheet: Sheet) -> str:
    """The call to pay for the paper."""
    if not sheet.printer.site.options.plugin_boxes:
        return ""
    return (
        '<div class="qx-coffer"><p>This paper lives on what its readers put into the tin.</p>'
        f'<p><a href="{sheet.printer.url("/tin/")}">Put something in</a></p></div>'
    )


def below(sheet: Sheet) -> str:
    """Who wrote, in words of the theme's and the author's; other posts under a heading; where letters go."""
    site, author = sheet.printer.site, sheet.post.author
    if not site.options.plugin_boxes:
        return ""
    others = [site.cards[number] for _, number in site.order if number != sheet.post.id][-_OTHERS:]
    links = "".join(
        f'<li><a href="{sheet.printer.url(card.path)}">{entities(card.title)}</a></li>' for card in others
    )
    known_for = escape(author.bio or f"{author.name} has been with the paper since its second year.")
    return (
        f'<div class="qx-hand"><h4>Whose hand this is</h4><p>{known_for}</p>'
        f'<p><a href="{sheet.printer.url(author.path)}">More by the same hand</a></p></div>'
        f'<h3>Out of the same drawer</h3><ul class="qx-drawer">{links}</ul>'
        '<p class="qx-desk">Letters to the desk are answered on Thursdays.</p>'
    )
