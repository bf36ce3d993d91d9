"""Which category or tag an address leads to."""

from __future__ import annotations

import pytest

from quwa_archive.pages.around import slug_of


@pytest.mark.parametrize(
    ("href", "slug"),
    [
        ("https://example.org/category/fleet/mine-warfare/", "mine-warfare"),
        ("https://example.org/tag/ships#top", "ships"),
        ("/tag/ships/?utm_source=menu", "ships"),
        ("https://example.org/?tag=ships", "ships"),
        ("https://example.org/?utm_source=menu&tag=ships", "ships"),
        ("https://example.org/?cat=3", ""),
    ],
)
def test_slug_of(href: str, slug: str) -> None:
    assert slug_of(href) == slug
