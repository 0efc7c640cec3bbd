"""What nbgrader's gradebook holds of an exercise, read and written through nbgrader's own interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nevbook.grading.classes.nbgrader_app import open_gradebook
from nevbook.grading.classes.paths import ClassPaths


@dataclass(frozen=True)
class Score:
    """The points of one graded cell of one submission.

    Parameters
    ----------
    max_points : float
        What the cell is worth.
    automatic : float or None
        What its test gave; None where a person must say.
    manual : float or None
        What a person gave; it counts before the automatic points.
    extra : float
        What a person gave on top.
    is_open : bool
        Whether a person has still to look at it.
    """

    max_points: float
    automatic: float | None
    manual: float | None
    extra: float
    is_open: bool

    @property
    def points(self) -> float:
        """Give what counts, as nbgrader counts it."""
        given = self.automatic if self.manual is None else self.manual
        return (given or 0.0) + self.extra


@dataclass(frozen=True)
class Grades:
    """What the gradebook holds of one submission.

    Parameters
    ----------
    scores : Mapping of str to Score
        Graded cell's id → its points.
    comments : Mapping of str to str
        Answer cell's id → what a person wrote about it; only where something is written.
    """

    scores: Mapping[str, Score] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def settled(self) -> set[str]:
        """Give the cells for which a person gave points, and has not to look again."""
        return {name for name, score in self.scores.items() if score.manual is not None and not score.is_open}


@dataclass(frozen=True)
class Mark:
    """What a person gives: `points` and a `comment` for one graded cell, `question`, of one `student`."""

    student: str
    question: str
    points: float
    comment: str


def read_gradebook(paths: ClassPaths, exercise: str) -> dict[str, Grades]:
    """Give what the gradebook holds of each submission, by the student's number."""
    from nbgrader.api import MissingEntry

    graded: dict[str, Grades] = {}
    with open_gradebook(paths) as gradebook:
        try:
            submissions = gradebook.find_assignment(exercise).submissions
        except MissingEntry:
            return {}
        for submission in submissions:
            for notebook in submission.notebooks:
                scores = {
                    grade.name: Score(
                        max_points=float(grade.max_score),
                        automatic=grade.auto_score,
                        manual=grade.manual_score,
                        extra=grade.extra_credit or 0.0,
                        is_open=bool(grade.needs_manual_grade),
                    )
                    for grade in notebook.grades
                }
                comments = {said.name: said.manual_comment for said in notebook.comments if said.manual_comment}
                graded[submission.student.id] = Grades(scores, comments)
    return graded


def write_marks(paths: ClassPaths, exercise: str, marks: Iterable[Mark]) -> None:
    """Write what a person gave, all of it or, where that fails, nothing."""
    with open_gradebook(paths) as gradebook:
        for mark in marks:
            grade = gradebook.find_grade(mark.question, exercise, exercise, mark.student)
            grade.manual_score = mark.points
            grade.needs_manual_grade = False
            comment = gradebook.find_comment(mark.question, exercise, exercise, mark.student)
            comment.manual_comment = mark.comment or None
        gradebook.db.commit()


def settled_cells(gradebook: Any, exercise: str, student: str) -> set[str]:
    """Give the cells for which a person gave this student points, and has not to look again."""
    from nbgrader.api import MissingEntry

    try:
        held = gradebook.find_submission_notebook(exercise, exercise, student)
    except MissingEntry:
        return set()
    return {grade.name for grade in held.grades if grade.manual_score is not None and not grade.needs_manual_grade}
