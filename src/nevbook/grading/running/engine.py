"""Run one submission, wherever this process is: the task of an executor, with a warm parent kept for the next."""

from __future__ import annotations

import atexit
import threading
import traceback

from nevbook.grading.running.plain import STUDENTS_TRUSTED
from nevbook.grading.running.session import ISOLATED, Session
from nevbook.grading.running.task import Finished, Task
from nevbook.grading.running.warm import Warm
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.probe import capabilities
from nevbook.problems import ProblemsFound, problem

#: A whole notebook may take so many times what one cell may.
CELLS_AT_LENGTH = 20
_warm: dict[tuple[float, bool], Warm] = {}
_one_at_a_time = threading.Lock()


def run_task(task: Task) -> Finished:
    """Run a submission; whatever it does, this process goes on."""
    try:
        return Session(warm_parent(task.cell_limit_s, task.trusted), task).run()
    except Exception as error:  # what one submission does to the grader's own code is one submission's affair
        reason = f"{type(error).__name__}: {error}"[:300]
        isolation = STUDENTS_TRUSTED if task.trusted else ISOLATED
        why = (problem("run-broke", reason=reason),)
        return Finished("", why, repeatable=False, log=traceback.format_exc(), isolation=isolation)


def warm_parent(cell_limit_s: float, trusted: bool) -> Warm:
    """Give this process's warm parent for such tasks; it ends with this process, and its threads share it."""
    key = (cell_limit_s, trusted)
    with _one_at_a_time:
        if key not in _warm:
            whole_s = CELLS_AT_LENGTH * cell_limit_s
            _warm[key] = Warm(Limits(cpu_s=whole_s, wall_s=4 * whole_s), trusted)
    return _warm[key]


@atexit.register
def end_warm_parents() -> None:
    """End this process's warm parents, and with them what they run."""
    for warm in list(_warm.values()):
        warm.close()


def require_isolation(exercise: str) -> None:
    """Raise where this machine cannot isolate students' code.

    Raises
    ------
    ProblemsFound
        With every step that does not work, and what else can be done.
    """
    found = capabilities()
    if not found.complete:
        steps = [step.problem() for step in found.steps if not step.works]
        raise ProblemsFound([*steps, problem("no-isolation", exercise=exercise)])
