"""A used pack on the inspection bench: aged cells in modules of twelve, four places not as they should be.

One cell has lost capacity, one has lost charge only, one joint has come loose, and one measuring line of the battery
management has a bad contact. Where they are and how bad is drawn from a seed; ageing, spread, faults and the limits of
the card are teaching values of our own on the measured Leaf cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH, LEAF_2013
from nevlab.vehicle.battery.module import BALANCING_OHM, JOINT_OHM
from nevlab.vehicle.battery.pack import Pack, Spread, drawn
from nevlab.vehicle.draws import draws, within

COUNT, IN_MODULE = 96, 12
MODULES = COUNT // IN_MODULE
TEMPERATURE_C = 25.0


@dataclass(frozen=True)
class Card:
    """What the maker's card says of the pack.

    Parameters
    ----------
    capacity_ah
        Capacity when new [Ah].
    rest_spread_v, load_spread_v
        Most difference between two cells after an hour of rest, and while :attr:`load_a` flows [V].
    load_a
        Current of the load test [A].
    joint_ohm
        Most resistance of a joint [Ω].
    least_health
        A cell below this share of the capacity when new is replaced, with its module.
    balancing_ohm
        Balancing resistor of each cell [Ω].
    version
        Of the modules; the battery management takes no other.
    """

    capacity_ah: float = CAPACITY_AH
    rest_spread_v: float = 0.030
    load_spread_v: float = 0.050
    load_a: float = 60.0
    joint_ohm: float = 0.2e-3
    least_health: float = 0.80
    balancing_ohm: float = BALANCING_OHM
    version: str = "B2"


CARD = Card()


@dataclass(frozen=True)
class Spare:
    """A module on the shelf.

    Parameters
    ----------
    name
        What stands on it.
    version
        Of its cells and board.
    capacity_ah
        Capacity on its test sheet [Ah].
    """

    name: str
    version: str
    capacity_ah: float


@dataclass(frozen=True, eq=False)
class UsedPack:
    """A pack and what its battery management sees of it.

    Parameters
    ----------
    pack, state
        The cells, and where they stand.
    line_v
        Shape (n,): what the battery management shows too much of each cell [V]. A bad line between two cells takes
        from the one what it gives the other.
    fitted
        The spares in the pack by module number.
    """

    pack: Pack
    state: CellState
    line_v: NDArray[np.float64]
    fitted: dict[int, Spare] = field(default_factory=dict)

    def shown_v(self, current_a: float = 0.0) -> NDArray[np.float64]:
        """Give the cell voltages as the battery management measures them [V], shape (n,)."""
        return self.pack.cell_voltages(self.state, current_a) + self.line_v

    @property
    def usual_ah(self) -> float:
        """Give the capacity of the cell in the middle [Ah]."""
        return float(np.median(self.pack.cells.capacity_ah))

    def suits(self, spare: Spare) -> bool:
        """Tell whether a spare matches: the card's version, and no weaker than the cells that stay, to 5 %."""
        return spare.version == CARD.version and spare.capacity_ah >= 0.95 * self.usual_ah

    def with_module(self, module: int, spare: Spare) -> UsedPack:
        """Give the pack with a spare in place of a module, brought to the others' charge before it is fitted."""
        first = (module - 1) * IN_MODULE
        cells = np.arange(COUNT)
        new = (cells >= first) & (cells < first + IN_MODULE)
        old = self.pack.cells
        fade = np.where(new, 1 - spare.capacity_ah / CAPACITY_AH, old.capacity_fade)
        growth = np.where(new, np.median(old.resistance_growth), old.resistance_growth)
        pack = Pack(
            replace(old, capacity_fade=fade, resistance_growth=growth), np.where(new, JOINT_OHM, self.pack.joint_ohm)
        )
        room_ah = self.pack.cell_room_ah(self.state)
        lacking_ah = np.where(new, np.median(room_ah), room_ah)
        state = pack.rest(1 - lacking_ah / pack.cells.capacity_ah, TEMPERATURE_C)
        return UsedPack(pack, state, np.where(new, 0.0, self.line_v), {**self.fitted, module: spare})


@dataclass(frozen=True)
class Odd:
    """The numbers of the four cells (from 1) that something is wrong with; `joint` is the one behind that cell."""

    weak: int
    low: int
    joint: int
    line: int


def drawn_used_pack(seed: int) -> tuple[UsedPack, Odd, tuple[Spare, ...]]:
    """Draw a pack at rest, some 10 Ah taken since its cells were full together, what is odd in it, and the spares."""
    draw = draws(seed, "used pack")
    odd = _odd(seed)
    pack, _ = drawn(LEAF_2013, COUNT, seed, 0.5, Spread(capacity=0.005), joint_ohm=JOINT_OHM)
    fade = np.asarray(pack.cells.capacity_fade) + within(draw, 0.04, 0.07)
    growth = np.asarray(pack.cells.resistance_growth) + within(draw, 0.08, 0.15)
    worn, lost_ah = within(draw, 0.27, 0.31), within(draw, 2.2, 3.0)
    pack = Pack(replace(pack.cells, capacity_fade=fade, resistance_growth=growth), pack.joint_ohm)
    pack = pack.with_cell(odd.weak, capacity_fade=worn).with_cell(odd.joint, joint_ohm=within(draw, 1.0e-3, 1.8e-3))
    lacking_ah = np.array([10.0 + within(draw, 0.0, 0.2) for _ in range(COUNT)])
    lacking_ah[odd.low - 1] += lost_ah
    line_v = np.zeros(COUNT)
    line_v[odd.line - 1 : odd.line + 1] = np.array([-1.0, 1.0]) * within(draw, 0.06, 0.09)
    used = UsedPack(pack, pack.rest(1 - lacking_ah / pack.cells.capacity_ah, TEMPERATURE_C), line_v)
    return used, odd, _spares(seed, used.usual_ah)


def _odd(seed: int) -> Odd:
    """Draw four cells of four modules, none the first or last of its module."""
    draw = draws(seed, "used pack places")
    modules = list(range(MODULES))
    places = [modules.pop(int(draw() * len(modules))) * IN_MODULE + 2 + int(draw() * (IN_MODULE - 2)) for _ in range(4)]
    return Odd(*places)


def _spares(seed: int, usual_ah: float) -> tuple[Spare, ...]:
    """Give three spares: one that matches, one of another version, one that is worn; named in a drawn order."""
    draw = draws(seed, "used pack spares")
    kinds = [(CARD.version, usual_ah * 1.01), ("B3", CAPACITY_AH), (CARD.version, usual_ah * 0.86)]
    return tuple(
        Spare(name, version, round(capacity_ah, 1))
        for name, (version, capacity_ah) in ((name, kinds.pop(int(draw() * len(kinds)))) for name in "ABC")
    )
