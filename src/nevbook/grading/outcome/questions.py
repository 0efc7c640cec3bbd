"""The questions of an exercise that a person marks."""

from __future__ import annotations

from dataclasses import dataclass

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.regions import region, without_region
from nevbook.grading.intake.fresh import Release, cell_id, is_manual
from nevbook.problems import ProblemsFound


@dataclass(frozen=True)
class ManualQuestion:
    """A question that a person marks.

    Parameters
    ----------
    id : str
        The graded cell's id.
    text : str
        What is asked.
    scheme : str
        How it is marked: the author's mark scheme, the model answer where there is none.
    stub : str
        What the answer cell holds before it is answered.
    """

    id: str
    text: str
    scheme: str
    stub: str

    def answer(self, source: str) -> str:
        """Give what a student answered in the cell, without what stood there before; empty for nothing."""
        if source.strip() == self.stub.strip():
            return ""
        return source.strip().removeprefix(self.text).strip()


def manual_questions(school_class: SchoolClass, exercise: str) -> tuple[ManualQuestion, ...]:
    """Give the questions of an exercise that a person marks, in its order.

    Mark schemes stand in the exercise's text only; where the class's repository is not there any more, the model
    answers stand in for them.
    """
    import nbformat

    schemes = _schemes(school_class, exercise)
    source = nbformat.read(school_class.paths.source_notebook(exercise), as_version=4)
    released = Release.of(school_class, exercise).cells
    found, before = [], ""
    for cell in source.cells:
        if is_manual(cell):
            name = cell_id(cell)
            text = without_region(cell.source, "SOLUTION").strip() or before.strip()
            scheme = schemes.get(name) or region(cell.source, "SOLUTION").strip()
            found.append(ManualQuestion(name, text, scheme, released[name].source if name in released else ""))
        elif cell.cell_type == "markdown":
            before = cell.source
    return tuple(found)


def _schemes(school_class: SchoolClass, exercise: str) -> dict[str, str]:
    from nevbook.grading.exercises.compile import graded_cells
    from nevbook.grading.exercises.handout import find_exercise

    try:
        document = find_exercise(school_class, exercise).pages[school_class.language]
        return {cell.id: region(cell.cell.source, "MARK SCHEME").strip() for cell in graded_cells(document)}
    except (ProblemsFound, KeyError):
        return {}
