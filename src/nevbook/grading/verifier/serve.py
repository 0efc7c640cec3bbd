"""The main loop of a verifier's process: test cells for the grader, questions to the student's process."""

from __future__ import annotations

import socket

from nevbook.grading.border.bounds import USUAL, Bounds
from nevbook.grading.border.wire import Closed, receive, send
from nevbook.grading.verifier.judge import Judge


def serve(grader: socket.socket, judge: Judge, bounds: Bounds = USUAL) -> None:
    """Run test cells until the grader has gone.

    The grader sends ``{"run": source, "cell": id, "points": most}`` and gets ``{"cell": id, "outputs": […], "lost":
    whether the student's process has ended or sends what nobody can read}``.

    Parameters
    ----------
    grader : socket.socket
        Connected.
    judge : Judge
        With the socket to the student's process.
    bounds : Bounds
        Of each message.
    """
    while True:
        try:
            request = receive(grader, None, bounds)
            outputs = judge.run(request["run"], request["cell"], request["points"])
            send(grader, {"cell": request["cell"], "outputs": outputs, "lost": judge.link.lost}, bounds)
        except Closed:
            return
