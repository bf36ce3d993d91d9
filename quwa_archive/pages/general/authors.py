"""Which part of a record prints its author, inferred from all records of the page together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.general.byline import name_beside, name_round
from quwa_archive.pages.general.datelike import find_date
from quwa_archive.pages.general.marks import mark_of
from quwa_archive.pages.general.names import ROLE_NAME, name_in
from quwa_archive.pages.general.parts import Anatomy, Key, Part, is_under
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_LONGEST = 160
"""Characters of a part beyond which it is no name, however much of it is the theme's."""
_PROSE = 60
"""Characters beside a link from which on a paragraph is more than a line with a name and a date."""
_LABELS = re.compile(
    r"^(?:(?:comment|posted|written|left|submitted|said)?\s*by|(?:comment|reply|response)\s+from|(?:kommentar|commentaire|comentario|comentário|commento|reactie|komentarz|комментарий)?"
    r"\s*(?:von|par|por|de|di|da|door|van|przez|от)|автор|author|name|from|posted by|بقلم|کی طرف سے|توسط|oleh|av|af)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+$")
_LINKED = frozenset({"external", "nofollow", "ugc", "author"})
"""What WordPress says of the address that a reader gave."""
_PARTICLES = frozenset({"von", "de", "di", "da", "van", "door"})
_ENOUGH_NAMES = 3
"""Names that begin with the same word, so that it is a label and no part of them."""
_NO_NAME = re.compile(
    r"^(?:reply|edit|permalink|link|quote|report|#?\d+\.?|[#¶|•·»«,:.\-–—()]+|like|share|says:?|said:?|on|at|by|posted|wrote|writes|commented|(?:comment|posted|written|left) by|log in to reply)$",
    re.IGNORECASE,
)


_ADDRESS = re.compile(
    r"^(?:reply to|auf|antworte(?:n)? auf|répondre à|responder a|rispondi a|beantwoord|odpowiedz użytkownikowi|ответить)\s+",
    re.IGNORECASE,
)


_HOLDERS = ("cite", "span", "b", "strong", "a", "div", "h3", "h4", "h5", "h6", "footer", "header")


def find_authors(
    sample: list[Anatomy],
    by_key: dict[Key, list[tuple[int, Part]]],
    dates: Sequence[Key],
    language: str | None,
) -> tuple[list[Key], str]:
    """The keys of the parts that print names, the surest first, and the label that stands before every name."""
    told = [told_names(anatomy) for anatomy in sample]
    texts = [
        key
        for key, held in by_key.items()
        if not any(is_under(date, key) for date in dates[:1]) and any(_is_text(part) for _, part in held)
    ]
    beside = _named_beside_date(sample, dates, language)
    # What each record says apart from its date and from what is the theme's: the name, and the text.
    others = [
        sum(len(part.said) for part in anatomy.parts if not part.chrome and part.key not in dates)
        for anatomy in sample
    ]
    scored: list[tuple[float, int, Key]] = []
    for key, held in by_key.items():
        if key in dates or any(is_under(key, above) for above in texts):
            continue
        score = _score(key, held, told, dates, language, others, beside=beside, total=len(sample))
        if score is not None:
            scored.append((score, -len(key), key))
    scored.sort(key=lambda entry: (-entry[0], -entry[1]))
    if not scored:
        return [], ""
    best = _within_label(scored[0][2], [key for _, _, key in scored], by_key)
    keys = [best, *(key for score, _, key in scored if score > 8 and key != best)][:4]
    return keys, _label_of([name_in(part.element) for _, part in by_key[best]], told)


def _within_label(best: Key, keys: list[Key], by_key: dict[Key, list[tuple[int, Part]]]) -> Key:
    """`<span class="author"> von <cite>Hugo</cite></span>`: the part within, where all that is beside it is a label."""
    whole = {number: name_in(part.element) for number, part in by_key[best]}
    for key in keys:
        if len(key) <= len(best) or not is_under(key, best):
            continue
        inner = {number: name_in(part.element) for number, part in by_key[key]}
        if inner.keys() == whole.keys() and all(
            (label := _LABELS.match(whole[number])) is not None and whole[number][label.end() :] == name
            for number, name in inner.items()
        ):
            return key
    return best


def _score(
    key: Key,
    held: list[tuple[int, Part]],
    told: list[list[str]],
    dates: Sequence[Key],
    language: str | None,
    others: list[int],
    *,
    beside: bool,
    total: int,
) -> float | None:
    """How much speaks for a part's being the name; None where it cannot be."""
    if beside and not is_under(key, dates[0]) and not any(part.mark.author for _, part in held):
        return None
    names: dict[int, str] = {}
    sizes = 0
    hints = 0.0
    holds_date = any(len(date) > len(key) and is_under(date, key) for date in dates[:1])
    for number, part in held:
        if number in names or not _may_hold_name(part, holds_date=holds_date):
            continue
        name = name_in(part.element)
        if not name or len(name) > 100 or _NO_NAME.match(name) or (_URL.match(name) and not part.mark.author):
            continue
        if ROLE_NAME.match(name) and not part.mark.author and name not in told[number]:
            continue
        if holds_date:
            hints -= 2  # what holds the date, too, is the line with the name rather than the name
        if (span := find_date(name, language)) is not None:
            if span.end - span.start < len(name) - 3:
                continue  # a name and a date: there is more in it than a name
            hints -= 6 if part.mark.author else 14
        if _LABELS.match(name):
            hints += 5
        sizes += others[number] - len(name)
        names[number] = name
        hints += _hints(part, name, told[number])
    if not names or (beside and hints < 2 * len(names)):
        return None
    score = 10 * len(names) / total + hints / len(names)
    if len(names) > 2 and len(set(names.values())) == 1:
        score -= 6
    length = sum(map(len, names.values()))
    if length / len(names) > 40:
        score -= 4
    if length > sizes and hints < 6 * len(names) and not all(_is_linked(part.element) for _, part in held):
        score -= 8  # a name is seldom longer than what its bearer says
    return score


def _named_beside_date(sample: list[Anatomy], dates: Sequence[Key], language: str | None) -> bool:
    """Whether most records print the name in one line with the date: `Ali, May 3, 2012`."""
    held = [part for anatomy in sample for key in dates[:1] if (part := anatomy.by_key.get(key))]
    named = sum(bool(name_beside(part.said, language) or name_round(part.element, language)) for part in held)
    return named > 0.6 * len(held)


def _may_hold_name(part: Part, *, holds_date: bool) -> bool:
    element = part.element
    if part.chrome and not part.mark.author:
        return False
    if element.tag in ("img", "br", "time"):
        return False
    if element.tag == "p" and not element.get("class") and not holds_date:
        return False  # a bare paragraph is text, unless it holds the date, too
    if not part.said and not len(element):
        return False
    if element.tag == "a" and not part.mark.author and _is_in_prose(element):
        return False
    return not len(element) or len(said_in(element).strip()) <= _LONGEST


def _is_linked(element: Element) -> bool:
    """Whether an element is, or holds nothing but, a link that WordPress makes of a reader's address."""
    link = element if element.tag == "a" else element[0] if len(element) == 1 else None
    return link is not None and link.tag == "a" and not _LINKED.isdisjoint((link.get("rel") or "").split())


def _is_in_prose(link: Element) -> bool:
    """Whether a link stands among the words of a paragraph: it is one of the reader's own."""
    above = link.getparent()
    if above is None or above.tag not in ("p", "li", "blockquote") or above.get("class"):
        return False
    return (
        sum(len(said.strip()) for said in (above.text or "", *(child.tail or "" for child in above))) > _PROSE
    )


def _hints(part: Part, name: str, told: list[str]) -> float:
    element, mark = part.element, part.mark
    score = 4.0 if mark.author else 0.0
    tag = element.tag
    if tag == "cite":
        score += 3
    elif tag in ("b", "strong", "h3", "h4", "h5", "h6"):
        score += 1.5
    elif tag == "a":
        rel = (element.get("rel") or "").split()
        score += 2 * (not _LINKED.isdisjoint(rel)) + 2 * mark.url
        if "#" in (element.get("href") or "#").removesuffix("#"):
            score -= 4
    if name in told:
        score += 8
    elif any(other in name for other in told):
        score += 3
    words = len(name.split())
    if words > 4:
        score -= words - 4
    if (words > 2 and name.endswith(("!", "?", "…"))) or (words > 3 and name.endswith(".")):
        score -= 3
    if not part.said and len(element) > 1:
        score -= 0.5
    if len(element) and any(child.tag in ("p", "ul", "blockquote") for child in element):
        score -= 6
    return score


def told_names(anatomy: Anatomy) -> list[str]:
    """The author's name as WordPress tells it elsewhere: to whom the reply link answers, whose avatar it is."""
    told = []
    for part in anatomy.parts:
        element = part.element
        if element.tag == "img":
            if alt := element.get("alt"):
                told.append(text.one_line(alt))
        elif element.tag in ("a", "button"):
            labels = (element.get("data-replyto"), element.get("aria-label"))
            told.extend(_ADDRESS.sub("", text.one_line(label)) for label in labels if label)
    return [name for name in told if name]


def _label_of(names: list[str], told: list[list[str]]) -> str:
    """What stands before every name: `by `, if it is a label and not how a reader is called."""
    known = _LABELS.match(names[0]) if names else None
    if known is None or not all(f"{name} ".startswith(known.group()) for name in names):
        return ""
    if any(name in others for name, others in zip(names, told, strict=False)):
        return ""
    if len(set(names)) < _ENOUGH_NAMES and known.group().strip().casefold() in _PARTICLES:
        return ""  # `van Dam`: who can tell, where there is but one
    return known.group()


def _is_text(part: Part) -> bool:
    """Whether a part is called a text, and holds nothing that is called an author."""
    return part.mark.text and not any(
        child is not part.element and (child.tag == "cite" or mark_of(child).author)
        for child in part.element.iter(*_HOLDERS)
    )
