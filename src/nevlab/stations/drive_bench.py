"""The lift with a drive unit to be fitted and matched: bolts with their curves, software, the audit of the wrench.

The wrench records torque over angle; an audit of the line's own wrench hangs beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations import drive_removal
from nevlab.stations.drive_removal import PARTS, DriveRemoval, first
from nevlab.stations.station import Doing
from nevlab.vehicle.drive_unit import unit as units
from nevlab.vehicle.drive_unit.process import Audit, drawn_audit
from nevlab.vehicle.ranges import in_range, one_of

LEAST_V, FED_V = 13.0, 13.6
"""Voltage of the 12 V system below which nothing is flashed, and with a supply [V]: training values."""
SAGGED_V = 0.9
"""By how much it falls during ten minutes without a supply [V]: an assumption."""


@dataclass(frozen=True, kw_only=True)
class DriveBench(DriveRemoval):
    """The lift in one state.

    Parameters
    ----------
    audit
        The audit of the wrench.
    passes
        Passes in which the mounting bolts were tightened since the unit was put back: order and torque [Nm].
    marked, fed, learnt
        The bolts are marked; the 12 V system has a supply; the offset of the resolver has been learnt.
    """

    audit: Audit
    passes: tuple[tuple[tuple[int, ...], float], ...] = ()
    marked: bool = False
    fed: bool = False
    learnt: bool = False

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            **drive_removal.ACTIONS,
            "tighten": Doing(("order", "torque_nm"), minutes=4.0),
            "read_curve": Doing(("bolt",), minutes=1.0),
            "mend": Doing(("bolt", "remedy"), minutes=8.0),
            "mark": Doing(minutes=1.0),
            "put_on": Doing(("part",), minutes=8.0),
            "read_versions": Doing(minutes=2.0),
            "connect_supply": Doing(minutes=2.0),
            "flash": Doing(("software",), minutes=12.0),
            "learn_offset": Doing(minutes=5.0),
            "read_audit": Doing(minutes=5.0),
        }
    )

    @property
    def tight(self) -> bool:
        """Tell whether the mounting bolts have their final torque."""
        return bool(self.passes) and self.passes[-1][1] >= units.PASSES_NM[-1]

    @property
    def by_card(self) -> bool:
        """Tell whether the mounting bolts were tightened in the card's order and passes."""
        return self.passes == tuple((units.BOLT_ORDER, torque_nm) for torque_nm in units.PASSES_NM)

    def _power_up(self) -> tuple[Self, dict[str, Any]]:
        whole = not self.off and not self.out and (self.tight or not self.lifted)
        first(whole, label("put the unit and all its parts back", "装复总成和全部部件"))
        return super()._power_up()

    def _lift(self) -> tuple[Self, dict[str, Any]]:
        after, details = super()._lift()
        return replace(after, passes=(), marked=False), details

    def _tighten(self, order: str, torque_nm: float) -> tuple[Self, dict[str, Any]]:
        """Tighten all mounting bolts once in an order such as ``"1 4 2 5 3 6"``."""
        self._must_be_in()
        bolts = tuple(int(one) for one in str(order).split() if one.isdigit())
        if sorted(bolts) != sorted(units.BOLTS):
            raise WorkshopError("bolts-each-once", order=order, count=len(units.BOLTS))
        torque_nm = in_range(label("torque", "拧紧力矩"), torque_nm, 5.0, units.PASSES_NM[-1], "Nm")
        after = replace(self, passes=(*self.passes, (bolts, torque_nm)), marked=False)
        return after, {"order": order, "torque_nm": torque_nm}

    def _read_curve(self, bolt: int) -> tuple[Self, dict[str, Any]]:
        """Read from the recorded curve the angle between the card's two torques, and its upper half."""
        self._must_be_tight()
        joint, (low_nm, high_nm) = self.unit.joints[_bolt(bolt)], units.PASSES_NM
        low_deg, middle_deg, high_deg = map(joint.angle_deg, (low_nm, (low_nm + high_nm) / 2, high_nm))
        angles = {"angle_deg": round(high_deg - low_deg), "upper_deg": round(high_deg - middle_deg)}
        return self, {"bolt": bolt, **angles}

    def _mend(self, bolt: int, remedy: str) -> tuple[Self, dict[str, Any]]:
        """Loosen all bolts and mend one."""
        one_of(label("remedy", "处理方法"), remedy, units.REMEDIES.values())
        self._must_be_in()
        after = replace(self, unit=self.unit.mended(_bolt(bolt), remedy), passes=(), marked=False)
        return after, {"bolt": bolt, "remedy": remedy}

    def _mark(self) -> tuple[Self, dict[str, Any]]:
        """Draw a line of paint over each bolt's head onto the flange."""
        self._must_be_tight()
        return replace(self, marked=True), {}

    def _put_on(self, part: str) -> tuple[Self, dict[str, Any]]:
        one_of(label("part", "部件"), part, PARTS[:-1])
        self._must_be_tight()
        return replace(self, off=self.off - {part}), {"part": part}

    def _read_versions(self) -> tuple[Self, dict[str, Any]]:
        """Read versions and the voltage of the 12 V system with the scan tool."""
        self._must_be_matched_next()
        told = {"vcu": self.unit.vcu, "hardware": self.unit.hardware, "software": self.unit.software}
        return self, {**told, "supply_v": self._supply_v}

    def _connect_supply(self) -> tuple[Self, dict[str, Any]]:
        return replace(self, fed=True), {}

    def _flash(self, software: str) -> tuple[Self, dict[str, Any]]:
        """Write software into the inverter; without a supply the 12 V system falls and the writing breaks off."""
        one_of(label("software", "软件版本"), software, units.PAIRS.values())
        self._must_be_matched_next()
        at_end_v = round(self._supply_v - (0.0 if self.fed else SAGGED_V), 1)
        done = at_end_v >= LEAST_V
        unit = replace(self.unit, software=software if done else "")
        return replace(self, unit=unit, learnt=False), {"software": software, "supply_v": at_end_v, "done": done}

    def _learn_offset(self) -> tuple[Self, dict[str, Any]]:
        """Let the inverter learn the offset of the resolver, the wheels off the ground."""
        self._must_be_matched_next()
        if self.unit.software != self.unit.wanted:
            raise WorkshopError("drive-mismatch")
        return replace(self, learnt=True), {"offset_deg": self.unit.offset_deg}

    def _read_audit(self) -> tuple[Self, dict[str, Any]]:
        """Take the audit sheet of the wrench from the board."""
        sheet = {"means_nm": list(self.audit.means_nm), "ranges_nm": list(self.audit.ranges_nm)}
        return self, {**sheet, "newest_nm": self.audit.newest_nm}

    @property
    def _supply_v(self) -> float:
        return FED_V if self.fed else self.unit.supply_v

    def _must_be_tight(self) -> None:
        self._must_be_in()
        first(self.tight, label("tighten the mounting bolts", "拧紧安装螺栓"))

    def _must_be_matched_next(self) -> None:
        self._must_be_on()
        first(self.exchanged, label("exchange the inverter", "更换逆变器"))


def _bolt(number: int) -> int:
    return int(one_of(label("bolt", "螺栓"), str(number), [str(one) for one in units.BOLTS]))


def drive_bench(seed: int) -> DriveBench:
    """Give the lift with the car of a seed; the instruments' errors come from it too."""
    return DriveBench(unit=units.drawn_unit(seed), audit=drawn_audit(seed), seed=seed)
