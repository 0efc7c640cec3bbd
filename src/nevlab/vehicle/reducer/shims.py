"""Shims that set the preload or end play of a bearing: measured with the depth gauge, worked out, picked from a set.

::

    shim = depth − height + preload

*depth* goes from the joint face of the housing down to the shim's seat, *height* is how far the bearing's outer ring
stands above the joint face of the other half. Preload is how much too long the stack is; a negative preload is end
play. All values that a maker would give (preload, steps of the set) are examples, to be confirmed by the manual.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

SHORTEST_M, LONGEST_M = 0.0, 0.5
#: Thicknesses closer than this are one thickness [m]: far below what any gauge tells apart.
ALIKE_M = 1e-9


@dataclass(frozen=True)
class ShimSet:
    """The shims on the shelf: every thickness from the thinnest to the thickest in equal steps, all in m."""

    thinnest_m: float = 1.00e-3
    thickest_m: float = 2.00e-3
    step_m: float = 0.05e-3

    def __post_init__(self) -> None:
        in_range(label("thinnest shim", "最薄垫片"), self.thinnest_m, 1e-5, 0.05, "m")
        in_range(label("thickest shim", "最厚垫片"), self.thickest_m, self.thinnest_m, 0.05, "m")
        in_range(label("step of the shims", "垫片级差"), self.step_m, 1e-6, 0.01, "m")

    @property
    def thicknesses_m(self) -> tuple[float, ...]:
        """Give every thickness [m], thinnest first."""
        count = math.floor((self.thickest_m - self.thinnest_m + ALIKE_M) / self.step_m)
        return tuple(self.thinnest_m + number * self.step_m for number in range(count + 1))

    def nearest(self, wanted_m: float) -> float:
        """Give the thickness [m] nearest to the one wanted; between two, the thicker one.

        Raises
        ------
        WorkshopError
            If the wanted thickness is more than half a step outside the set: no shim of it will do.
        """
        half_m = self.step_m / 2 + ALIKE_M
        low_m, high_m = self.thicknesses_m[0] - half_m, self.thicknesses_m[-1] + half_m
        wanted_m = in_range(label("wanted shim", "所需垫片厚度"), wanted_m, low_m, high_m, "m")
        least_m = min(abs(shim - wanted_m) for shim in self.thicknesses_m)
        return max(shim for shim in self.thicknesses_m if abs(shim - wanted_m) <= least_m + ALIKE_M)


@dataclass(frozen=True)
class BearingSeat:
    """A bearing between two halves of a housing: what is measured, and what the maker wants.

    Parameters
    ----------
    depth_m, height_m
        Depth of the seat and height of the bearing, as measured (mean of several readings) [m].
    preload_low_m, preload_high_m
        Allowed preload [m]; negative is end play.
    depth_tolerance_m, height_tolerance_m
        The true value lies within reading ± tolerance [m].

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    depth_m: float
    height_m: float
    preload_low_m: float
    preload_high_m: float
    depth_tolerance_m: float = 10e-6
    height_tolerance_m: float = 10e-6

    def __post_init__(self) -> None:
        in_range(label("depth", "深度"), self.depth_m, SHORTEST_M, LONGEST_M, "m")
        in_range(label("height", "高度"), self.height_m, SHORTEST_M, LONGEST_M, "m")
        in_range(label("least preload", "最小预紧量"), self.preload_low_m, -1e-3, 1e-3, "m")
        in_range(label("most preload", "最大预紧量"), self.preload_high_m, self.preload_low_m, 1e-3, "m")
        in_range(label("tolerance of the depth", "深度测量误差"), self.depth_tolerance_m, 0.0, 1e-3, "m")
        in_range(label("tolerance of the height", "高度测量误差"), self.height_tolerance_m, 0.0, 1e-3, "m")

    @property
    def tolerance_m(self) -> float:
        """Give how far the worked-out shim can be off at worst [m]: the tolerances of depth and height together."""
        return self.depth_tolerance_m + self.height_tolerance_m

    @property
    def wanted_shim_m(self) -> float:
        """Give the shim [m] that sets the middle of the allowed preload: depth − height + preload."""
        return self.depth_m - self.height_m + (self.preload_low_m + self.preload_high_m) / 2

    def preload_m(self, shim_m: float) -> float:
        """Give the preload [m] with a shim, negative for end play: shim − depth + height."""
        shim_m = in_range(label("shim", "垫片厚度"), shim_m, 0.0, 0.05, "m")
        return shim_m - self.depth_m + self.height_m

    def verdict(self, shim_m: float) -> str:
        """Give ``"inside"`` or ``"outside"`` the allowed preload, or ``"unsure"``: the tolerances do not tell."""
        preload_m = self.preload_m(shim_m)
        margin_m = min(preload_m - self.preload_low_m, self.preload_high_m - preload_m)
        if margin_m >= self.tolerance_m - ALIKE_M:
            return "inside"
        return "outside" if margin_m < -self.tolerance_m - ALIKE_M else "unsure"
