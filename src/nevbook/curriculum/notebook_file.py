"""Notebooks that are made from text: the same text gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nevbook.curriculum.model import Cell

_FOLDED_TAGS = {"hide-input", "hide-cell", "remove-input", "remove-cell"}


def new_notebook(cells: Iterable[Any], facts: dict[str, str]) -> Any:
    """Make a notebook of Python, with `facts` of where it comes from."""
    import nbformat

    notebook = nbformat.v4.new_notebook(
        cells=list(cells),
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "nevbook": facts,
        },
    )
    nbformat.validate(notebook)
    return notebook


def folding(cell: Cell, always: bool = False) -> dict[str, Any]:
    """Give a notebook cell's metadata: the tags of its text, and its code folded where they (or the caller) say so."""
    tags = [str(tag) for tag in cell.metadata.get("tags", [])]
    metadata: dict[str, Any] = {"tags": tags} if tags else {}
    if always or _FOLDED_TAGS & set(tags):
        metadata["jupyter"] = {"source_hidden": True}
    return metadata


def notebook_bytes(notebook: Any) -> bytes:
    """Give a notebook as the bytes of its file."""
    import nbformat

    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")
