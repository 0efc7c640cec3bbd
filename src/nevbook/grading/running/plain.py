"""A child without isolation, for students who are trusted: the same cells, run with all that the grader may do."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

STUDENTS_TRUSTED = "students trusted"
"""Noted with every mark that such a run gave."""
_folders: dict[int, str] = {}
"""Child → its folder."""


@dataclass(eq=False)
class PlainProcess:
    """A process that was forked without isolation, seen from outside; it leads a group of its own.

    Parameters
    ----------
    pid : int
        Its number.
    """

    pid: int
    held: tuple[int, ...] = ()
    stopped_by: str = ""

    def end(self) -> None:
        """End it with all of its group."""
        self.kill()

    def kill(self) -> None:
        """End it with all of its group."""
        for end in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(self.pid, signal.SIGKILL)

    def wait_until_isolated(self) -> None:
        """Return at once: it will not be."""

    def cpu_s(self) -> float:
        """Give the CPU time that it has used so far."""
        import psutil

        with contextlib.suppress(psutil.Error):
            found = psutil.Process(self.pid)
            return float(sum(sum(one.cpu_times()[:2]) for one in (found, *found.children(recursive=True))))
        return 0.0


def plainly_forked(main: Callable[[], None], keep_fds: Sequence[int]) -> PlainProcess:
    """Run `main` in a copy of the calling process, in a folder of its own that is gone afterwards."""
    parent, folder = os.getpid(), tempfile.mkdtemp(prefix="nevbook-")
    pid = os.fork()
    if pid:
        _folders[pid] = folder
        return PlainProcess(pid)
    try:
        os.setsid()
        os.chdir(folder)
        if os.getppid() == parent:
            main()
    except BaseException:
        time.sleep(0)  # what went wrong shows as a closed socket
    finally:
        os._exit(0)


def forget(pid: int) -> None:
    """Remove the folder of a child that has ended."""
    folder = _folders.pop(pid, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def end_all() -> None:
    """End what is still running of the children that this process has forked."""
    for pid in list(_folders):
        PlainProcess(pid).kill()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
        forget(pid)
