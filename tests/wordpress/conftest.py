"""The WordPress of this session: asked for by ``make test-wordpress``, passed over by ``make test``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wordpress.judging import load
from tests.wordpress.packages import CannotInstall
from tests.wordpress.server import WordPress

ASKED = "QUWA_WORDPRESS"


# Without being asked for, what needs WordPress is not even collected.
collect_ignore = [] if os.environ.get(ASKED) else ["test_settings.py", "test_judge_on_wordpress.py"]


@pytest.fixture(scope="session")
def wordpress() -> Iterator[WordPress]:
    """A WordPress with its content; on Unix a socket's address is short, so not in pytest's own folder."""
    with tempfile.TemporaryDirectory(prefix="quwa-wp-") as folder:
        try:
            running = WordPress(Path(folder) / "run")
            with running:
                load(running)
                yield running
        except CannotInstall as error:
            pytest.fail(str(error), pytrace=False)
