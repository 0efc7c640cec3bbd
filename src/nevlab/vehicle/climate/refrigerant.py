"""R1234yf at saturation: which pressure belongs to which temperature while liquid and vapour are together."""

from __future__ import annotations

import numpy as np

from nevlab.labels import label
from nevlab.vehicle.ntc import KELVIN
from nevlab.vehicle.ranges import in_range

LOWEST_C, HIGHEST_C = -40.0, 90.0
_TABLE_C = np.arange(LOWEST_C, HIGHEST_C + 1, 10.0)
_TABLE_PA = 1e3 * np.array(
    [62.4, 99.1, 150.9, 221.8, 315.8, 437.5, 591.7, 783.5, 1018.4, 1302.3, 1641.8, 2044.5, 2519.7, 3080.5]
)


def saturation_pa(temperature_c: float) -> float:
    """Give the vapour pressure of R1234yf [Pa, absolute] at a temperature [°C].

    The table was worked out with the vapour-pressure equation that CoolProp's fluid file gives for R1234yf, itself
    fitted to the equation of state of Richter, McLinden and Lemmon, J. Chem. Eng. Data 56 (2011) 3254. Between its
    rows ln p is straight over 1/T (Clausius–Clapeyron), within 0.1 % of that equation.
    """
    in_range(label("refrigerant temperature", "制冷剂温度"), temperature_c, LOWEST_C, HIGHEST_C, "°C")
    inverse = -1 / (_TABLE_C + KELVIN)
    return float(np.exp(np.interp(-1 / (temperature_c + KELVIN), inverse, np.log(_TABLE_PA))))
