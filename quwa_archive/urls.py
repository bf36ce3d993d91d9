"""Addresses: one spelling for each, what kind of page is behind it, and what must never be fetched.

Pure text work, no network.  Shapes marked *seen* were read off quwa.org's own pages; the rest is WordPress's.
Junk (``javascript:``, ``mailto:``, ``http://[bad``) raises ``ValueError`` from `canonical` and `article_url`
only; every other function answers it with its "no" (``foreign``, ``False``, ``None`` or ``""``).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Kind = Literal[
    "article",  # may be one; only its page can tell
    "part",  # page 2, 3, … of a split article
    "comment_page",  # one page of an article's comments
    "listing",  # home, category, tag, author, date archive, section, /page/N/
    "page",  # a standing page by name: about, contact, privacy
    "api",
    "feed",  # of the site or of a listing
    "sitemap",
    "asset",  # images, files, wp-content
    "trap",  # endless, duplicate, private or with effects: never fetched
    "foreign",  # another site, or no web address at all
]

# Seen on quwa.org as the first part of article addresses; alone they are listings, and a number after them is
# a slug and no part.  `archives` is WordPress's own for permalinks made of the post id.
_SECTIONS = frozenset({"daily-news", "daily-views", "quwa-premium", "quwa-premium-excerpt", "archives"})
_LISTINGS = frozenset({"category", "tag", "author", "type"})
_PAGES = frozenset(
    {"about", "about-us", "contact", "contact-us", "privacy", "privacy-policy", "cookie-policy", "terms"}
    | {"terms-and-conditions", "terms-of-service", "terms-of-use", "disclaimer", "advertise", "subscribe"}
    | {"newsletter", "membership", "pricing", "faq", "sitemap"}
)
_TRAP_FOLDERS = frozenset(
    {"wp-admin", "search", "calendar", "cgi-bin", "cdn-cgi", "cart", "checkout", "my-account", "account"}
    | {"login", "logout", "log-in", "log-out", "register", "lost-password", "wishlist"}
)
_TRAP_ENDINGS = frozenset({"amp", "embed", "trackback"})
_TRAP_QUERIES = frozenset(
    {"replytocom", "s", "share", "preview", "preview_id", "preview_nonce", "like_comment", "unlike_comment"}
    | {"add-to-cart", "add_to_wishlist", "remove_item", "action", "unapproved", "moderation-hash", "amp"}
    | {"doing_wp_cron", "attachment_id", "ical", "outlook-ical", "eventdisplay", "tribe-bar-date", "print"}
    | {"print-posts", "orderby", "redirect_to", "customize_changeset_uuid", "wc-ajax", "wordfence_lh"}
)
_FEED_NAMES = frozenset({"rss", "rss2", "atom", "rdf"})
# Files by their ending; `.html` and unknown endings may be articles.
_ASSET = re.compile(
    r"jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|heic|mp3|m4a|ogg|wav|mp4|m4v|webm|mov|avi|wmv|flv|3gp|pdf|docx?|odt"
    r"|rtf|xlsx?|ods|csv|pptx?|odp|epub|zip|gz|tgz|tar|bz2|xz|rar|7z|exe|apk|iso|m?js|css|map|json|xml|xslt?|txt"
    r"|woff2?|ttf|otf|eot|swf|km[lz]|ics|vcf|webmanifest"
)

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\Z|\[[0-9a-f:.]+\]\Z")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_BEFORE_QUERY = re.compile(r"[^?#]+")
_NUMBER = re.compile(r"[0-9]{1,18}\Z")
_EXTENSION = re.compile(r"\.([a-z][a-z0-9]{1,10}|3gp|7z)\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\Z")
_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\Z")
_PART = re.compile(r"(?:[2-9]|[1-9][0-9])\Z")  # 2 to 99: what is longer is a slug (a year, an id)
_COMMENT_PAGE = re.compile(r"comment-page-([0-9]{1,9})\Z")
_COMMENT_ANCHOR = re.compile(r"(?:comment-[0-9]+|respond|reply-title)\Z")
_SLUG_DATE = re.compile(r"-([0-9]{2})-([0-9]{2})-([0-9]{4})(?:-[0-9]{1,2})?\Z")
_EVENT_SPAN = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\Z")


class _Address(NamedTuple):
    """A parsed address.  ``port`` is ``None`` for the default one; ``segments`` are normalised path parts."""

    scheme: str
    host: str
    port: int | None
    segments: tuple[str, ...]
    slash: bool  # whether the path as given ends in one
    query: str
    fragment: str


@lru_cache(maxsize=4096)
def _parse(url: str) -> _Address:
    """Take `url` apart.  ValueError unless it is an absolute http(s) address with a usable host and port."""
    # Browsers read a backslash as a slash, but not in the query or the fragment.
    parts = urlsplit(_BEFORE_QUERY.sub(lambda found: found[0].replace("\\", "/"), url.strip(), count=1))
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"not a web address: {url[:200]!r}")
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii").lower().rstrip(".")
    if not _HOST.match(host):
        raise ValueError(f"no usable host in {url[:200]!r}")
    port = parts.port
    if port == (443 if parts.scheme == "https" else 80):
        port = None
    segments: list[str] = []
    for segment in quote(_PERCENT.sub(_one_percent, parts.path), safe="/:@!$&'()*+,;=%~").split("/"):
        if segment == "..":
            if segments:
                segments.pop()
        elif segment not in ("", "."):
            segments.append(segment)
    slash = parts.path.endswith(("/", "/.", "/.."))
    return _Address(parts.scheme, host, port, tuple(segments), slash, parts.query, parts.fragment)


def _one_percent(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"  # a lone percent sign
    letter = chr(int(found[1], 16))
    return letter if letter in _UNRESERVED else found[0].upper()


def _query(address: _Address) -> dict[str, str]:
    """The query's names in lower case with the first value of each."""
    pairs: dict[str, str] = {}
    if address.query:
        for name, value in parse_qsl(address.query, keep_blank_values=True):
            pairs.setdefault(name.strip().lower(), value.strip())
    return pairs


def _spell(address: _Address, segments: tuple[str, ...], kept: tuple[str, ...], *, slash: bool) -> str:
    """Put an address together again; of the query the numbers named in `kept`, in that order."""
    port = "" if address.port is None else f":{address.port}"
    path = "/".join(("", *segments))
    if slash or not segments or not _EXTENSION.search(segments[-1]):
        path += "/"
    query = _query(address)
    numbers = [f"{name}={int(query[name])}" for name in kept if _NUMBER.match(query.get(name, ""))]
    return f"{address.scheme}://{address.host}{port}{path}{'?' if numbers else ''}{'&'.join(numbers)}"


def canonical(url: str) -> str:
    """The one spelling of an absolute http(s) address, ASCII only; the same text when applied again.

    Scheme and host in lower case, an international host in punycode, no default port, no user name; ``%xx``
    in upper case and only where needed (other letters are encoded as UTF-8); no ``//``, ``/./``, ``/../``;
    one slash at the end unless the last part is a file name; no fragment; of the query only the numbers of
    plain permalinks (``p``, ``page_id``) and what selects a view of them that is an address of its own (a
    part, ``?p=12&page=2``; a comment page, ``?cpage=3``).  Scheme and ``www.`` stay as they are: those are
    different addresses (see `same_site`).  ValueError for anything else.
    """
    address = _parse(url)
    kept = ("p", "page_id", "page", "cpage") if _is_plain(_query(address)) else ("cpage",)
    return _spell(address, address.segments, kept, slash=address.slash)


def _is_plain(query: dict[str, str]) -> bool:
    """Whether the query names a post by its id (plain permalinks)."""
    return any(_NUMBER.match(query.get(name, "")) for name in ("p", "page_id"))


def article_url(url: str) -> str:
    """The canonical address of the article that `url` belongs to.

    Takes off ``/comment-page-N/``, part numbers, ``/feed/``, ``/amp/``, ``/embed/``, ``/trackback/``,
    ``?replytocom``, ``?page``, ``?cpage`` and the fragment.  ValueError as `canonical`.
    """
    address = _parse(url)
    segments = address.segments
    while (shorter := _without_ending(segments)) != segments:
        segments = shorter
    slash = address.slash or segments != address.segments
    return _spell(address, segments, ("p", "page_id"), slash=slash)


def _without_ending(segments: tuple[str, ...]) -> tuple[str, ...]:
    """`segments` without one ending that leads to another view of the same article."""
    last = segments[-1].lower() if segments else ""
    if last == "feed" or last in _TRAP_ENDINGS or _COMMENT_PAGE.match(last):
        return segments[:-1] if _has_slug(segments[:-1]) else segments
    if last in _FEED_NAMES and len(segments) > 1 and segments[-2].lower() == "feed":
        return segments[:-2] if _has_slug(segments[:-2]) else segments
    return segments[:-1] if _part(segments) else segments


def _date_end(segments: tuple[str, ...]) -> int:
    """How many leading segments end with a date (``2016/05/12``, ``2016/05``, ``2016``); 0 without a date."""
    for start, segment in enumerate(segments):
        if _YEAR.match(segment):
            if start + 1 == len(segments):
                return start + 1 if start == 0 else 0
            if _MONTH.match(segments[start + 1]):
                dated = start + 2 < len(segments) and _DAY.match(segments[start + 2])
                return start + (3 if dated else 2)
    return 0


def _has_slug(segments: tuple[str, ...]) -> bool:
    """Whether the path names something below dates and sections that could be an article."""
    rest = segments[_date_end(segments) :]
    return bool(rest) and not (len(rest) == 1 and rest[0].lower() in _SECTIONS)


def _part(segments: tuple[str, ...]) -> int | None:
    """The part number that the path ends in: 2 to 99 after something that can be an article."""
    if not segments or not _PART.match(segments[-1]):
        return None
    before = segments[:-1]
    lowered = {segment.lower() for segment in before}
    if lowered & (_LISTINGS | {"page", "wp-json", "wp-content"}) or _date_end(segments) == len(segments):
        return None
    return int(segments[-1]) if _has_slug(before) else None


def comment_page(url: str) -> int | None:
    """N of ``/comment-page-N/`` or ``?cpage=N``, else ``None``; it may be larger than the site has pages."""
    address = _try(url)
    if address is None:
        return None
    found = _COMMENT_PAGE.match(address.segments[-1].lower()) if address.segments else None
    number = found[1] if found else _query(address).get("cpage", "")
    return int(number) if _NUMBER.match(number) else None


def part_number(url: str) -> int | None:
    """Which part of a split article the address says it is, from 2; ``None`` for the article itself.

    None are ``/2016/05/12/1984/`` (a slug that is a number), ``/page/2/``, ``/2016/11/``, ``/category/x/2/``.
    """
    address = _try(url)
    if address is None:
        return None
    segments = address.segments
    if segments and _COMMENT_PAGE.match(segments[-1].lower()):
        segments = segments[:-1]
    query = _query(address)
    if _is_plain(query):
        return int(query["page"]) if _PART.match(query.get("page", "")) else None
    return _part(segments)


def _try(url: str) -> _Address | None:
    try:
        return _parse(url)
    except ValueError:
        return None


def same_site(url: str, site: str) -> bool:
    """Whether `url` lies on `site` (which may be a folder: ``https://host/blog/``).

    http and https, ``www.`` and bare count as one; ports must match, but for the default ones.  Junk in `url`
    is ``False``; ValueError for a `site` that is no web address.
    """
    home, address = _parse(site), _try(url)
    return address is not None and _on(address, home)


def _on(address: _Address, home: _Address) -> bool:
    return (
        address.host.removeprefix("www.") == home.host.removeprefix("www.")
        and address.port == home.port
        and address.segments[: len(home.segments)] == home.segments
    )


def kind(url: str, site: str) -> Kind:
    """What is behind `url`, as far as the address alone can tell, seen from `site`.

    ``article`` means *may be*: a country's front page (``/pakistan/air-force/``) cannot be told from one.  A
    link to one comment or to the form (``#comment-12``, ``#respond``) is a ``trap``; to the comments
    (``#comments``) it is not.  ``foreign`` for junk.  ValueError for a `site` that is no web address.
    """
    home, address = _parse(site), _try(url)
    if address is None or not _on(address, home):
        return "foreign"
    segments = tuple(segment.lower() for segment in address.segments[len(home.segments) :])
    if segments[:1] == ("index.php",):
        segments = segments[1:]
    query = _query(address)
    route = query.get("rest_route") or ("/".join(segments) if segments[:1] == ("wp-json",) else None)
    if route is not None:
        return "trap" if "oembed" in route else "api"
    if _COMMENT_ANCHOR.match(address.fragment.lower()) or _TRAP_QUERIES & query.keys():
        return "trap"
    return _kind_by_name(segments) or _kind_by_query(query, segments) or _kind_by_shape(segments)


def _kind_by_name(segments: tuple[str, ...]) -> Kind | None:
    """What file names and WordPress's own folders say."""
    if not segments:
        return None
    first, name = segments[0], segments[-1]
    found = _EXTENSION.search(name)
    extension = found[1] if found else ""
    if first in ("wp-content", "wp-includes"):
        return "asset"
    if extension in ("xml", "gz", "txt") and "sitemap" in name:
        return "sitemap"
    if name in ("rss.xml", "feed.xml", "atom.xml"):
        return "feed"
    if extension == "php" or first in _TRAP_FOLDERS:
        return "trap"  # wp-login.php, xmlrpc.php, and scripts whose queries are not known
    if first in ("events", "event") and _EVENT_SPAN.match(name):
        return "trap"  # a calendar's months, without end
    return "asset" if _ASSET.fullmatch(extension) else None


def _kind_by_query(query: dict[str, str], segments: tuple[str, ...]) -> Kind | None:
    """What WordPress's query variables say; `None` for a query that selects nothing."""
    plain = _is_plain(query)
    if "sitemap" in query:
        return "sitemap"
    if "feed" in query:
        return "trap" if plain or not _is_listing(segments) else "feed"
    if _NUMBER.match(query.get("cpage", "")) and (plain or _has_slug(segments)):
        return "comment_page"
    if plain and not segments:
        return "part" if _PART.match(query.get("page", "")) else "article"
    return None


def _kind_by_shape(segments: tuple[str, ...]) -> Kind:
    """What the path says: endings first, then listings, then what may be an article."""
    if segments[-2:-1] == ("feed",) and segments[-1] in _FEED_NAMES:
        segments = segments[:-1]
    if segments[-1:] == ("feed",):
        return "feed" if segments[0] == "comments" or _is_listing(segments[:-1]) else "trap"
    if _is_listing(segments):
        return "listing"
    if _COMMENT_PAGE.match(segments[-1]):
        return "comment_page" if _has_slug(segments[:-1]) else "trap"
    if "attachment" in segments[1:-1] or (segments[-1] in _TRAP_ENDINGS and _has_slug(segments[:-1])):
        return "trap"
    if _part(segments):
        return "part"
    return "page" if len(segments) == 1 and segments[0] in _PAGES else "article"


def _is_listing(segments: tuple[str, ...]) -> bool:
    if segments[-2:-1] == ("page",) and _NUMBER.match(segments[-1]):
        return True
    if not segments or segments[0] in _LISTINGS:
        return True
    if len(segments) == 1 and segments[0] in _SECTIONS:
        return True
    return _YEAR.match(segments[0]) is not None and _date_end(segments) == len(segments)


def date_in(url: str) -> str | None:
    """The date in an address (``/2016/05/12/…`` or ``…-05-12-2016/``) as ISO ``2016-05-12``, else ``None``.

    Only a claim: quwa.org has one article at two dated addresses, 2018/03/14 and 2019/10/22.
    """
    address = _try(url)
    if address is None or not address.segments:
        return None
    end = _date_end(address.segments)
    triple: tuple[str, ...] = address.segments[end - 3 : end] if end >= 3 else ()
    if len(triple) == 3 and _YEAR.match(triple[0]):
        year, month, day = triple
    elif found := _SLUG_DATE.search(_slug(url)):
        month, day, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def domain(url: str) -> str:
    """The host of a web address in lower case without ``www.``; ``""`` where there is none (``mailto:``)."""
    address = _try(url)
    return "" if address is None else address.host.removeprefix("www.")


def slug(url: str) -> str:
    """The last part of the article's address (or of a term's or author's), readable: Urdu in letters.

    ``""`` where there is none: a home page, ``/?p=12``, junk.
    """
    return unquote(_slug(url), errors="replace")


def author_key(url: str) -> str:
    """What tells an author from all others: the slug of the author's page, or ``author:2`` for ``/?author=2``.

    ``""`` where the address names none.
    """
    address = _try(url)
    number = _query(address).get("author", "") if address else ""
    return f"author:{int(number)}" if _NUMBER.match(number) else slug(url)


def _slug(url: str) -> str:
    address = _try(url)
    if address is None:
        return ""
    segments = address.segments
    while (shorter := _without_ending(segments)) != segments:
        segments = shorter
    return segments[-1] if segments else ""
