"""``nevbook demo`` from a clean copy of the project, in Chinese: what a newcomer's first command must end with."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from once import once

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of what the project keeps, with nothing built; the demonstration has run in it."""
    return once(tmp_path_factory, "demonstrated", demonstrate)


def demonstrate(folder):
    for kept in ("_config.yml", "_toc.yml", "book", "courses", "exercises"):
        place = ROOT / kept
        (shutil.copytree if place.is_dir() else shutil.copy)(place, folder / kept)
    done = subprocess.run(
        [sys.executable, "-m", "nevbook.cli", "demo", "--root", str(folder)],
        env=os.environ | {"NEVBOOK_LANG": "zh"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")


@pytest.fixture(scope="module")
def summary(copy):
    return json.loads((copy / "build/demo/summary.json").read_text(encoding="utf-8"))


def test_the_first_exercise_of_each_course_is_taken_through_the_term(summary):
    assert list(summary["exercises"]) == ["work-bay", "bench-and-tools"]
    assert all(len(rows) == 12 for rows in summary["exercises"].values())


@pytest.mark.parametrize(
    ("student", "standing"),
    [
        ("student01", "graded"),
        ("student02", "graded"),
        ("student03", "graded"),
        ("student04", "graded"),
        ("student05", "graded"),
        ("student06", "could-not-run"),
        ("student07", "not-submitted"),
        ("student08", "needs-teacher"),
        ("student09", "needs-teacher"),
        ("student10", "graded"),
        ("student11", "could-not-run"),
        ("student12", "graded"),
    ],
)
def test_each_student_stands_where_the_work_deserves(summary, student, standing):
    for rows in summary["exercises"].values():
        row = next(row for row in rows if row["student"] == student)
        assert row["standing"] == standing
        assert (row["total"] is not None) == (standing == "graded"), "a mark stands only where graded"


def test_right_work_earns_everything_however_it_was_handed_in(summary):
    for rows in summary["exercises"].values():
        by_student = {row["student"]: row for row in rows}
        for student in ("student01", "student02", "student10"):
            assert by_student[student]["total"] == by_student[student]["max_points"]
        assert (
            by_student["student09"]["automatic"] == by_student["student01"]["automatic"]
        )  # a deleted test is put back
        assert by_student["student09"]["provisional"]
        full = by_student["student01"]["max_points"]
        assert 0 < by_student["student03"]["total"] < full
        # Wrong answers, or none that could be read: what is left is the work at the bench and the text.
        assert max(by_student[student]["total"] for student in ("student04", "student05")) < 0.5 * full
        assert by_student["student12"]["total"] == 0


def test_what_stopped_a_submission_is_said_with_a_remedy(summary):
    for rows in summary["exercises"].values():
        for row in rows:
            if row["standing"] in ("could-not-run", "needs-teacher"):
                assert row["why"]
                assert all(found["do"]["zh"] and found["do"]["en"] for found in row["why"])


def test_the_places_it_names_are_there(copy):
    said = (copy / "said.txt").read_text(encoding="utf-8")
    named = [word for word in said.replace("（", " ").split() if word.startswith("build/")]
    assert len(named) == 5
    assert all((copy / name).exists() for name in named)
    assert (copy / "build/book/en/index.html").exists() or (copy / "build/book/en/book/index.html").exists()


def test_pages_for_students_are_in_the_language_of_the_class(copy):
    page = (copy / "build/demo/class/feedback/student03/work-bay/work-bay.html").read_text(encoding="utf-8")
    assert "样例学生03" in page
    assert "得分" in page


def test_stock_nbgrader_opens_the_class(copy):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "db", "assignment", "list"],
        cwd=copy / "build/demo/class",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "work-bay" in done.stdout + done.stderr
    assert "bench-and-tools" in done.stdout + done.stderr
