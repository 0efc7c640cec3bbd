"""The pressure-decay leak test of a coolant loop or a battery housing: filled with air, shut off, watched.

With a leak that passes ``C·(p − p_air)`` (small leak, small test pressure) and air of constant temperature, the mass
balance ``V·dp/dt = −C·(p − p_air)`` gives ``p_g(t) = p_g(0)·exp(−t/τ)``, τ = V/C. Air that cools after filling lowers
the pressure as well (ideal gas, p ∝ T): a tight system then looks leaky, which is why the test begins with a wait.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import in_range

KELVIN_AT_0_C = 273.15


@dataclass(frozen=True)
class LeakTest:
    """One test.

    Parameters
    ----------
    volume_m3
        Volume filled with air [m³].
    start_pa
        Test pressure above the surrounding air [Pa], when the valve is shut.
    leak_m3_s
        Conductance C of the leak [m³/s]; 0 is tight.
    air_pa
        Pressure of the surrounding air [Pa], absolute.
    air_c, excess_k
        Temperature of the surroundings [°C], and how much warmer the air filled in is when the valve is shut [K].
    settling_s
        Time constant with which that air takes the temperature of the surroundings [s].
    """

    volume_m3: float
    start_pa: float
    leak_m3_s: float = 0.0
    air_pa: float = 101325.0
    air_c: float = 20.0
    excess_k: float = 0.0
    settling_s: float = 60.0

    def __post_init__(self) -> None:
        in_range(label("test volume", "测试容积"), self.volume_m3, 1e-6, 10.0, "m³")
        in_range(label("test pressure", "测试压力"), self.start_pa, -50e3, 500e3, "Pa")
        in_range(label("leak", "泄漏"), self.leak_m3_s, 0.0, 1.0, "m³/s")
        in_range(label("air pressure", "大气压力"), self.air_pa, 50e3, 120e3, "Pa")
        in_range(label("air temperature", "环境温度"), self.air_c, -40.0, 60.0, "°C")
        in_range(label("excess temperature", "充入气体温差"), self.excess_k, -50.0, 50.0, "K")
        in_range(label("settling time", "稳定时间常数"), self.settling_s, 0.1, 1e5, "s")

    def pressure_pa(self, time_s: ArrayLike) -> NDArray[np.float64]:
        """Give the pressure above the surrounding air [Pa] at instants [s] after the valve was shut.

        The leak's exponential, times T(t)/T(0) of the absolute pressure (the leak's own dependence on temperature is
        of second order and left out).

        Raises
        ------
        WorkshopError
            If the instants are no finite numbers from 0 on.
        """
        times = np.asarray(time_s, dtype=float)
        if times.size == 0 or not np.all(np.isfinite(times)) or times.min() < 0:
            raise WorkshopError("no-instants")
        leaked = self.air_pa + self.start_pa * np.exp(-times * self.leak_m3_s / self.volume_m3)
        surroundings_k = self.air_c + KELVIN_AT_0_C
        kelvin = surroundings_k + self.excess_k * np.exp(-times / self.settling_s)
        return leaked * kelvin / (surroundings_k + self.excess_k) - self.air_pa


def leak_rate_pa_m3_s(volume_m3: float, first_pa: float, second_pa: float, duration_s: float) -> float:
    """Give the leak rate [Pa·m³/s] from two readings: Q = V·(p1 − p2)/t, the air's temperature being constant.

    1 Pa·m³/s = 10 mbar·L/s. Quote it with the test pressure: it is the mean over the time between the readings.
    """
    volume_m3 = in_range(label("test volume", "测试容积"), volume_m3, 1e-6, 10.0, "m³")
    duration_s = in_range(label("duration", "时长"), duration_s, 0.1, math.inf, "s")
    readings = [in_range(label("reading", "读数"), value, -101325.0, 1e6, "Pa") for value in (first_pa, second_pa)]
    return volume_m3 * (readings[0] - readings[1]) / duration_s
