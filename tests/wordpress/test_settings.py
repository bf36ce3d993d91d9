"""In every setting the archive holds what WordPress's database holds, nothing else, and does not change by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.wordpress.judging import judge
from tests.wordpress.known import KNOWN
from tests.wordpress.server import WordPress
from tests.wordpress.settings import MATRIX, Setting


def _parameter(setting: Setting) -> object:
    mark = [pytest.mark.xfail(reason=setting.not_yet, strict=True)] if setting.not_yet else []
    return pytest.param(setting, id=setting.name, marks=mark)


@pytest.mark.parametrize("setting", [_parameter(setting) for setting in MATRIX])
def test_an_archive_holds_what_the_database_holds(
    wordpress: WordPress, setting: Setting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judgement = judge(wordpress, setting, tmp_path / "archive")
    with capsys.disabled():
        sys.stdout.write(f"\n{judgement.report()}\n")
    assert not judgement.comparison.errors, "\n".join(judgement.comparison.errors[:40])
    unused = [
        known.reason
        for known in KNOWN
        if known.where(setting) and known.reason not in judgement.comparison.known
    ]
    assert not unused, f"does not differ any more, take it out of known.py: {unused}"
    assert judgement.first.code in setting.exit_codes
    assert not any(judgement.versions.values()), judgement.versions
    assert judgement.second.code == judgement.first.code
