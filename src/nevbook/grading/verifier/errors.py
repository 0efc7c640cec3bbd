"""Why a test could not judge: said to its author, in the reader's language."""

from __future__ import annotations

from typing import Any

from nevbook.problems import Problem, problem
from nevlab.labels import language


class CannotJudge(Exception):  # noqa: N818 - the test's need, which is not the student's error
    """A test needs what cannot cross the border between it and the student's process.

    Parameters
    ----------
    code : str
        Of the problem.
    values
        What its words name.
    """

    def __init__(self, code: str, **values: Any) -> None:
        self.problem: Problem = problem(code, **values)
        words = language()
        super().__init__(f"{self.problem.what(words)} → {self.problem.remedy(words)}")


class StudentLost(BaseException):  # not an Exception: a test that expects some error must not take it for one
    """The student's process has ended, is silent, or sends what nobody can read."""
