"""An archive for the desk's tests: the sample site, with two edits, a deleted comment, Urdu and a hostile comment."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from quwa_archive.demo import SampleServer, SampleSite
from tests.conftest import crawl

ORIGIN = 101
"""The article with 23 comments."""
TUG = 116
"""An article with 51 comments."""
NESTED = 104
"""The article that is edited here, with a comment edited and one deleted."""
HOSTILE_NAME = "<b onmouseover=alert(1)>Eve</b>"
HOSTILE_HTML = """<p>Before. <script>document.title = 'owned'</script><img src=x onerror="document.title='owned'">
<a href="javascript:document.title='owned'">a link</a> <a href="https://range.example/" onclick="document.title='owned'">good</a>
<a href="java&#10;script:document.title='owned'">split</a> <a href="data:text/html,<script>alert(1)</script>">data</a>
<svg onload="document.title='owned'"><animate onbegin="document.title='owned'" attributeName=x dur=1s /></svg>
<iframe src="javascript:parent.document.title='owned'"></iframe><iframe srcdoc="<script>parent.document.title='owned'</script>"></iframe>
<style>body { display: none } * { background: url(https://evil.example/x) }</style>
<div style="position:fixed;inset:0;z-index:9999;background:url(https://evil.example/y)">over everything</div>
<form action="https://evil.example/"><input name=q><button formaction="javascript:document.title='owned'">press</button></form>
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/"><link rel=stylesheet href=https://evil.example/z>
<details open ontoggle="document.title='owned'"><summary>s</summary></details><video src=x onerror="document.title='owned'"></video>
<p id="main" class="site-head" name="location">After.</p>
<math><mtext></table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=document.title='owned'&gt;">"""


def make_desk_archive(folder: Path) -> Path:
    """Crawls the sample site three times, changing it in between; returns the archive's folder."""
    site = SampleSite()
    with SampleServer(site) as server:
        _crawl(folder, server.base_url)
        nested = {c.author_name: c.id for c in site.post(NESTED).comments}
        site.edit_comment(
            nested["early bird"], "The east one, surely. Correction: the west one, next to the gantry."
        )
        site.edit_post(NESTED, title="Two slipways, one car park: the keel blocks are found")
        site.delete_comment(nested["Hana Kolarik"])
        _crawl(folder, server.base_url, "-a", "recheck=all")
        site.add_comment(TUG, "Ömer Çelik", "The Türkiye yard builds the Tankı hull for Erdoğan Liman.")
        hostile = site.add_comment(NESTED, HOSTILE_NAME, "A hostile comment about the gantry.")
        site.add_comment(NESTED, "كاتب", "یہ کشتي كراچی کی ہے، محمّد نے دیکھی۔ \x1b[31mred\u202e")
        _crawl(folder, server.base_url, "-a", "recheck=all")
    connection = sqlite3.connect(folder / "archive.db")
    with connection:
        # Whether a third look settles it is the crawl's own affair, with tests of its own.
        connection.execute(
            "UPDATE comments SET gone_at = '2026-01-02T00:00:00Z' WHERE id = ? AND gone_at IS NULL",
            [nested["Hana Kolarik"]],
        )
        connection.execute("UPDATE comments SET body_html = ? WHERE id = ?", [HOSTILE_HTML, hostile.id])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return folder


def _crawl(folder: Path, site: str, *more: str) -> None:
    ran = crawl(folder, site, *more)
    assert ran.code in (0, 3), ran.err[-2000:]


if __name__ == "__main__":
    make_desk_archive(Path(sys.argv[1]))
