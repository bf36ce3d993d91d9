"""``scrapy crawl quwa``: Scrapy's command with an exit code that tells the truth."""

from __future__ import annotations

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from quwa_archive.runs.crawl import run_crawl


class Command(ScrapyCrawl):
    """Runs a spider of this project; see the exit codes in the README."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one spider, for example: scrapy crawl quwa")
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        if args[0] not in self.crawler_process.spider_loader.list():
            raise UsageError(f"no spider is called {args[0]!r}; there is: quwa")
        assert isinstance(self.settings, Settings)
        self.exitcode = run_crawl(args[0], opts.spargs, self.settings, self.crawler_process)
