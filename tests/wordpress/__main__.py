"""``python -m tests.wordpress [SETTING…]`` judges; ``python -m tests.wordpress serve SETTING`` only serves."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.wordpress.judging import apply, judge, load
from tests.wordpress.packages import CannotInstall
from tests.wordpress.server import WordPress
from tests.wordpress.settings import MATRIX, Setting


def main(arguments: list[str]) -> int:
    """Exit code 0: no errors; 1: errors; 2: cannot be run here."""
    serves = arguments[:1] == ["serve"]
    by_name = {setting.name: setting for setting in MATRIX}
    unknown = [name for name in arguments[serves:] if name not in by_name]
    if unknown:
        sys.stderr.write(f"no such setting: {unknown[0]}; there are: {', '.join(by_name)}\n")
        return 2
    chosen = [by_name[name] for name in arguments[serves:]] or list(MATRIX)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="quwa-wp-") as folder,
            WordPress(Path(folder) / "run") as wordpress,
        ):
            load(wordpress)
            return _serve(wordpress, chosen[0]) if serves else _judge(wordpress, chosen, Path(folder))
    except CannotInstall as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _serve(wordpress: WordPress, setting: Setting) -> int:
    site = apply(wordpress, setting)
    sys.stdout.write(f"{setting.name} at {site} until Ctrl+C\n")
    try:
        wordpress.wait()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    return 0


def _judge(wordpress: WordPress, settings: list[Setting], folder: Path) -> int:
    errors = 0
    for number, setting in enumerate(settings):
        judgement = judge(wordpress, setting, folder / f"archive-{number}")
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
