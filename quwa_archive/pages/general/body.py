"""Where the body of an article stands on a page of no known look.

The body is the smallest element that holds (nearly) all paragraphs of the article; elements that themes call
`entry-content` and the like are preferred where they hold what the paragraphs say they must.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from lxml import etree

from quwa_archive.boilerplate import key_of
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.saying import said_in
from quwa_archive.pages.lines import LONGEST

Element = etree._Element

_CONTENT = re.compile(
    r"(?:^|\s)(?:[a-z0-9]+[-_]){0,2}?(?:entry-?content|post-?content|article-?content|articlebody|article-?body|wp-block-post-content|e-content|td-post-content|post-?body|"
    r"single-?content|the-?content|post-?entry|entry-?body|story-?body|storycontent|story-?content|entry|post_content\S*|entry_content|article_content|"
    r"elementor-widget-theme-post-content|et_pb_post_content|fl-post-content|main-content-text|text-content|blog-content|content-text|copy|"
    r"single-post-content|post-text|article-text|news-content|inner-post-entry|thecontent|post-single-content|body-copy|post_text|entry-inner|post-inner|"
    r"hentry-content|format_text|kcite-content|wpb-content|entry-text)(?:\s|$)",
    re.IGNORECASE,
)
_NOT_BODY = frozenset(
    {
        "aside",
        "nav",
        "footer",
        "form",
        "header",
        "noscript",
        "template",
        "script",
        "style",
        "select",
        "button",
    }
)
HEADINGS = ("h1", "h2", "h3")
_OTHER = re.compile(
    r"(?:^|\s)(?:related\S*|\S*[-_]related\S*|widget|sidebar|recent-?posts\S*|wp-block-query|wp-block-latest-posts|yarpp\S*|jp-relatedposts|more-posts|site-title|"
    r"comments?-title|logo\S*|\S*[-_]logo|branding|menu\S*|author-?(?:box|bio|info|desc)\S*|"
    r"(?:\w+-)?(?:dialog|modal|popup|lightbox)|(?:cookie|gdpr)-\S+|privacy-(?:policy|notice))(?:\s|$)",
    re.IGNORECASE,
)
# Page builders call each piece of a text a widget.
BUILT = re.compile(r"(?:^|\s)(?:elementor-widget|so-panel)(?:\s|$)")
_IDS = frozenset({"comments", "respond", "sidebar"})
_AUTHOR_BOX = re.compile(
    r"(?:about-?(?:the-?)?)?author(?:[-_]?(?:box|bio|info|meta|desc|description|card))?$", re.IGNORECASE
)
# Called so, it may be the whole page as well: a body only where nothing else is.
_WEAK = re.compile(r"(?:^|\s)(?:page-content|post-area|content-area-inner)(?:\s|$)")
META_LINE = re.compile(
    r"(?:^|\s)(?:post-?meta(?:data)?|entry-?(?:meta|utility)|(?:(?:post|entry)-)?byline|meta|post-?info|post-?tags|tags?-?links?|page-?links?|post-nav-links|postmetadata)(?:\s|$)"
)
_A_LINE = 40
_A_PIECE = 120
_FEW = 200
"""Characters of running text that a box about the author, a label or a notice may have, too."""
COMMENTS = re.compile(r"(?:^|\s)(?:comments?\S*|respond)(?:\s|$)")


def find_content(
    document: Document, article: Element | None, barred: Barred, above_title: Collection[Element]
) -> Element | None:
    """The element that holds the body; ``barred`` elements (comments) are none of it, ``above_title`` more than it."""
    content = _content_of(document, article, barred, above_title)
    if content is None and article is None:
        # A header or a menu that is left open holds all of the page in this tree, other than in a browser's.
        kept = {node for inner in document.body.iter("main", "article") for node in inner.iterancestors()}
        if any(node.tag in _NOT_BODY for node in kept):
            content = _content_of(document, None, barred, above_title, kept)
    return content if content is None else gather(content, barred, above_title)


def _content_of(
    document: Document,
    article: Element | None,
    barred: Barred,
    above_title: Collection[Element],
    kept: Iterable[Element] = (),
) -> Element | None:
    apart: dict[Element, bool] = dict.fromkeys(kept, False)
    if article is not None:
        apart[article] = False  # whatever it stands in
    apart.update(dict.fromkeys(barred.elements | barred.repeated, True))
    sizes = _paragraphs(document, article, apart)
    if not sizes:
        return _first_hinted(document, article, barred, above_title, apart)
    totals: dict[Element, int] = defaultdict(int)
    for holder, size in sizes.items():
        node: Element | None = holder
        while node is not None and node.tag not in ("body", "html"):
            totals[node] += size
            node = node.getparent()
    best = max(sizes, key=lambda holder: sizes[holder])
    node = best
    chain: list[Element] = []
    while node is not None and node.tag not in ("body", "html"):
        chain.append(node)
        if node is article:
            break
        node = node.getparent()
    untitled = [node for node in chain if node not in above_title]
    hinted = [node for node in untitled if node not in barred.above and is_hinted(node)]
    largest = max((totals[node] for node in hinted), default=0)
    if hinted and largest >= 0.2 * totals[chain[-1]]:
        return next(node for node in hinted if totals[node] >= 0.95 * largest)
    free = [node for node in untitled if node not in barred.above]
    most = max((totals[node] for node in free), default=0)
    around = [node for node in untitled if node in barred.above]
    shared = next((node for node in around if is_hinted(node)), None)
    if shared is not None and totals[shared] > 1.3 * most:
        return shared
    shared = around[0] if around else None
    named = _first_hinted(document, article, barred, above_title, apart)
    if named is not None and _outweighs(named, most):
        return named
    if shared is not None and _holds_blocks(shared, sizes):
        return shared
    content = next((node for node in free if totals[node] >= 0.95 * most), best)
    return _with_pieces(content, totals, barred, above_title)


def _with_pieces(
    content: Element, totals: dict[Element, int], barred: Barred, above_title: Collection[Element]
) -> Element:
    """A body in several elements beside title or comments, each called differently, as one element."""
    parent = content.getparent()
    if parent is None or (parent not in barred.above and parent not in above_title):
        return content
    pieces = [content]
    for before in (True, False):
        for sibling in content.itersiblings("*", preceding=before):
            if sibling in barred.above or sibling in barred.elements or sibling in above_title:
                break
            if totals.get(sibling, 0) > _A_PIECE and not is_others(sibling) and _is_like(sibling, content):
                pieces.append(sibling)
    # Less than that is a note of the theme's, or a few lines about the author.
    more = sum(totals[piece] for piece in pieces) - totals[content]
    return _wrapped(parent, pieces) if more > 0.25 * totals[content] else content


def _is_like(piece: Element, content: Element) -> bool:
    """Whether an element is made as the largest piece is: with some of its classes, or of paragraphs as it is."""
    shared = set((piece.get("class") or "").split()) & set((content.get("class") or "").split())
    return bool(shared) or (piece.tag == content.tag and len(list(piece.iter("p"))) > 1)


def running_text(document: Document, article: Element | None, barred: Barred) -> int:
    """How many characters of running text an article has, or a page without one, comments left out."""
    apart: dict[Element, bool] = dict.fromkeys(barred.elements | barred.repeated, True)
    if article is not None:
        apart[article] = False
    return sum(_paragraphs(document, article, apart).values())


def _outweighs(named: Element, most: int) -> bool:
    """Whether an element that is called a body is it, though paragraphs of ``most`` characters stand elsewhere."""
    return most < _FEW or len(said_in(named)) >= most


def _holds_blocks(shared: Element, sizes: dict[Element, int]) -> bool:
    """Whether text and comments stand side by side in one element, without anything round the text alone."""
    return sizes.get(shared, 0) >= _A_LINE or any(
        "wp-block-" in (child.get("class") or "") for child in shared if child.tag in ("div", "figure")
    )


def gather(content: Element, barred: Barred, above_title: Collection[Element]) -> Element:
    """A body in several elements of one name, with other things between them, as one element."""
    names, parent = content.get("class"), content.getparent()
    if not names or parent is None or not is_hinted(content):
        return content
    pieces = [child for child in parent if child.get("class") == names and child.tag == content.tag]
    if len(pieces) == 1:
        return content
    start, end = parent.index(pieces[0]), parent.index(pieces[-1]) + 1
    between = list(parent)[start:end]
    if any(child in barred.above or child in barred.elements or child in above_title for child in between):
        return content
    return _wrapped(parent, pieces, names)


def _wrapped(parent: Element, pieces: Sequence[Element], names: str = "") -> Element:
    """A new element round these children and all that stands between them."""
    numbers = [parent.index(piece) for piece in pieces]
    between = list(parent)[min(numbers) : max(numbers) + 1]
    whole = etree.Element("div", {"class": names} if names else None)
    between[0].addprevious(whole)
    whole.tail = None
    for child in between:
        whole.append(child)
    whole.tail, whole[-1].tail = whole[-1].tail, None
    return whole


def is_hinted(element: Element) -> bool:
    """Whether an element is called what themes call a body."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return _CONTENT.search(names) is not None


class Barred:
    """Elements that are no part of the article (its comments), and those that hold them.

    ``repeated`` are paragraphs that the site prints on its other articles, too: they do not tell where the body is.
    """

    __slots__ = ("above", "elements", "repeated")

    def __init__(self, elements: set[Element], repeated: Iterable[Element] = ()) -> None:
        self.elements = elements
        self.repeated = frozenset(repeated)
        self.above: set[Element] = set()
        for element in elements:
            for node in element.iterancestors():
                if node in self.above:
                    break
                self.above.add(node)


def repeated_in(document: Document) -> set[Element]:
    """Paragraphs that the site prints on its other articles, too, outside of what themes call a body."""
    if not document.boilerplate:
        return set()
    return {
        element
        for element in document.body.iter("p", "blockquote", "pre")
        if len(said := said_in(element)) <= LONGEST
        and key_of(said) in document.boilerplate
        and not any(map(is_hinted, element.iterancestors()))
    }


def _paragraphs(
    document: Document, article: Element | None, apart: dict[Element, bool]
) -> dict[Element, int]:
    """How many characters of running text stand in paragraphs right under each element, links not counted."""
    sizes: dict[Element, int] = defaultdict(int)
    for element in (document.body if article is None else article).iter("p", "blockquote", "pre"):
        holder = element.getparent()
        if holder is None or _is_apart(holder, apart) or apart.get(element):
            continue
        if (names := element.get("class")) and element.tag == "p" and META_LINE.search(names):
            sizes[holder] += 1  # a line of date and author, by which a body without a paragraph is found
            continue
        size = _length(element)
        if size > 20 and element.find("a") is not None:
            size -= sum(_length(link) for link in element.iter("a"))
        if size > 0 and (element.tag != "blockquote" or element.find("p") is None):
            outer = holder.getparent() if holder.tag == "blockquote" else holder
            sizes[holder if outer is None else outer] += size
    return sizes


def _length(element: Element) -> int:
    """Characters of what an element says; templates fill a line of the theme's with blanks."""
    said = said_in(element)
    return len(" ".join(said.split())) if "\n" in said or "  " in said else len(said)


def _is_apart(element: Element, apart: dict[Element, bool]) -> bool:
    trail = []
    node: Element | None = element
    known = False
    while node is not None:
        if node in apart:
            known = apart[node]
            break
        trail.append(node)
        node = node.getparent()
    for above in reversed(trail):
        if not known and above.tag not in ("body", "html", "main", "article"):
            names, name = above.get("class"), above.get("id")
            known = (
                above.tag in _NOT_BODY
                or (names is not None and _OTHER.search(names) is not None and BUILT.search(names) is None)
                or (name is not None and (name in _IDS or _AUTHOR_BOX.match(name) is not None))
                or above.get("role") == "dialog"
            )
        apart[above] = known
    return known


def _first_hinted(
    document: Document,
    article: Element | None,
    barred: Barred,
    above_title: Collection[Element],
    apart: dict[Element, bool],
) -> Element | None:
    """The first element that is called a body, and holds neither title nor comments."""
    weak: Element | None = None
    for element in (document.body if article is None else article).iter(
        "div", "section", "td", "main", "span"
    ):
        names = element.get("class") or element.get("itemprop")
        if not names or element in barred.above:
            continue
        if (
            (is_hinted(element) or (weak is None and _WEAK.search(names)))
            and not _is_apart(element, apart)
            and element not in above_title
        ):
            if is_hinted(element):
                return element
            weak = element
    return weak


def is_other(element: Element) -> bool:
    """Whether an element is a menu, a widget or a list of other posts."""
    if element.tag in ("aside", "nav", "footer"):
        return True
    if element.get("id") in ("site-title", "blog-title", "logo", "branding"):
        return True
    names = element.get("class")
    return (
        names is not None
        and element.tag not in ("body", "html", "main", "article")
        and _OTHER.search(names) is not None
    )


def _lists_posts(element: Element) -> bool:
    """Whether the permalinks of several posts stand in an element."""
    return len({link.get("href") for link in element.iterfind(".//a[@rel='bookmark']")}) > 2


def is_others(element: Element) -> bool:
    """Whether something beside the body is a list of other posts, a menu, a widget, the comments."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        element.tag in ("nav", "form")
        or _lists_posts(element)
        or (_OTHER.search(names) is not None and "author" not in names)
        or COMMENTS.search(names) is not None
    )
