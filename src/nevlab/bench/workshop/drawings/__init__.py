"""The circuit diagrams of the whole car, with every test point that a lead can touch on one of them."""

from __future__ import annotations

from nevlab.bench.workshop.drawings.charging import ac_charging, dc_charging, sensors
from nevlab.bench.workshop.drawings.drawing import Drawing
from nevlab.bench.workshop.drawings.high_voltage import high_voltage, two_voltmeters
from nevlab.bench.workshop.drawings.low_voltage import can_bus, interlock, twelve_volts
from nevlab.bench.workshop.drawings.render import svg

__all__ = ["Drawing", "drawings", "svg", "two_voltmeters"]


def drawings() -> dict[str, Drawing]:
    """Give every diagram by its id, in the language shown; the body is on each, another point on one only."""
    return {
        "high voltage": high_voltage(),
        "interlock": interlock(),
        "12 V": twelve_volts(),
        "CAN": can_bus(),
        "AC charging": ac_charging(),
        "DC charging": dc_charging(),
        "sensors": sensors(),
    }
