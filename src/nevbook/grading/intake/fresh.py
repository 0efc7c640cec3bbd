"""A fresh copy of what was handed out, filled with a student's answers."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.code_names import bound_names, statements, without_binding
from nevbook.grading.intake.places import MOST_OWN, with_places
from nevbook.grading.intake.student_notebook import StudentCell, StudentNotebook
from nevbook.problems import Problem, ProblemsFound, problem

_LARGEST_ANSWER = 200_000
_COMPARED = ("grade", "solution", "locked", "task", "points", "grade_id")


@dataclass(frozen=True)
class Release:
    """What was handed out.

    Parameters
    ----------
    exercise, class_code : str
        Of which exercise, to which class.
    language : str
        The class's.
    notebook : nbformat.NotebookNode
        The student's version, with nbgrader's metadata.
    record : bytes
        The record file that every student starts from.
    """

    exercise: str
    class_code: str
    language: str
    notebook: Any
    record: bytes

    @classmethod
    def of(cls, school_class: SchoolClass, exercise: str) -> Release:
        """Read what was handed out to a class.

        Raises
        ------
        ProblemsFound
            Where the exercise was not handed out.
        """
        import nbformat

        paths = school_class.paths
        notebook, record = paths.release_notebook(exercise), paths.release_record(exercise)
        if not notebook.is_file():
            known = ", ".join(school_class.exercises) or "–"
            raise ProblemsFound([problem("not-handed-out", exercise=exercise, known=known)])
        given = record.read_bytes() if record.is_file() else b""
        return cls(exercise, school_class.code, school_class.language, nbformat.read(notebook, as_version=4), given)

    @property
    def cells(self) -> Mapping[str, Any]:
        """Give the cells by their id."""
        return {cell_id(cell): cell for cell in self.notebook.cells}

    @property
    def answers(self) -> Mapping[str, Any]:
        """Give the cells that a student fills in, by their id."""
        return {name: cell for name, cell in self.cells.items() if is_answer(cell)}

    def placed(self, notebook: StudentNotebook) -> StudentNotebook:
        """Give a notebook with each cell's place in the release."""
        cells, found = with_places(notebook.cells, self.cells, self.answers)
        remarks = notebook.remarks
        if found:
            remarks = (*remarks, problem("intake-answers-found", notebook.name, cells=", ".join(found)))
        return replace(notebook, cells=cells, remarks=remarks)

    def knows(self, notebook: StudentNotebook) -> bool:
        """Tell whether a notebook is one of this exercise: it says so or, where it says nothing, looks so."""
        if notebook.exercise:
            return notebook.exercise == self.exercise
        given = {cell.source.strip() for cell in self.cells.values()}
        there = {cell.source.strip() for cell in notebook.cells}
        return any(cell.place in self.answers for cell in notebook.cells) or len(given & there) > len(given) / 2

    def signature(self, notebook: StudentNotebook) -> tuple[tuple[str, str], ...]:
        """Give all that counts in a notebook: two with the same one are the same work."""
        own = self.answers.keys() | {""}
        return tuple((cell.place, cell.source.strip()) for cell in notebook.cells if cell.place in own)

    def is_untouched(self, notebook: StudentNotebook) -> bool:
        """Tell whether nothing was answered in a notebook."""
        given = {cell.source.strip() for cell in self.cells.values()}
        return all(not text or text in given for _, text in self.signature(notebook))


@dataclass(frozen=True)
class Fresh:
    """A copy of the release in the making."""

    notebook: Any

    def put(self, grade_id: str, source: str) -> None:
        """Write an answer into its cell."""
        next(cell for cell in self.notebook.cells if cell_id(cell) == grade_id).source = source


def fill(
    release: Release, notebook: StudentNotebook, record: bytes, *, joined: bool
) -> tuple[Fresh, list[Problem], dict[str, list[str]]]:
    """Fill a fresh release with a student's answers.

    Parameters
    ----------
    release : Release
        What was handed out.
    notebook : StudentNotebook
        What the student made of it.
    record : bytes
        The job card's record; its texts count before the cells of the same id.
    joined : bool
        Whether an answer that stands twice, with different texts, is taken as both, one after the other.

    Returns
    -------
    fresh : Fresh
        Where an answer has several readings, with the first of them.
    remarks : list of Problem
        What was put right.
    differing : dict of str to list of str
        Answer's id → its different readings.
    """
    from nevlab.jobcard import Record

    fresh = Fresh(copy.deepcopy(release.notebook))
    entered = Record.from_bytes(record).answers()
    remarks: list[Problem] = []
    differing: dict[str, list[str]] = {}
    if notebook.cells:
        remarks += _changed(release, notebook)
    for grade_id, given in release.answers.items():
        cells = [cell for cell in notebook.cells if cell.place == grade_id]
        texts = _readings(cells, given, remarks, grade_id)
        told = entered.get(grade_id)
        if given.cell_type == "markdown" and isinstance(told, str):
            if any(not _same(text, told) for text in texts):
                remarks.append(problem("intake-text-differs", cell=grade_id))
            texts = [told]
        if notebook.cells and not cells and not isinstance(told, str):
            remarks.append(problem("intake-answer-missing", cell=grade_id))
        if not texts and given.cell_type == "code" and not entered:
            texts = _answered_elsewhere(grade_id, given, notebook, remarks)
        if len(cells) > 1 and len(texts) < 2:
            remarks.append(problem("intake-answer-twice", cell=grade_id))
        if any(len(text) > _LARGEST_ANSWER for text in texts):
            remarks.append(problem("intake-answer-cut", cell=grade_id, limit=_LARGEST_ANSWER))
            texts = [text[:_LARGEST_ANSWER] for text in texts]
        if texts:
            fresh.put(grade_id, "\n\n".join(texts) if joined else texts[0])
        if len(texts) > 1:
            differing[grade_id] = texts
        _attach(fresh, grade_id, cells)
    _put_own_cells(release, notebook, fresh, remarks)
    return fresh, remarks, differing


def _readings(cells: Sequence[StudentCell], given: Any, remarks: list[Problem], grade_id: str) -> list[str]:
    """Give the different texts of one answer; the parts of an answer that was split are one text."""
    texts = list(dict.fromkeys(cell.source for cell in cells if not _same(cell.source, given.source)))
    texts = [text for text in texts if text.strip()] or texts[:1]
    if len(texts) > 1 and given.cell_type == "code" and _is_split(texts, given.source):
        remarks.append(problem("intake-answer-split", cell=grade_id, count=len(texts)))
        return ["\n".join(texts)]
    return texts


def _is_split(texts: Sequence[str], stub: str) -> bool:
    """Tell whether texts are the parts of one answer: only together are they Python, or none repeats another."""
    if statements("\n".join(texts)) is None:
        return False
    if any(statements(text) is None for text in texts):
        return True
    names = [name for text in texts for name in bound_names(text)]
    return len(names) == len(set(names)) and all(bound_names(text) & bound_names(stub) for text in texts)


def _answered_elsewhere(grade_id: str, given: Any, notebook: StudentNotebook, remarks: list[Problem]) -> list[str]:
    """Give an untouched answer without what would undo the student's own cells that give the answer instead."""
    asked = bound_names(given.source)
    cells = [(n, cell) for n, cell in enumerate(notebook.cells) if not cell.place and cell.kind == "code"]
    own = {n: cell.source for n, cell in cells[:MOST_OWN] if bound_names(cell.source) & asked}
    if not own:
        return []
    remarks.append(problem("intake-answer-elsewhere", cell=grade_id))
    names = frozenset().union(*map(bound_names, own.values()))
    here = next((n for n, cell in enumerate(notebook.cells) if cell.place == grade_id), 0)
    # What stands below the answer is needed already where the answer goes on with it.
    below = [source for n, source in own.items() if n > here and not asked <= names]
    return ["\n\n".join([*below, without_binding(given.source, names)])]


def cell_id(cell: Any) -> str:
    """Give a released cell's id: nbgrader's where there is one."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def is_answer(cell: Any) -> bool:
    """Tell whether a released cell is one that a student fills in."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution", False))


def is_manual(cell: Any) -> bool:
    """Tell whether a released cell is an answer that a person marks."""
    return is_answer(cell) and bool(cell.metadata.nbgrader.get("grade", False))


def _changed(release: Release, notebook: StudentNotebook) -> list[Problem]:
    """Remark what was deleted or changed of the cells that are given; the fresh release has them as they were."""
    there: dict[str, StudentCell] = {}
    for cell in notebook.cells:
        there.setdefault(cell.place, cell)
    given = {name: cell for name, cell in release.cells.items() if not is_answer(cell)}
    texts = {cell.source.strip() for cell in notebook.cells}  # plain text cells of older formats have no id
    missing = [name for name in given if name not in there and given[name].source.strip() not in texts]
    tests = [name for name in missing if given[name].metadata.get("nbgrader", {}).get("grade")]
    deleted = [name for name in missing if name not in tests]
    changed = [name for name in given if name in there and not _same(there[name].source, given[name].source)]
    marked = [
        name
        for name, cell in release.cells.items()
        if name in there and "nbgrader" in cell.metadata and _differs(there[name].grade, cell.metadata.nbgrader)
    ]
    found = {
        "intake-tests-restored": tests,
        "intake-cells-restored": deleted,
        "intake-cells-changed": changed,
        "intake-metadata-changed": marked,
    }
    return [problem(code, cells=", ".join(names)) for code, names in found.items() if names]


def _differs(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    return any(theirs.get(key, ours.get(key)) != ours.get(key) for key in _COMPARED) or not theirs


def _put_own_cells(release: Release, notebook: StudentNotebook, fresh: Fresh, remarks: list[Problem]) -> None:
    """Put the cells that the student added where they stood: before the released cell that followed them."""
    from nbformat.v4 import new_code_cell, new_markdown_cell

    given = {cell.source.strip() for cell in release.cells.values()}
    before: dict[str, list[StudentCell]] = {}
    waiting: list[StudentCell] = []
    for cell in notebook.cells:
        if cell.place:
            before.setdefault(cell.place, []).extend(waiting)
            waiting = []
        elif cell.kind in ("code", "markdown") and cell.source.strip() and cell.source.strip() not in given:
            waiting.append(cell)
    count = 0
    cells: list[Any] = []
    for place, released in [*((cell_id(cell), cell) for cell in fresh.notebook.cells), ("", None)]:
        for cell in before.get(place, []) if place else waiting:
            count += 1
            new = new_code_cell if cell.kind == "code" else new_markdown_cell
            cells.append(new(cell.source[:_LARGEST_ANSWER], id=f"own-{count:03d}"))
        if released is not None:
            cells.append(released)
    fresh.notebook.cells = cells
    if count:
        remarks.append(problem("intake-own-cells", count=count))


def _attach(fresh: Fresh, grade_id: str, cells: Sequence[StudentCell]) -> None:
    pictures = {name: found for cell in cells for name, found in cell.attachments.items() if found}
    cell = next(cell for cell in fresh.notebook.cells if cell_id(cell) == grade_id)
    if pictures and cell.cell_type == "markdown":
        cell.attachments = pictures


def _same(one: str, other: str) -> bool:
    return one.strip() == other.strip()
