"""An inverter whose link is charged from a supply, and how it discharges: logged, waited for, by a tool."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self

import numpy as np

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.link_proof import LINK_V, LinkProof
from nevlab.vehicle.bench_inverter import BenchInverter
from nevlab.vehicle.ranges import in_range, one_of

LOGS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"passive": tuple(np.arange(0.0, 301.0, 60.0)), "active": tuple(np.arange(0.0, 3.1, 0.5))}
)
"""How the link discharges → when the log holds its voltage [s]."""
LOG_STEP_V = 0.1
"""Resolution of the link voltage on the scan tool [V]."""
TOOL_OHM, TOOL_S = 5000.0, 30.0
"""Resistor of the discharge tool [Ω], and how long it is held [s]: values of our own."""


@dataclass(frozen=True, kw_only=True)
class LinkDischarge(LinkProof):
    """The link of the bench in one state.

    Parameters
    ----------
    unit
        The inverter; what is wrong with it is hidden.
    on
        The supply of the link is on.
    now_v
        What stands on the link [V].
    """

    unit: BenchInverter
    on: bool = True
    now_v: float = LINK_V

    @property
    def link_v(self) -> float:
        """Give the voltage of the link [V]."""
        return self.now_v

    def _log_discharge(self, how: str) -> tuple[Self, dict[str, Any]]:
        """Switch the supply off with the scan tool logging the link voltage, with active discharge or without."""
        one_of(label("discharge", "放电方式"), how, LOGS)
        self._must_be_protected()
        if not self.on:
            raise WorkshopError("inverter-off")
        volts = self.unit.inverter.link.voltage_after(LOGS[how], LINK_V, active=how == "active")
        log = {f"{time:g}": round(float(volt), 1) for time, volt in zip(LOGS[how], volts, strict=True)}
        return replace(self, on=False, now_v=float(volts[-1])), {"how": how, "volts": log}

    def _lock_off(self) -> tuple[Self, dict[str, Any]]:
        return replace(self, locked=True, on=False), {}

    def _wait(self, minutes: float) -> tuple[Self, dict[str, Any]]:
        minutes = in_range(label("waiting time", "等待时间"), minutes, 0.0, 60.0, "min")
        after = self if self.on else self._discharged(60.0 * minutes)
        return after, {"minutes": minutes}

    def _discharge(self) -> tuple[Self, dict[str, Any]]:
        """Hold the discharge tool, a resistor with two insulated probes, to DC+ and DC−."""
        self._must_be_protected()
        if not self.locked:
            raise WorkshopError("inverter-not-locked")
        return self._discharged(TOOL_S, TOOL_OHM), {}

    def _discharged(self, seconds: float, tool_ohm: float = math.inf) -> Self:
        link = replace(self.unit.inverter.link, discharge_ohm=tool_ohm)
        return replace(self, now_v=float(link.voltage_after(seconds, self.now_v, active=True)))
