"""On one's own machine: threads that each look after one submission, whose code runs in processes of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from nevbook.grading.running.engine import end_warm_parents, require_isolation, warm_parent
from nevbook.grading.running.place import Workers


def processors() -> int:
    """Give how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class ThisMachine:
    """Several submissions at once, here; what they run ends with this process, however it ends.

    Parameters
    ----------
    workers : int
        How many; 0 for one a processor.
    """

    workers: int = 0

    def check(self, exercise: str, trusted: bool) -> None:
        """Make sure that this machine isolates students' code, unless it is `trusted`.

        Raises
        ------
        ProblemsFound
            Where it does not.
        """
        if not trusted:
            require_isolation(exercise)

    def prepare(self, cell_limit_s: float, trusted: bool) -> None:
        """Begin to start the warm parent: it imports while this process does."""
        warm_parent(cell_limit_s, trusted).begin()

    @contextmanager
    def open(self) -> Iterator[Workers]:
        """Open a pool of threads: the work of a submission is done in its own processes, a thread waits for them.

        Where the block is left by an error, what still runs is ended.
        """
        number = self.workers or processors()
        pool = ThreadPoolExecutor(number)
        try:
            yield Workers(pool, 2 * number)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_warm_parents()
            raise
        pool.shutdown()
