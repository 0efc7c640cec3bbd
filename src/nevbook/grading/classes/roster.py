"""A class's students, from the tables that schools really have."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.tables import Row, UnreadableTableError, read_rows
from nevbook.problems import Problem, problem

#: What a column may be called, as :func:`_plain_header` leaves it.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "number": (
        "number", "no", "id", "idnumber", "studentid", "studentnumber", "studentno", "学号", "学籍号", "学生学号",
        "学生编号", "编号", "id号", "student",
    ),
    "name": ("name", "fullname", "studentname", "姓名", "学生姓名", "全名", "学生"),
    "first": ("firstname", "givenname", "名", "名字"),
    "last": ("lastname", "surname", "familyname", "姓", "姓氏"),
    "email": ("email", "emailaddress", "mail", "邮箱", "电子邮箱", "电子邮件", "邮件", "email地址", "邮箱地址"),
}  # fmt: skip

_WINDOWS_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
#: A roster may have a title above its header.
_HEADER_WITHIN = 10


@dataclass(frozen=True)
class Student:
    """One student of a class: `number` (学号) and `name` as the roster says; `email` may be empty."""

    number: str
    name: str
    email: str = ""


def read_roster(path: Path) -> tuple[tuple[Student, ...], list[Problem]]:
    """Read a roster.

    Parameters
    ----------
    path : Path
        A csv or xlsx file, as :func:`~nevbook.grading.classes.tables.read_rows` takes it. The header may be English or
        Chinese and may have a title above it.

    Returns
    -------
    students : tuple of Student
        In the file's order; those whose row has no problem.
    problems : list of Problem
        All of them, each with its line (for xlsx its row).
    """
    if not path.is_file():
        return (), [problem("roster-missing", path)]
    try:
        rows = read_rows(path)
    except UnreadableTableError:
        return (), [problem("roster-unreadable", path)]
    if not rows:
        return (), [problem("roster-empty", path)]
    header = next((row for row in rows[:_HEADER_WITHIN] if "number" in _columns(row.cells)), rows[0])
    columns = _columns(header.cells)
    found = list(_missing_columns(path, header, columns))
    if found:
        return (), found
    students, wrong = _students(path, [row for row in rows if row.line > header.line], columns)
    if not students and not wrong:
        wrong = [problem("roster-empty", path)]
    return students, wrong


def write_roster(path: Path, students: Iterable[Student]) -> None:
    """Write a class's own ``roster.csv``."""
    write_whole(path, roster_bytes(students))


def roster_bytes(students: Iterable[Student]) -> bytes:
    """Give a roster as the bytes of a csv file: UTF-8 with BOM, as spreadsheets want it, comma, English header."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["number", "name", "email"])
    rows.writerows([student.number, student.name, student.email] for student in students)
    return text.getvalue().encode("utf-8-sig")


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Give field → index of its column, the first one that fits."""
    plain = [_plain_header(cell) for cell in header]
    found: dict[str, int] = {}
    for field, names in HEADERS.items():
        index = next((plain.index(name) for name in names if name in plain), None)
        if index is not None:
            found[field] = index
    return found


def _plain_header(cell: str) -> str:
    """Take away what does not name a column: case, blanks, punctuation, a remark in brackets."""
    return re.sub(r"\(.*?\)|[\W_]+", "", unicodedata.normalize("NFKC", cell)).casefold()


def _missing_columns(path: Path, header: Row, columns: Mapping[str, int]) -> Iterator[Problem]:
    missing = [] if "number" in columns else ["number"]
    missing += [] if "name" in columns or "first" in columns or "last" in columns else ["name"]
    there = ", ".join(cell for cell in header.cells if cell)
    for field in missing:
        yield problem("roster-column", path, header.line, known=", ".join(HEADERS[field]), there=there)


def _students(path: Path, rows: Iterable[Row], columns: Mapping[str, int]) -> tuple[tuple[Student, ...], list[Problem]]:
    students: list[Student] = []
    found: list[Problem] = []
    lines: dict[str, int] = {}
    for row in rows:
        cells = {field: row.cells[index] if index < len(row.cells) else "" for field, index in columns.items()}
        student = Student(_number(cells["number"]), _name(cells), cells.get("email", ""))
        wrong = _problem_of(path, row.line, student, cells["number"], lines)
        lines.setdefault(student.number.casefold(), row.line)
        if wrong is None:
            students.append(student)
        else:
            found.append(wrong)
    return tuple(students), found


def _number(cell: str) -> str:
    """Give a number as text: full-width digits become plain ones, the ``.0`` of a spreadsheet's number goes."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def _is_safe(number: str) -> bool:
    """Tell whether a job card takes the number, and a folder on any system can be called so."""
    from nevlab.jobcard.identity import student_number
    from nevlab.messages import WorkshopError

    try:
        student_number(number)
    except WorkshopError:
        return False
    return not _WINDOWS_DEVICES.fullmatch(number)


def _name(cells: Mapping[str, str]) -> str:
    if cells.get("name"):
        return " ".join(cells["name"].split())
    first, last = cells.get("first", ""), cells.get("last", "")
    chinese = any("\u4e00" <= mark <= "\u9fff" for mark in first + last)
    return f"{last}{first}" if chinese else f"{first} {last}".strip()


def _problem_of(path: Path, line: int, student: Student, told: str, lines: Mapping[str, int]) -> Problem | None:
    number = student.number
    if not number:
        return problem("roster-no-number", path, line, name=student.name)
    if _SCIENTIFIC.fullmatch(number):
        return problem("roster-number-rounded", path, line, number=told)
    if not _is_safe(number):
        return problem("roster-number-unsafe", path, line, number=told)
    if number.casefold() in lines:
        return problem("roster-twice", path, line, number=number, first=lines[number.casefold()])
    if not student.name:
        return problem("roster-no-name", path, line, number=number)
    return None
