from __future__ import annotations

from nbclient.exceptions import CellExecutionError

from nevbook.curriculum import Cell
from nevbook.publishing import execution

CELLS = [
    Cell("code", "import math", 14, {}),
    Cell("code", "a = 1\nmath.sqrt(-a)", 20, {}),
]
TRACEBACK = """Cell In[2], line 2
      1 a = 1
----> 2 math.sqrt(-a)

ValueError: expected a nonnegative input, got -1.0"""


def test_the_failing_line_is_found_in_the_page():
    report = str(CellExecutionError(TRACEBACK, "ValueError", "expected a nonnegative input"))
    # nbclient's own words around the cell's source, as they reach the page's report.
    cell = "An error occurred while executing the following cell:\n------------------\n{}\n------------------\n\n"
    report = cell.format(CELLS[1].source) + report
    assert execution.failed_cell(report, CELLS) == (21, "ValueError: expected a nonnegative input, got -1.0")


def test_a_report_that_names_no_cell_keeps_its_words():
    assert execution.failed_cell("nbclient.exceptions.DeadKernelError: Kernel died", CELLS) == (
        0,
        "nbclient.exceptions.DeadKernelError: Kernel died",
    )


def test_outputs_of_an_earlier_workshop_are_dropped(tmp_path):
    old = tmp_path / "outputs/0123456789abcdef"
    old.mkdir(parents=True)
    current = execution.cache_folder(tmp_path)
    current.mkdir()
    assert not old.exists()
    assert execution.cache_folder(tmp_path) == current
    assert current.is_dir()


def test_the_digest_follows_the_files(tmp_path):
    empty = execution.digest(tmp_path)
    (tmp_path / "model.py").write_text("resistance_ohm = 100\n", encoding="utf-8")
    filled = execution.digest(tmp_path)
    (tmp_path / "model.py").write_text("resistance_ohm = 101\n", encoding="utf-8")
    assert len({empty, filled, execution.digest(tmp_path)}) == 3


def test_the_workshop_is_found_without_importing_it():
    assert (execution.package_folder("nevlab") / "labels.py").is_file()
