"""What a forked child does: it waits for its orders, makes its folder, and serves until the grader has gone.

Orders come over the grader's socket after the fork, so that the warm parent never holds a test.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nevbook.grading.border.wire import receive

if TYPE_CHECKING:
    from nevbook.grading.student.shell import Shell

KINDS = ("student", "verifier")


def be(kind: str, grader_fd: int, other_fd: int, shell: Shell) -> None:
    """Be a submission's student or its verifier.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    grader_fd, other_fd : int
        Sockets to the grader, and to the other child.
    shell : Shell
        Made before the fork.
    """
    grader, other = socket.socket(fileno=grader_fd), socket.socket(fileno=other_fd)
    orders = receive(grader, None)
    lay(orders["files"])
    os.environ.update(orders["environment"])
    if kind == "student":
        from nevbook.grading.student.serve import serve

        sys.path.insert(0, "")  # what lies beside the notebook can be imported, as in a kernel; never by the verifier
        shell.begin(orders["seed"])
        serve(grader, other, shell)
        return
    from nevbook.grading.verifier.judge import Judge
    from nevbook.grading.verifier.serve import serve as judge

    judge(grader, Judge(other, orders["given"], orders["seed"], ask_s=orders["ask_s"]))


def lay(files: Mapping[str, bytes]) -> None:
    """Put files into the working folder."""
    for name, data in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def orders(kind: str, task: Any, seed: int, ask_s: float) -> dict[str, Any]:
    """Give what a child is told first; only the verifier's orders hold what the exercise gives."""
    return {
        "files": dict(task.files),
        "environment": {"NEVLAB_CLASS": task.class_code, "NEVLAB_STUDENT": task.student, "NEVLAB_LANG": task.language}
        | {"NBGRADER_EXECUTION": "autograde"},
        "seed": seed,
        "given": list(task.given) if kind == "verifier" else [],
        "ask_s": ask_s,
    }
