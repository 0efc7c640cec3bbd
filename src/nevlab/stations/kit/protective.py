"""The checks of protective equipment that take more than a look: gloves with air, the mat with the tester."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.labels import label
from nevlab.stations.kit.electrical import ElectricalChecks
from nevlab.stations.station import Doing
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.ranges import one_of

POINTS = ("1", "2", "3", "4", "5")
"""Where the mat is measured: its four corners and the place where one stands."""
MAT_OHM, PUNCTURED_OHM = (1.2e9, 9e9), (3e6, 40e6)
"""Resistance of a sound mat and at a punctured place [Ω]."""
MAT_LEAST_OHM = 100e6
"""Least that the card asks of the mat [Ω]: a value of our own."""
SIDES = ("left", "right")

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {"air_test": Doing(("side",), minutes=1.0), "measure_mat": Doing(("point",), minutes=1.0)}
)


class ProtectiveChecks(ElectricalChecks):
    """Gloves and mat."""

    def _air_test(self, side: str) -> tuple[Self, dict[str, Any]]:
        """Roll a glove up from its cuff, press the air into the fingers, listen and hold it to the cheek."""
        one_of(label("glove", "手套"), side, SIDES)
        leaking = pick(draws(self.kit.seed, "kit glove"), SIDES) if self.kit.defect("gloves") == "check" else ""
        return self._checked("gloves", side), {"side": side, "holds": side != leaking}

    def _measure_mat(self, point: str) -> tuple[Self, dict[str, Any]]:
        """Measure from the mat's upper side to the metal plate below; with a bad tester that proves nothing."""
        one_of(label("point of the mat", "绝缘垫测点"), point, POINTS)
        fresh = "mat" in self.kit.replaced
        draw = draws(self.kit.seed, f"kit mat {point} {fresh}")
        weak = pick(draws(self.kit.seed, "kit mat"), POINTS) if self.kit.defect("mat") == "check" else ""
        ohm = within(draw, *(PUNCTURED_OHM if point == weak else MAT_OHM))
        reading = self._insulation(f"mat {point}", ohm)
        after = self if self.kit.defect("tester") == "check" else self._checked("mat", point)
        return after, {"point": point, **reading.as_details()}

    def weakest_mat_ohm(self) -> float:
        """Give the lowest reading [Ω] that a sound tester shows of the mat as it lies there."""
        sound = replace(self, kit=self.kit.with_another("tester"))
        return min(float(sound.act("measure_mat", point=point)[1]["value"]) for point in POINTS)
