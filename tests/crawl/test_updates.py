"""A later run costs in proportion to what changed, finds all of it, and marks nothing gone that may be there."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from quwa_archive.demo.model import Comment, Post, find_comment
from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import Ran, crawl
from tests.crawl.comparing import compare
from tests.crawl.killing import Running, asked_twice, content, damages, rows, value

QUICK = ("-s", "RETRY_TIMES=1", "-s", "DOWNLOAD_TIMEOUT=5")


@dataclass
class Changes:
    """What was done to a site between two runs."""

    comments: list[int] = field(default_factory=list)
    commented: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    unpublished: list[int] = field(default_factory=list)


def change(site: SampleSite) -> Changes:
    """12 comments on 8 old articles, 3 edited posts (one of them also commented), 5 new posts, 1 taken away."""
    old = [post for post in site.posts() if post.case is None and post.comments][:12]
    done = Changes(commented=[post.id for post in old[:8]])
    for number in range(12):
        post = old[number % 8]
        parent = post.comments[0].id if number >= 8 else None
        done.comments.append(site.add_comment(post.id, "Nadia", f"Word number {number}.", parent=parent).id)
    for post in old[7:10]:
        site.edit_post(post.id, text=f"{post.title}: told anew.\n\nWith one more paragraph.")
        done.edited.append(post.id)
    for number in range(5):
        done.published.append(
            site.add_post(f"News of the day {number}", "It happened.\n\nSo it was written.").id
        )
    site.unpublish(old[10].id)
    done.unpublished.append(old[10].id)
    return done


def asked(server: SampleServer, start: Callable[[], Ran]) -> tuple[Ran, Counter[tuple[str, str]]]:
    """How a run ended, and what it asked the server for."""
    before = Counter(server.requests)
    ran = start()
    return ran, Counter(server.requests) - before


def last_report(folder: Path) -> dict[str, Any]:
    """The report of the newest run."""
    report: dict[str, Any] = json.loads(value(folder, "SELECT report FROM runs ORDER BY id DESC LIMIT 1"))
    return report


def beside_what_is_gone(folder: Path, server: SampleServer, *, rest: bool = True) -> list[str]:
    """Differences from the truth, when what is marked as gone is left out: on a copy, the archive keeps it."""
    copy = folder.with_name(f"{folder.name}-without-gone")
    copy.mkdir()
    with (
        closing(sqlite3.connect(folder / "archive.db")) as source,
        closing(sqlite3.connect(copy / "archive.db")) as connection,
    ):
        source.backup(connection)
        gone = "(SELECT id FROM articles WHERE gone_at IS NOT NULL)"
        gone_comments = "(SELECT id FROM comments WHERE gone_at IS NOT NULL)"
        connection.execute(f"DELETE FROM links WHERE article_id IN {gone} OR comment_id IN {gone_comments}")
        connection.execute(f"DELETE FROM comments WHERE article_id IN {gone} OR gone_at IS NOT NULL")
        for table in ("article_terms", "images", "pings", "url_aliases"):
            connection.execute(f"DELETE FROM {table} WHERE article_id IN {gone}")
        connection.execute("DELETE FROM articles WHERE gone_at IS NOT NULL")
        connection.execute("DELETE FROM authors WHERE id NOT IN (SELECT author_id FROM articles)")
        connection.commit()
    result = compare(copy, truth(server.site, server.base_url), rest=rest)
    shutil.rmtree(copy)
    return result.differences


def test_a_site_of_500_articles_costs_what_has_changed(tmp_path: Path) -> None:
    """One archive's life: archived, looked at in vain, looked at whole, changed, and looked at once more."""
    folder = tmp_path / "archive"
    with SampleServer(SampleSite(articles=500)) as server:
        ran, first = asked(server, lambda: crawl(folder, server.base_url))
        assert ran.code == 0, ran.err
        assert asked_twice(first, server) == 0
        before = content(folder)

        ran, idle = asked(server, lambda: crawl(folder, server.base_url))
        assert ran.code == 0, ran.err
        assert sum(idle.values()) <= 12
        assert content(folder) == before

        size, index = _size(folder), _index_rows(folder)
        captures = value(folder, "SELECT count(*) FROM captures")
        ran = crawl(folder, server.base_url, "-a", "recheck=all")
        assert ran.code == 0, ran.err
        assert last_report(folder)["articles"] == {"unchanged": 500}
        assert content(folder) == before
        assert _index_rows(folder) == index
        # What grows is evidence, one capture a look: about 325 bytes each, 1.1 % of an archive of 29 kB an article.
        looks = value(folder, "SELECT count(*) FROM captures") - captures
        assert _size(folder) - size < 400 * looks

        done = change(server.site)
        ran, update = asked(server, lambda: crawl(folder, server.base_url))
        assert ran.code == 0, ran.err
        assert sum(update.values()) <= sum(first.values()) * 5 / 100
        assert asked_twice(update, server) == 0
        assert set(rows(folder, "SELECT id FROM comments")) >= set(done.comments)
        assert set(rows(folder, "SELECT id FROM articles")) >= set(done.published)
        assert sorted(rows(folder, "SELECT article_id FROM article_versions")) == sorted(done.edited)
        missing = "SELECT id FROM articles WHERE missing_since IS NOT NULL AND gone_at IS NULL"
        assert rows(folder, missing) == done.unpublished
        assert rows(folder, "SELECT id FROM articles WHERE gone_at IS NOT NULL") == []
        chosen = last_report(folder)["chosen"]
        assert chosen["new"] == 5
        assert sum(chosen.values()) <= 5 + 8 + 3 + 1

        ran, again = asked(server, lambda: crawl(folder, server.base_url))
        assert ran.code == 0, ran.err
        assert sum(again.values()) <= 12 + 1
        assert rows(folder, "SELECT id FROM articles WHERE gone_at IS NOT NULL") == done.unpublished
        assert beside_what_is_gone(folder, server) == []
        assert rows(folder, "SELECT comment_id FROM comment_versions") == []
        assert damages(folder) == []


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("archive.db*"))


def _index_rows(folder: Path) -> list[list[Any]]:
    tables = (
        "articles_fts_data",
        "comments_fts_data",
        "article_versions_fts_data",
        "comment_versions_fts_data",
    )
    return [rows(folder, f"SELECT id, hex(block) FROM {table}") for table in tables]


def test_the_api_alone_names_what_is_new_edited_and_commented(tmp_path: Path) -> None:
    """Each signal may be missing: here the sitemap and the feeds."""
    folder = tmp_path / "archive"
    with SampleServer(SampleSite(articles=40, cases=False, sitemap=False, feed=False)) as server:
        assert crawl(folder, server.base_url).code == 0
        done = change(server.site)
        ran, update = asked(server, lambda: crawl(folder, server.base_url))
        assert ran.code == 0, ran.err
        assert asked_twice(update, server) == 0
        assert set(rows(folder, "SELECT id FROM comments")) >= set(done.comments)
        assert set(rows(folder, "SELECT id FROM articles")) >= set(done.published)
        assert sorted(rows(folder, "SELECT article_id FROM article_versions")) == sorted(done.edited)


def test_without_the_api_a_look_at_everything_finds_everything(tmp_path: Path) -> None:
    """Within the schedule's span every article is looked at; deleted is what two whole looks did not show."""
    folder = tmp_path / "archive"
    with SampleServer(SampleSite(articles=40, cases=False, rest=False)) as server:
        site = server.site

        def look() -> None:
            ran = crawl(folder, server.base_url, "-a", "recheck=all")
            assert ran.code == 0, ran.err

        def marked(column: str) -> list[int]:
            return sorted(rows(folder, f"SELECT id FROM comments WHERE {column} IS NOT NULL"))

        look()
        done = change(site)
        deleted, parent, answer = _delete_two(site, untouched=done)
        look()
        assert set(rows(folder, "SELECT id FROM comments")) >= set(done.comments)
        assert set(rows(folder, "SELECT id FROM articles")) >= set(done.published)
        assert sorted(rows(folder, "SELECT article_id FROM article_versions")) == sorted(done.edited)
        assert rows(folder, "SELECT id FROM articles WHERE missing_since IS NOT NULL") == done.unpublished
        assert marked("gone_at") == []
        assert deleted in marked("missing_since")
        look()
        assert rows(folder, "SELECT id FROM articles WHERE gone_at IS NOT NULL") == done.unpublished
        assert deleted in marked("gone_at")
        assert not {parent, answer} & set(marked("gone_at")), "its page declares more than it shows"
        assert rows(folder, "SELECT comment_id FROM comment_versions") == []


def _delete_two(
    site: SampleSite, untouched: Changes, keep: list[tuple[Post, Comment]] | None = None
) -> tuple[int, int, int]:
    """Deletes a comment that nobody answered, and one with an answer, which stays approved but is shown no more.

    `keep` gets the first with its post, to be put back.
    """
    busy = {*untouched.commented, *untouched.edited, *untouched.published, *untouched.unpublished}
    posts = [post for post in site.posts() if post.id not in busy and not post.password]
    quiet, (other, parent, answer) = next(filter(None, map(_unanswered, posts))), (0, 0, 0)
    for post in posts:
        if post.id != site.post_of_comment(quiet) and (pair := _answered(post)):
            other, parent, answer = post.id, *pair
            break
    assert other
    post = site.keep(site.post_of_comment(quiet))
    if keep is not None:
        keep.append((post, find_comment(post, quiet)))
    site.delete_comment(quiet)
    site.delete_comment(parent)
    return quiet, parent, answer


def _unanswered(post: Post) -> int | None:
    """The last of a post's comments, if nobody answered it."""
    answered = {comment.parent_id for comment in post.comments}
    return next((c.id for c in reversed(post.comments) if c.id not in answered and not c.held), None)


def _answered(post: Post) -> tuple[int, int] | None:
    """A comment that answers none, and the one answer to it."""
    for comment in post.comments:
        answers = [c for c in post.comments if c.parent_id == comment.id]
        if comment.parent_id is None and len(answers) == 1 and _unanswered_by(post, answers[0].id):
            return comment.id, answers[0].id
    return None


def _unanswered_by(post: Post, comment_id: int) -> bool:
    return all(comment.parent_id != comment_id for comment in post.comments)


@dataclass
class Life:
    """What an archive held after each of three looks at a site with the API: before, after two, and after one more.

    Deleted in between: a comment nobody answered, one with an answer, and an article; then the first and the last
    are put back.
    """

    quiet: int
    parent: int
    answer: int
    article: int
    gone: list[set[int]] = field(default_factory=list)
    missing: list[set[int]] = field(default_factory=list)
    articles_gone: list[list[int]] = field(default_factory=list)
    events: Counter[tuple[str, int]] = field(default_factory=Counter)
    versions: int = 0
    differences: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    folder = tmp_path_factory.mktemp("life") / "archive"
    with SampleServer(SampleSite(articles=30, cases=False)) as server:
        site = server.site
        assert crawl(folder, server.base_url).code == 0
        kept: list[tuple[Post, Comment]] = []
        quiet, parent, answer = _delete_two(site, Changes(), kept)
        busy = {site.post_of_comment(answer), *(post.id for post, _ in kept)}
        article = site.keep(next(post.id for post in site.posts() if post.id not in busy))
        site.unpublish(article.id)
        life = Life(quiet, parent, answer, article.id)

        def look() -> None:
            crawl(folder, server.base_url, "-a", "recheck=all")
            life.gone.append(set(rows(folder, "SELECT id FROM comments WHERE gone_at IS NOT NULL")))
            life.missing.append(set(rows(folder, "SELECT id FROM comments WHERE missing_since IS NOT NULL")))
            life.articles_gone.append(rows(folder, "SELECT id FROM articles WHERE gone_at IS NOT NULL"))

        look()
        look()
        life.differences = beside_what_is_gone(folder, server)
        post, comment = kept[0]
        post.comments.append(comment)
        site.changed(post)
        site.enter(article)
        look()
        life.events = Counter(rows(folder, "SELECT kind, coalesce(comment_id, article_id) FROM events"))
        life.versions = len(
            rows(folder, "SELECT 1 FROM article_versions UNION ALL SELECT 1 FROM comment_versions")
        )
    return life


def test_deleted_comments_are_missing_once_and_then_gone(life: Life) -> None:
    assert life.quiet in life.missing[0]
    assert life.gone[0] == set()
    assert life.quiet in life.gone[1]
    assert life.articles_gone[:2] == [[], [life.article]]


def test_deleted_with_an_answer_only_the_deleted_comment_is_gone(life: Life) -> None:
    """The API lists the answer still: no page shows it, and it is hidden, not gone."""
    assert life.gone[1] == {life.quiet, life.parent}
    assert life.answer not in life.missing[1]
    # What a page once printed of the answer stays: its likes, and its time as printed.
    printed = tuple(
        f"comments.{column} of {life.answer}:" for column in ("likes", "posted_raw", "posted_local")
    )
    assert [line for line in life.differences if not line.startswith(printed)] == []


def test_what_comes_back_is_marked_as_back(life: Life) -> None:
    assert life.quiet not in life.gone[2] | life.missing[2]
    assert life.articles_gone[2] == []
    kinds = ("comment_missing", "comment_gone", "comment_back")
    assert [life.events[kind, life.quiet] for kind in kinds] == [1, 1, 1]
    kinds = ("article_missing", "article_gone", "article_back")
    assert [life.events[kind, life.article] for kind in kinds] == [1, 1, 1]
    assert life.versions == 0


def test_an_article_that_moves_keeps_its_row_and_one_that_loses_its_place_is_gone(tmp_path: Path) -> None:
    """Identity is the post id: a new address is one address more, and another post at an old address another post."""
    folder = tmp_path / "archive"
    with SampleServer(SampleSite(articles=12, cases=False)) as server:
        site = server.site
        assert crawl(folder, server.base_url).code == 0
        moving, leaving = (post for post in list(site.posts())[3:5])
        old_path, place = moving.path, leaving.path
        site.edit_post(moving.id, path="/daily-news/moved-away/", moved_from=(old_path,))
        site.unpublish(leaving.id)
        taking = site.add_post("Another post in the same place", "With a text of its own.", path=place)
        for _ in range(2):
            ran = crawl(folder, server.base_url, "-a", "recheck=all")
            assert ran.code == 0, ran.err
        assert beside_what_is_gone(folder, server) == []
        old = server.base_url + old_path[1:]
        assert value(folder, "SELECT article_id FROM url_aliases WHERE url = ?", old) == moving.id
        here = server.base_url + place[1:]
        assert rows(folder, "SELECT id FROM articles WHERE url = ?", here) == [taking.id]
        assert rows(folder, "SELECT id FROM articles WHERE gone_at IS NOT NULL") == [leaving.id]


def test_the_schedule_takes_the_longest_overdue_first_and_no_more_than_its_budget(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=12, cases=False)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        paths = sorted(server.site.paths)
        with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
            for day, path in enumerate(paths, start=1):
                due = f"2020-01-{day:02}T00:00:00Z"
                connection.execute(
                    "UPDATE urls SET next_check_at = ? WHERE url = ?", [due, server.base_url + path[1:]]
                )
            connection.commit()
        looked_at = []
        for _ in range(2):
            ran, requests = asked(server, lambda: crawl(tmp_path, server.base_url, "-s", "RECHECK_BUDGET=5"))
            assert ran.code == 0, ran.err
            assert last_report(tmp_path)["chosen"] == {"schedule": 5}
            looked_at.append(sorted(path for _, path in requests if path in paths))
        assert looked_at == [paths[:5], paths[5:10]]


# -- sites that go wrong under an archive that is whole ---------------------------------------------


def _nothing_was_lost(folder: Path, before: dict[str, list[str]]) -> None:
    after = content(folder)
    for table in ("articles", "comments", "pings", "article_terms", "links", "images", "article_versions"):
        assert after[table] == before[table], table
    for table in ("articles", "comments"):
        marked = f"SELECT count(*) FROM {table} WHERE missing_since IS NOT NULL OR gone_at IS NOT NULL"
        assert value(folder, marked) == 0


def test_a_site_that_goes_wrong_deletes_nothing(tmp_path: Path) -> None:
    """Two looks at each kind of damage, because the second is the one that marks things as gone."""
    damage: list[tuple[str, Any, int]] = [
        ("/*-*/", "truncate", 2),
        ("*", "block_page", 2),
        ("/*-*/", "block_page", 1),
        ("*", 503, 1),
    ]
    with SampleServer(SampleSite(articles=32)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        before = content(tmp_path)
        for pattern, kind, looks in damage:
            server.fault(pattern, kind, retry_after="3600" if kind == 503 else None)
            for _ in range(looks):
                ran = crawl(tmp_path, server.base_url, "-a", "recheck=all", *QUICK)
                assert ran.code in (3, 4), (kind, ran.err)
                assert "Traceback" not in ran.err
                _nothing_was_lost(tmp_path, before)
            server.clear_faults()
        ran = crawl(tmp_path, server.base_url, "-a", "recheck=all")
        assert ran.code == 0, ran.err
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_a_theme_that_is_renamed_half_way_is_an_alarm(tmp_path: Path) -> None:
    """Exit 3; the general layout reads the rest, no good row is touched, and the old look comes back as it was."""
    kept = (
        "SELECT json_array(id, url, title, body_text, author_id, published_at, access, comments_declared,"
        " content_hash, capture_id, missing_since, gone_at) FROM articles ORDER BY id"
    )
    with SampleServer(SampleSite(articles=60, cases=False)) as server:
        assert crawl(tmp_path, server.base_url).code == 0
        before, articles = content(tmp_path), rows(tmp_path, kept)
        running = Running(tmp_path, server, "-a", "recheck=all")
        assert running.wait_for_articles(20)
        server.site.rename_theme()
        ran = running.end()
        assert ran.code == 3, ran.err
        assert [line for line in ran.err.splitlines() if line.startswith("quwa: ")]
        assert rows(tmp_path, kept) == articles
        after = content(tmp_path)
        for table in ("pings", "article_terms", "links", "images", "article_versions", "comment_versions"):
            assert after[table] == before[table], table
        assert value(tmp_path, "SELECT count(*) FROM comments WHERE missing_since IS NOT NULL") == 0
        assert value(tmp_path, "SELECT count(*) FROM quarantine WHERE resolved_at IS NULL") == 0
        count = value(tmp_path, "SELECT count(*) FROM articles WHERE layout = 'general'")
        assert count >= 20
        assert value(tmp_path, "SELECT min(confidence) FROM articles") > 0.9
        assert value(tmp_path, "SELECT count(*) FROM readings WHERE why = 'agrees'") == count
        with server.site.lock:
            server.site.class_prefix = ""
            server.site.version += 1
        assert crawl(tmp_path, server.base_url, "-a", "recheck=all").code == 0
        assert value(tmp_path, "SELECT count(*) FROM readings") == 0
        assert compare(tmp_path, truth(server.site, server.base_url)).differences == []


def test_comments_that_vanish_from_every_page_are_an_alarm(tmp_path: Path) -> None:
    """As when a site moves its comments elsewhere: that is no moderator at work, and nothing is marked gone."""
    with SampleServer(SampleSite(articles=30, cases=False, rest=False)) as server:
        site = server.site
        assert crawl(tmp_path, server.base_url).code == 0
        comments = value(tmp_path, "SELECT count(*) FROM comments")
        assert comments > 100
        for post in list(site.posts()):
            site.keep(post.id).comments.clear()
            site.changed(site.post(post.id))
        for _ in range(2):
            ran = crawl(tmp_path, server.base_url, "-a", "recheck=all")
            assert ran.code == 3, ran.err
        assert value(tmp_path, "SELECT count(*) FROM comments WHERE gone_at IS NULL") == comments
