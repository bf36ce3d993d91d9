"""Untrusted XML, as sites serve it: packed, cut off, broken in the middle, or made to hurt.

Elements come one by one and are freed after use, so that memory does not grow with the file.  No entity is
ever resolved and nothing outside the body is read.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from quwa_archive.discovery import DiscoveryError, excerpt

MAX_BYTES = 64 * 1024 * 1024
"""Largest unpacked body; the sitemap protocol allows 50 MB."""

_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"


class XmlReader:
    """Reads one body.

    ``root`` (local name) and ``damage`` (what is wrong with the body, else ``None``) are set while `elements`
    runs and final when it has ended; ``body`` is the unpacked body.
    """

    def __init__(self, body: bytes, *, what: str, roots: frozenset[str]) -> None:
        """`what` names the thing in messages (``sitemap``); `roots` are the root elements it may have.

        DiscoveryError: ``empty``, or ``hostile`` for a body that unpacks to more than `MAX_BYTES`.
        """
        self.root = ""
        self.damage: str | None = None
        self._what = what
        self._roots = roots
        self.body = self._unpack(self._unpack(body))  # some servers pack a packed file again
        if not self.body.strip(b"\x00 \t\r\n"):
            raise DiscoveryError("empty", f"no {what}: the answer is empty")

    def elements(self, *names: str) -> Iterator[etree._Element]:
        """Every element with one of the local `names`; it is emptied when the next is asked for.

        Of a cut-off body only elements that are closed in it are given.  DiscoveryError: ``blocked`` for an
        HTML page, ``hostile`` for a DTD that declares entities, ``broken`` for another root or none.
        """
        parser = etree.XMLPullParser(
            events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
        )
        body = self._without_preamble()
        for start in range(0, len(body), _CHUNK):
            self._feed(parser, body[start : start + _CHUNK])
            yield from self._finished(parser, names)
        self._feed(parser, None)
        # Closing flushes what the parser held back; of a cut-off body it also closes what is half there.
        whole = self._is_whole(body)
        yield from self._finished(parser, names if whole else ())
        if not self.root:
            raise self._wrong("")
        if not whole:
            self.damage = self.damage or "cut off before its end"
        if self.damage is None and len(parser.feed_error_log):
            first = parser.feed_error_log[0]
            self.damage = f"line {first.line}: {first.message.strip()}"

    def _finished(self, parser: etree.XMLPullParser, names: tuple[str, ...]) -> Iterator[etree._Element]:
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element):
                continue
            if event == "start":
                if not self.root:
                    self._check_root(element)
                continue
            if local_name(element) not in names:
                continue
            yield element
            parent = element.getparent()
            element.clear()
            if parent is not None and parent.getparent() is None:
                del parent[: parent.index(element)]

    def _check_root(self, element: etree._Element) -> None:
        self.root = local_name(element)
        dtd: Any = element.getroottree().docinfo.internalDTD
        if dtd is not None and next(dtd.iterentities(), None) is not None:
            raise DiscoveryError("hostile", f"refused a {self._what} that declares XML entities")
        if self.root not in self._roots:
            raise self._wrong(self.root)

    def _wrong(self, root: str) -> DiscoveryError:
        if looks_like_html(self.body):
            got = f"an HTML page in place of a {self._what}: {excerpt(self.body)}"
            return DiscoveryError("blocked", got)
        got = f"its root is <{root}>" if root else excerpt(self.body)
        return DiscoveryError("broken", f"no {self._what}: {got}")

    def _feed(self, parser: etree.XMLPullParser, chunk: bytes | None) -> None:
        try:
            if chunk is None:
                parser.close()
            else:
                parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            self.damage = self.damage or str(error)

    def _is_whole(self, body: bytes) -> bool:
        """Whether the last end tag of `body` is a root's."""
        tail = body[-4096:].replace(b"\x00", b"")  # of UTF-16 too
        end = tail[tail.rfind(b"</") :] if b"</" in tail else b""
        return b">" in end and any(root.encode() in end for root in self._roots)

    def _without_preamble(self) -> bytes:
        """The body without what stands before its XML declaration (PHP notices, blank lines)."""
        start = self.body.find(b"<?xml", 0, 16_384)
        return self.body[start:] if start > 0 else self.body.lstrip()

    def _unpack(self, body: bytes) -> bytes:
        """`body`, unpacked if it is gzip by its first bytes, whatever its headers said."""
        pieces: list[bytes] = []
        size = 0
        if not body.startswith(_GZIP):
            return self._checked(body)
        while body.startswith(_GZIP):  # several members may follow one another
            member = zlib.decompressobj(wbits=31)
            try:
                pieces.append(member.decompress(body, MAX_BYTES + 1 - size))
            except zlib.error as error:
                self.damage = f"gzip: {error}"
                break
            size += len(pieces[-1])
            if size > MAX_BYTES:
                break
            if not member.eof:
                self.damage = "gzip: cut off before its end"
            body = member.unused_data
        return self._checked(b"".join(pieces))

    def _checked(self, body: bytes) -> bytes:
        if len(body) > MAX_BYTES:
            raise DiscoveryError("hostile", f"refused a {self._what} of more than {MAX_BYTES >> 20} MiB")
        return body


def local_name(element: etree._Element) -> str:
    """The name without namespace, also where the prefix was never declared."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def child_text(element: etree._Element, name: str) -> str | None:
    """The stripped text of the first direct child of that local name that has one, else ``None``."""
    for child in children(element, name):
        if text := (child.text or "").strip():
            return text
    return None


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The direct children with one of the local `names`."""
    return (child for child in element.iterchildren("*") if local_name(child) in names)


def looks_like_html(body: bytes) -> bool:
    head = body[:4096].lower()
    return any(mark in head for mark in (b"<!doctype html", b"<html", b"<head", b"<body"))
