"""What is asked of the database for each article is found by an index: the hundred-thousandth costs what the first did."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from quwa_archive.archive import Archive
from quwa_archive.captures.layout import Exchange
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.replay import replay_tail
from tests.conftest import crawl

ARTICLES = 30
SMALL = {"search_pending", "json_each", "warc_files", "meta"}
"""What may be read whole: it does not grow with the archive."""


def test_nothing_that_is_asked_for_each_article_reads_a_table_whole(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=ARTICLES)) as server:
        site = server.base_url
        assert crawl(tmp_path, site).code == 0
    (tmp_path / "archive.db").unlink()
    statements: list[str] = []
    archive = Archive(tmp_path, site=site)
    archive.connection.set_trace_callback(statements.append)
    replay_tail(archive)  # takes in every visit as the crawl did, with the same statements
    for number in range(ARTICLES):
        archive.prepare(Exchange(site, "GET", [], 200, "OK", [], b"%d" % number, "2026-01-01T00:00:00Z"))
    archive.connection.set_trace_callback(None)
    shapes: dict[str, str] = {}
    asked: Counter[str] = Counter()
    for statement in statements:
        # For an INSERT, SQLite plans a look for orphans that it skips while there are none.
        if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
            continue
        shape = re.sub(r"\b\d+\b", "0", re.sub(r"'(?:[^']|'')*'", "''", statement))
        shapes.setdefault(shape, statement)
        asked[shape] += 1
    often = {shape: shapes[shape] for shape, times in asked.items() if times >= ARTICLES}
    assert len(often) > 10
    whole = set()
    for shape, statement in often.items():
        for *_, step in archive.connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
            table = re.match(r"SCAN (\w+)", step)
            if table and table[1] not in SMALL:
                whole.add(f"{step}: {shape}")
    archive.close()
    assert whole == set()
