"""How an outcome becomes points, and where nevbook differs from stock nbgrader on purpose.

Everything else is as in stock nbgrader, and marks are equal:

- The student's cells and the tests run in processes of their own. A test reads what the student made as plain data, and
  calls the student's functions from outside; what it defines, the student's code never sees.
- Each of the two has a folder of its own, with what lies beside the notebook, that is gone afterwards: a test does not
  see a file that the student's code wrote, and nothing is written beside the graded notebook, unless
  `IsolatedExecute.keep_files` says so.
- The student's code reaches no network, no other file and no other process.
- A cell's time is processor time, not the clock: a busy machine changes no mark. A cell that exceeds it, or ends
  Python, ends the run; the submission's standing is then "could not run". Stock nbgrader goes on with the cells after
  it, and the submission counts as graded. (`IsolatedExecute.timeout_counts` and `.go_on` bring stock's way back.)
- What a test cell writes on standard error costs nothing. Stock nbgrader gives no points for a correct answer beside
  which Python prints a warning.
- A test whose last expression is a number that cannot be points (negative, above the cell's points, not a number), or
  is reckoned and is no number (an array, a list, False), has failed. Stock nbgrader gives full points for most.
- Random numbers begin with a seed that is the student's own for this exercise, and the same at each run.
- A notebook that is not in Python is refused. Stock nbgrader runs any kernel.
- Intake (`nevbook collect`) makes the submission of a fresh release: a deleted test cell is there again, a renamed
  notebook has its name, an answer that stands there twice is taken once. Stock nbgrader gives no mark, or stops.
- With `nevbook grade`, a person's mark stays settled when a submission is graded again, as long as the answer it was
  given for is the same. Stock nbgrader asks for it again.
"""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import determine_grade


class SaveGrades(SaveAutoGrades):
    """Saves what a cell earned, without regard to what it wrote on standard error."""

    def _add_score(self, cell: Any, resources: Any) -> None:
        super()._add_score(quiet(cell), resources)


def earned(cell: Any) -> float | None:
    """Give the automatic points of a graded cell; None where a person must say."""
    points, _ = determine_grade(quiet(cell))
    return points


def quiet(cell: Any) -> Any:
    """Give a cell without what it wrote on standard error."""
    if cell.cell_type != "code":
        return cell
    said = cell.copy()
    said.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return said
