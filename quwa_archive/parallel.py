"""A function over many items on all cores, results in order, memory bounded."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TypeVar

from quwa_archive.errors import QuwaError

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Processes that last as long as the ``with`` block; with one job everything happens in this process.

    They are spawned, not forked: a fork would take along open databases and the threads of a test's server.
    """

    def __init__(self, jobs: int | None = None) -> None:
        """`jobs`: how many processes, None for one a core."""
        self.jobs = max(1, jobs or cores())
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def map(
        self, function: Callable[[Item], Result], items: Sequence[Item], *, batch: int = 1
    ) -> Iterator[Result]:
        """``function(item)`` for each item, in order; `batch` items go to a process at a time.

        A few batches for each process are under way at once, so that results do not pile up.  What the function
        raises is raised here.
        """
        if self.jobs == 1 or len(items) <= batch:
            yield from map(function, items)
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts
            )
        waiting: deque[Future[list[Result]]] = deque()
        try:
            for start in range(0, len(items), batch):
                waiting.append(self._pool.submit(_batch, function, items[start : start + batch]))
                if len(waiting) > 3 * self.jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise QuwaError(
                "a worker process died (out of memory?); run again with fewer of them: --jobs 1"
            ) from error


def _batch(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
