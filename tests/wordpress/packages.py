"""Gets MariaDB, PHP and WordPress from Debian, without starting any service of the machine.

PHP and MariaDB's programs are installed; WordPress's packages, which would bring a web server with them, are only
unpacked into a folder of ours.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

INSTALLED = (
    "mariadb-server-core",  # the programs alone: the package without "core" starts a service
    "mariadb-client-core",
    "php-cli",
    "php-mysql",
    "php-mbstring",
    "php-xml",
    "php-intl",
)
UNPACKED = (
    "wordpress",
    "wordpress-l10n",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentytwo",
    "wordpress-theme-twentytwentythree",
)
_PROGRAMS = ("mariadbd", "mariadb-install-db", "php")
_EXTENSIONS = {"mysqli", "mbstring", "xml", "intl"}


class CannotInstall(Exception):
    """One line that says what is missing."""


def wordpress(folder: Path) -> Path:
    """The folder of an unpacked WordPress below `folder`; installs and unpacks what is not there yet."""
    if not _is_installed():
        _need_apt()  # before anything is made
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes may start at once
        return _wordpress(folder)


def _wordpress(folder: Path) -> Path:
    if not _is_installed():
        _apt("update", "-q")
        _apt("install", "-y", "-q", "--no-install-recommends", *INSTALLED)
    home = folder / "debian" / "usr" / "share" / "wordpress"
    if not (folder / "unpacked").exists():
        _need_apt()
        packages = folder / "packages"
        packages.mkdir(parents=True, exist_ok=True)
        try:
            _apt("download", "-q", *UNPACKED, cwd=packages)
        except CannotInstall:
            _apt("update", "-q")
            _apt("download", "-q", *UNPACKED, cwd=packages)
        for package in sorted(packages.glob("*.deb")):
            subprocess.run(["dpkg-deb", "--extract", package, folder / "debian"], check=True)
        (folder / "unpacked").touch()
    return home


def _is_installed() -> bool:
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    if not all(shutil.which(program, path=path) for program in _PROGRAMS):
        return False
    modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout
    return set(modules.lower().split()) >= _EXTENSIONS


def _need_apt() -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise CannotInstall("the WordPress test needs Debian's apt-get, which this machine does not have")
    if os.geteuid() != 0:
        raise CannotInstall(
            f"the WordPress test needs root to install: apt-get install {' '.join(INSTALLED)}"
        )


def _apt(*arguments: str, cwd: Path | None = None) -> None:
    done = subprocess.run(
        ["apt-get", *arguments],
        cwd=cwd,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("E:")]
        said = lines[0] if lines else done.stderr.strip()[-200:]
        raise CannotInstall(f"apt-get {arguments[0]} failed: {said}")
