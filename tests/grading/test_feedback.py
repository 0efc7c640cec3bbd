# ruff: noqa: F811 (fixtures are imported by name)
"""Feedback pages: their content, what must not be in them, and a page for everybody."""

from __future__ import annotations

import csv
import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from class_fixture import (
    EMPTY,
    EX,
    FAILING,
    HOSTILE,
    PARTLY,
    RIGHT,
    SCRIPT,
    TRUSTED,
    TWICE,
    asked_ohm,
    codes,
    graded_class,  # noqa: F401
)
from nbclient import NotebookClient

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.outcome.feedback import feedback_page, write_feedback
from nevbook.grading.outcome.outputs import error_of, said_by_test
from nevbook.grading.running.gradebook import Mark, write_marks
from nevbook.grading.running.plain import STUDENTS_TRUSTED
from nevbook.problems import ProblemsFound

LATE = "20240007"


@pytest.fixture
def pages(graded_class):
    """Give each student's page as soup, after one more student has joined and one was marked."""
    with graded_class.paths.roster.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([LATE, "迟到", ""])
    school_class = SchoolClass.open(graded_class.paths.folder)
    write_marks(school_class.paths, EX, [Mark(RIGHT, "reason", 1.5, f"<b>很好</b>{SCRIPT}")])
    written = write_feedback(school_class, EX)
    assert [page.parent.parent.name for page in written] == [student.number for student in school_class.roster]
    return {page.parent.parent.name: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") for page in written}


def _text(page):
    return " ".join(page.get_text(" ").split())


def test_every_student_gets_a_page_in_the_classs_language(pages):
    assert len(pages) == 7
    for number, page in pages.items():
        assert page.html["lang"] == "zh-CN"
        assert page.h1.get_text() == "高压电路的绝缘电阻要求"
        assert number in _text(page) and "仿真练习不等于取得高压作业资格" in _text(page)


def test_what_each_question_earned_and_why(pages):
    rows = {row.td.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in _tests(pages[PARTLY])}
    assert rows["entered"][1:3] == ["通过", "1 / 1"]
    assert rows["value"][1:3] == ["部分得分", "2 / 4"]
    rows = {row.td.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in _tests(pages[FAILING])}
    assert rows["value"][1:] == ["未通过", "0 / 4", "代码运行出错：NameError: name 'answers' is not defined"]
    assert "NameError: name 'measured_ohm' is not defined" in _text(pages[FAILING])


def _tests(page):
    return [row for row in page.find("table").find_all("tr") if row.td]


def test_the_mark_the_teachers_words_and_what_was_entered(pages):
    right, partly = pages[RIGHT], pages[PARTLY]
    assert right.select_one("p.mark").get_text() == "6.5 / 7"
    assert "已评定" in right.select_one("section.standing").get_text()
    assert right.select_one("div.comment").get_text().strip().endswith(f"<b>很好</b>{SCRIPT}")
    assert str(asked_ohm(RIGHT)) in _text(right)
    assert partly.select_one("p.mark").get_text() == "3 / 7（暂定）"
    assert "还在等教师处理" in _text(partly)
    assert "typed below because of U/R" in _text(partly)


def test_who_has_no_mark_is_told_why_and_what_to_do(pages):
    assert "交来的文件里没有笔记本" in _text(pages[EMPTY]) and "提交 .ipynb 文件" in _text(pages[EMPTY])
    assert "答案 required 出现了不止一次" in _text(pages[TWICE])
    assert "未提交" in _text(pages[LATE]) and "没有提交作业" in _text(pages[LATE])
    for number in (EMPTY, TWICE, LATE):
        assert pages[number].select_one("p.mark") is None


def test_each_page_of_a_run_without_isolation_says_that_students_were_trusted(graded_class):
    for number in (RIGHT, FAILING):
        note = graded_class.paths.run(number, EX)
        told = json.loads(note.read_text(encoding="utf-8")) | {"isolation": STUDENTS_TRUSTED}
        note.write_text(json.dumps(told), encoding="utf-8")
    pages = {page.parent.parent.name: page.read_text(encoding="utf-8") for page in write_feedback(graded_class, EX)}
    trusted = {number for number, page in pages.items() if "没有隔离学生代码" in page}
    assert trusted == ({RIGHT, FAILING, PARTLY, HOSTILE} if TRUSTED else {RIGHT, FAILING})


def test_nothing_that_a_student_wrote_is_html(pages):
    for page in pages.values():
        assert page.find_all(["script", "img", "iframe", "svg", "object", "a", "link"]) == []
        assert not any(name.startswith("on") for tag in page.find_all() for name in tag.attrs)
        assert "default-src 'none'" in page.find("meta", {"http-equiv": True})["content"]
    assert _text(pages[HOSTILE]).count("alert('gotcha')") >= 3  # as text: printed, in the code, in the answer


def test_no_test_source_no_traceback_and_nothing_from_outside(graded_class):
    write_feedback(graded_class, EX)
    source = nbformat.read(graded_class.paths.source_notebook(EX), as_version=4)
    graded = [cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    tests = [cell.source for cell in graded if cell.cell_type == "code"]
    lines = {line.strip() for test in tests for line in test.splitlines() if len(line.strip()) > 12}
    assert any("golden_ohm" in line for line in lines)
    for number in (RIGHT, PARTLY, FAILING, HOSTILE):
        html = feedback_page(graded_class.paths, number, EX).read_text(encoding="utf-8")
        text = BeautifulSoup(html, "html.parser").get_text()
        assert [line for line in lines if line in text or line in html] == []
        assert not re.search(r"golden|Traceback|Cell In|HIDDEN|100 \* \(300", text)
        page = BeautifulSoup(html, "html.parser")
        assert not any({"src", "href", "srcset", "action"} & tag.attrs.keys() for tag in page.find_all())
        assert not re.search(r"@import|url\(|http", page.style.get_text())


def test_one_page_can_be_made_alone_and_an_unknown_student_is_said(graded_class):
    assert len(write_feedback(graded_class, EX, [RIGHT])) == 1
    with pytest.raises(ProblemsFound) as found:
        write_feedback(graded_class, EX, ["1"])
    assert codes(found.value.problems) == ["unknown-student"]


def test_pages_can_be_english(tmp_path, graded_class):
    facts = graded_class.paths.facts
    facts.write_text(facts.read_text(encoding="utf-8").replace("language: zh", "language: en"), encoding="utf-8")
    page = write_feedback(SchoolClass.open(graded_class.paths.folder), EX, [EMPTY])[0].read_text(encoding="utf-8")
    assert "There is no notebook in what was handed in" in page and 'lang="en"' in page


def test_of_a_failed_check_only_the_authors_words_are_told():
    """The outcomes of real cells: a message of the author's, none, one of a library's, and other errors."""
    cells = [
        "assert 38 == 41, 'Read the cursor again.'",
        "assert 38 == 41",
        "import numpy as np\nnp.testing.assert_allclose(38.0, 41.25)",
        "golden = 41.25\nmissing",
        "print('2 of 3 readings')\n2",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    said = [said_by_test(cell, "en") for cell in notebook.cells]
    assert said == [
        "Read the cursor again.",
        "The check did not pass.",
        "The check did not pass.",
        "Your code stopped with an error: NameError: name 'missing' is not defined",
        "2 of 3 readings",
    ]
    assert error_of(notebook.cells[3]) == "NameError: name 'missing' is not defined"
