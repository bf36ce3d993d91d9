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
        spider = self._crawler.spider
        return decide_visit(spider.archive, item, run=spider.session.run_id)  # type: ignore[union-attr]
