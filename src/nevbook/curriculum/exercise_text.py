"""How an exercise says in its text what is graded and what nobody but the grader may see."""

from __future__ import annotations

import re

from nevbook.curriculum.model import Cell

#: What marks a cell of an exercise, as the key of an option.
ROLES = ("answer", "test", "manual")
#: The roles whose cells earn points.
GRADED = ("test", "manual")
#: The start of a region that is never handed out, anywhere in a line, as nbgrader looks for it.
HIDDEN_REGION = re.compile(r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
#: Either edge of such a region, and its kind.
REGION_MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
HIDDEN_TESTS = "BEGIN HIDDEN TESTS"


def graded_id(cell: Cell) -> str:
    """Give the id of a cell that earns points, or an empty text."""
    return next((str(cell.metadata[role]) for role in GRADED if role in cell.metadata), "")
