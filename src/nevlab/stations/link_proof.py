"""A rig with an inverter's link: locked off, and proven dead with a meter that is checked before and after."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.instruments import Multimeter
from nevlab.stations.kit.electrical import BOX_V
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.network import Network, Source
from nevlab.vehicle.signals import OnBench

LINK_V = 360.0
"""Voltage of the link while the rig is on [V]: that of the teaching machine."""
CLASS_B_V = 60.0
"""From here on a direct voltage is class B [V]."""
PLATE_MIN = 5.0
"""Waiting time on the rig's plate [min]: a training value made for this course."""

PROOF: Mapping[str, Doing] = MappingProxyType(
    {
        "protect": Doing(minutes=5.0),
        "lock_off": Doing(minutes=2.0),
        "wait": Doing(("minutes",), takes="minutes"),
        "check_meter": Doing(minutes=1.0),
        "measure_link": Doing(minutes=1.0),
    }
)
"""The way to a link that is proven dead; how it discharges while one waits is the rig's own."""


@dataclass(frozen=True, kw_only=True)
class LinkProof(Station):
    """What such rigs have in common; a subclass says what stands on the link.

    Parameters
    ----------
    seed
        Whose instruments and whose store they are.
    locked
        The rig is switched off and locked.
    proof
        How far the proof of absence of voltage has come: 1 meter checked, 2 link measured below class B after that.
    """

    seed: int
    locked: bool = False
    proof: int = 0

    @property
    @abstractmethod
    def link_v(self) -> float:
        """Give the voltage of the inverter's link [V]."""

    def _lock_off(self) -> tuple[Self, dict[str, Any]]:
        """Switch the rig off, lock the switch, tag it; where there is a rotor it is locked as well."""
        return replace(self, locked=True), {}

    def _check_meter(self) -> tuple[Self, dict[str, Any]]:
        """Measure the checking box, a known source: before the proof, and after it."""
        box = OnBench(Network((Source("+", "-", BOX_V),)))
        reading = Multimeter(self.seed).read("dc_v", box, "+", "-")
        return replace(self, proof=max(self.proof, 1), dead=self.dead or self.proof == 2), reading.as_details()

    def _measure_link(self) -> tuple[Self, dict[str, Any]]:
        self._must_be_protected()
        link = OnBench(Network((Source("link +", "link -", self.link_v),)))
        reading = Multimeter(self.seed).read("dc_v", link, "link +", "link -")
        proven = self.locked and self.proof >= 1 and abs(reading.value) < CLASS_B_V
        return replace(self, proof=2 if proven else 0, dead=self.dead and proven), reading.as_details()

    def _must_be_proven(self) -> None:
        if not self.dead:
            raise UnsafeAct("motor-not-proven", voltage=f"{LINK_V:.0f}")
