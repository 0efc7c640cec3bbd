"""Torque over angle of a bolt, as the wrench recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nevlab.bench.drawn import drawn
from nevlab.bench.drive_unit.words import angles
from nevlab.bench.picture import Axis, Curve, Level, Picture
from nevlab.labels import label
from nevlab.vehicle.drive_unit.bolts import Joint
from nevlab.vehicle.drive_unit.unit import PASSES_NM

X, Y = ("angle", "转角"), ("torque", "力矩")
MOST_DEG = 320.0


def axes() -> tuple[Axis, Axis]:
    """Give the axes of a curve."""
    return Axis(label(*X), "°", 0, MOST_DEG), Axis(label(*Y), "Nm", 0, 50)


def recorded(joint: Joint, last_nm: float) -> Curve:
    """Give the curve up to the last torque [Nm]; its corners have points of their own."""
    end_deg = joint.angle_deg(last_nm)
    turned = np.linspace(0, end_deg, 60)
    corners = [joint.seat_deg / 2, joint.seat_deg]
    angles = np.unique(np.append(turned, [corner for corner in corners if corner < end_deg]))
    return Curve(label("recorded", "记录曲线"), angles.tolist(), joint.torque_nm(angles).tolist())


def view(joint: Joint, details: Mapping[str, Any]) -> str:
    """Give the curve of a bolt as HTML, with the card's two torques and what was read from it."""
    picture = Picture([recorded(joint, PASSES_NM[-1])], levels=[Level(f"{one:g} Nm", one) for one in PASSES_NM])
    words = label(f"Bolt {details['bolt']}: ", f"螺栓 {details['bolt']}：") + angles(details)
    return drawn(picture, *axes(), label(f"Torque over angle. {words}.", f"转矩—转角曲线。{words}。"), words)
