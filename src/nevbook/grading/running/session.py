"""One submission is run: its cells in the student's process, its tests in the verifier's, in the notebook's order."""

from __future__ import annotations

import json
import select
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from nevbook.grading.border.bounds import Malformed
from nevbook.grading.border.outputs import well_formed
from nevbook.grading.border.wire import Closed, TooLate, receive, send
from nevbook.grading.running.children import KINDS, orders
from nevbook.grading.running.plain import STUDENTS_TRUSTED
from nevbook.grading.running.task import Finished, Task
from nevbook.grading.running.warm import Child, Warm
from nevbook.grading.sandbox.isolation import CannotIsolate
from nevbook.grading.sandbox.probe import step_problem
from nevbook.grading.sandbox.spawn import Process
from nevbook.problems import Problem, problem

ISOLATED = "isolated"
MOST_FILES_BYTES = 16_000_000
QUICK_S = 0.03
"""A cell that is done within this time is not looked at [s]: looking takes longer than most cells."""
LOOK_S = 0.25
"""How often a running cell is looked at [s]."""
ENDED_S = 5.0
"""What has ended says why within so long [s]; a busy machine takes its time."""
WALL_FACTOR, WALL_EXTRA_S = 4.0, 20.0
"""A cell may take so many times its processor time, and so much more, on the clock [s], for a busy machine's sake."""


class Stopped(Exception):  # noqa: N818 - an end, not an error of ours
    """A submission was stopped before its last cell."""

    def __init__(self, why: Problem, repeatable: bool = True) -> None:
        super().__init__(why.code)
        self.why, self.repeatable = why, repeatable


@dataclass(frozen=True)
class _Allowed:
    """What a cell may take: processor time of both children together, and time on the clock."""

    cpu_s: float
    clock_s: float
    clock_decides: bool
    children: tuple[Child, ...]

    @classmethod
    def by(cls, task: Task, sides: Iterable[_Side | None]) -> _Allowed:
        clock_s = WALL_FACTOR * task.cell_limit_s + WALL_EXTRA_S if task.clock_s is None else task.clock_s
        return cls(task.cell_limit_s, clock_s, task.clock_s is not None, tuple(side.child for side in sides if side))

    def used_s(self) -> float:
        return sum(child.cpu_s() for child in self.children)

    def look(self, cell_id: str, source: str, clock_s: float, cpu_s: float) -> None:
        """Raise :class:`Stopped` where it is more."""
        text = first_line(source)
        if cpu_s > self.cpu_s:
            raise Stopped(problem("run-timeout", cell=cell_id, limit=f"{self.cpu_s:g}", text=text))
        if clock_s > self.clock_s:
            found = problem("run-waits", cell=cell_id, limit=f"{clock_s:.0f}", text=text)
            raise Stopped(found, repeatable=self.clock_decides)


@dataclass
class _Side:
    """One of the two children, with its socket."""

    name: str
    child: Child
    sock: socket.socket
    seconds: float = 0.0

    def run(self, cell_id: str, source: str, allowed: _Allowed, **more: Any) -> dict[str, Any]:
        """Let it run a cell; end it where the cell takes more than its time.

        Raises
        ------
        Stopped
            Where it took too long, or ended.
        """
        began_s = time.monotonic()
        try:
            send(self.sock, {"run": source, "cell": cell_id, **more})
            if not self._answers(QUICK_S):
                cpu_before_s = allowed.used_s()
                while not self._answers(LOOK_S):
                    allowed.look(cell_id, source, time.monotonic() - began_s, allowed.used_s() - cpu_before_s)
            # It has begun to answer: what it sends is bounded, and so is the time for it.
            answer = receive(self.sock, WALL_EXTRA_S)
            return answer | {"outputs": well_formed(answer.get("outputs"))}
        except (Closed, TooLate, Malformed):
            raise self._ended(cell_id, source, allowed.cpu_s) from None
        finally:
            self.seconds += time.monotonic() - began_s

    def _answers(self, within_s: float) -> bool:
        return bool(select.select([self.sock], [], [], within_s)[0])

    def _ended(self, cell_id: str, source: str, limit_s: float) -> Stopped:
        """Say why it has ended: by a limit, by itself, or by what is outside the submission."""
        text = first_line(source)
        status = self.child.wait(ENDED_S) if isinstance(self.child, Process) else 0
        by = self.child.stopped_by
        if by in ("cpu", "wall"):
            return Stopped(problem("run-timeout", cell=cell_id, limit=f"{limit_s:g}", text=text))
        if by in ("memory", "processes", "sockets"):
            return Stopped(problem("run-too-much", cell=cell_id, what=by, text=text))
        # It cannot kill itself: the system was out of memory, or the warm parent has died.
        from_outside = status is None or status == -signal.SIGKILL
        return Stopped(problem("run-kernel-died", cell=cell_id, text=text), repeatable=not from_outside)


@dataclass
class Session:
    """Runs the cells of one submission.

    Parameters
    ----------
    warm : Warm
        The warm parent.
    task : Task
        The submission.
    """

    warm: Warm
    task: Task
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self) -> Finished:
        """Run the notebook to its end, or as far as it gets."""
        began_s = time.monotonic()
        notebook = json.loads(self.task.notebook)
        why: tuple[Problem, ...] = ()
        files: dict[str, bytes] = {}
        repeatable = True
        try:
            with self._children(any(map(is_test, notebook["cells"]))) as (student, verifier):
                self.seconds["fork"] = time.monotonic() - began_s
                try:
                    self._cells(notebook["cells"], student, verifier)
                    files = self._files(student) if self.task.keep_files else {}
                finally:
                    self.seconds |= {side.name: side.seconds for side in (student, verifier) if side}
        except Stopped as stopped:
            why, repeatable = (stopped.why,), stopped.repeatable
        except CannotIsolate as error:
            why, repeatable = (step_problem(error.step, error.reason),), False
        self.seconds["all"] = time.monotonic() - began_s
        isolation = STUDENTS_TRUSTED if self.task.trusted else ISOLATED
        shown = json.dumps(notebook, ensure_ascii=False)
        return Finished(shown, why, repeatable, "", dict(self.seconds), isolation, files)

    def _cells(self, cells: list[dict[str, Any]], student: _Side, verifier: _Side | None) -> None:
        count, allowed = 0, _Allowed.by(self.task, (student, verifier))
        code = [(number, cell) for number, cell in enumerate(cells) if cell["cell_type"] == "code"]
        for _, cell in code:
            cell["outputs"], cell["execution_count"] = [], None
        for number, cell in code:
            source = text_of(cell)
            if not source.strip():
                continue
            count += 1
            facts = cell["metadata"].get("nbgrader", {})
            name = str(facts.get("grade_id") or cell.get("id") or number)
            if verifier and is_test(cell):
                answer = verifier.run(name, source, allowed, points=float(facts.get("points", 0)))
                if answer["lost"]:
                    raise student._ended(name, source, allowed.cpu_s)
            else:
                answer = student.run(name, source, allowed)
            cell["outputs"] = [_numbered(output, count) for output in answer["outputs"]]
            cell["execution_count"] = count

    def _files(self, student: _Side) -> dict[str, bytes]:
        """Give what the student's code has written; none where its process tells anything else."""
        try:
            send(student.sock, {"files": MOST_FILES_BYTES})
            told = receive(student.sock, WALL_EXTRA_S).get("files")
        except (Closed, TooLate, Malformed):
            return {}
        found = {}
        for name, data in told.items() if type(told) is dict else ():
            if (
                type(name) is str
                and type(data) is bytes
                and self.task.files.get(PurePosixPath(name).as_posix()) != data
            ):
                found[PurePosixPath(name).as_posix()] = data
        return found

    @contextmanager
    def _children(self, tested: bool) -> Iterator[tuple[_Side, _Side | None]]:
        """Fork the two children, and end them; a notebook without tests needs no verifier."""
        seed = self.task.seed
        kinds = KINDS if tested else KINDS[:1]
        with ExitStack() as stack:
            pairs = [socket.socketpair() for _ in kinds]
            between = socket.socketpair()
            mine, theirs = [one for one, _ in pairs], [one for _, one in pairs]
            for one in (*mine, *theirs, *between):
                stack.enter_context(one)
            handed = [one for pair in zip(theirs, between, strict=False) for one in pair]
            children = self.warm.fork(kinds, handed)
            for child in children:
                stack.callback(child.kill)
            for child in children:
                stack.callback(child.end)  # both begin to end before one is waited for
            for one in (*theirs, *between):
                one.close()
            sides = [_Side(*all_of) for all_of in zip(kinds, children, mine, strict=True)]
            for side in sides:
                send(side.sock, orders(side.name, self.task, seed, WALL_FACTOR * self.task.cell_limit_s + WALL_EXTRA_S))
            yield sides[0], sides[1] if tested else None


def is_test(cell: dict[str, Any]) -> bool:
    """Tell whether a cell is a test: nbgrader's grade without solution, and code."""
    facts = cell.get("metadata", {}).get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(facts.get("grade")) and not facts.get("solution")


def is_given(cell: dict[str, Any]) -> bool:
    """Tell whether the exercise gives a cell's code for good: it is locked in nbgrader's metadata, and no test."""
    facts = cell.get("metadata", {}).get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(facts.get("locked")) and not facts.get("grade")


def text_of(cell: dict[str, Any]) -> str:
    """Give a cell's source, which a file may keep as lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def first_line(source: str) -> str:
    """Give what a person recognises a cell by."""
    return next((line.strip()[:80] for line in source.splitlines() if line.strip()), "–")


def _numbered(output: dict[str, Any], count: int) -> dict[str, Any]:
    return output | {"execution_count": count} if output.get("output_type") == "execute_result" else output
