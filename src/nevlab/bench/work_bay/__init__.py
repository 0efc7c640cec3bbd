"""The bay for high-voltage work: set up, protective equipment and tools checked, permit; and the emergency drill.

``bench.work_bay.board(card)`` gives each student a kit with defects of its own; ``own_work(exercise)`` gives a test the
same kit and what the record of it shows. ``body_current()`` and ``car_map()`` belong to the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.kit.words import verdict_words
from nevlab.bench.work_bay.board import WorkBayBoard, WorkBayWork, own_work
from nevlab.bench.work_bay.car_map import car_map
from nevlab.bench.work_bay.explorer import body_current
from nevlab.bench.work_bay.words import rescue_words
from nevlab.jobcard import JobCard

__all__ = [
    "Step", "WorkBayBoard", "WorkBayWork", "board", "body_current", "car_map", "own_work",
    "rescue_words", "verdict_words",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> WorkBayBoard:
    """Give the bay with the student's own kit.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole check of the page's kit.
    """
    return WorkBayBoard(card, tuple(example))
