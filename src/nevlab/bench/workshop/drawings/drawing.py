"""A circuit diagram as data: wires, symbols, boxes, words, and the test points that leads can be put to.

Lengths are in units of the drawing, x to the right and y downwards; a symbol is 40 units long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["above", "below", "left", "right"]
Kind = Literal[
    "resistor", "fuse", "contact", "cells", "capacitor", "coil", "diode", "device", "thermistor", "plug", "ground",
    "motor", "meter", "square wave", "lamp", "joint",
]  # fmt: skip


@dataclass(frozen=True)
class Wire:
    """A line through the points `path`, (x, y) each."""

    path: tuple[tuple[float, float], ...]
    dashed: bool = False


@dataclass(frozen=True)
class Symbol:
    """A symbol with its middle at (x, y); it lies along x, or `upright` along y. A ground hangs from (x, y)."""

    kind: Kind
    x: float
    y: float
    words: str = ""
    upright: bool = False
    side: Side = "above"


@dataclass(frozen=True)
class Box:
    """The outline of a component, its name inside at the top."""

    x: float
    y: float
    width: float
    height: float
    words: str = ""


@dataclass(frozen=True)
class Words:
    """Words that begin at (x, y)."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Spot:
    """A test point: its id in the car, where it lies, its short name, and the side on which that stands."""

    point: str
    x: float
    y: float
    name: str = ""
    side: Side = "above"


Item = Wire | Symbol | Box | Words


@dataclass(frozen=True)
class Drawing:
    """One circuit.

    Parameters
    ----------
    title, told
        Its name, and a description for readers who do not see it.
    width, height
        Size in units.
    items
        What is drawn.
    spots
        The test points; their numbers count from 1 in this order.
    text_size
        Height of the words; larger on a wide sheet, which is shown smaller.
    """

    title: str
    told: str
    width: float
    height: float
    items: tuple[Item, ...]
    spots: tuple[Spot, ...]
    text_size: float = 14.0

    @property
    def points(self) -> tuple[str, ...]:
        """Give the test points in the order of their numbers; the body, which is drawn often, counts once."""
        return tuple(dict.fromkeys(spot.point for spot in self.spots))

    def number(self, point: str) -> int:
        """Give the number of a test point."""
        return self.points.index(point) + 1


def wire(*path: tuple[float, float], dashed: bool = False) -> Wire:
    """Give a line through `path`."""
    return Wire(path, dashed)
