"""The warm parent: a process that has imported what notebooks import, and forks children for who asks.

It is started by its module's name, holds nothing of a class, and ends with the grader that started it. A request is one
line of JSON with the two sockets of each child; the answer is the children's numbers with what they are held by.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import socket
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import nevlab
from nevbook.grading.running.children import KINDS, be
from nevbook.grading.running.plain import PlainProcess, end_all, forget, plainly_forked
from nevbook.grading.sandbox.isolation import CannotIsolate
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.spawn import Process, begun

PRELOADED = (
    "asyncio", "encodings.utf_8_sig", "ssl", "numpy", "pandas", "matplotlib.figure", "matplotlib.pyplot",
    "matplotlib_inline.backend_inline", "scipy.optimize", "ipywidgets", "IPython.display", "IPython.lib.pretty",
    "nevbook.grading.student.serve", "nevbook.grading.verifier.serve",
)  # fmt: skip
"""What a notebook or a test is likely to import, besides all of nevlab: once here is cheaper than once a submission."""
LONGEST = 65536


def main(control_fd: int, scratch: str) -> None:
    """Serve until the grader has gone.

    Parameters
    ----------
    control_fd : int
        A connected Unix socket.
    scratch : str
        Where the children's scratch folders appear.
    """
    control = socket.socket(fileno=control_fd)
    for name in (*PRELOADED, *_all_of_nevlab()):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    from nevbook.grading.student.shell import Shell

    shell = Shell()
    _warm_up(shell)
    gc.collect()
    gc.freeze()
    control.sendall(b'{"ready": true}\n')
    while True:
        asked, fds, _, _ = socket.recv_fds(control, LONGEST, 2 * len(KINDS))
        if not asked:
            end_all()
            return
        _answer(control, json.loads(asked), fds, shell, Path(scratch))
        for fd in fds:
            os.close(fd)
        _reap()


def _all_of_nevlab() -> Iterator[str]:
    return (found.name for found in pkgutil.walk_packages(nevlab.__path__, "nevlab."))


def _warm_up(shell: Any) -> None:
    """Do once what costs most the first time: a figure, a table, an error."""
    shell.run("import matplotlib.pyplot as plt; _ = plt.plot([1, 2]); plt.title('warm')\nplt.show()", "warm-up")
    shell.run("import pandas as pd; pd.DataFrame({'a': [1]})", "warm-up")
    shell.run("1 / 0", "warm-up")
    shell.ip.reset(new_session=True)
    sys.modules["matplotlib.pyplot"].close("all")


def _answer(control: socket.socket, asked: dict[str, Any], fds: list[int], shell: Any, scratch: Path) -> None:
    """Fork the children that are asked for, all at once, then wait until they are isolated."""
    children: list[Process | PlainProcess] = []
    try:
        for number, kind in enumerate(asked["kinds"]):
            own = fds[2 * number], fds[2 * number + 1]
            main = partial(be, kind, *own, shell)
            if asked["trusted"]:
                children.append(plainly_forked(main, fds))
            else:
                readable = [Path(one) for one in asked["readable"]]
                children.append(begun(main, Limits(**asked["limits"]), scratch, readable, own))
        for child in children:
            child.wait_until_isolated()
    except CannotIsolate as error:
        for child in children:
            child.kill()
        control.sendall(json.dumps({"step": error.step, "reason": error.reason}).encode())
        return
    held = [fd for child in children for fd in child.held]
    socket.send_fds(control, [json.dumps({"pids": [child.pid for child in children]}).encode()], held)
    for fd in held:
        os.close(fd)


def _reap() -> None:
    """Forget children that have ended: the grader holds them, this process only began them."""
    with contextlib.suppress(ChildProcessError):
        while pid := os.waitpid(-1, os.WNOHANG)[0]:
            forget(pid)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
