"""The connection check (CC) of an AC plug: a resistor in the plug tells the car that it is there and what it carries.

::

    vehicle supply ── R pull-up ── cc ── line ── Rc ──┬── S3 (closed; open while the latch is pressed) ──┬── PE
                                                      └────────────────── R4 ───────────────────────────┘

Rc and R4: GB/T 18487.1-2015 and 20234.2, to be confirmed against the editions in force. Supply and pull-up are the
car maker's own: an example.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.charging.control_pilot import duty_current_a
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.ranges import in_range, one_of

CABLES = {10: (1500.0, 1800.0), 16: (680.0, 2700.0), 32: (220.0, 3300.0), 63: (100.0, 3300.0)}
"""Rating of the cable [A]: Rc and R4 [Ω]."""
TOLERANCE = 0.10
"""How far a resistance may lie from Rc and still be read as that rating: an assumption."""


@dataclass(frozen=True)
class ConnectionCheck:
    """The CC line of one plug in one car.

    Parameters
    ----------
    rc_ohm, r4_ohm
        The resistors in the plug [Ω].
    latch_pressed
        The button of the plug is pressed, so S3 is open.
    line_ohm
        The line through the inlet [Ω]; infinity is a broken one, or a plug that is not plugged in.
    supply_v, pull_up_ohm
        The car's own supply [V] and pull-up [Ω].

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    rc_ohm: float
    r4_ohm: float
    latch_pressed: bool = False
    line_ohm: float = 0.1
    supply_v: float = 5.0
    pull_up_ohm: float = 1000.0

    def __post_init__(self) -> None:
        in_range("Rc", self.rc_ohm, 1.0, math.inf, "Ω")
        in_range("R4", self.r4_ohm, 1.0, math.inf, "Ω")
        in_range(label("resistance of the CC line", "CC 线电阻"), self.line_ohm, 0.01, math.inf, "Ω")
        in_range(label("supply", "供电电压"), self.supply_v, 0.0, 15.0, "V")
        in_range(label("pull-up resistor", "上拉电阻"), self.pull_up_ohm, 10.0, 1e6, "Ω")

    @classmethod
    def of_cable(cls, rating_a: int) -> ConnectionCheck:
        """Give the plug of a cable rated for `rating_a` [A], one of :data:`CABLES`."""
        one_of(label("cable rating", "电缆额定电流"), str(rating_a), tuple(map(str, CABLES)))
        return cls(*CABLES[rating_a])

    def resistance_ohm(self) -> float:
        """Give what an ohmmeter shows [Ω] between CC and PE at the inlet, the car's supply off and disconnected."""
        return self.network(live=False).resistance("cc", "PE")

    def voltage_v(self) -> float:
        """Give the voltage [V] of CC against PE that the car's controller senses."""
        return self.network(live=True).voltage("cc", "PE")

    def rating_a(self) -> int:
        """Give the rating [A] that the car reads; 0 when it recognises none (not plugged, latch pressed, fault)."""
        return rating_of(self.resistance_ohm())

    def network(self, live: bool) -> Network:
        """Give plug and line as a network; `live` with the car's supply and pull-up."""
        plug = Network(
            (
                Resistor("cc", "plug", self.line_ohm),
                Resistor("plug", "latch", self.rc_ohm),
                Resistor("latch", "PE", self.r4_ohm),
                Resistor("latch", "PE", math.inf if self.latch_pressed else 0.01),
            )
        )
        if not live:
            return plug
        return plug.joined(Source("supply", "PE", self.supply_v), Resistor("supply", "cc", self.pull_up_ohm))


def rating_of(resistance_ohm: float) -> int:
    """Give the cable rating [A] that a resistance CC–PE [Ω] stands for; 0 when it is none of :data:`CABLES`."""
    in_range(label("resistance CC–PE", "CC–PE 电阻"), resistance_ohm, 0.0, math.inf, "Ω")
    for rating, (rc_ohm, _) in CABLES.items():
        if abs(resistance_ohm / rc_ohm - 1) <= TOLERANCE:
            return rating
    return 0


def charging_current_a(duty: float, cable_a: float, charger_a: float) -> float:
    """Give the current [A] that the on-board charger may draw: the least of the three limits.

    The duty 0 … 1 of the control pilot, the rating of the cable and that of the on-board charger (GB/T 20234.2,
    draft text A.3.7.1).
    """
    in_range(label("cable rating", "电缆额定电流"), cable_a, 0.0, 63.0, "A")
    in_range(label("rating of the on-board charger", "车载充电机额定电流"), charger_a, 0.0, 63.0, "A")
    return float(min(duty_current_a(duty), cable_a, charger_a))
