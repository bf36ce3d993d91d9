"""The whole crawl beside a bare Scrapy spider that fetches the same pages and does nothing; and its memory."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, environment

POLITENESS_OFF = (
    "-s",
    "DOWNLOAD_DELAY=0",
    "-s",
    "CONCURRENT_REQUESTS_PER_DOMAIN=8",
    "-s",
    "CONCURRENT_REQUESTS=8",
)

BARE = """
import scrapy


class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"LOG_LEVEL": "ERROR", "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
                       "REMOTE_CONTROL_ENABLED": False, "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter"}

    async def start(self):
        with open(self.urls) as lines:
            for line in lines:
                yield scrapy.Request(line.strip(), callback=self.parse)

    def parse(self, response):
        pass
"""


@dataclass
class Measured:
    """Wall and processor seconds and peak memory (MB) of one process."""

    seconds: float
    processor: float
    megabytes: float


@contextmanager
def sample_site(articles: int) -> Iterator[str]:
    """Serves the sample site in a process of its own, so that it does not share an interpreter with what is timed."""
    server = subprocess.Popen(
        [sys.executable, "-m", "quwa_archive.cli", "demo", "--serve", "--articles", str(articles)],
        cwd=ROOT,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        yield found[0]
    finally:
        server.terminate()
        server.wait()


def measure(command: list[str]) -> Measured:
    """Runs a command to its end; raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[:6]} ended with {process.returncode}: {errors[-2000:]}")
    return Measured(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def crawl(site: str, folder: Path) -> Measured:
    """One first crawl of the site into a new folder."""
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "quwa",
        "-a",
        f"site={site}",
        "-s",
        f"ARCHIVE_DIR={folder}",
    ]
    return measure([*command, *POLITENESS_OFF, "-L", "WARNING"])


def article_urls(site: str) -> list[str]:
    """Every address that the site's sitemaps list."""
    urls: list[str] = []
    index = urllib.request.urlopen(f"{site}wp-sitemap.xml").read().decode()
    for part in re.findall(r"<loc>([^<]*posts-post-\d+[^<]*)</loc>", index):
        urls += re.findall(r"<loc>([^<]+)</loc>", urllib.request.urlopen(part).read().decode())
    return urls


def main(articles: int = 1000, rounds: int = 3, memory_articles: tuple[int, ...] = (2000, 20_000)) -> None:
    """Prints the figures; `memory_articles` are the sizes at which peak memory is compared."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bare = folder / "bare.py"
        bare.write_text(BARE)
        with sample_site(articles) as site:
            urls = article_urls(site)
            listed = folder / "urls.txt"
            listed.write_text("\n".join(urls))
            command = [
                sys.executable,
                "-m",
                "scrapy",
                "runspider",
                str(bare),
                "-a",
                f"urls={listed}",
                *POLITENESS_OFF,
            ]
            ratios = []
            for number in range(rounds):
                without = measure(command)
                ours = crawl(site, folder / f"archive-{number}")
                ratios.append(without.seconds / ours.seconds)
                print(
                    f"  crawl, {len(urls)} articles: bare spider {len(urls) / without.seconds:.0f} pages/s,"
                    f" archive {len(urls) / ours.seconds:.0f} articles/s, ratio {ratios[-1]:.2f}"
                    f" (by processor time {without.processor / ours.processor:.2f})"
                )
        print(
            f"crawl: {statistics.median(ratios):.2f} of a bare spider (median of {rounds}; aim: at least 0.4)"
        )
        sizes = []
        for size in memory_articles:
            with sample_site(size) as site:
                sizes.append(crawl(site, folder / f"size-{size}").megabytes)
            print(f"  memory at {size} articles: {sizes[-1]:.0f} MB at most")
        if len(sizes) > 1:
            print(
                f"memory: {sizes[-1] / sizes[0]:.2f} times from {memory_articles[0]} to {memory_articles[-1]} articles"
                " (aim: within 1.2, and under 250 MB)"
            )


if __name__ == "__main__":
    main()
