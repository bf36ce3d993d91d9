"""Pipeline step three: one transaction an article."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from quwa_archive.errors import StorageError
from quwa_archive.ingest import Intake, store_visit


class StorePipeline:
    """Calls `store`; storage that fails ends the run, since every further page would fail the same way."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        return cls(crawler)

    def process_item(self, item: Intake) -> Intake:
        spider = self._crawler.spider
        try:
            intake = store_visit(spider.archive, item, run=spider.session.run_id)  # type: ignore[union-attr]
        except StorageError as error:
            spider.session.fail(error)  # type: ignore[union-attr]
            raise DropItem(str(error), log_level="DEBUG") from error
        spider.session.count(intake)  # type: ignore[union-attr]
        return intake
