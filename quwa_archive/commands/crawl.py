"""``scrapy crawl quwa``: Scrapy's command with an exit code that tells the truth."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from quwa_archive.errors import QuwaError
from quwa_archive.runs.claim import Claim, claim
from quwa_archive.runs.notify import notify_of_error


class Command(ScrapyCrawl):
    """Runs a spider of this project; see the exit codes in the README."""

    _claimed: Claim | None = None

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Takes the archive's lock before Scrapy loads the spiders, which takes a second."""
        super().process_options(args, opts)
        assert self.settings is not None
        if len(args) != 1:
            return
        try:
            self._claimed = claim(Path(self.settings["ARCHIVE_DIR"]), opts.spargs)
        except QuwaError as error:
            sys.stderr.write(f"quwa: {error}\n")
            notify_of_error(self.settings["NOTIFY"], self.settings["ARCHIVE_DIR"], error)
            sys.exit(error.exit_code)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if self._claimed is None:
            raise UsageError("name one spider, for example: scrapy crawl quwa")
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        if args[0] not in self.crawler_process.spider_loader.list():
            raise UsageError(f"no spider is called {args[0]!r}; there is: quwa")
        assert isinstance(self.settings, Settings)
        from quwa_archive.runs.crawl import run_crawl

        self.exitcode = run_crawl(args[0], self._claimed, self.settings, self.crawler_process)
