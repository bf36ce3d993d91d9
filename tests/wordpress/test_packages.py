"""Where WordPress cannot be installed, one line says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wordpress import packages
from tests.wordpress.packages import CannotInstall, wordpress


def test_without_apt_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotInstall, match=r"^the WordPress test needs Debian's apt-get, which .*have$"):
        wordpress(tmp_path / "packages")


def test_without_root_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("apt-get", "dpkg-deb"):
        (tmp_path / program).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(packages, "_is_installed", lambda: False)
    with pytest.raises(
        CannotInstall, match=r"^the WordPress test needs root to install: apt-get install mariadb"
    ):
        wordpress(tmp_path / "packages")
