"""What writing WARC files costs a crawl: `python -m tests.bench.bench_capture [ARTICLES]`.

The same crawl in turns as it is, and with the places emptied that make and append records.  Aim: captures cost at
most 15 % of the throughput.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_crawl import POLITENESS_OFF, crawl, measure, sample_site

ARTICLES = 800
ROUNDS = 3
AIM = 0.15

WITHOUT = """
import sys

from scrapy.cmdline import execute

from quwa_archive import archive
from quwa_archive.captures import writer


def encode(exchange, *, record_id, payload_sha256, revisited):
    return writer.Encoded(record_id, payload_sha256, b"", b"")


archive.encode_exchange = encode
writer.CaptureWriter.append_visit = lambda self, visit: 0
writer.CaptureWriter._append = lambda self, member: writer.Position("nowhere.warc.gz", 0)
writer.CaptureWriter.current_file = property(lambda self: "nowhere.warc.gz")
writer.CaptureWriter.current_size = property(lambda self: 0)
execute(["scrapy", *sys.argv[1:]])
"""


def main() -> None:
    """Prints articles a second with and without captures, and the share that they cost."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as temporary, sample_site(articles) as site:
        folder = Path(temporary)
        shim = folder / "without.py"
        shim.write_text(WITHOUT)
        shares = []
        for number in range(ROUNDS):
            target = folder / f"without-{number}"
            command = [sys.executable, str(shim), "crawl", "quwa", "-a", f"site={site}"]
            command += ["-s", f"ARCHIVE_DIR={target}", *POLITENESS_OFF, "-L", "WARNING"]
            without = measure(command)
            whole = crawl(site, folder / f"with-{number}")
            shares.append(1 - without.seconds / whole.seconds)
            print(
                f"  {articles} articles: {articles / whole.seconds:.0f} articles/s,"
                f" without captures {articles / without.seconds:.0f}: they cost {shares[-1]:.0%}"
                f" ({1 - without.processor / whole.processor:.0%} of the processor's time)"
            )
    print(f"captures: {statistics.median(shares):.0%} of the throughput (aim: at most {AIM:.0%})")


if __name__ == "__main__":
    main()
