"""How a battery management estimates the state of charge: counting coulombs, and a Kalman filter that corrects itself.

Source of both: G. L. Plett, Battery Management Systems, volume II (2016), chapters 2 and 3. The filter here has one
state, the SOC; the voltage of the RC pair is worked out from the measured current and not corrected.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.vehicle.battery.cell import Cell
from nevlab.vehicle.battery.cell_type import CellType
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013

DAY_STEP_S = 60.0
DAY_START_SOC = 0.9
_PATTERN_A = ((10, 10.0), (10, -4.0), (10, 9.0), (30, 0.0))
"""One hour of a day's driving: minutes, and the current in them [A]."""
_DAY_H = 8


@dataclass(frozen=True)
class Circuit:
    """What the filter takes the cell for: an open-circuit voltage, R0 and one RC pair [Ω], [s]; fitted to pulse 5."""

    kind: CellType = LEAF_2013
    r0_ohm: float = 1.60e-3
    r1_ohm: float = 1.34e-3
    tau_s: float = 26.0


@dataclass(frozen=True)
class Trust:
    """How far the filter trusts what it is given, as standard deviations.

    Parameters
    ----------
    start
        Of the SOC it starts from.
    step
        Of the SOC by what one step of counting misses.
    voltage_v
        Of the measured voltage against the circuit's [V].
    """

    start: float = 0.2
    step: float = 2e-3
    voltage_v: float = 10e-3


@lru_cache(maxsize=1)
def driven_day() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give eight hours of short drives of one cell: time [s], current [A], voltage [V] and true SOC."""
    hour_a = np.concatenate([np.full(minutes, amp) for minutes, amp in _PATTERN_A])
    current_a = np.concatenate([[0.0], np.tile(hour_a, _DAY_H) * 60.0 / DAY_STEP_S])
    time_s = np.arange(current_a.size) * DAY_STEP_S
    cell = Cell(LEAF_2013)
    run = cell.run(cell.rest(DAY_START_SOC), time_s, current_a)
    return np.asarray(time_s, dtype=float), np.asarray(current_a, dtype=float), run.voltage_v, run.soc


def counted_soc(time_s: ArrayLike, current_a: ArrayLike, start: float, capacity_ah: float) -> NDArray[np.float64]:
    """Give the SOC by counting coulombs: SOC0 − ∫I dt/Q, the current being that since the instant before."""
    steps_s = np.diff(np.asarray(time_s), prepend=np.asarray(time_s)[0])
    return start - np.cumsum(np.asarray(current_a) * steps_s) / (3600 * capacity_ah)


def filtered_soc(
    time_s: ArrayLike,
    current_a: ArrayLike,
    voltage_v: ArrayLike,
    start: float,
    capacity_ah: float,
    circuit: Circuit | None = None,
    trust: Trust | None = None,
) -> NDArray[np.float64]:
    """Give the SOC by an extended Kalman filter: count, predict the voltage, correct by what was measured.

    Parameters
    ----------
    time_s, current_a, voltage_v
        Shape (n,): instants [s], the measured current since the instant before [A], the measured voltage [V].
    start
        The SOC that it starts from; it may be wrong.
    capacity_ah
        The capacity that it believes in [Ah].
    circuit, trust
        What it takes the cell for, and what it trusts.
    """
    circuit, trust = circuit or Circuit(), trust or Trust()
    times, amps, volts = (np.asarray(one, dtype=float).tolist() for one in (time_s, current_a, voltage_v))
    axis, heights = np.array(circuit.kind.soc), np.array(circuit.kind.ocv_v)
    slopes = np.diff(heights) / np.diff(axis)
    soc, variance, pair_v, before_s, found = start, trust.start**2, 0.0, times[0], []
    for now_s, amp, volt in zip(times, amps, volts, strict=True):
        # Count.
        step_s = now_s - before_s
        stays = math.exp(-step_s / circuit.tau_s)
        soc -= amp * step_s / (3600 * capacity_ah)
        pair_v = pair_v * stays + circuit.r1_ohm * amp * (1 - stays)
        variance += trust.step**2
        # Predict the voltage, and how it would change with the SOC.
        slope_v = float(slopes[np.searchsorted(axis[1:-1], soc)])
        predicted_v = float(np.interp(soc, axis, heights)) - circuit.r0_ohm * amp - pair_v
        # Correct: the more the voltage says about the SOC, and the less certain the count, the more.
        gain = variance * slope_v / (slope_v**2 * variance + trust.voltage_v**2)
        soc = min(max(soc + gain * (volt - predicted_v), 0.0), 1.0)
        variance *= 1 - gain * slope_v
        before_s = now_s
        found.append(soc)
    return np.array(found)
