"""Grade a class's submissions of an exercise; what happens to one never touches the others.

Only what is new or changed is run; whatever is recorded stays recorded, so a run that was ended goes on with the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from nevbook.grading.classes.roster import Student
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import known_student
from nevbook.grading.running.local import ThisMachine
from nevbook.grading.running.passes import Change, Passes, Step
from nevbook.grading.running.place import Place
from nevbook.grading.running.recording import Recorder
from nevbook.grading.running.runs import read_run, submission_digest
from nevbook.problems import ProblemsFound, problem


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
    changes : tuple of Change
        Points that are other ones than before, in the order of the students.
    seconds : Mapping of str to float
        Where the time went, by part, all submissions together [s].
    """

    done: tuple[str, ...]
    stopped: tuple[str, ...]
    unchanged: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


def grade(
    school_class: SchoolClass,
    exercise: str,
    *,
    trust_students: bool = False,
    only: Sequence[str] = (),
    again: bool = False,
    progress: Callable[[Step], None] = lambda step: None,
    place: Place | None = None,
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
        Told of each submission, and of those that run for long.
    place : Place, optional
        Where the submissions are run; by default :class:`~nevbook.grading.running.local.ThisMachine`.

    Raises
    ------
    ProblemsFound
        Where the exercise was not handed out, a student is unknown, the students' code cannot be isolated there and the
        students are not to be trusted, or the gradebook or a cluster refuses. What was graded before stays graded.
    OSError
        Where the class's folder cannot be written to; what was graded before stays graded, too.
    """
    for number in only:
        known_student(school_class, number)
    paths = school_class.paths
    if not paths.release_notebook(exercise).is_file():
        known = ", ".join(school_class.exercises) or "–"
        raise ProblemsFound([problem("not-handed-out", exercise=exercise, known=known)])
    place = place or ThisMachine()
    place.check(exercise, trust_students)
    waiting, unchanged = _waiting(school_class, exercise, only, again)
    if not waiting:
        return Graded((), (), tuple(unchanged))
    place.prepare(school_class.cell_timeout_s, trust_students)
    with Recorder.open(school_class, exercise, trust_students) as recorder:
        steps = [Step(student, n, len(waiting)) for n, student in enumerate(waiting, start=1)]
        run = Passes(recorder, steps, progress, place)
        run.through()
        run.alone()
    order = {student.number: n for n, student in enumerate(waiting)}
    done, stopped = (tuple(sorted(numbers, key=order.__getitem__)) for numbers in (run.done, run.stopped))
    changes = tuple(sorted(run.changes, key=lambda change: order[change.student]))
    return Graded(done, stopped, tuple(unchanged), changes, dict(run.seconds))


def _waiting(
    school_class: SchoolClass, exercise: str, only: Sequence[str], again: bool
) -> tuple[list[Student], list[str]]:
    """Give the students whose submission is to be graded, and the numbers of those for whom nothing has changed."""
    paths = school_class.paths
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
    return waiting, unchanged
