"""The parts of an exercise that a person marks: a sheet written out, filled in, and read back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.fresh import cell_id
from nevbook.grading.outcome.questions import manual_questions
from nevbook.grading.outcome.spreadsheet import head, put
from nevbook.grading.outcome.standing import Standing, standings
from nevbook.grading.outcome.words import words
from nevbook.grading.running.gradebook import Mark, write_marks
from nevbook.grading.running.runs import read_run
from nevbook.problems import LANGUAGES, Problem, ProblemsFound, nearest, problem

#: Key in words.yml → the column's width.
_COLUMNS = {
    "number": 14, "name": 14, "question": 12, "question_text": 40, "answer": 60, "scheme": 40, "max_points": 8,
    "points": 10, "comment": 40, "check": 12,
}  # fmt: skip
_NEEDED = ("number", "question", "points", "comment", "check")
_INPUT = "FFF4CC"


def write_sheet(school_class: SchoolClass, exercise: str, path: Path) -> int:
    """Write the marking sheet: one row for each answer that a person marks.

    Parameters
    ----------
    school_class : SchoolClass
        In whose language the sheet is.
    exercise : str
        Handed out to the class.
    path : Path
        A new xlsx file.

    Returns
    -------
    int
        How many rows.

    Raises
    ------
    ProblemsFound
        Where the file is there already (its marks might be lost), or there is nothing to mark.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    if path.exists():
        raise ProblemsFound([problem("sheet-exists", path, exercise=exercise)])
    rows = list(_rows(school_class, exercise))
    if not rows:
        raise ProblemsFound([problem("sheet-nothing", exercise=exercise)])
    said, book = words(school_class.language), Workbook()
    sheet = book.active
    sheet.title = exercise[:31]
    head(sheet, [said[key] for key in _COLUMNS], list(_COLUMNS.values()))
    columns = list(_COLUMNS)
    for line, row in enumerate(rows, start=2):
        for column, key in enumerate(columns, start=1):
            cell = put(sheet, line, column, row[key])
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if key in ("points", "comment"):
                cell.fill = PatternFill("solid", fgColor=_INPUT)
        allowed = DataValidation(type="decimal", operator="between", formula1="0", formula2=str(row["max_points"]))
        allowed.add(sheet.cell(line, columns.index("points") + 1))
        sheet.add_data_validation(allowed)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(rows)


def read_sheet(school_class: SchoolClass, exercise: str, path: Path) -> tuple[Mark, ...]:
    """Read a filled-in sheet, and write its points and comments into the gradebook.

    A row without points is left open.

    Raises
    ------
    ProblemsFound
        Everything that is wrong, with its row; nothing was written then.
    """
    found: list[Problem] = []
    marks: dict[tuple[str, str], Mark] = {}
    known = {(row["number"], row["question"]): row for row in _rows(school_class, exercise)}
    for line, row in _read_rows(path):
        mark = _mark(path, line, row, known, found)
        if mark is None:
            continue
        key = (mark.student, mark.question)
        if key in marks:
            found.append(problem("sheet-twice", path, line, student=mark.student, question=mark.question))
        marks[key] = mark
    if found:
        raise ProblemsFound(found)
    write_marks(school_class.paths, exercise, marks.values())
    return tuple(marks.values())


def _rows(school_class: SchoolClass, exercise: str) -> Iterator[dict[str, Any]]:
    questions = manual_questions(school_class, exercise)
    for standing in standings(school_class, exercise):
        if not standing.scores:
            continue
        sources = _sources(school_class, exercise, standing)
        run = read_run(school_class.paths, standing.student.number, exercise)
        for question in questions:
            score = standing.scores[question.id]
            yield {
                "number": standing.student.number,
                "name": standing.student.name,
                "question": question.id,
                "question_text": question.text,
                "answer": question.answer(sources.get(question.id, "")),
                "scheme": question.scheme,
                "max_points": score.max_points,
                "points": score.manual,
                "comment": standing.grades.comments.get(question.id, ""),
                # Of the text that is marked: a newer hand-in does not get the points of an older one.
                "check": run.basis.get(question.id, "")[:8] if run else "",
            }


def _sources(school_class: SchoolClass, exercise: str, standing: Standing) -> dict[str, str]:
    import nbformat

    path = school_class.paths.submitted(standing.student.number, exercise) / f"{exercise}.ipynb"
    return {cell_id(cell): cell.source for cell in nbformat.read(path, as_version=4).cells}


def _read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path).worksheets[0]
    except (OSError, BadZipFile, KeyError, ValueError, IndexError, InvalidFileException):
        raise ProblemsFound([problem("sheet-unreadable", path)]) from None
    lines = sheet.iter_rows(values_only=True)
    titles = [str(title or "").strip() for title in next(lines, ())]
    keys = {words(language)[key]: key for language in LANGUAGES for key in _COLUMNS}
    columns = {keys[title]: index for index, title in enumerate(titles) if title in keys}
    missing = [words(language)[key] for key in _NEEDED if key not in columns for language in LANGUAGES]
    if missing:
        raise ProblemsFound([problem("sheet-column", path, 1, missing=", ".join(missing))])
    for line, values in enumerate(lines, start=2):
        row = {key: values[index] for key, index in columns.items()}
        if any(value not in (None, "") for value in row.values()):
            yield line, row


def _mark(
    path: Path,
    line: int,
    row: Mapping[str, Any],
    known: Mapping[tuple[str, str], Mapping[str, Any]],
    found: list[Problem],
) -> Mark | None:
    """Give a row's mark; None, with or without a problem, where it has none."""
    number, question = _text(row["number"]), _text(row["question"])
    comment, points = _text(row["comment"]), _points(row["points"])
    there = known.get((number, question))
    students = sorted({student for student, _ in known})
    if number not in students:
        near = nearest(number, students) or "–"
        found.append(problem("sheet-student", path, line, number=number or "–", near=near))
    elif there is None:
        asked = ", ".join(sorted({name for _, name in known}))
        found.append(problem("sheet-question", path, line, question=question or "–", known=asked))
    elif points is None and comment:
        found.append(problem("sheet-no-points", path, line, student=number, question=question))
    elif isinstance(points, str) or (points is not None and not 0 <= points <= there["max_points"]):
        maximum = f"{there['max_points']:g}"
        found.append(problem("sheet-points", path, line, points=row["points"], max=maximum, question=question))
    elif points is not None and _text(row["check"]) != there["check"]:
        found.append(problem("sheet-outdated", path, line, student=number, question=question, exercise=path.stem))
    elif points is not None:
        return Mark(number, question, points, comment)
    return None


def _text(value: object) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()


def _points(value: object) -> float | str | None:
    """Give points as a number; None for an empty cell, the text where it is no number."""
    text = unicodedata.normalize("NFKC", _text(value))
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return text
