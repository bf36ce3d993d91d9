"""An entry for cron or systemd that keeps an archive up to date."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

_SERVICE = """\
# ~/.config/systemd/user/quwa-archive.service
[Unit]
Description=Bring the archive in {folder} up to date

[Service]
Type=oneshot
ExecStart={command}
# 3: some pages are missing, the next run continues; 75: another run is still going on.
SuccessExitStatus=3 75

# ~/.config/systemd/user/quwa-archive.timer
[Unit]
Description=Every night

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}
RandomizedDelaySec=15m
Persistent=true

[Install]
WantedBy=timers.target

# systemctl --user daemon-reload && systemctl --user enable --now quwa-archive.timer
"""


def make_schedule(folder: Path, *, systemd: bool, at: str) -> str:
    """The text of the entry; `at` is ``HH:MM``.  The command is this installation's own, with whole paths; the
    archive knows its site, and what is set in ``QUWA_ARCHIVE_CONTACT`` and ``QUWA_ARCHIVE_NOTIFY`` is written out.
    """
    hour, minute = (int(part) for part in at.split(":"))
    folder = folder.absolute()
    words = [str(Path(sys.executable).parent / "quwa"), "update", "--archive", str(folder)]
    for name in ("CONTACT", "NOTIFY"):
        if value := os.environ.get(f"QUWA_ARCHIVE_{name}"):
            words += ["-s", f"{name}={value}"]
    command = shlex.join(words)
    if systemd:
        return _SERVICE.format(folder=folder, command=command.replace("%", "%%"), hour=hour, minute=minute)
    logs = folder / "logs"
    log = shlex.quote(str(logs / "cron.log"))
    line = f"mkdir -p {shlex.quote(str(logs))} && {command} >> {log} 2>&1"
    line = line.replace("%", r"\%")  # which cron reads as a line break
    return f"{minute} {hour} * * * {line}\n"
