"""Run an exercise's text the plain way: cell by cell in one namespace, without nbgrader and without a kernel."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nevbook.curriculum import Document
from nevbook.grading.exercises.compile import role_of, without_region

ROOT = Path(__file__).parents[2]


def write_record(
    folder: Path, exercise: str, class_code: str, student: str, events: Iterable[Mapping[str, Any]]
) -> None:
    """Write the record of a student: handed out, number entered, then `events`."""
    opened = {
        "event": "opened",
        "format": 1,
        "nevlab": "0.1.0",
        "exercise": exercise,
        "class": class_code,
        "language": "en",
    }
    told = [opened, {"event": "student", "number": student}, *events]
    lines = [json.dumps({"n": n, "at": "2026-11-21T12:00:00Z", **event}) for n, event in enumerate(told, start=1)]
    (folder / f"{exercise}.jobcard.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run_student(document: Document, cells: Mapping[str, str] | None = None, *, solved: bool = False) -> dict[str, Any]:
    """Run everything but the tests, answers as handed out (or replaced by `cells`, or with their solutions)."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for cell in document.code_cells:
        if role_of(cell) == "test":
            continue
        source = cell.source if solved else without_region(cell.source, "SOLUTION")
        if role_of(cell) == "answer":
            source = (cells or {}).get(cell.metadata["answer"], source)
        try:
            exec(compile(source, "<exercise>", "exec"), space)
        except Exception:
            if role_of(cell) != "answer" or solved:
                raise
    return space


def run_tests(document: Document, space: Mapping[str, Any]) -> dict[str, float]:
    """Run the test cells, hidden parts included, and give the points of each by nbgrader's rule."""
    points: dict[str, float] = {}
    for cell in document.code_cells:
        if role_of(cell) != "test":
            continue
        body = ast.parse(cell.source)
        last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
        names = dict(space)
        try:
            exec(compile(body, "<test>", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "<test>", "eval"), names) if last else None
        except AssertionError:
            value = 0.0
        full = cell.metadata["points"]
        assert value is None or 0 <= value <= full
        points[cell.metadata["test"]] = full if value is None else value
    return points
