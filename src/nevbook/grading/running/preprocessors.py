"""The steps of nbgrader's autograding that nevbook replaces: how cells are run, and how an outcome becomes points.

They are put in by configuration (``Autograde.autograde_preprocessors``); everything else is nbgrader's own. What
differs on purpose from stock nbgrader:

- What a test cell writes on standard error costs nothing. Stock nbgrader gives no points for a correct answer beside
  which Python prints a warning.
- A cell that exceeds its time, or ends the kernel, ends the run: the submission's standing is then "could not run".
  Stock nbgrader goes on with the cells after it, and the submission counts as graded.
- Intake makes the submission of a fresh release: a deleted test cell is there again, a renamed notebook has its name,
  an answer that stands there twice is taken once. Stock nbgrader gives no mark, or stops the batch.
- A person's mark stays settled when a submission is graded again, as long as the answer it was given for is the same.
  Stock nbgrader asks for it again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbgrader.preprocessors import Execute, SaveAutoGrades

from nevbook.problems import Problem, ProblemsFound, problem

LONG_CELL_S = 5.0
"""After how long a cell that is still running is told of, and then again and again."""


class RunCells(Execute):
    """Runs a submission's cells in a kernel, each within its time.

    Parameters
    ----------
    limit_s : int
        How long a cell may run.
    tell : callable
        Called with a cell's id and the seconds that it has been running, while a long cell runs.
    stop : callable
        Called with the reason where the run is ended before its last cell.
    config : traitlets.config.Config
        The class's.
    """

    def __init__(
        self,
        limit_s: int,
        tell: Callable[[str, float], None],
        stop: Callable[[Problem], None],
        *,
        config: Any,
        **kwargs: Any,
    ) -> None:
        config = config.copy()
        # By configuration, because nbclient reads it again when it begins with a notebook.
        config.RunCells.timeout = config.RunCells.iopub_timeout = limit_s
        config.RunCells.interrupt_on_timeout = False  # the time-out is raised, and the kernel ends
        config.RunCells.shutdown_kernel = "immediate"
        # A kernel warns on the terminal that it can be listened to; that is so for every notebook on this machine.
        config.RunCells.extra_arguments = ["--IPKernelApp.log_level=40"]
        super().__init__(config=config, **kwargs)
        self.tell, self.stop = tell, stop

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Run one cell.

        Raises
        ------
        ProblemsFound
            Where it took too long or ended the kernel.
        """
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", index))
        try:
            with _told(self.tell, name):
                cell, resources = super().preprocess_cell(cell, resources, index)
            return cell, resources
        except CellTimeoutError:
            found = problem("run-timeout", cell=name, limit=self.timeout, text=_first_line(cell.source))
        except DeadKernelError:
            found = problem("run-kernel-died", cell=name, text=_first_line(cell.source))
        self.stop(found)
        raise ProblemsFound([found])


class SaveGrades(SaveAutoGrades):
    """Saves what a cell earned, without regard to what it wrote on standard error."""

    def _add_score(self, cell: Any, resources: Any) -> None:
        outputs = cell.get("outputs")
        if outputs is None:
            super()._add_score(cell, resources)
            return
        cell.outputs = [output for output in outputs if output.get("name") != "stderr"]
        try:
            super()._add_score(cell, resources)
        finally:
            cell.outputs = outputs


@contextmanager
def _told(tell: Callable[[str, float], None], name: str) -> Iterator[None]:
    """Tell of the cell for as long as it runs."""
    done = threading.Event()

    def telling() -> None:
        running_s = LONG_CELL_S
        while not done.wait(LONG_CELL_S):
            tell(name, running_s)
            running_s += LONG_CELL_S

    thread = threading.Thread(target=telling, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _first_line(source: str) -> str:
    return next((line.strip()[:80] for line in source.splitlines() if line.strip()), "–")
