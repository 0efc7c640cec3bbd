"""nbgrader's step Execute, replaced: what it does as stock does, and each difference that is meant."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from class_fixture import TRUSTED
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import determine_grade
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from nevbook.grading.running.execute import IsolatedExecute
from nevbook.grading.running.harmless import Harmless
from nevbook.grading.running.preprocessors import SaveGrades, earned
from nevbook.grading.running.swap import AUTOGRADE_PREPROCESSORS
from nevbook.problems import ProblemsFound

pytestmark = pytest.mark.skipif(TRUSTED, reason="this machine cannot isolate: see nevbook doctor")


def answer(source, name="answer"):
    """Give a cell of the student's."""
    facts = {"grade": False, "solution": True, "locked": False, "grade_id": name, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": facts | {"cell_type": "code"}})


def check(source, points=2.0, name="check"):
    """Give a test cell."""
    facts = {"grade": True, "solution": False, "locked": True, "grade_id": name, "schema_version": 3, "points": points}
    return new_code_cell(source, metadata={"nbgrader": facts | {"cell_type": "code"}})


def run(folder, *cells, student="s1", step=IsolatedExecute, metadata=None, **options):
    """Run a notebook; give its cells."""
    config = Config()
    config.CourseDirectory.course_id = "c1"
    config.Execute.timeout = options.pop("timeout", 5)
    config.IsolatedExecute.update(options)
    notebook = new_notebook(cells=list(cells), metadata=metadata or {})
    resources = {"nbgrader": {"assignment": "ps1", "student": student}, "metadata": {"path": str(folder)}}
    step(config=config).preprocess(notebook, resources)
    nbformat.validate(notebook)
    return notebook.cells


def points(cells):
    """Give the points of the tests."""
    return [earned(cell) for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]


def text(cell):
    """Give what a cell printed."""
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def errors(cells):
    """Give the names of the errors, cell by cell."""
    return [[output.ename for output in cell.outputs if output.output_type == "error"] for cell in cells]


def test_the_steps_are_nbgraders_own_but_for_two_and_one_more():
    own = Autograde.autograde_preprocessors.default_args[0]
    *ours, last = [import_item(name) for name in AUTOGRADE_PREPROCESSORS]
    assert last is Harmless
    assert ours == [{Execute: IsolatedExecute, SaveAutoGrades: SaveGrades}.get(step, step) for step in own]


def test_marks_are_stocks_on_honest_work(tmp_path):
    cells = (
        new_code_cell("import math", metadata={"nbgrader": {"locked": True, "grade": False, "solution": False}}),
        answer("def area(r):\n    if r < 0:\n        raise ValueError(r)\n    return math.pi * r**2\nprint(area(1))"),
        check("assert math.isclose(area(2), 4 * math.pi)"),
        check("assert area(1) == 3", name="wrong"),
        check("0.5 if area(0) == 0 else 0", name="part"),
        check("try:\n    area(-1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError", name="raises"),
    )
    found = run(tmp_path, *cells)
    stock = run(tmp_path, *cells, step=Execute)
    assert points(found) == [determine_grade(cell)[0] for cell in stock[2:]] == [2, 0, 0.5, 2]
    assert [cell.execution_count for cell in found] == [cell.execution_count for cell in stock]
    assert text(found[1]) == text(stock[1]) == "3.141592653589793\n"
    assert errors(found) == errors(stock)


def test_what_a_test_defines_the_students_code_does_not_see(tmp_path):
    cells = check("golden = 42"), answer("print(golden)")
    assert errors(run(tmp_path, *cells)) == [[], ["NameError"]]
    assert errors(run(tmp_path, *cells, step=Execute)) == [[], []]


def test_only_locked_cells_are_given(tmp_path):
    """What a cell of the student's own imports, the test gets from the student's process: no stand-in of its own."""
    fake = "class math:\n    isclose = staticmethod(lambda *a: True)"
    locked = {"nbgrader": {"locked": True, "grade": False, "solution": False}}
    given = new_code_cell("import math", metadata=locked)
    test = check("assert math.isclose(1, 2)")
    assert points(run(tmp_path, given, answer(fake), test)) == [0]
    assert points(run(tmp_path, given, answer(fake), test, step=Execute)) == [2]


def test_files_beside_the_notebook_are_read_and_what_is_written_is_gone(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cells.csv").write_text("3.6\n", encoding="utf-8")
    cells = (
        answer('volts = float(open("data/cells.csv").read())\nopen("out.txt", "w").write("x")'),
        check("""
import os
assert volts == 3.6 and not os.path.exists("out.txt")
"""),
    )
    assert points(run(tmp_path, *cells)) == [2]
    assert not (tmp_path / "out.txt").exists()
    assert points(run(tmp_path, *cells, keep_files=True)) == [2]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "x"
    assert points(run(tmp_path, *cells, step=Execute)) == [0]


def test_nothing_else_of_the_machine_is_reached(tmp_path):
    secret = tmp_path / "gradebook.db"
    secret.write_text("marks", encoding="utf-8")
    desk = tmp_path / "desk"
    desk.mkdir()
    source = f"print(open({str(secret)!r}).read())"
    assert errors(run(desk, answer(source))) == [["FileNotFoundError"]]
    assert text(run(desk, answer(source), step=Execute)[0]) == "marks\n"
    assert errors(run(desk, answer(f"import os\nos.kill({os.getpid()}, 0)"))) != [[]]


def test_time_is_processor_time_unless_the_clock_is_asked_for(tmp_path):
    cells = answer("import time\ntime.sleep(1.6)"), check("assert True"), answer("1 + 1", "last")
    assert errors(run(tmp_path, *cells, timeout=1)) == [[], [], []]
    found = run(tmp_path, *cells, timeout=1, timeout_counts="clock", go_on=True)
    assert errors(found) == [["CellTimeoutError"]] * 3
    assert points(found) == [0]
    with pytest.raises(ProblemsFound, match="run-waits"):
        run(tmp_path, *cells, timeout=1, timeout_counts="clock")


def test_what_ran_before_a_cell_that_ends_python_counts_only_where_asked_for(tmp_path):
    cells = answer("x = 1"), check("assert x == 1"), answer("import os\nos._exit(1)", "dies"), check("x", name="later")
    with pytest.raises(ProblemsFound, match="run-kernel-died"):
        run(tmp_path, *cells)
    found = run(tmp_path, *cells, go_on=True)
    assert points(found) == [2, 0]
    assert "ended Python itself" in found[2].outputs[0].evalue


def test_what_a_test_writes_on_standard_error_costs_nothing(tmp_path):
    cells = answer("import warnings\ndef f():\n    warnings.warn('old')\n    return 1"), check("assert f() == 1")
    found = run(tmp_path, *cells)
    assert "old" in text(found[1])
    assert points(found) == [2]
    assert determine_grade(run(tmp_path, *cells, step=Execute)[1])[0] == 0


@pytest.mark.parametrize("value", ["-1", "float('nan')", "3"])
def test_a_number_that_cannot_be_points_is_none(tmp_path, value):
    assert points(run(tmp_path, check(value))) == [0]
    assert determine_grade(run(tmp_path, check("-1"), step=Execute)[0])[0] != 0


def test_random_numbers_are_the_students_own_and_the_same_at_each_run(tmp_path):
    source = "import random, numpy as np\nprint(random.random(), np.random.rand())"
    first, again, other = (text(run(tmp_path, answer(source), student=one)[0]) for one in ("s1", "s1", "s2"))
    assert first == again != other


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}},
        {"kernelspec": {"name": "julia-1.10", "display_name": "Julia"}},
        {"language_info": {"name": "R"}},
    ],
)
def test_another_language_is_refused(tmp_path, metadata):
    with pytest.raises(ProblemsFound, match="run-language"):
        run(tmp_path, answer("x <- 1"), metadata=metadata)


def test_no_limit_is_a_long_limit(tmp_path):
    assert errors(run(Path(tmp_path), answer("x = 1"), timeout=None)) == [[]]
