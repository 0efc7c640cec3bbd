"""What flows in a coolant loop, and the pump that moves it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

_TABLE_C = (0.0, 20.0, 40.0, 60.0, 80.0)
_DENSITY_KG_M3 = (1082.3, 1074.5, 1064.9, 1053.2, 1039.6)
_HEAT_J_PER_KG_K = (3203.0, 3281.0, 3358.0, 3435.0, 3511.0)


@dataclass(frozen=True)
class Coolant:
    """Density [kg/m³] and specific heat [J/(kg·K)] of a coolant at one temperature [°C]."""

    temperature_c: float
    density_kg_m3: float
    heat_j_per_kg_k: float

    def __post_init__(self) -> None:
        in_range(label("coolant temperature", "冷却液温度"), self.temperature_c, -50.0, 150.0, "°C")
        in_range(label("density", "密度"), self.density_kg_m3, 500.0, 2000.0, "kg/m³")
        in_range(label("specific heat", "比热容"), self.heat_j_per_kg_k, 500.0, 5000.0, "J/(kg·K)")

    def flow_m3_s(self, heat_w: float, rise_k: float) -> float:
        """Give the flow [m³/s] that carries `heat_w` [W] away with a rise of `rise_k` [K]: V̇ = P/(ρ·c·ΔT)."""
        heat_w = in_range(label("heat", "热功率"), heat_w, 0.0, 1e6, "W")
        rise_k = in_range(label("temperature rise", "温升"), rise_k, 0.01, 200.0, "K")
        return heat_w / (self.density_kg_m3 * self.heat_j_per_kg_k * rise_k)

    def rise_k(self, heat_w: float, flow_m3_s: float) -> float:
        """Give the rise [K] of a flow [m³/s] that takes up `heat_w` [W]; infinity when nothing flows."""
        heat_w = in_range(label("heat", "热功率"), heat_w, 0.0, 1e6, "W")
        flow_m3_s = in_range(label("flow", "流量"), flow_m3_s, 0.0, 0.1, "m³/s")
        if not flow_m3_s:
            return math.inf if heat_w else 0.0
        return heat_w / (self.density_kg_m3 * self.heat_j_per_kg_k * flow_m3_s)


def glycol_50(temperature_c: float) -> Coolant:
    """Give the mixture of 50 % ethylene glycol and 50 % water by volume at a temperature [°C].

    Source: ASHRAE Handbook, Fundamentals, chapter "Physical properties of secondary coolants", ethylene glycol 50 % by
    volume; the density is its table converted to SI, the specific heat is to be confirmed against the table. For
    comparison, the Modelica standard library's medium Glycol50 at 20 °C has 1078 kg/m³ and 3300 J/(kg·K).
    """
    temperature_c = in_range(label("coolant temperature", "冷却液温度"), temperature_c, _TABLE_C[0], _TABLE_C[-1], "°C")
    density, heat = (np.interp(temperature_c, _TABLE_C, row) for row in (_DENSITY_KG_M3, _HEAT_J_PER_KG_K))
    return Coolant(temperature_c, float(density), float(heat))


@dataclass(frozen=True)
class Pump:
    """A centrifugal pump: ``Δp = Δp0·n²·(1 − (V̇/(n·V̇max))²)``, n the speed as a share of the rated speed.

    The scaling with speed is the affinity laws' (flow ∝ n, pressure ∝ n²); the parabola is the usual approximation.

    Parameters
    ----------
    shut_off_pa
        Pressure at rated speed without flow Δp0 [Pa].
    free_flow_m3_s
        Flow at rated speed without back pressure V̇max [m³/s].
    speed
        Share of the rated speed; 0 is a dead pump.
    """

    shut_off_pa: float = 40e3
    free_flow_m3_s: float = 20 / 60e3
    speed: float = 1.0

    def __post_init__(self) -> None:
        in_range(label("shut-off pressure", "零流量扬程"), self.shut_off_pa, 100.0, 1e6, "Pa")
        in_range(label("free flow", "最大流量"), self.free_flow_m3_s, 1e-6, 0.1, "m³/s")
        in_range(label("pump speed", "水泵转速比"), self.speed, 0.0, 1.5, "")

    def pressure_pa(self, flow_m3_s: float) -> float:
        """Give the pressure [Pa] at a flow [m³/s]; 0 beyond the free flow."""
        flow_m3_s = in_range(label("flow", "流量"), flow_m3_s, 0.0, 0.1, "m³/s")
        return max(0.0, self.shut_off_pa * (self.speed**2 - (flow_m3_s / self.free_flow_m3_s) ** 2))
