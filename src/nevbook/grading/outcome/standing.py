"""Where each student stands in an exercise. The one place that says so: reports and feedback ask here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nevbook.grading.classes.roster import Student
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.fresh import Release, cell_id, is_manual
from nevbook.grading.intake.lateness import hours, is_in_place, time_remarks
from nevbook.grading.intake.received import counting
from nevbook.grading.outcome.penalties import Penalties
from nevbook.grading.running.gradebook import Grades, Score, read_gradebook
from nevbook.grading.running.runs import read_run, submission_digest
from nevbook.problems import Problem, problem

_NONE = Grades()


class State(StrEnum):
    """What can be said of a submission as a whole."""

    GRADED = "graded"
    NEEDS_TEACHER = "needs-teacher"
    COULD_NOT_RUN = "could-not-run"
    NOT_SUBMITTED = "not-submitted"


@dataclass(frozen=True)
class Question:
    """A graded cell of an exercise: its id, what it is worth, and whether a person marks it."""

    id: str
    max_points: float
    is_manual: bool


@dataclass(frozen=True)
class Standing:
    """Where one student stands in one exercise.

    Parameters
    ----------
    student : Student
        Who.
    state : State
        What can be said of the submission.
    why : tuple of Problem
        Why it is not graded; empty where it is.
    questions : tuple of Question
        What the exercise asks.
    grades : Grades
        What the gradebook holds; empty where nothing was graded, or it is out of date.
    remarks : tuple of Problem
        What was mended or decided at intake, and what should be known of the time of the hand-in.
    isolation : str
        How the run kept the submission from doing harm; empty where nothing ran.
    handed_in : datetime or None
        When what counts was handed in, in UTC; None where nothing was.
    late_s : float
        How long after the student's deadline that was [s]; 0 where it was in time, or there is none.
    penalty : float or None
        The points that lateness takes off; None where it was in time, or there are no points yet.
    """

    student: Student
    state: State
    why: tuple[Problem, ...]
    questions: tuple[Question, ...]
    grades: Grades
    remarks: tuple[Problem, ...] = ()
    isolation: str = ""
    handed_in: datetime | None = None
    late_s: float = 0.0
    penalty: float | None = None

    @property
    def late(self) -> str:
        """Give how late it was as hours and minutes; empty where it was in time."""
        return hours(self.late_s) if self.late_s else ""

    @property
    def scores(self) -> Mapping[str, Score]:
        """Give what was given for each question, by its id."""
        return self.grades.scores

    @property
    def max_points(self) -> float:
        """Give what the exercise is worth."""
        return sum(question.max_points for question in self.questions)

    @property
    def automatic(self) -> float | None:
        """Give the points of what is tested; None where there are none yet."""
        return self._sum(is_manual=False)

    @property
    def manual(self) -> float | None:
        """Give the points of what a person marks, as far as it is marked; None where there are none yet."""
        return self._sum(is_manual=True)

    @property
    def total(self) -> float | None:
        """Give the mark, all points without the penalty for lateness; None unless all of it is graded."""
        if self.state is not State.GRADED:
            return None
        return sum(score.points for score in self.scores.values()) - (self.penalty or 0.0)

    @property
    def is_provisional(self) -> bool:
        """Tell whether there are points that may still change, because a person has not looked at all of it."""
        return self.state is State.NEEDS_TEACHER and bool(self.scores)

    def points(self, question: Question) -> float | None:
        """Give the points for a question; None where it is not graded, or a person has still to give them."""
        score = self.scores.get(question.id)
        if score is None or (score.is_open and score.manual is None and question.is_manual):
            return None
        return score.points

    def _sum(self, *, is_manual: bool) -> float | None:
        given = [self.points(question) for question in self.questions if question.is_manual is is_manual]
        there = [points for points in given if points is not None]
        return sum(there) if there else None


def questions_of(school_class: SchoolClass, exercise: str) -> tuple[Question, ...]:
    """Give what an exercise asks, in its order.

    Raises
    ------
    ProblemsFound
        Where it was not handed out.
    """
    return tuple(
        Question(cell_id(cell), float(cell.metadata.nbgrader.points), is_manual(cell))
        for cell in Release.of(school_class, exercise).notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    )


def standings(school_class: SchoolClass, exercise: str) -> tuple[Standing, ...]:
    """Give every student's standing, in the order of the roster.

    Raises
    ------
    ProblemsFound
        Where the exercise was not handed out, or a note cannot be read.
    """
    questions, grades = questions_of(school_class, exercise), read_gradebook(school_class.paths, exercise)
    penalties = Penalties(school_class)
    return tuple(
        _standing(school_class, exercise, student, questions, grades.get(student.number, Grades()), penalties)
        for student in school_class.roster
    )


def _standing(
    school_class: SchoolClass,
    exercise: str,
    student: Student,
    questions: tuple[Question, ...],
    grades: Grades,
    penalties: Penalties,
) -> Standing:
    paths, number = school_class.paths, student.number
    hand_in = counting(school_class, number, exercise)
    digest = submission_digest(paths, number, exercise)
    run = read_run(paths, number, exercise)
    remarks = (*hand_in.remarks, *time_remarks(school_class, exercise, number)) if hand_in else ()
    handed_in = hand_in.time if hand_in else None
    late_s = school_class.terms.late_s(exercise, number, handed_in) if handed_in else 0.0

    def standing(state: State, *why: Problem, grades: Grades = _NONE) -> Standing:
        ran = run.isolation if run and run.digest == digest and digest else ""
        points = sum(score.points for score in grades.scores.values())
        penalty = penalties.points(number, points, late_s) if late_s and grades.scores else None
        return Standing(student, state, why, questions, grades, remarks, ran, handed_in, late_s, penalty)

    if hand_in is not None and hand_in.failures:
        return standing(State.COULD_NOT_RUN, *hand_in.failures)
    if hand_in is not None and hand_in.open_repairs:
        return standing(State.NEEDS_TEACHER, *hand_in.open_repairs)
    if hand_in is not None and not is_in_place(school_class, hand_in):
        return standing(State.NEEDS_TEACHER, problem("submission-outdated", exercise=exercise))
    if not digest and hand_in is not None:
        return standing(State.NEEDS_TEACHER, problem("submission-missing", exercise=exercise, student=number))
    if not digest:
        return standing(State.NOT_SUBMITTED, problem("not-submitted", exercise=exercise))
    if run is not None and run.why and run.digest in (digest, ""):
        return standing(State.COULD_NOT_RUN, *run.why)
    if run is None or run.digest != digest:
        return standing(State.NEEDS_TEACHER, problem("not-graded-yet", exercise=exercise))
    still_open = [name for name, score in grades.scores.items() if score.is_open]
    if still_open:
        found = problem("marking-open", exercise=exercise, questions=", ".join(still_open))
        return standing(State.NEEDS_TEACHER, found, grades=grades)
    return standing(State.GRADED, grades=grades)
