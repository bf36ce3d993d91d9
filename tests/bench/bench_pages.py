"""What reading a page costs beside parsing it: `python -m tests.bench.bench_pages`.

One page of the sample site, of the size of quwa.org's (97 KB, 15 comments), is parsed by lxml alone and read with
all fields, in turns in one run, so that whatever else the machine does meets both.  Aim: at most 2.2 times; at most 3 times by the
general layout, which infers where everything stands.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from lxml import etree

from quwa_archive import pages
from quwa_archive.demo.routes import Router
from quwa_archive.demo.site import SampleSite
from quwa_archive.pages.document import parse
from quwa_archive.pages.layouts import GENERAL

BASE = "http://127.0.0.1/"
SIZE = 97_000
COMMENTS = 15
ROUNDS = 400
AIM = 2.2
AIM_GENERAL = 3.0


def sample_page() -> tuple[str, bytes]:
    """Address and bytes of an article of about 97 KB with 15 comments."""
    site = SampleSite(articles=40, comments=500, seed=1)
    sentence = "The yard’s second hull was floated out on a Tuesday, six weeks late and two metres longer. "
    post = site.add_post("A page of the usual size", sentence)
    for number in range(COMMENTS):
        text = sentence * (1 + number % 2)
        site.add_comment(post.id, f"Reader {number}", text, parent=None)
    page = _served(site, post.path)
    # The rest of the size is body, as on a long article.
    missing = (SIZE - len(page)) // len(sentence.encode())
    if missing < 12:
        raise RuntimeError(f"the sample page is {len(page)} bytes before its body: no room for an article")
    site.edit_post(post.id, text="\n\n".join([sentence * 6] * (missing // 6)))
    return BASE.rstrip("/") + post.path, _served(site, post.path)


def _served(site: SampleSite, path: str) -> bytes:
    return b"".join(Router(site, BASE).answer(path, {}).body)


def microseconds(works: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median time of each of ``works``, run in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) * 1e6 for name, taken in times.items()}


def main() -> None:
    """Print both, and their ratio."""
    url, html = sample_page()
    item = pages.read(html, url=url)
    parser = etree.HTMLParser(encoding="utf-8")
    took = microseconds(
        {
            "parse": lambda: etree.fromstring(html, parser),
            "read": lambda: pages.read(html, url=url),
            "general": lambda: GENERAL.read(parse(html, url=url)),
        }
    )
    print(f"one page: {len(html):,} bytes, {len(item.comments)} comments, {len(item.body_text):,} characters")
    print(f"{'lxml parses it':<44}{took['parse']:>10,.0f} µs")
    print(f"{'pages.read: all fields, parse included':<44}{took['read']:>10,.0f} µs")
    print(f"{'ratio':<44}{took['read'] / took['parse']:>10.2f}    (aim: at most {AIM})")
    print(f"{'the general layout: the same':<44}{took['general']:>10,.0f} µs")
    print(f"{'ratio':<44}{took['general'] / took['parse']:>10.2f}    (aim: at most {AIM_GENERAL})")


if __name__ == "__main__":
    main()
