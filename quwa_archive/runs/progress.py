"""What a person at a terminal sees while a run goes on; plain log lines where there is no terminal."""

from __future__ import annotations

import logging
import sys
import time

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from quwa_archive.runs.report import RunReport
from quwa_archive.store import frontier

logger = logging.getLogger(__name__)

LINE_EVERY_SECONDS = 30.0


class Progress:
    """Scrapy extension: a progress bar on a terminal, else a line every half minute."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._bar: Bar | None = None
        self._task = TaskID(0)
        self._started = time.monotonic()
        self._last_line = self._started
        self._to_do = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        progress = cls(crawler)
        crawler.signals.connect(progress.opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.advanced, signal=signals.item_scraped)
        crawler.signals.connect(progress.advanced, signal=signals.item_dropped)
        crawler.signals.connect(progress.closed, signal=signals.spider_closed)
        return progress

    def opened(self, spider: Spider) -> None:
        """Shows the bar, if there is a terminal to show it on and the log does not go to a file."""
        self._started = self._last_line = time.monotonic()
        console = Console(stderr=True)
        if not console.is_terminal or self._crawler.settings["LOG_FILE"]:
            return
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[details]}"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("looking for articles", total=None, details="")
        root = logging.getLogger()
        for handler in list(root.handlers):
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
                root.removeHandler(handler)
        root.addHandler(RichHandler(console=console, show_path=False, markup=False, level=logging.WARNING))
        self._bar.start()

    def advanced(self) -> None:
        """One more article is done."""
        report: RunReport = self._crawler.spider.session.report  # type: ignore[union-attr]
        done = sum(report.articles.values()) + len(report.failed)
        if done >= self._to_do or done % 50 == 0:
            self._to_do = done + self._left()
        if self._bar is not None:
            self._bar.update(
                self._task,
                description="articles",
                completed=done,
                total=self._to_do,
                details=self._details(report, done),
            )
        elif time.monotonic() - self._last_line >= LINE_EVERY_SECONDS:
            self._last_line = time.monotonic()
            logger.info("%d of %d articles; %s", done, self._to_do, self._details(report, done))

    def _left(self) -> int:
        archive = self._crawler.spider.archive  # type: ignore[union-attr]
        return frontier.state_counts(archive.connection).get("pending", 0)

    def _details(self, report: RunReport, done: int) -> str:
        seconds = max(time.monotonic() - self._started, 1e-9)
        problems = len(report.failed) + report.articles["quarantined"]
        text = f"{report.comments['new']} new comments, {done / seconds:.1f}/s"
        return f"{text}, {problems} problems" if problems else text

    def closed(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.stop()
