"""What only the grader may see stands in ``exercises/`` and nowhere else: other pages are published as they are."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.exercise_text import HIDDEN_REGION, ROLES
from nevbook.curriculum.model import Curriculum, Document
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find solutions, hidden tests, mark schemes and graded cells in documents that are no exercises."""
    inside = curriculum.root / "exercises"
    courses = curriculum.root / "courses"
    for document in curriculum.documents():
        if not document.path.is_relative_to(inside):
            # The authors' guide under book/ shows the marks as text; in the courses nothing may look like them.
            yield from _document(curriculum, document, text=document.path.is_relative_to(courses))


def _document(curriculum: Curriculum, document: Document, text: bool) -> Iterator[Problem]:
    path = curriculum.relative(document.path)
    for cell in document.cells:
        if cell.kind == "code" or text:
            for line, row in enumerate(cell.source.split("\n"), start=cell.line):
                if found := HIDDEN_REGION.search(row):
                    yield problem("outside-exercises", path, line, found=f"### {found[0]}")
        for role in ROLES:
            if role in cell.metadata:
                yield problem("outside-exercises", path, cell.line, found=f":{role}: {cell.metadata[role]}")
