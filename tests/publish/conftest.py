"""One archive for all tests of the desk, made once for all workers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from tests.publish.desk import make_desk_archive


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The archive of `tests/publish/desk.py`; only to be read (copy it to change it)."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, ready = shared / "desk", shared / "desk.ready"
    with FileLock(shared / "desk.lock"):
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make_desk_archive(folder)
            ready.touch()
    return folder
