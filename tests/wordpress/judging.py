"""One setting: put WordPress into it, archive it, compare; archive it again and see that nothing changes."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Ran, crawl
from tests.wordpress.comparing import Comparison, compare
from tests.wordpress.content import Content
from tests.wordpress.server import WordPress
from tests.wordpress.settings import Setting
from tests.wordpress.truth import truth

_VERSIONS = ("article_versions", "comment_versions", "author_versions")


@dataclass(frozen=True)
class Judgement:
    """What two runs in one setting came to; times in seconds."""

    setting: Setting
    first: Ran
    comparison: Comparison
    second: Ran
    versions: dict[str, int]
    times: tuple[float, float, float]

    def report(self) -> str:
        """Some lines for people."""
        prepared, first, second = self.times
        return (
            f"{self.setting.name}: exit {self.first.code}, then {self.second.code};"
            f" {prepared:.0f} s to set up, {first:.0f} s and {second:.0f} s to archive\n"
            f"{self.comparison.report()}\nsecond run: {sum(self.versions.values())} versions"
        )


def load(wordpress: WordPress) -> None:
    """Installs WordPress into its database and fills it."""
    wordpress.php("install.php", wordpress.base)
    wordpress.php("load.php", stdin=Content().json())


def apply(wordpress: WordPress, setting: Setting) -> str:
    """Puts the site into `setting`; gives its address."""
    wordpress.serve_below(setting.prefix)
    said = wordpress.php("settings.php", stdin=setting.as_json(wordpress.base))
    if not said.endswith("set\n"):  # WordPress refuses a theme that wants a newer one
        raise RuntimeError(f"{setting.name}: WordPress does not take this: {said.strip()[-300:]}")
    return f"{wordpress.base}{setting.prefix}/"


def judge(wordpress: WordPress, setting: Setting, folder: Path) -> Judgement:
    """Archives the site in `setting` into `folder`, twice."""
    began = time.monotonic()
    site = apply(wordpress, setting)
    expected = truth(json.loads(wordpress.php("truth.php")), setting)
    prepared = time.monotonic()
    first = crawl(folder, site, timeout=600)
    if not (folder / "archive.db").exists():
        raise AssertionError(f"{setting.name}: no archive; exit {first.code}: {first.err[-2000:]}")
    archived = time.monotonic()
    comparison = compare(folder, expected, setting)
    compared = time.monotonic()
    second = crawl(folder, site, "-a", "recheck=all", timeout=600)
    times = (prepared - began, archived - prepared, time.monotonic() - compared)
    return Judgement(setting, first, comparison, second, _versions(folder), times)


def _versions(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _VERSIONS
        }
        gone = "SELECT (SELECT count(*) FROM {0} WHERE gone_at IS NOT NULL OR missing_since IS NOT NULL)"
        for table in ("articles", "comments"):
            counts[f"{table} gone"] = connection.execute(gone.format(table)).fetchone()[0]
    return counts
