"""The meters of the rig for drive assemblies: torque flanges, power analyser, tachometer, coolant thermometers.

Ranges and accuracies are our own teaching values in the size of such a rig's; a pair of coolant thermometers is
calibrated together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nevlab.instruments.ranges import Range, Scale

TORQUE = Scale("torque flange", "Nm", (Range(3000.0, 0.1, 0.001, 3),))
VOLTAGE = Scale("power analyser", "V", (Range(600.0, 0.01, 0.0005, 3),))
CURRENT = Scale("power analyser", "A", (Range(20.0, 0.001, 0.001, 3), Range(400.0, 0.01, 0.001, 3)))
SPEED = Scale("tachometer", "r/min", (Range(20_000.0, 1.0, 0.0, 1),))
COOLANT_C = Scale("coolant thermometer", "°C", (Range(150.0, 0.1, 0.0, 1),))


def plain(scale: Scale, truth: float, seed: int, where: str) -> dict[str, Any]:
    """Give a reading for a record, shown without a prefix: r/min and Nm are not written as kr/min and kNm."""
    reading = scale.read(truth, seed, where)
    digits = 0 if reading.step >= 1 else 1
    return replace(reading, shown=f"{reading.value:.{digits}f} {reading.unit}").as_details()


def electrical(speed_rpm: float, voltage_v: float, current_a: float, seed: int, where: str) -> dict[str, Any]:
    """Give speed of the motor [r/min], link voltage [V] and link current [A] as the rig shows them."""
    return {
        "tacho": plain(SPEED, speed_rpm, seed, where),
        "voltage": VOLTAGE.read(voltage_v, seed, where).as_details(),
        "current": CURRENT.read(current_a, seed, where).as_details(),
    }
