"""The link capacitor of an inverter and how it discharges: always through one resistor, on command through another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.ranges import all_in_range, in_range


@dataclass(frozen=True)
class Link:
    """The capacitor with the resistor that always discharges it and the one that is switched across it.

    Both discharge as ``u = u0·exp(−t/τ)`` with ``τ = C·R`` of what is connected. A real link is not one exponential, so
    a time worked out here never replaces the maker's waiting time or the proof with a meter.

    Parameters
    ----------
    capacitance_f
        Link capacitance [F].
    bleed_ohm
        The resistor that is always connected, passive discharge [Ω]; infinity is an open one.
    discharge_ohm
        The resistor of active discharge [Ω]; infinity is one that is never connected.
    """

    capacitance_f: float = 0.5e-3
    bleed_ohm: float = 40e3
    discharge_ohm: float = 1000.0

    def __post_init__(self) -> None:
        in_range(label("link capacitance", "母线电容"), self.capacitance_f, 1e-6, 1.0, "F")
        in_range(label("bleed resistance", "放电电阻"), self.bleed_ohm, 100.0, math.inf, "Ω")
        in_range(label("active discharge resistance", "主动放电电阻"), self.discharge_ohm, 1.0, math.inf, "Ω")

    def time_constant_s(self, active: bool) -> float:
        """Give τ [s], with active discharge or without; infinity where nothing discharges the link."""
        conductance = 1 / self.bleed_ohm + (1 / self.discharge_ohm if active else 0.0)
        return self.capacitance_f / conductance if conductance else math.inf

    def voltage_after(self, elapsed_s: npt.ArrayLike, start_v: float, active: bool) -> npt.NDArray[np.float64]:
        """Give the link voltage [V] `elapsed_s` [s] after it stood at `start_v` and the contactors opened."""
        all_in_range(label("time since switching off", "断电后的时间"), elapsed_s, 0.0, 1e6, "s")
        start_v = _link_voltage(start_v)
        return start_v * np.exp(-np.asarray(elapsed_s, dtype=float) / self.time_constant_s(active))

    def time_to_fall_s(self, start_v: float, to_v: float, active: bool) -> float:
        """Give the time [s] from `start_v` down to `to_v` [V]: ``t = τ·ln(u0/u)``; 0 when it is there already."""
        start_v = _link_voltage(start_v)
        in_range(label("voltage to fall to", "目标电压"), to_v, 0.1, 1500.0, "V")
        return 0.0 if start_v <= to_v else self.time_constant_s(active) * math.log(start_v / to_v)

    def energy_j(self, voltage_v: float) -> float:
        """Give the energy stored [J]: ``½·C·u²``."""
        return self.capacitance_f * _link_voltage(voltage_v) ** 2 / 2


def _link_voltage(voltage_v: float) -> float:
    return in_range(label("link voltage", "母线电压"), voltage_v, 0.0, 1500.0, "V")
