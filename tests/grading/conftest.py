"""A tiny repository with one exercise, and a class of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.handout import hand_out

TINY = Path(__file__).parent / "data"


@pytest.fixture
def tiny_root() -> Path:
    """Give the tiny repository's folder."""
    return TINY


@pytest.fixture
def tiny():
    """Give the tiny exercise."""
    return read_curriculum(TINY)[0].exercises["tiny"]


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    """Keep the classes that were made: nbgrader needs seconds for a new gradebook, a copy none."""
    known = {}

    def made(code, language, numbers):
        key = (code, language, tuple(numbers))
        if key not in known:
            folder = tmp_path_factory.mktemp("made")
            write_roster(folder / "roster.csv", [Student(number, f"学生{number}") for number in numbers])
            enrol(code, folder / "roster.csv", TINY, language=language, folder=folder / "class")
            known[key] = folder / "class"
        return known[key]

    return made


@pytest.fixture
def make_class(tmp_path, _made):
    """Give a maker of classes: code, language and students' numbers → the class."""

    def make(code="tiny-1", language="en", numbers=("2401", "2402"), root=TINY):
        folder = tmp_path / code
        shutil.copytree(_made(code, language, numbers), folder)
        facts = folder / "class.yml"
        facts.write_text(facts.read_text(encoding="utf-8").replace(str(TINY), str(root)), encoding="utf-8")
        return SchoolClass.open(folder)

    return make


@pytest.fixture
def tiny_class(make_class, tiny):
    """Give a class to which the tiny exercise was handed out."""
    return hand_out(make_class(), tiny).school_class
