"""The oil of the reducer: what stands at the level plug, and what runs out there."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range


@dataclass(frozen=True)
class OilSump:
    """The sump of a reducer with its level plug.

    Quantity, surface and place of the plug are the maker's; the values here are examples.

    Parameters
    ----------
    oil_m3
        Oil in the sump at 20 °C [m³].
    plug_m3
        Oil that reaches just to the lower edge of the level plug on level ground [m³].
    surface_m2
        Oil surface near the plug [m²].
    plug_offset_m
        Distance of the plug from the middle of the surface, towards the side that a positive tilt lowers [m].
    expansion_per_k
        Volume expansion of the oil [1/K]; about 7·10⁻⁴ for gear oil (to be confirmed by the oil's data sheet).
    """

    oil_m3: float = 1.40e-3
    plug_m3: float = 1.40e-3
    surface_m2: float = 0.035
    plug_offset_m: float = 0.12
    expansion_per_k: float = 7e-4

    def __post_init__(self) -> None:
        in_range(label("oil quantity", "油量"), self.oil_m3, 0.0, 0.02, "m³")
        in_range(label("oil quantity at the plug", "油位孔处油量"), self.plug_m3, 1e-4, 0.02, "m³")
        in_range(label("oil surface", "油面面积"), self.surface_m2, 1e-3, 1.0, "m²")
        in_range(label("distance of the plug", "油位孔偏距"), self.plug_offset_m, -1.0, 1.0, "m")
        in_range(label("expansion of the oil", "油的体膨胀系数"), self.expansion_per_k, 0.0, 2e-3, "1/K")

    def level_m(self, temperature_c: float = 20.0, tilt_deg: float = 0.0) -> float:
        """Give how high the oil stands above the lower edge of the plug [m]; negative is below it.

        ``h = (V20·(1 + β·(T − 20)) − V_plug)/A + x·tan(tilt)``; a car that is not level shows a wrong level.

        Raises
        ------
        WorkshopError
            If temperature [°C] or tilt [°] is outside its range.
        """
        temperature_c = in_range(label("oil temperature", "油温"), temperature_c, -40.0, 150.0, "°C")
        tilt_deg = in_range(label("tilt of the car", "车身倾斜角"), tilt_deg, -20.0, 20.0, "°")
        now_m3 = self.oil_m3 * (1 + self.expansion_per_k * (temperature_c - 20))
        tilted_m = self.plug_offset_m * math.tan(math.radians(tilt_deg)) if self.oil_m3 else 0.0
        return (now_m3 - self.plug_m3) / self.surface_m2 + tilted_m

    def runs_out_m3(self, temperature_c: float = 20.0, tilt_deg: float = 0.0) -> float:
        """Give the oil [m³] that runs out when the level plug is taken out; 0 when the oil stands below it."""
        return max(0.0, self.level_m(temperature_c, tilt_deg)) * self.surface_m2
