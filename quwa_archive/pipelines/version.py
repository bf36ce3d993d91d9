"""Pipeline step two: what a visit means beside what is stored."""

from __future__ import annotations

from scrapy.crawler import Crawler

from quwa_archive.ingest import Intake, decide_visit


class VersionPipeline:
    """Calls `versions`: new, changed, unchanged, missing."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> VersionPipeline:
        return cls(crawler)

    def process_item(self, item: Intake) -> Intake:
        return decide_visit(self._crawler.spider.archive, item)  # type: ignore[union-attr]
