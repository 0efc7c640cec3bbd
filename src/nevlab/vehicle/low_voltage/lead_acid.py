"""The 12 V lead-acid battery of the car, and what drains it while the car stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import all_in_range, in_range

Values = float | NDArray[np.float64]

CELLS = 6
_SOC = (0.0, 0.25, 0.50, 0.75, 1.0)
_OPEN_CIRCUIT_V = (11.89, 12.06, 12.24, 12.45, 12.65)


@dataclass(frozen=True)
class LeadAcid:
    """A flooded 12 V lead-acid battery at about 27 °C.

    Open-circuit voltage against state of charge: 12.65, 12.45, 12.24, 12.06, 11.89 V at 100, 75, 50, 25, 0 % (the
    table in common use for acid of 1.265 kg/L at 80 °F; the maker's own counts), straight lines between; it holds
    after hours of rest, without the surface charge. One inner resistance for discharge, a much larger one for charge
    (the charging reaction lags behind): both of our own choice, in the size of a small car's battery.

    Parameters
    ----------
    capacity_ah
        Capacity now [Ah]; an aged battery has less.
    soc
        State of charge, 0 … 1.
    resistance_ohm, charge_ohm
        Inner resistance on discharge and on charge [Ω].
    cells
        Cells that work; 5 is a battery with one shorted cell.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    capacity_ah: float = 45.0
    soc: float = 1.0
    resistance_ohm: float = 6e-3
    charge_ohm: float = 60e-3
    cells: int = CELLS

    def __post_init__(self) -> None:
        in_range(label("capacity", "容量"), self.capacity_ah, 0.1, 500.0, "Ah")
        in_range(label("state of charge", "荷电状态"), self.soc, 0.0, 1.0, "")
        in_range(label("inner resistance", "内阻"), self.resistance_ohm, 1e-3, 100.0, "Ω")
        in_range(label("inner resistance on charge", "充电内阻"), self.charge_ohm, 1e-3, 100.0, "Ω")
        if in_range(label("working cells", "正常单格数"), self.cells, 0, CELLS, "") % 1:
            raise WorkshopError("not-whole", name=label("working cells", "正常单格数"), value=self.cells)

    @property
    def open_circuit_v(self) -> float:
        """Give the open-circuit voltage after hours of rest [V]."""
        return float(np.interp(self.soc, _SOC, _OPEN_CIRCUIT_V)) * self.cells / CELLS

    def after(self, charge_ah: float) -> LeadAcid:
        """Give the battery after `charge_ah` [Ah] were taken out, or put in when negative; it stops at empty and full.

        ``SOC' = SOC − Q/C``: losses on charge and self-discharge are left out.
        """
        charge_ah = in_range(label("charge", "电量"), charge_ah, -1e6, 1e6, "Ah")
        return replace(self, soc=min(1.0, max(0.0, self.soc - charge_ah / self.capacity_ah)))


@dataclass(frozen=True)
class QuiescentCurrent:
    """What the car draws from the 12 V battery after it is locked. All values are examples; the maker's limit counts.

    Parameters
    ----------
    awake_a, asleep_a
        Current while the control units are awake, and while they sleep [A].
    asleep_after_s
        When the last one falls asleep [s]; infinity when one never does.
    wakes_every_s, wakes_for_s
        From then on they are awake for the last `wakes_for_s` of every `wakes_every_s` [s]; infinity: never again.
    """

    awake_a: float = 8.0
    asleep_a: float = 0.02
    asleep_after_s: float = 300.0
    wakes_every_s: float = math.inf
    wakes_for_s: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("current awake", "唤醒电流"), self.awake_a, 0.0, 200.0, "A")
        in_range(label("current asleep", "休眠电流"), self.asleep_a, 0.0, 200.0, "A")
        in_range(label("time to sleep", "休眠等待时间"), self.asleep_after_s, 0.0, math.inf, "s")
        in_range(label("period of waking", "唤醒周期"), self.wakes_every_s, 1.0, math.inf, "s")
        in_range(label("time awake", "唤醒时间"), self.wakes_for_s, 0.0, min(self.wakes_every_s, 1e9), "s")

    def current_a(self, time_s: Values) -> Values:
        """Give the current [A] at instants [s] after locking."""
        _, resting, phase = self._phases(time_s)
        awake = (resting <= 0) | (phase >= self.wakes_every_s - self.wakes_for_s)
        return np.where(awake, self.awake_a, self.asleep_a)

    def charge_ah(self, time_s: Values) -> Values:
        """Give the charge [Ah] drawn from locking to the instants [s]: the integral of the current, in closed form."""
        times, resting, phase = self._phases(time_s)
        wakes = np.floor(resting / self.wakes_every_s)
        woken = wakes * self.wakes_for_s + np.maximum(0.0, phase - (self.wakes_every_s - self.wakes_for_s))
        awake_s = times - resting + woken
        return (self.awake_a * awake_s + self.asleep_a * (times - awake_s)) / 3600

    def _phases(self, time_s: Values) -> tuple[Values, Values, Values]:
        """Give the instants, the time since falling asleep, and that within the period of waking [s]."""
        all_in_range(label("time", "时间"), time_s, 0.0, 1e9, "s")
        times = np.asarray(time_s, dtype=float)
        resting = np.maximum(0.0, times - self.asleep_after_s)
        return times, resting, np.mod(resting, self.wakes_every_s)
