"""The inverter on the bench: its link's discharge logged, then proven dead, opened, and tested without power.

The bench has a supply of 360 V for the link, which is locked off for the static test, and a supply of 12 V for the
control board, which stays on: gate drivers and scan tool need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments import Multimeter
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.link_discharge import LOG_STEP_V, LinkDischarge
from nevlab.stations.link_proof import LINK_V, PROOF
from nevlab.stations.station import Doing
from nevlab.vehicle.bench_inverter import PARTS, drawn_inverter
from nevlab.vehicle.inverter import DEVICES
from nevlab.vehicle.network import Network, Part, Source
from nevlab.vehicle.ranges import one_of
from nevlab.vehicle.recorded_currents import drawn_recording
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.stator import PHASES, balanced_stator

NODES = ("plus", "minus", *PHASES)
"""Where the leads go in diode mode."""
ZERO_STEP_A = 0.1
"""Resolution of a phase current on the scan tool [A]."""
ABOUT_ZERO_V = 1.0
"""The static test asks for a link below this [V]: the multimeter would warn of more."""


@dataclass(frozen=True, kw_only=True)
class InverterBench(LinkDischarge):
    """The bench in one state.

    Parameters
    ----------
    opened, phases_off
        The cover is off; the motor's three cables are off.
    """

    opened: bool = False
    phases_off: bool = False

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            **PROOF,
            "switch_on": Doing(minutes=1.0),
            "log_discharge": Doing(("how",), step=LOG_STEP_V, minutes=6.0),
            "view_recording": Doing(step=ZERO_STEP_A, minutes=1.0),
            "discharge": Doing(minutes=1.0),
            "open_cover": Doing(minutes=3.0),
            "phases_off": Doing(minutes=3.0),
            "measure_diode": Doing(("red", "black"), minutes=0.25),
            "measure_bleed": Doing(minutes=0.5),
            "measure_driver": Doing(("device",), minutes=0.25),
            "read_zero": Doing(step=ZERO_STEP_A, minutes=0.5),
            # The parts lie ready beside the bench; values of our own.
            "replace_part": Doing(("part",), minutes=5.0),
            "learn_zero": Doing(minutes=1.0),
            "phases_on": Doing(minutes=3.0),
            "close_cover": Doing(minutes=3.0),
        }
    )

    @property
    def in_order(self) -> bool:
        """Tell whether the inverter is sound, connected and closed."""
        return self.unit.in_order and not self.opened and not self.phases_off

    def _switch_on(self) -> tuple[InverterBench, dict[str, Any]]:
        """Switch the link's supply on; what was proven holds no longer."""
        self._must_be_protected()
        if self.opened or self.phases_off:
            raise WorkshopError("inverter-open")
        return replace(self, on=True, now_v=LINK_V, locked=False, dead=False, proof=0), {}

    def _view_recording(self) -> tuple[InverterBench, dict[str, Any]]:
        """Look at the currents that a colleague recorded on another car; the means over a period stand beside them."""
        reported = drawn_recording(self.seed).reported()
        return self, {"means_a": {phase: round(float(reported[phase].mean()), 1) + 0.0 for phase in PHASES}}

    def _open_cover(self) -> tuple[InverterBench, dict[str, Any]]:
        self._must_be_proven()
        return replace(self, opened=True), {}

    def _phases_off(self) -> tuple[InverterBench, dict[str, Any]]:
        self._must_be_open()
        return replace(self, phases_off=True), {}

    def _measure_diode(self, red: str, black: str) -> tuple[InverterBench, dict[str, Any]]:
        """Measure in diode mode; the motor's windings join the phases while its cables are on."""
        self._must_be_at_zero()
        for lead in (red, black):
            one_of(label("test point", "测点"), lead, NODES)
        parts = self.unit.inverter.parts() + (() if self.phases_off else balanced_stator().parts())
        return self, {
            "red": red,
            "black": black,
            "motor": not self.phases_off,
            **self._read("diode", parts, red, black),
        }

    def _measure_bleed(self) -> tuple[InverterBench, dict[str, Any]]:
        """Measure from DC+ to DC− on ohms once the reading stands: the diodes do not conduct at so few volts."""
        self._must_be_at_zero()
        return self, self._read("ohm", self.unit.inverter.parts(), "plus", "minus")

    def _measure_driver(self, device: str) -> tuple[InverterBench, dict[str, Any]]:
        """Measure the supply of a gate driver at its two test points, DC."""
        self._must_be_open()
        one_of(label("device", "器件"), device, DEVICES)
        supply = Source(f"{device} supply", f"{device} emitter", self.unit.drivers_v[device])
        return self, {"device": device, **self._read("dc_v", (supply,), supply.plus, supply.minus)}

    def _read_zero(self) -> tuple[InverterBench, dict[str, Any]]:
        """Read with the scan tool what the current sensors report while no current flows."""
        reported = self.unit.inverter.reported(dict.fromkeys(PHASES, 0.0))
        return self, {"amperes": {phase: round(float(reported[phase]), 1) + 0.0 for phase in PHASES}}

    def _replace_part(self, part: str) -> tuple[InverterBench, dict[str, Any]]:
        self._must_be_open()
        one_of(label("part", "零件"), part, PARTS)
        if part in self.unit.replaced:
            raise WorkshopError("inverter-replaced")
        return replace(self, unit=self.unit.with_part(part, self.seed)), {"part": part}

    def _learn_zero(self) -> tuple[InverterBench, dict[str, Any]]:
        """Run the scan tool's routine that takes the present readings for zero; no current may flow."""
        return replace(self, unit=self.unit.with_zero_learned()), {}

    def _phases_on(self) -> tuple[InverterBench, dict[str, Any]]:
        self._must_be_open()
        return replace(self, phases_off=False), {}

    def _close_cover(self) -> tuple[InverterBench, dict[str, Any]]:
        self._must_be_open()
        return replace(self, opened=False), {}

    def _read(self, function: str, parts: tuple[Part, ...], red: str, black: str) -> dict[str, Any]:
        return Multimeter(self.seed).read(function, OnBench(Network(parts)), red, black).as_details()

    def _must_be_open(self) -> None:
        self._must_be_dead()
        if not self.opened:
            raise WorkshopError("inverter-closed")

    def _must_be_at_zero(self) -> None:
        self._must_be_open()
        if self.now_v >= ABOUT_ZERO_V:
            raise WorkshopError("inverter-not-at-zero")


def inverter_bench(seed: int) -> InverterBench:
    """Give the bench with the inverter of a seed."""
    return InverterBench(unit=drawn_inverter(seed), seed=seed)
