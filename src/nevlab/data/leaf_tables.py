"""What the book quotes of the measured Leaf cell: every pulse at a few instants, and one 1C discharge.

Two small tables of our own, made from the recordings by :func:`pulse_text` and :func:`discharge_text`: pages and
exercises need no measured file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np
from numpy.typing import NDArray

from nevlab.data.leaf import HPPC_FILES, Recording, discharges, pulses
from nevlab.data.registry import FILES

PULSE_A, PULSE_S = 30.0, 30.0
"""Current [A] and length [s] of every pulse."""
PULSES = 10
"""Pulses at each temperature, the first at the fullest."""
INSTANTS_S = (*(step / 2 for step in range(61)), *range(31, 41), 45, 50, 55, 60, 65, 70)
"""When the quoted voltages were taken, from the last sample before the pulse [s]."""
# The recording has a row every 0.5 s under load, and every second behind.
_PLACES = [*range(61), *(30 + int(instant) for instant in INSTANTS_S[61:])]
_HEAD_LINES = 3
_PULSE_TABLE, _DISCHARGE_TABLE = "leaf_pulses.csv", "leaf_1c.csv"


@dataclass(frozen=True, eq=False)
class Pulse:
    """A quoted pulse of 30 A for 30 s, with the rest of 40 s behind it.

    Parameters
    ----------
    temperature_c
        Temperature that the file names [°C].
    number
        Which pulse, 1 the fullest.
    charge_ah
        Charge taken out before it since the first pulse [Ah].
    time_s, voltage_v
        Shape (n,): instants [s], 0 the last sample before the pulse, and the voltage there [V].
    """

    temperature_c: float
    number: int
    charge_ah: float
    time_s: NDArray[np.float64]
    voltage_v: NDArray[np.float64]

    @property
    def rest_v(self) -> float:
        """Give the voltage after an hour of rest, before the pulse [V]."""
        return float(self.voltage_v[0])

    def resistance_ohm(self, after_s: float) -> float:
        """Give the DC resistance [Ω] at an instant of the pulse: R = (U0 − U)/I."""
        return float((self.rest_v - np.interp(after_s, self.time_s, self.voltage_v)) / PULSE_A)


@cache
def quoted_pulses() -> Mapping[float, tuple[Pulse, ...]]:
    """Give the quoted pulses by temperature [°C]."""
    charge_ah, *rows = _rows(_PULSE_TABLE)
    time_s, *volts = np.array(rows).T
    found = [
        Pulse(celsius, number, charge_ah[place + 1], time_s, volts[place])
        for place, (celsius, number) in enumerate(product(HPPC_FILES, range(1, PULSES + 1)))
    ]
    return {celsius: tuple(one for one in found if one.temperature_c == celsius) for celsius in HPPC_FILES}


@cache
def quoted_discharge() -> Recording:
    """Give the quoted 1C discharge, from the last sample of the rest before it to the voltage limit."""
    return Recording(*np.array(_rows(_DISCHARGE_TABLE)).T)


def pulse_text(hppc: Mapping[float, Recording]) -> str:
    """Give the shipped table of the pulses as it follows from the recordings by temperature [°C]."""
    found = {celsius: pulses(hppc[celsius]) for celsius in HPPC_FILES}
    flat = [(celsius, number, pulse) for celsius, each in found.items() for number, pulse in enumerate(each, start=1)]
    head = ",".join(("time_s", *(f"{celsius:g} °C pulse {number}" for celsius, number, _ in flat)))
    charge = ",".join(("0", *(f"{pulse.charge_ah[0] - found[at][0].charge_ah[0]:.2f}" for at, _, pulse in flat)))
    volts = np.array([pulse.voltage_v[_PLACES] for *_, pulse in flat]).T
    rows = (
        ",".join((f"{time:g}", *(f"{volt:.3f}" for volt in row))) for time, row in zip(INSTANTS_S, volts, strict=True)
    )
    told = "voltages in V while 30 A flow for 30 s, and behind; first row: Ah taken out before since the first pulse"
    return _text(HPPC_FILES.values(), told, head, (charge, *rows))


def discharge_text(one_c: Recording) -> str:
    """Give the shipped table of the first 1C discharge as it follows from the recording."""
    part = discharges(one_c)[0]
    columns = (part.time_s - part.time_s[0], part.current_a, part.voltage_v, part.charge_ah - part.charge_ah[0])
    rows = (
        f"{time:.1f},{round(amp, 1) + 0.0:.1f},{volt:.3f},{charge:.3f}"
        for time, amp, volt, charge in zip(*columns, strict=True)
    )
    told = "from the last sample of the rest before it to 3.0 V; a discharge is positive"
    return _text(["leaf-1c"], told, "time_s,current_a,voltage_v,charge_ah", rows)


def _text(names: Iterable[str], told: str, head: str, rows: Iterable[str]) -> str:
    return "\n".join([f"# {'; '.join(FILES[name].source for name in names)}", f"# {told}", head, *rows, ""])


def _rows(table: str) -> list[list[float]]:
    lines = files("nevlab.data").joinpath("tables", table).read_text(encoding="utf-8").splitlines()
    return [[float(cell) for cell in line.split(",")] for line in lines[_HEAD_LINES:]]
