"""The pulse test of one cell: measured pulses of a 2013 Nissan Leaf cell to explore, and a bench with a used cell.

``bench.hppc.board(card)`` gives each student a used cell drawn from the student's own seed; ``own_work(exercise)``
gives a test the same cell and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.hppc.board import CellBoard, CellWork, own_work
from nevlab.bench.hppc.explorers import circuit, explorer, resistance
from nevlab.jobcard import JobCard

__all__ = ["CellBoard", "CellWork", "Step", "board", "circuit", "explorer", "own_work", "resistance"]


def board(card: JobCard, example: Sequence[Step] = ()) -> CellBoard:
    """Give the bench with the student's own cell.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole test of the page's specimen.
    """
    return CellBoard(card, tuple(example))
