"""The student's own used cell: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nevlab.bench.battery.picture import curves
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.hppc import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.cell_bench import CellBench, cell_bench
from nevlab.vehicle.battery.used_cell import CARD

if TYPE_CHECKING:
    from ipywidgets import Widget


class CellWork(Replay[CellBench]):
    """What the recorded actions on a cell show. Only genuine readings are in it."""

    def read_in_record(self, temperature_c: float, pulse: int, time_s: float) -> bool:
        """Tell whether the record of the reference was read before that pulse and at that sample of it."""
        instants = {
            told["instant_s"]
            for told in self.details("record")
            if (told["temperature_c"], told["pulse"]) == (temperature_c, pulse)
        }
        return {0.0, time_s} <= instants

    def good_pulses(self) -> int:
        """Give how many pulses were run with four wires after the card's rest."""
        return sum(told["sense"] == "terminals" and told["rested_h"] >= CARD.rest_h for told in self.details("pulse"))

    def read_at_cursor(self, time_s: float) -> bool:
        """Tell whether a sample of an own pulse was read, and the one before it."""
        return {0.0, time_s} <= {told["instant_s"] for told in self.details("cursor")}

    def laid_over(self, r0_mohm: object, r1_mohm: object, tau_s: object) -> float | None:
        """Give how far that circuit was off when it was laid over a pulse [mV]; None where it never was."""
        asked = {"r0_mohm": r0_mohm, "r1_mohm": r1_mohm, "tau_s": tau_s}
        found = [told["rms_mv"] for told in self.details("overlay") if asked.items() <= told.items()]
        return float(min(found)) if found else None


def own_work(exercise: str) -> tuple[CellBench, CellWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = cell_bench(own_seed(exercise))
    return fresh, CellWork.recorded(fresh, exercise)


class CellBoard(DeedBoard[CellWork]):
    """The bench with the student's own cell; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> CellWork:
        """Give the bench with the cell as it came in; NoStudentNumber before the number is known."""
        return CellWork(cell_bench(self.card.seed))

    def picture(self, station: CellBench, action: str, details: Mapping[str, Any]) -> str:
        """Give current and voltage over time after a pulse."""
        return curves(station.screen) if action == "pulse" and station.screen is not None else ""

    def above(self) -> str:
        """Give the card of the test."""
        return words.card_table(self.fresh().station.used)

    def title(self) -> str:
        """Name the bench."""
        return label("Test bench: one cell, pulse test", "单体检测台：脉冲测试")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole test on the page's specimen."""
        from nevlab.bench.hppc.example import whole_test

        return whole_test(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the record of the reference, the cycler and the log."""
        from nevlab.bench.hppc.panel import parts

        return parts(self)
