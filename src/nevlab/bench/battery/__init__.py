"""The bench with a module of the traction battery on a cycler.

``bench.battery.board(card)`` gives each student a module drawn from the student's own seed; ``own_work(exercise)``
gives a test the same module and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.battery.board import BatteryBoard, BatteryWork, own_work
from nevlab.bench.example import Step
from nevlab.jobcard import JobCard

__all__ = ["BatteryBoard", "BatteryWork", "Step", "board", "own_work"]


def board(card: JobCard, example: Sequence[Step] = (), job: str = "whole") -> BatteryBoard:
    """Give the bench with the student's own module.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, a job on the page's specimen.
    job
        Which job that is: ``"whole"`` or ``"capacity"``.

    Raises
    ------
    WorkshopError
        If there is no such job.
    """
    return BatteryBoard(card, tuple(example), job)
