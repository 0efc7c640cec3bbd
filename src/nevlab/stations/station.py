"""A place of work: what can be done there, in which state, and what each instrument then shows.

A bench and the checking of a record go through the same :meth:`Station.act`, so a recorded reading counts when the same
action on the same car shows it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

from nevlab.labels import label
from nevlab.messages import WorkshopError, message
from nevlab.vehicle.ranges import one_of


class UnsafeAct(WorkshopError):  # noqa: N818 - what somebody attempted, not a fault of the workshop
    """A refusal of what would have been unsafe on a real car; it says too what would have happened there.

    Parameters
    ----------
    key
        Entry of the message table with the refusal; the entry ``<key>-happens`` says what would have happened.
    **values
        What the placeholders of both stand for.

    Attributes
    ----------
    happens : str
        What would have happened, in words.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, **values)
        self.happens = message(f"{key}-happens", **values)

    def __str__(self) -> str:
        return f"{super().__str__()} {self.happens}"


@dataclass(frozen=True)
class Doing:
    """One thing that can be done at a station.

    Parameters
    ----------
    sets
        Names of what the person sets for it.
    step
        Resolution of what the instrument shows, in its own unit; a recorded reading may differ by it. An instrument
        with several ranges shows the resolution of the range it used as a detail ``"step"``, which then counts.
    minutes
        Working time that it costs [min]; assumptions of our own, all of them.
    takes
        The detail that says how many minutes it takes besides; empty for none.
    """

    sets: tuple[str, ...] = ()
    step: float = 0.0
    minutes: float = 0.0
    takes: str = ""

    def cost_minutes(self, details: Mapping[str, Any]) -> float:
        """Give the working time of an action with these recorded details [min]."""
        return self.minutes + (float(details[self.takes]) if self.takes else 0.0)


SAFETY: Mapping[str, Doing] = MappingProxyType(
    {"protect": Doing(minutes=5.0), "power_down": Doing(minutes=15.0), "power_up": Doing(minutes=5.0)}
)
"""What is done at every station; the working times are assumptions, powering down with its wait and its proof."""


@dataclass(frozen=True, kw_only=True)
class Station:
    """A station in one state; a subclass holds the car, names its :attr:`ACTIONS` and has a method for each.

    Parameters
    ----------
    protected
        Barrier, supervisor and protective equipment are in place.
    dead
        Powered down by the maker's route and proven dead; otherwise live.
    """

    ACTIONS: ClassVar[Mapping[str, Doing]]

    protected: bool = False
    dead: bool = False

    def act(self, action: str, **asked: Any) -> tuple[Self, dict[str, Any]]:
        """Do `action` and give the station afterwards with the details to record: what was set and what was read.

        Raises
        ------
        UnsafeAct
            If it would be unsafe in this state.
        WorkshopError
            If there is no such action, the state does not allow it otherwise, or a value is outside its range.
        """
        one_of(label("action", "操作"), action, self.ACTIONS)
        return getattr(self, f"_{action}")(**asked)

    def _protect(self) -> tuple[Self, dict[str, Any]]:
        return replace(self, protected=True), {}

    def _power_down(self) -> tuple[Self, dict[str, Any]]:
        self._must_be_protected()
        return replace(self, dead=True), {}

    def _power_up(self) -> tuple[Self, dict[str, Any]]:
        self._must_be_protected()
        return replace(self, dead=False), {}

    def _must_be_protected(self) -> None:
        if not self.protected:
            raise UnsafeAct("unprotected")

    def _must_be_dead(self) -> None:
        if not self.dead:
            raise UnsafeAct("is-live")

    def _must_be_live(self) -> None:
        self._must_be_protected()
        if self.dead:
            raise WorkshopError("is-dead")
