"""A Dask cluster whose workers run submissions: each keeps a warm parent and isolates students' code for itself.

A worker needs nevbook of the grader's version and a system that can isolate; nothing of the class's folder, for a task
brings what it needs. A scheduler counts how many workers died under a task before it gives the task up
(``distributed.scheduler.allowed-failures``); start it with 0, since the grader tries such a task again alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import nevlab
from nevbook import __version__
from nevbook.grading.running.place import Workers
from nevbook.grading.sandbox.probe import capabilities
from nevbook.problems import Problem, ProblemsFound, problem

CONNECTING_S = 15.0


@dataclass(frozen=True)
class Worker:
    """What a worker says of itself.

    Parameters
    ----------
    nevbook, nevlab : str
        Its versions.
    failing : tuple of (str, str)
        The steps of the isolation that do not work there, and why.
    """

    nevbook: str
    nevlab: str
    failing: tuple[tuple[str, str], ...]


def present() -> Worker:
    """Say what this process is like; run on each worker."""
    failing = tuple((step.name, step.reason) for step in capabilities().steps if not step.works)
    return Worker(__version__, nevlab.__version__, failing)


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        The scheduler's, for instance ``tcp://10.0.0.5:8786``.
    """

    address: str

    def check(self, exercise: str, trusted: bool) -> None:
        """Make sure that there are workers, and that each of them can grade.

        Raises
        ------
        ProblemsFound
            Where the scheduler does not answer, has no workers, or for each worker that has another version or cannot
            isolate students' code that is not `trusted`.
        """
        from distributed.comm import CommClosedError

        with self._client() as client:
            told = client.run(present, on_error="return")
        # One that has died meanwhile is no worker any more.
        alive = {address: worker for address, worker in sorted(told.items()) if not isinstance(worker, CommClosedError)}
        found = [wrong for address, worker in alive.items() for wrong in _wrong(address, worker, trusted)]
        if found or not alive:
            raise ProblemsFound(found or [problem("cluster-no-workers", address=self.address)])

    def prepare(self, cell_limit_s: float, trusted: bool) -> None:
        """Do nothing: its workers are there."""

    @contextmanager
    def open(self) -> Iterator[Workers]:
        """Connect to the scheduler."""
        with self._client() as client:
            at_once = 2 * sum(client.nthreads().values())
            # Not pure: the same submission, run again, is run again.
            yield Workers(client.get_executor(pure=False), at_once)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        from distributed import Client

        try:
            client = Client(self.address, timeout=CONNECTING_S, set_as_default=False)
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise ProblemsFound([problem("cluster-unreachable", address=self.address, reason=reason)]) from None
        try:
            self._wait_for_workers(client)
            yield client
        finally:
            client.close(timeout=CONNECTING_S)

    def _wait_for_workers(self, client: Any) -> None:
        try:
            client.wait_for_workers(1, timeout=CONNECTING_S)
        except TimeoutError:
            raise ProblemsFound([problem("cluster-no-workers", address=self.address)]) from None


def _wrong(address: str, worker: Worker | BaseException, trusted: bool) -> Iterator[Problem]:
    """Give what keeps a worker from grading."""
    if not isinstance(worker, Worker):
        yield problem(
            "cluster-lacks", worker=address, reason=f"{type(worker).__name__}: {worker}"[:200], ours=__version__
        )
        return
    ours = (__version__, nevlab.__version__)
    if (worker.nevbook, worker.nevlab) != ours:
        theirs = f"nevbook {worker.nevbook}, nevlab {worker.nevlab}"
        said = f"nevbook {ours[0]}, nevlab {ours[1]}"
        yield problem("cluster-differs", worker=address, theirs=theirs, ours=said)
    if not trusted:
        for step, reason in worker.failing:
            yield problem("cluster-isolation", worker=address, step=step, reason=reason)
