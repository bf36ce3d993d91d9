"""What is promised of every sample site: the same every time, so many articles, so many comments."""

from __future__ import annotations

import pytest

from quwa_archive.demo import SampleSite
from quwa_archive.demo.cases import CASES
from quwa_archive.demo.model import Comment, approved_items
from quwa_archive.demo.routes import Router

BASE = "http://127.0.0.1:8000/"


def shown_comments(site: SampleSite) -> int:
    return sum(
        isinstance(entry.item, Comment)
        for post in site.posts()
        if not post.password
        for entry in site.thread(post).shown()
    )


def page(site: SampleSite, path: str) -> bytes:
    return b"".join(Router(site, BASE).answer(path, {}).body)


def test_the_same_arguments_make_the_same_site() -> None:
    first, second = SampleSite(), SampleSite()
    for path in ("/", "/feed/", "/wp-json/wp/v2/comments?per_page=100", *first.paths):
        assert page(first, path) == page(second, path), path


def test_another_seed_makes_another_site() -> None:
    assert set(SampleSite(seed=1).paths) != set(SampleSite(seed=2).paths)


def test_forty_articles_have_five_hundred_comments() -> None:
    site = SampleSite()
    assert len(site.cards) == 40
    assert shown_comments(site) == 500


@pytest.mark.parametrize(("articles", "comments"), [(27, 497), (100, 1250), (250, 700)])
def test_any_size_has_exactly_as_many_as_asked_for(articles: int, comments: int) -> None:
    site = SampleSite(articles=articles, comments=comments)
    assert len(site.cards) == articles
    assert shown_comments(site) == comments


def test_an_article_is_the_same_on_a_site_of_another_size_but_for_dates_and_counts() -> None:
    small, large = SampleSite(articles=60), SampleSite(articles=600)
    for number in range(30):
        post_id = 1000 + 3 * number
        assert small.post(post_id).title == large.post(post_id).title
        assert small.post(post_id).parts == large.post(post_id).parts


def test_the_case_table_says_how_many_comments_each_case_has() -> None:
    site = SampleSite()
    for case in CASES:
        post = site.case(case.name)
        shown = [e for e in site.thread(post).shown() if isinstance(e.item, Comment)]
        assert (0 if post.password else len(shown), len(post.comments) + len(post.pings)) == (
            case.shown,
            case.ids,
        )
        assert post.published_at == case.published


def test_chosen_cases_keep_their_ids() -> None:
    everything, few = SampleSite(), SampleSite(articles=3, cases=("rich", "clock"))
    assert few.case("rich").id == everything.case("rich").id
    assert len(few.cards) == 3
    with pytest.raises(ValueError, match="no such case: wrong"):
        SampleSite(cases=("wrong",))


def test_sizes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="no room for 27 cases"):
        SampleSite(articles=5)
    with pytest.raises(ValueError, match="the cases have 497"):
        SampleSite(comments=30)


def test_ids_are_unique_and_rise_with_time_within_an_article() -> None:
    site = SampleSite(articles=200)
    seen: set[int] = set()
    for post in site.posts():
        ids = [*(comment.id for comment in post.comments), *(ping.id for ping in post.pings)]
        assert len(ids) == len(set(ids))
        assert seen.isdisjoint(ids)
        seen.update(ids)
        if post.case != "nested":  # where one reply has an older clock than its parent
            times = [comment.posted_at for comment in post.comments]
            assert times == sorted(times)


def test_articles_run_from_2013_to_2025_and_comments_follow_them() -> None:
    posts = list(SampleSite(articles=300).posts())
    assert {post.published_at.year for post in posts} == set(range(2013, 2026))
    assert all(comment.posted_at > post.published_at for post in posts for comment in post.comments)
    assert all(post.modified_at >= post.published_at for post in posts)


def test_no_two_articles_share_an_address_even_when_they_share_a_title() -> None:
    site = SampleSite(articles=3000)
    assert len(site.paths) == 3000
    assert any(path.endswith("-2/") for path in site.paths)


def test_a_large_site_is_laid_out_without_making_its_posts() -> None:
    site = SampleSite(articles=20_000)
    assert len(site.order) == 20_000
    assert len(site.own) == len(CASES)


def test_comment_ids_are_known_without_making_posts() -> None:
    site = SampleSite(articles=60)
    made = {item.id for post in site.posts() for item in approved_items(post)}
    assert {item_id for _, item_id, _ in site.arrivals()} == made


def test_a_misspelt_option_is_refused() -> None:
    with pytest.raises(TypeError):
        SampleSite(zoen="UTC")
    with pytest.raises(ValueError, match="layout is one of"):
        SampleSite(layout="blaber")
