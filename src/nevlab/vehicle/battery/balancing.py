"""Passive balancing: a resistor across each cell takes charge from the fuller ones until all are full together.

The current of a resistor is I = U/Rb, and so the time for a surplus ΔQ is t = ΔQ/I = ΔQ·Rb/U: hours, because the
resistor is small. It changes the charge of the cells, never their capacity: a weak cell stays weak.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.cell_type import Values
from nevlab.vehicle.battery.pack import Pack, one_each
from nevlab.vehicle.ranges import all_in_range, in_range


def bleed_current_a(voltage_v: Values, resistor_ohm: float) -> Values:
    """Give the current through a balancing resistor [A]: I = U/Rb.

    Raises
    ------
    WorkshopError
        If the voltage is not within 0 … 5 V or the resistor not within 1 … 10 000 Ω.
    """
    all_in_range(label("cell voltage", "单体电压"), voltage_v, 0, 5, "V")
    return voltage_v / in_range(label("balancing resistor", "均衡电阻"), resistor_ohm, 1, 1e4, "Ω")


def balancing_time_s(charge_ah: Values, voltage_v: float, resistor_ohm: float) -> Values:
    """Give the time [s] that a resistor needs to take `charge_ah` [Ah] from a cell of `voltage_v`: t = ΔQ/I.

    Raises
    ------
    WorkshopError
        If a value is outside its range; a cell without voltage is never balanced.
    """
    in_range(label("cell voltage", "单体电压"), voltage_v, 0.1, 5, "V")
    all_in_range(label("charge to take out", "需放出的电量"), charge_ah, 0, 1000, "Ah")
    return 3600 * charge_ah / bleed_current_a(voltage_v, resistor_ohm)


def surplus_ah(pack: Pack, state: CellState) -> NDArray[np.float64]:
    """Give the charge [Ah] to take from each cell, shape (n,), so that all are full together.

    It is what a cell lacks less than the emptiest one: max((1 − SOC_j)·Q_j) − (1 − SOC_i)·Q_i.
    """
    room_ah = pack.cell_room_ah(state)
    return room_ah.max() - room_ah


def bled(
    pack: Pack, state: CellState, resistor_ohm: float, on: NDArray[np.bool_], duration_s: float, step_s: float = 600.0
) -> CellState:
    """Give the state after the resistors of some cells were on for a time, the pack otherwise at rest.

    A switch that does not open any more is a cell that stays `on`.

    Parameters
    ----------
    pack, state
        The pack and where it begins.
    resistor_ohm
        Balancing resistor of each cell [Ω].
    on
        Shape (n,): which resistors are on.
    duration_s
        How long [s].
    step_s
        How long one voltage is taken for the current [s].

    Raises
    ------
    WorkshopError
        If a value is outside its range, or `on` has not one value for each cell.
    """
    one_each("on", on, pack.count)
    in_range(label("duration", "时长"), duration_s, 0, 1e8, "s")
    in_range(label("step", "步长"), step_s, 1, 1e5, "s")
    left_s = duration_s
    while left_s > 0:
        now_s = min(step_s, left_s)
        current_a = np.where(on, bleed_current_a(pack.cell_voltages(state), resistor_ohm), 0.0)
        state = pack.after(state, current_a, now_s)
        left_s -= now_s
    return state


def levelled(
    pack: Pack, state: CellState, resistor_ohm: float, duration_s: float, ambient_c: Values | None = None
) -> CellState:
    """Give the state after the fuller cells were balanced for a time at rest: each loses its surplus at most.

    Parameters
    ----------
    pack, state
        The pack and where it begins.
    resistor_ohm
        Balancing resistor of each cell [Ω].
    duration_s
        How long [s].
    ambient_c
        As in :meth:`Pack.after`.

    Raises
    ------
    WorkshopError
        If a value is outside its range.
    """
    in_range(label("duration", "时长"), duration_s, 0, 1e8, "s")
    if not duration_s:
        return state
    hours = duration_s / 3600
    most_ah = bleed_current_a(pack.cell_voltages(state), resistor_ohm) * hours
    return pack.after(state, np.minimum(surplus_ah(pack, state), most_ah) / hours, duration_s, ambient_c)


def balanced(
    pack: Pack, state: CellState, resistor_ohm: float, step_s: float = 600.0
) -> tuple[CellState, NDArray[np.float64]]:
    """Balance at rest until all cells lack the same charge.

    Parameters
    ----------
    pack, state
        The pack and where it begins.
    resistor_ohm
        Balancing resistor of each cell [Ω].
    step_s
        How long one voltage is taken for the current [s].

    Returns
    -------
    CellState
        All cells full together when the pack is charged next.
    ndarray
        Shape (n,): how long each resistor was on [s]; the largest is what the whole takes.
    """
    in_range(label("step", "步长"), step_s, 1, 1e5, "s")
    left_ah = surplus_ah(pack, state)
    taken_s = np.zeros(pack.count)
    while np.any(left_ah > 1e-9):
        current_a = bleed_current_a(pack.cell_voltages(state), resistor_ohm)
        # A cell that is done before the step ends gives its last surplus at a smaller mean current.
        on_s = np.minimum(step_s, 3600 * left_ah / current_a)
        state = pack.after(state, current_a * on_s / step_s, step_s)
        left_ah = np.maximum(left_ah - current_a * on_s / 3600, 0)
        taken_s += on_s
    return state, taken_s
