"""One run an archive at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from quwa_archive.errors import ArchiveLocked, StorageError


class Lock:
    """An advisory lock on ``archive.lock``; the system frees it when its process dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "archive.lock"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Takes the lock at once or raises ArchiveLocked, which names the process that holds it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StorageError(
                f"{self._path.parent}: {error.strerror}; the archive's folder must be writable"
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(descriptor, 32).decode(errors="replace").strip() or "unknown"
            os.close(descriptor)
            raise ArchiveLocked(
                f"{self._path.parent}: another run (process {holder}) holds this archive; try again when it has ended"
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Frees the lock; the file stays, so that nobody can lock a file that is about to vanish."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
