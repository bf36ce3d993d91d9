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
from tests.crawl.killing import QUICK, Running, content, damages, rows, value, warc_damages

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
    """The outcomes that stand over the tables at the end of runs."""
    said = " ".join(ran.out.split())
    return [outcome for outcome in ("complete", "interrupted") for _ in range(said.count(f": {outcome}"))]


def update(folder: Path, server: SampleServer, *arguments: str) -> Ran:
    """`quwa update` of the sample site."""
    return run(["quwa", "update", "--archive", str(folder), "--site", server.base_url, *QUICK, *arguments])


# -- interruption ---------------------------------------------------------------------------------


def test_a_signal_ends_the_run_cleanly_and_resumably(
    server: SampleServer, expected: dict[str, Any], tmp_path: Path
) -> None:
    """SIGTERM as systemd sends it, SIGINT as a terminal does; then the run that may end."""
    stored = 0
    for number, command in ((signal.SIGTERM, "scrapy"), (signal.SIGINT, "quwa")):
        running = Running(tmp_path, server, command=command)
        assert running.wait_for_articles(8)
        ran = running.end(number)
        assert ran.code == 130, ran.err
        assert "Traceback" not in ran.out + ran.err
        assert summaries(ran) == ["interrupted"], ran.out
        assert "run the same command again to continue" in ran.out
        before, stored = stored, value(tmp_path, "SELECT count(*) FROM articles")
        assert before < stored < ARTICLES
        assert damages(tmp_path) == []
    assert rows(tmp_path, "SELECT exit_code, outcome FROM runs") == [(130, "interrupted")] * 2
    asked = sum(server.requests.values())
    last = crawl(tmp_path, server.base_url)
    assert last.code == 0, last.err
    assert json.loads(value(tmp_path, "SELECT report FROM runs WHERE id = 3"))["articles"] == {
        "new": ARTICLES - stored
    }
    assert sum(server.requests.values()) - asked < ARTICLES - stored + 20
    assert compare(tmp_path, expected).differences == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_the_first_request(
    number: signal.Signals, server: SampleServer, tmp_path: Path
) -> None:
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
    # In the order of their addresses: a third at once, and then so slowly that time runs out.
    for path in sorted(server.site.paths)[ARTICLES // 3 :]:
        server.fault(path, "slow", seconds=6)
    ran = update(tmp_path, server, "--max-minutes", "0.07")
    assert ran.code == 3, ran.err
    assert "run the same command again to continue" in ran.out
    assert 0 < value(tmp_path, "SELECT count(*) FROM articles") < ARTICLES
    assert value(tmp_path, "SELECT json_extract(report, '$.out_of_time') FROM runs") == 1
    server.clear_faults()
    again = update(tmp_path, server, "--max-minutes", "30")
    assert again.code == 0, again.err
    assert compare(tmp_path, expected).differences == []


def test_max_minutes_end_the_search_for_articles_too(server: SampleServer, tmp_path: Path) -> None:
    """On a first run of a big site the lists alone take longer than that."""
    server.fault("/wp-json/*", "slow", seconds=2)
    running = Running(tmp_path, server, "--max-minutes", "0.01", command="quwa")
    ran = running.end()
    assert ran.code == 3, ran.err
    assert len([path for _, path in running.requests if path.startswith("/wp-json/")]) <= 1
    assert [path for _, path in running.requests if path in server.site.paths] == []


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
    held = server.fault("/wp-json/*", "slow", seconds=60)
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
        return (
            subprocess.run(
                in_namespace("mount -t tmpfs none /tmp"), capture_output=True, check=False
            ).returncode
            == 0
        )
    except FileNotFoundError:
        return False


def shell(command: Sequence[str], **options: Any) -> Ran:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


SMALL_DISK = """
mount -t tmpfs -o size="$1" none "$2" || exit 99
disk=$2 copy=$3 filled=$4
shift 4
[ -z "$filled" ] || { cp -a "$filled/." "$disk"; cat /dev/zero > "$disk/rest" 2> /dev/null; }
"$@"
code=$?
rm -f "$disk/rest"
cp -a "$disk" "$copy"
exit $code
"""
"""Runs a command with a folder on a disk of its own; what it leaves there is copied before the disk vanishes."""


@pytest.mark.skipif(not can_mount(), reason="this machine lets nobody mount a disk: the next test stands in")
@pytest.mark.parametrize("filled", [False, True], ids=["in the middle", "from the start"])
def test_the_disk_is_full(
    filled: bool, archived: Path, server: SampleServer, expected: dict[str, Any], tmp_path: Path
) -> None:
    """A disk that is smaller than the archive; and an archive on a disk where nothing more fits."""
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    size, start = ("64m", str(archived)) if filled else ("2m", "")
    command = [*QUWA, "update", "--archive", str(disk), "--site", server.base_url, *QUICK]
    ran = shell(in_namespace(SMALL_DISK, size, str(disk), str(copy), start, *command))
    assert ran.code == 5, ran
    assert "full" in one_line(ran) or "No space" in one_line(ran)
    if not filled:
        assert 0 < value(copy, "SELECT count(*) FROM articles") < ARTICLES
        again = crawl(copy, server.base_url)
        assert again.code == 0, again.err
        assert damages(copy) == []
    assert compare(copy, expected).differences == []


def test_files_may_not_grow(server: SampleServer, tmp_path: Path) -> None:
    """The system's limit on the size of a file stands in for a full disk where nobody may mount one."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))

    command = [*QUWA, "update", "--archive", str(tmp_path), "--site", server.base_url, *QUICK]
    ran = shell(command, preexec_fn=limit)
    assert ran.code == 5, ran
    one_line(ran)
    assert value(tmp_path, "PRAGMA integrity_check") == "ok"
    assert warc_damages(tmp_path) == []


def without_privileges(command: Sequence[str]) -> list[str]:
    """The command for whom permissions count: root may write everywhere."""
    if os.geteuid():
        return list(command)
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", *command]


@pytest.mark.parametrize(
    "what", ["", "archive.db", "warc", "logs"], ids=["everything", "database", "warc", "logs"]
)
def test_what_cannot_be_written(what: str, archive: Path, server: SampleServer) -> None:
    before = content(archive)
    paths = [archive / what] if what else [archive, *archive.rglob("*")]
    usual = {path: path.stat().st_mode for path in paths}
    for path, mode in usual.items():
        path.chmod(mode & 0o555)
    try:
        ran = shell(
            without_privileges(
                [*QUWA, "update", "--archive", str(archive), "--site", server.base_url, *QUICK]
            )
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


def _erase_the_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(100))


@pytest.mark.parametrize("harm", [_flip_the_middle, _erase_the_header])
def test_a_damaged_database_is_named_and_made_anew_from_the_captures(
    harm: Callable[[Path], None], archive: Path, server: SampleServer, expected: dict[str, Any]
) -> None:
    harm(archive / "archive.db")
    warc = sorted((path.name, path.stat().st_size) for path in (archive / "warc").iterdir())
    ran = update(archive, server)
    assert ran.code == 5, ran
    line = one_line(ran)
    assert "quwa rebuild" in line
    kept = {path.name: path.stat().st_size for path in (archive / "warc").iterdir()}
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
    stored = rows(
        archived, "SELECT id, started_at, ended_at, exit_code, outcome, report FROM runs ORDER BY id"
    )
    assert len(logs) == len(stored) >= 1
    for log, (number, started_at, ended_at, code, outcome, report) in zip(logs, stored, strict=True):
        told = json.loads(log.read_text(encoding="utf-8"))
        assert {key: told[key] for key in json.loads(report)} == json.loads(report)
        assert (told["run"], told["ended_at"], told["exit_code"], told["outcome"]) == (
            number,
            ended_at,
            code,
            outcome,
        )
        assert started_at <= ended_at
    first = json.loads(logs[0].read_text(encoding="utf-8"))
    assert first["articles"] == {"new": ARTICLES}
    assert first["chosen"] == {"new": ARTICLES}
    assert {"sitemap", "rest", "rest-comments", "feed", "comments-feed"} <= set(first["ways"])
    assert first["requests"] > ARTICLES


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


def test_a_run_that_fails_is_told_of_by_all_that_watch(
    server: SampleServer, archive: Path, tmp_path: Path
) -> None:
    """The hook, `quwa health` and `quwa runs`; and a run that ends well by none."""
    told, hook = tmp_path / "told", tmp_path / "hook"
    hook.write_text(f'#!/bin/sh\ncat > "{told}"\necho " $*" >> "{told}"\n')
    hook.chmod(0o755)
    assert update(archive, server, "-s", f"NOTIFY={hook}").code == 0
    assert not told.exists()
    assert health(archive, "26h").code == 0
    assert health(archive, "0m").code == 3

    server.fault("*", 503, retry_after="0")
    assert update(archive, server, "-s", f"NOTIFY={hook}").code == 4
    report, _, code = told.read_text().strip().rpartition(" ")
    assert (json.loads(report)["exit_code"], code) == (4, "4")
    assert health(archive, "26h").code == 3
    listed = run(["quwa", "runs", "--archive", str(archive)]).out.splitlines()
    assert ["site unreachable" in line for line in listed] == [True, False, False]
    assert ["0 complete" in line for line in listed] == [False, True, True]

    told.unlink()
    _erase_the_header(archive / "archive.db")
    assert update(archive, server, "-s", f"NOTIFY={hook}").code == 5
    assert told.read_text().strip().endswith(" 5")
    failed = update(archive, server, "-s", "NOTIFY=/no/such/program")
    assert failed.code == 5, "a hook that fails changes nothing of how the run ended"
    assert "notification" in failed.err
    assert "Traceback" not in failed.err


def health(folder: Path, max_age: str) -> Ran:
    """`quwa health`."""
    return run(["quwa", "health", "--archive", str(folder), "--max-age", max_age])


def test_an_archive_that_was_never_made_is_not_healthy(tmp_path: Path) -> None:
    ran = health(tmp_path, "26h")
    assert ran.code not in (0, 1)
    one_line(ran)
