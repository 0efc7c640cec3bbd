"""A used module on the test bench: aged cells, one weaker than the others, one joint that has come loose.

Twelve cells in series stay below 60 V, voltage class A (GB 18384). What it is like is drawn from a seed; ageing, spread
and joint are teaching values of our own. The limits of the card are those of the cell's measurements, with a margin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH, LEAF_2013, MAX_V, MIN_V
from nevlab.vehicle.battery.pack import Pack, drawn
from nevlab.vehicle.draws import draws, pick, within

COUNT = 12
JOINT_OHM = 5e-5
"""A sound joint [Ω]."""
BALANCING_OHM = 33.0
"""Balancing resistor of each cell [Ω]."""


@dataclass(frozen=True)
class Card:
    """What the maker's card says of the module.

    Parameters
    ----------
    capacity_ah
        Capacity when new [Ah].
    empty_v, full_v
        Working range of each cell [V].
    least_v, most_v
        No cell may ever go beyond [V].
    charge_a, discharge_a
        Most current [A].
    most_c
        Highest temperature [°C].
    least_health, second_use
        Least share of the capacity when new for a car, and for second use.
    """

    capacity_ah: float = CAPACITY_AH
    empty_v: float = MIN_V
    full_v: float = MAX_V
    least_v: float = 2.8
    most_v: float = 4.25
    charge_a: float = 30.0
    discharge_a: float = 60.0
    most_c: float = 45.0
    least_health: float = 0.80
    second_use: float = 0.60

    def verdict(self, capacity_ah: float) -> str:
        """Give what becomes of a module of this capacity [Ah]: ``"car"``, ``"second_use"`` or ``"recycle"``."""
        health = capacity_ah / self.capacity_ah
        return "car" if health >= self.least_health else "second_use" if health >= self.second_use else "recycle"


CARD = Card()
_FADE = {"car": (0.03, 0.08), "second_use": (0.24, 0.29), "recycle": (0.45, 0.50)}
"""How far the cells but the weak one have faded, by what becomes of the module: none lies near a limit."""


def drawn_module(seed: int) -> tuple[Pack, CellState]:
    """Draw a module at rest, about half empty since its cells were about full together."""
    draw = draws(seed, "battery module")
    pack, _ = drawn(LEAF_2013, COUNT, seed, 0.5, joint_ohm=JOINT_OHM)
    fade = pack.cells.capacity_fade + within(draw, *pick(draw, tuple(_FADE.values())))
    growth = pack.cells.resistance_growth + within(draw, 0.05, 0.25)
    aged = Pack(replace(pack.cells, capacity_fade=fade, resistance_growth=growth), pack.joint_ohm)
    weak = int(draw() * COUNT)
    loose = (weak + 1 + int(draw() * (COUNT - 1))) % COUNT
    aged = aged.with_cell(
        weak + 1,
        capacity_fade=float(np.ravel(fade)[weak]) + within(draw, 0.14, 0.20),
        resistance_growth=float(np.ravel(growth)[weak]) + within(draw, 0.3, 0.6),
    ).with_cell(loose + 1, joint_ohm=within(draw, 1.0e-3, 2.0e-3))
    half_ah = float(np.median(aged.cells.capacity_ah)) / 2
    lacking_ah = np.array([half_ah + within(draw, 0.0, 0.8) for _ in range(COUNT)])
    return aged, aged.rest(1 - lacking_ah / aged.cells.capacity_ah)
