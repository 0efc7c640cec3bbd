"""From an exercise's text to the notebook that nbgrader takes as its source. The same text gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nevbook import __version__
from nevbook.curriculum.exercise_text import ROLES
from nevbook.curriculum.notebook_file import folding, new_notebook
from nevbook.curriculum.plain_markdown import plain
from nevbook.grading.exercises.regions import region_problems, without_region
from nevbook.problems import Problem, ProblemsFound, nearest, problem

if TYPE_CHECKING:
    from nevbook.curriculum import Cell, Document, Exercise

#: The role of a cell → the kind of cell it must be.
_KINDS = {"answer": "code", "test": "code", "manual": "markdown"}
_KEYS = {*ROLES, "points", "competency", "tags"}
#: nbgrader's own pattern for a grade_id, within what a notebook allows as a cell's id.
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OWN_ID = re.compile(r"cell-\d+")


@dataclass(frozen=True)
class GradedCell:
    """A cell that nbgrader knows by its id.

    Parameters
    ----------
    id : str
        nbgrader's ``grade_id``; the cell's id in the notebook as well.
    role : str
        ``"answer"``, ``"test"`` or ``"manual"``.
    points : float
        What it is worth; 0 for a plain answer.
    competency : str
        What it is evidence for; empty for a plain answer.
    cell : Cell
        The cell in the exercise's text.
    """

    id: str
    role: str
    points: float
    competency: str
    cell: Cell


def graded_cells(document: Document) -> tuple[GradedCell, ...]:
    """Give the answers, tests and manually marked answers of an exercise, in order.

    Raises
    ------
    ProblemsFound
        Where the exercise does not compile.
    """
    found = list(exercise_problems(document))
    if found:
        raise ProblemsFound(found)
    return tuple(
        GradedCell(
            str(cell.metadata[role]),
            role,
            float(cell.metadata.get("points", 0)),
            str(cell.metadata.get("competency", "")),
            cell,
        )
        for cell in document.cells
        if (role := role_of(cell))
    )


def role_of(cell: Cell) -> str:
    """Give the role that a cell's metadata tells, or an empty text for a cell that is given."""
    return next((role for role in ROLES if role in cell.metadata), "")


def exercise_problems(document: Document) -> Iterator[Problem]:
    """Give everything that keeps one exercise document from compiling."""
    seen: dict[str, int] = {}
    for cell in document.cells:
        roles = [role for role in ROLES if role in cell.metadata]
        if len(roles) > 1:
            yield problem("exercise-two-roles", document.path, cell.line, roles=", ".join(roles))
        for key in cell.metadata.keys() - _KEYS:
            near = nearest(key, _KEYS) or ", ".join(sorted(_KEYS))
            yield problem("exercise-cell-key", document.path, cell.line, key=key, near=near)
        for role in roles:
            yield from _role_problems(document, cell, role, seen)
        yield from region_problems(document, cell, role_of(cell))


def compile_exercise(exercise: Exercise, language: str) -> Any:
    """Compile one language of an exercise.

    Parameters
    ----------
    exercise : Exercise
        As the curriculum holds it.
    language : str
        Which of its pages.

    Returns
    -------
    nbformat.NotebookNode
        nbgrader's *source* notebook (cell metadata of schema 3): solutions and hidden tests stand in it; mark schemes
        do not, because nbgrader would take them out of nothing but its own task cells.

    Raises
    ------
    ProblemsFound
        Where the exercise has no page in that language, or does not compile.
    """
    from nbgrader.nbgraderformat import MetadataValidator

    document = exercise.pages.get(language)
    if document is None:
        languages = ", ".join(sorted(exercise.pages))
        raise ProblemsFound([problem("exercise-language", exercise.folder, language=language, languages=languages)])
    graded = {id(found.cell): found for found in graded_cells(document)}
    texts = plain(
        (without_region(cell.source, "MARK SCHEME") for cell in document.cells if cell.kind == "markdown"), language
    )
    cells = _notebook_cells(document, graded, texts)
    notebook = new_notebook(cells, {"exercise": exercise.id, "language": language, "version": __version__})
    MetadataValidator().validate_nb(notebook)
    return notebook


def _notebook_cells(document: Document, graded: dict[int, GradedCell], texts: list[str]) -> Iterator[Any]:
    """Go through the cells of the notebook; `texts` are those of the Markdown cells, in order."""
    import nbformat

    left = iter(texts)
    for position, cell in enumerate(document.cells, start=1):
        known = graded.get(id(cell))
        own_id = known.id if known else f"cell-{position:02d}"
        metadata = _metadata(cell, known, own_id)
        if cell.kind == "code":
            yield nbformat.v4.new_code_cell(cell.source, id=own_id, metadata=metadata)
        else:
            yield nbformat.v4.new_markdown_cell(next(left), id=own_id, metadata=metadata)


def _metadata(cell: Cell, graded: GradedCell | None, own_id: str) -> dict[str, Any]:
    metadata = folding(cell, always=bool(graded and graded.role == "test"))
    if graded:
        points: dict[str, Any] = {} if graded.role == "answer" else {"points": _plain(graded.points)}
        metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": own_id,
            "grade": graded.role != "answer",
            "solution": graded.role != "test",
            "locked": graded.role == "test",
            "task": False,
            **points,
        }
    elif cell.kind == "code":
        metadata["nbgrader"] = {
            "schema_version": 3, "grade_id": own_id, "grade": False, "solution": False, "locked": True, "task": False,
        }  # fmt: skip
    return metadata


def _plain(points: float) -> int | float:
    return int(points) if points == int(points) else points


def _role_problems(document: Document, cell: Cell, role: str, seen: dict[str, int]) -> Iterator[Problem]:
    told = str(cell.metadata[role])
    place = (document.path, cell.line)
    if cell.kind != _KINDS[role]:
        yield problem("exercise-wrong-kind", *place, role=role, kind=cell.kind, wanted=_KINDS[role])
    if not _GRADE_ID.fullmatch(told) or _OWN_ID.fullmatch(told):
        yield problem("exercise-id-refused", *place, id=told)
    elif told in seen:
        yield problem("exercise-id-twice", *place, id=told, first=seen[told])
    seen.setdefault(told, cell.line)
    points = cell.metadata.get("points")
    right = isinstance(points, int | float) and not isinstance(points, bool) and 0 < points < 1000
    if role != "answer" and not right:
        yield problem("exercise-points", *place, id=told, points="–" if points is None else points)
