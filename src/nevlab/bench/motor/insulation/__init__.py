"""The bench with a dismounted motor: insulation over one minute and ten, discharge, the factory's withstand test.

``bench.motor.insulation.board(card)`` gives each student a motor drawn from the student's own seed;
``own_work(exercise)`` gives a test the same motor and what the record of it shows. ``absorption()`` and ``withstand()``
belong to the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.motor.insulation.board import InsulationBoard, InsulationWork, own_work
from nevlab.bench.motor.insulation.explorer import absorption
from nevlab.bench.motor.insulation.withstand import withstand
from nevlab.bench.motor.insulation.words import sensor_words, state_words
from nevlab.jobcard import JobCard

__all__ = [
    "InsulationBoard", "InsulationWork", "Step", "absorption", "board", "own_work", "sensor_words", "state_words",
    "withstand",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> InsulationBoard:
    """Give the bench with the student's own dismounted motor.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return InsulationBoard(card, tuple(example))
