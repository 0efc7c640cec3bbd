"""The cell of a 2013 Nissan Leaf on a battery cycler: pulse tests (HPPC) at 10, 25 and 40 °C and 1C discharges.

The cycler writes a row at the end of each interval, with the current that flowed in it, in steps of 10 mA and 1 mV. A
pulse is 30 A for 30 s from one hour of rest, then 40 s of rest. The temperatures are those of the files' names.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HPPC_FILES = {10.0: "leaf-hppc-10c", 25.0: "leaf-hppc-25c", 40.0: "leaf-hppc-40c"}
"""Names of the pulse tests in :data:`nevlab.data.FILES` by temperature [°C]."""

_TIME, _CURRENT, _VOLTAGE = 1, 8, 9
#: Pulses and 1C discharges carry 30 A, what stands between them 10 A.
_LOADED_A = 25.0
_AT_REST_A = 0.1
_LONGEST_PULSE_S = 60.0


@dataclass(frozen=True, eq=False)
class Recording:
    """A recording, or a part of one.

    Parameters
    ----------
    time_s, current_a, voltage_v
        Shape (n,): time [s], current since the row before [A], **positive for discharge** (the file has it the other
        way round), and voltage at that time [V].
    charge_ah
        Shape (n,): charge taken out since the file began [Ah], counted from the current.
    """

    time_s: NDArray[np.float64]
    current_a: NDArray[np.float64]
    voltage_v: NDArray[np.float64]
    charge_ah: NDArray[np.float64]

    def part(self, first: int, end: int) -> Recording:
        """Give the rows ``first … end − 1``."""
        rows = slice(first, end)
        return Recording(self.time_s[rows], self.current_a[rows], self.voltage_v[rows], self.charge_ah[rows])

    def resistance_ohm(self, after_s: float) -> float:
        """Give R = (U0 − U)/I of a pulse [Ω], `after_s` from its first row; between two rows U is interpolated."""
        elapsed = self.time_s - self.time_s[0]
        drop_v = self.voltage_v[0] - np.interp(after_s, elapsed, self.voltage_v)
        return float(drop_v / np.interp(after_s, elapsed[1:], self.current_a[1:]))


def read(path: Path) -> Recording:
    """Read one of the cycler's CSV files, with or without a header line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            [float(row[column]) for column in (_TIME, _CURRENT, _VOLTAGE)]
            for row in csv.reader(file)
            if row and row[0] != "Exclude"
        ]
    time_s, charging_a, voltage_v = np.array(rows).T
    charge_ah = np.cumsum(-charging_a * np.diff(time_s, prepend=time_s[0])) / 3600
    return Recording(time_s, -charging_a, voltage_v, charge_ah)


def pulses(recording: Recording) -> tuple[Recording, ...]:
    """Give the pulses, each from the last row of the rest before it to the last row of the rest behind it."""
    found = []
    for first, end in _loaded(recording):
        if recording.time_s[end - 1] - recording.time_s[first] <= _LONGEST_PULSE_S:
            while end < recording.time_s.size and abs(recording.current_a[end]) < _AT_REST_A:
                end += 1
            found.append(recording.part(first, end))
    return tuple(found)


def discharges(recording: Recording) -> tuple[Recording, ...]:
    """Give the full discharges, each from the last row of the rest before it to the voltage limit."""
    return tuple(
        recording.part(first, end)
        for first, end in _loaded(recording)
        if recording.time_s[end - 1] - recording.time_s[first] > _LONGEST_PULSE_S
    )


def rested_v(recording: Recording) -> float:
    """Give the voltage at the end of the rest behind the first full discharge [V]."""
    end = next(
        end for first, end in _loaded(recording) if recording.time_s[end] - recording.time_s[first] > _LONGEST_PULSE_S
    )
    resting = np.abs(recording.current_a[end:]) < _AT_REST_A
    return float(recording.voltage_v[end + int(np.argmin(resting)) - 1])


def _loaded(recording: Recording) -> list[tuple[int, int]]:
    """Give the stretches under load: the row before the first loaded one, and the row behind the last."""
    loaded = np.concatenate([[False], recording.current_a > _LOADED_A, [False]])
    edges = np.flatnonzero(np.diff(loaded.astype(int)))
    return [(int(start) - 1, int(end)) for start, end in edges.reshape(-1, 2)]
