"""A pack: a series string of individual cells, each with its own capacity, resistance, charge and joint.

One current flows through all of them, so the weakest cell ends the discharge and the fullest one ends the charge. Cells
are numbered from 1 at the negative end, as on the cover of a pack; arrays over cells begin with cell 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.cell import Cell, CellState
from nevlab.vehicle.battery.cell_type import CellType, Values
from nevlab.vehicle.draws import Draw, draws, within
from nevlab.vehicle.ranges import all_in_range, in_range


@dataclass(frozen=True)
class Spread:
    """How far the cells of a pack differ: standard deviations of normal distributions cut off at three of them.

    The defaults are those of a sound pack of one batch: an assumption for teaching, no maker's limit.

    Parameters
    ----------
    capacity, resistance
        As a share of the type's capacity and resistance.
    soc
        Of the state of charge.
    """

    capacity: float = 0.008
    resistance: float = 0.03
    soc: float = 0.004

    def __post_init__(self) -> None:
        in_range(label("spread of capacity", "容量离散度"), self.capacity, 0, 0.08, "")
        in_range(label("spread of resistance", "内阻离散度"), self.resistance, 0, 0.15, "")
        in_range(label("spread of SOC", "SOC 离散度"), self.soc, 0, 0.1, "")


@dataclass(frozen=True, eq=False)
class Pack:
    """A series string.

    Parameters
    ----------
    cells
        Its cells: capacity fade and resistance growth of shape (n,).
    joint_ohm
        Shape (n,): resistance of the joint behind each cell [Ω]; what is read as the cell's voltage holds its drop.

    Raises
    ------
    WorkshopError
        If a value is outside its range, or there is not one for each cell.
    """

    cells: Cell
    joint_ohm: NDArray[np.float64]

    def __post_init__(self) -> None:
        all_in_range(label("joint resistance", "连接电阻"), self.joint_ohm, 0, 1, "Ω")
        for name in ("capacity_fade", "resistance_growth"):
            one_each(name, getattr(self.cells, name), self.count)

    @property
    def count(self) -> int:
        """Give the number of cells."""
        return int(np.size(self.joint_ohm))

    def with_cell(
        self,
        number: int,
        *,
        capacity_fade: float | None = None,
        resistance_growth: float | None = None,
        joint_ohm: float | None = None,
    ) -> Pack:
        """Give the pack with other parameters of cell `number` (from 1); what is not given stays.

        Raises
        ------
        WorkshopError
            If there is no such cell, or a value is outside its range.
        """
        place = int(in_range(label("cell number", "单体编号"), number, 1, self.count, "")) - 1
        cells = replace(
            self.cells,
            capacity_fade=_changed(self.cells.capacity_fade, place, capacity_fade),
            resistance_growth=_changed(self.cells.resistance_growth, place, resistance_growth),
        )
        return Pack(cells, _changed(self.joint_ohm, place, joint_ohm))

    def rest(self, soc: Values, temperature_c: Values = 25.0) -> CellState:
        """Give the state after a long rest; one SOC (or temperature) for all cells, or one for each.

        Raises
        ------
        WorkshopError
            If a value is outside its range, or there is not one for each cell.
        """
        for name, values in (("soc", soc), ("temperature_c", temperature_c)):
            if np.ndim(values):
                one_each(name, values, self.count)
        return self.cells.rest(soc, temperature_c)

    def cell_voltages(self, state: CellState, current_a: Values = 0.0) -> NDArray[np.float64]:
        """Give the voltage [V] that is read at each cell: its own and the drop of its joint, shape (n,)."""
        return np.asarray(self.cells.voltage(state, current_a) - self.joint_ohm * current_a)

    def voltage(self, state: CellState, current_a: float = 0.0) -> float:
        """Give the voltage between the terminals of the string [V]."""
        return float(self.cell_voltages(state, current_a).sum())

    def after(
        self, state: CellState, current_a: Values, duration_s: float, ambient_c: Values | None = None
    ) -> CellState:
        """Give the state after a constant current, as :meth:`Cell.after`; the heat of a joint stays outside the cell.

        With one current for each cell, what the balancing resistors take is meant.
        """
        return self.cells.after(state, current_a, duration_s, ambient_c)

    def heat_w(self, state: CellState, current_a: float) -> float:
        """Give the heat of all cells and joints [W]: P = I²·ΣR once the pairs have settled."""
        return float(np.sum(self.cells.heat_w(state, current_a) + self.joint_ohm * current_a**2))

    def cell_charge_ah(self, state: CellState) -> NDArray[np.float64]:
        """Give the charge left in each cell [Ah], shape (n,): SOC_i·Q_i."""
        return np.asarray(state.soc * self.cells.capacity_ah)

    def cell_room_ah(self, state: CellState) -> NDArray[np.float64]:
        """Give the charge that each cell still takes [Ah], shape (n,): (1 − SOC_i)·Q_i."""
        return np.asarray((1 - state.soc) * self.cells.capacity_ah)

    def charge_left_ah(self, state: CellState) -> float:
        """Give the charge that the pack can deliver [Ah]: min(SOC_i·Q_i)."""
        return float(self.cell_charge_ah(state).min())

    def room_ah(self, state: CellState) -> float:
        """Give the charge that the pack can take [Ah]: min((1 − SOC_i)·Q_i)."""
        return float(self.cell_room_ah(state).min())

    def usable_ah(self, state: CellState) -> float:
        """Give the capacity between full and empty without balancing [Ah]: what it can deliver and what it can take."""
        return self.charge_left_ah(state) + self.room_ah(state)

    def weakest(self, state: CellState) -> int:
        """Give the number of the cell that ends the discharge."""
        return int(self.cell_charge_ah(state).argmin()) + 1

    def fullest(self, state: CellState) -> int:
        """Give the number of the cell that ends the charge."""
        return int(self.cell_room_ah(state).argmin()) + 1


def drawn(
    kind: CellType,
    count: int,
    seed: int,
    soc: float,
    spread: Spread | None = None,
    *,
    joint_ohm: float = 5e-5,
    temperature_c: float = 25.0,
) -> tuple[Pack, CellState]:
    """Draw a pack from a seed, at rest.

    The generator: for capacity, resistance and SOC, each with a stream of its own (:func:`nevlab.vehicle.draws.draws`),
    one number a cell, from cell 1 on, uniform between Φ(−3) and Φ(3); its deviation is σ·Φ⁻¹ of it.

    Parameters
    ----------
    kind
        Type of the cells.
    count
        How many, 1 to 400.
    seed
        Whose pack it is.
    soc
        Mean state of charge; a cell's own stays within 0 … 1.
    spread
        How far the cells differ; without one, the default.
    joint_ohm
        Resistance of each joint [Ω]; the default is an assumption.
    temperature_c
        Temperature of all cells [°C].

    Raises
    ------
    WorkshopError
        If a value is outside its range.
    """
    spread = spread or Spread()
    count = int(in_range(label("number of cells", "单体数量"), count, 1, 400, ""))
    in_range(label("mean state of charge", "平均荷电状态"), soc, 0, 1, "")

    def deviations(what: str, sigma: float) -> NDArray[np.float64]:
        draw = draws(seed, f"battery {what}")
        return sigma * np.array([_cut_normal(draw) for _ in range(count)])

    cells = Cell(
        kind,
        capacity_fade=-deviations("capacity", spread.capacity),
        resistance_growth=deviations("resistance", spread.resistance),
    )
    pack = Pack(cells, np.full(count, joint_ohm))
    return pack, pack.rest(np.clip(soc + deviations("soc", spread.soc), 0, 1), temperature_c)


def _cut_normal(draw: Draw) -> float:
    normal = NormalDist()
    return normal.inv_cdf(within(draw, normal.cdf(-3), normal.cdf(3)))


def one_each(name: str, values: ArrayLike, count: int) -> None:
    """Refuse an array that does not hold one value for each cell.

    Raises
    ------
    WorkshopError
        If it holds more or fewer.
    """
    if np.shape(values) != (count,):
        raise WorkshopError("cells-differ", name=name, count=count, given=np.size(values))


def _changed(values: Values, place: int, value: float | None) -> NDArray[np.float64]:
    changed = np.array(values, dtype=float)
    if value is not None:
        changed[place] = value
    return changed
