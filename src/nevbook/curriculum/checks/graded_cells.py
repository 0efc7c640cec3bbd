"""Cells that earn points: each says for which competency, and an exercise's tests do not show everything."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.exercise_text import HIDDEN_TESTS, graded_id
from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find graded cells without a competency, and exercises whose tests hide nothing.

    How a cell must be written so that it compiles is for the grading room to say.
    """
    for exercise in curriculum.exercises.values():
        for cell in exercise.home.cells:
            place = (curriculum.relative(exercise.home.path), cell.line)
            if graded_id(cell) and not cell.metadata.get("competency"):
                yield problem("graded-without-competency", *place, cell=graded_id(cell))
        tests = [cell for cell in exercise.home.cells if "test" in cell.metadata]
        if tests and not any(HIDDEN_TESTS in cell.source for cell in tests):
            yield problem("tests-hide-nothing", curriculum.relative(exercise.home.path), tests[0].line)
