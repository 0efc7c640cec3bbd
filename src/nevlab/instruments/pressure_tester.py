"""The pressure-decay tester: fills a coolant loop or a battery housing with air, shuts off, and watches the pressure.

Ranges, drift and hose are our own teaching values in the size of usual testers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading
from nevlab.labels import label
from nevlab.vehicle.cooling.leak_test import LeakTest, leak_rate_pa_m3_s
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range

SCALE = Scale("pressure", "Pa", (Range(6e3, 1, 0.005, 2), Range(60e3, 10, 0.005, 2), Range(600e3, 100, 0.005, 2)))
"""Pressure above the surrounding air; one range for a housing, the others for a coolant loop."""
DRIFT_PA_PER_S = 0.02
"""Most by which the shown pressure drifts while the sensor warms up [Pa/s]."""


@dataclass(frozen=True)
class Decay:
    """Two readings with the valve shut, and the time between them.

    Parameters
    ----------
    first, second
        The readings.
    duration_s
        Time between them [s].
    """

    first: Reading
    second: Reading
    duration_s: float

    @property
    def drop_pa(self) -> float:
        """Give by how much the pressure fell [Pa]."""
        return self.first.value - self.second.value

    @property
    def drop_error_pa(self) -> float:
        """Give how far the drop may be off for the digits alone [Pa]: those of both readings."""
        return 2 * SCALE.ranges[0].accuracy_digits * self.first.step

    def leak_rate_pa_m3_s(self, volume_m3: float) -> float:
        """Give the leak rate [Pa·m³/s] of a volume [m³]: Q = V·Δp/t, the air's temperature being constant."""
        return leak_rate_pa_m3_s(volume_m3, self.first.value, self.second.value, self.duration_s)


@dataclass(frozen=True)
class PressureTester:
    """One tester with its hose.

    Parameters
    ----------
    seed
        Whose it is: its errors and its drift are drawn from it.
    own_leak_m3_s
        Conductance of a leak in hose or coupling [m³/s]; it looks like a leak of what is tested.
    hose_m3
        Volume of the hose up to its shut-off valve [m³]; it adds to what is tested.
    """

    seed: int
    own_leak_m3_s: float = 0.0
    hose_m3: float = 50e-6

    def __post_init__(self) -> None:
        in_range(label("leak of the tester", "测试仪自身泄漏"), self.own_leak_m3_s, 0.0, 1.0, "m³/s")
        in_range(label("volume of the hose", "软管容积"), self.hose_m3, 1e-6, 1e-2, "m³")

    def decay(self, test: LeakTest, settle_s: float, duration_s: float) -> Decay:
        """Test what is connected.

        Parameters
        ----------
        test
            Volume, leak, test pressure and how warm the air is.
        settle_s
            Wait between shutting the valve and the first reading [s], for the air to take its final temperature.
        duration_s
            Time between both readings [s].

        Raises
        ------
        WorkshopError
            If a time is not within a day, or the readings lie less than 1 s apart.
        """
        connected = replace(
            test, volume_m3=test.volume_m3 + self.hose_m3, leak_m3_s=test.leak_m3_s + self.own_leak_m3_s
        )
        return self._watched(connected, settle_s, duration_s)

    def self_check(self, start_pa: float, settle_s: float, duration_s: float) -> Decay:
        """Test the tester itself: the valve at the hose's end is shut, so only hose and coupling can leak."""
        return self._watched(LeakTest(self.hose_m3, start_pa, self.own_leak_m3_s), settle_s, duration_s)

    def _watched(self, test: LeakTest, settle_s: float, duration_s: float) -> Decay:
        settle_s = in_range(label("settling time", "稳定时间"), settle_s, 0.0, 86400.0, "s")
        duration_s = in_range(label("duration", "时长"), duration_s, 1.0, 86400.0, "s")
        drift = within(draws(self.seed, "pressure drift"), -1.0, 1.0) * DRIFT_PA_PER_S
        # One range for both readings, that of the pressure filled in, as a tester does: both have the same gain error.
        full_scale = min(
            known.full_scale
            for known in SCALE.ranges
            if abs(test.start_pa) + known.allowed_error(test.start_pa) <= known.full_scale
        )
        first, second = (
            SCALE.read(float(test.pressure_pa([time_s])[0]) + drift * time_s, self.seed, f"{time_s:g}", full_scale)
            for time_s in (settle_s, settle_s + duration_s)
        )
        return Decay(first, second, duration_s)
