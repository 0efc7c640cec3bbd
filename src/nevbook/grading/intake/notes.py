"""How problems are noted beside what they are about: by code and values, so that they can be said in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevbook.problems import Problem


def problem_note(found: Problem) -> dict[str, Any]:
    """Give what is noted of a problem."""
    return {"code": found.code, "path": found.path, "line": found.line, "values": dict(found.values)}


def problem_from(told: Mapping[str, Any]) -> Problem:
    """Make a problem again from what was noted of it."""
    return Problem(told["code"], told["path"], told["line"], tuple(sorted(told["values"].items())))
