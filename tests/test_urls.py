"""Addresses: one spelling each, no article lost, no trap fetched."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive import urls

SITE = "https://quwa.org/"
URDU = "پاک-فضائیہ"

JUNK = [
    "", " ", "#", "#comments", "/daily-news/relative/", "//quwa.org/no-scheme/", "javascript:void(0)",
    "mailto:editor@quwa.org", "tel:+92123", "data:text/plain,x", "ftp://quwa.org/x", "http://",
    "https:///path/", "http://[bad", "http://[bad]/x/", "https://quwa.org:99999/",
    "https://quwa.org:port/", "https://a b.org/", "https://quwa..org/", "https://<host>/",
    "https://\ud800.org/", "https://quwa.org/\ud800", "https://⁈.org/",
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://QUWA.org:443/2016/05/12/Slug", "https://quwa.org/2016/05/12/Slug/"),
        ("http://quwa.org:80", "http://quwa.org/"),
        ("http://quwa.org:443/x-y/", "http://quwa.org:443/x-y/"),
        ("http://127.0.0.1:8088/x-y", "http://127.0.0.1:8088/x-y/"),
        ("https://www.quwa.org/x-y/", "https://www.quwa.org/x-y/"),
        ("https://reader:secret@quwa.org/x-y/", "https://quwa.org/x-y/"),
        ("https://quwa.org/x-y///", "https://quwa.org/x-y/"),
        ("https://quwa.org/a/./b/../c/", "https://quwa.org/a/c/"),
        ("https://quwa.org/../../c/", "https://quwa.org/c/"),
        ("https://quwa.org\\daily-news\\x-y", "https://quwa.org/daily-news/x-y/"),
        ("  https://quwa.org/x-y/\n", "https://quwa.org/x-y/"),
        ("https://quwa.org/with space/", "https://quwa.org/with%20space/"),
        ("https://quwa.org/100%/", "https://quwa.org/100%25/"),
        ("https://quwa.org/%7Euser/%2d/", "https://quwa.org/~user/-/"),
        ("https://quwa.org/a%2fb/", "https://quwa.org/a%2Fb/"),
        (f"https://quwa.org/{URDU}/", f"https://quwa.org/{quote(URDU)}/"),
        (f"https://quwa.org/{quote(URDU).lower()}/", f"https://quwa.org/{quote(URDU)}/"),
        ("https://quwa.org/x-y/?utm_source=a&fbclid=b#comments", "https://quwa.org/x-y/"),
        ("https://quwa.org/?p=0012&utm_source=a", "https://quwa.org/?p=12"),
        ("https://quwa.org/?cpage=2&page=3&p=12", "https://quwa.org/?p=12&page=3&cpage=2"),
        ("https://quwa.org/?p=twelve", "https://quwa.org/"),
        ("https://quwa.org/x-y/?page=3", "https://quwa.org/x-y/"),
        ("https://quwa.org/report.pdf", "https://quwa.org/report.pdf"),
        ("https://quwa.org/old-article.html?x=1", "https://quwa.org/old-article.html"),
        ("https://quwa.org/block-2.0", "https://quwa.org/block-2.0/"),
        ("https://bücher.example/x-y", "https://xn--bcher-kva.example/x-y/"),
        ("https://quwa.org./x-y/", "https://quwa.org/x-y/"),
        ("http://[::1]:8088/x-y", "http://[::1]:8088/x-y/"),
    ],
)
def test_canonical_has_one_spelling(given: str, expected: str) -> None:
    assert urls.canonical(given) == expected
    assert urls.canonical(expected) == expected


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_a_value_error_or_a_plain_no(junk: str) -> None:
    for refusing in (urls.canonical, urls.article_url):
        with pytest.raises(ValueError):  # noqa: PT011 - the class is the contract, its words are not
            refusing(junk)
    assert urls.kind(junk, SITE) == "foreign"
    assert urls.same_site(junk, SITE) is False
    assert (urls.comment_page(junk), urls.part_number(junk), urls.date_in(junk)) == (None, None, None)
    assert (urls.domain(junk), urls.slug(junk)) == ("", "")


@pytest.mark.parametrize("site", ["", "quwa.org", "http://[bad"])
def test_a_site_that_is_no_address_is_an_error_of_the_caller(site: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        urls.kind("https://quwa.org/", site)
    with pytest.raises(ValueError):  # noqa: PT011
        urls.same_site("https://quwa.org/", site)


@pytest.mark.parametrize(
    ("url", "article"),
    [
        ("https://quwa.org/2016/05/12/slug/comment-page-3/#comments", "https://quwa.org/2016/05/12/slug/"),
        ("https://quwa.org/2016/05/12/slug/2/", "https://quwa.org/2016/05/12/slug/"),
        ("https://quwa.org/2016/05/12/slug/2/comment-page-3/", "https://quwa.org/2016/05/12/slug/"),
        ("https://quwa.org/2016/05/12/1984/", "https://quwa.org/2016/05/12/1984/"),
        ("https://quwa.org/2016/05/12/1984/2/", "https://quwa.org/2016/05/12/1984/"),
        ("https://quwa.org/2016/05/12/12/", "https://quwa.org/2016/05/12/12/"),
        ("https://quwa.org/2016/05/12/amp/", "https://quwa.org/2016/05/12/amp/"),
        ("https://quwa.org/daily-news/2/", "https://quwa.org/daily-news/2/"),
        ("https://quwa.org/daily-news/slug/feed/", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/daily-news/slug/feed/atom/", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/daily-news/slug/amp", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/daily-news/slug/embed/", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/daily-news/slug/trackback/", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/daily-news/slug/?replytocom=9#respond", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/daily-news/slug/?cpage=2", "https://quwa.org/daily-news/slug/"),
        ("https://quwa.org/?p=12&page=2&cpage=3#comment-4", "https://quwa.org/?p=12"),
        ("https://quwa.org/quwa-premium-excerpt/slug-2/", "https://quwa.org/quwa-premium-excerpt/slug-2/"),
        ("https://quwa.org/feed/", "https://quwa.org/feed/"),
        ("https://quwa.org/page/2/", "https://quwa.org/page/2/"),
    ],
)
def test_every_view_of_an_article_leads_to_it(url: str, article: str) -> None:
    assert urls.article_url(url) == article
    assert urls.article_url(article) == article


@pytest.mark.parametrize(
    ("url", "part", "page"),
    [
        ("https://quwa.org/2016/05/12/slug/2/", 2, None),
        ("https://quwa.org/a-post-in-four-pages/4/", 4, None),
        ("https://quwa.org/daily-news/slug/3/comment-page-2/", 3, 2),
        ("https://quwa.org/?p=12&page=2&cpage=5", 2, 5),
        ("https://quwa.org/daily-news/slug/comment-page-99/#comments", None, 99),
        ("https://quwa.org/daily-news/slug/?cpage=7", None, 7),
        ("https://quwa.org/2016/", None, None),
        ("https://quwa.org/2016/11/", None, None),
        ("https://quwa.org/2016/11/12/", None, None),
        ("https://quwa.org/2016/11/12/13/", None, None),
        ("https://quwa.org/page/2/", None, None),
        ("https://quwa.org/2016/11/page/2/", None, None),
        ("https://quwa.org/category/daily-news/2/", None, None),
        ("https://quwa.org/tag/jf-17/page/4/", None, None),
        ("https://quwa.org/daily-news/jf-17/", None, None),
        ("https://quwa.org/daily-news/1971/", None, None),
        ("https://quwa.org/daily-news/slug/1/", None, None),
        ("https://quwa.org/daily-news/slug/02/", None, None),
        ("https://quwa.org/archives/12/", None, None),
    ],
)
def test_parts_and_comment_pages(url: str, part: int | None, page: int | None) -> None:
    assert urls.part_number(url) == part
    assert urls.comment_page(url) == page


ARTICLES = [
    "/2016/05/12/slug/", "/2016/05/12/slug", "/2016/05/12/1984/", "/daily-news/slug/",
    "/daily-views/slug/", "/quwa-premium/slug/", "/quwa-premium-excerpt/slug-2/",
    "/pakistan/pakistan-air-force/slug/", "/pakistan/slug-05-12-2023/", f"/daily-news/{URDU}/",
    "/slug-at-the-root/", "/?p=12", "/?page_id=3", "/daily-news/slug/?utm_source=x",
    "/daily-news/slug/#comments", "/daily-news/slug/#more-12", "/index.php/2016/05/12/slug/",
    "/old-article.html", "/daily-news/calendar/", "/daily-news/search-for-wreck/",
    "/daily-news/slug/?show_comments=1",
]  # fmt: skip

NOT_ARTICLES = {
    "listing": [
        "", "/", "/?paged=2", "/page/2/", "/category/daily-news/", "/category/daily-news/page/9/",
        "/tag/jf-17/", "/author/bilalkhan/", "/author/bilalkhan/page/2/", "/2016/", "/2016/05/",
        "/2016/05/12/", "/2016/05/page/2/", "/daily-news/", "/daily-news/page/3/", "/quwa-premium/",
        "/?cat=3", "/?author=1",
    ],
    "page": [
        "/about/", "/contact", "/privacy-policy/",
    ],
    "part": [
        "/2016/05/12/slug/2/", "/daily-news/slug/4/", "/?p=12&page=2",
    ],
    "comment_page": [
        "/daily-news/slug/comment-page-2/#comments", "/daily-news/slug/?cpage=2", "/?p=12&cpage=2",
    ],
    "api": [
        "/wp-json/", "/wp-json/wp/v2/posts?orderby=id&page=2", "/?rest_route=/wp/v2/posts",
    ],
    "feed": [
        "/feed/", "/feed/?paged=2", "/comments/feed/", "/category/daily-news/feed/", "/feed/atom/",
        "/?feed=rss2",
    ],
    "sitemap": [
        "/wp-sitemap.xml", "/sitemap_index.xml", "/post-sitemap2.xml", "/sitemap.xml.gz",
        "/?sitemap=posts",
    ],
    "asset": [
        "/wp-content/uploads/2016/05/jet.jpg", "/report.PDF", "/wp-includes/x.js", "/data.zip",
        "/robots.txt",
    ],
    "foreign": [
        "https://evil.org/2016/05/12/slug/", "https://quwa.org.evil.org/", "https://quwa.org@evil.org/x/",
        "https://quwa.org:8443/daily-news/slug/", "//gmpg.org/xfn/11",
    ],
}  # fmt: skip

TRAPS = [
    "/daily-news/slug/?replytocom=1187", "/daily-news/slug/?replytocom=1187#respond", "/?s=submarine",
    "/page/2/?s=submarine", "/search/submarine/", "/daily-news/slug/?share=facebook",
    "/daily-news/slug/?share=x&nb=1", "/daily-news/slug/feed/", "/2016/05/12/slug/feed/rss2/",
    "/?p=12&feed=rss2", "/?p=12&preview=true", "/daily-news/slug/?preview=1",
    "/wp-login.php?redirect_to=x", "/wp-admin/", "/wp-admin/admin-ajax.php", "/xmlrpc.php",
    "/xmlrpc.php?rsd", "/wp-comments-post.php", "/wp-cron.php?doing_wp_cron", "/cart/",
    "/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fquwa.org%2F", "/daily-news/slug/embed/",
    "/daily-news/slug/amp/", "/daily-news/slug/?amp=1", "/daily-news/slug/trackback/",
    "/daily-news/slug/#comment-1187", "/daily-news/slug/comment-page-2/#comment-1187",
    "/daily-news/slug/#respond", "/daily-news/slug/?like_comment=7", "/shop/book/?add-to-cart=3",
    "/calendar/2016-05/", "/events/2031-07/", "/events/?ical=1", "/my-account/",
    "/daily-news/slug/?print=print", "/?attachment_id=9", "/daily-news/slug/attachment/jet/",
    "/comment-page-2/", "/daily-news/slug/?ReplyToCom=3",
    "/daily-news/slug/?unapproved=3&moderation-hash=x",
]  # fmt: skip


@pytest.mark.parametrize("path", ARTICLES)
def test_may_be_an_article(path: str) -> None:
    assert urls.kind(f"https://quwa.org{path}", SITE) == "article"


@pytest.mark.parametrize("path", TRAPS)
def test_traps_are_never_anything_else(path: str) -> None:
    assert urls.kind(f"https://quwa.org{path}", SITE) == "trap"


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, paths in NOT_ARTICLES.items() for path in paths]
)
def test_other_kinds(kind: str, path: str) -> None:
    url = path if kind == "foreign" else f"https://quwa.org{path}"
    assert urls.kind(url, SITE) == kind


@pytest.mark.parametrize(
    ("url", "site", "expected"),
    [
        ("http://www.quwa.org/x-y/", "https://quwa.org/", True),
        ("https://quwa.org:443/x-y/", "http://www.quwa.org", True),
        ("http://127.0.0.1:8088/x-y/", "http://127.0.0.1:8088/", True),
        ("http://127.0.0.1/x-y/", "http://127.0.0.1:8088/", False),
        ("https://blog.quwa.org/x-y/", "https://quwa.org/", False),
        ("https://host.example/blog/2016/05/12/slug/", "https://host.example/blog/", True),
        ("https://host.example/blog", "https://host.example/blog/", True),
        ("https://host.example/blogger/x-y/", "https://host.example/blog/", False),
        ("https://host.example/x-y/", "https://host.example/blog", False),
    ],
)
def test_same_site(url: str, site: str, expected: bool) -> None:
    assert urls.same_site(url, site) is expected


def test_a_site_in_a_folder_is_seen_from_its_folder() -> None:
    site = "https://host.example/blog/"
    kinds = {
        path: urls.kind(f"https://host.example{path}", site)
        for path in (
            "/blog/",
            "/blog/2016/",
            "/blog/2016/05/12/slug/2/",
            "/blog/feed/",
            "/blog/x-y/",
            "/x-y/",
        )
    }
    assert list(kinds.values()) == ["listing", "listing", "part", "feed", "article", "foreign"]


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://quwa.org/2018/03/14/slug/", "2018-03-14"),
        ("https://host.example/blog/2018/3/4/slug/", "2018-03-04"),
        ("https://quwa.org/pakistan/slug-05-12-2023/", "2023-05-12"),
        ("https://quwa.org/pakistan/slug-05-12-2023-2/", "2023-05-12"),
        ("https://quwa.org/2018/02/31/slug/", None),
        ("https://quwa.org/pakistan/slug-13-12-2023/", None),
        ("https://quwa.org/2018/03/slug/", None),
        ("https://quwa.org/daily-news/slug/", None),
    ],
)
def test_date_in(url: str, date: str | None) -> None:
    assert urls.date_in(url) == date


def test_domain_and_slug_are_readable() -> None:
    assert urls.domain("HTTP://WWW.Dawn.com:80/news/1268091") == "dawn.com"
    assert urls.slug(f"https://quwa.org/daily-news/{quote(URDU).lower()}/comment-page-2/#c") == URDU
    assert urls.slug("https://quwa.org/author/bilalkhan/") == "bilalkhan"
    assert urls.slug("https://quwa.org/?p=12") == ""


_WORDS = st.sampled_from(
    [
        "2016", "05", "12", "2", "slug", "a-b", URDU,
        "feed", "amp", "page", "comment-page-3", "..", ".", "", "%d9%be", "%", "%zz", "%2e%2e", "category",
        "daily-news", "x.html", "a b", "C", "index.php", "embed", "atom",
    ]
)  # fmt: skip
_TAILS = st.sampled_from(
    ["", "/", "?p=7", "/?p=7&page=2", "?cpage=2", "?utm_source=x", "#comment-4", "?%", "?p=\u0663"]
)
_SHAPES = st.builds(
    lambda host, words, tail: f"{host}/{'/'.join(words)}{tail}",
    st.sampled_from(
        ["https://quwa.org", "HTTP://WWW.Quwa.org:80", "http://127.0.0.1:8088", "https://bücher.example"]
    ),
    st.lists(_WORDS, max_size=6),
    _TAILS,
)
_ANYTHING = st.one_of(
    _SHAPES, st.text().map("https://quwa.org/".__add__), st.text().map("http://".__add__), st.text()
)


@given(_ANYTHING)
def test_canonical_is_idempotent_and_plain(url: str) -> None:
    try:
        once = urls.canonical(url)
    except ValueError:
        return
    assert urls.canonical(once) == once
    assert once.isascii()
    assert not set(once) & set(' "<>\\^`{|}\n\t#')


@given(_ANYTHING)
def test_article_url_is_stable(url: str) -> None:
    try:
        article = urls.article_url(url)
    except ValueError:
        return
    assert urls.article_url(article) == article
    assert urls.canonical(article) == article
    assert urls.article_url(urls.canonical(url)) == article
    assert urls.part_number(article) is None
    assert urls.slug(article) == urls.slug(url)


@given(_ANYTHING)
def test_nothing_else_ever_raises(url: str) -> None:
    known = {
        "article",
        "part",
        "comment_page",
        "listing",
        "page",
        "api",
        "feed",
        "sitemap",
        "asset",
        "trap",
        "foreign",
    }
    kind = urls.kind(url, SITE)
    assert kind in known
    assert (kind == "foreign") is not urls.same_site(url, SITE)
    assert isinstance(urls.domain(url) + urls.slug(url) + str(urls.date_in(url)), str)
    assert urls.comment_page(url) is None or kind != "article"


@given(_SHAPES)
def test_what_may_be_an_article_keeps_its_kind_when_spelled_canonically(url: str) -> None:
    if urls.kind(url, SITE) in ("article", "part", "comment_page", "listing"):
        assert urls.kind(urls.canonical(url), SITE) == urls.kind(url, SITE)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://quwa.org/author/bilal-khan/", "bilal-khan"),
        ("https://quwa.org/?author=2", "author:2"),
        ("https://quwa.org/blog/?author=02", "author:2"),
        ("https://quwa.org/?author=bilal", ""),
        ("mailto:bilal@example.org", ""),
    ],
)
def test_author_key(url: str, key: str) -> None:
    assert urls.author_key(url) == key
