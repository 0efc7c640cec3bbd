"""The entries of the library and the files they are read from: one TOML file a place of the car.

An entry states what is changed in the car and what a technician then finds; tests compare the two.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from nevlab.faults.entry import Fault
from nevlab.faults.schema import read_fault
from nevlab.labels import label
from nevlab.vehicle.ranges import one_of

PLACES = ("battery", "high_voltage", "interlock", "insulation", "charging", "network", "drive", "auxiliaries")
"""Where in the car, and the name of the file."""


@cache
def library() -> Mapping[str, Fault]:
    """Give every fault by its id.

    Raises
    ------
    WorkshopError
        If an entry is not as the schema wants it; the words name file, entry and field.
    """
    found: dict[str, Fault] = {}
    for place in PLACES:
        text = files("nevlab.faults").joinpath(f"{place}.toml").read_text(encoding="utf-8")
        for key, entry in tomllib.loads(text).items():
            found[key] = read_fault(key, place, entry)
    return MappingProxyType(found)


def fault(key: str) -> Fault:
    """Give one fault.

    Raises
    ------
    WorkshopError
        If the library has none of that id.
    """
    known = library()
    return known[one_of(label("fault", "故障"), key, known)]


def parts() -> Mapping[str, str]:
    """Give every part that may be the cause, with its name: what a technician can repair or replace."""
    named: dict[str, Any] = {}
    for entry in library().values():
        named.setdefault(entry.part, entry.part_name.text)
    return MappingProxyType(dict(sorted(named.items())))
