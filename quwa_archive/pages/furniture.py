"""Taking out of a body what is no part of the article: furniture, promos, and all that follows the gate.

All functions change the tree in place.  Furniture is named here with the page it was seen on; what is not named
stays in the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from quwa_archive.pages.text import line_of

# Classes of elements inside the content element that are not the article's.
FURNITURE = frozenset(
    {
        # Blabber inside .entry-content (samples: every article page; the page links on nextpage-1.html)
        "post_meta_single",
        "page_links",
        "author_info",
        "related_wrap",
        "nav-links-single",
        "comments_wrap",
        "show_comments_wrap",
        "socials_share",
        "socials_wrap",
        # WordPress and its Twenty* themes
        "page-links",
        "post-nav-links",
        "wp-block-post-author",
        "author-bio",
        "author-info",
        "post-navigation",
        "wp-block-comments",
        "wp-block-post-comments",
        "comments-area",
        "comment-respond",
        "screen-reader-text",
        # Widgets that the block editor puts amid a body: lists of other posts, terms, months and comments, which
        # change whenever the site does (WordPress 6.1; fixture stock/widgets-in-the-body)
        "wp-block-archives",
        "wp-block-calendar",
        "wp-block-categories",
        "wp-block-latest-comments",
        "wp-block-latest-posts",
        "wp-block-page-list",
        "wp-block-query",
        "wp-block-tag-cloud",
        # Plugins that many sites of this kind print into the content (not seen on quwa.org)
        "sharedaddy",
        "sd-sharing",
        "jp-relatedposts",
        "addtoany_share_save_container",
        "yarpp-related",
        "ez-toc-container",
        "powerpress_links",
        "related_post",
        "related_post_title",
        "sociable",
        "wp-post-author-wrap",
        "yasr-auto-insert-visitor",
    }
)
# Elements that hold no text of the article; a form in a body is a poll, a sign-up or the password form.
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "form"})
_known: dict[str, bool] = {}  # class attribute -> whether it names furniture; there are few different ones

_BLOCKS = frozenset(
    "p div li ul ol section aside blockquote figure h1 h2 h3 h4 h5 h6 table td details".split()  # noqa: SIM905
)
# `End of Excerpt.` or `End of Excerpt (305/1,254 words)`: seen on gated quwa.org articles, with a line about
# logging in or subscribing after it.
_GATE = re.compile(r"End of Excerpt\b\s*(?:\(\s*([\d.,]+)\s*/\s*([\d.,]+)\s*words?\s*\))?")
GATE_MARK = "End of Excerpt"
# Inline promos of quwa.org articles end so; as text copies only, so their markup is unknown.
PROMO_MARK = "Read More"
_PROMO_END = re.compile(r"Read More[\s.…»›→>]*$")
_LONGEST_PROMO = 500


@dataclass(slots=True)
class Gate:
    """The end of an excerpt: how many words are shown and how many there are, where the page counts them."""

    words_shown: int | None
    words_total: int | None


def remove(element: etree._Element) -> None:
    """Takes an element out of its tree and leaves the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        element.tail = None
    parent.remove(element)


def remove_furniture(content: etree._Element) -> list[etree._Element]:
    """Removes the named furniture and what holds no text; returns it, for it says things beside the article."""
    doomed: list[etree._Element] = []
    for element in content.iter("*"):
        if element.tag in _NO_TEXT:
            doomed.append(element)
        elif name := element.get("class"):
            is_furniture = _known.get(name)
            if is_furniture is None:
                is_furniture = not FURNITURE.isdisjoint(name.split())
                if len(_known) < 10_000:
                    _known[name] = is_furniture
            if is_furniture and element is not content:
                doomed.append(element)
    for element in doomed:
        remove(element)
    return doomed


def remove_promos(content: etree._Element) -> None:
    """Removes the blocks that end in `Read More`; a link of that name amid a sentence stays."""
    for element in list(content.iter("*")):
        for node, said in ((element, element.text), (element.getparent(), element.tail)):
            if said and node is not None and element is not content and _PROMO_END.search(said):
                promo = _promo_of(node, content)
                if promo is not None and promo.getparent() is not None:
                    remove(promo)


def _promo_of(element: etree._Element, content: etree._Element) -> etree._Element | None:
    """The outermost element inside ``content`` that is no more than the promo ``element`` lies in."""
    whole = line_of(content)
    promo = None
    node: etree._Element | None = element
    while node is not None and node is not content:
        said = line_of(node)
        if len(said) > _LONGEST_PROMO or said == whole:
            break
        if node.tag in _BLOCKS:
            if not _PROMO_END.search(said):
                break
            promo = node
        node = node.getparent()
    return promo


def cut_at_gate(content: etree._Element) -> Gate | None:
    """Removes the gate line and all that follows it (the line about logging in); ``None`` where there is none."""
    for element in content.iter("*"):
        if (said := element.text) and (found := _gate_in(said)):
            element.text = said[: found.start()].rstrip()
            for child in list(element):
                element.remove(child)
            _remove_after(element, content)
        elif element is not content and (said := element.tail) and (found := _gate_in(said)):
            before = said[: found.start()].rstrip()
            _remove_after(element, content)
            element.tail = before
        else:
            continue
        return Gate(_number(found.group(1)), _number(found.group(2)))
    return None


def _gate_in(said: str) -> re.Match[str] | None:
    """The gate in a piece of text: at its start, or anywhere when it counts words; else it is only mentioned."""
    found = _GATE.search(said)
    return found if found and (found.group(1) or not said[: found.start()].strip()) else None


def _remove_after(element: etree._Element, content: etree._Element) -> None:
    """Removes everything in ``content`` that comes after ``element``, and what the cut left empty."""
    node = element
    while node is not content and (parent := node.getparent()) is not None:
        for sibling in list(node.itersiblings()):
            parent.remove(sibling)
        node.tail = None
        if not len(node) and not (node.text or "").strip():
            parent.remove(node)
        node = parent


def _number(digits: str | None) -> int | None:
    plain = re.sub(r"\D", "", digits or "")
    return int(plain) if plain else None
