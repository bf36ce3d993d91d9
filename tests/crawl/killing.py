"""Kills crawls at random moments, lets a rerun finish, and looks for anything that is lost, doubled or damaged.

The tests use its parts on small sites.  By hand it shows the full figure:

    python -m tests.crawl.killing --articles 600 --kills 25
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from quwa_archive.captures.reader import read_record
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import ROOT, Ran, crawl, environment
from tests.crawl.comparing import compare

QUICK = (
    *("-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS=8", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"),
    *("-s", "RETRY_TIMES=1"),
)
IN_FLIGHT = 16
"""Articles that a run with the settings above has under way at most."""

OF_ONE_RUN = ("capture_id", "first_seen_at", "last_seen_at", "fetched_at", "at", "replaced_at", "replaced_by")
"""Columns that say when and in which capture something was seen: these differ from crawl to crawl."""

CONTENT = {
    "articles": (),
    "comments": (),
    "pings": (),
    "authors": (),
    "terms": (),
    "article_terms": (),
    "links": (),
    "images": (),
    "url_aliases": (),
    "observations": (),
    "article_versions": (),
    "comment_versions": (),
    "author_versions": (),
    "events": ("id",),
    "comment_api": (),
    "comment_feed": (),
    "quarantine": ("id",),
    "urls": ("last_run", "next_check_at"),
}
"""Tables that must come out equal, each with further columns that need not."""


# -- running and killing --------------------------------------------------------------------------


class Running:
    """A crawl under way: `scrapy crawl quwa`, or `quwa update` with the same meaning."""

    def __init__(
        self, folder: Path, server: SampleServer, *arguments: str, command: str = "scrapy", **extra: str
    ) -> None:
        self.server = server
        self._before = Counter(server.requests)
        words = {
            "scrapy": [
                "scrapy",
                "crawl",
                "quwa",
                "-a",
                f"site={server.base_url}",
                "-s",
                f"ARCHIVE_DIR={folder}",
            ],
            "quwa": ["quwa_archive.cli", "update", "--site", server.base_url, "--archive", str(folder)],
        }[command]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words, *QUICK, *arguments],
            cwd=ROOT,
            env=environment(**extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def requests(self) -> Counter[tuple[str, str]]:
        """What the server was asked since this crawl began."""
        return Counter(self.server.requests) - self._before

    def wait_until(self, happened: Callable[[], bool]) -> bool:
        """Waits for something to happen; False when the crawl ends before it does."""
        while not happened():
            try:
                self.process.wait(0.002)
            except subprocess.TimeoutExpired:
                continue
            return happened()
        return True

    def wait_for_requests(self, number: int) -> bool:
        """Waits until the server has been asked so often; False when the crawl ends before."""
        return self.wait_until(lambda: sum(self.requests.values()) >= number)

    def wait_for_articles(self, number: int) -> bool:
        """Waits until so many pages of articles have been asked for; False when the crawl ends before."""
        paths = self.server.site.paths
        return self.wait_until(
            lambda: sum(count for (_, path), count in self.requests.items() if path in paths) >= number
        )

    def end(self, number: signal.Signals | None = None, timeout: float = 120) -> Ran:
        """Sends a signal, if one is given, and waits for the end."""
        if number is not None:
            self.process.send_signal(number)
        try:
            out, err = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        return Ran(self.process.returncode, out, err)


class Moment(NamedTuple):
    """When to kill a crawl: once the server has been asked so often by it, and so many seconds later."""

    requests: int
    seconds: float


def moments(seed: int, number: int, requests: int) -> Iterator[Moment]:
    """Random moments of a crawl of so many requests: some at its start, some at its end, most between."""
    rng = random.Random(seed)
    for _ in range(number):
        part = rng.random()
        if part < 0.1:
            yield Moment(0, rng.uniform(0, 2))
        elif part > 0.88:
            yield Moment(requests, rng.uniform(0, 1))
        else:
            yield Moment(rng.randint(1, requests), rng.uniform(0, 0.05))


def kill_at(moment: Moment, running: Running) -> bool:
    """Kills the crawl with SIGKILL at that moment; False when it ended by itself before."""
    running.wait_for_requests(moment.requests)
    with suppress(subprocess.TimeoutExpired):
        running.process.wait(moment.seconds)
    return running.end(signal.SIGKILL).code == -signal.SIGKILL


def begin_a_record(folder: Path) -> Path:
    """Leaves at the end of the newest WARC file what a kill in the middle of a write leaves: half a record."""
    newest = max((folder / "warc").glob("*.warc.gz"))
    first_bytes = newest.read_bytes()[:150]
    with newest.open("ab") as file:
        file.write(first_bytes)
    return newest


# -- looking for losses ---------------------------------------------------------------------------


def rows(folder: Path, sql: str, *values: object) -> list[Any]:
    """All rows of a query on an archive; of one column, its values."""
    with closing(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute(sql, values).fetchall()
    return [row[0] for row in found] if found and len(found[0]) == 1 else found


def value(folder: Path, sql: str, *values: object) -> Any:
    """The one value that a query gives."""
    return rows(folder, sql, *values)[0]


def content(folder: Path, tables: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, list[str]]:
    """Every row of the content tables, sorted, without what differs from crawl to crawl."""
    result = {}
    with closing(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)) as connection:
        for table, left_out in (tables or CONTENT).items():
            named = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(name for name in named if name not in (*OF_ONE_RUN, *left_out))
            result[table] = sorted(map(repr, connection.execute(f"SELECT {kept} FROM {table}")))
    return result


def differences(expected: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> list[str]:
    """Rows that only one of two contents has."""
    result: list[str] = []
    for table, wanted in expected.items():
        for sign, more in (
            ("-", Counter(wanted) - Counter(found[table])),
            ("+", Counter(found[table]) - Counter(wanted)),
        ):
            result.extend(f"{sign} {table}: {row[:300]}" for row in sorted(more.elements()))
    return result


def damages(folder: Path) -> list[str]:
    """What is wrong with the files of an archive: the database, its indexes, the WARC files, and what ties them."""
    found = []
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        found += [
            f"integrity_check: {row[0]}"
            for row in connection.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
        found += [f"foreign_key_check: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for index in ("articles_fts", "comments_fts", "article_versions_fts", "comment_versions_fts"):
            try:
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{index}: {error}")
        if waiting := connection.execute("SELECT count(*) FROM search_pending").fetchone()[0]:
            found.append(f"{waiting} rows wait for the full-text index")
        captures = connection.execute(
            "SELECT warc_file, warc_offset, warc_record_id, payload_sha256 FROM captures"
        ).fetchall()
    for name, offset, record_id, digest in captures:
        record = read_record(folder / "warc" / name, offset)
        if (record.record_id, record.payload_sha256) != (record_id, digest):
            found.append(f"{name} at {offset} is not the record that the database names")
    return found + warc_damages(folder)


def warc_damages(folder: Path) -> list[str]:
    """What `warcio check` finds, and files that end in the middle of a record (which it passes over)."""
    files = sorted((folder / "warc").glob("*.warc.gz"))
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    found = [f"warcio check: {checked.stdout}{checked.stderr}"] if checked.returncode else []
    for path in files:
        try:
            gzip.decompress(path.read_bytes())
        except (EOFError, OSError) as error:
            found.append(f"{path.name}: {error}")
    return found


def losses(folder: Path, expected: Mapping[str, Any], never_killed: Mapping[str, list[str]]) -> list[str]:
    """Everything that is wrong with an archive after a kill and a rerun."""
    return [
        *compare(folder, dict(expected)).differences,
        *damages(folder),
        *differences(never_killed, content(folder)),
    ]


def asked_twice(requests: Mapping[tuple[str, str], int], server: SampleServer) -> int:
    """How many pages of articles were asked for again."""
    return sum(count - 1 for (_, path), count in requests.items() if path in server.site.paths and count > 1)


# -- the full figure ------------------------------------------------------------------------------


@dataclass
class Figures:
    """What came of many kills."""

    killed: int = 0
    ended_before: int = 0
    cut_records: int = 0
    asked_again: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def kill_one_by_one(server: SampleServer, folder: Path, kills: int, seed: int) -> Figures:
    """A fresh archive for each kill; a rerun finishes it."""
    figures = Figures()
    expected, plain, total = _never_killed(server, folder)
    for number, moment in enumerate(moments(seed, kills, total)):
        started, before = time.monotonic(), Counter(server.requests)
        archive = folder / f"killed-{number}"
        hit = kill_at(moment, Running(archive, server))
        figures.killed += hit
        figures.ended_before += not hit
        stored = len(rows(archive, "SELECT id FROM articles")) if (archive / "archive.db").exists() else 0
        _finish(archive, server, figures, expected, plain)
        figures.asked_again.append(asked_twice(Counter(server.requests) - before, server))
        say(
            f"{number + 1:>3}: {'killed' if hit else 'ended'} {moment.seconds:.3f} s after request {moment.requests},"
            f" {stored} articles stored by then, {figures.asked_again[-1]} pages asked for again,"
            f" {len(figures.wrong)} faults, {time.monotonic() - started:.1f} s"
        )
    return figures


def kill_in_a_row(server: SampleServer, folder: Path, kills: int, seed: int) -> Figures:
    """One archive, killed again and again before a last run may finish."""
    figures = Figures()
    expected, plain, total = _never_killed(server, folder)
    archive, before = folder / "killed", Counter(server.requests)
    for moment in moments(seed, kills, max(total // kills, 1)):
        hit = kill_at(moment, Running(archive, server))
        figures.killed += hit
        figures.ended_before += not hit
    _finish(archive, server, figures, expected, plain)
    figures.asked_again.append(asked_twice(Counter(server.requests) - before, server))
    return figures


def _never_killed(server: SampleServer, folder: Path) -> tuple[dict[str, Any], dict[str, list[str]], int]:
    whole = folder / "never-killed"
    before = sum(server.requests.values())
    ran = crawl(whole, server.base_url)
    if ran.code:
        raise SystemExit(f"the crawl that is not killed ended with {ran.code}:\n{ran.err}")
    return truth(server.site, server.base_url), content(whole), sum(server.requests.values()) - before


def _finish(
    archive: Path,
    server: SampleServer,
    figures: Figures,
    expected: Mapping[str, Any],
    plain: Mapping[str, list[str]],
) -> None:
    ran = crawl(archive, server.base_url)
    if ran.code:
        figures.wrong.append(f"{archive}: the rerun ended with {ran.code}: {ran.err[-2000:]}")
    figures.wrong += losses(archive, expected, plain)
    figures.cut_records += len(list((archive / "warc").glob("*.cut")))


def say(text: str) -> None:
    """Prints at once, so that a long run can be watched."""
    print(text, flush=True)


def main() -> int:
    """Prints the figures; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description="kill crawls at random moments and look for losses")
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in-a-row", action="store_true", help="kill one archive again and again")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="quwa-killing-") as folder,
        SampleServer(SampleSite(articles=asked.articles)) as server,
    ):
        way = kill_in_a_row if asked.in_a_row else kill_one_by_one
        figures = way(server, Path(folder), asked.kills, asked.seed)
    say("\n".join(figures.wrong))
    say(
        json.dumps(
            {
                "articles": asked.articles,
                "killed": figures.killed,
                "ended before the kill": figures.ended_before,
                "pages asked for again": f"{sum(figures.asked_again)}, at most {max(figures.asked_again)} an archive",
                "records cut and set aside": figures.cut_records,
                "faults": len(figures.wrong),
            },
            indent=1,
        )
    )
    return bool(figures.wrong)


if __name__ == "__main__":
    sys.exit(main())
