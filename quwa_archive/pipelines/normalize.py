"""Pipeline step one: from what pages say to typed records."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from quwa_archive.ingest import Intake, normalize_visit
from quwa_archive.items import VisitItem


class NormalizePipeline:
    """Calls `normalize`; an article published outside the asked span goes no further."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NormalizePipeline:
        return cls(crawler)

    def process_item(self, item: VisitItem) -> Intake:
        spider = self._crawler.spider
        intake = normalize_visit(spider.archive, item)  # type: ignore[union-attr]
        if intake.bundle is not None and not spider.span.holds(intake.bundle.article.published):  # type: ignore[union-attr]
            raise DropItem(f"{item.url} was published outside the asked span", log_level="DEBUG")
        return intake
