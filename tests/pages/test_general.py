"""The general layout alone: what it reads of pages whose look nobody wrote a class for."""

from __future__ import annotations

from quwa_archive import pages

URL = "https://sample.example/harbour-news/a-floating-dock-goes-for-a-walk/"
NEW_LOOK = (
    b'<!DOCTYPE html><html lang="en-US"><head><title>Redesign</title>'
    b"<link rel='shortlink' href='https://sample.example/?p=311'></head>"
    b'<body class="single single-post postid-311 neo"><div class="neo-story" id="story-311">'
    b'<h1 class="neo-title">A floating dock goes for a walk</h1><div class="neo-copy">'
    b"<p>The floating dock left its berth on Monday.</p></div></div></body></html>"
)


def test_a_look_that_nobody_knows() -> None:
    page = pages.read(NEW_LOOK, url=URL)
    assert (page.layout, page.post_id) == ("general", 311)
    assert page.title == "A floating dock goes for a walk"
    assert page.body_text == "The floating dock left its berth on Monday."
