"""How fast a rebuild is beside gunzip and parse alone: `python -m tests.bench.bench_rebuild [ARTICLES]`.

The sample site is crawled once; then, in turns, its WARC files are decompressed and each article's page parsed by
lxml and nothing else, and the whole database is rebuilt with one process and with two.  Aims: at most 3 times the
limit on one core, and 1.7 times faster on two.  Times on one core are of the processor, so that whatever else the
machine does does not count; for two processes only the clock on the wall tells.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

from quwa_archive.captures.members import members
from quwa_archive.captures.reader import warc_files
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.rebuild import rebuild
from tests.conftest import crawl

ARTICLES = 1500
ROUNDS = 3
AIM_ONE, AIM_TWO = 3.0, 1.7


def gunzip_and_parse(folder: Path) -> int:
    """Decompresses every record and parses those that are HTML; returns how many that are."""
    parser = etree.HTMLParser(encoding="utf-8")
    pages = 0
    for path in warc_files(folder / "warc"):
        for member in members(path):
            if b"WARC-Type: response" not in member.data[:600]:
                continue
            _, _, rest = member.data.partition(b"\r\n\r\n")
            http, _, body = rest.partition(b"\r\n\r\n")
            if b"text/html" in http:
                etree.fromstring(body, parser)
                pages += 1
    return pages


def main() -> None:
    """Prints all three, as pages a second and as ratios."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "archive"
        with SampleServer(SampleSite(articles=articles)) as server:
            done = crawl(folder, server.base_url)
            assert done.code == 0, done.err
        took: dict[str, list[float]] = {"limit": [], "one": [], "one, wall": [], "two": []}
        pages = 0
        for _ in range(ROUNDS):
            start = time.process_time()
            pages = gunzip_and_parse(folder)
            took["limit"].append(time.process_time() - start)
            start = time.process_time()
            took["one, wall"].append(rebuild(folder, jobs=1).seconds)
            took["one"].append(time.process_time() - start)
            took["two"].append(rebuild(folder, jobs=2).seconds)
        limit, one, wall, two = (statistics.median(took[name]) for name in took)
        size = sum(path.stat().st_size for path in warc_files(folder / "warc"))
        print(f"{articles:,} articles, {pages:,} pages of HTML, {size / 1e6:.0f} MB of WARC")
        print(f"{'gunzip and parse alone, one core':<44}{pages / limit:>10,.0f} pages/s")
        print(f"{'rebuild, one process':<44}{pages / one:>10,.0f} pages/s")
        print(f"{'rebuild, two processes':<44}{pages / two:>10,.0f} pages/s")
        print(f"{'one process beside the limit':<44}{one / limit:>10.2f}    (aim: at most {AIM_ONE})")
        print(f"{'two processes beside one':<44}{wall / two:>10.2f}    (aim: at least {AIM_TWO})")


if __name__ == "__main__":
    main()
