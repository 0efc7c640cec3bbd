"""The control pilot (CP) of AC charging: a ±12 V square wave of 1 kHz; the car sets its height, the charger its duty.

::

    ±12 V ── R1 1 kΩ ── cp ── line ── vehicle ──▷|── rectified ──┬── R3 2.74 kΩ ── PE
                                                                 └── S2 ── R2 1.3 kΩ ── PE

The heights follow from the resistors and the diode's drop: 8.98 V with R3 alone, 5.99 V with S2 closed, −12 V in the
lower half, where the diode blocks. Circuit: GB/T 18487.1 appendix A; R2 and R3 as in one charge controller's manual.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.vehicle.network import METER_OHM, Diode, Network, Part, Resistor, Source
from nevlab.vehicle.ranges import all_in_range, in_range, one_of

FREQUENCY_HZ = 1000.0
POINTS = ("cp", "vehicle", "rectified")
"""Where a meter or a scope can be put, always against PE: behind R1, at the car's inlet, behind the diode."""

LEVELS = {"A": 12.0, "B": 9.0, "C": 6.0, "D": 3.0}
"""Nominal peak of each state [V]: not connected, connected, ready for charging, ready with ventilation."""
LEVEL_TOLERANCE_V = 1.0
"""IEC 61851-1 detects a level within ±1 V; the tolerances of GB/T 18487.1-2023 are to be confirmed."""


@dataclass(frozen=True)
class ControlPilot:
    """The control pilot of one charger with one car.

    Parameters
    ----------
    high_v, low_v
        The charger's oscillator [V].
    r1_ohm, r2_ohm, r3_ohm
        The resistors [Ω]; infinity is an open one.
    diode_drop_v
        Forward drop of the car's diode [V].
    diode_leak_ohm
        What lies across the diode [Ω]; infinity is a good diode, 1 Ω a shorted one.
    line_ohm
        The line through cable and inlet [Ω]; infinity is a broken one, or a plug that is not plugged in.
    to_pe_ohm
        Insulation of the line against PE, on the charger's side [Ω].
    s2_closed
        The car has closed S2: it is ready for charging.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    high_v: float = 12.0
    low_v: float = -12.0
    r1_ohm: float = 1000.0
    r2_ohm: float = 1300.0
    r3_ohm: float = 2740.0
    diode_drop_v: float = 0.7
    diode_leak_ohm: float = math.inf
    line_ohm: float = 0.1
    to_pe_ohm: float = math.inf
    s2_closed: bool = False

    def __post_init__(self) -> None:
        in_range(label("upper pilot voltage", "CP 正幅值"), self.high_v, 0.0, 15.0, "V")
        in_range(label("lower pilot voltage", "CP 负幅值"), self.low_v, -15.0, 0.0, "V")
        in_range(label("diode drop", "二极管压降"), self.diode_drop_v, 0.0, 2.0, "V")
        for name, ohm in (
            ("R1", self.r1_ohm), ("R2", self.r2_ohm), ("R3", self.r3_ohm),
            (label("resistance across the diode", "二极管并联电阻"), self.diode_leak_ohm),
            (label("resistance of the pilot line", "CP 线电阻"), self.line_ohm),
            (label("pilot line to PE", "CP 线对 PE 电阻"), self.to_pe_ohm),
        ):  # fmt: skip
            in_range(name, ohm, 0.01, math.inf, "Ω")

    def level_v(self, oscillator_v: float, point: str = "cp") -> float:
        """Give the voltage [V] of `point` against PE while the oscillator stands at `oscillator_v` [V]."""
        one_of(label("test point", "测试点"), point, POINTS)
        return self.network(oscillator_v).voltage(point, "PE", METER_OHM)

    def network(self, oscillator_v: float) -> Network:
        """Give the pilot as a network while the oscillator stands at `oscillator_v` [V]."""
        parts: list[Part] = [
            Source("oscillator", "PE", oscillator_v),
            Resistor("oscillator", "cp", self.r1_ohm),
            Resistor("cp", "PE", self.to_pe_ohm),
            Resistor("cp", "vehicle", self.line_ohm),
            Diode("vehicle", "rectified", self.diode_drop_v),
            Resistor("vehicle", "rectified", self.diode_leak_ohm),
            Resistor("rectified", "PE", self.r3_ohm),
            Resistor("rectified", "PE", self.r2_ohm if self.s2_closed else math.inf),
        ]
        return Network(tuple(parts))

    def peak_v(self, point: str = "cp") -> float:
        """Give the upper level [V], as a scope shows it."""
        return self.level_v(self.high_v, point)

    def trough_v(self, point: str = "cp") -> float:
        """Give the lower level [V]; −12 V with a good diode."""
        return self.level_v(self.low_v, point)

    def average_v(self, duty: float, point: str = "cp") -> float:
        """Give the average [V], which is what a multimeter on DC volts shows: ``D·peak + (1 − D)·trough``."""
        in_range(label("duty", "占空比"), duty, 0.0, 1.0, "")
        return duty * self.peak_v(point) + (1 - duty) * self.trough_v(point)

    def waveform_v(self, time_s: ArrayLike, duty: float, point: str = "cp") -> NDArray[np.float64]:
        """Give the voltage [V] at the instants `time_s` [s], a period starting at 0."""
        in_range(label("duty", "占空比"), duty, 0.0, 1.0, "")
        all_in_range(label("instant", "时刻"), time_s, 0.0, 1e6, "s")
        phase = np.mod(np.asarray(time_s, dtype=float) * FREQUENCY_HZ, 1.0)
        return np.where(phase < duty, self.peak_v(point), self.trough_v(point))

    def state(self) -> str:
        """Give the charger's verdict from the two levels behind R1.

        ``"A"`` … ``"D"``; ``"no_trough"`` when the lower level is missing (no diode in the car, or a faulty charger);
        ``"fault"`` for any other upper level.
        """
        for state, nominal_v in LEVELS.items():
            if abs(self.peak_v() - nominal_v) <= LEVEL_TOLERANCE_V:
                return "no_trough" if abs(self.trough_v() + 12) > LEVEL_TOLERANCE_V else state
        return "fault"


def duty_meaning(duty: float) -> str:
    """Say what a duty 0 … 1 means: ``"current"``, ``"digital"``, ``"reserved"`` or ``"not_allowed"``.

    GB/T 18487.1-2015, appendix A: 8 … 90 % a current, 3 … 7 % digital communication, 90 … 97 % reserved, the rest not
    allowed. To be confirmed against the table of the 2023 edition.
    """
    percent = _percent(duty)
    if 8 <= percent <= 90:
        return "current"
    if 3 <= percent <= 7:
        return "digital"
    return "reserved" if 90 < percent <= 97 else "not_allowed"


def duty_current_a(duty: float) -> float:
    """Give the current [A] that a duty 0 … 1 allows; 0 where it does not mean a current.

    8 … 10 %: 6 A; 10 … 85 %: 0.6 A per per cent; above 85 and up to 90 %: 2.5 A per per cent above 64 %, at most 63 A
    (GB/T 18487.1-2015; IEC 61851-1 continues to 96 %, so it is not the same map; the 2023 table is to be confirmed).
    """
    percent = _percent(duty)
    if duty_meaning(duty) != "current":
        return 0.0
    if percent < 10:
        return 6.0
    return 0.6 * percent if percent <= 85 else min(2.5 * (percent - 64), 63.0)


def _percent(duty: float) -> float:
    # Rounded to a thousandth of a per cent, so that 0.07 is 7 % and not 7.000000000000001 %.
    return round(100 * in_range(label("duty", "占空比"), duty, 0.0, 1.0, ""), 3)
