"""The main loop of a student's process: cells for the grader, names for the verifier."""

from __future__ import annotations

import os
import select
import socket
from pathlib import Path

from nevbook.grading.border.bounds import USUAL, Bounds
from nevbook.grading.border.wire import Closed, receive, send
from nevbook.grading.student.names import Names
from nevbook.grading.student.shell import Shell


def serve(grader: socket.socket, verifier: socket.socket | None, shell: Shell, bounds: Bounds = USUAL) -> None:
    """Run cells and answer questions until the grader has gone.

    The grader sends ``{"run": source, "cell": id}`` and gets ``{"cell": id, "outputs": […]}``, or sends ``{"files":
    most bytes}`` and gets ``{"files": {name: content}}``, what lies in the working folder.

    Parameters
    ----------
    grader, verifier : socket.socket
        Connected. Without a verifier only cells are run.
    shell : Shell
        Begun.
    bounds : Bounds
        Of each message.
    """
    names = Names(verifier, shell.namespace, shell.hidden, bounds) if verifier else None
    asking = [grader, *([verifier] if verifier else [])]
    while True:
        ready, _, _ = select.select(asking, [], [])
        try:
            if grader in ready:
                request = receive(grader, None, bounds)
                if "files" in request:
                    send(grader, {"files": files_here(request["files"])}, bounds)
                    continue
                outputs = shell.run(request["run"], request["cell"])
                send(grader, {"cell": request["cell"], "outputs": outputs}, bounds)
            elif names:
                names.serve_one()
        except Closed:
            if grader in ready:
                return
            asking = [grader]


def files_here(most_bytes: int) -> dict[str, bytes]:
    """Give the files in the working folder by name, as many as `most_bytes` hold."""
    found: dict[str, bytes] = {}
    for base, _, names in os.walk("."):
        for path in (Path(base, name) for name in sorted(names)):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= most_bytes:
                found[path.as_posix()] = path.read_bytes()
                most_bytes -= len(found[path.as_posix()])
    return found
