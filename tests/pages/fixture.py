"""A page and what it says: `python -m tests.pages.fixture DIR…` writes `expected.json` anew, to be read by eye.

A fixture is a folder `tests/fixtures/pages/<layout>/<what-is-special>/` with `page.html` (written for this
project), `meta.json` (address, date, why it is here; `encoding` where the HTTP header names one) and
`expected.json`: the `PageItem` without the fields that have their default, or the error the page raises.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from quwa_archive import pages
from quwa_archive.errors import PageError

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"


def folders() -> list[Path]:
    """Every fixture, found by walking the tree, but for those of the general layout (`test_general_fixtures`)."""
    return sorted(
        page.parent for page in FIXTURES.glob("*/*/page.html") if page.parent.parent.name != "general"
    )


def meta_of(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text())
    return meta


def expected_of(folder: Path) -> Any:
    return json.loads((folder / "expected.json").read_text())


def found_in(folder: Path) -> Any:
    """What the page of a fixture says now, in the form of `expected.json`."""
    meta = meta_of(folder)
    try:
        page = pages.read((folder / "page.html").read_bytes(), url=meta["url"], encoding=meta.get("encoding"))
    except PageError as error:
        return {
            "error": error.reason,
            **({"kind": error.kind} if isinstance(error, pages.NotAnArticle) else {}),
        }
    return plain(page)


def plain(value: Any) -> Any:
    """Items as JSON, without the fields that have their default."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def _is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return field.default is not dataclasses.MISSING and bool(value == field.default)


def command(folder: Path) -> str:
    """The command that repairs a fixture."""
    return f"python -m tests.pages.fixture {folder.relative_to(FIXTURES.parent.parent.parent)}"


def write(folder: Path) -> None:
    text = json.dumps(found_in(folder), ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        write(Path(argument))
