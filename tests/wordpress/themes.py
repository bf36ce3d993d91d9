"""What a theme prints of what the database holds: what it leaves out is no loss of the archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Theme:
    """One theme's pages.

    ``author``: ``linked``, ``name`` (alone, without address) or ``none``. ``time``: whether the date of a comment has
    a time; ``machine``: whether it has a ``<time datetime>``. ``ping_kinds``: whether pingbacks and trackbacks can be
    told apart; ``ping_ids``: whether they carry their comment's number. ``bio_paragraphs``: the theme makes paragraphs
    of a bio; ``escaped_names``: HTML in a commenter's name is printed as text. ``published``: how many letters of
    `2020-01-02T03:04:05` the page says of an article's publication.
    """

    blocks: bool = False
    author: str = "linked"
    bio: bool = True
    bio_paragraphs: bool = False
    time: bool = True
    machine: bool = True
    ping_kinds: bool = True
    ping_ids: bool = True
    escaped_names: bool = False
    published: int = 19


_BLOCKS = Theme(blocks=True, author="name", bio=False)

THEMES = {
    "default": Theme(author="none", bio=False, machine=False, published=16),  # Kubrick
    "twentyten": Theme(machine=False, ping_kinds=False, ping_ids=False, published=16),
    "twentyeleven": Theme(ping_kinds=False, ping_ids=False),
    "twentyfourteen": Theme(bio=False),
    "twentyseventeen": Theme(bio=False),
    "twentytwenty": Theme(bio_paragraphs=True, escaped_names=True, published=10),
    "twentytwentytwo": _BLOCKS,
    "twentytwentythree": Theme(blocks=True, author="name", bio=False, time=False),
    # Its block for the author's name came with WordPress 6.2: before, it prints none.
    "twentytwentyfour": Theme(blocks=True, author="none", bio=False, time=False),
}
"""Themes that leave something out. Of others it is taken that they print what Twenty Twenty-One prints."""


def theme_of(name: str) -> Theme:
    """What the theme in the folder `name` prints."""
    return THEMES.get(name, Theme())


def name_of(folder: Path) -> str:
    """The name by which WordPress knows the theme in `folder`; raises `ValueError` where there is none."""
    if not (folder / "style.css").is_file():
        raise ValueError(f"no theme in {folder}: it has no style.css")
    return folder.resolve().name
