"""From the plain data of a TOML file to the entries of the library: the dataclasses of ``entry.py`` are the schema."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from nevlab.faults.entry import Fault
from nevlab.messages import WorkshopError


def read_fault(key: str, place: str, data: Mapping[str, Any]) -> Fault:
    """Give one entry.

    Parameters
    ----------
    key, place
        The entry's id and the name of its file.
    data
        What stands under the id.

    Raises
    ------
    WorkshopError
        If a field is missing, unknown or of the wrong kind: all of them in one message.
    """
    problems: list[str] = []
    found = _read(Fault, {"id": key, "place": place, **data}, key, problems)
    if problems:
        raise WorkshopError("fault-entry", file=f"{place}.toml", problems="; ".join(problems))
    return typing.cast(Fault, found)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, data: Any, where: str, problems: list[str]) -> Any:
    origin = typing.get_origin(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_fields(kind, data, where, problems)
    if origin is tuple:
        (item,) = (part for part in typing.get_args(kind) if part is not ...)
        if not isinstance(data, list):
            problems.append(f"{where}: a list is wanted, not {data!r}")
            return ()
        return tuple(_read(item, one, f"{where}.{place}", problems) for place, one in enumerate(data, start=1))
    if origin in (typing.Union, types.UnionType):
        return _read_plain(typing.get_args(kind), data, where, problems)
    return data if kind is Any else _read_plain((kind,), data, where, problems)


def _read_fields(kind: type, data: Any, where: str, problems: list[str]) -> Any:
    if not isinstance(data, Mapping):
        problems.append(f"{where}: a table with {', '.join(_hints(kind))} is wanted, not {data!r}")
        return None
    known = {field.name: field for field in fields(kind)}
    problems += [f"{where}: unknown field {name!r}" for name in data if name not in known]
    values = {}
    for name, field in known.items():
        if name in data:
            values[name] = _read(_hints(kind)[name], data[name], f"{where}.{name}", problems)
        elif field.default is MISSING:
            problems.append(f"{where}: {name!r} is missing")
    return kind(**values) if not problems else None


def _read_plain(kinds: tuple[Any, ...], data: Any, where: str, problems: list[str]) -> Any:
    if float in kinds and isinstance(data, int | float) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kinds):
        names = " / ".join(kind.__name__ for kind in kinds)
        problems.append(f"{where}: {names} is wanted, not {data!r}")
    return data
