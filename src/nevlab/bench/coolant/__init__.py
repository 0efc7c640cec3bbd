"""The stand with a coolant loop and a battery housing: tightness, flow, temperatures.

``bench.coolant.board(card)`` gives each student a rig with one fault drawn from the student's own seed;
``own_work(exercise)`` gives a test the same rig and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.coolant.board import CoolantBoard, CoolantWork, own_work
from nevlab.bench.example import Step
from nevlab.jobcard import JobCard
from nevlab.vehicle.cooling.rig import FAULTS

__all__ = ["FAULTS", "CoolantBoard", "CoolantWork", "Step", "board", "own_work"]


def board(card: JobCard, faults: Sequence[str] = FAULTS, example: Sequence[Step] = ()) -> CoolantBoard:
    """Give the stand with the student's own rig.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    faults
        Some of :data:`FAULTS`; each rig has one of them. None is a sound rig.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return CoolantBoard(card, tuple(faults), tuple(example))
