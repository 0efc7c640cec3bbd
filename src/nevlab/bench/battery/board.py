"""The student's own module: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nevlab.bench.battery import words
from nevlab.bench.battery.example import EXAMPLES
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.jobcard import JobCard, own_seed
from nevlab.jobcard.record import Record, record_path
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.battery_bench import BatteryBench, battery_bench
from nevlab.vehicle.battery.module import CARD, JOINT_OHM
from nevlab.vehicle.ranges import one_of

if TYPE_CHECKING:
    from ipywidgets import Widget


@dataclass(frozen=True)
class CapacityTest:
    """A discharge of a full module to a cut-off.

    Parameters
    ----------
    current_a, cell_v
        Its current [A] and the voltage of the first cell at which it ended [V].
    charge_ah, energy_wh
        What came out [Ah], [Wh].
    rested
        The module rested between charge and discharge.
    replaced
        How many cells had been replaced before it.
    """

    current_a: float
    cell_v: float
    charge_ah: float
    energy_wh: float
    rested: bool
    replaced: int


class BatteryWork(Replay[BatteryBench]):
    """What the recorded actions on a module show. Only genuine readings are in it."""

    def runs(self, program: str) -> tuple[Mapping[str, Any], ...]:
        """Give the details of every run of a program, in order."""
        return tuple(run for run in self.details("run") if run["program"] == program)

    def capacity_tests(self) -> tuple[CapacityTest, ...]:
        """Give the discharges to a cut-off that a charge to its end went before, in order."""
        found, full, rested, replaced = [], False, False, 0
        for told in self.done:
            run = told.details
            if told.action == "replace_cell":
                replaced += 1
            if told.action != "run":
                continue
            if run["program"] == "discharge" and full and run["end"] == "voltage":
                found.append(
                    CapacityTest(run["current_a"], run["cell_v"], run["charge_ah"], run["energy_wh"], rested, replaced)
                )
            rested = run["program"] == "rest"
            if not rested:
                full = run["program"] == "charge" and run["end"] == "current"
        return tuple(found)

    @property
    def capacity_ah(self) -> float | None:
        """Give the charge of the last capacity test [Ah]."""
        tests = self.capacity_tests()
        return tests[-1].charge_ah if tests else None

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
    seed, path = own_seed(exercise), record_path(Path.cwd(), exercise)
    return battery_bench(seed), _recorded(seed, path, path.read_bytes() if path.is_file() else b"")


@lru_cache(maxsize=1)
def _recorded(seed: int, path: Path, _content: bytes) -> BatteryWork:
    """Give what a record shows; hours of charge take a while, and the tests of a notebook ask for the same in turn."""
    return BatteryWork.of(battery_bench(seed), Record.read(path).actions())


class BatteryBoard(DeedBoard[BatteryWork]):
    """The bench with the student's own module; on a page it is a worked example on the page's specimen.

    Parameters
    ----------
    card, example, job
        See :func:`nevlab.bench.battery.board`.
    """

    WORDS = words

    def __init__(self, card: JobCard, example: tuple[Step, ...] = (), job: str = "whole") -> None:
        self.job = one_of(label("job", "作业"), job, EXAMPLES)
        super().__init__(card, example)

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
        """Give the job on the page's specimen."""
        return EXAMPLES[self.job](self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the cycler and the log."""
        from nevlab.bench.battery.panel import parts

        return parts(self)
