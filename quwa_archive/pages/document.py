"""One HTML page, parsed once: the tree, its address and what its ``<body>`` says about itself.

Everything else in ``pages/`` reads from a `Document`.  The tree belongs to its reader: furniture is taken out
of it in place (a copy of the tree would cost more than all fields together), so a document is read once.
"""

from __future__ import annotations

import re
import threading
from typing import cast
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from quwa_archive.boilerplate import Boilerplate
from quwa_archive.errors import UnknownLayout
from quwa_archive.pages import depth

_BAD_BYTES = frozenset({"ERR_INVALID_ENCODING", "ERR_INVALID_CHAR", "I18N_CONV_FAILED"})
_POST_ID = re.compile(r"(?:^|\s)postid-(\d+)(?:\s|$)")
_BODY_TAG = re.compile(rb"<!--.*?-->|<script\b.*?</script|<body\b([^>]*)", re.IGNORECASE | re.DOTALL)
_CLASS = re.compile(rb"\sclass\s*=\s*([\"'])(.*?)\1", re.IGNORECASE | re.DOTALL)
_BY_ID = etree.XPath("id($id)")
# Addresses that lead to no document: controls and ways to reach a person, not links of a text.
_NO_DOCUMENT = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "sms:", "whatsapp:")


class _Parser(threading.local):
    """One parser a thread: pages are read in several, and what a parser says of its errors is of its last page.

    Comments and processing instructions are dropped while parsing: they are never published text, and text after
    `<!--more-->` would hang on a node that most walks skip.
    """

    def __init__(self) -> None:
        self.html = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)


_parser = _Parser()


class Document:
    """A parsed page: ``root`` (`<html>`), ``body``, ``body_classes``, ``url`` and ``base`` for relative links.

    ``raw`` are the bytes it was parsed from, for cheap tests whether a marker occurs at all; ``boilerplate`` what the site
    prints on its other articles, too.
    """

    __slots__ = ("base", "body", "body_class", "body_classes", "boilerplate", "raw", "root", "url")

    def __init__(self, raw: bytes, root: etree._Element, url: str, boilerplate: Boilerplate | None) -> None:
        self.raw = raw
        self.boilerplate = Boilerplate() if boilerplate is None else boilerplate
        self.root = root
        self.url = url
        body = root.find("body")
        self.body = root if body is None else body
        self.body_class = self.body.get("class") or ("" if self.body.attrib else _class_in_source(raw))
        self.body_classes = frozenset(self.body_class.split())
        self.base = url
        base = root.find("head/base")
        if base is not None:
            self.base = self.absolute(base.get("href")) or url

    def by_id(self, name: str) -> etree._Element | None:
        """The first element with this id, by libxml2's index of ids (no scan), or ``None``."""
        found = cast("list[etree._Element]", _BY_ID(self.root, id=name))
        return found[0] if found else None

    def declared_post_id(self) -> int | None:
        """The N of ``postid-N`` in the classes of ``<body>``; WordPress prints it on every single post."""
        match = _POST_ID.search(self.body_class)
        return int(match.group(1)) if match else None

    def absolute(self, href: str | None) -> str | None:
        """``href`` made absolute; ``None`` for anchors, scripts, mail and what is no address at all."""
        if not href:
            return None
        href = href.strip()
        if href.startswith(("http://", "https://")):
            return href
        if not href or href.lower().startswith(_NO_DOCUMENT):
            return None
        try:
            return urljoin(self.base, href)
        except ValueError:  # `http://[` and the like: not an address that anyone could follow
            return None


def _class_in_source(raw: bytes) -> str:
    """The classes of ``<body>`` by its tag: the parser begins a body of its own where a picture stands in the head."""
    tag = next((found[1] for found in _BODY_TAG.finditer(raw) if found[1] is not None), b"")
    named = _CLASS.search(tag)
    return named[2].decode("utf-8", "replace") if named else ""


def parts_of(address: str) -> SplitResult:
    """The parts of an address; all empty for `http://[` and the like, which people type and which is kept as it stands."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def tokens(element: etree._Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def parse(
    body: bytes, *, url: str, encoding: str | None = None, boilerplate: Boilerplate | None = None
) -> Document:
    """Parses a page of any quality; raises `UnknownLayout` when there is not one element in it.

    The page is read as UTF-8 where its bytes are valid UTF-8, whatever it says it is: no other encoding looks
    like it by chance, and servers that announce ISO-8859-1 for UTF-8 pages are common.
    """
    named, mark = read_bom(body)
    html = body.removeprefix(mark) if mark is not None else body
    if named is not None and named != "utf-8":
        html = _reencode(html, named)
    # NUL bytes go first: libxml2 before 2.14 ends the page at the first one, later ones print U+FFFD.
    if b"\0" in html:
        html = html.replace(b"\0", b"")
    root = _root(html)
    # The parser says whether the bytes were valid; decoding them beforehand would cost a tenth of the parse.
    if any(entry.type_name in _BAD_BYTES for entry in _parser.html.error_log):
        html = _reencode(html, encoding_of(html, encoding))
        root = _root(html)
    if root is not None and depth.was_cut(root):
        html = depth.flatten(html)
        root = _root(html)
    if root is None:
        raise UnknownLayout(f"{url}: the answer holds no HTML; look at its capture")
    return Document(html, root, url, boilerplate)


def _root(html: bytes) -> etree._Element | None:
    return etree.fromstring(html, _parser.html) if html.strip() else None


def encoding_of(body: bytes, declared: str | None) -> str:
    """The encoding of a page that is no valid UTF-8.

    The charset of the HTTP header (``declared``), the one the page names, or windows-1252, as browsers do;
    names nobody knows are skipped.  Labelled UTF-8, but with fewer characters that read as UTF-8 than do not,
    the label is wrong.
    """
    named = (declared and resolve_encoding(declared)) or html_body_declared_encoding(body) or "cp1252"
    return "cp1252" if named == "utf-8" and not _is_mostly_utf8(body) else named


def _reencode(body: bytes, encoding: str) -> bytes:
    """The page in UTF-8; characters that cannot be read become U+FFFD."""
    return body.decode(encoding, "replace").encode("utf-8", "replace")


def _is_mostly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(1 for char in text if char > "\x7f") - broken >= broken
