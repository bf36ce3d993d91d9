"""What stands in and beside a body: furniture of themes and plugins, and the post's own header and footer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import cast

from lxml import etree

from quwa_archive.pages.document import Document
from quwa_archive.pages.furniture import FURNITURE, remove
from quwa_archive.pages.general.body import BUILT, COMMENTS, HEADINGS, META_LINE, Barred, is_others
from quwa_archive.pages.general.edges import edge_lines
from quwa_archive.pages.general.metalines import closing_line
from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.general.sharing import sharing_lines

Element = etree._Element

# Blocks in or round a body that are not the article's, whatever a theme calls them exactly.
_FURNITURE = re.compile(
    r"(?:^|\s)(?:[a-z0-9]+[-_]){0,2}?(?:sharedaddy|share|shar(?:e|ing)[-_]\S*|\S*[-_]shar(?:e|ing)|social\S*|\S*social-?(?:links?|icons?|share)\S*|addtoany\S*|a2a_\S*|heateor\S*|jp-relatedposts|"
    r"related\S*|\S*[-_]related\S*|yarpp\S*|author-?box\S*|about-?(?:the-?)?author\S*|author-?bio\S*|author-?info\S*|author-?desc\S*|author-?profile\S*|ratingblock|thumblock|hreview-aggregate|post-?author\S*|saboxplugin\S*|abh_box\S*|m-a-box\S*|"
    r"post-?tags?|tags-?links?|tag-?links?|entry-?tags|tagcloud|post[-_]?meta\S*|entry-?meta\S*|post-?info|entry-?footer|entry-?utility|postmetadata|byline|"
    r"post-?navigation|nav-?links|navigation|pagination|page-?links?|pagelinks?|wp-pagenavi|post-nav\S*|breadcrumbs?|newsletter\S*|subscri(?:be|ption)\S*|mc4wp\S*|"
    r"ez-toc\S*|toc|toc_container|adsbygoogle|ad|ads|advert\S*|ad-(?:slot|unit|container)\S*|sponsor\S*|code-block|promo\S*|wp-?ratings?|post-ratings|kk-star-ratings|"
    r"comments?|comments?-(?:area|list|wrap|section|respond|form)\S*|commentlist|wp-block-comments\S*|disqus\S*|wpdiscuz\S*|fb-comments|"
    r"screen-reader-text|sr-only|print-?link|edit-?link|post-edit-link|post-views|views?-?count\S*|reading-?time|likes?-button|widget|widget-area|sidebar|wpcnt|wpa|"
    r"wwsgd|yasr-\S*|powerpress_links\S*|post_related_box|wp-post-author\S*|sociable\S*|wp_rp_\S*|uab-\S*|akpc_pop|slidebox|single_?meta|post_?stats|after_?story|post_meta_(?:up|down)|addthis_\S*|mc_embed_\S*|snap_\S*|st-post-(?:tags|share))(?:\s|$)",
    re.IGNORECASE,
)


_A_NOTE = 60
"""Characters of what nobody sees: the version of a plugin, a counter."""
_FURNITURE_IDS = frozenset(
    {
        "comments",
        "respond",
        "toc_container",
        "related-posts",
        "more-posts",
        "moreposts",
        "slidebox",
        "mc_embed_signup",
        "author-desc",
        "author-description",
        "author-info",
        "author-box",
        "authorbox",
        "about-author",
        "aboutAuthor",
        "uab-frontend-wrapper",
    }
)


def remove_unseen(document: Document) -> None:
    """Takes out of a page the few words that styles keep out of sight more than once: the version of a plugin.

    What is hidden once may be what somebody wrote.
    """
    hidden = [
        element
        for element in cast("list[Element]", _STYLED(document.body))
        if _HIDDEN.search(element.get("style") or "") and len(element.attrib) == 1 and not len(element)
    ]
    counts = Counter(element.text for element in hidden)
    for element in hidden:
        if element.text and len(element.text) <= _A_NOTE and counts[element.text] > 1:
            remove(element)


_STYLED = etree.XPath(".//*[@style]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def remove_furniture(
    content: Element,
    barred: Barred,
    language: str | None,
    document: Document,
    kept: Collection[Element] = (),
) -> tuple[list[Element], int]:
    """Takes out of a body what themes and plugins put there beside the article; ``kept`` are known to be of it.

    Returns what may say something of the article: not what holds its comments, whose dates and names are readers';
    and how many characters of it are the site's, for they stand on its other articles, too.
    """
    doomed: list[Element] = []
    for element in content.iter("*"):
        if element is content:
            continue
        names = element.get("class")
        if element in barred.above:
            if names and COMMENTS.search(names):
                doomed.append(element)
        elif (names and _is_furniture(element, names) and FURNITURE.isdisjoint(names.split())) or (
            element.get("id") in _FURNITURE_IDS and element.tag not in HEADINGS
        ):
            doomed.append(element)
    doomed.extend(_term_lines(content))
    doomed.extend(sharing_lines(content))
    doomed.extend(closing_line(content))
    edges, repeated = edge_lines(document, content, set(doomed), language)
    doomed.extend(edges)
    taken = []
    for element in doomed:
        if element.getparent() is None or not any(above is content for above in element.iterancestors()):
            continue  # gone with what held it
        if element in kept:
            continue
        is_large = len(said_in(element)) > 0.5 * len(said_in(content)) and element.find(".//p") is not None
        if is_large and element not in edges:
            continue  # more than half of the body is no furniture, whatever it is called
        remove(element)
        if element not in barred.above:
            taken.append(element)
    return taken, sum(len(said_in(element)) for element in taken if element in repeated)


def _is_furniture(element: Element, names: str) -> bool:
    """Paragraphs and headings have classes that editors gave them; only the plainest words tell them apart."""
    if element.tag in _TEXT_TAGS:
        return META_LINE.search(names) is not None
    if element.tag in ("ol", "ul") and element.find(".//form") is None and COMMENTS.search(names):
        return False  # an editor's list, whatever its class; the page's own comments have been read and are known
    if BUILT.search(names):
        # A piece of a page that was put together in a builder: text, unless it is called something else, too.
        names = _BUILDERS.sub(" ", names)
        if _BUILT_FURNITURE.search(names):
            return True
    found = _FURNITURE.search(names)
    if found is not None and "author" in found.group().lower() and element.tag == "div":
        # A box about the author names him: by a link, a heading, a picture.
        return any(True for _ in element.iter("a", "img", "h2", "h3", "h4", "h5", "h6", "span", "strong"))
    return found is not None


_BUILDERS = re.compile(r"(?:^|(?<=\s))(?:elementor-)?(?:widget|element|so-panel)(?=\s|$)")
_BUILT_FURNITURE = re.compile(
    r"(?:^|\s)(?:elementor-widget-(?:post-\S+|posts|author-box|share-buttons|social-icons|breadcrumbs|table-of-contents|sidebar|nav-menu|search-form|"
    r"wp-widget-\S+)|widget_(?:recent\S*|archives?|categories|tag_cloud|nav_menu|search|meta|pages|rss|calendar))(?:\s|$)"
)
_TEXT_TAGS = frozenset(
    {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
        "table",
        "img",
        "li",
        "a",
        "em",
        "strong",
    }
)


def _term_lines(content: Element) -> list[Element]:
    """Lines of links to the post's categories and tags: a body that says nothing else in an element is not its text."""
    found: list[Element] = []
    for link in content.iter("a"):
        if "tag" not in (link.get("rel") or "").split():
            continue
        line: Element | None = None
        node = link.getparent()
        while node is not None and node is not content:
            linked = sum(len(said_in(other)) for other in node.iter("a"))
            if len(said_in(node).strip()) > linked + 30:
                break
            line = node
            node = node.getparent()
        if line is not None and line not in found:
            found.append(line)
    return found


def around(content: Element, article: Element | None, title: Element | None, barred: Barred) -> list[Element]:
    """What stands beside the body and belongs to the post: header and footer of the article."""
    return list(_around(content, article, title, barred))


def _around(
    content: Element, article: Element | None, title: Element | None, barred: Barred
) -> Iterator[Element]:
    if title is not None and (article is None or all(node is not article for node in title.iterancestors())):
        for number, sibling in enumerate(title.itersiblings()):
            if sibling is content or number == 3:
                break
            if len(said_in(sibling)) < 120:
                yield sibling
    node = content
    seen_title = title is None
    for level in range(6):
        if node is article and level:
            yield from _lines_behind(node)
            break
        if node.tag in ("body", "main"):
            break
        for sibling in (*reversed(list(node.itersiblings(preceding=True))), *node.itersiblings()):
            yield from _own_parts(sibling, barred, 3)
        above = node.getparent()
        if above is None:
            break
        if title is not None and not seen_title and any(a is above for a in title.iterancestors()):
            seen_title = True
            if article is None:
                break
        node = above
    if (
        not seen_title
        and title is not None
        and (header := title.getparent()) is not None
        and header.tag not in ("body", "main")
    ):
        yield header


def _lines_behind(article: Element) -> Iterator[Element]:
    """Lines of terms and dates right behind the article's own element: no further than the next that says more."""
    for number, sibling in enumerate(article.itersiblings()):
        if number == 4 or (sibling.tag not in ("p", "div", "ul", "footer")):
            return
        if META_LINE.search(sibling.get("class") or "") and sibling.find(".//article") is None:
            yield sibling
        elif said_in(sibling).strip():
            return


def _own_parts(element: Element, barred: Barred, levels: int) -> Iterator[Element]:
    """An element beside the body, or what of it is not the comments: themes wrap both in one."""
    if element in barred.elements or is_others(element):
        return
    if element not in barred.above:
        yield element
    elif levels:
        for child in element:
            yield from _own_parts(child, barred, levels - 1)
