"""The values that a control offers, in their order: every step of a slider, every option of a switch."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nevlab.bench.controls import Slider, Switch

Value = float | str
Setting = tuple[int, ...]
"""For each control, the place of its value among its choices."""


def choices(control: Slider | Switch) -> tuple[Value, ...]:
    """Give every value that `control` can be set to; a slider's steps start at its low end."""
    if isinstance(control, Switch):
        return tuple(control.options)
    low, high, step = (Decimal(str(one)) for one in (control.low, control.high, control.step))
    steps = [low + step * count for count in range(int((high - low) / step) + 1)]
    return tuple(sorted({*map(float, steps), float(control.value), *map(float, control.stops)}))


def first(controls: Sequence[Slider | Switch]) -> Setting:
    """Give the setting at which everything stands first."""
    return tuple(choices(control).index(_plain(control.value)) for control in controls)


def marked(control: Slider) -> set[int]:
    """Give the places of a slider that every table has: both ends, the first value, and its stops."""
    values = choices(control)
    return {0, len(values) - 1, *(values.index(float(one)) for one in (control.value, *control.stops))}


def sampled(control: Slider, most: int) -> list[int]:
    """Give up to about `most` places of a slider, spread evenly, with those that every table has."""
    count = len(choices(control))
    if count <= most:
        return list(range(count))
    return sorted({round(one * (count - 1) / (most - 1)) for one in range(most)} | marked(control))


def _plain(value: Value) -> Value:
    return value if isinstance(value, str) else float(value)
