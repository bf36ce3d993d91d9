"""A WordPress for people.

``python -m tests.wordpress [SETTING…]``    judges all settings, or these
``python -m tests.wordpress serve SETTING`` only serves
``python -m tests.wordpress theme FOLDER…`` judges themes that are not packaged: a folder each, as WordPress has it
``python -m tests.wordpress install``       only installs
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.wordpress.judging import apply, judge, load
from tests.wordpress.packages import CannotInstall, wordpress
from tests.wordpress.server import PACKAGES, WordPress
from tests.wordpress.settings import MATRIX, Setting
from tests.wordpress.themes import name_of


def main(arguments: list[str]) -> int:
    """Exit code 0: no errors; 1: errors; 2: cannot be run here, or wrong usage."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if word == "install":
            wordpress(PACKAGES)
            return 0
        if word == "theme":
            return _run(_themes(rest), [Path(folder) for folder in rest])
        return _run(_settings(rest if word == "serve" else arguments), [], serves=word == "serve")
    except (CannotInstall, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _settings(names: list[str]) -> list[Setting]:
    by_name = {setting.name: setting for setting in MATRIX}
    for name in names:
        if name not in by_name:
            raise ValueError(f"no such setting: {name}; there are: {', '.join(by_name)}")
    return [by_name[name] for name in names] or list(MATRIX)


def _themes(folders: list[str]) -> list[Setting]:
    """With the API and without it: the second says more about the theme."""
    if not folders:
        raise ValueError("which theme? python -m tests.wordpress theme FOLDER…")
    names = [name_of(Path(folder)) for folder in folders]
    return [
        Setting(f"{name}{'' if rest else ', REST blocked'}", theme=name, rest=rest)
        for name in names
        for rest in (True, False)
    ]


def _run(settings: list[Setting], themes: list[Path], *, serves: bool = False) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="quwa-wp-") as folder,
        WordPress(Path(folder) / "run") as running,
    ):
        for theme in themes:
            running.add_theme(theme)
        load(running)
        return _serve(running, settings[0]) if serves else _judge(running, settings, Path(folder))


def _serve(running: WordPress, setting: Setting) -> int:
    site = apply(running, setting)
    sys.stdout.write(f"{setting.name} at {site} until Ctrl+C\n")
    try:
        running.wait()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    return 0


def _judge(running: WordPress, settings: list[Setting], folder: Path) -> int:
    errors = 0
    for number, setting in enumerate(settings):
        judgement = judge(running, setting, folder / f"archive-{number}")
        sys.stdout.write(f"{judgement.report()}\n")
        for error in judgement.comparison.errors[:20]:
            sys.stdout.write(f"  {error}\n")
        changed = {name: count for name, count in judgement.versions.items() if count}
        if changed:
            sys.stdout.write(f"  the second run changed: {changed}\n")
        sys.stdout.write("\n")
        sys.stdout.flush()
        errors += len(judgement.comparison.errors) + sum(changed.values())
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
