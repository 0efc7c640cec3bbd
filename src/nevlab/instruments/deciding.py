"""A reading against a limit: with the instrument's stated accuracy it passes, fails, or cannot be told.

The rule is the usual one of guard bands: ``pass`` only where the whole interval ``reading ± half-width`` lies within
the limits, ``fail`` only where it lies outside; between them the instrument does not decide.
"""

from __future__ import annotations

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

DECISIONS = ("pass", "fail", "undecided")


def decide(value: float, half_width: float, low: float, high: float) -> str:
    """Give one of :data:`DECISIONS` for a reading with its half-width against two limits, all in one unit."""
    in_range(label("half-width", "误差限"), half_width, 0.0, float("inf"), "")
    if low + half_width <= value <= high - half_width:
        return "pass"
    if value < low - half_width or value > high + half_width:
        return "fail"
    return "undecided"
