"""A battery cycler: runs a program on a cell or a pack and keeps what it measures.

It controls what it measures: a cycler whose ammeter reads 0.1 % too much lets 0.1 % too little flow. Its ranges are
our own teaching values, in the size of usual laboratory cyclers; the maker's card counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nevlab.instruments.cycler_log import COLUMNS, CycleLog
from nevlab.instruments.cycler_program import ConstantCurrent, ConstantVoltage, Protection, Rest, Step, Trip
from nevlab.instruments.ranges import Range
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.cell import Cell, CellState
from nevlab.vehicle.battery.pack import Pack
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range

CURRENT = Range(300.0, 1e-3, 5e-4, 3)
"""Current [A]: ±(0.05 % of the reading + 3 digits)."""
CELL_VOLTAGE = Range(6.0, 1e-4, 2e-4, 3)
"""Voltage of the channel for one cell [V]: ±(0.02 % of the reading + 3 digits)."""
PACK_VOLTAGE = Range(1000.0, 1e-2, 2e-4, 3)
"""Voltage of the channel for a pack [V]."""
_CELL_DECIMALS = 3
"""Decimals of what a battery management reports of a cell [V]."""


@dataclass(frozen=True)
class Cycler:
    """One channel of a cycler.

    Parameters
    ----------
    seed
        Whose it is: its errors are drawn from it.
    current, voltage
        Its ranges; half of a stated digit goes to the rounding, the others to an error of zero.
    lead_ohm
        Resistance of the current leads inside the voltage measurement [Ω]: 0 when the sense leads sit at the
        terminals (four wires), some mΩ when they are plugged together with the current leads at the cycler (a mistake).
    """

    seed: int
    current: Range = CURRENT
    voltage: Range = CELL_VOLTAGE
    lead_ohm: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("resistance of the leads", "导线电阻"), self.lead_ohm, 0.0, 10.0, "Ω")

    def run(
        self,
        program: Sequence[Step],
        battery: Cell | Pack,
        start: CellState,
        protection: Protection,
        ambient_c: float | None = None,
    ) -> CycleLog:
        """Run a program and give what was measured, up to its end or to the trip.

        Parameters
        ----------
        program
            The steps, at least one.
        battery, start
            What is connected, and its state.
        protection
            The limits that stop the program, looked at with each sample.
        ambient_c
            Temperature around it [°C]; without one it is held at its own.

        Raises
        ------
        WorkshopError
            If the program is empty, or the battery's voltage or its limit is beyond the range.
        """
        if not program:
            raise WorkshopError("program-empty")
        most_v = self.voltage.full_scale
        in_range(label("upper voltage limit", "电压上限"), protection.max_v, 0.0, most_v, "V")
        in_range(label("voltage at the cycler", "充放电设备端电压"), float(battery.voltage(start)), 0.0, most_v, "V")
        working = _Working(self, battery, start, protection, ambient_c)
        ends = []
        for number, step in enumerate(program, start=1):
            ends.append(working.carry_out(number, step))
            if working.trip:
                break
        columns = dict(zip(COLUMNS, map(np.array, zip(*working.rows, strict=True)), strict=True))
        return CycleLog(**columns, ends=tuple(ends), trip=working.trip, end=working.state)


@dataclass(frozen=True)
class _Meter:
    """One meter of the cycler: measured = gain·true + zero."""

    gain: float
    zero: float
    step: float

    @classmethod
    def drawn(cls, card: Range, seed: int, what: str) -> _Meter:
        draw = draws(seed, f"cycler {what}")
        gain = 1 + within(draw, -1.0, 1.0) * card.accuracy_share
        return cls(gain, within(draw, -1.0, 1.0) * (card.accuracy_digits - 1) * card.step, card.step)

    def measured(self, true: float) -> float:
        return self.gain * true + self.zero

    def true(self, measured: float) -> float:
        return (measured - self.zero) / self.gain

    def shown(self, measured: float) -> float:
        # Rounded once more: 42001 steps of 0.1 mV are 4.2001 V, not 4.200100000000001 V.
        return round(round(measured / self.step) * self.step, 9)


class _Working:
    """The cycler at work: state of the battery, time, and the rows so far."""

    def __init__(
        self, cycler: Cycler, battery: Cell | Pack, start: CellState, protection: Protection, ambient_c: float | None
    ) -> None:
        self.cycler, self.battery, self.state = cycler, battery, start
        self.protection, self.ambient_c = protection, ambient_c
        self.ammeter = _Meter.drawn(cycler.current, cycler.seed, "current")
        self.voltmeter = _Meter.drawn(cycler.voltage, cycler.seed, "voltage")
        self.time_s = 0.0
        self.rows: list[tuple[float, ...]] = []
        self.trip: Trip | None = None

    def carry_out(self, number: int, step: Step) -> str:
        """Carry one step out and say what ended it."""
        amp, elapsed_s, charge_ah, energy_wh = self._current(step, 0.0), 0.0, 0.0, 0.0
        cells = self._cells_v(self.state, amp)
        self._sample(number, amp, charge_ah, energy_wh, cells)
        while not (end := self._end(step, amp, cells, elapsed_s, charge_ah)):
            length_s = min(step.sample_s, step.duration_s - elapsed_s)
            amp = self._current(step, length_s)
            flow_a = abs(self.ammeter.measured(amp)) if amp else 0.0
            length_s = min(length_s, self._until_charge_s(step, flow_a, charge_ah, length_s))
            before_v, (length_s, self.state) = self._terminals_v(cells, amp), self._until_v(step, amp, length_s)
            cells = self._cells_v(self.state, amp)
            self.time_s, elapsed_s = self.time_s + length_s, elapsed_s + length_s
            moved_ah = flow_a * length_s / 3600
            charge_ah += moved_ah
            energy_wh += moved_ah * (before_v + self._terminals_v(cells, amp)) / 2
            self._sample(number, amp, charge_ah, energy_wh, cells)
        return end

    def _current(self, step: Step, length_s: float) -> float:
        """Give the true current of the next `length_s`; what is set below the resolution is no current."""
        if isinstance(step, Rest):
            return 0.0
        most_a = self.cycler.current.full_scale
        if isinstance(step, ConstantCurrent):
            in_range(label("current of the program", "程序电流"), step.current_a, -most_a, most_a, "A")
            set_a = self.ammeter.shown(step.current_a)
            return self.ammeter.true(set_a) if set_a else 0.0
        least, most = self.ammeter.true(-most_a), self.ammeter.true(most_a)

        def above_v(amp: float) -> float:
            return self._terminals_v(self._cells_v(self._after(amp, length_s), amp), amp) - step.voltage_v

        return _zero(above_v, least, most)

    def _until_charge_s(self, step: Step, flow_a: float, charge_ah: float, length_s: float) -> float:
        """Give when within `length_s` the end charge is reached; infinity when it is not."""
        lacking_as = math.inf if isinstance(step, Rest) else (step.charge_ah - charge_ah) * 3600
        return lacking_as / flow_a if flow_a * length_s > lacking_as else math.inf

    def _until_v(self, step: Step, amp: float, length_s: float) -> tuple[float, CellState]:
        """Give when within `length_s` an end voltage is reached, else `length_s`, and the state then."""
        ahead = self._after(amp, length_s)
        if self._left_v(step, amp, self._cells_v(ahead, amp)) >= 0:
            return length_s, ahead
        reached_s = _zero(
            lambda time_s: self._left_v(step, amp, self._cells_v(self._after(amp, time_s), amp)), 0.0, length_s
        )
        return reached_s, self._after(amp, reached_s)

    def _left_v(self, step: Step, amp: float, cells: NDArray[np.float64]) -> float:
        """Give how far a constant current still is from its end voltages [V]; below zero when one is passed."""
        if not isinstance(step, ConstantCurrent):
            return math.inf
        sign, left_v = math.copysign(1.0, step.current_a), math.inf
        if step.until_v is not None:
            left_v = sign * (self._terminals_v(cells, amp) - step.until_v)
        if step.cell_until_v is not None:
            left_v = min(left_v, float((sign * (cells - step.cell_until_v)).min()))
        return left_v

    def _end(self, step: Step, amp: float, cells: NDArray[np.float64], elapsed_s: float, charge_ah: float) -> str:
        """Say what ends the step now; nothing while it goes on."""
        if self.trip:
            return "trip"
        if isinstance(step, ConstantVoltage) and abs(self.ammeter.measured(amp)) <= step.until_a:
            return "current"
        # Within a millionth of the resolution: where a root was found, it counts as reached.
        if self._left_v(step, amp, cells) <= self.voltmeter.step * 1e-6:
            return "voltage"
        if not isinstance(step, Rest) and charge_ah >= step.charge_ah * (1 - 1e-12):
            return "charge"
        return "duration" if elapsed_s >= step.duration_s * (1 - 1e-12) else ""

    def _sample(self, number: int, amp: float, charge_ah: float, energy_wh: float, cells: NDArray[np.float64]) -> None:
        """Take a sample and let the protection look at it."""
        hottest_c = round(float(np.max(self.state.temperature_c)), 1)
        shown_a = self.ammeter.shown(self.ammeter.measured(amp)) if amp else 0.0
        shown_v = self.voltmeter.shown(self._terminals_v(cells, amp))
        self.rows.append((self.time_s, number, shown_a, shown_v, charge_ah, energy_wh, hottest_c))
        lowest_v, highest_v = (round(float(end), _CELL_DECIMALS) for end in (cells.min(), cells.max()))
        self.trip = self.protection.trip(number, shown_a, shown_v, hottest_c, lowest_v, highest_v)

    def _after(self, amp: float, length_s: float) -> CellState:
        return self.battery.after(self.state, amp, length_s, self.ambient_c)

    def _cells_v(self, state: CellState, amp: float) -> NDArray[np.float64]:
        """Give the voltage of each cell [V], shape (n,); that of the one cell where it is no pack."""
        if isinstance(self.battery, Pack):
            return self.battery.cell_voltages(state, amp)
        return np.atleast_1d(self.battery.voltage(state, amp))

    def _terminals_v(self, cells: NDArray[np.float64], amp: float) -> float:
        """Give what the voltmeter measures, before it is rounded [V]."""
        return self.voltmeter.measured(float(cells.sum()) - self.cycler.lead_ohm * amp)


def _zero(falls: Callable[[float], float], low: float, high: float) -> float:
    """Give where a falling function is zero; the end next to it when it is not between `low` and `high`."""
    from scipy.optimize import brentq

    if falls(low) <= 0:
        return low
    if falls(high) >= 0:
        return high
    return float(brentq(falls, low, high, xtol=1e-12, rtol=1e-12))
