"""Grade one submission with nbgrader's own converter."""

from __future__ import annotations

import io
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nevbook.grading.nbgrader_app import load_config
from nevbook.grading.paths import record_name
from nevbook.grading.school_class import SchoolClass
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
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import Execute, SaveAutoGrades

    from nevbook.grading.preprocessors import RunCells, SaveGrades

    config, (log, said) = load_config(school_class.paths), _logger()
    run_cells = RunCells(school_class.cell_timeout_s, tell, config=config, log=log)
    course = CourseDirectory(config=config, log=log, assignment_id=exercise, student_id=student)
    autograde = Autograde(coursedir=course, config=config, log=log)
    autograde.force = True
    autograde.create_student = True
    # nbgrader would put the empty record that lies beside the source in the place of the student's.
    autograde.exclude_overwriting = {exercise: [record_name(exercise)]}
    autograde.autograde_preprocessors = [
        {Execute: run_cells, SaveAutoGrades: SaveGrades}.get(step, step) for step in autograde.autograde_preprocessors
    ]
    with _surroundings(school_class, student):
        try:
            autograde.start()
        except NbGraderException as error:
            if run_cells.stopped is not None:
                return Outcome((run_cells.stopped,), log=said.getvalue())
            return Outcome((problem("run-broke", reason=_reason(said.getvalue()) or error),), False, said.getvalue())
    return Outcome(log=said.getvalue())


@contextmanager
def _surroundings(school_class: SchoolClass, student: str) -> Iterator[None]:
    """Tell the kernel whose car it is; afterwards environment and working folder are as they were.

    nbgrader changes both, and leaves its own mark in the environment where a run fails.
    """
    environment, folder = dict(os.environ), Path.cwd()
    os.environ |= {
        "NEVLAB_CLASS": school_class.code,
        "NEVLAB_STUDENT": student,
        "NEVLAB_LANG": school_class.language,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader's own queries
            yield
    finally:
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)


def _logger() -> tuple[logging.Logger, io.StringIO]:
    """Give a logger of our own: nbgrader's would write on the terminal."""
    said = io.StringIO()
    log = logging.Logger("nbgrader")
    log.addHandler(logging.StreamHandler(said))
    return log, said


def _reason(log: str) -> str:
    """Give the last error that a log holds."""
    errors = [line for line in log.splitlines() if re.match(r"[\w.]*(Error|Exception)\b", line)]
    return errors[-1][:300] if errors else ""
