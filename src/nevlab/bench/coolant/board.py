"""The student's own rig: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nevlab.bench.coolant import words
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.jobcard import JobCard, own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.coolant_bench import CoolantBench, coolant_bench
from nevlab.vehicle.cooling.rig import FAULTS

if TYPE_CHECKING:
    from ipywidgets import Widget


class CoolantWork(Replay[CoolantBench]):
    """What the recorded actions on a rig show. Only genuine readings are in it."""

    def drops_pa(self, target: str) -> tuple[float, ...]:
        """Give the drops of pressure of the loop's or the housing's tests, in order [Pa]."""
        tests = (test for test in self.details("leak_test") if test["target"] == target)
        return tuple(test["first"]["value"] - test["second"]["value"] for test in tests)

    def flows_l_min(self) -> tuple[float, ...]:
        """Give the flows that were read, in order [L/min]."""
        return tuple(read["value"] for read in self.details("measure_flow"))

    @property
    def bubbling(self) -> tuple[str, ...]:
        """Give the places where leak spray showed bubbles."""
        return tuple(read["place"] for read in self.details("soap") if read["bubbles"])

    @property
    def in_order(self) -> bool:
        """Tell whether nothing is wrong with loop and housing any more."""
        return self.station.rig.in_order


def own_work(exercise: str, faults: Sequence[str] = FAULTS) -> tuple[CoolantBench, CoolantWork]:
    """Give the stand as this folder's record found it, and what the record shows: for test cells."""
    fresh = coolant_bench(own_seed(exercise), faults)
    return fresh, CoolantWork.recorded(fresh, exercise)


class CoolantBoard(DeedBoard[CoolantWork]):
    """The stand with the student's own rig; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def __init__(self, card: JobCard, faults: tuple[str, ...] = FAULTS, example: tuple[Step, ...] = ()) -> None:
        self.faults = faults
        super().__init__(card, example)

    def fresh(self) -> CoolantWork:
        """Give the stand with the rig as it came in; NoStudentNumber before the number is known."""
        return CoolantWork(coolant_bench(self.card.seed, self.faults))

    def above(self) -> str:
        """Give the maker's card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Test stand: cooling system and tightness", "试验台：冷却系统与气密性")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.coolant.example import whole_job

        return whole_job(self.card.seed, self.faults)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.coolant.panel import parts

        return parts(self)
