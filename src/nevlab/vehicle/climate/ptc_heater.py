"""The PTC air heater: its resistance rises steeply above a switching temperature, so its power limits itself.

An element (barium titanate) keeps its cold resistance up to the switching temperature and gains a fixed share with
every kelvin above: ``R = R_cold·exp(α·(T − T_s))``. It settles where ``U²/R(T) = G·(T − T_air)``. The straight line of
ln R is the usual approximation of the steep part of the curve; the values are our own, the maker's count. The slight
fall of R below the switching temperature is left out.

A fault is another value: infinity for an element is a broken one. The heater's fuse stands in the car's high-voltage
circuit: behind a blown one the supply is 0 V.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import in_range


@dataclass(frozen=True)
class Heating:
    """How a heater works under one condition.

    Parameters
    ----------
    power_w, current_a
        From the high voltage [W], [A]; all of it heats the air.
    elements_c
        Temperature of every element [°C].
    """

    power_w: float
    current_a: float
    elements_c: tuple[float, ...]


@dataclass(frozen=True)
class PtcHeater:
    """A heater of several elements in parallel.

    Parameters
    ----------
    elements_ohm
        Cold resistance of each element [Ω]; infinity is an open one.
    switching_c
        Temperature T_s at which the resistance begins to rise [°C]: assumption.
    rise_per_k
        Steepness α [1/K]: assumption.
    air_w_per_k, still_w_per_k
        Conductance of one element to the air with full flow, and what is left without flow [W/K].

    Raises
    ------
    WorkshopError
        If there is no element, or a value is not a number or outside its range.
    """

    elements_ohm: tuple[float, ...] = (60.0, 60.0, 60.0)
    switching_c: float = 140.0
    rise_per_k: float = 0.12
    air_w_per_k: float = 20.0
    still_w_per_k: float = 0.5

    def __post_init__(self) -> None:
        if not self.elements_ohm:
            raise WorkshopError("ptc-elements")
        for number, ohm in enumerate(self.elements_ohm, start=1):
            in_range(label(f"PTC element {number}", f"PTC 第 {number} 组电阻"), ohm, 0.1, math.inf, "Ω")
        in_range(label("switching temperature", "居里温度"), self.switching_c, 50.0, 300.0, "°C")
        in_range(label("steepness of the PTC curve", "PTC 曲线陡度"), self.rise_per_k, 0.01, 1.0, "1/K")
        in_range(label("heat transfer without air flow", "无风时换热系数"), self.still_w_per_k, 0.01, 1e4, "W/K")
        in_range(label("heat transfer with air flow", "换热系数"), self.air_w_per_k, self.still_w_per_k, 1e4, "W/K")

    @property
    def resistance_ohm(self) -> float:
        """Give the resistance between the terminals [Ω], cold: all elements in parallel, infinity when all are open."""
        siemens = sum(1 / ohm for ohm in self.elements_ohm)
        return 1 / siemens if siemens else math.inf

    def curve_ohm(self, cold_ohm: float, temperature_c: float) -> float:
        """Give the resistance [Ω] of an element of `cold_ohm` at a temperature [°C]."""
        return cold_ohm * math.exp(self.rise_per_k * max(0.0, temperature_c - self.switching_c))

    def heating(self, supply_v: float, air_c: float, air_flow: float = 1.0) -> Heating:
        """Give how it settles.

        Parameters
        ----------
        supply_v
            High voltage at its terminals [V].
        air_c
            Temperature of the air that is blown through [°C].
        air_flow
            Air flow as a share of the full one; 0 is a dead blower.

        Raises
        ------
        WorkshopError
            If a value is not a number or outside its range.
        """
        in_range(label("supply", "供电电压"), supply_v, 0.0, 1500.0, "V")
        in_range(label("air temperature", "空气温度"), air_c, -50.0, self.switching_c, "°C")
        in_range(label("air flow", "风量比"), air_flow, 0.0, 1.0, "")
        conductance = self.still_w_per_k + air_flow * (self.air_w_per_k - self.still_w_per_k)
        elements_c = tuple(self._settled_c(ohm, supply_v, air_c, conductance) for ohm in self.elements_ohm)
        power_w = sum(
            supply_v**2 / self.curve_ohm(ohm, at_c) for ohm, at_c in zip(self.elements_ohm, elements_c, strict=True)
        )
        return Heating(power_w, power_w / supply_v if supply_v else 0.0, elements_c)

    def _settled_c(self, cold_ohm: float, supply_v: float, air_c: float, conductance: float) -> float:
        """Give the temperature [°C] at which an element gives off what it takes up; bisection, one crossing only."""
        unlimited_k = supply_v**2 / cold_ohm / conductance
        low_c, high_c = air_c, air_c + unlimited_k
        for _ in range(60):
            middle_c = (low_c + high_c) / 2
            # U²/R = G·(T − T_air), divided by what an element that never rises would take up
            if math.exp(-self.rise_per_k * max(0.0, middle_c - self.switching_c)) * unlimited_k > middle_c - air_c:
                low_c = middle_c
            else:
                high_c = middle_c
        return high_c
