"""Run the visible tests of an exercise, as a student asks for with *Check*."""

from __future__ import annotations

import ast
import contextlib
import io
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nevlab.jobcard.saved import read_cells
from nevlab.messages import WorkshopError, message


@dataclass(frozen=True)
class Outcome:
    """How one visible test went.

    Parameters
    ----------
    test
        The test's id.
    state
        ``"passed"``, ``"partly"`` (some of its points), or ``"not yet"``.
    words
        What the test says, and what it printed.
    """

    test: str
    state: Literal["passed", "partly", "not yet"]
    words: str = ""


def run_checks(notebook: Path, namespace: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Run each visible test cell of `notebook` on a copy of `namespace`, one by one.

    A test cell whose visible part is empty is left out: it speaks only when the work is marked.

    Raises
    ------
    WorkshopError
        If the notebook is missing or unreadable.
    """
    return tuple(_run(*test, dict(namespace)) for test in _visible_tests(notebook))


def _visible_tests(notebook: Path) -> list[tuple[str, float, str]]:
    try:
        cells = read_cells(notebook)
    except (OSError, ValueError):
        raise WorkshopError("notebook-missing", name=notebook.name) from None
    tests = []
    for cell in cells:
        facts = cell.get("metadata", {}).get("nbgrader", {})
        if cell.get("cell_type") == "code" and facts.get("grade") and not facts.get("solution"):
            tests.append((str(facts.get("grade_id")), float(facts.get("points") or 0), cell["source"]))
    return [test for test in tests if _does_something(test[2])]


def _does_something(source: str) -> bool:
    try:
        return bool(ast.parse(source).body)
    except SyntaxError:
        return True


def _run(test: str, points: float, source: str, namespace: dict[str, Any]) -> Outcome:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            earned = _execute(source, namespace)
    except AssertionError as error:
        return Outcome(test, "not yet", _join(printed, str(error)))
    except NameError as error:
        return Outcome(test, "not yet", _join(printed, message("check-name-missing", name=error.name or error)))
    except Exception as error:
        words = message("check-failed", error=type(error).__name__, words=str(error)[:300])
        return Outcome(test, "not yet", _join(printed, words))
    # nbgrader's rule: a test cell whose last expression is a number gives that many points.
    if isinstance(earned, numbers.Real) and not isinstance(earned, bool) and float(earned) < points:
        words = message("check-partly", earned=f"{float(earned):g}", points=f"{points:g}")
        return Outcome(test, "partly" if float(earned) > 0 else "not yet", _join(printed, words))
    return Outcome(test, "passed", _join(printed))


def _execute(source: str, namespace: dict[str, Any]) -> object:
    module = ast.parse(source)
    last = module.body[-1] if module.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(module, "<test>", "exec"), namespace)
        return None
    del module.body[-1]
    exec(compile(module, "<test>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<test>", "eval"), namespace)


def _join(printed: io.StringIO, words: str = "") -> str:
    return "\n".join(part for part in (words.strip(), printed.getvalue().strip()) if part)
