"""A sample class of twelve, whose hand-ins show everything that happens in a term.

Nobody is meant: the students are called ``student01`` and so on, and their work is made here, each from the exercise's
own solution on that student's own car.
"""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nevbook.grading.classes.roster import Student
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.samples.answers import solve

if TYPE_CHECKING:
    from nevbook.curriculum import Exercise

CODE = "demo"


@dataclass(frozen=True)
class Sketch:
    """One student of the sample class.

    Parameters
    ----------
    en, zh : str
        What this student's hand-in is like.
    change : callable or None
        Makes it from a right one: called with the folder of the student's work and the exercise's id. None where
        nothing is handed in.
    """

    en: str
    zh: str
    change: Callable[[Path, str], None] | None


def sketches() -> tuple[Sketch, ...]:
    """Give the twelve, in the roster's order."""
    return (
        Sketch("right", "全对", _leave),
        Sketch("right, numbers typed in a cell", "全对，数值填在单元格里", _type_instead),
        Sketch("partly right: units slipped", "部分正确：单位弄错", _slip_units),
        Sketch("wrong", "答错", _be_wrong),
        Sketch("a cell fails", "有单元格报错", _fail),
        Sketch("a cell never ends", "有单元格不结束", _never_end),
        Sketch("nothing handed in", "没有提交", None),
        Sketch("a cell is there twice, with different answers", "同一单元格出现两次，内容不同", _duplicate),
        Sketch("a test cell is deleted", "测试单元格被删", _delete_test),
        Sketch("the file is renamed", "文件改了名", _rename),
        Sketch("no notebook at all", "没有笔记本文件", _no_notebook),
        Sketch("left empty", "空白", _empty),
    )


def roster(language: str) -> tuple[Student, ...]:
    """Give the sample class's students, named in a language so that nobody takes them for real ones."""
    named = "样例学生{:02d}" if language == "zh" else "Sample Student {:02d}"
    return tuple(Student(f"student{number:02d}", named.format(number)) for number in range(1, len(sketches()) + 1))


def make_export(school_class: SchoolClass, exercise: Exercise, folder: Path) -> Path:
    """Make what a learning platform exports of this class: one zip with a folder ``number-name`` for each student.

    Parameters
    ----------
    school_class : SchoolClass
        The sample class, to which the exercise was handed out.
    exercise : Exercise
        Whose solution is worked out for each student.
    folder : Path
        Where to work.

    Returns
    -------
    Path
        The zip.
    """
    desks, export = folder / "desks", folder / "export"
    for left_over in (desks, export):
        shutil.rmtree(left_over, ignore_errors=True)
    for student, sketch in zip(roster(school_class.language), sketches(), strict=True):
        if sketch.change is None:
            continue
        desk = desks / student.number
        packed = solve(school_class, exercise, student.number, desk)
        packed.unlink()
        sketch.change(desk, exercise.id)
        handed_in = export / f"{student.number}-{student.name}"
        handed_in.mkdir(parents=True)
        for path in desk.iterdir():
            if path.suffix in (".ipynb", ".jsonl", ".docx"):
                shutil.copy2(path, handed_in)
    return Path(shutil.make_archive(str(folder / f"platform-export-{exercise.id}"), "zip", export))


def _leave(desk: Path, exercise: str) -> None:
    """Change nothing."""


def _type_instead(desk: Path, exercise: str) -> None:
    numbers = {field: value for field, value in _answers(desk, exercise).items() if isinstance(value, float)}
    _forget(desk, exercise, lambda event: event["event"] == "entered" and event["field"] in numbers)
    _rewrite_answer(desk, exercise, "\n".join(f"{field} = {value!r}" for field, value in numbers.items()))


def _slip_units(desk: Path, exercise: str) -> None:
    numbers = [(field, value) for field, value in _answers(desk, exercise).items() if isinstance(value, float)]
    _enter(desk, exercise, {field: value / 1000 for field, value in numbers[::2]})


def _be_wrong(desk: Path, exercise: str) -> None:
    def wrong(value: object) -> object:
        if isinstance(value, float):
            return round(value * 1.4 + 3, 1)
        return value[::-1] if isinstance(value, list) else None  # an order of work backwards, a choice not made

    _enter(desk, exercise, {field: wrong(value) for field, value in _answers(desk, exercise).items()})


def _fail(desk: Path, exercise: str) -> None:
    _forget(desk, exercise, lambda event: event["event"] == "entered")
    _rewrite_answer(desk, exercise, "tau_ms = measured_tau_ms  # never defined")


def _never_end(desk: Path, exercise: str) -> None:
    _rewrite_answer(desk, exercise, "while True:\n    pass")


def _duplicate(desk: Path, exercise: str) -> None:
    def twice(cells: list[Any]) -> None:
        first = _answer_cell(cells)
        second = copy.deepcopy(first)
        first.source, second.source = "tau_ms = 40.0", "tau_ms = 90.0"
        cells.insert(cells.index(first) + 1, second)

    _edit(desk, exercise, twice)


def _delete_test(desk: Path, exercise: str) -> None:
    def without_a_test(cells: list[Any]) -> None:
        tests = [cell for cell in cells if _nbgrader(cell).get("grade") and not _nbgrader(cell).get("solution")]
        cells.remove(tests[-1])

    _edit(desk, exercise, without_a_test)


def _rename(desk: Path, exercise: str) -> None:
    (desk / f"{exercise}.ipynb").rename(desk / "homework final (2).ipynb")


def _no_notebook(desk: Path, exercise: str) -> None:
    for path in (desk / f"{exercise}.ipynb", _record(desk, exercise)):
        path.unlink()
    (desk / "my answer.docx").write_bytes(b"PK\x03\x04 not a real document")


def _empty(desk: Path, exercise: str) -> None:
    _forget(desk, exercise, lambda event: event["event"] in ("entered", "did", "handed_in"))


def _record(desk: Path, exercise: str) -> Path:
    from nevlab.jobcard.record import record_path

    return record_path(desk, exercise)


def _answers(desk: Path, exercise: str) -> dict[str, Any]:
    from nevlab.jobcard import Record

    return Record.read(_record(desk, exercise)).answers()


def _enter(desk: Path, exercise: str, values: dict[str, Any]) -> None:
    """Enter other values, as the form would: what stands beside the field stays what it was."""
    from nevlab.jobcard import Record
    from nevlab.jobcard.journal import Journal

    events = Record.read(_record(desk, exercise)).events
    beside = {event["field"]: event for event in events if event["event"] == "entered"}
    journal = Journal(_record(desk, exercise), exercise)
    for field, value in values.items():
        kept = {key: beside[field][key] for key in ("label", "unit") if key in beside[field]}
        shown = f"{value} {kept.get('unit', '')}".strip() if isinstance(value, float) else ""
        journal.append("entered", field=field, value=value, shown=shown, **kept)


def _forget(desk: Path, exercise: str, forgotten: Callable[[dict[str, Any]], bool]) -> None:
    record = _record(desk, exercise)
    kept = [line for line in record.read_text(encoding="utf-8").splitlines() if not forgotten(json.loads(line))]
    record.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _rewrite_answer(desk: Path, exercise: str, source: str) -> None:
    def rewrite(cells: list[Any]) -> None:
        _answer_cell(cells).source = source

    _edit(desk, exercise, rewrite)


def _edit(desk: Path, exercise: str, change: Callable[[list[Any]], None]) -> None:
    import nbformat

    path = desk / f"{exercise}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    path.write_text(nbformat.v4.writes(notebook) + "\n", encoding="utf-8")


def _answer_cell(cells: list[Any]) -> Any:
    return next(
        cell
        for cell in cells
        if cell.cell_type == "code" and _nbgrader(cell).get("solution") and not _nbgrader(cell).get("grade")
    )


def _nbgrader(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))
