"""The controls of an explorer, declared once for the notebook and for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nevlab.bench.picture import behind
from nevlab.messages import WorkshopError


@dataclass(frozen=True)
class Slider:
    """A quantity that the reader varies between `low` and `high` in steps of `step`; it starts at `value`.

    `name` is the model's parameter, with the unit as its suffix. `stops` are values that the text speaks of: a page
    without a kernel offers them even where its table has no room for every step.
    """

    name: str
    label: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    step: float = 0.1
    value: float = 0.0
    stops: Sequence[float] = ()

    def __post_init__(self) -> None:
        inside = all(self.low <= one <= self.high for one in (self.value, *self.stops))
        if not (self.low < self.high and self.step > 0 and inside):
            raise WorkshopError(
                "slider-range", name=self.name, low=self.low, high=self.high, step=self.step, value=self.value
            )

    def show(self, value: float) -> str:
        """Give `value` as shown beside the slider."""
        return f"{value:.10g}{behind(self.unit)}"


@dataclass(frozen=True)
class Switch:
    """A choice between `options` (key → words); it starts at `value`. `name` is the model's parameter."""

    name: str
    label: str
    options: Mapping[str, str]
    value: str

    def __post_init__(self) -> None:
        if self.value not in self.options:
            raise WorkshopError("switch-value", name=self.name, value=self.value, allowed=", ".join(self.options))

    def show(self, value: str) -> str:
        """Give the words of `value`."""
        return self.options[value]
