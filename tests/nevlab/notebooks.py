"""Tiny exercise notebooks, as a student's release looks."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def code(cell_id: str, source: str):
    """Give a code cell."""
    return new_code_cell(source, id=cell_id)


def graded_cell(cell_id: str, source: str, points: float = 3):
    """Give a locked test cell."""
    facts = {"grade": True, "solution": False, "locked": True, "grade_id": cell_id, "points": points}
    return new_code_cell(source, id=cell_id, metadata={"nbgrader": {**facts, "schema_version": 3, "cell_type": "code"}})


def manual_cell(cell_id: str):
    """Give a cell whose answer a person marks."""
    facts = {"grade": True, "solution": True, "locked": False, "grade_id": cell_id, "points": 4}
    return new_markdown_cell(
        "…", id=cell_id, metadata={"nbgrader": {**facts, "schema_version": 3, "cell_type": "markdown"}}
    )


def save(path: Path, *cells) -> None:
    """Write `cells` as a notebook."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=list(cells), metadata={"kernelspec": kernel}), path)
