"""From a response body to items: chooses the stage that reads it. The spider and a rebuild both go through here."""

from __future__ import annotations

import logging
from dataclasses import replace
from email.message import Message

from quwa_archive import pages
from quwa_archive.discovery import feed, listing, rest, sitemap
from quwa_archive.errors import PageError
from quwa_archive.items import FeedCommentItem, PageItem, ProblemItem, VisitItem
from quwa_archive.records import Capture

logger = logging.getLogger(__name__)


def add_response(
    visit: VisitItem, capture: Capture, body: bytes, *, content_type: str | None, site: str
) -> None:
    """Reads one captured response into the visit it belongs to, as the run that made it did.

    Raises DiscoveryError for an answer of a way of discovery that is not what was asked for.
    """
    if capture.status != 200:
        return
    if visit.kind == "article":
        add_page(visit, capture, body, charset(content_type))
    elif visit.kind != "gone":
        add_answer(visit, capture, body, site=site)


def add_page(visit: VisitItem, capture: Capture, body: bytes, encoding: str | None) -> PageItem | None:
    """Reads one page of an article into the visit; what cannot be read becomes a problem, never a row.

    `encoding` is the charset of the Content-Type header, if any.  Returns the page, or None with a problem
    noted (and, when it is not the first page, the visit marked incomplete).
    """
    try:
        page = pages.read(
            body,
            url=capture.url,
            encoding=encoding,
            statement=visit.statement,
            boilerplate=visit.boilerplate,
        )
    except PageError as error:
        visit.problems.append(ProblemItem(capture.url, error.reason, str(error), capture.id))
        visit.complete = visit.complete and not visit.pages
        return None
    if visit.pages and page.post_id != visit.pages[0].post_id:
        detail = f"shows post {page.post_id} where post {visit.pages[0].post_id} was expected"
        visit.problems.append(ProblemItem(capture.url, "other_post", detail, capture.id))
        visit.complete = False
        return None
    visit.pages.append(page)
    visit.page_captures.append(capture)
    return page


Answer = (
    rest.SiteInfo
    | rest.Posts
    | rest.Comments
    | sitemap.Sitemap
    | feed.Feed
    | feed.CommentsFeed
    | listing.Listing
)


def add_answer(visit: VisitItem, capture: Capture, body: bytes, *, site: str) -> Answer:
    """Reads one answer of a way of discovery into the visit, and returns it for what else it says (next pages)."""
    answer: Answer
    match visit.kind:
        case "rest-index":
            answer = rest.parse_index(body)
            visit.clocks.extend(replace(clock, utc=capture.fetched_at) for clock in answer.clocks())
            return answer
        case "rest-posts":
            answer = rest.parse_posts(body, site=site)
            visit.clocks.extend(answer.clocks)
            visit.stated_posts.extend(answer.stated)
        case "rest-comments":
            answer = rest.parse_comments(body, site=site)
            visit.clocks.extend(answer.clocks)
            visit.api_comments.extend(answer.comments)
        case "sitemap":
            answer = sitemap.parse_sitemap(body, url=capture.url, site=site)
        case "feed":
            answer = feed.parse_feed(body, url=capture.url, site=site)
            visit.stated_posts.extend(answer.stated)
        case "comments-feed":
            answer = feed.parse_comments_feed(body, url=capture.url, site=site)
            visit.feed_comments.extend(
                FeedCommentItem(c.comment_id, c.article_url, c.utc) for c in answer.comments if c.utc
            )
        case "listing":
            answer = listing.parse_listing(body, url=capture.url, site=site)
        case other:
            raise ValueError(f"unknown kind of visit: {other}")
    visit.sightings.extend(answer.sightings)
    for skipped in answer.skipped:
        logger.debug("%s: %s passed over (%s)", capture.url, skipped.what, skipped.reason)
    return answer


def charset(content_type: str | None) -> str | None:
    """The charset that a Content-Type header names, or None."""
    if not content_type:
        return None
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset()
