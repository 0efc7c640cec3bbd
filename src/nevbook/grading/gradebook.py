"""What nbgrader's gradebook holds of an exercise, read and written through nbgrader's own interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nevbook.grading.nbgrader_app import open_gradebook
from nevbook.grading.paths import ClassPaths


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
    comment : str
        What a person wrote.
    """

    max_points: float
    automatic: float | None
    manual: float | None
    extra: float
    is_open: bool
    comment: str

    @property
    def points(self) -> float:
        """Give what counts, as nbgrader counts it."""
        given = self.automatic if self.manual is None else self.manual
        return (given or 0.0) + self.extra


@dataclass(frozen=True)
class Mark:
    """What a person gives: `points` and a `comment` for one graded cell, `question`, of one `student`."""

    student: str
    question: str
    points: float
    comment: str


def read_scores(paths: ClassPaths, exercise: str) -> dict[str, dict[str, Score]]:
    """Give the scores of every submission: student's number → graded cell's id → score."""
    from nbgrader.api import MissingEntry

    scores: dict[str, dict[str, Score]] = {}
    with open_gradebook(paths) as gradebook:
        try:
            submissions = gradebook.find_assignment(exercise).submissions
        except MissingEntry:
            return {}
        for submission in submissions:
            for notebook in submission.notebooks:
                comments = {comment.name: comment.manual_comment or "" for comment in notebook.comments}
                scores[submission.student.id] = {
                    grade.name: Score(
                        max_points=float(grade.max_score),
                        automatic=grade.auto_score,
                        manual=grade.manual_score,
                        extra=grade.extra_credit or 0.0,
                        is_open=bool(grade.needs_manual_grade),
                        comment=comments.get(grade.name, ""),
                    )
                    for grade in notebook.grades
                }
    return scores


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


def settle(paths: ClassPaths, exercise: str, student: str, questions: Iterable[str]) -> None:
    """Note that a person's points for these cells still stand."""
    with open_gradebook(paths) as gradebook:
        for question in questions:
            gradebook.find_grade(question, exercise, exercise, student).needs_manual_grade = False
        gradebook.db.commit()


def settled(scores: Mapping[str, Score]) -> set[str]:
    """Give the cells for which a person gave points, and has not to look again."""
    return {question for question, score in scores.items() if score.manual is not None and not score.is_open}
