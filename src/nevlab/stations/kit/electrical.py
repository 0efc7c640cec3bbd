"""The self-checks of the electrical instruments: insulation tester, multimeter and its leads, milliohm meter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from nevlab.instruments import APART, SHORTED, InsulationTester, MilliohmMeter, Multimeter
from nevlab.instruments.reading import Reading
from nevlab.labels import label
from nevlab.stations.kit.base import KitStation
from nevlab.stations.station import Doing
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.ranges import one_of
from nevlab.vehicle.signals import OnBench

LEADS = ("apart", "together")
TEST_V = 1000.0
"""Test voltage for mat and leads [V]."""
BOX_V = 24.0
"""The checking box, a known source [V]."""
DAMP_OHM, WORN_OHM = (20e6, 60e6), (2.0, 8.0)
"""Leakage of damp leads, and resistance of a worn one [Ω]: defects of the insulation tester."""
MOST_ZERO_OHM = 1e-3
"""More than this the milliohm meter does not take off when it is zeroed [Ω]: an assumption."""

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "check_tester": Doing(("leads",), minutes=0.5),
        "check_leads": Doing(minutes=1.0),
        "check_meter": Doing(minutes=1.0),
        "zero_milliohm": Doing(minutes=1.0),
    }
)


class ElectricalChecks(KitStation):
    """The instruments, each against itself or against a known source."""

    def _check_tester(self, leads: str) -> tuple[Self, dict[str, Any]]:
        """Test with the leads apart on the highest voltage, or together on the low-ohm range."""
        one_of(label("leads", "表笔"), leads, LEADS)
        if leads == "apart":
            reading = self._insulation("red", math.inf)
        else:
            _, worn_ohm = self._fault_of_tester()
            circuit = OnBench(Network((Resistor("red", "black", worn_ohm),))) if worn_ohm else SHORTED
            reading = InsulationTester(self.kit.seed, TEST_V).low_ohm(circuit, "red", "black")
        return self._checked("tester", leads), {"leads": leads, **reading.as_details()}

    def _check_leads(self) -> tuple[Self, dict[str, Any]]:
        """Hold the multimeter's leads together on ohms and move them."""
        reading = Multimeter(self.kit.seed).read("ohm", APART if self._broken() else SHORTED, "red", "black")
        return self._checked("leads", "together"), reading.as_details()

    def _check_meter(self) -> tuple[Self, dict[str, Any]]:
        """Measure the checking box; with a broken lead that says nothing about the meter."""
        if self._broken():
            return self, Multimeter(self.kit.seed).read("dc_v", APART, "red", "black").as_details()
        meter = Multimeter(self.kit.seed, battery_low=self.kit.defect("multimeter") == "check")
        box = OnBench(Network((Source("+", "-", BOX_V),)))
        return self._checked("multimeter", "source"), meter.read("dc_v", box, "+", "-").as_details()

    def _zero_milliohm(self) -> tuple[Self, dict[str, Any]]:
        """Put the four clips on one another, read, press ZERO, and read again."""
        meter = self._milliohm_meter()
        before = meter.read(SHORTED, "red", "red")
        after = zeroed(meter).read(SHORTED, "red", "red")
        return self._checked("milliohm", "zero"), {"before": before.as_details(), "after": after.as_details()}

    def _milliohm_meter(self, wires: int = 4) -> MilliohmMeter:
        return MilliohmMeter(self.kit.seed, wires, sense_loose=self.kit.defect("milliohm") == "check")

    def _insulation(self, where: str, ohm: float) -> Reading:
        """Give what the insulation tester shows of a resistance [Ω]; damp leads of its own lie in parallel."""
        damp_ohm, _ = self._fault_of_tester()
        parts = (Resistor(where, "black", ohm), Resistor(where, "black", damp_ohm or math.inf))
        return InsulationTester(self.kit.seed, TEST_V).read(OnBench(Network(parts)), where, "black")

    def _fault_of_tester(self) -> tuple[float | None, float | None]:
        """Give the leakage of damp leads and the resistance of a worn one [Ω], each None where there is none."""
        if self.kit.defect("tester") != "check":
            return None, None
        draw = draws(self.kit.seed, "kit tester")
        damp = pick(draw, (True, False))
        return (within(draw, *DAMP_OHM), None) if damp else (None, within(draw, *WORN_OHM))

    def _broken(self) -> bool:
        return self.kit.defect("leads") == "check"


def zeroed(meter: MilliohmMeter) -> MilliohmMeter:
    """Give the milliohm meter after ZERO with its clips together; it refuses to take much off."""
    off = meter.read(SHORTED, "red", "red")
    return meter.zeroed() if abs(off.value) <= MOST_ZERO_OHM else meter
