"""`docs/notebook.py` runs and draws its plots."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, environment


def test_notebook(desk: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    shutil.copy(desk / "archive.db", archive)
    ran = subprocess.run(
        [sys.executable, "docs/notebook.py", str(archive), str(tmp_path)],
        cwd=ROOT,
        env=environment(QUWA_TESTS_LEAVE_OUT_PANDAS="", MPLCONFIGDIR=str(tmp_path / "mpl")),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "40 articles, 505 comments, 1 of them deleted since" in ran.stdout
    assert "datetime64[ms, UTC]" in ran.stdout
    for name in ("years", "hours", "answers"):
        assert "<svg" in (tmp_path / f"notebook-{name}.svg").read_text("utf-8")
