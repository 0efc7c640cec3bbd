"""The lift with a car on it: its drive unit taken out, inspected, given a new inverter, and lifted back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.instruments.gauges import STEP_M, TRAVEL_M, DialGauge
from nevlab.instruments.reading import rounded
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import SAFETY, Doing, Station, UnsafeAct
from nevlab.vehicle.drive_unit.unit import LIMITS_M, DriveUnit
from nevlab.vehicle.ranges import one_of

PARTS = ("coolant", "plugs", "shafts", "mounts")
"""What comes off, in this order; the mounting bolts go on by tightening them."""
MEANS = ("hoist", "jack")
RENEWED = (*LIMITS_M, "seals")

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        **SAFETY,
        "read_log": Doing(minutes=3.0),
        "take_off": Doing(("part",), minutes=8.0),
        "hang": Doing(("means",), minutes=6.0),
        "lower": Doing(minutes=8.0),
        "measure": Doing(("place",), minutes=3.0),
        "renew": Doing(("part",), minutes=10.0),
        "exchange_inverter": Doing(minutes=20.0),
        "lift": Doing(minutes=8.0),
    }
)


@dataclass(frozen=True, kw_only=True)
class DriveRemoval(Station):
    """The lift in one state.

    Parameters
    ----------
    unit
        The drive unit; what is wrong with it is hidden.
    seed
        Whose instruments they are.
    off
        What of :data:`PARTS` is off.
    hung, out, exchanged, lifted
        The unit hangs in the hoist; it is out of the car; it has its new inverter; it is back on its mounts.
    """

    unit: DriveUnit
    seed: int
    off: frozenset[str] = frozenset()
    hung: bool = False
    out: bool = False
    exchanged: bool = False
    lifted: bool = False

    def _read_log(self) -> tuple[Self, dict[str, Any]]:
        """Read the data stream of the last run on the roller bench, and the plate of the machine."""
        self._must_be_on()
        log = self.unit.log
        axles = {
            axle: {"pole_pairs": pairs, "frequency_hz": frequency_hz, "speed_rpm": speed_rpm}
            for axle, (pairs, frequency_hz, speed_rpm) in log.axles.items()
        }
        others = ("torque_nm", "base_rpm", "high_rpm", "wheel_kw", "brake_kw", "dcdc_kw")
        return self, {**axles, **{name: getattr(log, name) for name in others}}

    def _take_off(self, part: str) -> tuple[Self, dict[str, Any]]:
        one_of(label("part", "部件"), part, PARTS)
        self._must_be_dead()
        if part == "plugs":
            words = label("drain the coolant: it would run into the plugs", "放出冷却液，否则会流进插接器")
            first("coolant" in self.off, words)
        if part == "mounts":
            words = label("coolant, plugs and drive shafts off", "放冷却液，拆插接器和半轴")
            first({"coolant", "plugs", "shafts"} <= self.off, words)
            if not self.hung:
                raise UnsafeAct("drive-unsupported", mass=self.unit.mass_kg)
        return replace(self, off=self.off | {part}, lifted=False), {"part": part}

    def _hang(self, means: str) -> tuple[Self, dict[str, Any]]:
        """Take the unit's weight, at its lifting eyes or with a jack under its sump."""
        if one_of(label("means of lifting", "起吊方式"), means, MEANS) == "jack":
            raise UnsafeAct("drive-on-jack", mass=self.unit.mass_kg)
        return replace(self, hung=True), {"means": means}

    def _lower(self) -> tuple[Self, dict[str, Any]]:
        first("mounts" in self.off, label("undo the mounting bolts", "拆下安装螺栓"))
        return replace(self, out=True), {}

    def _measure(self, place: str) -> tuple[Self, dict[str, Any]]:
        """Read with the dial gauge, preloaded and zeroed, what a place moves."""
        one_of(label("measuring place", "测量位置"), place, LIMITS_M)
        self._must_be_out()
        there, back = DialGauge(self.seed).zeroed().follow([0.0, -self.unit.plays_m[place]])
        return self, {"place": place, **rounded(there.value - back.value, "m", STEP_M, TRAVEL_M).as_details()}

    def _renew(self, part: str) -> tuple[Self, dict[str, Any]]:
        one_of(label("part", "部件"), part, RENEWED)
        self._must_be_out()
        return replace(self, unit=self.unit.renewed(part) if part in LIMITS_M else self.unit), {"part": part}

    def _exchange_inverter(self) -> tuple[Self, dict[str, Any]]:
        self._must_be_out()
        return replace(self, exchanged=True), {}

    def _lift(self) -> tuple[Self, dict[str, Any]]:
        """Lift the unit to its mounts and start all bolts by hand."""
        self._must_be_out()
        return replace(self, out=False, lifted=True, off=self.off - {"mounts"}), {}

    def _must_be_on(self) -> None:
        if self.dead:
            raise WorkshopError("is-dead")

    def _must_be_out(self) -> None:
        first(self.out, label("take the unit out of the car", "把总成从车上拆下"))

    def _must_be_in(self) -> None:
        self._must_be_dead()
        first(self.lifted, label("lift the unit back into the car", "把总成吊装回车上"))


def first(done: bool, what: str) -> None:
    """Refuse what has to wait until something else is done: `what`, in words.

    Raises
    ------
    WorkshopError
        If it is not done.
    """
    if not done:
        raise WorkshopError("drive-first", what=what)
