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
    return tuple(sorted({*map(float, steps), float(control.value)}))


def first(controls: Sequence[Slider | Switch]) -> Setting:
    """Give the setting at which everything stands first."""
    return tuple(choices(control).index(_plain(control.value)) for control in controls)


def sampled(count: int, first_place: int, most: int) -> list[int]:
    """Give up to about `most` places among `count`, spread evenly, with both ends and the first one."""
    if count <= most:
        return list(range(count))
    return sorted({round(one * (count - 1) / (most - 1)) for one in range(most)} | {first_place})


def _plain(value: Value) -> Value:
    return value if isinstance(value, str) else float(value)
