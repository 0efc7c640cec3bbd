"""One reducer as it comes to the bench: its true dimensions, drawn from a seed, and what its maker's card asks for.

All values of the card and of the unit are our own teaching values, in the size of a small car's reducer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.reducer.gear_oil import OilSump
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER, GearPair
from nevlab.vehicle.reducer.shims import BearingSeat, ShimSet

PLACES = (1, 2, 3)
"""Where depth and height are measured, 120° apart round the bearing."""
SHELF = ShimSet()
BOLT_ORDER = (1, 5, 3, 7, 2, 6, 4, 8)
"""Order in which the card wants the bolts of the cover tightened: crosswise, numbered round the cover."""
PASSES_NM = (12.0, 25.0)
"""Torques of the two passes [Nm]."""
WARP_M = 40e-6
"""By how much a cover that was not drawn up evenly stands off [m]: an assumption."""


@dataclass(frozen=True)
class Card:
    """What the maker asks for.

    Parameters
    ----------
    play_m
        Least and most end play of the shaft [m].
    backlash_m
        Least and most backlash on the pitch circle, at every place round the wheel [m].
    level_m
        How far the oil may stand below the level plug [m].
    """

    play_m: tuple[float, float] = (20e-6, 80e-6)
    backlash_m: tuple[float, float] = (80e-6, 160e-6)
    level_m: float = 5e-3


CARD = Card()


@dataclass(frozen=True)
class ReducerUnit:
    """A reducer with one shimmed bearing, its first gear pair and its oil.

    Parameters
    ----------
    seat
        Bearing seat with its true mean dimensions; its preload limits are the card's end play with the sign turned.
    uneven_m
        By how much depth or height at each of :data:`PLACES` lies beside the mean [m].
    dirty_place, dirt_m
        Where something lies on the joint face, and how high it is [m].
    shim_m
        Shim that is fitted [m].
    gears
        The first gear pair.
    sump
        The oil.
    """

    seat: BearingSeat
    uneven_m: tuple[float, float, float]
    dirty_place: int
    dirt_m: float
    shim_m: float
    gears: GearPair
    sump: OilSump

    @property
    def play_m(self) -> float:
        """Give the end play of the shaft with the cover drawn up evenly [m]; negative is preload."""
        return -self.seat.preload_m(self.shim_m)

    @property
    def play_allowed(self) -> bool:
        """Tell whether the end play is the card's."""
        low_m, high_m = CARD.play_m
        return low_m <= self.play_m <= high_m

    @property
    def gears_allowed(self) -> bool:
        """Tell whether the backlash is the card's all round the wheel."""
        low_m, high_m = CARD.backlash_m
        high_spot = self.gears.runout_angle_rad
        least_m, most_m = (float(self.gears.backlash_at(angle)) for angle in (high_spot, high_spot + math.pi))
        return low_m <= least_m and most_m <= high_m

    @property
    def level_allowed(self) -> bool:
        """Tell whether the oil stands at the plug or a little below it, never above."""
        return -CARD.level_m <= self.sump.level_m() <= 0

    def with_new_gears(self) -> ReducerUnit:
        """Give the unit with the gear pair replaced by a new one."""
        return replace(self, gears=TEACHING_REDUCER.pairs[0])


def drawn_unit(seed: int) -> ReducerUnit:
    """Draw a unit: wrong shim, dirt on the face, too little oil; every other one has worn gears.

    The shim that it wants lies near one on the shelf, and its backlash well inside or well outside the card: what the
    gauges leave open never decides.
    """
    draw = draws(seed, "reducer unit")
    low_m, high_m = CARD.play_m
    height_m, right_shim_m = within(draw, 85.00e-3, 85.15e-3), pick(draw, SHELF.thicknesses_m[5:11])
    depth_m = height_m + right_shim_m + (low_m + high_m) / 2 + within(draw, -12e-6, 12e-6)
    seat = BearingSeat(depth_m, height_m, -high_m, -low_m)
    one_m, other_m = within(draw, -3e-6, 3e-6), within(draw, -3e-6, 3e-6)
    wrong_m = within(draw, 0.10e-3, 0.20e-3) * pick(draw, (-1.0, 1.0))
    worn = draw() < 0.5
    gears = replace(
        TEACHING_REDUCER.pairs[0],
        backlash_m=within(draw, 190e-6, 240e-6) if worn else within(draw, 113e-6, 127e-6),
        runout_m=within(draw, 20e-6, 40e-6),
        runout_angle_rad=within(draw, 0.0, 2 * math.pi),
    )
    return ReducerUnit(
        seat,
        (one_m, other_m, -one_m - other_m),
        pick(draw, PLACES),
        within(draw, 60e-6, 120e-6),
        SHELF.nearest(seat.wanted_shim_m + wrong_m),
        gears,
        OilSump(oil_m3=within(draw, 0.9e-3, 1.1e-3)),
    )
