"""Nbgrader's own example course, which was not written for nevbook, gets the same marks cell by cell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from class_fixture import TRUSTED
from nbgrader.api import Gradebook

SWAP = """
from nevbook.grading.running.swap import AUTOGRADE_PREPROCESSORS
c.Autograde.autograde_preprocessors = AUTOGRADE_PREPROCESSORS
"""
#: What a student does to the course's own solutions: student → grade_id of an answer → its code.
CHANGES = {
    "right": {},
    "wrong": {"squares": "def squares(n):\n    return [i for i in range(n)]"},
    "failing": {
        "squares": "def squares(n):\n    return numbers[:n]",
        "sum_of_squares": "def sum_of_squares(n): return None",
    },
    "partly": {"sum_of_squares": "def sum_of_squares(n):\n    return sum(i ** 2 for i in range(1, n + 1))"},
}


def nbgrader(folder, *args):
    """Run a command of nbgrader's in a folder."""
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *args],
        cwd=folder,
        env=dict(os.environ) | {"PATH": scripts},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Make the course, hand its assignment out, and hand four students' work in."""
    base = tmp_path_factory.mktemp("quickstart")
    nbgrader(base, "quickstart", "course")
    folder = base / "course"
    nbgrader(folder, "generate_assignment", "ps1")
    for student, changes in CHANGES.items():
        desk = folder / "submitted" / student / "ps1"
        shutil.copytree(folder / "release" / "ps1", desk)
        for path in desk.glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            solved = nbformat.read(folder / "source" / "ps1" / path.name, as_version=4)
            sources = {
                cell.metadata.nbgrader.grade_id: cell.source for cell in solved.cells if "nbgrader" in cell.metadata
            }
            for cell in notebook.cells:
                facts = cell.metadata.get("nbgrader", {})
                if facts.get("solution"):
                    cell.source = changes.get(facts.grade_id, sources[facts.grade_id])
            nbformat.write(notebook, path)
    return folder


def points(folder):
    """Give student, notebook and cell → automatic points."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            (submission.student.id, notebook.name, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for submission in gradebook.find_assignment("ps1").submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.mark.slow
@pytest.mark.skipif(TRUSTED, reason="this machine cannot isolate: see nevbook doctor")
def test_marks_equal_stocks(course, tmp_path):
    swapped = Path(shutil.copytree(course, tmp_path / "course"))
    with (swapped / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(SWAP)
    nbgrader(course, "autograde", "ps1")
    nbgrader(swapped, "autograde", "ps1")
    stock = points(course)
    assert points(swapped) == stock
    totals = {student: sum(got or 0 for (who, *_), (got, _) in stock.items() if who == student) for student in CHANGES}
    assert totals["right"] > totals["partly"] > totals["failing"]
    assert totals["right"] > totals["wrong"]
