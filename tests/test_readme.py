"""Every command in the README does what it says there."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from tests.conftest import ROOT, environment

README = ROOT / "README.md"


def commands() -> list[str]:
    """The lines of all shell blocks, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_every_command_works_in_the_order_in_which_it_stands(tmp_path: Path) -> None:
    with SampleServer(SampleSite(articles=30)) as server:
        for command in commands():
            code, output = _run(command, server.base_url, tmp_path)
            assert code == 0, f"{command}\n{output}"


def _run(command: str, site: str, folder: Path) -> tuple[int, str]:
    words = shlex.split(command)
    if words[0] == ".":
        return (0 if (ROOT / ".venv" / "bin" / "activate").exists() else 1), "no virtual environment"
    if words == ["make", "test"]:
        words = ["make", "--dry-run", "test"]  # it is what is running
    if words[0] == "make":
        # Set-up is done, or nothing here would run.
        words[1:1] = ["--old-file=.venv/.ready", "--old-file=.venv/.ready-desk"]
    if words[0] == "scrapy":
        assert "site=https://quwa.org/" in words
        words = [word.replace("https://quwa.org/", site) for word in words]
        words += ["-s", f"ARCHIVE_DIR={folder}", "-s", "DOWNLOAD_DELAY=0"]
    serves = words[:2] == ["quwa", "serve"]
    if serves:
        words += ["--port", "0"]
    if words[0] in ("scrapy", "quwa"):
        module = {"quwa": "quwa_archive.cli", "scrapy": "scrapy"}[words[0]]
        words = [sys.executable, "-m", module, *words[1:]]
    if words[0] == "sqlite3" and shutil.which("sqlite3") is None:
        connection = sqlite3.connect(ROOT / words[1])
        return (0 if connection.execute(words[2]).fetchall() else 1), "the query finds nothing"
    if serves:
        return _serve(words)
    done = subprocess.run(
        words, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300, check=False
    )
    return done.returncode, done.stdout + done.stderr


def _serve(words: list[str]) -> tuple[int, str]:
    """Starts what runs until it is stopped, and opens the page that it names."""
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment(PYTHONUNBUFFERED="1"), stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", line := process.stdout.readline())
        if found is None:
            return 1, line
        with urllib.request.urlopen(found[0]) as page:
            return 0 if page.status == 200 else 1, line
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def test_the_tables_of_arguments_and_exit_codes_are_complete() -> None:
    text = README.read_text(encoding="utf-8")
    for argument in ("site", "urls", "urls_file", "since", "until", "recheck"):
        assert f"-a {argument}=" in text
    from quwa_archive.runs.report import OUTCOMES

    for code in OUTCOMES:
        assert f"| {code} |" in text


def test_the_makefile_names_what_the_readme_promises() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "desk", "check", "docs", "bench"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
