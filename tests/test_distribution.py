"""What is installed: a student gets the workshop and JupyterLab, and nothing of the exercises."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import reduce
from operator import or_
from pathlib import Path

import pytest

from leaks import leaks, secrets_of
from nevbook.curriculum import read_curriculum

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of what goes into it."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-content.md"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(copy)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(built.glob("*.whl"))


def requirements(side: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = project["optional-dependencies"][side] if side else project["dependencies"]
    return {re.split(r"[<>=!\[ ]", one)[0] for one in listed}


def test_a_student_gets_no_exercise_and_no_solution(wheel):
    curriculum, _ = read_curriculum(ROOT)
    assert curriculum.exercises
    assert not leaks(reduce(or_, map(secrets_of, curriculum.exercises.values())), wheel)
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if not name.startswith(("nevlab/", "nevbook/", "nevbook-"))]


def test_a_student_needs_neither_nbgrader_nor_jupyter_book():
    assert {"jupyterlab", "ipywidgets", "numpy", "scipy", "pandas", "matplotlib"} <= requirements("")
    assert not requirements("") & (requirements("author") | requirements("instructor"))


def test_everything_that_the_code_reads_is_in_the_wheel(wheel):
    packed = set(zipfile.ZipFile(wheel).namelist())
    kept = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and "egg-info" not in str(path) and "__pycache__" not in path.parts
    }
    assert kept <= packed


def test_every_requirement_is_pinned():
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    sides = ("", "author", "instructor", "lite", "dev", "reference")
    asked = {name.lower() for side in sides for name in requirements(side)} - {"nevbook"}
    assert asked <= pinned
