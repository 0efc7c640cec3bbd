"""The bench with a drive motor: windings with two wires and with four, at 20 °C; its temperature sensor.

``bench.motor.board(card)`` gives each student a motor drawn from the student's own seed; ``own_work(exercise)`` gives a
test the same motor and what the record of it shows. ``lines()`` and ``sensor()`` belong to the chapter. The insulation
of a dismounted motor is tested on ``bench.motor.insulation``.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.motor import insulation
from nevlab.bench.motor.board import MotorBoard, MotorWork, own_work
from nevlab.bench.motor.explorers import lines, sensor
from nevlab.bench.motor.words import phase_words, sensor_words, winding_words
from nevlab.jobcard import JobCard

__all__ = [
    "MotorBoard", "MotorWork", "Step", "board", "insulation", "lines", "own_work", "phase_words", "sensor",
    "sensor_words", "winding_words",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> MotorBoard:
    """Give the bench with the student's own motor.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return MotorBoard(card, tuple(example))
