"""What a site repeats: keys of lines, and which of them most of the other articles have."""

from __future__ import annotations

import pytest

from quwa_archive.boilerplate import Boilerplate, elsewhere, key_of, key_of_file, of_pages


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Letters to the desk", "letters  to the DESK!"),
        ("12 comments so far", "3 comments so far"),
        ("خبریں ہر روز", "خبریں  ہر روز۔"),
    ],
)
def test_a_line_is_known_by_its_letters(line: str, other: str) -> None:
    assert key_of(line) == key_of(other) is not None


def test_what_must_not_be_taken_for_each_other() -> None:
    assert key_of("Mission") != key_of("Mission", "heading")
    assert key_of("Two tugs") != key_of("Three tugs")


@pytest.mark.parametrize("line", ["", "12", "2026-11-03 · 14:05", "—", "x"])
def test_no_letters_no_line(line: str) -> None:
    assert key_of(line) is None


def test_a_line_is_the_site_s_where_most_others_have_it() -> None:
    pages = [{"all", "most", f"own{number}"} if number else {"all", "own0"} for number in range(4)]
    known = of_pages(pages)
    assert [key for key in ("all", "most", "own0", "own1") if key in known] == ["all", "most"]
    assert known.met == {"all", "most"}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_two_others_are_too_few(number: int) -> None:
    assert not of_pages([{"all"}] * number)


def test_what_one_other_has_is_no_boilerplate_and_yet_known() -> None:
    """An author's line, who wrote one of the others: it tells that a box says nothing of this article alone."""
    known = of_pages([{"all"}, {"all"}, {"all", "bio"}])
    assert ("bio" in known, elsewhere("bio") in known, elsewhere("own") in known) == (False, True, False)


def test_files_differ_by_their_numbers() -> None:
    assert key_of_file("/up/1.jpg") != key_of_file("/up/2.jpg")
    assert key_of_file("/up/1.jpg?w=300") == key_of_file("/up/1.jpg")


def test_half_of_many_is_needed() -> None:
    """A series of four articles in a row, among twelve, is no boilerplate: its note is the authors'."""
    pages = [{"series"} if number < 4 else {"other"} for number in range(12)]
    known = of_pages(pages)
    assert "series" not in known
    assert "other" in known


def test_the_keys_that_were_met_answer_alike() -> None:
    """A visit keeps no more than these; a rebuild asks the same questions and gets the same answers."""
    known = of_pages([{"a", "b", "c"}] * 3)
    asked = ["a", "x", "c"]
    answers = [key in known for key in asked]
    assert [key in Boilerplate(known.met) for key in asked] == answers == [True, False, True]
