"""What a record proves: its actions done again, on the same car."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from nevlab.jobcard.record import Action
from nevlab.stations.station import Station

REFUSED = "refused"
"""Name of the action with which a record keeps an attempt that was refused because it would have been unsafe."""

S = TypeVar("S", bound=Station)


@dataclass(frozen=True)
class Replay(Generic[S]):
    """The actions of a record, done again at a station. An exercise says in a subclass what they show.

    Parameters
    ----------
    station
        The station as it stands after the actions.
    done
        The genuine actions in order: those that the station's state allowed, with readings that it shows again.
    refused
        How often something unsafe was attempted.
    """

    station: S
    done: tuple[Action, ...] = ()
    refused: int = 0

    @classmethod
    def of(cls, station: S, actions: Iterable[Action]) -> Self:
        """Do `actions` at `station`; what is made up, damaged or not allowed changes nothing."""
        done, refused = [], 0
        for told in actions:
            refused += told.action == REFUSED
            try:
                doing = station.ACTIONS[told.action]
                after, shown = station.act(told.action, **{name: told.details[name] for name in doing.sets})
                genuine = _agrees(shown, told.details, doing.step)
            except (KeyError, TypeError, ValueError, OverflowError):
                continue
            if genuine:
                station = after
                done.append(told)
        return cls(station, tuple(done), refused)

    def details(self, action: str) -> tuple[Mapping[str, Any], ...]:
        """Give what each genuine `action` set and showed, in order."""
        return tuple(told.details for told in self.done if told.action == action)

    def did(self, *actions: str) -> bool:
        """Tell whether `actions` were done in this order, whatever was done between them."""
        rest = iter(told.action for told in self.done)
        return all(action in rest for action in actions)


def _agrees(shown: Mapping[str, Any], recorded: Mapping[str, Any], step: float) -> bool:
    return shown.keys() == recorded.keys() and all(
        abs(value - recorded[name]) <= step + 1e-9 if isinstance(value, int | float) else value == recorded[name]
        for name, value in shown.items()
    )
