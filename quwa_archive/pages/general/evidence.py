"""Whether a page is an article, and which: by what WordPress, plugins and the page itself say, not by its look."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from quwa_archive.pages.document import Document, parts_of
from quwa_archive.pages.general.signs import ID, REPLY, find_signs
from quwa_archive.pages.general.survey import survey
from quwa_archive.pages.metadata import Head, read_head

Element = etree._Element

_HEADINGS = frozenset(
    {"h1", "h2", "h3", "h4", "a", "span"}
)  # `<h2 id="post-7">`: the title of the post, not the post
_POST_ID = re.compile(r"(?:^|\s)post-(\d+)(?:\s|$)")
_REPLIES = etree.XPath("//@data-postid")
_JSON_POST = re.compile(r"/wp/v2/(posts|pages|media|[a-z_-]+)/(\d+)/?$")


def find_post_id(document: Document, head_id: int | None) -> tuple[int | None, bool | None]:
    """The post id, and whether all that states it agrees (``None`` where one thing alone does)."""
    votes: Counter[int] = Counter()
    weights = []
    if (declared := document.declared_post_id()) is not None:
        weights.append((declared, 4))
    if head_id is not None:
        weights.append((head_id, 4))
    hidden = {int(value) for value in _form_ids(document) if value.isdecimal() and int(value)}
    weights.extend((value, 3) for value in hidden)
    if b"data-postid" in document.raw:
        replies = {int(value) for value in cast("list[str]", _REPLIES(document.root)) if value.isdecimal()}
        weights.extend((value, 2) for value in replies)
    if (own := _own_mark(document, {value for value, _ in weights})) is not None:
        weights.append((own, 2))
    for value, weight in weights:
        votes[value] += weight
    if not votes:
        return None, None
    best = votes.most_common(1)[0][0]
    return best, None if len(weights) == 1 else len(votes) == 1


def _own_mark(document: Document, told: set[int]) -> int | None:
    """The number that ``post_class`` marks the post with: the one that is told otherwise, too, else the first of the page.

    Related posts are marked as well; where the page tells its number and marks others alone, the mark says nothing.
    """
    for number in told:
        if article_of(document, number) is not None:
            return number
    if told:
        return None
    if (own := article_of(document, None)) is not None:
        return id_of(own)
    titles = {id_of(heading) for heading in document.body.iter(*_HEADINGS) if heading.get("id")} - {None}
    return titles.pop() if len(titles) == 1 else None


def _form_ids(document: Document) -> list[str]:
    """What the forms for comments say of the post they belong to."""
    if b"comment_post_ID" not in document.raw:
        return []
    return [
        field.get("value") or ""
        for field in document.root.iter("input")
        if "comment_post_ID" in (field.get("name"), field.get("id")) and field.get("value") is not None
    ]


def id_of(element: Element) -> int | None:
    """N of ``id="post-N"`` or of the class ``post-N``."""
    name = element.get("id") or ""
    if name.startswith("post-") and name[5:].isdecimal():
        return int(name[5:])
    match = _POST_ID.search(element.get("class") or "")
    return int(match.group(1)) if match else None


def article_of(document: Document, post_id: int | None) -> Element | None:
    """The element that ``post_class`` marks as this post; without an id the first that is marked so at all."""
    if post_id is not None:
        found = document.by_id(f"post-{post_id}")
        if found is not None and found.tag not in _HEADINGS:
            return found
    for element in document.body.iter("article", "div", "section", "main", "li"):
        if element.get("class") or element.get("id"):
            number = id_of(element)
            if number is not None and (post_id is None or number == post_id):
                return element
    return None


# -- an article, or something else ------------------------------------------------------------------

ENOUGH = 3
"""Points that a page must have for being an article over those against it."""

_TITLE_OF_NONE = re.compile(
    r"(?:^|\b)(?:404|not found|page not found|nothing found|error|maintenance|just a moment|attention required|access denied|forbidden|captcha|"
    r"are you (?:a )?(?:human|robot)|checking your browser|verify(?:ing)? you are human|database error|log ?in|sign in|register|cart|checkout|"
    r"search results|you searched for|archives?|category|tag archives|author archives|domain (?:is )?for sale|parked|index of|coming soon|"
    r"under construction|sitemap|subscribe|cookie|consent|privacy)(?:\b|$)",
    re.IGNORECASE,
)
_OF_SINGLE_POSTS = re.compile(r"(?:^|\W)\s*Blog Archive\s*(?:$|(?=\W))")
"""What WordPress's first themes put into the title of single posts, and of nothing else."""
_PATH_OF_NONE = re.compile(
    r"/(?:category|tag|author|search|feed|wp-login\.php|wp-admin|cart|checkout|my-account|shop|product|product-category|forums?|topic|page/\d+|"
    r"members|groups|events?|calendar|gallery|attachment|sitemap|newsletter|login|register|wiki)(?:/|$)",
    re.IGNORECASE,
)
_DATED = re.compile(r"/(?:19|20)\d\d/\d\d/(?:\d\d/)?[^/]+/?$")
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList", "Product", "Event", "DiscussionForumPosting", "QAPage",
                    "ContactPage", "AboutPage", "CheckoutPage", "ImageGallery", "FAQPage", "Recipe", "JobPosting"})  # fmt: skip
_ARTICLES = re.compile(
    r"\"@type\"\s*:\s*(?:\[[^\]]*)?\"(?:\w*Article|BlogPosting|Report|SocialMediaPosting)\""
)
_TYPES = re.compile(r"\"@type\"\s*:\s*\"(\w+)\"")


@dataclass(slots=True)
class Verdict:
    """Points for and against a page's being an article, each with its reason; ``is_article`` is what they make."""

    points: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: int, reason: str) -> None:
        """Counts one piece of evidence."""
        self.points += points
        self.reasons.append(f"{points:+d} {reason}")

    @property
    def is_article(self) -> bool:
        """Whether there is enough for it."""
        return self.points >= ENOUGH


_OTHER_POST = re.compile(
    r"(?:^|\s)type-(page|attachment|product|topic|forum|reply|event|tribe_events)(?:\s|$)"
)


def judge(document: Document, head: Head) -> Verdict:
    """What speaks for the page's being one article, and what against it."""
    verdict = Verdict()
    classes = document.body_classes
    if "single" in classes or document.declared_post_id() is not None:
        verdict.add(4, "body class single or postid-N")
    _judge_head(document, head, verdict)
    _judge_address(document, head, verdict)
    if _form_ids(document):
        verdict.add(2, "a comment form for a post")
    _judge_posts(document, verdict)
    if ENOUGH - _WORTH_OF_COMMENTS <= verdict.points < ENOUGH and _has_comments(document):
        verdict.add(_WORTH_OF_COMMENTS, "comments with ids")
    return verdict


_WORTH_OF_COMMENTS = 3


def _has_comments(document: Document) -> bool:
    """Whether comments stand on the page itself, in no widget: lists of posts have none."""
    return any(sign.kind in (ID, REPLY) and not sign.aside for sign in find_signs(document, survey(document)))


def _judge_head(document: Document, head: Head, verdict: Verdict) -> None:
    metas: dict[str, str] = {}
    for element in document.root.iter("meta"):
        name = element.get("property") or element.get("name")
        if name:
            metas.setdefault(name.lower(), (element.get("content") or "").strip())
    kind = metas.get("og:type", "").lower()
    if kind == "article":
        verdict.add(1, "og:type article")
    elif kind:
        # Some sites call each of their pages `blog`; a front page is called so, too, and says it in more than one way.
        verdict.add(-1 if kind == "blog" else -4, f"og:type {kind}")
    if "article:published_time" in metas:
        verdict.add(2, "article:published_time")
    if "noindex" in metas.get("robots", "").lower() and "replytocom" not in document.url:
        verdict.add(-2, "robots noindex")
    for link in document.root.iter("link"):
        rel, href = link.get("rel") or "", link.get("href") or ""
        if rel == "alternate" and (match := _JSON_POST.search(href)):
            verdict.add(3 if match.group(1) == "posts" else -6, f"its JSON is one of {match.group(1)}")
        elif rel == "shortlink" and "p=" in href:
            verdict.add(2, "shortlink ?p=N")
        elif rel == "shortlink" and "page_id=" in href:
            verdict.add(-6, "shortlink ?page_id=N")
    scripts = " ".join(
        script.text or ""
        for script in document.root.iter("script")
        if script.get("type") == "application/ld+json"
    )
    if scripts:
        if _ARTICLES.search(scripts):
            verdict.add(2, "JSON-LD says article")
        elif others := _LISTS.intersection(_TYPES.findall(scripts)):
            verdict.add(-4, f"JSON-LD says {min(others)}")
    title = _OF_SINGLE_POSTS.sub("", head.title or "")
    if _TITLE_OF_NONE.search(title.partition(" | ")[0]) and len(title) < 60:
        verdict.add(-3, f"titled {title!r}")


def _judge_address(document: Document, head: Head, verdict: Verdict) -> None:
    for url in {document.url, head.canonical_url or document.url}:
        parts = parts_of(url)
        if parts.path in ("", "/"):
            if not re.search(r"(?:^|&)p=\d", parts.query):
                verdict.add(-5, "the site's front page by its address")
            elif url == document.url:
                verdict.add(2, "the address of one post, ?p=N")
        elif _PATH_OF_NONE.search(parts.path) or re.search(
            r"(?:^|&)(?:s|cat|author|tag|m|paged)=", parts.query
        ):
            verdict.add(-4, f"an address of lists: {parts.path}")
        elif url == document.url and _DATED.search(parts.path):
            verdict.add(2, "a dated address")


def _judge_posts(document: Document, verdict: Verdict) -> None:
    """One post with much text is an article; several, or titles that are links to others, are a list."""
    if b"wp-embed" in document.raw and any(
        "wp-embed" in (e.get("class") or "").split() for e in document.body.iter("div")
    ):
        verdict.add(-6, "the card of an article for other sites")
    ids: dict[int, bool] = {}
    for element in document.body.iter("article", "div", "li", "section"):
        if (element.get("class") and "post-" in (element.get("class") or "")) or (
            element.get("id") or ""
        ).startswith("post-"):
            number = id_of(element)
            if number is not None:
                names = element.get("class") or ""
                if other := _OTHER_POST.search(names):
                    verdict.add(
                        -6 if other.group(1) in ("page", "attachment") else -4,
                        f"the post is of type {other.group(1)}",
                    )
                elif "type-post" in names.split() and not ids:
                    verdict.add(1, "marked as a post")
                ids[number] = ids.get(number, False) or _is_linked(element)
    linked = sum(ids.values())
    if linked >= 3 or (len(ids) > 1 and linked == len(ids)):
        verdict.add(
            -3 if document.declared_post_id() is None else 0,
            f"{linked} of {len(ids)} posts have titles that are links",
        )


def _is_linked(post: Element) -> bool:
    """Whether the title of a post is a link, as in lists."""
    for heading in post.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        above = heading.getparent()
        return heading.find(".//a[@href]") is not None or (above is not None and above.tag == "a")
    return False


def is_article(document: Document) -> bool:
    """Whether there is enough evidence for one article, and a post id."""
    head = read_head(document)
    if find_post_id(document, head.post_id)[0] is None:
        return False
    return judge(document, head).is_article
