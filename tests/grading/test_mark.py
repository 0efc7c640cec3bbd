# ruff: noqa: F811 (fixtures are imported by name)
"""Marking by a person: a sheet written, filled in as teachers fill it in, and read back."""

from __future__ import annotations

import csv
import zipfile

import openpyxl
import pytest
from class_fixture import (
    EX,
    FORMULA,
    HOSTILE,
    PARTLY,
    RIGHT,
    SCRIPT,
    TRUSTED,
    as_bytes,
    by_number,
    codes,
    graded_class,  # noqa: F401
    placed,
    worked,
)

from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.marking import read_sheet, write_sheet
from nevbook.grading.outcome.standing import State
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import read_gradebook
from nevbook.problems import ProblemsFound

# The columns of a sheet, counted from 1.
NUMBER, NAME, QUESTION, TEXT, ANSWER, SCHEME, MOST, POINTS, COMMENT, CHECK = range(1, 11)


@pytest.fixture
def school_class(graded_class):
    return graded_class


@pytest.fixture
def sheet(school_class, tmp_path):
    """Give a written sheet, a function that fills rows in, and one that reads it back."""
    path = tmp_path / "sheet.xlsx"
    assert write_sheet(school_class, EX, path) == 4
    return path


def _fill(path, **filled):
    """Write points and comments into the rows of students."""
    book = openpyxl.load_workbook(path)
    page = book.active
    for row in page.iter_rows(min_row=2):
        points, comment = filled.get("n" + row[NUMBER - 1].value, (None, None))
        row[POINTS - 1].value, row[COMMENT - 1].value = points, comment
    book.save(path)


def _problems(school_class, path):
    with pytest.raises(ProblemsFound) as found:
        read_sheet(school_class, EX, path)
    return [(problem.code, problem.line) for problem in found.value.problems]


def test_the_sheet_shows_all_that_marking_needs(sheet):
    rows = list(openpyxl.load_workbook(sheet).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("学号", "姓名", "题目")
    right, partly = rows[1], rows[2]
    assert right[:3] == (RIGHT, "张三", "reason")
    assert right[TEXT - 1] == "为什么按每伏来规定，而不是所有车都用同一个电阻值？"
    assert right[SCHEME - 1] == "写出欧姆定律得 1 分，说明背后是同一个触电电流限值得 1 分。"
    assert (right[ANSWER - 1], right[MOST - 1], right[POINTS - 1]) == ("U/R", 2, None)
    assert partly[ANSWER - 1] == "typed below\n\nbecause of U/R"
    assert rows[3][ANSWER - 1] in (None, "")  # not answered: what stood in the cell before is no answer


def test_students_text_is_never_a_formula(sheet):
    page = openpyxl.load_workbook(sheet).active
    cell = next(row[ANSWER - 1] for row in page.iter_rows(min_row=2) if row[NUMBER - 1].value == HOSTILE)
    assert (cell.value, cell.data_type) == (FORMULA + SCRIPT, "s")
    with zipfile.ZipFile(sheet) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_points_and_comments_reach_nbgraders_gradebook(school_class, sheet):
    _fill(sheet, **{f"n{RIGHT}": (2, "讲得清楚"), f"n{PARTLY}": ("１．５", None)})
    assert len(read_sheet(school_class, EX, sheet)) == 2
    found = by_number(school_class)
    assert (found[RIGHT].state, found[RIGHT].total, found[RIGHT].manual) == (State.GRADED, 7, 2)
    assert (found[PARTLY].total, found[HOSTILE].total) == (4.5, None)
    assert read_gradebook(school_class.paths, EX)[RIGHT].comments == {"reason": "讲得清楚"}
    # The same sheet once more changes nothing, and no points are asked for that have been given.
    assert len(read_sheet(school_class, EX, sheet)) == 2
    assert by_number(school_class)[RIGHT].total == 7


def test_a_new_sheet_holds_what_was_given(school_class, sheet, tmp_path):
    _fill(sheet, **{f"n{RIGHT}": (1, "kurz")})
    read_sheet(school_class, EX, sheet)
    write_sheet(school_class, EX, tmp_path / "second.xlsx")
    first = list(openpyxl.load_workbook(tmp_path / "second.xlsx").active.iter_rows(values_only=True))[1]
    assert (first[POINTS - 1], first[COMMENT - 1]) == (1, "kurz")


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(school_class, sheet):
    _fill(sheet, **{f"n{RIGHT}": (2, "gut")})
    book = openpyxl.load_workbook(sheet)
    page = book.active
    page.cell(3, POINTS, "two")
    page.cell(4, POINTS, 2.5)
    page.cell(5, COMMENT, "but no points")
    page.append(["20249999", "", "reason", "", "", "", 2, 1, "", "x"])
    page.append([RIGHT, "", "tau", "", "", "", 2, 1, "", "x"])
    page.append([page.cell(2, column).value for column in range(1, 11)])
    page.append([RIGHT, "", "reason", "", "", "", 2, "=1+1", "", page.cell(2, CHECK).value])
    book.save(sheet)
    assert _problems(school_class, sheet) == [
        ("sheet-points", 3),
        ("sheet-points", 4),
        ("sheet-no-points", 5),
        ("sheet-student", 6),
        ("sheet-question", 7),
        ("sheet-twice", 8),
        ("sheet-points", 9),
    ]
    assert by_number(school_class)[RIGHT].manual is None


def test_points_do_not_go_to_another_answer_than_the_one_that_was_marked(school_class, sheet, tmp_path):
    _fill(sheet, **{f"n{PARTLY}": (2, None)})
    newer = worked(school_class, reason="something else")
    collect(school_class, EX, placed(tmp_path / "in" / f"{PARTLY}.ipynb", as_bytes(newer)))
    grade(school_class, EX, trust_students=TRUSTED)
    assert _problems(school_class, sheet) == [("sheet-outdated", 3)]


def test_a_sheet_is_not_written_over(school_class, sheet):
    with pytest.raises(ProblemsFound) as found:
        write_sheet(school_class, EX, sheet)
    assert codes(found.value.problems) == ["sheet-exists"]


def test_columns_may_be_moved_and_rows_taken_out(school_class, sheet):
    book = openpyxl.load_workbook(sheet)
    page = book.active
    rows = [list(row) for row in page.iter_rows(values_only=True)][:2]
    moved = openpyxl.Workbook()
    for row in rows:
        moved.active.append(
            [row[CHECK - 1], row[COMMENT - 1], 2 if row[0] == RIGHT else row[POINTS - 1], row[2], row[0]]
        )
    moved.save(sheet)
    assert [mark.points for mark in read_sheet(school_class, EX, sheet)] == [2]


def test_what_is_no_sheet_is_said(school_class, tmp_path):
    with (tmp_path / "sheet.csv").open("w", encoding="utf-8") as file:
        csv.writer(file).writerow(["学号"])
    empty = openpyxl.Workbook()
    empty.save(tmp_path / "empty.xlsx")
    (tmp_path / "torn.xlsx").write_bytes(b"PK\x03\x04")
    assert _problems(school_class, tmp_path / "sheet.csv") == [("sheet-unreadable", 0)]
    assert _problems(school_class, tmp_path / "torn.xlsx") == [("sheet-unreadable", 0)]
    assert _problems(school_class, tmp_path / "none.xlsx") == [("sheet-unreadable", 0)]
    assert _problems(school_class, tmp_path / "empty.xlsx") == [("sheet-column", 1)]
