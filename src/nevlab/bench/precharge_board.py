"""The student's own car in the work bay: what may be done to it, and what the record of it proves.

No widgets here: a click and a line of code call the same methods, and a test replays the record with the same rules.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nevlab.bench.board import Board
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.bay import OPEN, Bay
from nevlab.vehicle.precharge_car import TrainingCar, training_car

if TYPE_CHECKING:
    from ipywidgets import Widget


class Seen(Replay[Bay]):
    """What the recorded actions on a car show. Only genuine readings are in it."""

    @property
    def pack_v(self) -> tuple[float, ...]:
        """Readings at the pack's terminals [V]."""
        return tuple(details["voltage_v"] for details in self.details("measure_pack"))

    @property
    def cursor(self) -> tuple[tuple[int, int], ...]:
        """(time [ms], voltage [V]) of the readings in the recording."""
        return tuple((round(read["time_ms"]), round(read["voltage_v"])) for read in self.details("read_cursor"))

    @property
    def resistance(self) -> dict[str, float]:
        """Measuring point → last resistance read [Ω]; infinity is "OL"."""
        return {read["point"]: _ohm(read["resistance_ohm"]) for read in self.details("measure_resistance")}


def own_work(exercise: str) -> tuple[TrainingCar, Seen]:
    """Give the car that this folder's record is about, and what the record shows: for test cells."""
    car = training_car(own_seed(exercise))
    return car, Seen.recorded(Bay(car), exercise)


class PrechargeBoard(Board[Seen]):
    """The work bay with the student's own car; on a page it is a worked example on the page's specimen car."""

    @property
    def car(self) -> TrainingCar:
        """The car; NoStudentNumber before the number is entered."""
        return training_car(self.card.seed)

    def fresh(self) -> Seen:
        """Give the bay with the car as it came in; NoStudentNumber before the number is known."""
        return Seen(Bay(self.car))

    def measure_pack(self) -> float:
        """Give the pack voltage [V] at the pack's terminals: permitted work on live parts."""
        return float(self._act("measure_pack")["voltage_v"])

    def actuator_test(self) -> None:
        """Let the scan tool close K− and the pre-charge relay for 2 s, K+ open, and record the link voltage."""
        self._act("actuator_test")

    def read_cursor(self, time_ms: float) -> int:
        """Give the link voltage [V] of the recording at `time_ms`, and write the reading down."""
        return round(self._act("read_cursor", time_ms=self.car.instant(time_ms))["voltage_v"])

    def measure_resistance(self, point: str) -> float:
        """Give the resistance [Ω] across `point` (one of ``POINTS``), all contactors open; infinity is "OL"."""
        return _ohm(self._act("measure_resistance", point=point)["resistance_ohm"])

    def title(self) -> str:
        """Name the bench."""
        return label("Work bay", "工位")

    def still(self) -> str:
        """Give the whole job on the page's specimen car."""
        from nevlab.bench.precharge_example import worked_example

        return worked_example(self)

    def widget(self) -> Widget:
        """Give the bay with its buttons."""
        from nevlab.bench.precharge_panel import panel

        return panel(self)


def _ohm(shown: float | str) -> float:
    return math.inf if shown == OPEN else float(shown)
