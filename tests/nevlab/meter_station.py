"""A station for tests of the job card: one source in a box, a meter with two ranges, work that takes time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.stations.station import SAFETY, Doing, Station, UnsafeAct


@dataclass(frozen=True)
class MeterStation(Station):
    """A box with a source of `source_v`; `done` counts what was done at every station of this kind."""

    source_v: float
    done: ClassVar[list[str]] = []

    ACTIONS = MappingProxyType(
        {
            **SAFETY,
            "measure": Doing(("range_v",), step=0.5, minutes=4.0),
            "unplug": Doing(minutes=2.0),
            "count_leds": Doing(step=1.0, minutes=1.0),
            "clear_codes": Doing(minutes=1.0),
        }
    )

    def act(self, action: str, **asked: Any) -> tuple[Any, dict[str, Any]]:
        self.done.append(action)
        return super().act(action, **asked)

    def _measure(self, range_v: int) -> tuple[MeterStation, dict[str, Any]]:
        step = {40: 0.01, 400: 0.1}[range_v]
        shown = round(self.source_v / step) * step
        return self, {"range_v": range_v, "voltage_v": round(shown, 6), "step": step}

    def _unplug(self) -> tuple[MeterStation, dict[str, Any]]:
        if not self.dead:
            raise UnsafeAct("is-live", voltage_v=self.source_v)
        return replace(self, dead=True), {}

    def _count_leds(self) -> tuple[MeterStation, dict[str, Any]]:
        return self, {"leds": 3, "flashing": True}

    def _clear_codes(self) -> tuple[MeterStation, dict[str, Any]]:
        return self, {}


def did(action: str, n: int = 0, **details: Any) -> dict[str, Any]:
    """Give the event of an action as a record holds it."""
    return {"n": n, "at": "2026-11-21T12:00:00Z", "event": "did", "action": action, "details": details}


def entered(field: str, value: object, n: int = 0) -> dict[str, Any]:
    """Give the event of an entry as a record holds it."""
    return {"n": n, "at": "2026-11-21T12:00:00Z", "event": "entered", "field": field, "value": value}
