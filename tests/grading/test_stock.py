# ruff: noqa: F811 (fixtures are imported by name)
"""A class's folder stays one that stock nbgrader opens, and honest work gets the same marks there."""

from __future__ import annotations

import csv
import os
import subprocess
import sys

import nbformat
import pytest
from class_fixture import (
    EMPTY,
    EX,
    FAILING,
    HOSTILE,
    PARTLY,
    RIGHT,
    TRUSTED,
    TWICE,
    by_number,
    graded_class,  # noqa: F401
)
from nbgrader.nbgraderformat import MetadataValidator

from nevbook.grading.classes.nbgrader_app import open_gradebook
from nevbook.grading.running.gradebook import Mark, read_gradebook, write_marks


@pytest.fixture
def stock(graded_class):
    """Run stock nbgrader in the class's folder."""

    def run(*args):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *args],
            cwd=graded_class.paths.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("NEVLAB_")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return run


@pytest.mark.slow
def test_stock_nbgrader_lists_and_exports_what_our_report_says(graded_class, stock):
    write_marks(graded_class.paths, EX, [Mark(RIGHT, "reason", 1.5, "")])
    assert EX in stock("db", "assignment", "list")
    stock("export", "--to", "grades.csv")
    with (graded_class.paths.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        exported = {row["student_id"]: row for row in csv.DictReader(file)}
    found = by_number(graded_class)
    graded = {number for number, standing in found.items() if standing.total is not None}
    assert graded == {RIGHT, FAILING}
    for number in graded:
        assert float(exported[number]["score"]) == found[number].total
        assert float(exported[number]["max_score"]) == found[number].max_points
    # What stock nbgrader exports as 0.0 has no mark with us, but a standing that says why.
    assert {number for number, row in exported.items() if float(row["score"]) == 0} == {FAILING, TWICE, EMPTY}


def test_a_submission_is_in_stock_nbgraders_form(graded_class):
    path = graded_class.paths.submitted(PARTLY, EX) / f"{EX}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


@pytest.mark.parametrize("swapped", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_honest_work_gets_the_same_points_from_stock_autograde(graded_class, stock, swapped):
    """By nevbook's step in stock nbgrader, which the class's configuration names, and by stock nbgrader's own."""
    config = graded_class.paths.nbgrader_config
    lines = config.read_text(encoding="utf-8").splitlines()
    assert sum("AUTOGRADE_PREPROCESSORS" in line for line in lines) == 2
    if TRUSTED:
        lines.append("c.IsolatedExecute.trust_students = True")
    kept = [line for line in lines if swapped or "AUTOGRADE_PREPROCESSORS" not in line]
    config.write_text("\n".join(kept) + "\n", encoding="utf-8")
    ours = _points(graded_class)
    with open_gradebook(graded_class.paths) as gradebook:
        for submission in gradebook.find_assignment(EX).submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = None
        gradebook.db.commit()
    assert not any(points for scores in _points(graded_class).values() for points in scores.values())
    stock("autograde", EX, "--force")
    assert _points(graded_class) == ours
    assert ours[RIGHT] == {"entered": 1, "value": 4, "reason": None}
    assert {number: sum(filter(None, scores.values())) for number, scores in ours.items()} == {
        RIGHT: 5, PARTLY: 3, FAILING: 0, HOSTILE: 5,
    }  # fmt: skip


def _points(school_class):
    return {
        number: {name: score.automatic for name, score in held.scores.items()}
        for number, held in read_gradebook(school_class.paths, EX).items()
    }


def test_stock_feedback_opens_on_what_we_graded(graded_class, stock):
    stock("generate_feedback", EX, "--student", f'"{PARTLY}"', "--force")
    page = graded_class.paths.feedback(PARTLY, EX) / f"{EX}.html"
    assert "Score: 3" in page.read_text(encoding="utf-8")
