"""Dial gauge and depth micrometer, as they are used on a reducer: run-out, backlash, depth of a shim's seat.

All figures are our own teaching values in the size of usual gauges of 0.01 mm; what a gauge may be off is to be
confirmed by its standard and its calibration.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from nevlab.instruments.reading import Reading, rounded
from nevlab.labels import label
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import all_in_range, in_range
from nevlab.vehicle.reducer.gears import GearPair

STEP_M = 0.01e-3
"""One line of the scale [m]."""
TRAVEL_M = 10e-3
"""Travel of a dial gauge's plunger [m]."""
TURN_M = 1e-3
"""Travel that turns the pointer once [m]."""
WAVE_M = 3e-6
"""Most amplitude of the error that repeats with each turn of the pointer [m]."""
REVERSAL_M = 3e-6
"""What the plunger moves until the pointer follows after a reversal [m]."""
DIAL_ERROR_M = 2 * WAVE_M + REVERSAL_M + STEP_M / 2
"""Most by which a reading of a zeroed dial gauge differs from what its plunger moved [m]."""
ZERO_ERROR_M = 20e-6
"""Most by which a depth micrometer is off before it is set to zero [m]."""
SCATTER_M = 8e-6
"""Most by which a person's readings of a depth micrometer scatter about their mean [m]."""
LONGEST_M = 0.15
"""Longest rod of the depth micrometer [m]."""


@dataclass(frozen=True)
class DialGauge:
    """A dial gauge on its stand, the plunger on the surface.

    The plunger travels ``preload + s/cos δ`` when the surface moves by s towards the gauge (cosine error of a plunger
    that stands tilted by δ); it cannot follow beyond its free end, so without preload a surface that draws back is not
    seen. The pointer follows the plunger with a play, and its gears add ``A·sin(2π·travel/1 mm + φ)``.

    Parameters
    ----------
    seed
        Whose gauge it is: A and φ are drawn from it.
    preload_m
        How far the plunger is pressed in when the gauge is set up [m].
    tilt_deg
        Angle between plunger and movement of the surface [°].
    zero_m
        Where the bezel's zero stands; see :meth:`zeroed`.
    """

    seed: int
    preload_m: float = 1e-3
    tilt_deg: float = 0.0
    zero_m: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("preload of the plunger", "测杆预压量"), self.preload_m, 0.0, TRAVEL_M, "m")
        in_range(label("tilt of the plunger", "测杆倾斜角"), self.tilt_deg, 0.0, 60.0, "°")
        in_range(label("zero of the bezel", "表盘零位"), self.zero_m, -TRAVEL_M, TRAVEL_M, "m")

    def zeroed(self) -> DialGauge:
        """Give the gauge with its bezel turned to zero where it was set up."""
        return replace(self, zero_m=self._pointer_m([0.0])[0])

    def follow(self, moves_m: Sequence[float]) -> tuple[Reading, ...]:
        """Give the readings while the surface goes from place to place.

        Parameters
        ----------
        moves_m
            Where the surface stands [m], against where it was at the set-up, positive towards the gauge.

        Raises
        ------
        WorkshopError
            If there is none, or one presses the plunger in beyond its travel.
        """
        return tuple(rounded(pointer_m - self.zero_m, "m", STEP_M, TRAVEL_M) for pointer_m in self._pointer_m(moves_m))

    def rock(self, pair: GearPair, wheel_angle_rad: float, contact_radius_m: float) -> Reading:
        """Give what the pointer travels while the wheel is rocked from flank to flank, the pinion held.

        Parameters
        ----------
        pair, wheel_angle_rad
            The gears, and where the wheel stands [rad].
        contact_radius_m
            Distance of the plunger's tip from the wheel's axis [m].

        Raises
        ------
        WorkshopError
            If the tip is off the wheel, or the backlash is longer than the gauge's travel.
        """
        # Without a tilt: the gauge adds its own.
        travel_m = float(pair.gauge_travel_m(wheel_angle_rad, contact_radius_m))
        there, back = self._pointer_m([0.0, -travel_m])
        return rounded(there - back, "m", STEP_M, TRAVEL_M)

    def runout(self, pair: GearPair, wheel_angles_rad: ArrayLike) -> tuple[Reading, ...]:
        """Give the readings on the wheel's teeth while it is turned: ``F_r/2·cos(φ − φ_high)``, from its mean.

        The radial run-out is the highest less the lowest.
        """
        all_in_range(label("angle of the wheel", "从动齿轮转角"), wheel_angles_rad, -1e6, 1e6, "rad")
        turned = np.ravel(np.asarray(wheel_angles_rad, dtype=float))
        return self.follow((pair.runout_m / 2 * np.cos(turned - pair.runout_angle_rad)).tolist())

    def _pointer_m(self, moves_m: Sequence[float]) -> list[float]:
        draw = draws(self.seed, "dial gauge")
        wave_m, phase = draw() * WAVE_M, within(draw, 0.0, 2 * math.pi)
        cosine, pointers = math.cos(math.radians(self.tilt_deg)), []
        # Pressed in at the set-up: the pointer lags behind by half of the play.
        at_m = self.preload_m - REVERSAL_M / 2
        all_in_range(label("movement of the surface", "被测面位移"), moves_m, -1.0, 1.0, "m")
        for move_m in moves_m:
            travel_m = max(0.0, self.preload_m + move_m / cosine)
            in_range(label("travel of the plunger", "测杆行程"), travel_m, 0.0, TRAVEL_M, "m")
            at_m = min(max(at_m, travel_m - REVERSAL_M / 2), travel_m + REVERSAL_M / 2)
            pointers.append(at_m + wave_m * math.sin(2 * math.pi * at_m / TURN_M + phase))
        return pointers


@dataclass(frozen=True)
class DepthGauge:
    """A depth micrometer: its base lies on one face, its rod reaches down to the other.

    It shows ``(depth + dirt)/cos δ``: dirt lifts the base, and a rod that stands tilted by δ has farther to go; both
    read too deep.

    Parameters
    ----------
    seed
        Whose gauge it is: its error of zero and the scatter of the readings are drawn from it.
    dirt_m
        Height of what lies under the base [m].
    tilt_deg
        How far the base is tilted [°].
    set_to_zero
        It has been set to zero on a surface plate; see :meth:`zeroed`.
    """

    seed: int
    dirt_m: float = 0.0
    tilt_deg: float = 0.0
    set_to_zero: bool = False

    def __post_init__(self) -> None:
        in_range(label("dirt under the base", "基座下的脏物厚度"), self.dirt_m, 0.0, 5e-3, "m")
        in_range(label("tilt of the base", "基座倾斜角"), self.tilt_deg, 0.0, 30.0, "°")

    def zeroed(self) -> DepthGauge:
        """Give the gauge after it was set to zero on a clean surface plate."""
        return replace(self, set_to_zero=True)

    def read(self, depth_m: float, place: str, number: int = 1) -> Reading:
        """Give one reading of a true depth [m].

        Parameters
        ----------
        depth_m
            From the face that the base lies on down to the other.
        place, number
            Where it is measured, and the number of the reading there: repeated readings scatter.

        Raises
        ------
        WorkshopError
            If the depth is beyond the rods.
        """
        in_range(label("depth", "深度"), depth_m, 0.0, LONGEST_M, "m")
        off_m = 0.0 if self.set_to_zero else within(draws(self.seed, "depth zero"), -ZERO_ERROR_M, ZERO_ERROR_M)
        off_m += within(draws(self.seed, f"depth {place} {number}"), -SCATTER_M, SCATTER_M)
        shown_m = (depth_m + self.dirt_m) / math.cos(math.radians(self.tilt_deg)) + off_m
        return rounded(shown_m, "m", STEP_M, LONGEST_M)

    def mean_m(self, depth_m: float, place: str, count: int) -> float:
        """Give the mean of `count` readings [m]."""
        count = int(in_range(label("number of readings", "测量次数"), count, 1, 100, ""))
        return sum(self.read(depth_m, place, number).value for number in range(1, count + 1)) / count
