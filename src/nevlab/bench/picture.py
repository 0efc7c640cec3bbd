"""What a bench shows, as plain facts: curves, levels, numbers and tables, with their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nevlab.messages import WorkshopError


def behind(unit: str) -> str:
    """Give a unit as it stands behind a number: a space apart, but for the sign of a plane angle."""
    close = not unit or (unit.startswith("°") and not unit.startswith("°C"))
    return unit if close else f" {unit}"


@dataclass(frozen=True)
class Axis:
    """A quantity and its unit; `low` and `high` hold the axis still while a slider moves.

    `marks` (place → words) stand along the axis instead of numbers.
    """

    label: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    marks: Mapping[float, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Quantity and unit, as written along the axis."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Curve:
    """A curve: `x` and `y` of the same length, in the units of the axes; a marked one is a line through its points."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    style: Literal["line", "dashed", "points", "marked"] = "line"

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
        """Value and unit, as shown; what rounds to nought has no sign."""
        return f"{round(self.value, self.digits) + 0.0:.{self.digits}f}{behind(self.unit)}"


@dataclass(frozen=True)
class Words:
    """A reading in words beside the picture, such as a verdict."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """Readings in rows under the headings `head`; the first cell of a row names it."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Picture:
    """What a model shows for one setting of its controls; `beside` is a second drawing of the same setting."""

    curves: Sequence[Curve]
    numbers: Sequence[Number | Words] = field(default=())
    levels: Sequence[Level] = field(default=())
    table: Table | None = None
    beside: Beside | None = None


@dataclass(frozen=True)
class Beside:
    """A drawing of the `curves` and `levels` over axes of its own.

    Parameters
    ----------
    curves, levels
        What is drawn.
    x, y
        The axes.
    alt
        What it shows, for readers who do not see it.
    equal
        One unit is as long on both axes, so that a circle is round.
    """

    curves: Sequence[Curve]
    x: Axis
    y: Axis
    alt: str
    levels: Sequence[Level] = field(default=())
    equal: bool = False


@dataclass(frozen=True, kw_only=True)
class GridPicture(Picture):
    """A picture with a grid in place of curves; place 1 is top left, and the rows follow one another.

    Parameters
    ----------
    values
        The value at each place; NaN where it is not known.
    columns
        How many places a row has.
    quantity
        What the values are, with their unit.
    digits
        Digits after the point that are printed.
    marked
        Places (from 1) that get a frame.

    Raises
    ------
    WorkshopError
        If the values do not fill whole rows.
    """

    curves: Sequence[Curve] = ()
    values: Sequence[float]
    columns: int
    quantity: Axis
    digits: int = 1
    marked: Sequence[int] = ()

    def __post_init__(self) -> None:
        if not self.values or len(self.values) % self.columns:
            raise WorkshopError("grid-rows", count=len(self.values), columns=self.columns)
