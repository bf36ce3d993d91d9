"""A request to a collection of the REST API, and the answer with WordPress's counting headers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from quwa_archive.demo.layouts.frame import Printer

Json = dict[str, Any]
Query = Mapping[str, str]

_FIRST = datetime.fromisoformat("0001-01-01")
_LAST = datetime.fromisoformat("9999-12-31")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, JSON value and headers."""

    status: int
    value: Any
    headers: list[tuple[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """The JSON as PHP writes it: ASCII, slashes escaped."""
        return json.dumps(self.value, separators=(",", ":")).replace("/", "\\/")


def error(status: int, code: str, message: str) -> Answer:
    return Answer(status, {"code": code, "message": message, "data": {"status": status}})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a collection."""

    printer: Printer
    route: str
    query: Query
    page: int
    size: int
    skip: int
    """``offset``: items left out before the first page."""

    def slice(self, items: Sequence[Any]) -> Sequence[Any]:
        start = self.skip + (self.page - 1) * self.size
        return items[start : start + self.size]

    def answer(self, total: int, value: list[Json]) -> Answer:
        """The items of one page, with WordPress's counting headers and links."""
        pages = -(-total // self.size)
        headers = [("X-WP-Total", str(total)), ("X-WP-TotalPages", str(pages))]
        links = []
        for rel, number in (("prev", self.page - 1), ("next", self.page + 1)):
            if 1 <= number <= pages:
                query = urlencode({**self.query, "page": number})
                links.append(f'<{self.printer.base}wp-json/{self.route}?{query}>; rel="{rel}"')
        if links:
            headers.append(("Link", ", ".join(links)))
        return Answer(200, [self.fields(item) for item in value], headers)

    def fields(self, item: Json) -> Json:
        """``_fields``: the item with only the members asked for (``title.rendered`` too)."""
        wanted = [name.strip() for name in self.query.get("_fields", "").split(",") if name.strip()]
        if not wanted:
            return item
        kept: Json = {}
        for name in wanted:
            outer, _, inner = name.partition(".")
            if outer not in item:
                continue
            if inner:
                kept.setdefault(outer, {})[inner] = item[outer].get(inner)
            else:
                kept[outer] = item[outer]
        return kept

    def numbers(self, name: str) -> set[int] | None:
        """A list of ids such as ``include=1,2``; ``None`` when it is not given."""
        return {int(part) for part in self.query[name].split(",") if part} if name in self.query else None

    def newest_first(self) -> bool:
        return self.query.get("order", "desc") == "desc"

    def within(self, prefix: str) -> Callable[[datetime], bool]:
        """A test for ``after``/``before`` (``modified_after``/…): both strict, on the site's wall clock."""
        clock = self.printer.clock
        after, before = self.query.get(f"{prefix}after"), self.query.get(f"{prefix}before")
        low = clock.reading(after) if after else _FIRST
        high = clock.reading(before) if before else _LAST
        return lambda instant: low < clock.wall(instant) < high

    @property
    def dated(self) -> bool:
        return any(name.endswith(("after", "before")) for name in self.query)
