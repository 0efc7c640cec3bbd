"""The symbols of circuit diagrams as SVG: 40 units long along x, the middle at the origin; a ground hangs from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_PLAIN = 'fill="none" stroke="currentColor" stroke-width="1.6"'


def _path(d: str) -> str:
    return f'<path d="{d}" {_PLAIN}/>'


SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "resistor": _path("M-20 0H-13M13 0H20M-13 -5.5H13V5.5H-13Z"),
        "fuse": _path("M-20 0H20M-13 -5.5H13V5.5H-13Z"),
        # Contacts are drawn open, as diagrams show them at rest.
        "contact": _path("M-20 0H-10L9 -9M10 0H20"),
        "cells": _path("M-20 0H-12M-12 -11V11M-6 -5V5M-6 0H6M6 -11V11M12 -5V5M12 0H20"),
        "capacitor": _path("M-20 0H-4M-4 -11V11M4 -11V11M4 0H20"),
        "coil": _path("M-20 0H-15A5 5 0 0 1 -5 0A5 5 0 0 1 5 0A5 5 0 0 1 15 0H20"),
        "diode": _path("M-20 0H20M-7 -8V8L8 0ZM8 -8V8"),
        # A switch beside a diode that conducts towards −x: upright, from below upwards.
        "device": _path("M-20 0H-10L9 -9M10 0H20M-16 0V18H16V0M8 11V25L-7 18ZM-7 11V25"),
        "thermistor": _path("M-20 0H-13M13 0H20M-13 -5.5H13V5.5H-13ZM-15 11H-9L11 -11"),
        "plug": _path("M-20 0H-3M3 0H20M-9 -7L-2 0L-9 7M-3 -7L4 0L-3 7"),
        "joint": '<circle r="3"/>',
        "ground": _path("M0 0V12M-10 12H10M-6 16H6M-2.5 20H2.5"),
        "motor": f'<circle r="20" {_PLAIN}/><text y="6" text-anchor="middle" font-size="17">M</text>',
        "meter": f'<circle r="14" {_PLAIN}/><text y="5" text-anchor="middle" font-size="15">V</text>',
        "square wave": f'<circle r="16" {_PLAIN}/>' + _path("M-20 0H-16M16 0H20M-9 5V-5H0V5H9V-5"),
        "lamp": f'<circle r="11" {_PLAIN}/>' + _path("M-20 0H-11M11 0H20M-8 -8L8 8M-8 8L8 -8"),
    }
)
"""Every symbol. Motor and meter, with a letter, are never turned and have no terminals."""
