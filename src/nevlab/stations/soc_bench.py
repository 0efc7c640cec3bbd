"""The check of a displayed state of charge: data stream, clamp, rest, a discharge by a reference, and the routines.

Nothing here needs a hand on high voltage but the clamp round the insulated cable. The display has steps of 0.1 %, the
pack's voltage of 0.1 V.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments.ranges import Range, Scale
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, Station
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.soc_car import CARD, CELLS, SocCar, drawn_soc_car
from nevlab.vehicle.ranges import in_range

STREAM_V = Scale("pack voltage", "V", (Range(600.0, 0.1, 2e-4, 1),))
STREAM_A = Scale("pack current", "A", (Range(600.0, 0.1, 0.0, 1),))
CLAMP_A = Scale("clamp", "A", (Range(600.0, 0.1, 5e-3, 2),))
"""Voltage and current in the data stream, and the clamp meter after it was zeroed: teaching values of our own."""
REFERENCE_A = 10.0
"""Current of the reference discharge at the charging inlet [A]: about 1/3C."""
LEAST_SOC = 0.08


@dataclass(frozen=True, kw_only=True)
class SocBench(Station):
    """The car in the bay, in one state.

    Parameters
    ----------
    car
        The pack and its battery management; hidden.
    seed
        Whose instruments they are.
    rested_h
        How long no current has flowed [h].
    """

    car: SocCar = field(compare=False)
    seed: int
    rested_h: float = 0.0

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "protect": Doing(minutes=5.0),
            "read_stream": Doing(step=0.1, minutes=1.0),
            "clamp": Doing(step=0.1, minutes=2.0),
            "stand": Doing(("hours", "awake"), minutes=5.0),
            # Beside a discharge of an hour, something else is done.
            "discharge": Doing(("charge_ah",), step=0.01, minutes=10.0),
            "zero_sensor": Doing(minutes=5.0),
            "store_capacity": Doing(("capacity_ah",), minutes=5.0),
            "correct_soc": Doing(minutes=5.0),
        }
    )

    def _read_stream(self) -> tuple[SocBench, dict[str, Any]]:
        """Read the data stream: key on, contactors open."""
        volt = STREAM_V.read(self.car.pack_v(), self.seed, "stream").value
        amp = STREAM_A.read(self.car.offset_a, self.seed, "stream").value
        return self, {
            "soc_percent": round(100 * self.car.shown_soc, 1), "pack_v": volt, "current_a": amp,
            "rested_h": round(self.rested_h, 2),
        }  # fmt: skip

    def _clamp(self) -> tuple[SocBench, dict[str, Any]]:
        """Clamp round one pack cable, contactors open: the true current."""
        self._must_be_protected()
        return self, {"current_a": CLAMP_A.read(0.0, self.seed, "pack cable").value}

    def _stand(self, hours: float, awake: bool) -> tuple[SocBench, dict[str, Any]]:
        """Let the car stand without current, the battery management asleep or kept awake."""
        hours = in_range(label("time", "时间"), hours, 0.1, 48.0, "h")
        car = self.car.after(0.0, 3600.0 * hours, bool(awake))
        return replace(self, car=car, rested_h=self.rested_h + hours), {"hours": hours, "awake": bool(awake)}

    def _discharge(self, charge_ah: float) -> tuple[SocBench, dict[str, Any]]:
        """Take out a charge that a reference meter counts."""
        charge_ah = in_range(label("charge", "电量"), charge_ah, 0.5, 20.0, "Ah")
        most_ah = max((self.car.true_soc - LEAST_SOC) * self.car.capacity_ah, 0.0)
        moved_ah = min(charge_ah, most_ah)
        car = self.car.after(REFERENCE_A, 3600.0 * moved_ah / REFERENCE_A, awake=True)
        return replace(self, car=car, rested_h=0.0), {"charge_ah": charge_ah, "reference_ah": round(moved_ah, 2)}

    def _zero_sensor(self) -> tuple[SocBench, dict[str, Any]]:
        """Learn the zero of the current sensor, contactors open."""
        return replace(self, car=replace(self.car, offset_a=0.02)), {}

    def _store_capacity(self, capacity_ah: float) -> tuple[SocBench, dict[str, Any]]:
        """Write the capacity that the battery management counts with."""
        capacity_ah = in_range(label("capacity", "容量"), capacity_ah, 5.0, 60.0, "Ah")
        return replace(self, car=replace(self.car, stored_ah=capacity_ah)), {"capacity_ah": capacity_ah}

    def _correct_soc(self) -> tuple[SocBench, dict[str, Any]]:
        """Let the battery management set its SOC by the rested voltage."""
        if self.rested_h < CARD.rest_h:
            raise WorkshopError("soc-not-rested", least=CARD.rest_h)
        soc = float(LEAF_2013.soc_at(self.car.pack_v() / CELLS))
        return replace(self, car=replace(self.car, shown_soc=min(max(soc, 0.0), 1.0))), {}


def soc_bench(seed: int) -> SocBench:
    """Give the bay with the car of a seed; the instruments' errors come from it too."""
    return SocBench(car=drawn_soc_car(seed)[0], seed=seed)
