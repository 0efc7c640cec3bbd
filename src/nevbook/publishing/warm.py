"""Processes that start warm: a parent imports once what takes long to import, and forks a child for each task.

Where the system cannot fork, each task gets a new process, which does the same and takes longer to start.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, TypeVar

from nevbook.publishing.execution import digest, package_folder

T = TypeVar("T")

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
_LAST_WORDS = 400


class TaskDiedError(Exception):
    """The process of a task ended without an answer: it was killed, it crashed, or it could not start."""


class Warm(AbstractContextManager["Warm"]):
    """A process that has imported a module and called its ``warm_up``, and forks a child for each task.

    Parameters
    ----------
    module : str
        The module's name.
    environment : Mapping of str to str
        What the process has besides this process's own environment.

    Notes
    -----
    It starts at once and is waited for when it is first needed. Threads may share it.
    """

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self._module, self._environment = module, dict(environment)
        self._lock = threading.Lock()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as this)
        self._start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def renew(self) -> None:
        """Begin anew where the code that the process has imported is not what stands in the files now, or it died."""
        if self._process is not None and (self._made_of != _our_code() or self._process.poll() is not None):
            self.close()
            self._start()

    def run(self, task: Callable[..., T], *arguments: Any, tell: Callable[[str], object] = lambda text: None) -> T:
        """Run a function of a module in a process of its own.

        Parameters
        ----------
        task : callable
            Found in the child by its name, as pickles are; so must the arguments and the answer be fit for pickling.
        *arguments
            What it is called with.
        tell : callable
            Given what the task prints, piece by piece.

        Raises
        ------
        TaskDiedError
            Where no answer came.
        """
        ours, theirs = multiprocessing.Pipe()
        with ours:
            try:
                self._begin(theirs)
                ours.send((task, arguments))
                while True:
                    kind, told = ours.recv()
                    if kind == "answer":
                        answer: T = told
                        return answer
                    tell(told)
            except (EOFError, OSError) as error:
                raise TaskDiedError(self._last_words() or str(error)) from None

    def _begin(self, connection: Connection) -> None:
        """Give a new child its end of the connection, and let go of it here."""
        with connection, self._lock:
            if self._control is not None:
                socket.send_fds(self._control, [b"."], [connection.fileno()])
                return
            before = dict(os.environ)
            os.environ.update(self._environment)  # which a new process has from its first moment
            try:
                multiprocessing.get_context("spawn").Process(target=_answer, args=(connection,), daemon=True).start()
            finally:
                os.environ.clear()
                os.environ.update(before)

    def _last_words(self) -> str:
        """Give the end of what was written past Python's own streams, or by a process that could not start."""
        if self._process is None:
            return ""
        number = self._log.fileno()  # read beside the place where the process goes on writing
        told = os.pread(number, _LAST_WORDS, max(0, os.fstat(number).st_size - _LAST_WORDS))
        return told.decode("utf-8", "replace")

    def _start(self) -> None:
        self._made_of = _our_code()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        if not CAN_FORK:
            return
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, self._module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=os.environ | self._environment,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                start_new_session=True,  # Ctrl+C is for this process, which then lets go of it
            )

    def close(self) -> None:
        """End it, and all tasks that it runs."""
        if self._process is None or self._control is None:
            return
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class _Telling(io.TextIOBase):
    """What a task prints, on its way to who asked for the task."""

    encoding = "utf-8"

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def write(self, text: str) -> int:
        self._connection.send(("said", text))
        return len(text)


def _our_code() -> str:
    return digest(package_folder("nevbook"), package_folder("nevlab"))


def _answer(connection: Connection) -> None:
    """Do the one task that is asked for."""
    task, arguments = connection.recv()
    with contextlib.redirect_stdout(_Telling(connection)), contextlib.redirect_stderr(_Telling(connection)):
        try:
            answer = task(*arguments)
        except Exception:
            connection.send(("said", traceback.format_exc()))
            return
    connection.send(("answer", answer))


def _serve(module: str, control: socket.socket) -> None:
    """Fork a child for each connection that comes, until who sends them has gone."""
    del sys.path[0]  # the folder in which somebody happened to start this
    importlib.import_module(module).warm_up()
    gc.collect()
    gc.freeze()  # what is there now is never looked through again, and stays shared with the children
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children: the system forgets those that ended
    while True:
        asked, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not asked:
            os.killpg(0, signal.SIGKILL)
        if os.fork():
            os.close(fds[0])
            continue
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            _answer(Connection(fds[0]))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
