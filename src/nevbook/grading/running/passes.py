"""The two passes of a grading run: all submissions, several at once; then, one by one, what may have been spoilt.

A submission is one task of an executor: the local processes, or a cluster. The grader prepares a task when a worker is
free for it and records it as soon as it is finished, so a class of any size needs the memory of a few submissions. A
task that a dying worker or the load of the machine may have spoilt is tried again alone, and then decides.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import nevlab
from nevbook import __version__
from nevbook.grading.classes.paths import ClassPaths
from nevbook.grading.classes.roster import Student
from nevbook.grading.running.engine import run_task
from nevbook.grading.running.gradebook import settled_cells
from nevbook.grading.running.place import Place
from nevbook.grading.running.plain import STUDENTS_TRUSTED
from nevbook.grading.running.recording import Recorder
from nevbook.grading.running.runs import Run, basis_of, read_run, submission_digest
from nevbook.grading.running.session import ISOLATED
from nevbook.grading.running.task import Finished, Task
from nevbook.problems import problem

TELL_S = 5.0
"""How often is told of submissions that are still running [s]."""
DECIDED_ALONE = ("run-waits", "run-kernel-died")
"""What is no more the machine's fault where it happens again, alone."""


@dataclass(frozen=True)
class Step:
    """Where a grading run is.

    Parameters
    ----------
    student : Student
        Whose submission is looked at.
    position, total : int
        Which one it is, of how many; counted from 1.
    running_s : float
        For how long it has been running; 0 at its beginning.
    """

    student: Student
    position: int
    total: int
    running_s: float = 0.0


@dataclass(frozen=True)
class Change:
    """A test's points that are other ones than before.

    Parameters
    ----------
    student, question : str
        The student's number, the test's id.
    before, now : float
        The points.
    why : str
        What has changed: ``exercise`` (the same submission was graded by other tests), or ``submission``.
    """

    student: str
    question: str
    before: float
    now: float
    why: str


@dataclass
class _Running:
    """A submission under way, with what it was when it was read: something newer may come in meanwhile."""

    step: Step
    digest: str
    began_s: float
    basis: Mapping[str, str] = field(default_factory=dict)
    task: Task | None = None


@dataclass
class Passes:
    """One grading run: what is under way, and what has come of it.

    Parameters
    ----------
    recorder : Recorder
        Reads the submissions, and writes what comes of them.
    steps : list of Step
        The submissions to be graded.
    progress : callable
        Told of each submission when it begins, and every :data:`TELL_S` seconds while it runs.
    place : Place
        Where they are run.
    done, stopped : list of str
        The numbers of the students whose submission was graded, or could not be run to the end.
    to_try_again : list of Step
        What is left for the second pass.
    changes : list of Change
        The points that are other ones than before.
    seconds : dict of str to float
        Where the time went, by part [s].
    """

    recorder: Recorder
    steps: list[Step]
    progress: Callable[[Step], None]
    place: Place
    done: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    to_try_again: list[Step] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def paths(self) -> ClassPaths:
        """Say where the class's files lie."""
        return self.recorder.school_class.paths

    def through(self) -> None:
        """Run every submission, several at once; what workers held that died is to be tried again."""
        left = list(reversed(self.steps))
        while left:
            with self.place.open() as workers:
                self._several(workers.executor, left, workers.at_once)

    def alone(self) -> None:
        """Run again, one by one, what the load of the machine or a dying worker may have spoilt; now it decides."""
        left = list(reversed(self.to_try_again))
        while left:
            with self.place.open() as workers:
                lost = False
                while left and not lost:
                    lost = self._one(workers.executor, left.pop())

    def _several(self, executor: Executor, left: list[Step], at_once: int) -> None:
        """Keep the workers busy until nothing is left, or until one is lost."""
        under_way: dict[Future[Finished], _Running] = {}
        lost = False
        while under_way or (left and not lost):
            while left and not lost and len(under_way) < at_once:
                running = self._begun(left.pop())
                if running.task is not None:
                    under_way[_submitted(executor, running.task)] = running
            for future in self._next(under_way):
                running = under_way.pop(future)
                finished = _result(future)
                lost = lost or finished is None
                if finished is None or not finished.repeatable:
                    self.to_try_again.append(running.step)
                else:
                    with self._timed("record"):
                        self._take(running, finished)
                    for part, spent_s in finished.seconds.items():
                        self.seconds[part] += spent_s

    def _one(self, executor: Executor, step: Step) -> bool:
        """Run one submission and take what comes of it; tell whether the worker was lost."""
        running = self._begun(step)
        if running.task is None:
            return False
        future = _submitted(executor, running.task)
        self._next({future: running})
        finished = _result(future)
        if finished is None:
            self._take(running, self._broken(future.exception() if not future.cancelled() else None))
            return True
        decided = finished.repeatable or all(why.code in DECIDED_ALONE for why in finished.why)
        self._take(running, replace(finished, repeatable=decided))
        return False

    def _next(self, under_way: Mapping[Future[Finished], _Running]) -> Iterable[Future[Finished]]:
        """Wait for the next that is finished; tell meanwhile of those that take long."""
        while under_way:
            finished, _ = wait(under_way, timeout=TELL_S, return_when=FIRST_COMPLETED)
            if finished:
                return finished
            for running in under_way.values():
                self.progress(replace(running.step, running_s=round(time.monotonic() - running.began_s, 1)))
        return ()

    def _begun(self, step: Step) -> _Running:
        """Read a submission; one that cannot be read has no task, and is noted as stopped."""
        self.progress(step)
        number, exercise = step.student.number, self.recorder.exercise
        running = _Running(step, submission_digest(self.paths, number, exercise), time.monotonic())
        try:
            with self._timed("prepare"):
                basis = basis_of(self.paths, number, exercise)
                return replace(running, basis=basis, task=self.recorder.task(number))
        except Exception as error:  # somebody put it there by hand, or the disk spoilt it: the others go on
            self._take(running, self._broken(error))
        return running

    def _take(self, running: _Running, finished: Finished) -> None:
        """Record what came of a submission: its points where it came to its end, and in any case how it went."""
        number, exercise = running.step.student.number, self.recorder.exercise
        before = read_run(self.paths, number, exercise)
        basis = dict(before.basis) if before else {}
        if not finished.why and running.task is not None:
            settled = settled_cells(self.recorder.gradebook, exercise, number)
            stands = {one: basis.get(one) == running.basis.get(one) for one in settled}
            try:
                for question, points, now in self.recorder.record(running.task, finished, stands):
                    same = basis.get(question) == running.basis.get(question)
                    self.changes.append(Change(number, question, points, now, "exercise" if same else "submission"))
                basis = dict(running.basis)
            except (KeyError, ValueError, TypeError, AttributeError) as error:  # this one does not fit its exercise
                finished = self._broken(error)
        self._keep_log(number, finished)
        took_s = finished.seconds.get("all", time.monotonic() - running.began_s)
        Run(
            digest=running.digest if finished.repeatable else "",
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(took_s, 2),
            isolation=finished.isolation,
            nevbook=__version__,
            nevlab=nevlab.__version__,
            basis=basis,
            why=finished.why,
        ).save(self.paths, number, exercise)
        (self.stopped if finished.why else self.done).append(number)

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began_s = time.monotonic()
        try:
            yield
        finally:
            self.seconds[part] += time.monotonic() - began_s

    def _keep_log(self, number: str, finished: Finished) -> None:
        """Keep what is known of a run that could not be finished, for whoever looks for the cause."""
        path = self.paths.run(number, self.recorder.exercise).with_suffix(".log")
        path.parent.mkdir(parents=True, exist_ok=True)
        if finished.why:
            path.write_text(finished.log, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)

    def _broken(self, error: BaseException | None) -> Finished:
        """Say that a submission could not be run for a reason that is not its own."""
        reason = f"{type(error).__name__}: {error}" if error else "the worker was lost"
        isolation = STUDENTS_TRUSTED if self.recorder.trusted else ISOLATED
        why = (problem("run-broke", reason=reason[:300]),)
        return Finished("", why, repeatable=False, log=reason, isolation=isolation)


def _submitted(executor: Executor, task: Task) -> Future[Finished]:
    """Hand a task over; where the executor takes none any more, as if it had failed there."""
    try:
        return executor.submit(run_task, task)
    except Exception as error:  # each executor has errors of its own for workers that are lost
        refused: Future[Finished] = Future()
        refused.set_exception(error)
        return refused


def _result(future: Future[Finished]) -> Finished | None:
    """Give what came of a task; None where its worker was lost, for the task itself never raises."""
    return None if future.cancelled() or future.exception() is not None else future.result()
