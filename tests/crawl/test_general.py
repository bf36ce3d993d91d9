"""A site in a look that nobody wrote a layout for: archived with stated confidence, and never at the cost of good rows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quwa_archive.demo.layouts.frame import rename_classes
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import crawl, run
from tests.crawl.comparing import compare
from tests.crawl.killing import rows, value
from tests.rebuild.archives import differences, tables


def rebuilt_alike(folder: Path) -> None:
    before = tables(folder)
    ran = run(["quwa", "rebuild", "--archive", str(folder)])
    assert ran.code in (0, 3), ran.err
    assert differences(before, tables(folder)) == {}


def test_a_site_that_no_layout_knows_from_the_start(tmp_path: Path) -> None:
    site = SampleSite(articles=40)
    site.rename_theme()
    with SampleServer(site) as server:
        ran = crawl(tmp_path, server.base_url)
        assert ran.code == 0, ran.err
        found = compare(tmp_path, truth(site, server.base_url))
        named = [
            line
            for line in found.differences
            if not line.startswith(("pings", "articles.body_html", "articles.layout"))
        ]
        assert named == []
        assert found.compared > 2_000
        assert (
            value(tmp_path, "SELECT count(*) FROM articles WHERE layout <> 'general' OR confidence < 0.8")
            == 0
        )
        checks = json.loads(value(tmp_path, "SELECT checks FROM readings ORDER BY article_id"))
        assert {"post_id", "title", "comment_count", "api"} <= {check["name"] for check in checks}
        assert value(tmp_path, "SELECT count(*) FROM readings WHERE why <> 'first'") == 0
        assert crawl(tmp_path, server.base_url).code == 0
        assert "general layout" in run(["quwa", "check", "--archive", str(tmp_path)]).out
    rebuilt_alike(tmp_path)


def test_what_a_site_prints_on_every_article_is_no_article_s(tmp_path: Path) -> None:
    """Boxes of plugins that no list names, at both ends of every body; the first pages wait until others were seen."""
    site = SampleSite(articles=24, cases=False, layout="blabber", plugin_boxes=True, rest=False, feed=False)
    site.rename_theme()
    with SampleServer(site) as server:
        ran = crawl(tmp_path, server.base_url)
        assert ran.code == 0, ran.err
        found = compare(tmp_path, truth(site, server.base_url))
        assert [line for line in found.differences if line.startswith("articles.body_text")] == []
        assert value(tmp_path, "SELECT count(*) FROM articles WHERE layout = 'general'") == 24
        site.add_post("A late tug", "One paragraph that came after all others.")
        assert crawl(tmp_path, server.base_url).code == 0
        assert value(tmp_path, "SELECT body_text FROM articles ORDER BY id DESC LIMIT 1") == (
            "One paragraph that came after all others."
        )
        assert value(tmp_path, "SELECT count(*) FROM article_versions") == 0
    rebuilt_alike(tmp_path)


def test_articles_that_wait_for_others_are_filed_though_none_come(tmp_path: Path) -> None:
    """A run of two, then of one by its address, of a site in an unknown look: nothing waits beyond the run."""
    site = SampleSite(articles=2, cases=False, layout="blabber", plugin_boxes=True)
    site.rename_theme()
    with SampleServer(site) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        assert value(tmp_path, "SELECT count(*) FROM articles WHERE layout = 'general'") == 2
        post = site.add_post("A third tug", "It came alone.")
        url = server.base_url.rstrip("/") + post.path
        assert crawl(tmp_path, server.base_url, "-a", f"urls={url}").code == 0
        assert value(tmp_path, "SELECT count(*) FROM articles WHERE layout = 'general'") == 3
        assert value(tmp_path, "SELECT count(*) FROM urls WHERE state <> 'done'") == 0
    rebuilt_alike(tmp_path)


def test_a_general_reading_that_differs_leaves_the_good_row(tmp_path: Path) -> None:
    """One page alone in another look, with another text: it goes to quarantine with its reading beside it."""
    with SampleServer(SampleSite(articles=12, cases=False)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        kept = "SELECT json_array(id, title, body_text, layout, content_hash) FROM articles ORDER BY id"
        before = rows(tmp_path, kept)
        post = next(iter(server.site.posts()))
        url = server.base_url.rstrip("/") + post.path
        server.site.edit_post(
            post.id, text="Nothing of what stood here before is true any more, says nobody."
        )
        server.site.rename_theme()
        ran = crawl(tmp_path, server.base_url, "-a", f"urls={url}")
        assert ran.code == 3, ran.err
        assert rows(tmp_path, kept) == before
        reason, reading = rows(tmp_path, "SELECT reason, reading FROM quarantine WHERE resolved_at IS NULL")[
            0
        ]
        assert reason == "general_disagrees"
        assert json.loads(reading)["body_text"].startswith("Nothing of what stood here")
        shown = run(["quwa", "check", "--archive", str(tmp_path)])
        assert shown.code == 3
        assert f"two readings of post {post.id}" in shown.out
        assert "layout blabber" in shown.out
        rebuilt_alike(tmp_path)


def test_a_site_in_a_new_look_is_believed_after_a_few_pages_and_said_so(tmp_path: Path) -> None:
    """All pages are new in look and text: the first are held back, then the site has changed, and the run says so."""
    with SampleServer(SampleSite(articles=12, cases=False)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        for number, post in enumerate(list(server.site.posts())):
            server.site.edit_post(
                post.id, text=f"Text number {number} is another one altogether, and quite short."
            )
        server.site.rename_theme()
        ran = crawl(tmp_path, server.base_url, "-a", "recheck=all", "-s", "CONCURRENT_REQUESTS=1")
        assert ran.code == 3, ran.err
        assert "another look" in ran.err
        whys = dict(rows(tmp_path, "SELECT why, count(*) FROM readings GROUP BY why"))
        assert whys == {"general_disagrees": 2, "site_changed": 10}
        assert value(tmp_path, "SELECT count(*) FROM article_versions") == 10
        assert value(tmp_path, "SELECT count(*) FROM comments WHERE missing_since IS NOT NULL") == 0
        rebuilt_alike(tmp_path)


def test_what_the_feed_states_shows_where_a_text_begins_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new look prints lines of its own within the text, in elements that are called like nothing known."""

    def with_lines(html: str, prefix: str) -> str:
        line = '<div class="{}line"><p>{}</p></div>'
        above = line.format(
            prefix, "The new gazette is here: more pictures, larger letters, the same old docks."
        )
        below = line.format(
            prefix, "Whoever has read this far may as well read on, there is a lot more below."
        )
        html, starts = re.subn(
            r'<div class="[^"]*\bentry-content\b[^>]*>', lambda found: found[0] + above, html
        )
        html, ends = re.subn("</div><!-- .entry-content -->", lambda found: below + found[0], html)
        assert starts == ends == 1
        return rename_classes(html, prefix)

    monkeypatch.setattr("quwa_archive.demo.layouts.rename_classes", with_lines)
    site = SampleSite(articles=10, cases=False)
    site.rename_theme()
    with SampleServer(site) as server:
        ran = crawl(tmp_path, server.base_url)
        assert ran.code == 0, ran.err
        found = compare(tmp_path, truth(site, server.base_url))
        assert [
            line
            for line in found.differences
            if not line.startswith(("pings", "articles.body_html", "articles.layout"))
        ] == []
        outcomes = rows(
            tmp_path,
            "SELECT json_extract(value, '$.outcome'), count(*) FROM readings, json_each(checks)"
            " WHERE json_extract(value, '$.name') = 'stated' GROUP BY 1",
        )
        assert outcomes == [("agree", 10)]
        post = next(iter(site.posts()))
        shown = run(["quwa", "layout", str(post.id), "--archive", str(tmp_path)]).out
        assert "stated           title the same, beginning the same, end the same" in shown
    rebuilt_alike(tmp_path)
    assert run(["quwa", "verify", "--archive", str(tmp_path)]).code == 0
