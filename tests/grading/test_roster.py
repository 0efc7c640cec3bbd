"""Rosters as schools have them, and the classes made from them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from nevbook.cli.new_class import command
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.nbgrader_app import open_gradebook
from nevbook.grading.classes.roster import Student, read_roster, write_roster
from nevbook.grading.classes.school_class import SchoolClass, find_class
from nevbook.problems import ProblemsFound

ZHANG, LI = Student("0012", "张伟"), Student("20240001", "李雷")


def roster(tmp_path, data, name="roster.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def codes(path):
    return [(found.code, found.line) for found in read_roster(path)[1]]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_codings_and_delimiters(tmp_path, coding, mark):
    text = f"学号{mark}姓名\r\n0012{mark}张伟\r\n20240001{mark}李雷\r\n"
    assert read_roster(roster(tmp_path, text.encode(coding))) == ((ZHANG, LI), [])


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("number,name", "0012,张伟", ZHANG),
        ("序号,学 号,学生姓名,性别", "1,0012,张伟,男", ZHANG),
        ("Student ID;Full name;E-mail", "0012;张伟;zw@example.org", Student("0012", "张伟", "zw@example.org")),
        ("姓,名,学号（必填）", "张,伟,0012", ZHANG),
        ("名,姓,ID号,Email地址", "伟,张,0012,zw@example.org", Student("0012", "张伟", "zw@example.org")),
        ("First name,Last name,ID number", "Ada,Lovelace,a-1", Student("a-1", "Ada Lovelace")),
        ("学号,姓名", '"=""0012""",张伟', ZHANG),
        ("学号,姓名", "'0012, 张伟 ", ZHANG),
        ("学号,姓名", "００１２,张伟", ZHANG),
        ("学号,姓名", "20240001.0,李雷", LI),
        ("学号,姓名", '0012,"Wei, Zhang"', Student("0012", "Wei, Zhang")),
    ],
)
def test_headers_and_ways_of_writing(tmp_path, header, row, expected):
    assert read_roster(roster(tmp_path, f"{header}\n{row}\n".encode())) == ((expected,), [])


def test_a_title_above_the_header_and_empty_rows(tmp_path):
    text = "新能源2401班学生名单,\n,\n学号,姓名\n,\n0012,张伟\n,,\n\n20240001,李雷\n"
    assert read_roster(roster(tmp_path, text.encode("gbk"))) == ((ZHANG, LI), [])


def test_all_problems_at_once_with_their_lines(tmp_path):
    rows = ["学号,姓名", "0012,张伟", "0012,王芳", ",李雷", "2.024E+07,赵强", "../x,孙丽", "CON,周杰", "汽修01,吴刚"]
    path = roster(tmp_path, "\n".join([*rows, "0013,", "A1,郑爽", "a1,冯远", ""]).encode())
    assert codes(path) == [
        ("roster-twice", 3),
        ("roster-no-number", 4),
        ("roster-number-rounded", 5),
        ("roster-number-unsafe", 6),
        ("roster-number-unsafe", 7),
        ("roster-number-unsafe", 8),
        ("roster-no-name", 9),
        ("roster-twice", 11),
    ]
    shown = read_roster(path)[1][0]
    assert shown.show("en").startswith(f"{path}:3: ")
    assert "第 2 行" in shown.show("zh")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("roster-empty", 0)]),
        (b"number,name\n", [("roster-empty", 0)]),
        (b"class,teacher\n1,2\n", [("roster-column", 1), ("roster-column", 1)]),
        ("姓名\n张伟\n".encode(), [("roster-column", 1)]),
        (b"\xff\xfe\x00", [("roster-unreadable", 0)]),
        (b"\x81\xff\x00\xff", [("roster-unreadable", 0)]),
        (b'number,name\n"1,x\n', [("roster-unreadable", 0)]),
    ],
)
def test_what_is_no_roster_is_said(tmp_path, data, expected):
    assert codes(roster(tmp_path, data)) == expected


def test_no_file_and_no_real_xlsx(tmp_path):
    assert codes(tmp_path / "none.csv") == [("roster-missing", 0)]
    assert codes(roster(tmp_path, b"not a zip", "r.xlsx")) == [("roster-unreadable", 0)]
    assert codes(roster(tmp_path, b"PK\x03\x04 broken", "r.xlsx")) == [("roster-unreadable", 0)]


def test_xlsx_numbers_keep_what_the_sheet_shows(tmp_path):
    book = Workbook()
    book.active.title = "空表"
    sheet = book.create_sheet("名单")
    for row in (
        ["新能源2401班"],
        ["学号", "姓名", "邮箱"],
        ["0012", "张伟"],
        [20240001.0, "李雷"],
        [],
        [13, "王芳", "wf@example.org"],
    ):
        sheet.append(row)
    sheet["A6"].number_format = "0000"
    path = tmp_path / "名单.xlsx"
    book.save(path)
    assert read_roster(path) == ((ZHANG, LI, Student("0013", "王芳", "wf@example.org")), [])


def test_xlsx_problems_name_the_row(tmp_path):
    book = Workbook()
    for row in (["学号", "姓名"], ["0012", "张伟"], ["0012", "李雷"], [3.5, "王芳"]):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    assert codes(tmp_path / "r.xlsx") == [("roster-twice", 3), ("roster-number-unsafe", 4)]


def test_what_is_written_is_read_again(tmp_path):
    students = (ZHANG, LI, Student("a-1", 'O"Neil, Ada', "ada@example.org"))
    write_roster(tmp_path / "r.csv", students)
    assert read_roster(tmp_path / "r.csv") == (students, [])


# Classes


@pytest.fixture
def given(tmp_path):
    """Give a roster of two as a school exports it."""
    return roster(tmp_path, "学号,姓名\n0012,张伟\n20240001,李雷\n".encode("gbk"))


def test_a_class_is_made_with_its_gradebook(tmp_path, given, tiny_root, monkeypatch):
    monkeypatch.setenv("NEVBOOK_CLASSES", str(tmp_path / "classes"))
    done = enrol("nev24-1", given, tiny_root, language="zh", title="新能源 2401 班")
    school_class = done.school_class
    assert school_class.paths.folder == tmp_path / "classes" / "nev24-1"
    assert (done.made, done.added, school_class.roster) == (True, (ZHANG, LI), (ZHANG, LI))
    assert (school_class.code, school_class.title, school_class.language) == ("nev24-1", "新能源 2401 班", "zh")
    assert find_class("nev24-1") == find_class(str(school_class.paths.folder)) == find_class(None) == school_class
    assert school_class.repository == tiny_root.resolve()
    assert '\nc.Exchange.timezone = "UTC"\n' in school_class.paths.nbgrader_config.read_text(encoding="utf-8")
    with open_gradebook(school_class.paths) as gradebook:
        assert {student.id: student.last_name for student in gradebook.students} == {"0012": "张伟", "20240001": "李雷"}


def test_a_longer_roster_adds_and_takes_nobody_out(tmp_path, make_class):
    school_class = make_class(numbers=("2401", "2402"))
    longer = roster(tmp_path, "学号,姓名\n2402,改名\n2403,王芳\n".encode())
    done = enrol("tiny-1", longer, tmp_path, language="en", folder=school_class.paths.folder)
    assert not done.made
    assert [student.number for student in done.added] == ["2403"]
    assert [student.number for student in done.kept] == ["2401"]
    assert [(before.name, asked.name) for before, asked in done.renamed] == [("学生2402", "改名")]
    assert [student.number for student in done.school_class.roster] == ["2401", "2402", "2403"]
    assert done.school_class.student("2402").name == "学生2402"
    with open_gradebook(school_class.paths) as gradebook:
        assert sorted(student.id for student in gradebook.students) == ["2401", "2402", "2403"]


def test_a_roster_that_somebody_edited_is_kept(tmp_path, make_class):
    school_class = make_class()
    edited = "学号,姓名,宿舍\n2401,学生2401,3-201\n2402,学生2402,3-202\n".encode("gbk")
    school_class.paths.roster.write_bytes(edited)
    longer = roster(tmp_path, "学号,姓名\n2403,王芳\n".encode())
    enrol("tiny-1", longer, tmp_path, language="en", folder=school_class.paths.folder)
    (kept,) = (school_class.paths.folder / "earlier").glob("roster-*.csv")
    assert kept.read_bytes() == edited


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"code": "新能源1班"}, ["class-code-unsafe"]),
        ({"code": "../up"}, ["class-code-unsafe"]),
        ({"timezone": "Beijing"}, ["wrong-value"]),
    ],
)
def test_what_will_not_do_is_said_and_nothing_written(tmp_path, given, tiny_root, change, expected):
    asked = {"code": "nev24-1", "timezone": "Asia/Shanghai", **change}
    folder = tmp_path / "classes" / "x"
    with pytest.raises(ProblemsFound) as found:
        enrol(asked["code"], given, tiny_root, language="zh", timezone=asked["timezone"], folder=folder)
    assert [wrong.code for wrong in found.value.problems] == expected
    assert not folder.parent.exists()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path, given, tiny_root):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "work.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="folder-not-empty"):
        enrol("nev24-1", given, tiny_root, language="zh", folder=tmp_path / "thesis")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["work.txt"]


def test_another_classs_folder_is_not_added_to(given, make_class):
    school_class = make_class()
    with pytest.raises(ProblemsFound, match="class-differs"):
        enrol("nev24-9", given, Path(), language="zh", folder=school_class.paths.folder)
    assert SchoolClass.open(school_class.paths.folder) == school_class


def test_alembic_need_not_be_on_the_path(tmp_path, given, tiny_root):
    code = (
        "import sys; from pathlib import Path; from nevbook.grading.classes.enrol import enrol; "
        "enrol('nev24-1', Path(sys.argv[1]), Path(sys.argv[2]), language='zh', folder=Path(sys.argv[3]))"
    )
    bare = {**os.environ, "PATH": os.defpath}
    done = subprocess.run(
        [sys.executable, "-c", code, given, tiny_root, tmp_path / "class"], env=bare, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "class" / "gradebook.db").is_file()


def test_class_facts_that_are_wrong_are_said_with_their_lines(make_class):
    facts = make_class().paths.facts
    text = (
        facts.read_text(encoding="utf-8")
        .replace("language: en", "language: cn")
        .replace("cell_timeout_s: 30", "timeout: 5")
    )
    facts.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        SchoolClass.open(facts.parent)
    assert sorted((wrong.code, wrong.line) for wrong in found.value.problems) == [
        ("missing-key", 1), ("unknown-key", 6), ("wrong-value", 3),
    ]  # fmt: skip


def test_which_class_is_meant(tmp_path, make_class, monkeypatch):
    first = make_class()
    make_class("tiny-2", "en", ("1",))
    monkeypatch.setenv("NEVBOOK_CLASSES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for named, code in (("tiny-3", "unknown-class"), (None, "which-class")):
        with pytest.raises(ProblemsFound) as found:
            find_class(named)
        assert [wrong.code for wrong in found.value.problems] == [code]
        assert "tiny-" in found.value.problems[0].show("zh")
    (first.paths.folder / "submitted").mkdir()
    monkeypatch.chdir(first.paths.folder / "submitted")
    assert find_class(None) == first


def test_the_verb(tmp_path, given, tiny_root, monkeypatch):
    monkeypatch.setenv("NEVBOOK_LANG", "zh")
    arguments = ["nev24-1", "--roster", str(given), "--folder", str(tmp_path / "c"), "--root", str(tiny_root)]
    done = CliRunner().invoke(command, arguments)
    assert (done.exit_code, "已建立班级 nev24-1，共 2 名学生" in done.output) == (0, True), done.output
    titled = CliRunner().invoke(command, [*arguments, "--title", "另一个名称"])
    assert "class.yml 保持 title: nev24-1" in titled.output
    again = CliRunner().invoke(command, [*arguments, "--json"])
    assert json.loads(again.output) == {
        "folder": str(tmp_path / "c"), "made": False, "students": 2, "added": [], "kept": [], "renamed": [],
    }  # fmt: skip
    bad = roster(tmp_path, b"number,name\n1,\n2/3,x\n", "bad.csv")
    wrong = CliRunner().invoke(command, ["nev24-2", "--roster", str(bad), "--root", str(tiny_root)])
    assert wrong.exit_code == 1
    assert "bad.csv:2: [roster-no-name]" in wrong.output
    assert "bad.csv:3: [roster-number-unsafe]" in wrong.output
