"""What all cells of one type have in common: its open-circuit voltage and its resistances, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import all_in_range, in_range

Values: TypeAlias = float | NDArray[np.float64]
Table: TypeAlias = tuple[tuple[float, ...], ...]

KELVIN = 273.15


@dataclass(frozen=True)
class CellType:
    """A type of cell, new.

    Parameters
    ----------
    capacity_ah
        Capacity between SOC 1 and 0 [Ah].
    soc, ocv_v
        State of charge, rising from 0 to 1, and the open-circuit voltage there [V], rising; straight lines between
        them and beyond the ends.
    temperature_c, resistance_soc
        Temperatures [°C] and states of charge of the tables below, both rising, two of each at least.
    r0_ohm
        R0 [Ω]: a row for each temperature, a value for each SOC. Between rows ln R is a straight line over 1/T, the
        law of Arrhenius piece by piece, carried on beyond the ends; beyond the first and last SOC, R stays.
    pair_ohm
        R1, R2 … [Ω]: such a table for each RC pair, one at least.
    tau_s
        Time constant of each pair [s].
    min_v, max_v
        Voltage limits [V].
    heat_capacity_j_per_k
        Lumped heat capacity [J/K].

    Raises
    ------
    WorkshopError
        If a value is outside its range or a table has not the shape it needs.
    """

    capacity_ah: float
    soc: tuple[float, ...]
    ocv_v: tuple[float, ...]
    temperature_c: tuple[float, ...]
    resistance_soc: tuple[float, ...]
    r0_ohm: Table
    pair_ohm: tuple[Table, ...]
    tau_s: tuple[float, ...]
    min_v: float
    max_v: float
    heat_capacity_j_per_k: float

    def __post_init__(self) -> None:
        in_range(label("capacity", "容量"), self.capacity_ah, 0.01, 1000, "Ah")
        in_range(label("heat capacity", "热容"), self.heat_capacity_j_per_k, 1, 1e6, "J/K")
        in_range(label("upper voltage limit", "电压上限"), self.max_v, 0.5, 5, "V")
        in_range(label("lower voltage limit", "电压下限"), self.min_v, 0.5, self.max_v, "V")
        all_in_range(label("time constant", "时间常数"), self.tau_s, 1e-3, 1e6, "s")
        all_in_range(label("open-circuit voltage", "开路电压"), self.ocv_v, 0.5, 5, "V")
        all_in_range(label("temperature", "温度"), self.temperature_c, -50, 100, "°C")
        for axis in (self.soc, self.ocv_v, self.temperature_c, self.resistance_soc):
            if len(axis) < 2 or np.any(np.diff(axis) <= 0):
                raise WorkshopError("cell-axis", values=axis)
        if len(self.soc) != len(self.ocv_v) or (self.soc[0], self.soc[-1]) != (0, 1):
            raise WorkshopError("cell-ocv", soc=self.soc)
        if len(self.pair_ohm) != len(self.tau_s):
            raise WorkshopError("cell-pairs", tables=len(self.pair_ohm), taus=len(self.tau_s))
        for number, table in enumerate((self.r0_ohm, *self.pair_ohm)):
            name = f"R{number}"
            for row in table:
                all_in_range(label(f"resistance {name}", f"电阻 {name}"), row, 1e-7, 10, "Ω")
            if [len(row) for row in table] != [len(self.resistance_soc)] * len(self.temperature_c):
                raise WorkshopError(
                    "cell-table", name=name, rows=len(self.temperature_c), columns=len(self.resistance_soc)
                )

    def ocv(self, soc: Values) -> Values:
        """Give the open-circuit voltage [V]."""
        return _lines(soc, *self._ocv_curve)

    def soc_at(self, ocv_v: Values) -> Values:
        """Give the state of charge whose open-circuit voltage is `ocv_v` [V]."""
        return _lines(ocv_v, *self._ocv_curve[::-1])

    def resistances(self, soc: Values, temperature_c: Values) -> NDArray[np.float64]:
        """Give R0, R1 … of a new cell [Ω], shape (1 + pairs, …)."""
        soc_axis, minus_per_kelvin = self._resistance_axes
        column, beyond = _place(soc, soc_axis)
        right = np.clip(beyond, 0, 1)
        # 1/T falls as T rises: with the sign turned the axis rises.
        row, below = _place(-1 / (KELVIN + np.asarray(temperature_c)), minus_per_kelvin)
        logs = self._log_ohm
        upper = logs[:, row, column] * (1 - right) + logs[:, row, column + 1] * right
        lower = logs[:, row + 1, column] * (1 - right) + logs[:, row + 1, column + 1] * right
        return np.exp(upper * (1 - below) + lower * below)

    @cached_property
    def _log_ohm(self) -> NDArray[np.float64]:
        return np.log([self.r0_ohm, *self.pair_ohm])

    @cached_property
    def _ocv_curve(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return np.array(self.soc), np.array(self.ocv_v)

    @cached_property
    def _resistance_axes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return np.array(self.resistance_soc), -1 / (KELVIN + np.array(self.temperature_c))


def _place(value: Values, axis: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Give the piece of `axis` that holds `value` and how far along it, 0 … 1, or outside that beyond the ends."""
    piece = np.searchsorted(axis[1:-1], value)
    return piece, (value - axis[piece]) / (axis[piece + 1] - axis[piece])


def _lines(value: Values, axis: NDArray[np.float64], heights: NDArray[np.float64]) -> Values:
    """Give the height at `value` on straight lines through points, the end ones carried on."""
    piece, along = _place(value, axis)
    return heights[piece] * (1 - along) + heights[piece + 1] * along
