"""A temperature sensor with a negative temperature coefficient (NTC), its wire open or shorted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

KELVIN = 273.15


@dataclass(frozen=True)
class Ntc:
    """A temperature sensor whose resistance falls with temperature: R = R₀·exp(B·(1/T − 1/T₀)), T in kelvin.

    B holds between the two points it comes from; far outside them a real sensor differs by some kelvin.

    Parameters
    ----------
    at_c, ohm
        One point of the curve [°C], [Ω].
    b_k
        B value [K].
    series_ohm, parallel_ohm
        In series with the sensor (infinity: open wire) and across it (0: short circuit) [Ω].
    """

    at_c: float
    ohm: float
    b_k: float
    series_ohm: float = 0.0
    parallel_ohm: float = math.inf

    def __post_init__(self) -> None:
        in_range(label("sensor temperature", "传感器温度"), self.at_c, -50, 200, "°C")
        in_range(label("sensor resistance", "传感器电阻"), self.ohm, 1.0, 10e6, "Ω")
        in_range(label("sensor's B value", "传感器 B 值"), self.b_k, 1000, 10_000, "K")
        in_range(label("resistance in series", "串联电阻"), self.series_ohm, 0, math.inf, "Ω")
        in_range(label("resistance across the sensor", "并联电阻"), self.parallel_ohm, 0, math.inf, "Ω")

    @classmethod
    def through(cls, one: tuple[float, float], other: tuple[float, float]) -> Ntc:
        """Give the sensor whose curve runs through two points (°C, Ω): B = ln(R₂/R₁) / (1/T₂ − 1/T₁)."""
        (one_c, one_ohm), (other_c, other_ohm) = one, other
        in_range(label("first sensor resistance", "第一点电阻"), one_ohm, 1.0, 10e6, "Ω")
        in_range(label("second sensor resistance", "第二点电阻"), other_ohm, 1.0, 10e6, "Ω")
        in_range(label("distance of the two points", "两点温差"), abs(other_c - one_c), 1.0, 250.0, "K")
        return cls(one_c, one_ohm, math.log(other_ohm / one_ohm) / (1 / (other_c + KELVIN) - 1 / (one_c + KELVIN)))

    def resistance(self, temperature_c: float) -> float:
        """Give what an ohmmeter reads at the sensor's plug [Ω]."""
        in_range(label("temperature", "温度"), temperature_c, -50, 200, "°C")
        sensor = self.ohm * math.exp(self.b_k * (1 / (temperature_c + KELVIN) - 1 / (self.at_c + KELVIN)))
        if self.parallel_ohm == 0:
            return self.series_ohm
        return self.series_ohm + 1 / (1 / sensor + 1 / self.parallel_ohm)

    def temperature(self, resistance_ohm: float) -> float:
        """Give the temperature [°C] that a controller works out of a resistance, kept within −50 … 200 °C.

        So an open sensor reads as the coldest, a shorted one as the hottest winding.
        """
        in_range(label("sensor resistance", "传感器电阻"), resistance_ohm, 0, math.inf, "Ω")
        if resistance_ohm == 0:
            return 200.0
        inverse = 1 / (self.at_c + KELVIN) + math.log(resistance_ohm / self.ohm) / self.b_k
        hottest, coldest = 1 / (200 + KELVIN), 1 / (-50 + KELVIN)
        return 1 / min(max(inverse, hottest), coldest) - KELVIN
