"""Grade one submission with nbgrader's own converter."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nevbook.grading.classes.nbgrader_app import load_config
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.running.converting import run_converter
from nevbook.problems import Problem, problem


@dataclass(frozen=True)
class Outcome:
    """How a run went.

    Parameters
    ----------
    why : tuple of Problem
        Why it could not be finished; empty where it was.
    repeatable : bool
        Whether the same submission would end the same way; not so where the machine was at fault.
    log : str
        What nbgrader said.
    """

    why: tuple[Problem, ...] = ()
    repeatable: bool = True
    log: str = ""


def grade_submission(
    school_class: SchoolClass, exercise: str, student: str, tell: Callable[[str, float], None]
) -> Outcome:
    """Run a submission and save its automatic points in nbgrader's gradebook; whatever it does, no kernel is left.

    Parameters
    ----------
    school_class : SchoolClass
        Whose gradebook and time limit count.
    exercise, student : str
        Which submission.
    tell : callable
        Called with a cell's id and the seconds that it has been running, while a long cell runs.
    """
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import Execute, SaveAutoGrades

    from nevbook.grading.running.preprocessors import RunCells, SaveGrades

    config, stopped = load_config(school_class.paths), list[Problem]()

    def make(log: logging.Logger) -> Any:
        run_cells = RunCells(school_class.cell_timeout_s, tell, stopped.append, config=config, log=log)
        course = CourseDirectory(config=config, log=log, assignment_id=exercise, student_id=student)
        autograde = Autograde(coursedir=course, config=config, log=log)
        autograde.force = True
        replaced = {Execute: run_cells, SaveAutoGrades: SaveGrades}
        autograde.autograde_preprocessors = [replaced.get(step, step) for step in autograde.autograde_preprocessors]
        return autograde

    failure, log = run_converter(
        make, NEVLAB_CLASS=school_class.code, NEVLAB_STUDENT=student, NEVLAB_LANG=school_class.language
    )
    if stopped:
        return Outcome(tuple(stopped), log=log)
    if failure:
        return Outcome((problem("run-broke", reason=failure),), repeatable=False, log=log)
    return Outcome(log=log)
