"""MariaDB, PHP and WordPress on loopback, with all data in one folder; nothing of the machine is changed."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.wordpress.packages import wordpress
from tests.wordpress.themes import name_of

Json = dict[str, Any]

PHP = Path(__file__).parent / "php"
PACKAGES = Path(tempfile.gettempdir()) / "quwa-wordpress-packages"
"""Kept between sessions: 20 MB that need not be fetched each time."""
WORKERS = 3
_PATIENCE = 60.0


class WordPress:
    """One running WordPress. Use it as a context manager: what it started, it stops."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "site"
        self.socket = folder / "db.sock"
        self.prefix_file = folder / "prefix"
        self.port = _free_port()
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def base(self) -> str:
        """The address of the server, without the sub-folder that the site may live in."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> WordPress:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._make_site(wordpress(PACKAGES))
            self._start_database()
            self._start_web()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends what was started, each with its own children: PHP's workers outlive PHP."""
        for process in reversed(self._processes):
            _signal(process, signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
        self._processes.clear()

    def wait(self) -> None:
        """Until the web server ends, by itself or by a signal."""
        self._processes[-1].wait()

    def php(self, script: str, *arguments: str, stdin: Json | None = None) -> str:
        """Runs one of the scripts in ``php/`` inside this WordPress; gives what it prints."""
        done = subprocess.run(
            ["php", "-d", "memory_limit=1G", "-d", "display_errors=stderr", PHP / script, *arguments],
            input=json.dumps(stdin) if stdin is not None else None,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if done.returncode:
            raise RuntimeError(f"php {script}: {(done.stderr or done.stdout).strip()[:2000]}")
        return done.stdout

    def add_theme(self, folder: Path) -> None:
        """Puts a copy of the theme in `folder` beside the others."""
        shutil.copytree(folder, self.root / "wp-content" / "themes" / name_of(folder), dirs_exist_ok=True)

    def serve_below(self, prefix: str) -> None:
        """Answers below ``prefix`` (``/blog``) only; ``""`` is the whole server."""
        self.prefix_file.write_text(prefix)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "QUWA_WORDPRESS_ROOT": str(self.root),
            "QUWA_WORDPRESS_SOCKET": str(self.socket),
            "QUWA_WORDPRESS_PREFIX_FILE": str(self.prefix_file),
            "PHP_CLI_SERVER_WORKERS": str(WORKERS),
        }

    def _make_site(self, original: Path) -> None:
        if not self.root.exists():
            shutil.copytree(original, self.root, symlinks=True)
            (self.root / "wp-config.php").unlink()
            shutil.copy(PHP / "config.php", self.root / "wp-config.php")
        plugins = self.root / "wp-content" / "mu-plugins"
        plugins.mkdir(exist_ok=True)
        shutil.copy(PHP / "quiet.php", plugins / "quiet.php")
        self.serve_below("")

    def _start_database(self) -> None:
        data = self.folder / "db"
        # Of its own: a server that starts clears the temporary tables of others out of a common one.
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
        common = ["--no-defaults", f"--datadir={data}", f"--tmpdir={temporary}"]
        common += ["--user=root"] if os.geteuid() == 0 else []
        if not data.exists():
            _run(
                "mariadb-install-db",
                *common,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                path=path,
            )
        program = shutil.which("mariadbd", path=path)
        assert program is not None
        self._spawn(
            [
                *(program, *common, f"--socket={self.socket}", "--skip-networking", "--skip-grant-tables"),
                *("--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=128M"),
                f"--pid-file={self.folder / 'db.pid'}",
            ],
            "db.log",
        )
        self._wait(self._database_answers, "the database")
        sql = "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"
        _run("mariadb", "--no-defaults", f"--socket={self.socket}", "-e", sql)

    def _database_answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket)) == 0

    def _start_web(self) -> None:
        self._spawn(
            [
                *("php", "-d", "opcache.enable_cli=1", "-d", "opcache.revalidate_freq=60"),
                *("-d", "memory_limit=512M", "-d", "display_errors=0"),
                *("-S", f"127.0.0.1:{self.port}", "-t", str(self.root), str(PHP / "router.php")),
            ],
            "web.log",
        )
        self._wait(self._web_answers, "the web server")

    def _web_answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _spawn(self, command: list[str], log: str) -> None:
        with (self.folder / log).open("wb") as output:
            self._processes.append(
                subprocess.Popen(
                    command,
                    env=self._environment(),
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=_end_with_parent,
                )
            )

    def _wait(self, answers: Any, what: str) -> None:
        until = time.monotonic() + _PATIENCE
        while not answers():
            if self._processes[-1].poll() is not None or time.monotonic() > until:
                logs = [f"{path}: {path.read_text()[-500:]}" for path in sorted(self.folder.glob("*.log"))]
                raise RuntimeError(f"{what} did not start; " + "; ".join(logs))
            time.sleep(0.1)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """To the process and its children: it leads a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end_with_parent() -> None:
    """Linux ends the process when the test that started it is killed, whatever killed it."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _run(*command: str, path: str | None = None) -> None:
    program = shutil.which(command[0], path=path) or command[0]
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {(done.stderr or done.stdout).strip()[-1000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
