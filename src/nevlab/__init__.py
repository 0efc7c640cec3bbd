"""The virtual NEV workshop: the only thing that a student's notebook imports.

The rooms, and who may import whom: ``vehicle ← faults ← instruments ← stations ← jobcard ← bench``;
``data``, ``labels``, ``messages`` and ``surroundings`` are open to all of them. A room is loaded when it is first used.

Notes
-----
A simulation does not authorise anybody to work on a high-voltage system.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_ROOMS = ("bench", "data", "faults", "instruments", "jobcard", "labels", "stations", "vehicle")


def __getattr__(name: str) -> ModuleType:
    if name in _ROOMS:
        return import_module(f"nevlab.{name}")
    raise AttributeError(f"module 'nevlab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_ROOMS])
