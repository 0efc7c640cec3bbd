"""One submission as plain data: what a worker gets, wherever it is, and what it gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from nevbook.problems import Problem


@dataclass(frozen=True)
class Task:
    """What is run.

    Parameters
    ----------
    exercise, student : str
        Whose submission of what.
    notebook : str
        The notebook with the student's answers and the complete tests, as JSON.
    files : Mapping of str to bytes
        What lies beside it, by name.
    class_code, language : str
        The class's code, from which the student's car follows, and the language of what the workshop says.
    cell_limit_s : float
        Processor time that one cell may take.
    given : tuple of str
        Code of the cells that the exercise gives: what they import, tests may use without asking the student.
    trusted : bool
        Run without isolation.
    clock_s : float or None
        How long one cell may take on the clock; None: a multiple of its processor time, for a busy machine's sake.
    keep_files : bool
        Bring back the files that the student's code has written.
    """

    exercise: str
    student: str
    notebook: str
    files: Mapping[str, bytes]
    class_code: str
    language: str
    cell_limit_s: float
    given: tuple[str, ...] = ()
    trusted: bool = False
    clock_s: float | None = None
    keep_files: bool = False

    @property
    def seed(self) -> int:
        """Give the seed of `random` and NumPy: the same whenever the submission is graded."""
        whole = f"{self.class_code}|{self.student}|{self.exercise}"
        return int.from_bytes(hashlib.sha256(whole.encode()).digest()[:4], "big")


@dataclass(frozen=True)
class Finished:
    """What came of a task.

    Parameters
    ----------
    notebook : str
        The notebook with its outputs, as JSON.
    why : tuple of Problem
        Why it could not be run to the end; empty where it was.
    repeatable : bool
        Whether the same submission would end the same way; not so where the machine, or its load, was at fault.
    log : str
        What is known for whoever looks for the cause.
    seconds : Mapping of str to float
        Where the time went, by part.
    isolation : str
        How the submission was kept from doing harm.
    files : Mapping of str to bytes
        What the student's code has written or changed, by name below the working folder, where that was asked for.
    """

    notebook: str
    why: tuple[Problem, ...] = ()
    repeatable: bool = True
    log: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    isolation: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
