"""What stands above and below a text within its element: lines of date, author and terms, counts, labels, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from quwa_archive.boilerplate import Boilerplate
from quwa_archive.pages.document import Document
from quwa_archive.pages.general.datelike import find_date
from quwa_archive.pages.general.metalines import is_meta, is_meta_line
from quwa_archive.pages.general.repeats import Repeats
from quwa_archive.pages.general.saying import said_in

Element = etree._Element

_SILENT = frozenset({"script", "style", "noscript", "template", "hr", "br", "link", "meta", "svg"})
_HOLDERS = frozenset({"div", "section", "article", "main", "center", "header", "footer"})
_LINES = frozenset({"p", "div", "header", "footer", "ul", "small", "address", "section"})
_LABELS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SHOWS = ("img", "iframe", "video", "audio", "embed", "object", "table")
_LONGEST_LINE = 240
_LONGEST_FOOTER = 300
_LONGEST_LABEL = 60
_LIMIT = 400
_MOST_OF_BOXES = 2_000

_COUNT = re.compile(r"[\d.,]+\s?[kKmM]?\+?")
_COUNTED = re.compile(r"count|like|vote|share|view|heart", re.IGNORECASE)
_LABEL_NAMES = re.compile(r"(?:^|[\s_-])(?:shar(?:e|ing)|related|social|similar)(?:[\s_-]|$)", re.IGNORECASE)
_LABEL_WORDS = re.compile(
    r"(?:share\b|sharing\b|spread the|related\b|similar\b|you (?:may|might) (?:also|like)|see also|more (?:on|from|like)\b|read (?:more|next|also)\b|"
    r"teil(?:e|en)\b|diesen (?:beitrag|artikel)|ähnlich|verwandt|weiterlesen|das könnte|mehr zum|auch interessant|"
    r"comparti|compárt|relacionad|artículos|entradas|también te|te puede|quizás|"
    r"partag|à lire|articles? (?:similaires|liés)|vous aimerez|"
    r"compartilh|partilh|veja também|leia (?:também|mais)|artigos|condivid|leggi anche|articoli|potrebbe|"
    r"deel\b|delen\b|lees ook|gerelateerd|udostępnij|podziel|zobacz (?:też|także)|podobne|"
    r"поделит|похож|читайте|смотрите|по теме|paylaş|benzer|ilgili|bagikan|terkait|baca juga|シェア|関連|分享|相关)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"this (?:entry|post|article) was (?:posted|written|published|filed)\b|"
    r"(?:both )?(?:(?:comments?|responses|replies|pings|trackbacks|discussion)(?: and (?:pings|trackbacks|comments))? (?:are|is|have been) (?:\w+ )?(?:closed|off|disabled|not allowed)|"
    r"you can (?:leave a (?:response|comment)|skip to the end|follow any)|"
    r"(?:die )?kommentar(?:e|funktion)[\w ]{0,25}(?:geschlossen|deaktiviert)|(?:les )?commentaires (?:sont )?(?:fermés|désactivés)|"
    r"(?:los )?comentarios (?:est[aá]n )?(?:cerrados|desactivados)|(?:os )?comentários (?:estão )?(?:fechados|encerrados|desativados)|"
    r"(?:i )?commenti (?:sono )?(?:chiusi|disabilitati)|(?:de )?reacties zijn gesloten|(?:możliwość komentowania|komentarze)[\w ]{0,25}(?:wyłączon|zamknięt)|"
    r"(?:комментарии|обсуждение) (?:к записи )?(?:закрыт|отключен))",
    re.IGNORECASE,
)  # fmt: skip
_BUTTONS = re.compile(
    r"facebook\.com/(?:v[\d.]+/)?plugins/(?:like|share|follow|page)|platform\.twitter\.com/widgets/(?:tweet|follow)_button|plusone\.google"
)
_SUBSCRIBE = re.compile(r"subscri|abonn|suscr|inscri|iscri|подпис|\brss\b", re.IGNORECASE)
_TURN_WORDS = (
    "previous next older newer prev before after story stories article articles post posts entry entries page read more go to the "
    "vorheriger vorherige nächster nächste beitrag artikel zurück weiter précédent suivant article anterior siguiente próximo "
    "precedente successivo vorige volgende предыдущая следующая статья запись назад вперёд"
)
_TURNS = frozenset(_TURN_WORDS.split())
_FEED = re.compile(r"/feed/?$|[?&]feed=|feeds?\.feedburner\.com|/rss/?$", re.IGNORECASE)
_SHARING = re.compile(r"shar(?:e|ing)|social|addtoany|a2a_|ssba|shariff", re.IGNORECASE)


def edge_lines(
    document: Document, content: Element, doomed: set[Element], language: str | None
) -> tuple[list[Element], list[Element]]:
    """The theme's and plugins' lines at both ends of a body, and those of them that the site repeats.

    ``doomed`` are those that are known to go already.

    Looks no further than the first block that says anything else: what stands amid a text is the text's.  Where all
    of a body is what the site repeats, that is its text.
    """
    boilerplate = document.boilerplate
    found, repeated = _lines(content, doomed, language, Repeats(document, content, boilerplate))
    if boilerplate and (_is_nothing(content, doomed.union(found)) or _is_most(content, found)):
        return _lines(content, doomed, language, Repeats(document, content, Boilerplate()))
    return found, repeated


def _lines(
    content: Element, doomed: set[Element], language: str | None, repeats: Repeats
) -> tuple[list[Element], list[Element]]:
    above = _Edge(doomed, language, repeats, below=False)
    above.walk(content)
    below = _Edge(doomed.union(above.found), language, repeats, below=True)
    below.walk(content)
    below.give_up_pending()
    return [*above.found, *below.found], [*above.repeated, *below.repeated]


def _is_most(content: Element, found: list[Element]) -> bool:
    """Whether more would go than boxes hold: pages that share their text, as those of a theme's demonstration do."""
    letters = sum(len(said_in(element)) for element in found)
    return letters > _MOST_OF_BOXES and letters > 0.5 * len(said_in(content))


def _is_nothing(content: Element, doomed: set[Element]) -> bool:
    return not _said(content, doomed) and not _shows(content, doomed)


class _Edge:
    """One end of a body: what was found there, whether the last that was passed goes, and whether it is a list of links.

    ``pending`` are lists of links that go if a label above them does; what was found above them meanwhile stays or goes with
    them, ``settled`` is how much is certain.
    """

    def __init__(self, doomed: set[Element], language: str | None, repeats: Repeats, *, below: bool) -> None:
        self.doomed, self.language, self.repeats, self.below = doomed, language, repeats, below
        self.found: list[Element] = []
        self.repeated: list[Element] = []
        self.pending: list[Element] = []
        self.settled = (0, 0)
        self.passed = False
        self.listed = False

    def give_up_pending(self) -> None:
        """No label came: the links stay, and whatever stands above them."""
        if self.pending:
            del self.found[self.settled[0] :], self.repeated[self.settled[1] :]

    def walk(self, holder: Element) -> bool:
        """Goes inwards; whether there is nothing but such lines in an element."""
        if not self.below and (holder.text or "").strip():
            return False
        for block in reversed(holder) if self.below else holder:
            has_tail = bool((block.tail or "").strip())
            if (self.below and has_tail) or not self._passes(block) or has_tail:
                return False
        return not (holder.text or "").strip()

    def _passes(self, block: Element) -> bool:
        if block in self.doomed:
            self.passed = True
            return True
        if block.tag in _SILENT:
            return True
        said = _said(block, self.doomed)
        if not said:
            if _shows(block, self.doomed):
                self.passed = False
                return not self.below
            self.passed = self.passed or any(element in self.doomed for element in block.iter("*"))
            return True
        is_line = self._is_line(block, said)
        if is_line or self.repeats.has(block, said, announces=self.passed or bool(self.pending)):
            self.found.append(block)
            if not is_line:
                self.repeated.append(block)
            if self.repeats.is_label(said):
                self.found.extend(self.pending)
                self.pending = []
            self.passed = True
            self.listed = block.tag == "ul"
            return True
        if self.below and self.repeats.is_links(block, said):
            if not self.pending:
                self.settled = (len(self.found), len(self.repeated))
            self.pending.append(block)
            return True
        return block.tag in _HOLDERS and self._walks_through(block)

    def _walks_through(self, block: Element) -> bool:
        """Goes into an element; of a box with something of this article's own, what the site repeats in it stays, too."""
        before = len(self.repeated)
        is_through = self.walk(block)
        goes = is_through and self.repeats.is_no_own(block)
        if len(self.repeated) > before and not goes and not self.repeats.is_wrapper(block):
            kept = set(self.repeated[before:])
            self.found = [element for element in self.found if element not in kept]
            del self.repeated[before:]
        return is_through

    def _is_line(self, block: Element, said: str) -> bool:
        if (
            block.tag in _LINES
            and len(said) <= _LONGEST_LINE
            and is_meta_line(block, said, self.doomed, self.language)
        ):
            return True
        if (
            (block.tag in _HEADINGS or block.tag == "time")
            and len(said) <= _LONGEST_LABEL
            and (is_meta(block) or self._is_day(block, said))
        ):
            return True
        if _COUNT.fullmatch(said):
            return block.tag != "p" and any(
                _COUNTED.search(element.get("class") or "")
                for element in block.iter("div", "span", "a", "li")
            )
        if self.below and block.tag in _LINES and len(said) <= _LONGEST_LINE and _CLOSED.match(said):
            return True
        if (
            self.below
            and block.tag == "footer"
            and len(said) <= _LONGEST_FOOTER
            and block.find(".//p") is None
        ):
            return True
        if (
            block.tag in _LINES
            and len(said) <= _LONGEST_LINE
            and (_is_turning(block, said) or _is_feeds(block))
        ):
            return True
        return self._is_label(block, said)

    def _is_day(self, block: Element, said: str) -> bool:
        """Whether a heading above a text says a day and nothing else; a diary has one above each of its parts."""
        found = find_date(said, self.language)
        if self.below or found is None or not found.day or found.end - found.start < len(said):
            return False
        others = (
            other for other in block.itersiblings(block.tag) if find_date(_said(other, set()), self.language)
        )
        return next(others, None) is None

    def _is_label(self, block: Element, said: str) -> bool:
        """Whether a heading or a few words announce what goes: `Share this:`, `Related posts`."""
        if (
            block.tag not in _LABELS
            or len(said) > _LONGEST_LABEL
            or next(block.iter("a", "img", "ul"), None) is not None
        ):
            return False
        if self.below and not self.passed:
            return False
        if not self.below and not self._is_sharing_next(block):
            return False
        if self.below and self.listed and block.tag in _HEADINGS:
            return True
        names = f"{block.get('class') or ''} {block.get('id') or ''}"
        return (
            said.endswith((":", "\uff1a", "\u2026", "..."))
            or _LABEL_NAMES.search(names) is not None
            or _LABEL_WORDS.match(said) is not None
        )

    def _is_sharing_next(self, block: Element) -> bool:
        for after in block.itersiblings():
            if after in self.doomed:
                return _is_sharing(after)
            if _said(after, self.doomed):
                return False
            if inner := [element for element in after.iter("*") if element in self.doomed]:
                return _is_sharing(after) or any(map(_is_sharing, inner))
        return False


def _is_turning(block: Element, said: str) -> bool:
    """Whether a line has links to the posts before and after, and beside them arrows and labels alone."""
    links = [link for link in block.iter("a") if {"prev", "next"} & set((link.get("rel") or "").split())]
    rest = said
    for link in links:
        rest = rest.replace(" ".join(said_in(link).split()), "", 1)
    words = re.findall(r"[^\W_]+", rest.casefold())
    return bool(links) and _TURNS.issuperset(words)


def _is_feeds(block: Element) -> bool:
    """Whether a line asks to subscribe to the feed: one link, to it, in a line of the theme's own element."""
    links = list(block.iter("a"))
    return (
        block.tag == "div"
        and len(links) == 1
        and _FEED.search(links[0].get("href") or "") is not None
        and _SUBSCRIBE.search(said_in(block)) is not None
    )


def _is_sharing(element: Element) -> bool:
    return _SHARING.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _said(element: Element, doomed: set[Element]) -> str:
    """The beginning of what an element says beside what goes."""
    pieces: list[str] = []
    length = 0
    for piece in _pieces(element, doomed):
        pieces.append(piece)
        length += len(piece)
        if length > _LIMIT:
            break
    return " ".join("".join(pieces).split())


def _pieces(element: Element, doomed: set[Element]) -> Iterator[str]:
    if element.text and element.text.strip():
        yield element.text
    for child in element:
        if child not in doomed and child.tag not in _SILENT:
            if child.tag in _LINES or child.tag in ("li", "td", "h2", "h3", "h4"):
                yield " "
            yield from _pieces(child, doomed)
        if child.tail:
            yield child.tail if child.tail.strip() else " "


def _shows(element: Element, doomed: set[Element]) -> bool:
    for shown in (element, *element.iter(*_SHOWS)):
        if shown.tag == "iframe" and _BUTTONS.search(shown.get("src") or ""):
            continue
        if shown.tag in _SHOWS and not any(
            node in doomed or node.tag == "noscript" for node in (shown, *shown.iterancestors())
        ):
            return True
    return False
