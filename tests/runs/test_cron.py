"""The contract with cron: exit codes, one lock, clean interruption, and storage that fails; on the real commands."""

from __future__ import annotations

import json
import os
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quwa_archive.demo.server import SampleServer
from quwa_archive.demo.site import SampleSite
from quwa_archive.demo.truth import truth
from tests.conftest import ROOT, Ran, crawl, environment, run
from tests.crawl.comparing import compare
from tests.crawl.killing import QUICK, Running, content, damages, rows, value

ARTICLES = 36
QUWA = (sys.executable, "-m", "quwa_archive.cli")


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(SampleSite(articles=ARTICLES, cases=False)) as server:
        yield server


@pytest.fixture(autouse=True)
def _no_faults(server: SampleServer) -> Iterator[None]:
    yield
    server.clear_faults()


@pytest.fixture(scope="module")
def expected(server: SampleServer) -> dict[str, Any]:
    return truth(server.site, server.base_url)


@pytest.fixture(scope="module")
def archived(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archived")
    ran = crawl(folder, server.base_url)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def archive(archived: Path, tmp_path: Path) -> Path:
    """A copy of a whole archive, to be harmed."""
    return Path(shutil.copytree(archived, tmp_path / "archive"))


def one_line(ran: Ran) -> str:
    """The one line that a person reads: on stderr, after `quwa:`."""
    lines = [line for line in ran.err.splitlines() if line.startswith("quwa: ")]
    assert len(lines) == 1, ran.err
    assert "Traceback" not in ran.out + ran.err
    return lines[0]


def summaries(ran: Ran) -> list[str]:
    """The headings of the tables at the end of runs."""
    return [line for line in ran.out.splitlines() if line.rpartition(": ")[2].strip() in ("complete", "interrupted")]


def update(folder: Path, server: SampleServer, *arguments: str) -> Ran:
    """`quwa update` of the sample site."""
    return run(["quwa", "update", "--archive", str(folder), "--site", server.base_url, *QUICK, *arguments])


# -- interruption ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "command"), [(signal.SIGTERM, "scrapy"), (signal.SIGINT, "quwa")], ids=["SIGTERM", "SIGINT"]
)
def test_a_signal_ends_the_run_cleanly_and_resumably(
    number: signal.Signals, command: str, server: SampleServer, expected: dict[str, Any], tmp_path: Path
) -> None:
    running = Running(tmp_path, server, command=command)
    assert running.wait_for_articles(8)
    ran = running.end(number)
    assert ran.code == 130, ran.err
    assert "Traceback" not in ran.out + ran.err
    assert len(summaries(ran)) == 1, ran.out
    assert "run the same command again to continue" in ran.out
    stored = value(tmp_path, "SELECT count(*) FROM articles")
    assert 0 < stored < ARTICLES
    assert rows(tmp_path, "SELECT exit_code, outcome FROM runs") == [(130, "interrupted")]
    assert damages(tmp_path) == []
    before = sum(server.requests.values())
    again = crawl(tmp_path, server.base_url)
    assert again.code == 0, again.err
    assert f"articles new   {ARTICLES - stored}" in again.out
    assert sum(server.requests.values()) - before < ARTICLES - stored + 30
    assert compare(tmp_path, expected).differences == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_the_first_request(number: signal.Signals, server: SampleServer, tmp_path: Path) -> None:
    """While the archive is being opened, with no signal handler of Scrapy's in place yet."""
    running = Running(tmp_path, server, command="quwa")
    assert running.wait_until((tmp_path / "archive.lock").exists)
    ran = running.end(number)
    assert "Traceback" not in ran.out + ran.err
    assert ran.code == 130, ran


def test_a_signal_during_a_pause_that_the_site_asked_for(server: SampleServer, tmp_path: Path) -> None:
    """Nobody waits for the end of a Retry-After of minutes."""
    refused = server.fault("/daily*", 503, times=1, retry_after="290")
    running = Running(tmp_path, server)
    assert running.wait_until(lambda: refused.met > 0)
    ran = running.end(signal.SIGTERM, timeout=60)
    assert ran.code == 130, ran.err
    assert "Traceback" not in ran.err


def test_max_minutes(server: SampleServer, expected: dict[str, Any], tmp_path: Path) -> None:
    server.fault("/daily*", "slow", seconds=0.5)
    ran = update(tmp_path, server, "--max-minutes", "0.02")
    assert ran.code == 3, ran.err
    assert "run the same command again to continue" in ran.out
    assert 0 < value(tmp_path, "SELECT count(*) FROM articles") < ARTICLES
    assert value(tmp_path, "SELECT json_extract(report, '$.out_of_time') FROM runs") == 1
    server.clear_faults()
    again = update(tmp_path, server, "--max-minutes", "30")
    assert again.code == 0, again.err
    assert compare(tmp_path, expected).differences == []


# -- one run at a time ----------------------------------------------------------------------------


def _cpu(start: Callable[[], Ran]) -> tuple[Ran, float]:
    """How a command ended, and the seconds of processor that it took: the clock says more of the machine's load."""

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    return start(), spent() - before


def test_a_second_start_says_so_at_once_and_disturbs_nothing(
    server: SampleServer, expected: dict[str, Any], tmp_path: Path
) -> None:
    _, bare = _cpu(lambda: run(["quwa", "--help"]))
    held = server.fault("/daily*", "slow", seconds=60)
    first = Running(tmp_path, server)
    assert first.wait_until(lambda: held.met > 0)
    asked = sum(server.requests.values())
    for start in (lambda: update(tmp_path, server), lambda: crawl(tmp_path, server.base_url)):
        second, seconds = _cpu(start)
        assert second.code == 75, second
        assert str(first.process.pid) in one_line(second)
        assert summaries(second) == []
        assert seconds < max(1, 12 * bare)
    rebuilt = run(["quwa", "rebuild", "--archive", str(tmp_path)])
    assert (rebuilt.code, str(first.process.pid) in one_line(rebuilt)) == (75, True)
    assert sum(server.requests.values()) == asked
    assert value(tmp_path, "SELECT count(*) FROM runs") == 1
    first.end(signal.SIGKILL)
    server.clear_faults()
    ran = crawl(tmp_path, server.base_url)
    assert ran.code == 0, ran.err
    assert compare(tmp_path, expected).differences == []


# -- storage that fails ---------------------------------------------------------------------------


def in_namespace(script: str, *arguments: str) -> list[str]:
    """A command for a shell that may mount: what it mounts vanishes with it."""
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *user, "--mount", "sh", "-c", script, "sh", *arguments]


def can_mount() -> bool:
    try:
        return subprocess.run(in_namespace("mount -t tmpfs none /tmp"), capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def shell(command: Sequence[str], **options: Any) -> Ran:
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120, check=False, **options
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.skipif(not can_mount(), reason="this machine lets nobody mount a small disk; see the next test")
@pytest.mark.parametrize("size", ["700k", "2m"])
def test_the_disk_is_full(size: str, server: SampleServer, expected: dict[str, Any], tmp_path: Path) -> None:
    """On a disk that is smaller than the archive; copied to a bigger one, the run goes on."""
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    ran = shell(
        in_namespace(
            'mount -t tmpfs -o size="$1" none "$2" || exit 99; disk=$2 copy=$3; shift 3;'
            ' "$@"; code=$?; cp -a "$disk" "$copy"; exit $code',
            *(size, str(disk), str(copy), *QUWA, "update", "--archive", str(disk), "--site", server.base_url, *QUICK),
        )
    )
    assert ran.code == 5, ran
    assert "full" in one_line(ran) or "No space" in one_line(ran)
    assert damages_after_a_run(copy, server) == []
    assert compare(copy, expected).differences == []


@pytest.mark.skipif(not can_mount(), reason="this machine lets nobody mount a small disk; see the next test")
def test_the_disk_is_full_before_the_run_begins(archive: Path, server: SampleServer, expected: dict[str, Any]) -> None:
    copy = archive.with_name("copy")
    disk = archive.with_name("disk")
    disk.mkdir()
    ran = shell(
        in_namespace(
            'mount -t tmpfs -o size=64m none "$1" || exit 99; cp -a "$2/." "$1"; cat /dev/zero > "$1/rest" 2>/dev/null;'
            ' disk=$1 copy=$3; shift 3; "$@"; code=$?; rm "$disk/rest"; cp -a "$disk" "$copy"; exit $code',
            *(str(disk), str(archive), str(copy)),
            *(*QUWA, "update", "--archive", str(disk), "--site", server.base_url, *QUICK),
        )
    )
    assert ran.code == 5, ran
    one_line(ran)
    assert damages_after_a_run(copy, server) == []
    assert compare(copy, expected).differences == []


def test_files_may_not_grow(server: SampleServer, expected: dict[str, Any], tmp_path: Path) -> None:
    """The limit of the system on the size of a file stands in for a full disk where nobody may mount one."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    command = [*QUWA, "update", "--archive", str(tmp_path), "--site", server.base_url, *QUICK]
    ran = shell(command, preexec_fn=limit)
    assert ran.code == 5, ran
    one_line(ran)
    assert damages_after_a_run(tmp_path, server) == []
    assert compare(tmp_path, expected).differences == []


def damages_after_a_run(folder: Path, server: SampleServer) -> list[str]:
    """What is wrong with an archive once a run with enough room has ended well."""
    ran = crawl(folder, server.base_url)
    return damages(folder) if ran.code == 0 else [f"the next run ended with {ran.code}: {ran.err}"]


def without_privileges(command: Sequence[str]) -> list[str]:
    """The command for whom permissions count: root may write everywhere."""
    if os.geteuid():
        return list(command)
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", *command]


@pytest.mark.parametrize("what", ["", "archive.db", "warc", "logs"], ids=["everything", "database", "warc", "logs"])
def test_what_cannot_be_written(what: str, archive: Path, server: SampleServer) -> None:
    before = content(archive)
    paths = [archive / what] if what else [archive, *archive.rglob("*")]
    usual = {path: path.stat().st_mode for path in paths}
    for path, mode in usual.items():
        path.chmod(mode & 0o555)
    try:
        ran = shell(
            without_privileges([*QUWA, "update", "--archive", str(archive), "--site", server.base_url, *QUICK])
        )
    finally:
        for path, mode in usual.items():
            path.chmod(mode)
    assert ran.code == 5, ran
    assert str(archive) in one_line(ran)
    assert content(archive) == before


def test_a_folder_that_cannot_be_made(server: SampleServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ran = update(tmp_path / "file" / "archive", server)
    assert ran.code == 5
    assert str(tmp_path / "file") in one_line(ran)


def _flip_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    for place in range(middle - 60_000, middle + 60_000):
        data[place] ^= 0xFF
    path.write_bytes(data)


def _cut_in_half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _erase_the_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(100))


@pytest.mark.parametrize("harm", [_flip_the_middle, _cut_in_half, _erase_the_header])
def test_a_damaged_database_is_named_and_made_anew_from_the_captures(
    harm: Callable[[Path], None], archive: Path, server: SampleServer, expected: dict[str, Any]
) -> None:
    harm(archive / "archive.db")
    warc = sorted((path.name, path.stat().st_size) for path in (archive / "warc").iterdir())
    ran = update(archive, server)
    assert ran.code == 5, ran
    line = one_line(ran)
    assert "quwa rebuild" in line
    kept = dict((path.name, path.stat().st_size) for path in (archive / "warc").iterdir())
    assert all(kept[name] >= size for name, size in warc)
    rebuilt = run(["quwa", "rebuild", "--archive", str(archive)])
    assert rebuilt.code == 0, rebuilt
    assert compare(archive, expected).differences == []


def test_somebody_elses_database_is_left_alone(server: SampleServer, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    ran = update(tmp_path, server)
    assert ran.code == 5
    assert "not a Quwa archive" in one_line(ran)
    assert path.read_bytes() == before


# -- what is said afterwards ----------------------------------------------------------------------


def test_every_run_leaves_the_same_report_in_the_database_and_in_a_file(archived: Path) -> None:
    logs = sorted((archived / "logs").glob("run-*.json"))
    stored = rows(archived, "SELECT id, started_at, ended_at, exit_code, outcome, report FROM runs ORDER BY id")
    assert len(logs) == len(stored) >= 1
    for log, (number, started_at, ended_at, code, outcome, report) in zip(logs, stored, strict=True):
        told = json.loads(log.read_text(encoding="utf-8"))
        assert {key: told[key] for key in json.loads(report)} == json.loads(report)
        assert (told["run"], told["ended_at"], told["exit_code"], told["outcome"]) == (number, ended_at, code, outcome)
        assert started_at <= ended_at
    first = json.loads(logs[0].read_text(encoding="utf-8"))
    assert first["articles"] == {"new": ARTICLES}
    assert first["chosen"] == {"new": ARTICLES}
    assert {"sitemap", "rest", "rest-comments", "feed", "comments-feed"} <= set(first["ways"])
    assert first["requests"] > ARTICLES


def test_runs_lists_them_newest_first(server: SampleServer, archive: Path) -> None:
    server.fault("*", 503, retry_after="0")
    assert update(archive, server).code == 4
    listed = run(["quwa", "runs", "--archive", str(archive)])
    assert listed.code == 0
    lines = listed.out.splitlines()
    assert ["site unreachable" in lines[0], "0 complete" in lines[-1]] == [True, True]


def test_health_is_for_monitoring(server: SampleServer, archive: Path, tmp_path: Path) -> None:
    def health(folder: Path, *arguments: str) -> Ran:
        return run(["quwa", "health", "--archive", str(folder), *arguments])

    assert health(archive, "--max-age", "26h").code == 0
    assert health(archive, "--max-age", "0m").code != 0
    assert health(tmp_path / "nothing").code not in (0, 1)
    server.fault("*", 503, retry_after="0")
    assert update(archive, server).code == 4
    ill = health(archive, "--max-age", "26h")
    assert ill.code != 0
    assert "4" in ill.out
    assert "Traceback" not in ill.err


def test_the_entry_for_cron_works_as_it_is(server: SampleServer, archive: Path) -> None:
    """As cron runs it: by sh, with next to no environment, from another folder."""
    scheduled = run(["quwa", "schedule", "--cron", "--archive", str(archive)])
    assert scheduled.code == 0
    lines = [line for line in scheduled.out.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) == 1
    minute, hour, day, month, weekday, command = lines[0].split(maxsplit=5)
    assert (minute.isdigit(), hour.isdigit(), day, month, weekday) == (True, True, "*", "*", "*")
    before = sum(server.requests.values())
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("\\%", "%")],
        cwd="/",
        env={"HOME": str(archive), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    logged = "".join(path.read_text() for path in (archive / "logs").glob("*.log"))
    assert done.returncode == 0, (done, logged)
    assert sum(server.requests.values()) > before
    assert value(archive, "SELECT count(*) FROM runs") == 2


def test_the_entry_for_systemd_names_a_program_that_is_there(archive: Path) -> None:
    scheduled = run(["quwa", "schedule", "--systemd", "--archive", str(archive)])
    assert scheduled.code == 0
    fields = dict(line.split("=", 1) for line in scheduled.out.splitlines() if "=" in line and line[0] != "#")
    program, *arguments = shlex.split(fields["ExecStart"])
    assert os.access(program, os.X_OK)
    assert str(archive) in arguments
    assert {"[Service]", "[Timer]", "[Install]"} <= set(scheduled.out.splitlines())
    assert fields["OnCalendar"]
    assert fields["Persistent"] == "true"


def test_somebody_is_told_when_a_run_fails_and_only_then(server: SampleServer, archive: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    hook = tmp_path / "hook"
    hook.write_text(f'#!/bin/sh\ncat > "{told}"\necho " $*" >> "{told}"\n')
    hook.chmod(0o755)
    assert update(archive, server, "-s", f"NOTIFY={hook}").code == 0
    assert not told.exists()
    server.fault("*", 503, retry_after="0")
    assert update(archive, server, "-s", f"NOTIFY={hook}").code == 4
    report, _, code = told.read_text().strip().rpartition(" ")
    assert (json.loads(report)["exit_code"], code) == (4, "4")
    told.unlink()
    _erase_the_header(archive / "archive.db")
    assert update(archive, server, "-s", f"NOTIFY={hook}").code == 5
    assert told.read_text().strip().endswith(" 5")


def test_a_hook_that_fails_changes_nothing_of_how_the_run_ended(server: SampleServer, archive: Path) -> None:
    server.fault("*", 503, retry_after="0")
    ran = update(archive, server, "-s", "NOTIFY=/no/such/program")
    assert ran.code == 4
    assert "notification" in ran.err
    assert "Traceback" not in ran.err
