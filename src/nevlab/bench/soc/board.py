"""The student's own car with its wrong display: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.soc import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.soc_bench import SocBench, soc_bench
from nevlab.vehicle.battery.soc_car import CARD, drawn_soc_car

if TYPE_CHECKING:
    from ipywidgets import Widget

REPAIRS = frozenset({"zero_sensor", "store_capacity", "correct_soc"})


class SocWork(Replay[SocBench]):
    """What the recorded actions on a car show. Only genuine readings are in it."""

    def rested_readings(self) -> tuple[tuple[float, float, float], ...]:
        """Give the rested readings of the data stream before any repair.

        Each is the reference charge that had been taken out before it [Ah], the displayed SOC [%] and the pack's
        voltage [V].
        """
        found, taken_ah = [], 0.0
        for told in self.until(*REPAIRS).done:
            if told.action == "discharge":
                taken_ah += told.details["reference_ah"]
            elif told.action == "read_stream" and told.details["rested_h"] >= CARD.rest_h:
                found.append((taken_ah, told.details["soc_percent"], told.details["pack_v"]))
        return tuple(found)

    def compared(self) -> tuple[float, float] | None:
        """Give the first and the last of these as charge between them [Ah] and fall of the display [%], if apart."""
        found = self.rested_readings()
        if not found or found[-1][0] - found[0][0] < 4.0:
            return None
        return found[-1][0] - found[0][0], found[0][1] - found[-1][1]

    def verified(self) -> bool:
        """Tell whether the car stood awake for an hour at least after the last repair, and the stream was read then."""
        stood = False
        for told in self.since(*REPAIRS).done if any(map(self.did, REPAIRS)) else ():
            stood = stood or (told.action == "stand" and told.details["awake"] and told.details["hours"] >= 1)
            if stood and told.action == "read_stream":
                return True
        return False


def own_work(exercise: str) -> tuple[SocBench, str, SocWork]:
    """Give the bay as this folder's record found it, why its display is wrong, and what the record shows."""
    seed = own_seed(exercise)
    fresh = soc_bench(seed)
    return fresh, drawn_soc_car(seed)[1], SocWork.recorded(fresh, exercise)


class SocBoard(DeedBoard[SocWork]):
    """The bay with the student's own car; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> SocWork:
        """Give the bay with the car as it came in; NoStudentNumber before the number is known."""
        return SocWork(soc_bench(self.card.seed))

    def above(self) -> str:
        """Give the maker's card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Work bay: checking the displayed SOC", "工位：显示 SOC 检查")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole check of the page's specimen."""
        from nevlab.bench.soc.example import whole_check

        return whole_check(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, what can be done, and the log."""
        from nevlab.bench.soc.panel import parts

        return parts(self)
