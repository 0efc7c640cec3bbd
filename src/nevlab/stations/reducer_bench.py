"""The assembly bench with a reducer on it: gauges, shims, bolts, backlash, oil.

The unit comes in closed, with what is wrong in it hidden. A wrong shim shows with the dial gauge and can be put right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments.gauges import DepthGauge, DialGauge
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.reducer.shims import ALIKE_M
from nevlab.vehicle.reducer.unit import BOLT_ORDER, PASSES_NM, PLACES, SHELF, WARP_M, ReducerUnit, drawn_unit

MEANS = ("hoist", "hand")
DIAL_PLACES = ("shaft", "wheel")
HEAVY_M = -20e-6
"""With less end play than this the shaft turns heavily [m]: an assumption."""


@dataclass(frozen=True, kw_only=True)
class ReducerBench(Station):
    """The bench in one state.

    Parameters
    ----------
    unit
        The reducer; its true dimensions are hidden.
    depth_gauge, dial
        The gauges.
    mounted, opened, clean
        The unit is on its stand, its cover is off, the joint faces have been cleaned.
    passes
        Passes in which the bolts were tightened since the cover was put on: order and torque [Nm].
    dial_at
        Where the dial gauge is set up; empty while it is not.
    taken
        How often depth and height were measured at each place.
    """

    unit: ReducerUnit
    depth_gauge: DepthGauge
    dial: DialGauge
    mounted: bool = False
    opened: bool = False
    clean: bool = False
    passes: tuple[tuple[tuple[int, ...], float], ...] = ((BOLT_ORDER, PASSES_NM[0]), (BOLT_ORDER, PASSES_NM[1]))
    dial_at: str = ""
    taken: Mapping[str, int] = field(default_factory=dict)

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "protect": Doing(minutes=1.0),
            "lift": Doing(("means",), minutes=3.0),
            "open": Doing(minutes=8.0),
            "clean_faces": Doing(minutes=4.0),
            "zero_depth_gauge": Doing(minutes=1.0),
            "measure_depth": Doing(("place",), minutes=1.0),
            "measure_height": Doing(("place",), minutes=1.0),
            "fit_shim": Doing(("shim_mm",), minutes=2.0),
            "replace_gears": Doing(minutes=15.0),
            "close": Doing(minutes=5.0),
            "tighten": Doing(("order", "torque_nm"), minutes=3.0),
            "set_up_dial": Doing(("at", "preload_mm", "tilt_deg"), minutes=2.0),
            "zero_dial": Doing(minutes=0.2),
            "measure_play": Doing(minutes=1.0),
            "measure_backlash": Doing(("angle_deg",), minutes=1.0),
            "fill_oil": Doing(("litres",), minutes=2.0),
            "check_level": Doing(step=1.0, minutes=2.0),
        }
    )

    @property
    def tight(self) -> bool:
        """Tell whether the bolts have their final torque."""
        return bool(self.passes) and self.passes[-1][1] >= PASSES_NM[-1]

    @property
    def flat(self) -> bool:
        """Tell whether the cover lies flat: every pass in the card's order, and the card's passes."""
        return self.passes == tuple((BOLT_ORDER, torque_nm) for torque_nm in PASSES_NM)

    @property
    def in_order(self) -> bool:
        """Tell whether the unit is as the card wants it, closed and filled."""
        unit = self.unit
        closed = not self.opened and self.flat
        return closed and unit.play_allowed and unit.gears_allowed and unit.level_allowed

    def _lift(self, means: str) -> tuple[ReducerBench, dict[str, Any]]:
        if one_of(label("means of lifting", "起吊方式"), means, MEANS) == "hand":
            raise UnsafeAct("reducer-by-hand")
        return replace(self, mounted=True), {"means": means}

    def _open(self) -> tuple[ReducerBench, dict[str, Any]]:
        """Drain the oil and take the cover off."""
        self._must_be_mounted()
        emptied = replace(self.unit, sump=replace(self.unit.sump, oil_m3=0.0))
        return replace(self, unit=emptied, opened=True, passes=(), dial_at="", clean=self.opened and self.clean), {}

    def _clean_faces(self) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_open()
        if not self.protected:
            raise UnsafeAct("cleaning-unprotected")
        return replace(self, clean=True), {}

    def _zero_depth_gauge(self) -> tuple[ReducerBench, dict[str, Any]]:
        return replace(self, depth_gauge=self.depth_gauge.zeroed()), {}

    def _measure_depth(self, place: int) -> tuple[ReducerBench, dict[str, Any]]:
        return self._measured("depth", self.unit.seat.depth_m, place)

    def _measure_height(self, place: int) -> tuple[ReducerBench, dict[str, Any]]:
        return self._measured("height", self.unit.seat.height_m, place)

    def _measured(self, what: str, mean_m: float, place: int) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_open()
        one_of(label("measuring place", "测量位置"), str(place), [str(one) for one in PLACES])
        key = f"{what} {place}"
        number = self.taken.get(key, 0) + 1
        dirty = not self.clean and what == "depth" and place == self.unit.dirty_place
        gauge = replace(self.depth_gauge, dirt_m=self.unit.dirt_m if dirty else 0.0)
        reading = gauge.read(mean_m + self.unit.uneven_m[int(place) - 1], key, number)
        return replace(self, taken={**self.taken, key: number}), {"place": place, **reading.as_details()}

    def _fit_shim(self, shim_mm: float) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_open()
        shim_m = next((one for one in SHELF.thicknesses_m if abs(one - shim_mm / 1e3) < ALIKE_M), None)
        if shim_m is None:
            raise WorkshopError("no-such-shim", shim=f"{shim_mm:g}")
        return replace(self, unit=replace(self.unit, shim_m=shim_m)), {"shim_mm": shim_mm}

    def _replace_gears(self) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_open()
        return replace(self, unit=self.unit.with_new_gears()), {}

    def _close(self) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_open()
        return replace(self, opened=False, passes=()), {}

    def _tighten(self, order: str, torque_nm: float) -> tuple[ReducerBench, dict[str, Any]]:
        """Tighten all bolts once in an order such as ``"1 5 3 7 2 6 4 8"``."""
        self._must_be_closed()
        bolts = tuple(int(one) for one in str(order).split() if one.isdigit())
        if sorted(bolts) != sorted(BOLT_ORDER):
            raise WorkshopError("bolts-each-once", order=order, count=len(BOLT_ORDER))
        torque_nm = in_range(label("torque", "拧紧力矩"), torque_nm, 5.0, 30.0, "Nm")
        return replace(self, passes=(*self.passes, (bolts, torque_nm))), {"order": order, "torque_nm": torque_nm}

    def _set_up_dial(self, at: str, preload_mm: float, tilt_deg: float) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_mounted()
        one_of(label("place of the dial gauge", "百分表位置"), at, DIAL_PLACES)
        dial = DialGauge(self.dial.seed, preload_mm / 1e3, tilt_deg)
        return replace(self, dial=dial, dial_at=at), {"at": at, "preload_mm": preload_mm, "tilt_deg": tilt_deg}

    def _zero_dial(self) -> tuple[ReducerBench, dict[str, Any]]:
        return replace(self, dial=self.dial.zeroed()), {}

    def _measure_play(self) -> tuple[ReducerBench, dict[str, Any]]:
        """Read the gauge with the shaft pulled towards it, and pushed away."""
        self._must_be_tight("shaft")
        play_m = self.unit.play_m + (0.0 if self.flat else WARP_M)
        pulled, pushed = (one.as_details() for one in self.dial.follow([0.0, -max(0.0, play_m)]))
        return self, {"pulled": pulled, "pushed": pushed, "heavy": play_m < HEAVY_M}

    def _measure_backlash(self, angle_deg: float) -> tuple[ReducerBench, dict[str, Any]]:
        """Rock the wheel on its pitch circle through the inspection hole, the pinion held."""
        self._must_be_tight("wheel")
        gears = self.unit.gears
        angle_deg = in_range(label("angle of the wheel", "从动齿轮转角"), angle_deg, 0.0, 360.0, "°")
        reading = self.dial.rock(gears, math.radians(angle_deg), gears.wheel_pitch_radius_m)
        return self, {"angle_deg": angle_deg, **reading.as_details()}

    def _fill_oil(self, litres: float) -> tuple[ReducerBench, dict[str, Any]]:
        self._must_be_tight()
        litres = in_range(label("oil", "加油量"), litres, 0.0, 3.0, "L")
        sump = replace(self.unit.sump, oil_m3=self.unit.sump.oil_m3 + litres / 1e3)
        return replace(self, unit=replace(self.unit, sump=sump)), {"litres": litres}

    def _check_level(self) -> tuple[ReducerBench, dict[str, Any]]:
        """Take the level plug out: what stands above it runs into a cup; a bent wire shows what is missing."""
        self._must_be_tight()
        sump = self.unit.sump
        out_m3 = sump.runs_out_m3()
        left = replace(self.unit, sump=replace(sump, oil_m3=sump.oil_m3 - out_m3))
        below_mm = round(max(0.0, -sump.level_m()) * 1e3)
        return replace(self, unit=left), {"runs_out_ml": 10.0 * round(out_m3 * 1e5), "below_mm": float(below_mm)}

    def _must_be_mounted(self) -> None:
        if not self.mounted:
            raise WorkshopError("reducer-not-mounted")

    def _must_be_open(self) -> None:
        self._must_be_mounted()
        if not self.opened:
            raise WorkshopError("reducer-closed")

    def _must_be_closed(self) -> None:
        self._must_be_mounted()
        if self.opened:
            raise WorkshopError("reducer-open")

    def _must_be_tight(self, dial_at: str = "") -> None:
        self._must_be_closed()
        if not self.tight:
            raise WorkshopError("reducer-loose")
        if dial_at and self.dial_at != dial_at:
            raise WorkshopError("dial-elsewhere")


def reducer_bench(seed: int) -> ReducerBench:
    """Give the bench with the unit of a seed; the gauges' errors come from it too."""
    return ReducerBench(unit=drawn_unit(seed), depth_gauge=DepthGauge(seed), dial=DialGauge(seed))
