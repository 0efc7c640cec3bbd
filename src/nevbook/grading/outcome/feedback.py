"""A page for each student: where the work stands, what each question earned and why, what the teacher wrote.

The pages are made by nbgrader's own ``GenerateFeedback`` with a template of ours. Nothing that a student wrote reaches
a page as HTML, and neither a test's source nor a traceback does.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from nevbook.grading.classes.nbgrader_app import load_config
from nevbook.grading.classes.paths import ClassPaths
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import known_student
from nevbook.grading.outcome.page import page_of
from nevbook.grading.outcome.penalties import enter_lateness
from nevbook.grading.outcome.questions import ManualQuestion, manual_questions
from nevbook.grading.outcome.standing import Standing, standings
from nevbook.grading.running.converting import run_converter
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
        Where the exercise was not handed out, a student is unknown, or nbgrader cannot make a page.
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
    import nbformat

    def fill(notebook: Any, resources: Any) -> tuple[Any, Any]:
        resources["page"] = page_of(school_class, exercise, standing, questions, notebook)
        return notebook, resources

    path = feedback_page(school_class.paths, standing.student.number, exercise)
    if standing.scores:
        _generate(school_class, exercise, standing.student.number, fill)
    else:
        exporter, empty = _exporter(school_class), nbformat.v4.new_notebook()
        exporter.register_preprocessor(fill)
        html, _ = exporter.from_notebook_node(empty)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    return path


def _generate(school_class: SchoolClass, exercise: str, student: str, fill: Any) -> None:
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    config = _config(school_class)

    def make(log: logging.Logger) -> Any:
        course = CourseDirectory(config=config, log=log, assignment_id=exercise, student_id=student)
        converter = GenerateFeedback(coursedir=course, config=config, log=log)
        converter.force, converter.preprocessors = True, [fill]
        return converter

    failure, _ = run_converter(make)
    if failure:
        raise ProblemsFound([problem("feedback-broke", student=student, reason=failure)])


def _exporter(school_class: SchoolClass) -> Any:
    from nbconvert.exporters import HTMLExporter

    config = _config(school_class)
    config.HTMLExporter.default_preprocessors = []
    return HTMLExporter(config=config)


def _config(school_class: SchoolClass) -> Any:
    config = load_config(school_class.paths)
    config.HTMLExporter.template_name = "nevbook-feedback"
    config.HTMLExporter.extra_template_basedirs = [str(files(__package__).joinpath("templates"))]
    return config
