"""The desk on a large archive: 100,000 articles and 1,000,000 comments, generated.

Prints the median of 100 different searches, an article page, the front page and `quwa stats`; exits 1 when one is
slower than promised.  `python -m tests.bench.bench_desk [--articles N] [--comments N] [--keep FOLDER]`.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from quwa_archive.demo.text import Pen
from quwa_archive.publish.reading import reading
from quwa_archive.publish.search import find
from quwa_archive.publish.serve import make_datasette
from quwa_archive.publish.stats import print_stats
from quwa_archive.store import queries, writer
from quwa_archive.store.database import open_for_writing, transaction
from quwa_archive.store.selection import Selection

SEARCH_MS, PAGE_MS, STATS_S = 50.0, 100.0, 1.0
_PARAGRAPHS = 400
_NAMES = 20_000


def fill(path: Path, articles: int, comments: int) -> None:
    """Writes an archive of this size through the same tables, triggers and index that a crawl uses."""
    db = open_for_writing(path)
    pen, chance = Pen("bench"), random.Random(1)
    paragraphs = [pen.paragraph() for _ in range(_PARAGRAPHS)]
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "il", "on")]
    # Every comment has words of its own, as in life: half of all words of a large corpus occur once.
    rare = ["".join(chance.choice(syllables) for _ in range(3)) for _ in range(50_000)]
    names = [f"{chance.choice(rare).title()} {chance.choice(rare).title()}" for _ in range(_NAMES)]
    with transaction(db) as connection:
        connection.execute(
            "INSERT INTO captures VALUES (1, 'u', '2026-01-01T00:00:00Z', 200, 's', 'w.warc.gz', 0, 'r', NULL)"
        )
        connection.execute("INSERT INTO meta VALUES ('site', 'https://quwa.example/')")
        connection.executemany(
            "INSERT INTO authors (id, name, first_seen_at, capture_id) VALUES (?, ?, '2026-01-01T00:00:00Z', 1)",
            [(f"author-{i}", f"Author {i}") for i in range(50)],
        )
        connection.executemany(_ARTICLE, _articles(articles, comments, paragraphs, rare, chance))
        connection.executemany(_COMMENT, _comments(articles, comments, paragraphs, rare, names, chance))
        connection.execute(
            "UPDATE articles SET comments_captured = (SELECT count(*) FROM comments WHERE article_id = articles.id),"
            " comments_declared = (SELECT count(*) FROM comments WHERE article_id = articles.id)"
        )
        writer.index_pending(connection)
        connection.execute(
            "INSERT INTO runs (started_at, ended_at, site, exit_code, outcome)"
            " VALUES ('2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', 'https://quwa.example/', 0, 'complete')"
        )
    db.execute("PRAGMA optimize")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


_ARTICLE = (
    "INSERT INTO articles (id, url, title, body_text, body_html, author_id, published_at, published_local, access,"
    " word_count, layout, comments_captured, pings_captured, first_seen_at, last_seen_at, content_hash, capture_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', 300, 'blabber', 0, 0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z',"
    " 'h', 1)"
)
_COMMENT = (
    "INSERT INTO comments (id, article_id, parent_id, parent_source, depth, position, author_name, body_text,"
    " body_html, likes, posted_raw, posted_local, posted_at, posted_precision, posted_certainty, zone_source,"
    " first_seen_at, last_seen_at, content_hash, capture_id) VALUES (?, ?, ?, 'api', 1, ?, ?, ?, ?, 0, ?, ?, ?,"
    " 'minute', 'exact', 'api', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'h', 1)"
)


def _day(number: int, of: int) -> str:
    day = number * 5000 // of
    return f"{2012 + day // 360:04}-{day % 360 // 30 + 1:02}-{day % 30 % 28 + 1:02}"


def _articles(
    articles: int, comments: int, paragraphs: list[str], rare: list[str], chance: random.Random
) -> Iterator[tuple[Any, ...]]:
    for i in range(1, articles + 1):
        body = [*chance.sample(paragraphs, 4), " ".join(chance.choices(rare, k=6))]
        day = _day(i, articles)
        yield (
            i,
            f"https://quwa.example/{i}/",
            f"{chance.choice(rare).title()} {chance.choice(paragraphs)[:40]}",
            "\n\n".join(body),
            "".join(f"<p>{p}</p>" for p in body),
            f"author-{chance.randrange(50)}",
            f"{day}T15:00:00Z",
            f"{day}T10:00:00",
        )


def _comments(
    articles: int,
    comments: int,
    paragraphs: list[str],
    rare: list[str],
    names: list[str],
    chance: random.Random,
) -> Iterator[tuple[Any, ...]]:
    """One article has 1,000; the others share the rest evenly, a third of them answers."""
    each = comments / articles
    previous = 0
    for i in range(1, comments + 1):
        article = 1 if i <= min(1000, comments // 10) else min(articles, int(i / each) + 1)
        text = f"{chance.choice(paragraphs)[:220]} {' '.join(chance.choices(rare, k=3))}"
        parent = i - 1 if previous == article and i % 3 == 0 else None
        previous = article
        day, hour = _day(i, comments), chance.randrange(24)
        yield (
            *(i, article, parent, i, names[int(_NAMES * chance.random() ** 3)], text, f"<p>{text}</p>"),
            *(f"{day} {hour}:30", f"{day}T{hour:02}:30", f"{day}T{hour:02}:30:00Z"),
        )


def searches(connection: sqlite3.Connection) -> list[tuple[str, str | None, str | None]]:
    """100 searches as people make them: rare words, common ones, phrases, prefixes, with a name, with a year."""
    chance = random.Random(2)
    texts = [
        row[0] for row in connection.execute("SELECT body_text FROM comments WHERE id % 997 = 5 LIMIT 400")
    ]
    names = [
        row[0] for row in connection.execute("SELECT author_name FROM comments WHERE id % 9973 = 7 LIMIT 40")
    ]
    found: list[tuple[str, str | None, str | None]] = []
    for i in range(100):
        own = chance.choice(texts).replace('"', "").split()
        at = chance.randrange(max(1, len(own) - 3))
        words = {
            0: own[-1],
            1: f"{own[-1]} {own[0]}",
            2: f"{own[at]} {own[at + 1]}",
            3: '"' + " ".join(own[at : at + 3]) + '"',
            4: f"{own[-1][:4]}*",
        }[i % 5]
        found.append(
            (words, chance.choice(names) if i % 10 == 7 else None, "2018-01-01" if i % 10 == 3 else None)
        )
    return found


def _ms(work: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def measure(folder: Path) -> dict[str, float]:
    """Milliseconds: medians, first searches among them."""
    results: dict[str, float] = {}
    with reading(folder) as connection:
        taken = []
        for words, author, since in searches(connection):
            wanted = Selection.parse(words, author, since)
            start = time.perf_counter()
            for kind in ("articles", "comments"):
                find(connection, wanted, kind, limit=10)
            taken.append((time.perf_counter() - start) * 1000)
        results["search, median of 100"] = statistics.median(taken)
        results["search, 95th of 100"] = sorted(taken)[94]
        site = queries.site(connection)
        common = Selection.parse("the")
        results["search, a word in most comments"] = statistics.median(
            _ms(lambda: find(connection, common, "comments", limit=10), 3)
        )
    results["quwa stats"] = statistics.median(
        _ms(lambda: print_stats(folder, Console(file=io.StringIO())), 3)
    )
    app = make_datasette(folder, site)

    async def pages() -> None:
        await app.invoke_startup()
        for name, addresses in {
            "article page, median of 50": [f"/article/{i * 1973 % 90_000 + 2}" for i in range(50)],
            "article page of 1,000 comments": ["/article/1"] * 3,
            "search page, median of 20": [
                f"/search?q={w.split()[0].strip(chr(34))}" for w, _, _ in words[:20]
            ],
            "front page, first": ["/"],
            "front page, again": ["/"] * 5,
        }.items():
            times = []
            for address in addresses:
                start = time.perf_counter()
                answer = await app.client.get(address)
                times.append((time.perf_counter() - start) * 1000)
                assert answer.status_code in (200, 404), (address, answer.status_code)
            results[name] = statistics.median(times)

    with reading(folder) as connection:
        words = searches(connection)
    asyncio.run(pages())
    return results


def main(argv: Sequence[str] = ()) -> int:
    """Measures and prints; returns 1 where something is slower than promised."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="folder to make the archive in, or to take it from")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "archive.db").exists():
            start = time.perf_counter()
            fill(folder / "archive.db", arguments.articles, arguments.comments)
            size = (folder / "archive.db").stat().st_size / 1e6
            print(
                f"{arguments.articles:,} articles, {arguments.comments:,} comments: {size:,.0f} MB"
                f" in {time.perf_counter() - start:.0f} s"
            )
        results = measure(folder)
    limits = {
        "search, median of 100": SEARCH_MS,
        "article page, median of 50": PAGE_MS,
        "quwa stats": STATS_S * 1000,
    }
    for name, ms in results.items():
        limit = limits.get(name)
        print(f"{name:<34} {ms:>9.1f} ms" + (f"   (at most {limit:.0f})" if limit else ""))
    return int(any(results[name] > limit for name, limit in limits.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
