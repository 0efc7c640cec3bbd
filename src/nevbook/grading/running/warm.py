"""The grader's side of the warm parent: it is started when it is first needed, and again where it has died."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nevbook
import nevlab
from nevbook.grading.running.children import KINDS
from nevbook.grading.running.plain import PlainProcess
from nevbook.grading.sandbox.isolation import CannotIsolate
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.spawn import Process

Child = Process | PlainProcess
STARTING_S = 120.0
FORKING_S = 60.0
ENDING_S = 5.0
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
"""A fork keeps no threads, and a submission gets one processor."""
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "NEVLAB_DATA", "VIRTUAL_ENV", "SYSTEMROOT")


class Warm:
    """One warm parent; threads may share it.

    Parameters
    ----------
    limits : Limits
        Of each child.
    trusted : bool
        Fork without isolation.
    """

    def __init__(self, limits: Limits, trusted: bool) -> None:
        self.limits, self.trusted = limits, trusted
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._is_ready = False
        self._children: weakref.WeakSet[Child] = weakref.WeakSet()
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Start it, where it has not been, and return before it is ready."""
        with self._lock:
            if self._process is None:
                self._start()

    def fork(self, kinds: Sequence[str], sockets: Sequence[socket.socket]) -> list[Child]:
        """Fork a child of each of these :data:`KINDS`; each keeps two sockets: to the grader, and to the other child.

        Raises
        ------
        CannotIsolate
            Where a step of the isolation does not succeed.
        OSError
            Where the warm parent has died, and so has the one started in its place.
        """
        assert set(kinds) <= set(KINDS)
        with self._lock:
            for attempt in (1, 2):
                try:
                    children = self._asked(kinds, sockets)
                    self._children.update(children)
                    return children
                except (OSError, ValueError):
                    self._end()
                    if attempt == 2:
                        raise
        raise AssertionError

    def close(self) -> None:
        """End it, with the children that it has forked."""
        for child in list(self._children):
            child.end()
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:  # it ends its children, and then itself
                self._process.wait(ENDING_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None

    def _asked(self, kinds: Sequence[str], sockets: Sequence[socket.socket]) -> list[Child]:
        control = self._ready()
        asked = {
            "kinds": list(kinds),
            "trusted": self.trusted,
            "limits": asdict(self.limits),
            "readable": _readable(),
        }
        socket.send_fds(control, [json.dumps(asked).encode()], [one.fileno() for one in sockets])
        control.settimeout(FORKING_S)
        told, fds, _, _ = socket.recv_fds(control, 65536, 2 * len(KINDS))
        if not told:
            raise ConnectionResetError("the warm parent has ended")
        answer: dict[str, Any] = json.loads(told)
        if "step" in answer:
            raise CannotIsolate(answer["step"], answer["reason"])
        if self.trusted:
            return [PlainProcess(pid) for pid in answer["pids"]]
        return [Process(pid, fds[2 * n], fds[2 * n + 1]) for n, pid in enumerate(answer["pids"])]

    def _ready(self) -> socket.socket:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._control is None:
            self._start()
        assert self._control is not None
        if not self._is_ready:
            self._control.settimeout(STARTING_S)
            if not self._control.recv(4096):
                raise ConnectionResetError("the warm parent did not start")
            self._is_ready = True
        return self._control

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        self._is_ready = False
        scratch = Path(tempfile.gettempdir(), "nevbook-sandbox")
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | ONE_THREAD
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder that the grader happens to be in, which may hold students' files.
            [sys.executable, "-P", "-m", "nevbook.grading.running.warm_parent", str(theirs.fileno()), str(scratch)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the grader, which ends it
            env=environment | {"MPLBACKEND": "module://matplotlib_inline.backend_inline"},
        )
        theirs.close()


def _readable() -> list[str]:
    """Give what a child reads besides Python: both packages, wherever they are installed, and the measured files."""
    packages = [str(Path(package.__path__[0])) for package in (nevlab, nevbook)]
    return [*packages, *filter(None, [os.environ.get("NEVLAB_DATA")])]
