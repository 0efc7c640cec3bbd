"""A PostgreSQL database as gradebook: the whole path of a class, and the words where the database is not there."""

from __future__ import annotations

import json
import logging
import shutil

import pytest
from class_fixture import (
    CODE,
    EX,
    STUDENTS,
    TINY,
    TRUSTED,
    by_number,
    codes,
    handed_in_right,
    made_class,
    marks,
)
from click.testing import CliRunner
from postgres import PASSWORD, USER, programs, server

from nevbook.cli import main
from nevbook.grading.classes.gradebook_place import gradebook_url
from nevbook.grading.classes.nbgrader_app import open_gradebook
from nevbook.grading.classes.roster import write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import Mark, read_gradebook, write_marks
from nevbook.problems import ProblemsFound

pytest.importorskip("psycopg", reason="the extra nevbook[postgres] is not installed")
pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL server is installed (Debian: postgresql)")
FIRST = STUDENTS[0].number


@pytest.fixture(scope="module")
def running():
    with server() as started:
        yield started


@pytest.fixture(scope="module")
def of_a_file(tmp_path_factory):
    """Give the marks that the same work gets with the gradebook in a file."""
    school_class = made_class(tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("file"))
    handed_in_right(school_class, school_class.paths.folder.parent / "in")
    grade(school_class, EX, trust_students=TRUSTED)
    return marks(school_class)


@pytest.fixture
def moved(tmp_path_factory):
    """Give a maker of classes that had their gradebook in a file, and now have it in a database."""

    def move(url):
        folder = tmp_path_factory.mktemp("moved")
        school_class = made_class(tmp_path_factory.getbasetemp(), folder)
        with school_class.paths.facts.open("a", encoding="utf-8") as facts:
            facts.write(f"gradebook: {url}\n")
        school_class.paths.gradebook.unlink()
        return SchoolClass.open(school_class.paths.folder)

    return move


def _said(*asked, code=0):
    told = CliRunner().invoke(main, [str(one) for one in asked], catch_exceptions=False)
    assert told.exit_code == code, told.output
    return told.output


@pytest.mark.parametrize("password_in", ["environment", pytest.param("url", marks=pytest.mark.slow)])
def test_a_class_from_its_roster_to_its_report(running, of_a_file, tmp_path, monkeypatch, caplog, password_in):
    caplog.set_level(logging.DEBUG)
    folder = tmp_path / "class"
    if password_in == "environment":
        monkeypatch.setenv("PGPASSWORD", PASSWORD)
    url = running.url(f"school-{password_in}", PASSWORD if password_in == "url" else "")
    write_roster(tmp_path / "roster.csv", STUDENTS)
    made = ("new", "class", CODE, "--roster", tmp_path / "roster.csv", "--language", "zh", "--folder", folder)
    said = [_said(*made, "--root", _root(tmp_path), "--gradebook", url)]
    said.append(_said("handout", EX, "--class", folder))
    school_class = SchoolClass.open(folder)
    handed_in_right(school_class, tmp_path / "in")
    asked = ("grade", EX, "--class", folder, *["--trust-students"] * TRUSTED)
    told = json.loads(_said(*asked, "--json").partition("{")[2].join(["{", ""]))
    assert sorted(told["graded"]) == sorted(student.number for student in STUDENTS)
    assert marks(school_class) == of_a_file
    write_marks(school_class.paths, EX, [Mark(FIRST, "reason", 2.0, "好")])
    assert _said(*asked, "--again", "--student", FIRST)
    assert read_gradebook(school_class.paths, EX)[FIRST].scores["reason"].manual == 2
    assert by_number(school_class)[FIRST].total == 7
    said += [_said("feedback", EX, "--class", folder), _said("report", EX, "--class", folder)]
    assert list(folder.glob(f"feedback/{FIRST}/{EX}/*.html")) and list(folder.glob("reports/*.html"))

    assert not (folder / "gradebook.db").exists()
    assert PASSWORD not in "".join(said) + caplog.text + repr(school_class)
    holding = {path.name for path in folder.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()}
    assert holding == ({"class.yml"} if password_in == "url" else set())


def test_stock_nbgrader_finds_the_same_gradebook(running, moved, monkeypatch):
    from nbgrader.apps import NbGraderAPI
    from traitlets.config.loader import PyFileConfigLoader

    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    school_class = moved(running.url("stock"))
    with open_gradebook(school_class.paths) as gradebook:
        gradebook.update_or_create_student("4711", last_name="王五")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(school_class.paths.folder)).load_config()
    with NbGraderAPI(config=config).gradebook as gradebook:
        assert [student.last_name for student in gradebook.students] == ["王五"]


def test_an_exercise_that_the_database_does_not_know_can_be_entered_again(running, moved, tmp_path, monkeypatch):
    """A class that had its gradebook in a file gets a database; the remedy that is named works."""
    from nevbook.grading.classes.nbgrader_app import nbgrader_api

    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    school_class = moved(running.url("moved"))
    handed_in_right(school_class, tmp_path / "in")
    with pytest.raises(ProblemsFound) as found:
        grade(school_class, EX, trust_students=TRUSTED)
    assert codes(found.value.problems) == ["gradebook-lacks"]
    assert "nbgrader generate_assignment tiny --force" in found.value.problems[0].remedy("en")
    assert nbgrader_api(school_class.paths).generate_assignment(EX, force=True)["success"]
    assert len(grade(school_class, EX, trust_students=TRUSTED).done) == len(STUDENTS)


def test_a_wrong_password_a_server_that_is_gone_and_what_is_no_database_are_said(running, moved, monkeypatch, capfd):
    monkeypatch.setenv("PGPASSWORD", "Wr0ng-secret")
    url = running.url("refused")
    gone = url.replace(str(running.port), "1")
    other = f"mysql://{USER}:{PASSWORD}@127.0.0.1/x"
    for told, code in ((url, "gradebook-unreachable"), (gone, "gradebook-unreachable"), (other, "gradebook-url")):
        school_class = moved(told)
        with pytest.raises(ProblemsFound) as found:
            read_gradebook(school_class.paths, EX)
        assert codes(found.value.problems) == [code]
        words = "".join(one.show(language) for one in found.value.problems for language in ("en", "zh"))
        assert PASSWORD not in words and "Wr0ng" not in words
    assert "Wr0ng" not in "".join(capfd.readouterr())


def test_without_the_key_the_gradebook_is_the_file_beside_it(tmp_path):
    facts = tmp_path / "class.yml"
    facts.write_text("code: tiny-1\n", encoding="utf-8")
    assert gradebook_url(facts) == f"sqlite:///{tmp_path.resolve()}/gradebook.db"


def _root(tmp_path):
    """Give the tiny repository as a folder that the command line takes for one."""
    root = shutil.copytree(TINY, tmp_path / "root")
    (root / "_config.yml").touch()
    return root
