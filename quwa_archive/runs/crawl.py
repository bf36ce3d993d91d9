"""Runs a spider from lock to exit code: what `scrapy crawl quwa` and `quwa update` both do."""

from __future__ import annotations

import asyncio
import logging
import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import BaseSettings, Settings

from quwa_archive.errors import QuwaError
from quwa_archive.runs.claim import Claim
from quwa_archive.runs.notify import notify, notify_of_error
from quwa_archive.runs.report import RunReport
from quwa_archive.runs.session import RunSession
from quwa_archive.runs.summary import print_summary


def run_crawl(
    spider: str, claimed: Claim, settings: Settings, process: AsyncCrawlerProcess | None = None
) -> int:
    """Crawls, prints the summary and returns the exit code; errors a user can cause become one line on stderr."""
    try:
        session = RunSession(settings, claimed)
    except QuwaError as error:
        print(f"quwa: {error}", file=sys.stderr)  # noqa: T201
        notify_of_error(settings["NOTIFY"], claimed.folder, error)
        return error.exit_code
    process = process or AsyncCrawlerProcess(settings)
    quiet_scrapy(
        settings
    )  # after the process is made: making it sets the levels of all of Scrapy's loggers anew
    folder = session.archive.folder
    report = _crawl(spider, session, process)
    if report.exit_code != 0 and settings["NOTIFY"]:
        notify(settings["NOTIFY"], {"archive": str(folder), **report.as_json()})
    if report.fatal is not None:
        print(f"quwa: {report.fatal}", file=sys.stderr)  # noqa: T201
    for alarm in report.alarms:
        print(f"quwa: {alarm}", file=sys.stderr)  # noqa: T201
    if report.fatal is None or report.articles:
        print_summary(report, folder)
    return report.exit_code


def _crawl(spider: str, session: RunSession, process: AsyncCrawlerProcess) -> RunReport:
    crawler = process.create_crawler(spider)
    task: object = process.crawl(crawler, session=session)
    try:
        process.start()
    except BaseException as error:
        session.report.unexpected.append(f"{type(error).__name__}: {error}")
        if not isinstance(error, KeyboardInterrupt):
            raise
        session.report.interrupted = True
    finally:
        if (
            isinstance(task, asyncio.Future)
            and task.done()
            and not task.cancelled()
            and (raised := task.exception())
        ):
            if isinstance(raised, QuwaError):
                session.report.fail(raised)
            else:
                session.report.unexpected.append(f"{type(raised).__name__}: {raised}")
        stats = crawler.stats.get_stats() if crawler.spider is not None else {}
        reason = stats.get("finish_reason")
        if reason == "shutdown":
            session.report.interrupted = True
        for name in ("spider_exceptions/count", "item_error_count"):
            if count := stats.get(name):
                session.report.unexpected.append(f"{name}: {count}; the log has the tracebacks")
        report = session.finish(requests=stats.get("downloader/request_count", 0))
    return report


def quiet_scrapy(settings: BaseSettings) -> None:
    """Keeps Scrapy's own chatter (its settings, components, start and end) out of logs that people read.

    ``-L DEBUG`` brings it back.  robots.txt that cannot be had is logged with a traceback; what follows from it
    is said by the run itself.
    """
    if settings["LOG_LEVEL"] == "DEBUG":
        return
    for name in ("addons", "middleware", "crawler", "core.engine", "utils.log"):
        logging.getLogger(f"scrapy.{name}").setLevel(logging.WARNING)
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
