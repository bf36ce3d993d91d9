"""Buttons that share a page: links to the addresses at which networks take one."""

from __future__ import annotations

import re

from lxml import etree

from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_SHARE = re.compile(
    r"(?:facebook\.com/(?:sharer|share\.php|dialog/share)|(?:twitter|x)\.com/(?:share\b|intent/(?:tweet|post)|home\?status)|pinterest\.[a-z.]+/pin/create|"
    r"linkedin\.com/(?:shareArticle|cws/share|sharing/)|plus\.google\.com/share|reddit\.com/submit|wa\.me/\?|whatsapp\.com/send|whatsapp://send|"
    r"(?:t|telegram)\.me/share|tumblr\.com/(?:share|widgets/share)|getpocket\.com/(?:save|edit)|xing\.com/(?:spi/shares|app/user\?op=share)|"
    r"vk(?:ontakte)?\.(?:com|ru)/share|stumbleupon\.com/submit|digg\.com/submit|(?:del\.icio\.us|delicious\.com)/(?:save|post)|buffer(?:app)?\.com/add|"
    r"addtoany\.com/|addthis\.com/bookmark|threema://compose|line\.me/.{0,12}share|ycombinator\.com/submitlink|bsky\.app/intent|threads\.net/intent|"
    r"connect\.ok\.ru|connect\.mail\.ru/share|b\.hatena\.ne\.jp/(?:entry|add)|flattr\.com/submit|^mailto:\?)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:^|[\s_-])(?:share|sharing)(?:[_-](?:link|button|btn))?(?:\s|$)", re.IGNORECASE)
_LONGEST_BUTTON = 30
"""Characters of a button; a quote that can be sent as it stands is longer, and the article's."""
_LONGEST_REST = 30
"""Characters beside the buttons: a label, the numbers of how often."""
_SHOWN = ("img", "iframe", "video", "audio", "picture", "object", "table")


def sharing_lines(content: Element) -> list[Element]:
    """The largest elements in a body that hold nothing but such buttons and what labels and counts them."""
    buttons = [link for link in content.iter("a") if _is_button(link)]
    known = set(buttons)
    found: list[Element] = []
    taken: set[Element] = set()
    for button in buttons:
        if any(above in taken for above in button.iterancestors()):
            continue
        line = None
        node = button.getparent()
        while node is not None and node is not content and _holds_only(node, known):
            line = node
            node = node.getparent()
        if line is None and button.getparent() is content and not (button.tail or "").strip():
            line = button
        if line is not None:
            found.append(line)
            taken.add(line)
    return found


def _is_button(link: Element) -> bool:
    href, names = link.get("href"), link.get("class")
    is_sharing = (href and _SHARE.search(href)) or (names and _NAMED.search(names))
    return bool(is_sharing) and len(said_in(link).strip()) <= _LONGEST_BUTTON


def _holds_only(element: Element, buttons: set[Element]) -> bool:
    said = len(" ".join(said_in(element).split()))
    linked = sum(len(said_in(link).strip()) for link in element.iter("a") if link in buttons)
    if said - linked > _LONGEST_REST:
        return False
    return all(
        any(above in buttons or above.tag == "noscript" for above in shown.iterancestors())
        for shown in element.iter(*_SHOWN)
    )
