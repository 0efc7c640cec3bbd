"""The main loop of a student's process: cells for the grader, names for the verifier."""

from __future__ import annotations

import select
import socket

from nevbook.grading.border.bounds import USUAL, Bounds
from nevbook.grading.border.wire import Closed, receive, send
from nevbook.grading.student.names import Names
from nevbook.grading.student.shell import Shell


def serve(grader: socket.socket, verifier: socket.socket | None, shell: Shell, bounds: Bounds = USUAL) -> None:
    """Run cells and answer questions until the grader has gone.

    The grader sends ``{"run": source, "cell": id}`` and gets ``{"cell": id, "outputs": […]}``.

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
                outputs = shell.run(request["run"], request["cell"])
                send(grader, {"cell": request["cell"], "outputs": outputs}, bounds)
            elif names:
                names.serve_one()
        except Closed:
            if grader in ready:
                return
            asking = [grader]
