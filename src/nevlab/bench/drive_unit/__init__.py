"""The lift with a drive unit to be taken out, inspected, fitted and matched, and what belongs to its chapter.

``bench.drive_unit.board(card)`` gives each student a car drawn from the student's own seed; ``own_work(exercise)``
gives a test the same car and what the record of it shows. ``parts()`` is a figure; ``energy()``, ``machines()``,
``joint()`` and ``process()`` are explorers.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.drive_unit.board import DriveBoard, DriveWork, own_work
from nevlab.bench.drive_unit.energy import energy, parts
from nevlab.bench.drive_unit.explorers import machines
from nevlab.bench.drive_unit.quality import joint, process
from nevlab.bench.example import Step
from nevlab.jobcard import JobCard

__all__ = [
    "DriveBoard", "DriveWork", "Step", "board", "energy", "joint", "machines", "own_work", "parts", "process",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> DriveBoard:
    """Give the lift with the student's own car.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return DriveBoard(card, tuple(example))
