"""What an element is called, but for what changes from one record to the next."""

from __future__ import annotations

import re

from lxml import etree

# Classes that tell one record from the next, and not one part of a record from another.
_UNSTEADY = re.compile(
    r"\d|^(?:even|odd|alt|thread-.*|byuser|bypostauthor|comment-author-.+|depth-.*|parent|first|last|has-.*|is-.*|highlander.*"
    r"|by-?author|author-comment|admin|guest|registered|bypost.*|odd.*|even.*)$"
)
_OF_WHOM = re.compile(r"(?<=\w)[_-](?:alt|admin|odd|even|guest|owner)$")
"""What some themes put behind a class by whose comment it is: `comment_data_admin`."""
_steady: dict[tuple[str, str], str] = {}
_MOST_KNOWN = 10_000


SAYS = re.compile(
    r"\s*(?:\b(?:says?|said|wrote|writes|replied|commented|schreibt|sagt|sagte|meint|a écrit|dit|dice|dijo|disse|diz|scrive|ha scritto|zegt|schreef|pisze|napisał(?:\(a\))?|"
    r"mówi|пишет|говорит|сказал|diyor|demiş|dedi|berkata|कहते हैं|बोले|کہتے ہیں|می‌گوید|گفت|يقول|قال|säger|skriver|sier|siger|sanoo|より)\b|says|"
    r"さんの発言|のコメント)?\s*[:：,]?\s*$",
    re.IGNORECASE,
)
"""What themes print behind a name: `says:`."""


def name_of(element: etree._Element) -> str:
    """Tag and steady classes: ``div.comment-meta``."""
    names = element.get("class") or ""
    if not names and (role := element.get("itemprop")):
        names = f"@{role}"
    pair = (str(element.tag), names)
    known = _steady.get(pair)
    if known is None:
        kept = sorted({_OF_WHOM.sub("", token) for token in names.split() if not _UNSTEADY.search(token)})
        known = ".".join([pair[0], *kept])
        if len(_steady) < _MOST_KNOWN:
            _steady[pair] = known
    return known
