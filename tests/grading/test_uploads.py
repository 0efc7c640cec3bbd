# ruff: noqa: F811 (fixtures are imported by name)
"""Marks and feedback in the form that a learning platform takes, and a term in which work keeps coming in."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from class_fixture import (
    EMPTY,
    EX,
    FAILING,
    HOSTILE,
    PARTLY,
    RIGHT,
    STUDENTS,
    TWICE,
    as_bytes,
    by_number,
    codes,
    graded_class,  # noqa: F401
    packed,
    placed,
    school_class,  # noqa: F401
    worked,
)
from click.testing import CliRunner

from nevbook.cli import main
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.feedback import write_feedback
from nevbook.grading.outcome.standing import standings
from nevbook.grading.outcome.uploads import write_feedback_zips, write_marks_files
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import Mark, write_marks
from nevbook.problems import ProblemsFound

LATER = "20240007"
PLATFORMS = """\
platforms:
  moodle:
    times: export
    marks:
      file: csv
      coding: utf-8
      columns: {ID number: "{number}", "Assignment: {exercise} ({max_points})": "{mark}", Feedback: "{comments}"}
    feedback: "{folder}/{exercise}.html"
  xuexi:
    marks:
      not_submitted: 0
      columns: {学号: "{number}", 姓名: "{name}", 课程: 新能源, 百分制: "{percent}", 说明: "{class} {standing}"}
    feedback: "{number}-{name}.html"
  plain: {}
"""


@pytest.fixture
def platform_class(graded_class):
    """Give a graded class with platforms, one more student, and a mark and comments given by a person."""
    write_roster(graded_class.paths.roster, [*STUDENTS, Student(LATER, "../迟:到")])
    facts = graded_class.paths.facts
    facts.write_text(facts.read_text(encoding="utf-8") + PLATFORMS, encoding="utf-8")
    write_marks(graded_class.paths, EX, [Mark(RIGHT, "reason", 1.5, "=1+1")])
    return SchoolClass.open(graded_class.paths.folder)


def test_marks_stand_in_the_platforms_own_columns(platform_class):
    first, second = write_marks_files(platform_class, EX, standings(platform_class, EX))
    assert (first.name, second.name) == (f"{EX}-moodle.csv", f"{EX}-xuexi.xlsx")
    data = first.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert table[0] == ["ID number", f"Assignment: {EX} (7)", "Feedback"]
    # A mark only where all is graded, and no formula from what stands in a comment.
    assert {row[0]: row[1:] for row in table[1:]} == {
        RIGHT: ["6.5", "'=1+1"],
        FAILING: ["0", ""],
        **{number: ["", ""] for number in (PARTLY, HOSTILE, TWICE, EMPTY, LATER)},
    }
    sheet = [list(row) for row in openpyxl.load_workbook(second).active.iter_rows(values_only=True)]
    assert sheet[0] == ["学号", "姓名", "课程", "百分制", "说明"]
    rows = {row[0]: row for row in sheet[1:]}
    assert rows[RIGHT] == [RIGHT, "张三", "新能源", 92.86, "tiny-1 已评定"]  # 6.5 of 7
    assert rows[LATER][3:] == [0, "tiny-1 未提交"]
    assert rows[TWICE][3] in ("", None)


def test_feedback_is_one_zip_with_one_page_for_each_student(platform_class):
    pages = write_feedback(platform_class, EX)
    zips = write_feedback_zips(platform_class, EX, standings(platform_class, EX))
    (moodle, left_out), (xuexi, nobody) = zips.items()
    assert (left_out, nobody) == ((LATER,), ())  # no folder of a student who handed nothing in
    with zipfile.ZipFile(moodle) as archive:
        names = {student.number: f"{student.number}/{EX}.html" for student in STUDENTS}
        assert sorted(archive.namelist()) == sorted(names.values())
        assert archive.read(names[RIGHT]) == pages[0].read_bytes()
    with zipfile.ZipFile(xuexi) as archive:
        assert f"{LATER}-_迟_到.html" in archive.namelist() and len(archive.namelist()) == 7
    before = moodle.read_bytes()
    write_feedback_zips(platform_class, EX, standings(platform_class, EX))
    assert moodle.read_bytes() == before


def test_two_pages_of_one_name_are_said_not_lost(platform_class):
    facts = platform_class.paths.facts
    text = facts.read_text(encoding="utf-8").replace('"{number}-{name}.html"', '"{name}.html"')
    facts.write_text(text, encoding="utf-8")
    school_class = SchoolClass.open(platform_class.paths.folder)
    write_feedback(school_class, EX)
    with pytest.raises(ProblemsFound) as found:
        write_feedback_zips(school_class, EX, standings(school_class, EX))
    assert codes(found.value.problems) == ["page-name-twice"]
    assert "张伟.html" in found.value.problems[0].what("zh")


def test_moodles_own_folder_names_come_back(school_class, tmp_path):
    facts = school_class.paths.facts
    facts.write_text(facts.read_text(encoding="utf-8") + PLATFORMS, encoding="utf-8")
    school_class = SchoolClass.open(school_class.paths.folder)
    name = "张三_12345_assignsubmission_file"
    export = packed({f"{name}/{EX}.ipynb": as_bytes(worked(school_class))})
    collect(school_class, EX, placed(tmp_path / "export.zip", export), platform="moodle")
    write_feedback(school_class, EX)
    moodle, _ = write_feedback_zips(school_class, EX, standings(school_class, EX))
    with zipfile.ZipFile(moodle) as archive:
        assert archive.namelist() == [f"{name}/{EX}.html"]


def test_the_verbs_say_where_the_platforms_files_are(platform_class):
    def run(*args):
        done = CliRunner().invoke(
            main, [*args, "--class", str(platform_class.paths.folder)], env={"NEVBOOK_LANG": "en"}
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    assert f"{EX}-moodle.csv" in run("report", EX)
    told = json.loads(run("report", EX, "--json"))[EX]
    assert [path.rpartition(".")[2] for path in told["uploads"]] == ["csv", "xlsx"]
    assert f"{EX}-moodle-feedback.zip" in run("feedback", EX)
    zips = json.loads(run("feedback", EX, "--json"))["zips"]
    assert list(zips.values()) == [[LATER], []]


def test_as_late_work_comes_in_only_what_is_new_is_graded(school_class, tmp_path):
    school_class = school_class.with_deadline(EX, datetime(2026, 11, 21, 14, 0, tzinfo=UTC))
    due = school_class.terms.due(EX)

    def take(number, value, now):
        source = placed(
            tmp_path / f"{value}" / f"{number}.ipynb",
            as_bytes(worked(school_class, required=f"required_ohm = {value}")),
        )
        collect(school_class, EX, source, now=now)
        return grade(school_class, EX, trust_students=True)

    first, second = "20240001", "20240002"
    done = take(first, 1, due - timedelta(hours=2))
    assert (done.done, done.unchanged) == ((first,), ())
    done = take(second, 2, due + timedelta(hours=2))
    assert (done.done, done.unchanged) == ((second,), (first,))
    # A better one, in time: it counts, and is graded; one that came late is kept, and nothing is graded for it.
    assert take(first, 3, due - timedelta(hours=1)).done == (first,)
    done = take(first, 4, due + timedelta(hours=1))
    assert (done.done, done.unchanged) == ((), (first, second))
    assert codes(by_number(school_class)[first].remarks)[-1] == "time-later-kept"
