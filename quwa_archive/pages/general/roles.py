"""Which part of a record is what: author, date, text, inferred from all records of the page together.

Each part votes with what it holds (a date in most records, a name that differs), with what surrounds it (the link
to the comment itself, an avatar's alt text, the label of the reply link) and with its classes; none of these decides
alone, and no theme is presumed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from quwa_archive.pages import text
from quwa_archive.pages.furniture import remove
from quwa_archive.pages.general.byline import name_beside
from quwa_archive.pages.general.datelike import Span, find_date
from quwa_archive.pages.general.naming import SAYS
from quwa_archive.pages.general.parts import Anatomy, Key, Part, is_under
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_LONGEST_CHROME = 80
"""Characters: what a theme prints beside a comment is short, whatever it is called."""
_SAMPLE = 8
"""Records that roles are inferred from: of more, as many spread over all."""
_AUTHOR_HINT = re.compile(
    r"(?:^|[\s_-])(?:fn|author|authorname|name|nick(?:name)?|commenter|comment(?:er|_?author)|username|user|cite|n|p-name|p-author|poster)(?:$|[\s_-])",
    re.IGNORECASE,
)
_URL_HINT = re.compile(r"(?:^|\s)(?:url|u-url)(?:\s|$)")
_DATE_HINT = re.compile(r"date|time|meta|posted|published|when|ago", re.IGNORECASE)
_TEXT_HINT = re.compile(
    r"(?:^|\s)(?:(?:comment|cmt|wpd-comment|reply|single-comment)[-_]*(?:content|text|body|entry|message|copy|txt|desc|description|data)(?:[-_]*(?:inner|wrap))?"
    r"|e-content|p-summary|message|commenttext|entry-content|wp-block-comment-content|text|content)(?:\s|$)",
    re.IGNORECASE,
)
# Parts that are the theme's, not the reader's: links to answer and edit, ratings, badges, notices.
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:reply|reply-?link|replies|respond|edit(?:-?link)?|permalink|screen-reader-text|sr-only|visually-hidden|avatar|gravatar|vote|votes|"
    r"rating|karma|like|likes|dislike|thumbs?|share|social|tools?|toolbar|actions?|badge|label|report|flag|awaiting-moderation|moderation|toggle|"
    r"buttons?|controls?|icon|number|count|counter|footer-links|rank|spinner|by-?post-?author|online|follow|approve)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SAYING = re.compile(r"(?:^|\s)(?:says|said)(?:\s|$)", re.IGNORECASE)
_INLINE = frozenset({"span", "em", "i", "small", "b", "strong"})
_BADGE = re.compile(
    r"(?:^|[\s_-])(?:role|badge|rank|level|says|said|on|title|flair|post-?author|by-?author)(?:$|\s)",
    re.IGNORECASE,
)
_PIECES = ("span", "em", "small", "i", "b", "div", "strong", "a", "time", "p", "abbr")
_TRAILING = re.compile(r"[\s,|–—-]+(?:on|at|am|le|el|em|il|op|den|в)$")
_OWN_LINK = re.compile(r"#(?:[a-z]+-)*comment[-_]?\d+$")
_PENDING = re.compile(r"awaiting[-_ ]?moderation|not_approved|unapproved|moderation-notice", re.IGNORECASE)
_NOTICE = re.compile(
    r"\W*(?:your|this) comment is awaiting|dein kommentar|ihr kommentar wartet|votre commentaire est en attente|tu comentario está pendiente|"
    r"il tuo commento è in attesa|o seu comentário (?:aguarda|está)|je reactie wacht",
    re.IGNORECASE,
)
_LIKES = re.compile(
    r"(?:^|[\s_-])(?:likes?|votes?|vote-result|karma|rating|thumbs?-?up|upvotes?|score)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"^(?:(?:comment|posted|written|left|submitted|said)?\s*by|von|par|por|di|da|door|przez|от|автор|author|name|from|بقلم|کی طرف سے|توسط|oleh|av|af)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:reply|edit|permalink|link|quote|report|#?\d+\.?|[#¶|•·»«,:.\-–—()]+|author|guest|admin|member|like|share|says:?|said:?|on|at|by|posted|wrote|writes|commented|log in to reply)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Roles:
    """Where records of one shape have what; a list of keys is tried in order.

    ``text`` is the part that holds the comment alone; where there is none, ``bare`` is the part whose children hold
    it beside author and date.  ``label`` stands before every name.
    """

    author: list[Key] = field(default_factory=list)
    date: list[Key] = field(default_factory=list)
    time: list[Key] = field(default_factory=list)
    text: list[Key] = field(default_factory=list)
    bare: Key | None = None
    likes: list[Key] = field(default_factory=list)
    label: str = ""


@dataclass(slots=True)
class _Candidate:
    key: Key
    parts: list[tuple[int, Part]] = field(default_factory=list)


def infer_roles(anatomies: list[Anatomy], language: str | None) -> Roles:
    """The roles of the parts of these records (comments, no pings)."""
    sample = _spread(anatomies)
    candidates: dict[Key, _Candidate] = {}
    for number, anatomy in enumerate(sample):
        for part in anatomy.parts:
            if part.key not in candidates:
                candidates[part.key] = _Candidate(part.key)
            candidates[part.key].parts.append((number, part))
    roles = Roles()
    _find_dates(roles, candidates, sample, language)
    _find_authors(roles, candidates, sample, language)
    _find_texts(roles, candidates, sample)
    _find_likes(roles, candidates)
    return roles


def _spread(anatomies: list[Anatomy]) -> list[Anatomy]:
    if len(anatomies) <= _SAMPLE:
        return anatomies
    step = (len(anatomies) - 1) / (_SAMPLE - 1)
    return [anatomies[round(number * step)] for number in range(_SAMPLE)]


def classes(element: Element) -> str:
    """All that themes name an element by: its classes, its microdata property, its id without numbers."""
    get = element.get
    return " ".join(filter(None, (get("class"), get("itemprop"))))


def is_chrome(element: Element) -> bool:
    """Whether a part is the theme's own."""
    names = element.get("class")
    if names and element.tag in _INLINE and _SAYING.search(names):
        return True
    if names and _CHROME.search(names) and not _TEXT_HINT.search(names):
        return element.tag in ("a", "button", "img") or len(said_in(element)) <= _LONGEST_CHROME
    if element.tag in ("a", "button"):
        href = element.get("href") or ""
        return (
            (
                _OWN_LINK.search(href) is not None
                and len(said_in(element)) <= 12
                and "nofollow" not in (element.get("rel") or "")
            )
            or "replytocom=" in href
            or element.tag == "button"
            or element.get("data-commentid") is not None
            or "action=editcomment" in href
        )
    return False


# -- dates ----------------------------------------------------------------------------------------


def date_in(part: Part, language: str | None) -> Span | None:
    """The date that a part prints, in its direct text, or in all of its text where that is no more than a line."""
    if part.said and (found := find_date(part.said, language)):
        return found
    return None


def _find_dates(
    roles: Roles, candidates: dict[Key, _Candidate], sample: list[Anatomy], language: str | None
) -> None:
    scored: list[tuple[float, Key, bool, bool]] = []
    for key, candidate in candidates.items():
        spans: dict[int, Span] = {}
        hints = 0.0
        for number, part in candidate.parts:
            if number in spans:
                continue
            found = find_date(part.said, language) if part.said else None
            if found is None and (part.element.tag == "time" or "datetime" in part.element.attrib):
                found = find_date(text.line_of(part.element), language)
            if found is None:
                continue
            spans[number] = found
            covers = (found.end - found.start) / max(1, len(part.said))
            hints += _date_hints(part) + (1 if covers > 0.8 else -2 if covers < 0.35 else 0)
        if spans:
            days = sum(span.day for span in spans.values())
            times = sum(span.time for span in spans.values())
            score = 10 * len(spans) / len(sample) + hints / len(spans)
            scored.append((score, key, days * 2 > len(spans), times * 2 > len(spans)))
    scored.sort(key=lambda entry: (-entry[0], len(entry[1])))
    dated = [entry for entry in scored if entry[2]]
    for score, key, _, has_time in dated:
        if not roles.date or score > 8:
            roles.date.append(key)
            if len(roles.date) == 1 and not has_time:
                roles.time = [k for s, k, day, _ in scored if not day and s > 7][:1]
    roles.date = roles.date[:4]
    if not roles.date:
        roles.date = _spread_dates(candidates, sample, language)
    if not roles.date:
        roles.time = [entry[1] for entry in scored if not entry[2]][:1]


def _spread_dates(
    candidates: dict[Key, _Candidate], sample: list[Anatomy], language: str | None
) -> list[Key]:
    """Dates printed in pieces, a span for each: the smallest part whose whole line is one in most records."""
    found: list[tuple[int, Key]] = []
    for key, candidate in candidates.items():
        holders = {
            number
            for number, part in candidate.parts
            if len(part.element)
            and len(line := text.line_of(part.element)) < 60
            and (span := find_date(line, language))
            and span.day
        }
        if len(holders) * 2 > len(sample):
            found.append((-len(key), key))
    return [key for _, key in sorted(found)][:1]


def _date_hints(part: Part) -> float:
    element = part.element
    score = 0.0
    if element.tag == "time" or element.get("datetime"):
        score += 4
    names = classes(element)
    if names and _DATE_HINT.search(names):
        score += 2
    node: Element | None = element
    for _ in range(3):
        if node is None:
            break
        if node.tag == "a" and "omment" in (node.get("href") or ""):
            score += 2
        node = node.getparent()
    if element.tag in ("p", "blockquote") and not names:
        score -= 3
    if names and _TEXT_HINT.search(names):
        score -= 4
    return score


# -- authors --------------------------------------------------------------------------------------


def name_in(element: Element, label: str = "") -> str:
    """The name an element prints, without what the theme says round it."""
    line = text.line_of(element) if not len(element) else _without_badges(element)
    line = SAYS.sub("", line).strip(" ,|–—-•·\u200e\u200f")
    if len(element):
        line = _TRAILING.sub("", line)
    if label and f"{line} ".startswith(label):
        line = line[len(label) :].strip()
    return line


def _without_badges(element: Element) -> str:
    """The line of an element without what the theme adds to a name: a role, a badge, `says`."""
    badges = [child for child in element.iter(*_PIECES) if child is not element and _is_badge(child)]
    if not badges:
        return text.line_of(element)
    copied = deepcopy(element)
    copied.tail = None
    doomed = [child for child in copied.iter(*_PIECES) if child is not copied and _is_badge(child)]
    for child in doomed:
        remove(child)
    return text.line_of(copied)


def _is_badge(element: Element) -> bool:
    """Whether a part of an author's element is no name: a role, a badge, `says`, the date."""
    names = element.get("class")
    if element.tag == "time" or (names is not None and _DATE_HINT.search(names)):
        line = text.line_of(element)
        found = find_date(line, None)
        if not line or (found is not None and found.end - found.start > 0.5 * len(line)):
            return True
    return (
        names is not None
        and (_BADGE.search(names) is not None or is_chrome(element))
        and not _AUTHOR_HINT.search(names.replace("author-role", "role"))
    )


def _find_authors(
    roles: Roles, candidates: dict[Key, _Candidate], sample: list[Anatomy], language: str | None
) -> None:
    told = [told_names(anatomy) for anatomy in sample]
    texts = {
        key
        for key, candidate in candidates.items()
        if any(_is_text(part.element) for _, part in candidate.parts)
    }
    beside = _named_beside_date(roles, sample, language)
    scored: list[tuple[float, int, Key]] = []
    for key, candidate in candidates.items():
        if any(is_under(key, above) for above in texts) or key in roles.date or key in roles.time:
            continue
        names: dict[int, str] = {}
        hints = 0.0
        for number, part in candidate.parts:
            if number in names or not _may_hold_name(part, roles):
                continue
            name = name_in(part.element)
            if not name or len(name) > 100 or _NO_NAME.match(name):
                continue
            if any(len(date) > len(key) and is_under(date, key) for date in roles.date[:1]):
                hints -= 2  # what holds the date, too, is the line with the name rather than the name
            if (span := find_date(name, language)) is not None and (span.day or span.time):
                if span.end - span.start < len(name) - 3:
                    continue  # a name and a date: there is more in it than a name
                hints -= 6
            names[number] = name
            hints += _author_hints(part, key, name, told[number])
        if not names or (beside and hints < 2 * len(names)):
            continue
        score = 10 * len(names) / len(sample) + hints / len(names)
        if len(names) > 2 and len(set(names.values())) == 1:
            score -= 6
        if sum(len(name) for name in names.values()) / len(names) > 40:
            score -= 4
        scored.append((score, -len(key), key))
    scored.sort(key=lambda entry: (-entry[0], -entry[1]))
    if not scored:
        return
    best = scored[0][2]
    roles.author = [best, *(key for score, _, key in scored[1:] if score > 8)][:4]
    named = [name_in(part.element) for number, part in candidates[best].parts]
    roles.label = _label_of(named, told)


def _named_beside_date(roles: Roles, sample: list[Anatomy], language: str | None) -> bool:
    """Whether most records print the name in one line with the date: `Ali, May 3, 2012`."""
    held = [part for anatomy in sample for key in roles.date[:1] if (part := anatomy.by_key.get(key))]
    return len(held) > 0 and sum(bool(name_beside(part.said, language)) for part in held) > 0.6 * len(held)


def _may_hold_name(part: Part, roles: Roles) -> bool:
    element = part.element
    if element.tag in ("img", "br", "time", "p") and not element.get("class"):
        # A bare paragraph is text, unless it holds the date, too.
        return element.tag == "p" and any(
            len(key) > len(part.key) and is_under(key, part.key) for key in roles.date[:1]
        )
    node: Element | None = element
    for _ in range(3):
        if node is None:
            break
        if is_chrome(node) and not _AUTHOR_HINT.search(classes(node)):
            return False
        node = node.getparent()
    return bool(part.said) or len(element) > 0


def _author_hints(part: Part, key: Key, name: str, told: Iterable[str]) -> float:
    element = part.element
    names = classes(element)
    score = 0.0
    if names and _AUTHOR_HINT.search(names):
        score += 4
    if element.tag == "cite":
        score += 3
    elif element.tag in ("b", "strong", "h3", "h4", "h5", "h6"):
        score += 1.5
    if element.tag == "a":
        rel = (element.get("rel") or "").split()
        score += 2 * ("external" in rel or "ugc" in rel or "author" in rel) + 2 * bool(
            _URL_HINT.search(names)
        )
        if "#" in (element.get("href") or "#").removesuffix("#"):
            score -= 4
    if any(name == other for other in told):
        score += 8
    elif any(other and other in name for other in told):
        score += 3
    if len(name.split()) > 6:
        score -= 2
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
            told.extend(_addressee(text.one_line(label)) for label in labels if label)
    return [name for name in told if name]


_ADDRESS = re.compile(
    r"^(?:reply to|auf|antworte(?:n)? auf|répondre à|responder a|rispondi a|beantwoord|odpowiedz użytkownikowi|ответить)\s+",
    re.IGNORECASE,
)


def _addressee(label: str) -> str:
    return _ADDRESS.sub("", label)


def _label_of(names: list[str], told: list[list[str]]) -> str:
    """What stands before every name: `by `, if it is a label and not how a reader is called."""
    known = _LABELS.match(names[0]) if names else None
    if known is None or not all(f"{name} ".startswith(known.group()) for name in names):
        return ""
    if any(name in others for name, others in zip(names, told, strict=False)):
        return ""
    return known.group()


# -- texts ----------------------------------------------------------------------------------------


def _is_text(element: Element) -> bool:
    names = classes(element)
    return bool(names) and _TEXT_HINT.search(names) is not None and not _holds_author(element)


def _holds_author(element: Element) -> bool:
    return any(
        child is not element and (child.tag == "cite" or _AUTHOR_HINT.search(child.get("class") or ""))
        for child in element.iter(
            "cite", "span", "b", "strong", "a", "div", "h3", "h4", "h5", "h6", "footer", "header"
        )
    )


def _find_texts(roles: Roles, candidates: dict[Key, _Candidate], sample: list[Anatomy]) -> None:
    """The outermost part that holds most of what is said and neither author nor date; else the part of bare blocks."""
    meta = [
        {
            part.element
            for key in (*roles.author[:1], *roles.date[:1], *roles.time[:1])
            if (part := a.by_key.get(key))
        }
        for a in sample
    ]
    above = [{node for element in elements for node in element.iterancestors()} for elements in meta]
    totals: dict[Key, int] = defaultdict(int)
    counts: dict[Key, set[int]] = defaultdict(set)
    barred: set[Key] = set()
    sums = [0] * len(sample)
    for number, anatomy in enumerate(sample):
        for part in anatomy.parts:
            if part.element in meta[number] or part.element in above[number]:
                barred.add(part.key)
    rejected = [
        key
        for key in barred
        if any(key in (roles.author[:1] + roles.date[:1] + roles.time[:1]) for _ in (0,))
    ]
    for number, anatomy in enumerate(sample):
        for part in anatomy.parts:
            size = len(part.said)
            if (
                not size
                or _in_chrome(part.element, anatomy.record.element)
                or any(is_under(part.key, key) for key in rejected)
            ):
                continue
            sums[number] += size
            for depth in range(len(part.key) + 1):
                key = part.key[:depth]
                totals[key] += size
                counts[key].add(number)
    whole = sum(sums)
    scored = []
    for key, total in totals.items():
        if key in barred or key not in candidates:
            continue
        hint = any(_TEXT_HINT.search(classes(part.element)) for _, part in candidates[key].parts[:3])
        several = len(candidates[key].parts) > 1.3 * len({number for number, _ in candidates[key].parts})
        score = total / max(1, whole) + 0.35 * hint + 0.2 * len(counts[key]) / len(sample)
        if several and not hint:
            score -= 0.6
        scored.append((score, -len(key), key, total, several))
    scored.sort(key=lambda entry: (-round(entry[0], 3), -entry[1]))
    if scored:
        score, _, key, total, several = scored[0]
        if (score >= 0.75 and not several and total >= 0.5 * whole) or score > 1.1:
            roles.text = [
                key,
                *(entry[2] for entry in scored[1:] if not is_under(entry[2], key) and entry[0] > 0.5),
            ][:3]
            return
    roles.bare = _bare(sample, barred, rejected, whole)


def _bare(sample: list[Anatomy], barred: set[Key], rejected: list[Key], whole: int) -> Key:
    """The deepest part that holds author or date or both, and nearly all that is said beside them."""
    best: Key = ()
    for key in sorted(barred, key=len):
        if any(is_under(key, other) for other in rejected) or any(
            sum(part.key == key for part in anatomy.parts) > 1 for anatomy in sample
        ):
            continue
        held = 0
        for anatomy in sample:
            for part in anatomy.parts:
                if (
                    part.said
                    and is_under(part.key, key)
                    and not any(is_under(part.key, other) for other in rejected)
                ) and not _in_chrome(part.element, anatomy.record.element):
                    held += len(part.said)
        if held >= 0.9 * whole and is_under(key, best):
            best = key
    return best


def _in_chrome(element: Element, top: Element) -> bool:
    node: Element | None = element
    while node is not None and node is not top:
        if is_chrome(node):
            return True
        node = node.getparent()
    return False


def _find_likes(roles: Roles, candidates: dict[Key, _Candidate]) -> None:
    for key, candidate in candidates.items():
        element = candidate.parts[0][1].element
        if element.get("data-likes") or (
            _LIKES.search(element.get("class") or "")
            and re.fullmatch(r"[+\-−]?\d[\d.,]*\s*(?:likes?)?", candidate.parts[0][1].said, re.IGNORECASE)
        ):
            roles.likes.append(key)


def is_pending(anatomy: Anatomy) -> bool:
    """Whether a record says that it awaits moderation: it is shown to its author only, and is not public."""
    for part in anatomy.parts:
        names = part.element.get("class") or ""
        if names and _PENDING.search(names):
            return True
        if part.element.tag in ("em", "p", "i", "span", "small") and _NOTICE.match(part.said):
            return True
    return False
