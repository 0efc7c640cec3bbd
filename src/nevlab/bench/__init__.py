"""The benches: what a student sees and touches, on top of the models.

Each is the last line of its cell. With a kernel it is made of widgets. While a page is being made (``NEVLAB_STATIC=1``)
an explorer becomes a figure with a table that the page's script reads (``tabulated``), a bench of actions a worked
example that is played step by step (``example``); ``static`` holds the scripts. In the grader it shows nothing. One
module per bench (``bench.precharge``, …); the shared pieces are :class:`Explorer` with its parts, :func:`job_card`, and
the modules ``plot``, ``style`` and ``page``.

A simulation does not authorise anybody to work on a high-voltage system.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nevlab.bench.controls import Slider, Switch
    from nevlab.bench.explorer import Explorer
    from nevlab.bench.form import job_card
    from nevlab.bench.picture import Axis, Beside, Curve, Level, Number, Picture, Table, Words

__all__ = [
    "Axis", "Beside", "Curve", "Explorer", "Level", "Number", "Picture", "Slider", "Switch", "Table", "Words",
    "job_card",
]  # fmt: skip

_HOME = {
    "Axis": "picture", "Beside": "picture", "Curve": "picture", "Level": "picture", "Number": "picture",
    "Picture": "picture", "Table": "picture", "Words": "picture",
    "Explorer": "explorer", "Slider": "controls", "Switch": "controls", "job_card": "form",
}  # fmt: skip
_BENCHES = (
    "assembly",
    "balancing",
    "battery",
    "braking",
    "can_bus",
    "cells",
    "charging",
    "coolant",
    "cooling",
    "discharge",
    "drive_unit",
    "hppc",
    "insulation",
    "interlock",
    "inverter",
    "motor",
    "operating_point",
    "pack",
    "power_down",
    "precharge",
    "quiescent",
    "reducer",
    "resolver",
    "shims",
    "soc",
    "stream",
    "tightness",
    "tool_bench",
    "work_bay",
    "workshop",
)


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"nevlab.bench.{_HOME[name]}"), name)
    if name in _BENCHES:
        return import_module(f"nevlab.bench.{name}")
    raise AttributeError(f"module 'nevlab.bench' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME, *_BENCHES])
