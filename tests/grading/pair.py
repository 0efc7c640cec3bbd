"""A student's process and a judge, connected as in grading, without a sandbox."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Iterator

from nevbook.grading.border.wire import receive, send
from nevbook.grading.student.serve import serve
from nevbook.grading.student.shell import Shell
from nevbook.grading.verifier.judge import Judge


class Pair:
    """Runs a student's cells in a forked process, tests here."""

    def __init__(self, grader: socket.socket, judge: Judge) -> None:
        self.grader, self.judge = grader, judge

    def student(self, source: str) -> list[dict]:
        send(self.grader, {"run": source, "cell": "answer"})
        return receive(self.grader, 30)["outputs"]

    def test(self, source: str, points: float = 1) -> list[dict]:
        return self.judge.run(source, "test", points)

    def passes(self, source: str) -> bool:
        outputs = self.test(source)
        return not [output for output in outputs if output["output_type"] == "error"]

    def error(self, source: str) -> str:
        found = [output for output in self.test(source) if output["output_type"] == "error"]
        return f"{found[0]['ename']}: {found[0]['evalue']}" if found else ""


@contextlib.contextmanager
def running(child, **facts) -> Iterator[Pair]:
    """Fork a process that calls `child` with its ends of the two sockets."""
    grader, grader_child = socket.socketpair()
    verifier, verifier_child = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        grader.close()
        verifier.close()
        try:
            child(grader_child, verifier_child)
        finally:
            os._exit(0)
    grader_child.close()
    verifier_child.close()
    try:
        yield Pair(grader, Judge(verifier, **facts))
    finally:
        grader.close()
        verifier.close()
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def student(grader: socket.socket, verifier: socket.socket) -> None:
    """Be a student's process."""
    shell = Shell()
    shell.begin(7)
    serve(grader, verifier, shell)
