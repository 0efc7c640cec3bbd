"""The bench with the whole car: a board of tools that an exercise chooses from.

``bench.workshop.board(card, faults=["precharge-resistor-open", "interlock-open-charger"])`` gives each student a car
with one of these faults, drawn from the student's own seed; ``own_work(exercise, faults)`` gives a test the same car
again and what the record of it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from nevlab.bench.example import Step
from nevlab.bench.workshop import jobs
from nevlab.bench.workshop.board import TOOLS, CarBoard, CarWork, drawn_faults, own_work
from nevlab.jobcard import JobCard

__all__ = ["TOOLS", "CarBoard", "CarWork", "Step", "board", "drawn_faults", "jobs", "own_work"]


def board(
    card: JobCard,
    faults: Sequence[str] = (),
    *,
    count: int = 1,
    tools: Sequence[str] = TOOLS,
    example: Sequence[Step] = (),
    soc: float | None = None,
    values: Mapping[str, Sequence[float]] = MappingProxyType({}),
) -> CarBoard:
    """Give the work bay with the student's own car.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    faults
        Ids of the fault library; `count` of them are drawn for each student. None is a sound car.
    tools
        Which tools lie ready, some of :data:`TOOLS`.
    example
        The worked example that stands on a page without a kernel, done on the page's specimen car.
    soc
        Mean state of charge; drawn from the seed if not said.
    values
        Parameters that differ from student to student besides: path → the values that one is drawn from, such as
        ``{"high_voltage.pack_minus_iso_ohm": (30e3, 60e3, 300e3)}``.
    """
    return CarBoard(card, tuple(faults), count, tuple(tools), tuple(example), soc, values)
