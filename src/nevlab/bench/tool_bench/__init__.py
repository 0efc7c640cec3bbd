"""The bench for electric drives before the work: tools checked, a reference measured, a cover tightened.

``bench.tool_bench.board(card)`` gives each student a kit and a cover of its own; ``own_work(exercise)`` gives a test
the same and what the record of it shows. ``four_wire()``, ``decision()`` and ``bolt_circle()`` belong to the chapter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench.example import Step
from nevlab.bench.kit.words import verdict_words
from nevlab.bench.tool_bench.board import ToolBenchBoard, ToolBenchWork, own_work
from nevlab.bench.tool_bench.bolts import bolt_circle
from nevlab.bench.tool_bench.explorers import decision, four_wire
from nevlab.bench.tool_bench.words import decision_words
from nevlab.jobcard import JobCard

__all__ = [
    "Step", "ToolBenchBoard", "ToolBenchWork", "board", "bolt_circle", "decision", "decision_words", "four_wire",
    "own_work", "verdict_words",
]  # fmt: skip


def board(card: JobCard, example: Sequence[Step] = ()) -> ToolBenchBoard:
    """Give the bench with the student's own kit.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel; without one, the whole job on the page's kit.
    """
    return ToolBenchBoard(card, tuple(example))
