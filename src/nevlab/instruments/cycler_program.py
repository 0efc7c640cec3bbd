"""The program of a battery cycler: its steps, what ends each, and the limits that trip it.

Currents are positive for discharge, as in :mod:`nevlab.vehicle.battery.cell`. A step ends at whichever of its
conditions comes first; reaching a protection limit is no end but a trip: the whole program stops.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from nevlab.labels import label
from nevlab.messages import message
from nevlab.vehicle.ranges import in_range

DAY_S = 86400.0
MOST_A = 2000.0
LONGEST_S = 30 * DAY_S
MOST_SAMPLES = 1e5
"""Of one step: a close sampling needs a duration of its own."""


@dataclass(frozen=True)
class Rest:
    """No current, the output relay open.

    Parameters
    ----------
    duration_s
        How long [s].
    sample_s
        Time between two samples [s].
    """

    duration_s: float
    sample_s: float = 10.0

    def __post_init__(self) -> None:
        _check_times(self.duration_s, self.sample_s)


@dataclass(frozen=True)
class ConstantCurrent:
    """A constant current.

    Parameters
    ----------
    current_a
        The current [A], positive for discharge.
    until_v
        Ends here [V]: a discharge at or below, a charge at or above.
    cell_until_v
        Ends when the first cell is there [V], as the battery management reports it.
    charge_ah
        Ends after this charge [Ah].
    duration_s
        Ends after this time at the latest [s].
    sample_s
        Time between two samples [s].
    """

    current_a: float
    until_v: float | None = None
    cell_until_v: float | None = None
    charge_ah: float = math.inf
    duration_s: float = DAY_S
    sample_s: float = 10.0

    def __post_init__(self) -> None:
        in_range(label("current", "电流"), self.current_a, -MOST_A, MOST_A, "A")
        for until_v in (self.until_v, self.cell_until_v):
            if until_v is not None:
                in_range(label("end voltage", "截止电压"), until_v, 0.0, 1500.0, "V")
        _check_charge(self.charge_ah)
        _check_times(self.duration_s, self.sample_s)


@dataclass(frozen=True)
class ConstantVoltage:
    """A constant voltage; the current that it takes is found anew for each sample and kept until the next.

    Parameters
    ----------
    voltage_v
        The voltage [V].
    until_a
        Ends when the current, either way, has fallen to this [A].
    charge_ah, duration_s, sample_s
        As in :class:`ConstantCurrent`.
    """

    voltage_v: float
    until_a: float
    charge_ah: float = math.inf
    duration_s: float = DAY_S
    sample_s: float = 10.0

    def __post_init__(self) -> None:
        in_range(label("constant voltage", "恒压电压"), self.voltage_v, 0.0, 1500.0, "V")
        in_range(label("cut-off current", "截止电流"), self.until_a, 1e-3, MOST_A, "A")
        _check_charge(self.charge_ah)
        _check_times(self.duration_s, self.sample_s)


Step: TypeAlias = Rest | ConstantCurrent | ConstantVoltage


def pulse(current_a: float, duration_s: float, sample_s: float = 0.1) -> ConstantCurrent:
    """Give a current pulse: a constant current that ends by time alone, sampled closely."""
    return ConstantCurrent(current_a, duration_s=duration_s, sample_s=sample_s)


@dataclass(frozen=True)
class Trip:
    """Why the protection stopped a program.

    Parameters
    ----------
    key
        Which limit, as a key of the message table.
    step
        Number of the step, from 1.
    value, limit
        What was measured and what is allowed, in the unit of both.
    """

    key: str
    step: int
    value: float
    limit: float

    @property
    def words(self) -> str:
        """Say it in the language shown."""
        return message(self.key, step=self.step, value=f"{self.value:g}", limit=f"{self.limit:g}")


@dataclass(frozen=True)
class Protection:
    """Limits of what is tested, set before the program starts, from its maker's card.

    Parameters
    ----------
    min_v, max_v
        Of the voltage at the terminals [V].
    max_charge_a, max_discharge_a
        Of the current, both positive [A].
    max_c
        Of the temperature, the hottest cell [°C].
    cell_min_v, cell_max_v
        Of each cell of a pack [V], as its battery management reports them; the terminals do not tell of one cell.
    """

    min_v: float
    max_v: float
    max_charge_a: float
    max_discharge_a: float
    max_c: float = 55.0
    cell_min_v: float = 0.0
    cell_max_v: float = math.inf

    def __post_init__(self) -> None:
        in_range(label("upper voltage limit", "电压上限"), self.max_v, 0.0, 1500.0, "V")
        in_range(label("lower voltage limit", "电压下限"), self.min_v, 0.0, self.max_v, "V")
        in_range(label("limit of the charging current", "充电电流上限"), self.max_charge_a, 0.0, MOST_A, "A")
        in_range(label("limit of the discharging current", "放电电流上限"), self.max_discharge_a, 0.0, MOST_A, "A")
        in_range(label("temperature limit", "温度上限"), self.max_c, -40.0, 100.0, "°C")
        in_range(label("upper cell voltage limit", "单体电压上限"), self.cell_max_v, 0.0, math.inf, "V")
        in_range(label("lower cell voltage limit", "单体电压下限"), self.cell_min_v, 0.0, self.cell_max_v, "V")

    def trip(
        self, step: int, current_a: float, voltage_v: float, temperature_c: float, lowest_v: float, highest_v: float
    ) -> Trip | None:
        """Give why these values, as measured in `step`, trip; None when all are within."""
        checks = (
            ("trip-voltage-high", voltage_v, self.max_v),
            ("trip-voltage-low", -voltage_v, -self.min_v),
            ("trip-cell-high", highest_v, self.cell_max_v),
            ("trip-cell-low", -lowest_v, -self.cell_min_v),
            ("trip-discharge-current", current_a, self.max_discharge_a),
            ("trip-charge-current", -current_a, self.max_charge_a),
            ("trip-temperature", temperature_c, self.max_c),
        )
        for key, value, limit in checks:
            if value > limit:
                return Trip(key, step, abs(value), abs(limit))
        return None


def _check_times(duration_s: float, sample_s: float) -> None:
    in_range(label("duration", "时长"), duration_s, 0.0, LONGEST_S, "s")
    in_range(label("time between two samples", "采样间隔"), sample_s, 1e-3, 60.0, "s")
    in_range(label("number of samples of a step", "工步采样点数"), duration_s / sample_s, 0.0, MOST_SAMPLES, "")


def _check_charge(charge_ah: float) -> None:
    in_range(label("end charge", "截止容量"), charge_ah, 0.0, math.inf, "Ah")
