"""The work bay with a training car in it: the pre-charge is measured live, resistances dead."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from nevlab.messages import WorkshopError
from nevlab.stations.station import SAFETY, Doing, Station
from nevlab.vehicle.precharge_car import TrainingCar

OPEN = "OL"
"""What an ohmmeter shows of an open circuit."""


@dataclass(frozen=True)
class Bay(Station):
    """The bay in one state.

    Parameters
    ----------
    car : TrainingCar
        The car.
    recorded : bool
        The actuator test has been done, so there is a recording of it.
    """

    car: TrainingCar
    recorded: bool = False

    ACTIONS = MappingProxyType(
        {
            **SAFETY,
            "measure_pack": Doing(step=0.1, minutes=2.0),
            "actuator_test": Doing(minutes=3.0),
            "read_cursor": Doing(("time_ms",), step=1.0, minutes=0.2),
            "measure_resistance": Doing(("point",), step=0.1, minutes=2.0),
        }
    )

    def _measure_pack(self) -> tuple[Bay, dict[str, Any]]:
        self._must_be_live()
        return self, {"voltage_v": self.car.pack_reading_v()}

    def _actuator_test(self) -> tuple[Bay, dict[str, Any]]:
        self._must_be_live()
        return replace(self, recorded=True), {}

    def _read_cursor(self, time_ms: float) -> tuple[Bay, dict[str, Any]]:
        if not self.recorded:
            raise WorkshopError("no-recording")
        instant_ms = self.car.instant(time_ms)
        return self, {"time_ms": instant_ms, "voltage_v": self.car.cursor_reading_v(instant_ms)}

    def _measure_resistance(self, point: str) -> tuple[Bay, dict[str, Any]]:
        self._must_be_dead()
        ohm = self.car.resistance_reading_ohm(point)
        return self, {"point": point, "resistance_ohm": OPEN if math.isinf(ohm) else ohm}
