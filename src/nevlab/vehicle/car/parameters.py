"""A car with one physical parameter changed, found by its path: ``high_voltage.precharge_ohm``.

A step of a path is the name of a field, the key of a mapping, the name of an item in a row of named items, or the
number of a cell, counted from 1: ``interlock.contacts.charger.ohm``, ``pack.joint_ohm.40``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from nevlab.messages import WorkshopError
from nevlab.vehicle.draws import draws, pick

T = TypeVar("T")


def changed(thing: T, path: str, change: Callable[[Any], Any]) -> T:
    """Give `thing` with ``change(value)`` in place of the value at `path`.

    Raises
    ------
    WorkshopError
        If nothing is there, or the new value is out of its range.
    """
    try:
        return _changed(thing, path.split("."), change)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        if isinstance(error, WorkshopError):
            raise
        raise WorkshopError("no-such-parameter", path=path) from None


def varied(thing: T, seed: int, values: Mapping[str, Sequence[Any]]) -> T:
    """Give `thing` with one of several values at each path of `values`, drawn from `seed`: a student's own car.

    Raises
    ------
    WorkshopError
        As :func:`changed`.
    """
    for path, options in values.items():
        thing = _with(thing, path, pick(draws(seed, path), options))
    return thing


def _with(thing: T, path: str, value: Any) -> T:
    return changed(thing, path, lambda _: value)


def value_at(thing: Any, path: str) -> Any:
    """Give the value at `path`.

    Raises
    ------
    WorkshopError
        If nothing is there.
    """
    found: list[Any] = []

    def keep(value: Any) -> Any:
        found.append(value)
        return value

    changed(thing, path, keep)
    return found[0]


def _changed(thing: Any, steps: list[str], change: Callable[[Any], Any]) -> Any:
    if not steps:
        return change(thing)
    step, rest = steps[0], steps[1:]
    if is_dataclass(thing) and not isinstance(thing, type):
        if step not in {field.name for field in fields(thing)}:
            raise KeyError(step)
        return replace(thing, **{step: _changed(getattr(thing, step), rest, change)})
    if isinstance(thing, Mapping):
        return MappingProxyType({**thing, step: _changed(thing[step], rest, change)})
    if isinstance(thing, np.ndarray):
        changed = thing.copy()
        if not 1 <= int(step) <= len(thing):
            raise IndexError(step)
        changed[int(step) - 1] = _changed(float(thing[int(step) - 1]), rest, change)
        return changed
    if isinstance(thing, tuple):
        places = [place for place, item in enumerate(thing) if step in (_name(item), str(place))]
        (place,) = places
        return (*thing[:place], _changed(thing[place], rest, change), *thing[place + 1 :])
    raise KeyError(step)


def _name(item: Any) -> str:
    return str(getattr(item, "name", getattr(item, "connector", "")))
