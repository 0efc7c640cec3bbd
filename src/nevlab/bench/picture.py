"""What a bench shows, as plain facts: curves, levels and numbers, with their units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from nevlab.messages import WorkshopError


@dataclass(frozen=True)
class Axis:
    """A quantity and its unit; `low` and `high` hold the axis still while a slider moves."""

    label: str
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def title(self) -> str:
        """Quantity and unit, as written along the axis."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Curve:
    """A curve: `x` and `y` of the same length, in the units of the axes."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    style: Literal["line", "dashed", "points"] = "line"

    def __post_init__(self) -> None:
        if len(self.x) != len(self.y):
            raise WorkshopError("curve-lengths", label=self.label, x=len(self.x), y=len(self.y))


@dataclass(frozen=True)
class Level:
    """A line across the picture at one value of the `axis`, such as a limit or a cursor."""

    label: str
    value: float
    axis: Literal["x", "y"] = "y"


@dataclass(frozen=True)
class Number:
    """A reading beside the picture, shown with `digits` after the point."""

    label: str
    value: float
    unit: str = ""
    digits: int = 1

    @property
    def text(self) -> str:
        """Value and unit, as shown."""
        return f"{self.value:.{self.digits}f} {self.unit}".strip()


@dataclass(frozen=True)
class Picture:
    """What a model shows for one setting of its controls."""

    curves: Sequence[Curve]
    numbers: Sequence[Number] = field(default=())
    levels: Sequence[Level] = field(default=())
