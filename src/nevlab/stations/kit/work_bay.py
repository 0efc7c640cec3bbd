"""The bay for high-voltage work: set up, kit checked, work permit signed; and the emergency drill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.kit import base, electrical, protective
from nevlab.stations.kit.emergency import DANGEROUS, ORDERS, STEPS
from nevlab.stations.kit.items import Kit, drawn_defects
from nevlab.stations.kit.protective import ProtectiveChecks
from nevlab.stations.station import Doing, UnsafeAct
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.ranges import one_of

PLACES = ("barrier", "signs", "way out", "rescue", "numbers", "supervisor")
"""What is set up: barrier, signs, a free way out, hook and extinguisher at hand, emergency numbers, the supervisor."""
KIT = (
    "gloves", "shield", "shoes", "mat", "hook", "extinguisher", "multimeter", "leads", "tester", "milliohm",
)  # fmt: skip
"""The items of the bay."""

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
class WorkBay(ProtectiveChecks):
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
            **protective.ACTIONS,
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
    return WorkBay(kit=Kit(seed, KIT, drawn_defects(seed, DEFECTS)))
