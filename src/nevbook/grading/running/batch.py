"""Grade a class's submissions of an exercise, one after the other; what happens to one never touches the others."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import nevlab
from nevbook import __version__
from nevbook.grading.classes.paths import ClassPaths
from nevbook.grading.classes.roster import Student
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import known_student
from nevbook.grading.running import gradebook
from nevbook.grading.running.engine import Outcome, grade_submission
from nevbook.grading.running.runs import STUDENTS_TRUSTED, Run, basis_of, read_run, submission_digest
from nevbook.problems import ProblemsFound, problem


@dataclass(frozen=True)
class Step:
    """Where a grading run is.

    Parameters
    ----------
    student : Student
        Whose submission is looked at.
    position, total : int
        Which one it is, of how many; counted from 1.
    cell : str
        The cell that has been running for long; empty at the beginning of a submission.
    running_s : float
        For how long it has been running.
    """

    student: Student
    position: int
    total: int
    cell: str = ""
    running_s: float = 0.0


@dataclass(frozen=True)
class Graded:
    """What a grading run did: the numbers of the students in question.

    Parameters
    ----------
    done : tuple of str
        Graded now.
    stopped : tuple of str
        Could not be run to the end.
    unchanged : tuple of str
        Neither submission nor exercise has changed since the last run.
    """

    done: tuple[str, ...]
    stopped: tuple[str, ...]
    unchanged: tuple[str, ...]


def grade(
    school_class: SchoolClass,
    exercise: str,
    *,
    trust_students: bool = False,
    only: Sequence[str] = (),
    again: bool = False,
    progress: Callable[[Step], None] = lambda step: None,
) -> Graded:
    """Grade the submissions that are new or changed.

    Parameters
    ----------
    school_class : SchoolClass
        The class.
    exercise : str
        Handed out to it.
    trust_students : bool
        Run the students' code without isolation; noted with each mark.
    only : sequence of str
        The numbers of the students to look at; all of them by default.
    again : bool
        Grade what has not changed, too.
    progress : callable
        Told of each submission, and of cells that run for long.

    Raises
    ------
    ProblemsFound
        Where the exercise was not handed out, a student is unknown, or students are not to be trusted: nevbook cannot
        isolate their code yet, and does not run it unless it is told to.
    """
    for number in only:
        known_student(school_class, number)
    paths = school_class.paths
    if not paths.release_notebook(exercise).is_file():
        known = ", ".join(school_class.exercises) or "–"
        raise ProblemsFound([problem("not-handed-out", exercise=exercise, known=known)])
    if not trust_students:
        raise ProblemsFound([problem("no-isolation", exercise=exercise)])
    waiting, unchanged = [], []
    for student in school_class.roster:
        digest = submission_digest(paths, student.number, exercise)
        if not digest or (only and student.number not in only):
            continue
        run = read_run(paths, student.number, exercise)
        if run is not None and run.digest == digest and not again:
            unchanged.append(student.number)
        else:
            waiting.append(student)
    done: list[str] = []
    stopped: list[str] = []
    for position, student in enumerate(waiting, start=1):
        step = Step(student, position, len(waiting))
        progress(step)
        ok = _grade_one(school_class, exercise, student, step, progress)
        (done if ok else stopped).append(student.number)
    return Graded(tuple(done), tuple(stopped), tuple(unchanged))


def _grade_one(
    school_class: SchoolClass, exercise: str, student: Student, step: Step, progress: Callable[[Step], None]
) -> bool:
    paths, number = school_class.paths, student.number
    digest, started, at = submission_digest(paths, number, exercise), time.monotonic(), datetime.now(UTC)
    before = read_run(paths, number, exercise)
    basis_before = dict(before.basis) if before else {}
    marked = gradebook.read_gradebook(paths, exercise).get(number, gradebook.Grades()).settled

    def tell(cell: str, running_s: float) -> None:
        progress(Step(step.student, step.position, step.total, cell, running_s))

    try:
        basis = basis_of(paths, number, exercise)
        outcome = grade_submission(school_class, exercise, number, tell)
        if not outcome.why:
            gradebook.settle(
                paths, exercise, number, [one for one in marked if basis_before.get(one) == basis.get(one)]
            )
    except Exception as error:  # whatever one submission does, the others are graded
        reason = f"{type(error).__name__}: {error}"
        outcome = Outcome((problem("run-broke", reason=reason[:300]),), False, traceback.format_exc())
    _keep_log(paths, number, exercise, outcome)
    Run(
        digest=digest if outcome.repeatable else "",
        at=at.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - started, 2),
        isolation=STUDENTS_TRUSTED,
        nevbook=__version__,
        nevlab=nevlab.__version__,
        basis=basis_before if outcome.why else basis,
        why=outcome.why,
    ).save(paths, number, exercise)
    return not outcome.why


def _keep_log(paths: ClassPaths, student: str, exercise: str, outcome: Outcome) -> None:
    """Keep what nbgrader said of a run that could not be finished, for whoever looks for the cause."""
    path = paths.run(student, exercise).with_suffix(".log")
    path.parent.mkdir(parents=True, exist_ok=True)
    if outcome.why:
        path.write_text(outcome.log, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
