"""The cabin as one body of air and trim: it warms and cools in first order."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range


@dataclass(frozen=True)
class Cabin:
    """A cabin: ``C·dT/dt = heat − G·(T − T_outside)``; values of our own in the size of a small car's, no sun.

    Parameters
    ----------
    heat_capacity_j_per_k
        Air and what of the trim warms with it [J/K].
    to_outside_w_per_k
        Conductance to the outside, ventilation included [W/K].
    """

    heat_capacity_j_per_k: float = 60e3
    to_outside_w_per_k: float = 60.0

    def __post_init__(self) -> None:
        in_range(label("heat capacity of the cabin", "车内热容"), self.heat_capacity_j_per_k, 1e3, 1e7, "J/K")
        in_range(label("cabin to outside", "车内对外换热系数"), self.to_outside_w_per_k, 1.0, 1e4, "W/K")

    def settled_c(self, heat_w: float, outside_c: float) -> float:
        """Give the temperature [°C] that it ends at with constant heat [W], negative for cooling."""
        in_range(label("heat for the cabin", "车内加热功率"), heat_w, -50e3, 50e3, "W")
        in_range(label("outside temperature", "车外温度"), outside_c, -50.0, 60.0, "°C")
        return outside_c + heat_w / self.to_outside_w_per_k

    def after(self, cabin_c: float, heat_w: float, outside_c: float, duration_s: float) -> float:
        """Give the temperature [°C] after a time [s] of constant heat: exact, ``T∞ + (T0 − T∞)·exp(−t·G/C)``."""
        in_range(label("cabin temperature", "车内温度"), cabin_c, -50.0, 100.0, "°C")
        in_range(label("duration", "时长"), duration_s, 0.0, 1e7, "s")
        settled_c = self.settled_c(heat_w, outside_c)
        decay = duration_s * self.to_outside_w_per_k / self.heat_capacity_j_per_k
        return settled_c + (cabin_c - settled_c) * math.exp(-decay)
