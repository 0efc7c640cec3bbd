"""Start a sandboxed process and hold it: wait, count, end."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nevbook.grading.sandbox.isolation import CannotIsolate, plan
from nevbook.grading.sandbox.keeper import Files, keep
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.usage import usage_below

#: Isolating takes milliseconds; a disk that hangs is no reason to wait for ever.
SETTING_UP_S = 20.0
ENDING_S = 5.0


@dataclass(eq=False)
class Process:
    """A sandboxed process, seen from outside.

    Parameters
    ----------
    pid : int
        Its keeper's number; all that it starts lies below it.
    """

    pid: int
    _leash: int
    _report: int
    _unread: bytes = b""
    _ended: dict[str, Any] = field(default_factory=dict)

    @property
    def held(self) -> tuple[int, int]:
        """The open files that it is held by; another process that is given them holds it with ``Process(pid, …)``."""
        return self._leash, self._report

    @property
    def stopped_by(self) -> str:
        """What ended it: ``cpu``, ``wall``, ``memory``, ``processes``, ``sockets``, ``killed``; empty: nothing did."""
        return str(self._ended.get("stopped_by", ""))

    def wait(self, timeout: float | None = None) -> int | None:
        """Give the exit status, or None where it is still running after `timeout` seconds.

        Returns
        -------
        int or None
            As of ``subprocess``: negative for the signal that ended it.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._ended:
            told = self._next_line(deadline)
            if told is None:
                return None
            if "status" in told or not told:
                self._bury(told)
        return int(self._ended["status"])

    def end(self) -> None:
        """Begin to end it with all that it has started; returns at once."""
        self._let_go()

    def kill(self) -> None:
        """End it with all that it has started; returns when it has ended."""
        if self._ended:
            return
        self._let_go()
        if self.wait(ENDING_S) is None:
            os.kill(self.pid, signal.SIGKILL)  # the kernel ends the others with it
            self.wait()

    def cpu_s(self) -> float:
        """Give the CPU time that it and all that it started have used so far."""
        return float(self._ended["cpu_s"]) if self._ended else usage_below(self.pid).cpu_s

    def wait_until_isolated(self) -> None:
        """Wait for the word that the isolation is complete.

        Raises
        ------
        CannotIsolate
            Where it is not; nothing was run, and the process has ended.
        """
        told = self._next_line(time.monotonic() + SETTING_UP_S)
        if told and "isolated" in told:
            return
        self.kill()
        if told and "step" in told:
            raise CannotIsolate(told["step"], told["reason"])
        raise CannotIsolate("start", "no answer" if told is None else "it ended without a word")

    def _next_line(self, deadline: float | None) -> dict[str, Any] | None:
        """Read one report: nothing in it where there will be no more, None where there is none in time."""
        while b"\n" not in self._unread:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not _can_be_read(self._report, left):
                return None
            read = os.read(self._report, 65536)
            if not read:
                return {}
            self._unread += read
        line, _, self._unread = self._unread.partition(b"\n")
        return dict(json.loads(line))

    def _bury(self, told: dict[str, Any]) -> None:
        with contextlib.suppress(ChildProcessError):  # the caller has waited for all of its children
            os.waitpid(self.pid, 0)
        self._ended = told or {"status": -signal.SIGKILL, "cpu_s": 0.0, "stopped_by": "killed"}
        self._let_go()
        os.close(self._report)

    def _let_go(self) -> None:
        if self._leash >= 0:
            os.close(self._leash)
            self._leash = -1


def forked(
    main: Callable[[], None],
    limits: Limits,
    scratch: Path,
    readable: Sequence[Path] = (),
    keep_fds: Sequence[int] = (),
) -> Process:
    """Run `main` in an isolated copy of the calling process, as :func:`begun` does, and wait until it is isolated.

    Raises
    ------
    CannotIsolate
        Where a step of the isolation does not succeed; `main` was not run.
    """
    process = begun(main, limits, scratch, readable, keep_fds)
    process.wait_until_isolated()
    return process


def begun(
    main: Callable[[], None],
    limits: Limits,
    scratch: Path,
    readable: Sequence[Path] = (),
    keep_fds: Sequence[int] = (),
) -> Process:
    """Begin to run `main` in an isolated copy of the calling process.

    It does not return from `main`: the process ends then, with status 0, that of ``SystemExit``, or 1. It works in an
    empty scratch folder, with a cleared environment; standard input and output lead nowhere unless they are kept. It is
    the first process of its process namespace: signals that it sends to itself do nothing where it has no handler.

    Parameters
    ----------
    main : callable
        What to run; it holds all that the caller's memory holds.
    limits : Limits
        What it can use, with all that it starts.
    scratch : Path
        Where its scratch folder appears; nothing of it is seen outside.
    readable : sequence of Path
        What it can read besides the system's libraries and Python with its packages.
    keep_fds : sequence of int
        Open files that it keeps.

    Returns
    -------
    Process
        On its way: :meth:`Process.wait_until_isolated` is to be called next, once. Without isolation nothing is run.

    Raises
    ------
    CannotIsolate
        Where the first step does not succeed.
    """
    if not hasattr(os, "fork") or not hasattr(os, "pidfd_open"):
        raise CannotIsolate("start", "this is not Linux")
    planned = plan(scratch, readable, limits)
    leash_end, leash = os.pipe()
    report, report_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            keep(main, planned, Files(tuple(keep_fds), leash_end, report_end))
        finally:
            os._exit(0)
    os.close(leash_end)
    os.close(report_end)
    return Process(pid, leash, report)


def _can_be_read(descriptor: int, timeout: float | None) -> bool:
    """Wait until a pipe has something to read, or its other end is closed."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(None if timeout is None else timeout * 1000))
