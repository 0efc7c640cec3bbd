"""What a record proves: its actions done again, on the same car."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from nevlab.jobcard.record import Action, Record, record_path
from nevlab.stations.station import Station

REFUSED = "refused"
"""Name of the action with which a record keeps an attempt that was refused because it would have been unsafe."""

S = TypeVar("S", bound=Station)


@dataclass(frozen=True)
class Mismatch:
    """A recorded action that the car does not confirm.

    Parameters
    ----------
    told
        The action with the readings that stand in the record.
    shown
        What it sets and shows when it is done again; empty where the station does not allow it.
    """

    told: Action
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Replay(Generic[S]):
    """The actions of a record, done again at a station. An exercise says in a subclass what they show.

    Parameters
    ----------
    station
        The station as it stands after the actions.
    done
        The genuine actions in order: those that the station's state allowed, with readings that it shows again.
    unsafe
        The attempts that were refused as unsafe, as they were recorded: what was tried, why it was refused, and what
        would have happened.
    mismatched
        The recorded actions of this station that it does not confirm. They count for nothing; a teacher should see
        them. A record made with another version of nevlab can hold some in good faith.
    """

    station: S
    done: tuple[Action, ...] = ()
    unsafe: tuple[Action, ...] = ()
    mismatched: tuple[Mismatch, ...] = ()

    @classmethod
    def of(cls, station: S, actions: Iterable[Action]) -> Self:
        """Do `actions` at `station`; what is made up, damaged or not allowed changes nothing."""
        return cls(station).then(actions)

    @classmethod
    def recorded(cls, station: S, exercise: str) -> Self:
        """Do at `station` what this folder's record of `exercise` says: for test cells."""
        return cls.of(station, Record.read(record_path(Path.cwd(), exercise)).actions())

    def then(self, actions: Iterable[Action]) -> Self:
        """Do further `actions`; those that are none of this station's are left out."""
        station, done, unsafe, mismatched = self.station, list(self.done), list(self.unsafe), list(self.mismatched)
        for told in actions:
            if told.action == REFUSED:
                unsafe.append(told)
            if told.action not in station.ACTIONS:
                continue
            after, shown = _again(station, told)
            if _agrees(shown, told.details, station.ACTIONS[told.action].step):
                station = after
                done.append(told)
            else:
                mismatched.append(Mismatch(told, shown or {}))
        return type(self)(station, tuple(done), tuple(unsafe), tuple(mismatched))

    @property
    def refused(self) -> int:
        """How often something unsafe was attempted."""
        return len(self.unsafe)

    @property
    def minutes(self) -> float:
        """Working time of what was done [min]."""
        return sum(self.station.ACTIONS[told.action].cost_minutes(told.details) for told in self.done)

    def details(self, action: str) -> tuple[Mapping[str, Any], ...]:
        """Give what each genuine `action` set and showed, in order."""
        return tuple(told.details for told in self.done if told.action == action)

    def until(self, *actions: str) -> Self:
        """Give what was done before the first of `actions`; everything where none of them was done."""
        return replace(self, done=self.done[: min(self._places(actions), default=len(self.done))])

    def since(self, *actions: str) -> Self:
        """Give what was done after the last of `actions`; everything where none of them was done."""
        return replace(self, done=self.done[max(self._places(actions), default=-1) + 1 :])

    def _places(self, actions: Collection[str]) -> list[int]:
        """Give where in what was done `actions` stand: the order counts, not the numbers that a record gives itself."""
        return [place for place, told in enumerate(self.done) if told.action in actions]

    def did(self, *actions: str) -> bool:
        """Tell whether `actions` were done in this order, whatever was done between them."""
        rest = iter(told.action for told in self.done)
        return all(action in rest for action in actions)


def _again(station: S, told: Action) -> tuple[S, Mapping[str, Any] | None]:
    """Give the station after `told` and what it shows then; None where what is told cannot be done."""
    try:
        return station.act(told.action, **{name: told.details[name] for name in station.ACTIONS[told.action].sets})
    # Anything may stand in a record.
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
        return station, None


def _agrees(shown: Mapping[str, Any] | None, recorded: Any, step: float) -> bool:
    if shown is None or not isinstance(recorded, Mapping) or shown.keys() != recorded.keys():
        return False
    # The instrument's word on its resolution, not the record's; the text on its display only repeats the value.
    step = shown.get("step", step)
    numbers = {name: value for name, value in shown.items() if name not in ("step", "shown")}
    return all(_is_near(value, recorded[name], step) for name, value in numbers.items())


def _is_near(value: Any, recorded: Any, step: float) -> bool:
    if isinstance(value, Mapping):
        return _agrees(value, recorded, step)
    if not _is_number(value):
        return bool(value == recorded)
    return _is_number(recorded) and abs(value - recorded) <= step + 1e-9


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
