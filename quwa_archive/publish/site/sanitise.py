"""HTML that strangers wrote, made harmless: nothing in it runs, loads, or looks like the page around it."""

from __future__ import annotations

import lxml.etree
import lxml.html
import nh3
from markupsafe import Markup

_INLINE = {
    *("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small"),
    *("span", "strong", "sub", "sup", "u", "bdi", "bdo"),
}
_BLOCK = {"p", "blockquote", "ul", "ol", "li", "pre", "dl", "dt", "dd", "hr", "div"}
_ARTICLE = {
    *(
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "figure",
        "figcaption",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
    ),
    *("td", "th"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}
_EMBEDDED = ("iframe", "embed", "video", "audio", "object", "source")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def clean_article(html: str, url: str) -> Markup:
    """A body's HTML: structure and links stay; images and embedded media become links to where they are."""
    return _clean(html, url, _INLINE | _BLOCK | _ARTICLE, headings_to={"h1": "h2"})


def clean_comment(html: str, url: str) -> Markup:
    """A comment's HTML: as an article's, without headings and tables."""
    return _clean(html, url, _INLINE | _BLOCK, headings_to=dict.fromkeys(_HEADINGS, "p"))


def _clean(html: str, url: str, tags: set[str], *, headings_to: dict[str, str]) -> Markup:
    if "<img" in html or "<h" in html or any(f"<{name}" in html for name in _EMBEDDED):
        html = _with_links_for_media(html, headings_to)
    return Markup(  # noqa: S704 (that is what nh3 is for)
        nh3.clean(
            html,
            tags=tags,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow ugc",
            clean_content_tags={"script", "style", "template", "noscript", "textarea", "select", "title"},
            strip_comments=True,
            # Relative addresses are those of the archived page, not of this server.
            url_relative=("rewrite_with_base", url) if url.startswith(("http://", "https://")) else "deny",
        )
    )


def _with_links_for_media(html: str, headings_to: dict[str, str]) -> str:
    """Before the cleaning, which has the last word: what would load from elsewhere becomes a link with its name."""
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return html
    for element in list(root.iter("img", *_EMBEDDED)):
        source = (element.get("src") or element.get("data") or "").strip()
        name = (element.get("alt") or element.get("title") or "").strip()
        kind = "image" if element.tag == "img" else "embedded"
        if element.tag == "img" and "emoji" in (element.get("class") or "") and name:
            _replace(element, None, name)
        elif source.startswith(("http://", "https://", "/")):
            inside_link = any(parent.tag == "a" for parent in element.iterancestors())
            _replace(
                element, None if inside_link else source, f"[{kind}: {name or source.rsplit('/', 1)[-1]}]"
            )
        elif name:
            _replace(element, None, f"[{kind}: {name}]")
    for heading, tag in headings_to.items():
        for element in root.iter(heading):
            element.tag = tag
    inner: str = lxml.html.tostring(root, encoding="unicode")
    return inner


def _replace(element: lxml.html.HtmlElement, href: str | None, text: str) -> None:
    parent = element.getparent()
    if parent is None:
        return
    new = lxml.html.Element("a" if href else "span")
    if href:
        new.set("href", href)
    new.text = text
    new.tail = element.tail
    parent.replace(element, new)
