"""A page for each student: where the work stands, what each question earned and why, what the teacher wrote.

The pages stand where nbgrader's own would. Nothing that a student wrote reaches a page as HTML, and neither a test's
source nor a traceback does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.paths import ClassPaths
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import known_student
from nevbook.grading.outcome.page import page_of
from nevbook.grading.outcome.penalties import enter_lateness
from nevbook.grading.outcome.questions import ManualQuestion, manual_questions
from nevbook.grading.outcome.rendering import rendered
from nevbook.grading.outcome.standing import Standing, standings
from nevbook.problems import ProblemsFound, problem


def write_feedback(school_class: SchoolClass, exercise: str, only: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write a page for each student, also for those whose work could not be graded.

    Parameters
    ----------
    school_class : SchoolClass
        In whose language the pages are.
    exercise : str
        Handed out to the class.
    only : sequence of str
        The numbers of the students; all of them by default.

    Returns
    -------
    tuple of Path
        The pages, in the order of the roster.

    Raises
    ------
    ProblemsFound
        Where the exercise was not handed out, a student is unknown, or a graded notebook cannot be read.
    """
    for number in only:
        known_student(school_class, number)
    questions = manual_questions(school_class, exercise)
    enter_lateness(school_class, exercise)
    return tuple(
        _write_page(school_class, exercise, standing, questions)
        for standing in standings(school_class, exercise)
        if not only or standing.student.number in only
    )


def feedback_page(paths: ClassPaths, student: str, exercise: str) -> Path:
    """Say where a student's page is."""
    return paths.feedback(student, exercise) / f"{exercise}.html"


def _write_page(
    school_class: SchoolClass, exercise: str, standing: Standing, questions: Sequence[ManualQuestion]
) -> Path:
    notebook = _graded(school_class.paths, standing.student.number, exercise) if standing.scores else None
    path = feedback_page(school_class.paths, standing.student.number, exercise)
    path.parent.mkdir(parents=True, exist_ok=True)
    page = page_of(school_class, exercise, standing, questions, notebook)
    write_whole(path, rendered("feedback", page=page).encode())
    return path


def _graded(paths: ClassPaths, student: str, exercise: str) -> Any:
    import nbformat

    path = paths.autograded(student, exercise) / f"{exercise}.ipynb"
    try:
        return nbformat.v4.reads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = f"{type(error).__name__}: {error}"[:300]
        raise ProblemsFound([problem("feedback-broke", student=student, reason=reason)]) from None
