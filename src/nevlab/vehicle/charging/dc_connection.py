"""The connection checks CC1 and CC2 of a DC plug: CC1 tells the charger, CC2 tells the car that the plug is in.

::

    charger 12 V ── R1 ── cc1 ──┬── R2 ── S (closed; open while the latch is pressed) ── PE    in the plug
                                └── line ── R4 ── PE                                          in the inlet
    vehicle 12 V ── R5 ── cc2 ── line ── R3 ── PE                                             in the plug

All resistors are 1 kΩ (GB/T 18487.1-2015 appendix B; the numbering of the edition in force is to be confirmed), so CC1
is 12 V with the plug out and its latch pressed, 6 V released, and 4 V mated; CC2 is 12 V open and 6 V mated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.ranges import in_range

CC1_LEVELS = {"apart": 12.0, "half": 6.0, "mated": 4.0}
"""Nominal CC1 [V]: latch pressed and plug out; either latch released or plug in, not both; mated and latched."""
TOLERANCE_V = 0.8
"""How far CC1 may lie from a level (to be confirmed against the table of GB/T 18487.1)."""


@dataclass(frozen=True)
class DcConnection:
    """The two checks of one plug and one car.

    Parameters
    ----------
    plugged, latch_pressed
        The plug is in the inlet; its button is pressed, so that the switch S is open.
    r1_ohm, r2_ohm, r3_ohm, r4_ohm, r5_ohm
        The resistors [Ω]; infinity is an open one.
    cc1_line_ohm, cc2_line_ohm
        The contacts between plug and inlet [Ω] while plugged; infinity is a broken one.
    charger_v, vehicle_v
        The two supplies [V]; nominally 12 V each.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    plugged: bool = True
    latch_pressed: bool = False
    r1_ohm: float = 1000.0
    r2_ohm: float = 1000.0
    r3_ohm: float = 1000.0
    r4_ohm: float = 1000.0
    r5_ohm: float = 1000.0
    cc1_line_ohm: float = 0.05
    cc2_line_ohm: float = 0.05
    charger_v: float = 12.0
    vehicle_v: float = 12.0

    def __post_init__(self) -> None:
        for number in range(1, 6):
            in_range(f"R{number}", getattr(self, f"r{number}_ohm"), 0.1, math.inf, "Ω")
        in_range(label("contact of CC1", "CC1 触点电阻"), self.cc1_line_ohm, 0.01, math.inf, "Ω")
        in_range(label("contact of CC2", "CC2 触点电阻"), self.cc2_line_ohm, 0.01, math.inf, "Ω")
        in_range(label("supply of the charger", "充电桩供电电压"), self.charger_v, 0.0, 15.0, "V")
        in_range(label("supply of the vehicle", "车辆供电电压"), self.vehicle_v, 0.0, 15.0, "V")

    def cc1_v(self) -> float:
        """Give CC1 [V], detection point 1 in the charger, against PE."""
        return self.network().voltage("cc1", "PE")

    def cc2_v(self) -> float:
        """Give CC2 [V], detection point 2 in the car, against PE."""
        return self.network().voltage("cc2", "PE")

    def charger_sees(self) -> str:
        """Give the charger's verdict: a key of :data:`CC1_LEVELS`, or ``"fault"``."""
        near = [state for state, level_v in CC1_LEVELS.items() if abs(self.cc1_v() - level_v) <= TOLERANCE_V]
        return near[0] if near else "fault"

    def vehicle_sees_plug(self) -> bool:
        """Tell whether the car takes CC2 for mated: half its supply."""
        return abs(self.cc2_v() - self.vehicle_v / 2) <= TOLERANCE_V

    def network(self) -> Network:
        """Give both checks as a network against PE."""
        return Network(
            (
                Source("charger supply", "PE", self.charger_v),
                Resistor("charger supply", "cc1", self.r1_ohm),
                Resistor("cc1", "PE", math.inf if self.latch_pressed else self.r2_ohm),
                Resistor("cc1", "inlet", self.cc1_line_ohm if self.plugged else math.inf),
                Resistor("inlet", "PE", self.r4_ohm),
                Source("vehicle supply", "PE", self.vehicle_v),
                Resistor("vehicle supply", "cc2", self.r5_ohm),
                Resistor("cc2", "plug", self.cc2_line_ohm if self.plugged else math.inf),
                Resistor("plug", "PE", self.r3_ohm),
            )
        )
