"""A car with faults: each entry of the library changes its parameters, and entries combine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from nevlab.faults.entry import Change
from nevlab.faults.library import fault
from nevlab.messages import WorkshopError
from nevlab.vehicle.can_bus import Break, Short
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.parameters import changed

_ROWS: Mapping[str, type] = MappingProxyType({"can.shorts": Short, "can.breaks": Break})


def with_faults(car: Car, *keys: str) -> Car:
    """Give the car with faults of the library.

    Parameters
    ----------
    car
        A sound car, or one with other faults.
    *keys
        Ids of the library.

    Raises
    ------
    WorkshopError
        If an id is unknown, stands twice, or two of the faults change the same parameter and do not both add to it.
    """
    taken: dict[str, tuple[str, Change]] = {}
    for key in keys:
        for change in fault(key).changes:
            other, before = taken.setdefault(change.path, (key, change))
            if keys.count(key) > 1 or (other != key and None in (before.add, change.add)):
                raise WorkshopError("faults-collide", one=other, other=key, path=change.path)
            car = changed(car, change.path, partial(_new, change))
    return car


def _new(change: Change, value: Any) -> Any:
    if change.add is not None:
        if isinstance(value, frozenset):
            return value | {change.add}
        if isinstance(value, float):
            return value + change.add
        kind = _ROWS.get(change.path)
        return (*value, kind(**change.add) if kind else change.add)
    return value * change.times if change.times is not None else change.to
