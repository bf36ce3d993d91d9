"""What proves a reading: what was read of a page against what the page declares, and how sure that makes it.

Confidence starts at 0.6, the worth of a reading that nothing proves and nothing contradicts.  Each check that agrees
takes its weight (`AGREE`) off the doubt that is left; each that disagrees takes its weight (`DISAGREE`) off the
confidence:

    confidence = (1 - 0.4 * product of (1 - AGREE)) * product of (1 - DISAGREE)

The number puts readings in order and is no share of right ones.  What a page says of itself proves no more than `BY_ITSELF`:
of 110 articles of 55 sites that were new to these rules, 19 in 20 had all comments read rightly (names, dates, texts, parents),
and 5 in 6 everything, to the first and the last word of the text.  Only a title and a text that the site states elsewhere, too
(the check ``stated``), take it over that: of 5,626 such pages of WordPress in 35 themes none was read wrong in either.

Below `THRESHOLD` a page is not archived: it goes to quarantine with its best reading beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lxml import etree

from quwa_archive.items import CheckItem, CommentItem, PageItem
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.authors import told_names as told_names_of
from quwa_archive.pages.general.body import is_hinted
from quwa_archive.pages.general.dateorder import order_of
from quwa_archive.pages.general.thread import Found
from quwa_archive.pages.general.title import BETWEEN, plain
from quwa_archive.pages.metadata import Head
from quwa_archive.pages.post import Post

UNPROVED = 0.6
THRESHOLD = 0.6
BY_ITSELF = 0.95
_FEWEST_WORDS = 8
_FEW = 200
_LEAST, _LEAST_OF_NAMED = 0.75, 0.45
"""Share of the running text from which on an element is the body: by itself, or where themes call it so."""
AGREE = {
    "post_id": 0.5, "title": 0.5, "body": 0.4, "comment_ids": 0.5, "comment_count": 0.5, "comment_parts": 0.4,
    "comment_dates": 0.4, "comment_authors": 0.4, "nesting": 0.3, "api": 0.8, "stated": 0.7,
}  # fmt: skip
DISAGREE = {
    "post_id": 0.5, "title": 0.3, "body": 0.45, "comment_ids": 0.5, "comment_count": 0.3, "comment_parts": 0.5,
    "comment_dates": 0.3, "comment_authors": 0.45, "nesting": 0.1, "identity": 0.6, "api": 0.6, "stated": 0.45,
}  # fmt: skip


def confidence_of(checks: Iterable[CheckItem]) -> float:
    """How sure a reading is (0 to 1, two places), by the formula above."""
    doubt, kept, most = 1 - UNPROVED, 1.0, BY_ITSELF
    for check in checks:
        if check.outcome == "agree":
            doubt *= 1 - AGREE.get(check.name, 0)
            most = 1.0 if check.name == "stated" else most
        elif check.outcome == "disagree":
            kept *= 1 - DISAGREE.get(check.name, 0)
    return round(min(most, (1 - doubt) * kept), 2)


def check_page(
    document: Document,
    head: Head,
    page: PageItem,
    found: Found,
    told: Sequence[list[str]],
    *,
    hinted: bool,
    running: int,
    ids_agree: bool | None,
) -> list[CheckItem]:
    """All checks of one page; ``told`` are the names that WordPress tells beside each record.

    ``running`` is how many characters of running text there are to be read.
    """
    by_id = {comment.id: comment for comment in page.comments}
    return [
        CheckItem(
            "post_id", {True: "agree", False: "disagree", None: "silent"}[ids_agree], f"post {page.post_id}"
        ),
        _title(head, page),
        _body(document, page, hinted=hinted, running=running),
        _identity(found),
        _ids(found, by_id),
        count_check(page),
        _parts(page),
        _dates(page),
        _authors(found, by_id, told),
        _nesting(found),
    ]


def _title(head: Head, page: PageItem) -> CheckItem:
    said = plain(page.title)
    known = [other for other in (head.og_title, head.headline, head.title) if other]
    if not said and (head.og_title or head.headline or _names_more_than_the_site(head)):
        return CheckItem("title", "disagree", f"none, though the head says {known[0]}")
    if not known or not said:
        return CheckItem("title", "silent", page.title)
    for other in known:
        stated = plain(other)
        if said == stated or stated.startswith(said) or (len(said) > 12 and said in stated):
            return CheckItem("title", "agree", f"{page.title} = {other}")
    if any(said.endswith(plain(other)) or plain(other) in said for other in known if len(plain(other)) > 5):
        return CheckItem("title", "silent", f"{page.title} ~ {known[0]}")
    return CheckItem("title", "disagree", f"{page.title} ≠ {known[0]}")


def _names_more_than_the_site(head: Head) -> bool:
    """Whether ``<title>`` has more than the site's name and labels: `Two tugs | Gazette`."""
    pieces = [plain(piece) for piece in BETWEEN.split(head.title or "") if plain(piece)]
    return len([piece for piece in pieces if piece != "blog archive"]) > 1


def _body(document: Document, page: PageItem, *, hinted: bool, running: int) -> CheckItem:
    if page.access != "open" and not page.body_text:
        return CheckItem("body", "silent", page.access)
    read = len(page.body_text)
    # A few lines elsewhere do not count: beside a picture alone, or a post without a text, they are all there is.
    share = 1.0 if running - read < _FEW else read / running
    if not page.body_text and not page.images:
        return CheckItem("body", "silent" if hinted and share == 1.0 else "disagree", "empty")
    if page.access == "open" and share < (_LEAST_OF_NAMED if hinted else _LEAST):
        return CheckItem("body", "disagree", f"holds {share:.0%} of the running text")
    text = plain(page.body_text[:4000])
    for meta in document.root.iterfind("head/meta"):
        if (meta.get("property") or meta.get("name")) in (
            "og:description",
            "description",
            "twitter:description",
        ):
            start = plain(meta.get("content") or "")[:60].rsplit(" ", 1)[0]
            if len(start) > 25 and start in text[:2000]:
                return CheckItem("body", "agree", "begins as the description does")
    words = len(page.body_text.split())
    if words < _FEWEST_WORDS and len(text) < 5 * _FEWEST_WORDS and not hinted:
        return CheckItem("body", "disagree", f"{words} words, in nothing that is called a body")
    return CheckItem("body", "agree" if hinted else "silent", f"{words} words")


def _identity(found: Found) -> CheckItem:
    """Whether there are comments that carry no id: what has none is not archived, so the page is not whole."""
    if not found.seen.comments:
        return CheckItem("identity", "silent", f"{len(found.records)} records")
    records = found.elements
    signed: set[etree._Element] = set()
    for element in found.signed:
        node: etree._Element | None = element
        while node is not None and node not in signed:
            signed.add(node)
            node = node.getparent()
    nameless = 0
    for element in found.seen.comments:
        if (
            element.tag in ("li", "div", "article")
            and element not in signed
            and not found.seen.zone(element)
            and not _IN_LIST.search(element.get("class") or "")
            and element.find(".//*") is not None
            and not any(node in records for node in (element, *element.iterancestors()))
        ):
            nameless += 1
    if nameless > 1 and nameless > len(found.records) / 2:
        return CheckItem("identity", "disagree", f"{nameless} comments without an id")
    return CheckItem("identity", "silent", f"{len(found.records)} records")


_IN_LIST = re.compile(r"list|wrap|area|respond|form|count|link|meta|icon|respond|number|widget|status|title")


def _ids(found: Found, by_id: dict[int, CommentItem]) -> CheckItem:
    records = [record for record in found.records if record.id in by_id]
    if not records:
        return CheckItem("comment_ids", "silent", "no comments")
    twice = sum(len(record.kinds) > 1 for record in records)
    strange = sum(record.other_ids > 0 for record in records)
    detail = f"{twice} of {len(records)} ids stand twice, {strange} beside another"
    if strange > 0.2 * len(records):
        return CheckItem("comment_ids", "disagree", detail)
    return CheckItem("comment_ids", "agree" if twice >= 0.6 * len(records) else "silent", detail)


def count_check(page: PageItem) -> CheckItem:
    """The printed count against what was found; WordPress counts hidden answers and other pages' comments, too."""
    declared, shown = page.comments_declared, len(page.comments) + len(page.pings)
    if declared is None:
        return CheckItem("comment_count", "silent", f"{shown} found, none declared")
    detail = f"{shown} of {declared}"
    if shown == declared or (declared == len(page.comments) and shown):
        return CheckItem("comment_count", "agree", detail)
    if page.access == "password" or page.comment_page_urls or page.comment_page is not None:
        return CheckItem("comment_count", "silent", f"{detail}, on several pages")
    if shown > declared and declared:
        return CheckItem("comment_count", "disagree", detail)
    if shown < declared / 2:
        return CheckItem("comment_count", "disagree", detail)
    return CheckItem("comment_count", "silent", detail)


def _parts(page: PageItem) -> CheckItem:
    """Whether every comment has author, date and text."""
    total = len(page.comments)
    if not total:
        return CheckItem("comment_parts", "silent", "no comments")
    authors = sum(bool(comment.author_name) for comment in page.comments)
    dates = sum(bool(comment.posted_raw or comment.posted_machine) for comment in page.comments)
    texts = sum(bool(comment.body_text) for comment in page.comments)
    detail = f"of {total} comments {authors} have an author, {dates} a date, {texts} a text"
    if min(authors, texts) < 0.75 * total or 0 < dates < 0.6 * total:
        return CheckItem("comment_parts", "disagree", detail)
    return CheckItem(
        "comment_parts", "agree" if min(authors, texts, dates) >= 0.9 * total else "silent", detail
    )


def _dates(page: PageItem) -> CheckItem:
    """Whether later comments have later dates: ids are given in the order in which comments arrive."""
    keyed = []
    for comment in sorted(page.comments, key=lambda comment: comment.id):
        said = comment.posted_machine or comment.posted_raw
        key = order_of(said, page.language) if said else None
        if key is not None:
            keyed.append(key)
    if len(keyed) < 3 or len(keyed) < 0.6 * len(page.comments):
        return CheckItem("comment_dates", "silent", f"{len(keyed)} dates that can be compared")
    rising = sum(
        one[: min(len(one), len(two))] <= two[: min(len(one), len(two))] for one, two in pairwise(keyed)
    )
    share = rising / (len(keyed) - 1)
    detail = f"{rising} of {len(keyed) - 1} rise with the ids"
    return CheckItem(
        "comment_dates", "agree" if share >= 0.8 else "disagree" if share < 0.4 else "silent", detail
    )


def _authors(found: Found, by_id: dict[int, CommentItem], told: Sequence[list[str]]) -> CheckItem:
    """Names against the labels of reply links and the alt texts of avatars."""
    compared = agreed = 0
    for record, names in zip(found.records, told, strict=True):
        comment = by_id.get(record.id or 0)
        if comment is None or not names:
            continue
        usable = [
            name
            for name in names
            if comment.author_name and (comment.author_name in name or name in comment.author_name)
        ]
        compared += 1
        agreed += bool(usable)
    if compared < 2 or compared < 0.5 * len(by_id):
        return CheckItem("comment_authors", "silent", f"{compared} names that can be compared")
    detail = f"{agreed} of {compared} names are told elsewhere, too"
    if agreed >= 0.8 * compared:
        return CheckItem("comment_authors", "agree", detail)
    return CheckItem("comment_authors", "silent", detail)


def _nesting(found: Found) -> CheckItem:
    compared = agreed = 0
    structural: list[int] = []
    for record in found.records:
        above = record.parent
        level = structural[above.number] + 1 if above is not None and above.number < len(structural) else 1
        structural.append(level)
        if record.depth:
            compared += 1
            agreed += record.depth == level
    if compared < 2:
        return CheckItem("nesting", "silent", "no depth is stated")
    detail = f"{agreed} of {compared} stand as deep as they say"
    return CheckItem(
        "nesting",
        "agree" if agreed >= 0.9 * compared else "disagree" if agreed < 0.5 * compared else "silent",
        detail,
    )


def told_names(found: Found) -> list[list[str]]:
    """What WordPress tells of each record's author beside its name; to be asked before the tree is changed."""
    return [told_names_of(anatomy) for anatomy in found.anatomies]


def hinted_body(post: Post) -> bool:
    """Whether the body is called what themes call a body, or is the post's own element."""
    return is_hinted(post.content)


def combine(pages: Sequence[PageItem], merged: PageItem) -> None:
    """Checks and confidence of an article out of those of its pages: the count is checked over all of them."""
    judged = [page for page in pages if page.confidence is not None]
    if not judged:
        return
    checks: dict[str, CheckItem] = {}
    order = {"disagree": 0, "agree": 1, "silent": 2}
    for page in judged:
        for check in page.checks:
            known = checks.get(check.name)
            if known is None or order[check.outcome] < order[known.outcome]:
                checks[check.name] = check
    if len(pages) > 1:
        whole = count_check(merged)
        checks["comment_count"] = whole
    merged.checks = list(checks.values())
    merged.confidence = confidence_of(merged.checks)
