"""The benches of the inverter: diode test, discharge of the link, currents with a switch open, and the static test.

``bench.inverter.board(card)`` gives each student an inverter drawn from the student's own seed; ``own_work(exercise)``
gives a test the same inverter and what the record of it shows. The others belong to the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.inverter.board import InverterBoard, InverterWork, own_work
from nevlab.bench.inverter.circuit import circuit
from nevlab.bench.inverter.currents import currents
from nevlab.bench.inverter.diodes import diodes
from nevlab.bench.inverter.link import discharge
from nevlab.bench.inverter.words import device_words, link_words, module_words, phase_words, recording_words
from nevlab.jobcard import JobCard

__all__ = [
    "InverterBoard", "InverterWork", "Step", "board", "circuit", "currents", "device_words", "diodes", "discharge",
    "link_words", "module_words", "own_work", "phase_words", "recording_words",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> InverterBoard:
    """Give the bench with the student's own inverter.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return InverterBoard(card, tuple(example))
