"""A car whose displayed state of charge is wrong, for one of three reasons; what its battery management believes.

The pack is a string of equal cells of the measured Leaf type. Ageing, errors and limits are teaching values of our own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nevlab.vehicle.battery.cell import Cell, CellState
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH, LEAF_2013
from nevlab.vehicle.draws import draws, pick, within

CELLS = 96
DRIVEN_A, DRIVEN_S = 15.0, 600.0
"""The drive that has just ended: current [A] and time [s]."""
FAULTS = ("sensor_offset", "old_capacity", "wrong_start")
"""The current sensor's zero is off; the stored capacity is that of the new pack; the count began at a wrong value."""


@dataclass(frozen=True)
class Card:
    """What the maker's card says.

    Parameters
    ----------
    capacity_ah
        Capacity when new [Ah].
    most_error
        Most difference between the displayed SOC and that of the rested voltage, as a share.
    most_offset_a
        Most current shown while none flows [A].
    most_capacity_error
        Most difference between stored and tested capacity, as a share of the tested one.
    rest_h
        Rest before the voltage tells the SOC [h].
    """

    capacity_ah: float = CAPACITY_AH
    most_error: float = 0.05
    most_offset_a: float = 0.3
    most_capacity_error: float = 0.08
    rest_h: float = 1.0


CARD = Card()


@dataclass(frozen=True, eq=False)
class SocCar:
    """The pack, and what its battery management believes of it.

    Parameters
    ----------
    cell, state
        One cell for all, and where it stands.
    offset_a
        What the current sensor shows too much, positive for discharge [A].
    shown_soc
        The SOC that the battery management counts; the display keeps it within 0 … 1.
    stored_ah
        The capacity that it counts with [Ah].
    """

    cell: Cell
    state: CellState
    offset_a: float
    shown_soc: float
    stored_ah: float

    @property
    def true_soc(self) -> float:
        """Give the SOC that the pack has."""
        return float(self.state.soc)

    @property
    def capacity_ah(self) -> float:
        """Give the capacity that the pack has [Ah]."""
        return float(self.cell.capacity_ah)

    def pack_v(self, current_a: float = 0.0) -> float:
        """Give the voltage of the pack [V]."""
        return CELLS * float(self.cell.voltage(self.state, current_a))

    def after(self, current_a: float, duration_s: float, awake: bool) -> SocCar:
        """Give the car after a time with a true current; the battery management counts only while it is awake."""
        state = self.cell.after(self.state, current_a, duration_s)
        counted_ah = (current_a + self.offset_a) * duration_s / 3600 if awake else 0.0
        shown = min(max(self.shown_soc - counted_ah / self.stored_ah, 0.0), 1.0)
        return replace(self, state=state, shown_soc=shown)


def drawn_soc_car(seed: int) -> tuple[SocCar, str]:
    """Draw a car that has just been driven, and the reason why its display is wrong; the three are equally likely."""
    draw = draws(seed, "state of charge")
    fault = pick(draw, FAULTS)
    capacity_ah = CAPACITY_AH * within(draw, *((0.70, 0.76) if fault == "old_capacity" else (0.80, 0.90)))
    sign = pick(draw, (-1.0, 1.0))
    offset_a = sign * within(draw, 1.2, 2.2) if fault == "sensor_offset" else within(draw, -0.12, 0.12)
    stored_ah = CAPACITY_AH if fault == "old_capacity" else capacity_ah * within(draw, 0.98, 1.02)
    used_ah, wrong = within(draw, 7.0, 8.5), within(draw, 0.09, 0.14)
    cell = Cell(LEAF_2013, capacity_fade=1 - capacity_ah / CAPACITY_AH)
    soc = 1 - used_ah / capacity_ah
    # An old capacity is wrong by itself: the same charge is a smaller share of a larger capacity.
    shown = 1 - used_ah / stored_ah if fault == "old_capacity" else soc - sign * wrong
    before = cell.rest(soc + DRIVEN_A * DRIVEN_S / 3600 / capacity_ah)
    return SocCar(cell, cell.after(before, DRIVEN_A, DRIVEN_S), offset_a, shown, stored_ah), fault
