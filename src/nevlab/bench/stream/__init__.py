"""The rig on which the data stream of a drive is read: frames from the road, free-wheel and load runs.

``bench.stream.board(card)`` gives each student a drive drawn from the student's own seed; ``own_work(exercise)`` gives
a test the same drive and what the record of it shows. ``control()``, ``vectors()``, ``currents()`` and ``emf()`` belong
to the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.stream.board import StreamBoard, StreamWork, own_work
from nevlab.bench.stream.explorers import currents, emf, vectors
from nevlab.bench.stream.figure import control
from nevlab.bench.stream.words import fault_words, kind_words
from nevlab.jobcard import JobCard

__all__ = [
    "Step", "StreamBoard", "StreamWork", "board", "control", "currents", "emf", "fault_words", "kind_words", "own_work",
    "vectors",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> StreamBoard:
    """Give the rig with the student's own drive.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's specimen.
    """
    return StreamBoard(card, tuple(example))
