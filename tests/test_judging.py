"""What becomes of a reading that rests on inference, beside what is stored."""

from __future__ import annotations

import json

from quwa_archive import judging
from quwa_archive.items import CheckItem, CommentItem, PageItem
from quwa_archive.pages.general.checks import THRESHOLD, confidence_of
from quwa_archive.store.evidence import ApiComment
from quwa_archive.store.readings import StoredReading, Tally

TEXT = "The floating dock left its berth on Monday and came back on Tuesday."


def page(*checks: CheckItem, title: str = "A dock goes for a walk", text: str = TEXT) -> PageItem:
    item = PageItem("https://sample.example/a/", "general", 7, title, text, f"<p>{text}</p>")
    item.comments = [CommentItem(number, f"Reader {number}", f"Text {number}", "") for number in range(1, 6)]
    item.checks = list(checks) or [CheckItem("title", "agree"), CheckItem("post_id", "agree")]
    item.confidence = confidence_of(item.checks)
    return item


def stored(layout: str = "blabber", title: str = "A dock goes for a walk", text: str = TEXT) -> StoredReading:
    comments = {number: (f"Reader {number}", f"Text {number}") for number in range(1, 6)}
    return StoredReading(layout, title, text, comments)


def api(number: int, author: str, text: str) -> ApiComment:
    return ApiComment(
        number, 7, None, author, None, f"<p>{text}</p>", "2020-01-01T00:00:00", "2020-01-01T00:00:00Z", "x"
    )


def test_confidence_is_the_stated_function_of_the_checks() -> None:
    assert confidence_of([]) == 0.6
    assert confidence_of([CheckItem("title", "agree")]) == 0.8
    assert confidence_of([CheckItem("title", "agree"), CheckItem("post_id", "agree")]) == 0.9
    assert confidence_of([CheckItem("title", "agree"), CheckItem("comment_parts", "disagree")]) == 0.4
    assert confidence_of([CheckItem("title", "silent")]) == 0.6


def test_only_what_the_site_states_elsewhere_takes_the_confidence_over_095() -> None:
    of_the_page = [
        CheckItem(name, "agree")
        for name in ("post_id", "title", "body", "comment_ids", "comment_count", "comment_parts", "nesting")
    ]
    assert confidence_of(of_the_page) == confidence_of([*of_the_page, CheckItem("api", "agree")]) == 0.95
    assert confidence_of([*of_the_page, CheckItem("stated", "silent")]) == 0.95
    assert confidence_of([*of_the_page, CheckItem("stated", "agree")]) > 0.98
    assert confidence_of([*of_the_page, CheckItem("stated", "disagree")]) < THRESHOLD


def test_a_new_article_is_archived_if_the_reading_is_sure_enough() -> None:
    assert judging.judge(page(), None, Tally()).why == "first"
    doubtful = page(CheckItem("comment_parts", "disagree", "no texts"))
    assert doubtful.confidence is not None
    assert doubtful.confidence < THRESHOLD
    judged = judging.judge(doubtful, None, Tally())
    assert judged.reason == "low_confidence"
    assert "no texts" in judged.detail


def test_a_row_of_a_specific_layout_is_replaced_by_what_agrees_with_it() -> None:
    assert judging.judge(page(), stored(), Tally()).why == "agrees"
    assert judging.judge(page(text=TEXT + " Twice."), stored(), Tally()).why == "agrees"


def test_a_row_of_a_specific_layout_is_kept_from_what_does_not() -> None:
    for different in (
        page(title="Menu"),
        page(text="You may also like these other stories of ours"),
        page(text=""),
    ):
        judged = judging.judge(different, stored(), Tally())
        assert judged.reason == "general_disagrees"
        assert "blabber" in judged.detail
    few = page()
    few.comments = few.comments[:2]
    assert "2 of 5 comments" in judging.judge(few, stored(), Tally()).detail


def test_a_row_of_the_general_layout_is_replaced_as_any_other() -> None:
    assert judging.judge(page(title="Another"), stored("general"), Tally()).reason == ""


def test_most_articles_of_a_run_in_a_new_look_are_a_new_look() -> None:
    different = page(title="A dock goes for a walk again")
    assert judging.judge(different, stored(), Tally(recognised=0, displaced=1)).reason == "general_disagrees"
    assert judging.judge(different, stored(), Tally(recognised=0, displaced=2)).why == "site_changed"
    assert judging.judge(different, stored(), Tally(recognised=9, displaced=8)).reason == "general_disagrees"
    assert judging.judge(different, stored(), Tally(recognised=9, displaced=9)).why == "site_changed"


def test_the_api_proves_a_reading_or_disproves_it() -> None:
    sure, wrong = page(), page()
    judging.add_api_check(sure, {n: api(n, f"Reader {n}", f"Text {n}") for n in range(1, 6)})
    judging.add_api_check(wrong, {n: api(n, f"Text {n}", f"Reader {n}") for n in range(1, 6)})
    assert sure.checks[-1].outcome == "agree"
    assert wrong.checks[-1].outcome == "disagree"
    assert sure.confidence is not None
    assert wrong.confidence is not None
    assert sure.confidence > (page().confidence or 1)
    assert wrong.confidence < THRESHOLD
    judging.add_api_check(sure, {99: api(99, "Nobody", "here")})
    assert [check.name for check in sure.checks].count("api") == 1


def test_whoever_gave_the_api_no_name_may_be_called_anonymous_on_the_page() -> None:
    read = page()
    judging.add_api_check(read, {n: api(n, "", f"“Text” {n}") for n in range(1, 6)})
    assert read.checks[-1] == CheckItem("api", "agree", "of 5 comments 5 authors and 5 texts are the API's")


def test_a_reading_beside_a_page_in_quarantine_holds_all_that_was_read() -> None:
    kept = json.loads(judging.as_json(page()))
    assert kept["title"] == "A dock goes for a walk"
    assert [comment["id"] for comment in kept["comments"]] == [1, 2, 3, 4, 5]
