"""State of charge: the measured open-circuit voltage and three ways to estimate, to explore; and a display to check.

``bench.soc.board(card)`` gives each student a car drawn from the student's own seed; ``own_work(exercise)`` gives
a test the same car and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.soc.board import SocBoard, SocWork, own_work
from nevlab.bench.soc.explorers import counting, look_up
from nevlab.jobcard import JobCard

__all__ = ["SocBoard", "SocWork", "Step", "board", "counting", "look_up", "own_work"]


def board(card: JobCard, example: Sequence[Step] = ()) -> SocBoard:
    """Give the bay with the student's own car.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole check of the page's specimen.
    """
    return SocBoard(card, tuple(example))
