"""A used cell that comes in for a pulse test: warm from its last charge, its resistance grown; and its reference.

Growth, temperature of the chamber and the limits of the card are teaching values of our own; the reference is the
measured cell of the same type.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nevlab.data.leaf_tables import quoted_pulses
from nevlab.labels import label
from nevlab.vehicle.battery.cell import Cell, CellState
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.ranges import in_range

WARMER_K = 7.0
"""How much warmer than the chamber the cell comes in [K]."""
CHARGED_A, CHARGED_S = 10.0, 600.0
"""The charge that has just ended: current [A] and time [s]."""
_GROWTH = {"car": (0.15, 0.30), "second_use": (0.52, 0.66), "recycle": (1.0, 1.3)}


@dataclass(frozen=True)
class Card:
    """What the card of the test says.

    Parameters
    ----------
    pulse_s
        Instant of the pulse at which a cell is judged [s].
    current_a
        Current of the pulse [A].
    most_a
        Most current of the cell [A].
    rest_h
        Rest before a pulse, at least [h].
    end_factor
        A cell is at its end when its resistance is so many times that of a new one.
    car, second_use
        Least SOH_R to stay in a car, and for second use.
    """

    pulse_s: float = 10.0
    current_a: float = 30.0
    most_a: float = 60.0
    rest_h: float = 1.0
    end_factor: float = 2.0
    car: float = 0.60
    second_use: float = 0.20

    def health(self, ohm: float, new_ohm: float) -> float:
        """Give SOH_R = (R_end − R)/(R_end − R_new): 1 for a new cell, 0 at its end."""
        return (self.end_factor * new_ohm - ohm) / ((self.end_factor - 1) * new_ohm)

    def verdict(self, health: float) -> str:
        """Give what becomes of a cell: ``"car"``, ``"second_use"`` or ``"recycle"``."""
        return "car" if health >= self.car else "second_use" if health >= self.second_use else "recycle"


CARD = Card()


@dataclass(frozen=True, eq=False)
class UsedCell:
    """A cell as it comes in.

    Parameters
    ----------
    cell, state
        The cell, and where it stands: warm, and not rested.
    chamber_c
        Temperature of the chamber that it is tested in [°C].
    pulse
        Number of the recorded pulse at whose rest voltage it stands.
    """

    cell: Cell
    state: CellState
    chamber_c: float
    pulse: int

    @property
    def rested(self) -> CellState:
        """Give the state after a long rest in the chamber."""
        return self.cell.rest(float(self.state.soc), self.chamber_c)

    def resistance_ohm(self, after_s: float) -> float:
        """Give its DC resistance in the card's pulse from rest in the chamber [Ω]."""
        rested = self.rested
        return float(self.cell.dc_resistance_ohm(rested.soc, rested.temperature_c, after_s, CARD.current_a))

    @property
    def health(self) -> float:
        """Give its SOH_R at the card's instant, in the chamber."""
        return CARD.health(self.resistance_ohm(CARD.pulse_s), reference_ohm(self.pulse, self.chamber_c, CARD.pulse_s))


def reference_ohm(pulse: int, temperature_c: float, after_s: float) -> float:
    """Give the reference's DC resistance [Ω] between its three temperatures, on straight lines.

    Raises
    ------
    WorkshopError
        If the temperature is not within the measured ones.
    """
    celsius = list(quoted_pulses())
    in_range(label("temperature", "温度"), temperature_c, celsius[0], celsius[-1], "°C")
    ohms = [quoted_pulses()[one][pulse - 1].resistance_ohm(after_s) for one in celsius]
    return float(np.interp(temperature_c, celsius, ohms))


def drawn_used_cell(seed: int) -> UsedCell:
    """Draw a cell; the three verdicts are equally likely, and no cell lies near a limit.

    The chamber is cool: there a cell that has not rested long enough, and so is too warm, shows far too little.
    """
    draw = draws(seed, "used cell")
    pulse = 4 + int(draw() * 5)
    chamber_c = round(within(draw, 14.0, 21.0), 1)
    growth = within(draw, *_GROWTH[pick(draw, tuple(_GROWTH))])
    cell = Cell(LEAF_2013, resistance_growth=growth)
    soc = (
        float(LEAF_2013.soc_at(quoted_pulses()[25.0][pulse - 1].rest_v))
        - CHARGED_A * CHARGED_S / 3600 / LEAF_2013.capacity_ah
    )
    state = cell.after(cell.rest(soc, chamber_c + WARMER_K), -CHARGED_A, CHARGED_S)
    return UsedCell(cell, state, chamber_c, pulse)
