"""The student's own module: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nevlab.bench.battery import words
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.battery_bench import BatteryBench, battery_bench
from nevlab.vehicle.battery.module import CARD, JOINT_OHM

if TYPE_CHECKING:
    from ipywidgets import Widget


class BatteryWork(Replay[BatteryBench]):
    """What the recorded actions on a module show. Only genuine readings are in it."""

    def runs(self, program: str) -> tuple[Mapping[str, Any], ...]:
        """Give the details of every run of a program, in order."""
        return tuple(run for run in self.details("run") if run["program"] == program)

    @property
    def capacity_ah(self) -> float | None:
        """Give the charge of the last discharge to the end that a charge to the end went before [Ah]."""
        found, full = None, False
        for run in self.details("run"):
            if run["program"] == "discharge":
                empty = run["end"] == "voltage" or run["trip"].get("key") == "trip-cell-low"
                found = run["charge_ah"] if full and empty else found
            if run["program"] != "rest":
                full = run["program"] == "charge" and run["end"] == "current"
        return found

    @property
    def health(self) -> float | None:
        """Give the state of health: that capacity over the card's."""
        return None if self.capacity_ah is None else self.capacity_ah / CARD.capacity_ah

    def pulse_ohm(self) -> dict[int, float]:
        """Give what the cell monitor shows of each cell in the last pulse: (U before − U after 10 s)/I [Ω]."""
        pulses = [run for run in self.runs("pulse") if "cells_v" in run]
        if not pulses:
            return {}
        last = pulses[-1]
        return {
            int(number): (volt - last["cells_pulsed_v"][number]) / last["current_a"]
            for number, volt in last["cells_v"].items()
        }

    @property
    def joints_sound(self) -> bool:
        """Tell whether no joint is loose any more."""
        return bool((self.station.module.joint_ohm <= JOINT_OHM).all())


def own_work(exercise: str) -> tuple[BatteryBench, BatteryWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = battery_bench(own_seed(exercise))
    return fresh, BatteryWork.recorded(fresh, exercise)


class BatteryBoard(DeedBoard[BatteryWork]):
    """The bench with the student's own module; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> BatteryWork:
        """Give the bench with the module as it came in; NoStudentNumber before the number is known."""
        return BatteryWork(battery_bench(self.card.seed))

    def picture(self, station: BatteryBench, action: str, details: Mapping[str, Any]) -> str:
        """Give current and voltage over time after a program, with what came of it."""
        from nevlab.bench.battery.picture import curves

        if action != "run" or details["program"] == "rest" or station.screen is None:
            return ""
        return f"<p>{words.reading(action, details)}</p>{curves(station.screen)}"

    def above(self) -> str:
        """Give the maker's card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Test bench: battery module", "动力电池检测台：电池模组")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole test on the page's specimen."""
        from nevlab.bench.battery.example import whole_test

        return whole_test(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the cycler and the log."""
        from nevlab.bench.battery.panel import parts

        return parts(self)
