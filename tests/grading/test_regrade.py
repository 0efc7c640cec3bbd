"""A test that was found wrong is mended and the class graded again: whose points change, from what to what, and why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from class_fixture import EX, PARTLY, RIGHT, STUDENTS, TINY, TRUSTED, graded_class  # noqa: F401
from click.testing import CliRunner

from nevbook.cli import main
from nevbook.curriculum import read_curriculum
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import Mark, read_gradebook, write_marks
from nevbook.grading.running.passes import Change


@pytest.fixture
def mended(graded_class):  # noqa: F811
    """Give the class after a test was mended: a unit slip is worth 1 point of 4, no longer 2."""
    exercise = read_curriculum(TINY)[0].exercises[EX]
    pages = {
        language: replace(
            page,
            cells=tuple(replace(cell, source=cell.source.replace("else 2 if", "else 1 if")) for cell in page.cells),
        )
        for language, page in exercise.pages.items()
    }
    assert pages != exercise.pages
    return hand_out(graded_class, replace(exercise, pages=pages), replace=True).school_class


def test_what_changes_is_told_with_its_reason(mended):
    write_marks(mended.paths, EX, [Mark(RIGHT, "reason", 1.5, "good")])
    done = grade(mended, EX, trust_students=TRUSTED)
    assert done.changes == (Change(PARTLY, "value", 2, 1, "exercise"),)
    held = read_gradebook(mended.paths, EX)
    assert held[PARTLY].scores["value"].points == 1
    assert held[RIGHT].scores["reason"].points == 1.5  # a person's mark stands
    assert held[RIGHT].settled == {"reason"}
    assert grade(mended, EX, again=True, trust_students=TRUSTED).changes == ()


def test_the_command_lists_it(mended):
    asked = ["grade", EX, "--class", str(mended.paths.folder), *(["--trust-students"] if TRUSTED else [])]
    told = CliRunner().invoke(main, asked)
    assert f"{PARTLY}  value  2 → 1  (the exercise was changed)" in told.output
    told = json.loads(CliRunner().invoke(main, [*asked, "--again", "--json"]).stdout)
    assert told["changes"] == []
    assert len(told["graded"]) < len(STUDENTS)
