"""The test rig with a drive assembly: cooling, sensors, no-load run, vibration by orders, torque, efficiency map.

``bench.assembly.board(card)`` gives each student an assembly drawn from the student's own seed; ``own_work(exercise)``
gives a test the same one and what the record of it shows. ``orders()`` and ``efficiency_map()`` belong to the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.assembly.board import AssemblyBoard, AssemblyWork, own_work
from nevlab.bench.assembly.efficiency import efficiency_map
from nevlab.bench.assembly.noise import orders
from nevlab.bench.assembly.words import cooling_words, noise_words, power_words, sensor_words
from nevlab.bench.example import Step
from nevlab.jobcard import JobCard

__all__ = [
    "AssemblyBoard", "AssemblyWork", "Step", "board", "cooling_words", "efficiency_map", "noise_words", "orders",
    "own_work", "power_words", "sensor_words",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> AssemblyBoard:
    """Give the rig with the student's own assembly.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return AssemblyBoard(card, tuple(example))
