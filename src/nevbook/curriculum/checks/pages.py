"""Pages as the book needs them: a title, and the header that says that code is to be run."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem

_HEADERS = {
    "jupytext": "jupytext: {text_representation: {extension: .md, format_name: myst}}",
    "kernelspec": "kernelspec: {display_name: Python 3, language: python, name: python3}",
}


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find documents without a title, and documents whose code would not be run."""
    for document in curriculum.documents():
        path = curriculum.relative(document.path)
        if not document.title:
            line = document.cells[0].line if document.cells else 1
            yield problem("no-title", path, line)
        for key, example in _HEADERS.items():
            if document.code_cells and key not in document.header:
                yield problem("missing-key", path, 1, key=key, example=example)
