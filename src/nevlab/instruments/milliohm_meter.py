"""The milliohm meter: 1 A through the object, read with two wires or with four.

With two wires leads and contacts are read too: 0.15 Ω where a winding has 0.035 Ω. With four, the current has leads of
its own, and none of their resistance is read. Values are our own teaching ones; the maker's card counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from nevlab.instruments.excitation import SHORTED, Excitation, live_v
from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.network import LEAST_OHM
from nevlab.vehicle.ranges import in_range
from nevlab.vehicle.resolver import copper_resistance
from nevlab.vehicle.signals import Circuit
from nevlab.vehicle.stator import STATED_AT_C

SCALE = Scale("milliohm", "Ω", (
    Range(0.2, 1e-5, 0.002, 3), Range(2, 1e-4, 0.002, 3), Range(20, 1e-3, 0.002, 3),
))  # fmt: skip
SOURCE = Excitation(6.0, 6.0)
"""1 A into a short [V, Ω]."""
LEADS_OHM = 0.15
"""Both current leads together [Ω]: a usual size."""
CONTACT_OHM = 5e-3
"""Most that the contacts of clips add [Ω], drawn anew for every place: an assumption."""
OFFSET_OHM = 0.3e-3
"""Most that the meter shows of nothing before it is zeroed [Ω]: thermal voltages, an assumption."""
LIVE_V = 1.0
"""From here on the meter warns and does not measure [V]: an assumption."""


@dataclass(frozen=True)
class MilliohmMeter:
    """One milliohm meter.

    Parameters
    ----------
    seed
        Whose meter it is.
    wires
        2 or 4.
    sense_loose
        One sense lead has no contact. The meter then takes the voltage from that side's current lead inside itself
        (a protection resistor joins them), so half of the leads is read too.
    zero_ohm
        What zeroing takes off [Ω]; see :meth:`zeroed`.
    copper_c
        Temperature of the copper entered for conversion to 20 °C [°C]; without it the reading is that of the moment.
    """

    seed: int
    wires: int = 4
    sense_loose: bool = False
    zero_ohm: float = 0.0
    copper_c: float | None = None

    def __post_init__(self) -> None:
        if self.wires not in (2, 4):
            raise WorkshopError("unknown-choice", name=label("wires", "接线数"), value=self.wires, known="2, 4")
        in_range(label("zero of the meter", "清零值"), self.zero_ohm, -1.0, 1.0, "Ω")
        if self.copper_c is not None:
            in_range(label("temperature of the copper", "铜线温度"), self.copper_c, -50.0, 200.0, "°C")

    def read(self, circuit: Circuit, red: str, black: str, full_scale: float | None = None) -> Reading:
        """Give what the display shows [Ω] between two points.

        A live circuit gives ``OL`` and the remark ``live-warning``.
        """
        where = f"{red}|{black}"
        if live_v(circuit, red, black) > LIVE_V:
            return SCALE.read(math.inf, self.seed, where, full_scale, ("live-warning",))
        ohm = self._seen_ohm(circuit, red, black) - self.zero_ohm
        if self.copper_c is not None:
            ohm = float(copper_resistance(max(ohm, 0.0), self.copper_c, STATED_AT_C))
        return SCALE.read(ohm, self.seed, where, full_scale)

    def zeroed(self) -> MilliohmMeter:
        """Give the meter zeroed with its clips on one another; leads then fall away, contacts at the object do not."""
        together = replace(self, zero_ohm=0.0, copper_c=None).read(SHORTED, "red", "red")
        return replace(self, zero_ohm=together.value)

    def _seen_ohm(self, circuit: Circuit, red: str, black: str) -> float:
        contact_ohm = max(CONTACT_OHM * draws(self.seed, f"milliohm contact|{red}|{black}")(), LEAST_OHM)
        offset_ohm = within(draws(self.seed, "milliohm offset"), -OFFSET_OHM, OFFSET_OHM)
        network, leads_ohm = circuit.network(red, black), LEADS_OHM + contact_ohm
        ohm = SOURCE.resistance(network, red, black, leads_ohm, four_wire=self.wires == 4) + offset_ohm
        return ohm + leads_ohm / 2 if self.wires == 4 and self.sense_loose else ohm
