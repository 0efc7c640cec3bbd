"""The cars of the shipped exercises on the whole-car bench: what the board and a test are both told.

``bench.workshop.board(card, **jobs.INSULATION)`` on the page, ``own_work("insulation", **jobs.INSULATION)`` in a test:
what decides a mark stands in one place, and not in the notebook. All values are training values of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

INSULATION: Mapping[str, Any] = MappingProxyType(
    {
        "faults": (
            "insulation-low-compressor",
            "insulation-low-heater",
            "insulation-low-charger",
            "insulation-low-motor",
        ),
        # Both sides of 100 and 500 Ω/V at 400 V, none nearer to a limit than 15 %, no two rails alike.
        "values": {
            "high_voltage.pack_plus_iso_ohm": (28e3, 47e3, 54e3, 68e3, 82e3, 120e3, 270e3, 390e3, 620e3),
            "high_voltage.pack_minus_iso_ohm": (31e3, 51e3, 60e3, 75e3, 100e3, 150e3, 300e3, 470e3, 910e3),
        },
    }
)
"""A car that stood in water: one component fails, and the pack has lost insulation on both rails."""

SERVICE: Mapping[str, Any] = MappingProxyType(
    {
        "faults": (
            "dcdc-output-low",
            "heater-element-open",
            "refrigerant-lost",
            "blower-ground-bad",
            "ground-strap-corroded",
            "coolant-pump-dead",
            "s2-stuck-open",
        ),
        "count": 2,
        "soc": 0.7,
        # The 12 V battery is clearly above or below 12.4 V at rest.
        "values": {
            "low_voltage.battery.soc": (0.97, 0.95, 0.93, 0.91, 0.89, 0.87, 0.45, 0.35),
            "low_voltage.dcdc.voltage_v": (13.8, 13.9, 14.0, 14.1, 14.2, 14.3),
            "low_voltage.loads.blower.ground_ohm": (4e-3, 5e-3, 6e-3, 7e-3, 8e-3, 9e-3),
            "low_voltage.strap_ohm": (0.4e-3, 0.6e-3, 0.8e-3, 1.0e-3),
        },
    }
)
"""A car that comes for its service: two things are out of order, and its 12 V battery is its own."""
