"""A coolant loop and a battery housing on the test stand, with what is wrong in them drawn from a seed.

Sizes, pressures and faults are our own teaching values; what the card asks for is an example, to be confirmed with the
maker's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.vehicle.cooling.leak_test import LeakTest
from nevlab.vehicle.cooling.loop import CoolingLoop, teaching_loop
from nevlab.vehicle.draws import draws, pick, within

FAULTS = ("leak", "housing leak", "clog", "air", "dead pump")
PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "loop": ("radiator", "pump seal", "hose clamp", "cold plate", "expansion tank"),
        "housing": ("cover seal", "connector", "vent valve"),
    }
)
"""What can be tested for tightness, and where each may leak."""


@dataclass(frozen=True)
class Tested:
    """What the card says of a test for tightness.

    Parameters
    ----------
    volume_m3
        Volume that is filled with air [m³].
    pressure_pa, most_pa
        Test pressure, and what must never be exceeded [Pa].
    drop_pa
        Most drop in three minutes, after the air has settled [Pa].
    excess_k
        How much warmer the air is when the valve is shut [K].
    """

    volume_m3: float
    pressure_pa: float
    most_pa: float
    drop_pa: float
    excess_k: float


CARD: Mapping[str, Tested] = MappingProxyType(
    {
        "loop": Tested(6e-3, 100e3, 150e3, 1e3, 8.0),
        "housing": Tested(60e-3, 2.5e3, 3.5e3, 50.0, 3.0),
    }
)
FLOW_M3_S = (11 / 60e3, 14 / 60e3)
"""Flow that the card asks for at full pump speed [m³/s]."""
HEAT_W: Mapping[str, float] = MappingProxyType({"motor": 1500.0, "inverter": 600.0, "battery": 300.0})
"""Heat that the stand makes in the parts [W]."""
EMISSIVITY: Mapping[str, float] = MappingProxyType({"motor": 0.90, "inverter": 0.20, "battery": 0.85, "coolant": 0.95})
"""Of painted cast iron, bare aluminium, coated sheet, and the rubber of a hose: usual sizes, to be confirmed."""


@dataclass(frozen=True)
class CoolantRig:
    """Loop and housing as they stand.

    Parameters
    ----------
    loop
        The coolant loop.
    leaks_m3_s
        Conductance of the leak at each place that has one [m³/s].
    """

    loop: CoolingLoop
    leaks_m3_s: Mapping[str, float]

    @property
    def in_order(self) -> bool:
        """Tell whether nothing is wrong any more."""
        return not self.leaks_m3_s and self.loop == teaching_loop()

    def test(self, target: str, pressure_pa: float, air_c: float) -> LeakTest:
        """Give the test of the loop or the housing at a pressure [Pa]."""
        card = CARD[target]
        leak_m3_s = sum(leak for place, leak in self.leaks_m3_s.items() if place in PLACES[target])
        return LeakTest(card.volume_m3, pressure_pa, leak_m3_s, air_c=air_c, excess_k=card.excess_k)

    def mended(self, part: str) -> CoolantRig:
        """Give the rig after a place was sealed, the loop bled or flushed, or the pump replaced."""
        sound = teaching_loop()
        if part == "bleed":
            return replace(self, loop=replace(self.loop, air_share=0.0))
        if part == "flush":
            return replace(self, loop=replace(self.loop, resistance_pa_s2_m6=sound.resistance_pa_s2_m6))
        if part == "pump":
            return replace(self, loop=replace(self.loop, pump=sound.pump))
        return replace(self, leaks_m3_s={place: leak for place, leak in self.leaks_m3_s.items() if place != part})


REPAIRS = ("bleed", "flush", "pump", *PLACES["loop"], *PLACES["housing"])


def drawn_rig(seed: int, faults: Sequence[str] = FAULTS) -> CoolantRig:
    """Draw a rig with one of `faults`; with none it is sound."""
    draw = draws(seed, "coolant rig")
    fault = pick(draw, faults) if faults else ""
    loop, leaks = teaching_loop(), {}
    if fault == "leak":
        leaks = {pick(draw, PLACES["loop"]): within(draw, 1.2e-6, 3e-6)}
    elif fault == "housing leak":
        leaks = {pick(draw, PLACES["housing"]): within(draw, 2e-5, 5e-5)}
    elif fault == "clog":
        loop = replace(loop, resistance_pa_s2_m6=loop.resistance_pa_s2_m6 * within(draw, 4.0, 9.0))
    elif fault == "air":
        loop = replace(loop, air_share=within(draw, 0.05, 0.08))
    elif fault == "dead pump":
        loop = loop.with_pump(0.0)
    return CoolantRig(loop, leaks)
