"""What the classes of an element say of its role in a record: learned once for each class attribute."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from quwa_archive.pages.general.saying import said_in

Element = etree._Element

LONGEST_CHROME = 80
"""Characters: what a theme prints beside a comment is short, whatever it is called."""
_AUTHOR_HINT = re.compile(
    r"(?:^|[\s_-])(?:fn|author|authorname|name|nick(?:name)?|commenter|comment(?:er|_?author)|username|user|cite|n|p-name|p-author|poster)(?:$|[\s_-])",
    re.IGNORECASE,
)
_URL_HINT = re.compile(r"(?:^|\s)(?:url|u-url)(?:\s|$)")
_DATE_HINT = re.compile(r"date|time|meta|posted|published|when|ago", re.IGNORECASE)
_TEXT_HINT = re.compile(
    r"(?:^|\s)(?:(?:[a-z0-9]+[-_]){0,2}?(?:comment|cmt|reply)[-_]*(?:content|text|body|entry|message|copy|txt|desc|description|data)(?:[-_]*(?:inner|wrap))?"
    r"|e-content|p-summary|message|commenttext|entry-content|wp-block-comment-content|text|content)(?:\s|$)",
    re.IGNORECASE,
)
# Parts that are the theme's, not the reader's: links to answer and edit, ratings, badges, notices.
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:reply|reply-?link|replies|respond|edit(?:-?link)?|permalink|screen-reader-text|sr-only|visually-hidden|avatar|gravatar|vote|votes|"
    r"rating|ratingblock|thumblock|karma|like|likes|dislike|thumbs?|share|sharing|social|tools?|toolbar|actions?|badge|label|report|flag|awaiting-moderation|moderation|toggle|"
    r"buttons?|controls?|icon|number|count|counter|footer-links|rank|spinner|by-?post-?author|online|follow|approve)(?:[-_]?(?:links?|buttons?|btn|to|icons?|wrap|wrapper|text|counts?|container|area|box|div|section|footer|result|s|up|down|form|title))*(?:$|\s)",
    re.IGNORECASE,
)
_SAYING = re.compile(r"(?:^|\s)(?:says|said)(?:\s|$)", re.IGNORECASE)
_INLINE = frozenset({"span", "em", "i", "small", "b", "strong"})
_BADGE = re.compile(
    r"(?:^|[\s_-])(?:role|badge|rank|level|says|said|on|title|flair|post-?author|by-?author)(?:$|\s)",
    re.IGNORECASE,
)
_PENDING = re.compile(r"awaiting[-_ ]?moderation|not_approved|unapproved|moderation-notice", re.IGNORECASE)
_LIKES = re.compile(
    r"(?:^|[\s_-])(?:likes?|votes?|vote-result|karma|rating|thumbs?-?up|upvotes?|score)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BUTTONS = re.compile(r"(?:^|[\s_-])(?:likes?|shar(?:e|ing)|social)(?:$|[\s_-])", re.IGNORECASE)
COMMENT_LINK = re.compile(r"#(?:[a-z]+-)*comment[-_]?(\d+)$")
"""A link to one comment of a page: its permalink, or whom a reader answers."""
_DEPTH_OF_CACHE = 10_000


@dataclass(slots=True, frozen=True)
class Mark:
    """What a class attribute hints at; ``chrome`` is the theme's own (links to answer, ratings), not the reader's."""

    author: bool = False
    url: bool = False
    date: bool = False
    text: bool = False
    chrome: bool = False
    saying: bool = False
    badge: bool = False
    likes: bool = False
    pending: bool = False
    role: bool = False


_NOTHING = Mark()
_known: dict[str, Mark] = {"": _NOTHING}


def mark_of(element: Element) -> Mark:
    """The mark of an element, by its classes, else by its microdata property."""
    names = element.get("class") or element.get("itemprop")
    return mark_of_names(names) if names else _NOTHING


def mark_of_names(names: str) -> Mark:
    """The mark that a class attribute makes."""
    mark = _known.get(names)
    if mark is None:
        mark = _read(names)
        if len(_known) < _DEPTH_OF_CACHE:
            _known[names] = mark
    return mark


def _read(names: str) -> Mark:
    text = _TEXT_HINT.search(names) is not None
    return Mark(
        author=_AUTHOR_HINT.search(names) is not None,
        url=_URL_HINT.search(names) is not None,
        date=_DATE_HINT.search(names) is not None,
        text=text,
        chrome=not text and _CHROME.search(names) is not None,
        saying=_SAYING.search(names) is not None,
        badge=_BADGE.search(names) is not None,
        likes=_LIKES.search(names) is not None,
        pending=_PENDING.search(names) is not None,
        role="role" in names,
    )


def is_chrome(element: Element, mark: Mark | None = None) -> bool:
    """Whether an element is the theme's own; ``mark`` is its mark where that is known already."""
    if mark is None:
        mark = mark_of(element)
    tag = element.tag
    if mark.saying and tag in _INLINE:
        return True
    if mark.chrome:
        if tag in ("a", "button", "img"):
            return True
        said = said_in(element)
        return len(said) <= LONGEST_CHROME or (
            len(" ".join(said.split())) <= LONGEST_CHROME
            and _BUTTONS.search(element.get("class") or "") is not None
        )
    if tag == "a":
        get = element.get
        href = get("href") or ""
        if "omment" in href and COMMENT_LINK.search(href) and "nofollow" not in (get("rel") or ""):
            return len(said_in(element)) <= 12
        return (
            "replytocom=" in href
            or "action=editcomment" in href
            or "wp-admin/comment.php" in href
            or get("data-commentid") is not None
        )
    return tag == "button"
