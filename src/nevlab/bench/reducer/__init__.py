"""The bench with a reducer to be measured, shimmed and put together.

``bench.reducer.board(card)`` gives each student a unit drawn from the student's own seed; ``own_work(exercise)`` gives
a test the same unit and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.reducer.board import ReducerBoard, ReducerWork, own_work
from nevlab.jobcard import JobCard

__all__ = ["ReducerBoard", "ReducerWork", "Step", "board", "own_work"]


def board(card: JobCard, example: Sequence[Step] = ()) -> ReducerBoard:
    """Give the bench with the student's own reducer.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return ReducerBoard(card, tuple(example))
