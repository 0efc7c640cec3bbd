# ruff: noqa: F811 (fixtures are imported by name)
"""The class's report, and the verbs on the command line."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from bs4 import BeautifulSoup
from class_fixture import (
    EMPTY,
    EX,
    FAILING,
    FORMULA,
    HOSTILE,
    ISOLATION,
    PARTLY,
    RIGHT,
    TRUSTED,
    TWICE,
    graded_class,  # noqa: F401
    placed,
)
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from nevbook.cli import main
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.outcome.report import summary, write_report
from nevbook.grading.outcome.spreadsheet import csv_bytes, csv_cell
from nevbook.grading.outcome.words import words
from nevbook.grading.running.gradebook import Mark, write_marks

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def school_class(graded_class):
    write_marks(graded_class.paths, EX, [Mark(RIGHT, "reason", 1.5, "")])
    return graded_class


def _csv(report):
    with report.csv.open(encoding="utf-8-sig", newline="") as file:
        return {row["学号"]: row for row in csv.DictReader(file)}


def test_a_mark_stands_only_where_all_is_graded(school_class):
    report = write_report(school_class, EX, NOW)
    assert report.csv.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = _csv(report)
    columns = ("状态", "entered (1)", "value (4)", "reason (2)", "自动得分", "人工得分", "成绩", "暂定", "运行方式")
    shown = {number: tuple(row[column] for column in columns) for number, row in rows.items()}
    ran = words("zh")[ISOLATION]
    assert shown == {
        RIGHT: ("已评定", "1.0", "4.0", "1.5", "5.0", "1.5", "6.5", "", ran),
        PARTLY: ("待教师处理", "1.0", "2.0", "", "3.0", "", "", "是", ran),
        FAILING: ("已评定", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0", "", ran),
        HOSTILE: ("待教师处理", "1.0", "4.0", "", "5.0", "", "", "是", ran),
        TWICE: ("待教师处理", "", "", "", "", "", "", "", ""),
        EMPTY: ("无法运行", "", "", "", "", "", "", "", ""),
    }
    assert "required_ohm = 2" in rows[TWICE]["原因"]
    assert "nevbook collect tiny --decide 20240005=first" in rows[TWICE]["怎么办"]


def test_the_three_files_say_the_same(school_class):
    report = write_report(school_class, EX, NOW)
    sheet = list(openpyxl.load_workbook(report.xlsx).active.iter_rows(values_only=True))
    with report.csv.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    as_text = [["" if value is None else value for value in row] for row in sheet]
    assert as_text[0] == table[0]
    for one, other in zip(as_text[1:], table[1:], strict=True):
        assert [str(value) for value in one[:3]] == other[:3]
        assert [float(value) if value != "" else None for value in one[3:10]] == [
            float(value) if value else None for value in other[3:10]
        ]
    page = BeautifulSoup(report.html.read_text(encoding="utf-8"), "html.parser")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page.find_all("tbody")[0].find_all("tr")]
    assert [row[0] for row in rows] == [row[0] for row in table[1:]]
    assert rows[0][9] == "6.5" and rows[1][9] == "–"
    assert page.find_all(["script", "img", "link", "a"]) == []
    assert "2026-11-21 20:00" in page.get_text()


def test_the_summary_counts_standings_and_only_marks_that_stand(school_class):
    found = summary(write_report(school_class, EX, NOW).standings)
    assert found == {
        "graded": 2, "needs-teacher": 3, "could-not-run": 1, "not-submitted": 0, "mean": 3.25, "median": 3.25,
    }  # fmt: skip


#: What spreadsheets take as the beginning of a formula (OWASP, CSV injection), plain, full-width and small; and what
#: they pass over before it: blanks of every width, marks that are not seen, control characters.
SIGNS = [*"=+-@", *"＝＋－＠", *"﹦﹢﹣﹫"]
UNSEEN = ["", " ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u202e", "\0", "\x0b", "\x1b"]


@pytest.mark.parametrize("before", UNSEEN)
@pytest.mark.parametrize("sign", SIGNS)
def test_no_text_in_a_csv_is_a_formula(sign, before):
    assert csv_cell(f"{before}{sign}1") == f"'{before}{sign}1"
    assert csv_cell(f"x{before}{sign}1") == f"x{before}{sign}1"


@pytest.mark.parametrize("text", [FORMULA, "@SUM(A1)", "=cmd|' /C calc'!A0", "\tx", "\rx", "\nx"])
def test_an_apostrophe_begins_what_a_spreadsheet_would_work_out(text):
    assert csv_cell(text) == f"'{text}"


def test_what_another_delimiter_would_cut_off_is_no_formula_either():
    # With ; or a tab as the delimiter a spreadsheet ends the cell before the = whatever the quotes around it say.
    assert csv_cell("ok;=1+1\t+2\n-3") == "ok;'=1+1\t'+2\n'-3"
    assert csv_cell("U = R * I, -5 V; ok") == "U = R * I, -5 V; ok"
    assert (csv_cell(-1.5), csv_cell(None), csv_cell("")) == (-1.5, None, "")


@given(st.text(alphabet=st.one_of(st.sampled_from([*SIGNS, *UNSEEN[1:], *"\t\r\n;,\"'|x1"]), st.characters())))
def test_no_cell_of_a_csv_begins_a_formula_under_any_delimiter(text):
    data = csv_bytes(["a"], [[text, "end"]]).decode("utf-8-sig")
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(data, newline=""), delimiter=delimiter):
            for cell in row:
                seen = "".join(mark for mark in cell if unicodedata.category(mark)[0] not in "ZC")
                assert not unicodedata.normalize("NFKC", seen[:1]).startswith(("=", "+", "-", "@")), cell


def test_names_and_reasons_cannot_carry_formulas_either(school_class):
    students = [Student(student.number, student.name) for student in school_class.roster]
    write_roster(school_class.paths.roster, [Student(RIGHT, "=1+1"), *students[1:]])
    report = write_report(SchoolClass.open(school_class.paths.folder), EX, NOW)
    assert _csv(report)[RIGHT]["姓名"] == "'=1+1"
    cell = openpyxl.load_workbook(report.xlsx).active["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    with zipfile.ZipFile(report.xlsx) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def _run(school_class, *args, code=0):
    done = CliRunner().invoke(main, [*args, "--class", str(school_class.paths.folder)], env={"NEVBOOK_LANG": "en"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_verbs_from_collect_to_report(school_class, tmp_path):
    nobodys = placed(tmp_path / "in" / "nobody.ipynb", b"{}").parent
    said = _run(school_class, "collect", EX, "--from", str(nobodys), code=1)
    assert "Not clear whose: 1" in said and "[collect-unmatched]" in said
    told = json.loads(_run(school_class, "collect", EX, "--from", str(nobodys), "--json", code=1))
    assert told["unmatched"][0]["code"] == "collect-unmatched"
    assert "Decided for 20240005: second" in _run(school_class, "collect", EX, "--decide", f"{TWICE}=second")
    graded = _run(school_class, "grade", EX, *(["--trust-students"] if TRUSTED else []), code=1)
    assert "Graded now: 1. As before: 4." in graded and "could not run" in graded
    assert f"[{words('en')[ISOLATION]}]" in graded
    sheet = tmp_path / "sheet.xlsx"
    assert "answers to mark" in _run(school_class, "mark", EX, "--write", str(sheet))
    assert "marks written" in _run(school_class, "mark", EX, "--read", str(sheet))
    assert "6 pages" in _run(school_class, "feedback", EX)
    report = _run(school_class, "report", EX)
    assert "20240001" in report and "6.5" in report and "No notebook" not in report
    told = json.loads(_run(school_class, "report", "--json"))
    assert told[EX]["summary"]["could-not-run"] == 1
    assert {found["student"]: found["standing"] for found in told[EX]["standings"]}[TWICE] == "graded"


@pytest.mark.parametrize(
    "args",
    [
        ("collect", EX),
        ("collect", EX, "--from", "x", "--decide", "1=first"),
        ("mark", EX),
        ("mark", EX, "--write", "a", "--read", "b"),
    ],
)
def test_wrong_usage_ends_with_2(args, tmp_path):
    done = CliRunner().invoke(main, [*args, "--class", str(tmp_path)])
    assert done.exit_code == 2
