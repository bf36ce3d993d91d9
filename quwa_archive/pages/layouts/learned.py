"""A look that was learned from one of its pages: `quwa layout --draft` writes a class on this, to be finished by hand.

It reads as the general layout does, but infers nothing: where title, body and the parts of comments stand is written
down in the class, so that a page that has them elsewhere is no page of this look.
"""

from __future__ import annotations

from typing import ClassVar

from lxml import etree

from quwa_archive.pages.document import Document
from quwa_archive.pages.general import body as bodies
from quwa_archive.pages.general import evidence, surroundings
from quwa_archive.pages.general.naming import name_of
from quwa_archive.pages.layouts.general import General, Guide
from quwa_archive.pages.metadata import Head
from quwa_archive.pages.post import Post


class Learned(General):
    """``content`` and ``title`` are names as `general.naming.name_of` gives them: ``div.entry-content``."""

    content: ClassVar[str]
    title: ClassVar[str]

    def recognises(self, document: Document) -> bool:
        """Whether the page is an article that has its body and its title where this look has them."""
        if _first(document, self.content) is None or _first(document, self.title) is None:
            return False
        return super().recognises(document)

    def locate(
        self, document: Document, head: Head, post_id: int, barred: bodies.Barred, guide: Guide | None = None
    ) -> Post | None:
        content = _first(document, self.content)
        if content is None:
            return None
        article = evidence.article_of(document, post_id)
        title = _first(document, self.title)
        return Post(article, content, title, surroundings.around(content, article, title, barred))


def _first(document: Document, name: str) -> etree._Element | None:
    """The first element of this name that stands in no list of other posts."""
    tag = name.partition(".")[0]
    for element in document.body.iter(tag):
        if name_of(element) == name and not any(bodies.is_other(above) for above in element.iterancestors()):
            return element
    return None
