"""The bay for high-voltage work: set up, kit checked, work permit signed; and the emergency drill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.kit import base, electrical
from nevlab.stations.kit.electrical import ElectricalChecks
from nevlab.stations.kit.emergency import DANGEROUS, ORDERS, STEPS
from nevlab.stations.kit.items import ITEMS, Kit, drawn_defects
from nevlab.stations.station import Doing, UnsafeAct
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.ranges import one_of

PLACES = ("barrier", "signs", "way out", "rescue", "numbers", "supervisor")
"""What is set up: barrier, signs, a free way out, hook and extinguisher at hand, emergency numbers, the supervisor."""
POINTS = ("1", "2", "3", "4", "5")
"""Where the mat is measured: its four corners and the place where one stands."""
MAT_OHM, PUNCTURED_OHM = (1.2e9, 9e9), (3e6, 40e6)
"""Resistance of a sound mat and at a punctured place [Ω]."""
MAT_LEAST_OHM = 100e6
"""Least that the bay's card asks of the mat [Ω]: a value of our own."""
SIDES = ("left", "right")

DEFECTS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {"gloves": ("overdue", "rating", "check")},
    {"mat": ("check",), "tester": ("check",), "milliohm": ("check", "overdue")},
    {"multimeter": ("rating", "check"), "leads": ("rating", "damage", "check")},
    {"shield": ("damage",), "shoes": ("overdue", "damage"), "hook": ("overdue", "damage"),
     "extinguisher": ("overdue", "damage")},
)  # fmt: skip
"""One defect of each line lies in every kit."""


@dataclass(frozen=True)
class Job:
    """The car that the permit is for: its voltage [V], and the insulation of its minus pole [Ω]."""

    voltage_v: float
    minus_iso_ohm: float


@dataclass(frozen=True, kw_only=True)
class WorkBay(ElectricalChecks):
    """The bay in one state.

    Parameters
    ----------
    set_up
        What of :data:`PLACES` is set up.
    signed, signed_in_order
        The work permit is signed; and everything was in order when it was signed last.
    alarm
        What the trainer has shown in the drill; empty before it began.
    """

    set_up: frozenset[str] = frozenset()
    signed: bool = False
    signed_in_order: bool = False
    alarm: str = ""

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "set_up": Doing(("place",), minutes=1.0),
            **base.ACTIONS,
            **electrical.ACTIONS,
            "air_test": Doing(("side",), minutes=1.0),
            "measure_mat": Doing(("point",), minutes=1.0),
            "sign_permit": Doing(minutes=3.0),
            "alarm": Doing(minutes=0.5),
            "respond": Doing(("response",), minutes=0.5),
        }
    )

    @property
    def job(self) -> Job:
        """Give the car that the permit is for."""
        draw = draws(self.kit.seed, "kit job")
        return Job(10.0 * round(within(draw, 32, 46)), 1e3 * round(within(draw, 12, 30)))

    @property
    def in_order(self) -> bool:
        """Tell whether everything is set up, and every item is sound and wholly checked."""
        return self.set_up == frozenset(PLACES) and self.kit.complete

    def _set_up(self, place: str) -> tuple[WorkBay, dict[str, Any]]:
        one_of(label("part of the bay", "工位布置项目"), place, PLACES)
        return replace(self, set_up=self.set_up | {place}), {"place": place}

    def _air_test(self, side: str) -> tuple[WorkBay, dict[str, Any]]:
        """Roll a glove up from its cuff, press the air into the fingers, listen and hold it to the cheek."""
        one_of(label("glove", "手套"), side, SIDES)
        leaking = pick(draws(self.kit.seed, "kit glove"), SIDES) if self.kit.defect("gloves") == "check" else ""
        return self._checked("gloves", side), {"side": side, "holds": side != leaking}

    def _measure_mat(self, point: str) -> tuple[WorkBay, dict[str, Any]]:
        """Measure from the mat's upper side to the metal plate below; with a bad tester that proves nothing."""
        one_of(label("point of the mat", "绝缘垫测点"), point, POINTS)
        fresh = "mat" in self.kit.replaced
        draw = draws(self.kit.seed, f"kit mat {point} {fresh}")
        weak = pick(draws(self.kit.seed, "kit mat"), POINTS) if self.kit.defect("mat") == "check" else ""
        ohm = within(draw, *(PUNCTURED_OHM if point == weak else MAT_OHM))
        reading = self._insulation(f"mat {point}", ohm)
        after = self if self.kit.defect("tester") == "check" else self._checked("mat", point)
        return after, {"point": point, **reading.as_details()}

    def weakest_mat_ohm(self) -> float:
        """Give the lowest reading [Ω] that a sound tester shows of the mat as it lies there."""
        sound = replace(self, kit=self.kit.with_another("tester"))
        return min(float(sound.act("measure_mat", point=point)[1]["value"]) for point in POINTS)

    def _sign_permit(self) -> tuple[WorkBay, dict[str, Any]]:
        return replace(self, signed=True, signed_in_order=self.in_order), {}

    def _alarm(self) -> tuple[WorkBay, dict[str, Any]]:
        """Begin the drill: the trainer shows one of the emergencies."""
        shown = pick(draws(self.kit.seed, "kit alarm"), tuple(ORDERS))
        return replace(self, alarm=shown), {"shown": shown}

    def _respond(self, response: str) -> tuple[WorkBay, dict[str, Any]]:
        one_of(label("step", "步骤"), response, STEPS)
        if not self.alarm:
            raise WorkshopError("no-alarm")
        if response in DANGEROUS:
            raise UnsafeAct(DANGEROUS[response])
        return self, {"response": response}


def work_bay(seed: int) -> WorkBay:
    """Give the bay with the kit of a seed."""
    return WorkBay(kit=Kit(seed, tuple(ITEMS), drawn_defects(seed, DEFECTS)))
