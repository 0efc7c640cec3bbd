"""The inspection bench with a whole used pack: 96 cells, four places not as they should be.

``bench.pack.board(card)`` gives each student a pack drawn from the student's own seed; ``own_work(exercise)`` gives a
test the same pack and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.pack.board import PackBoard, PackWork, own_work
from nevlab.jobcard import JobCard

__all__ = ["PackBoard", "PackWork", "Step", "board", "own_work"]


def board(card: JobCard, example: Sequence[Step] = ()) -> PackBoard:
    """Give the bench with the student's own pack.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return PackBoard(card, tuple(example))
