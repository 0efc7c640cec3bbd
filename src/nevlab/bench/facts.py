"""A picture as plain JSON: what is drawn in a notebook, kept in the table of a page, and drawn there by its script."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nevlab.bench.picture import Axis, Beside, Curve, GridPicture, Level, Picture

FINENESS = 4000
"""So many steps of a rounded coordinate span an axis: finer than a screen shows."""
BEYOND = 10
"""What lies further outside an axis, in spans of it, is drawn as if it lay there: the line to it looks the same.

An axis with an open end goes as far as its values.
"""

Facts = dict[str, Any]


@dataclass(frozen=True)
class Scale:
    """How coordinates along one axis are rounded: `low` and `high` are its ends, or those of what is first shown.

    `least` and `most` are its ends, infinite where they are open.
    """

    low: float
    high: float
    least: float = -math.inf
    most: float = math.inf

    @classmethod
    def of(cls, axis: Axis, shown: Iterable[float | None]) -> Scale:
        """Give the scale of `axis`; an end that it leaves open is that of the values `shown` first."""
        known = [float(value) for value in shown if value is not None and math.isfinite(value)]
        low = axis.low if axis.low is not None else min(known, default=0.0)
        high = axis.high if axis.high is not None else max(known, default=1.0)
        if not high > low:
            low, high = low - 0.5, low + 0.5
        return cls(
            low,
            high,
            -math.inf if axis.low is None else axis.low,
            math.inf if axis.high is None else axis.high,
        )

    @property
    def span(self) -> float:
        """Length of the axis, in its unit."""
        return self.high - self.low

    @property
    def digits(self) -> int:
        """Digits after the point that are kept."""
        return max(0, math.ceil(math.log10(FINENESS / self.span)))

    def near(self, values: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Give coordinates with those far outside moved to one span from the axis: nobody sees the difference."""
        return np.clip(np.asarray(values, dtype=float), *self.ends)

    @property
    def ends(self) -> tuple[float, float]:
        """Where what is drawn may end, one span outside the axis."""
        return self._outside(1)

    def _outside(self, spans: float) -> tuple[float, float]:
        return self.least - spans * self.span, self.most + spans * self.span

    def kept(self, values: npt.ArrayLike) -> list[float | None]:
        """Give coordinates as they are kept; ``None`` where there is none to draw."""
        kept: list[float] = np.clip(np.asarray(values, dtype=float), *self._outside(BEYOND)).round(self.digits).tolist()
        return [None if one != one else one for one in kept]


@dataclass(frozen=True)
class Scales:
    """The scales of an explorer's axes; `beside` are those of the second drawing."""

    x: Scale
    y: Scale
    beside: tuple[Scale, Scale] | None = None

    @classmethod
    def of(cls, x: Axis, y: Axis, first: Picture, reference: Sequence[Curve] = ()) -> Scales:
        """Give the scales from the axes and the picture that is shown first."""
        second = first.beside
        drawn = [*first.curves, *reference]
        return cls(
            *_pair(x, y, drawn, first.levels),
            beside=_pair(second.x, second.y, second.curves, second.levels) if second else None,
        )

    def along(self, path: Sequence[str | int]) -> Scale:
        """Give the scale of the axis that a coordinate of the facts lies along; `path` leads to it."""
        x, y = self.beside if path[0] == "beside" and self.beside else (self.x, self.y)
        return x if [step for step in path if step in ("x", "y")][-1] == "x" else y


def of_picture(picture: Picture, scales: Scales) -> Facts:
    """Give `picture` as JSON values: coordinates rounded to the `scales`, readings as the texts that are shown."""
    told: Facts = {
        "curves": [of_curve(curve, scales.x, scales.y) for curve in picture.curves],
        "levels": [_level(level, scales.x, scales.y) for level in picture.levels],
        "numbers": [[number.label, number.text] for number in picture.numbers],
    }
    if picture.table:
        told["table"] = {"head": list(picture.table.head), "rows": [list(row) for row in picture.table.rows]}
    if picture.beside:
        told["beside"] = _beside(picture.beside, *(scales.beside or (scales.x, scales.y)))
    if isinstance(picture, GridPicture):
        told["grid"] = of_grid(picture)
    return told


def of_axis(axis: Axis) -> Facts:
    """Give an axis."""
    marks = [[place, words] for place, words in axis.marks.items()]
    return {"title": axis.title, "low": axis.low, "high": axis.high, "marks": marks}


def of_curve(curve: Curve, x: Scale, y: Scale) -> Facts:
    """Give a curve."""
    return {"label": curve.label, "style": curve.style, "x": x.kept(curve.x), "y": y.kept(curve.y)}


def _level(level: Level, x: Scale, y: Scale) -> Facts:
    scale = x if level.axis == "x" else y
    return {"label": level.label, level.axis: scale.kept([level.value])[0]}


def _beside(second: Beside, x: Scale, y: Scale) -> Facts:
    return {
        "curves": [of_curve(curve, x, y) for curve in second.curves],
        "levels": [_level(level, x, y) for level in second.levels],
        "x": of_axis(second.x),
        "y": of_axis(second.y),
        "alt": second.alt,
        "equal": second.equal,
    }


def of_grid(picture: GridPicture) -> Facts:
    """Give the places of a grid: their values as texts, nothing where one is not known."""
    return {
        "columns": picture.columns,
        "quantity": picture.quantity.title,
        "cells": ["" if math.isnan(value) else f"{value:.{picture.digits}f}" for value in picture.values],
        "marked": [place + 1 in picture.marked for place in range(len(picture.values))],
    }


def _pair(x: Axis, y: Axis, curves: Sequence[Curve], levels: Sequence[Level]) -> tuple[Scale, Scale]:
    along: Mapping[str, list[float]] = {
        name: [one.value for one in levels if one.axis == name and one.value is not None] for name in ("x", "y")
    }
    return (
        Scale.of(x, [*(value for curve in curves for value in curve.x), *along["x"]]),
        Scale.of(y, [*(value for curve in curves for value in curve.y), *along["y"]]),
    )
