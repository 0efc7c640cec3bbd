"""A plot as inline SVG: sharp at any size, in the page's font and colours, drawn in a millisecond.

``static/plot.js`` draws the same on a page without a kernel, element for element; a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from nevlab.bench.facts import Facts

WIDTH = 640
"""Width of a plot in pixels; a page's script draws it as wide as there is room."""
_TOP, _RIGHT, _BOTTOM = 30, 21, 48
_LETTER, _HAN = 7.6, 14.0
_COLOURS, _DASHES = 7, 3


def svg(told: Facts, x: Facts, y: Facts, reference: Sequence[Facts], alt: str, width: int = WIDTH) -> str:
    """Give the curves and levels of a picture, or of the drawing beside it, over the axes `x` and `y`.

    Parameters
    ----------
    told
        What :func:`nevlab.bench.facts.of_picture` gives; with ``equal``, one unit is as long on both axes.
    x, y
        The axes, as :func:`nevlab.bench.facts.of_axis` gives them.
    reference
        Curves in grey, below the others.
    alt
        What is shown, for readers who do not see it.
    width
        Width in pixels.
    """
    frame = _Frame.of(told, x, y, reference, width)
    drawn = [(curve, "ref") for curve in reference]
    drawn += [(curve, f"c{number % _COLOURS}") for number, curve in enumerate(told["curves"])]
    inside = "".join(_level(frame, level, number) for number, level in enumerate(told["levels"]))
    inside += "".join(_line(frame, curve, name) for curve, name in drawn)
    points = "".join(_points(frame, curve, name) for curve, name in drawn)
    return (
        f'<svg class="nevlab-plot" viewBox="0 0 {width} {_n(frame.height)}" width="{width}" role="img" '
        f'aria-label="{escape(alt)}">{_axes(frame)}<svg x="{_n(frame.left)}" y="{_TOP}" width="{_n(frame.wide)}" '
        f'height="{_n(frame.high)}">{inside}</svg>{points}</svg>'
    )


def legend(told: Facts, reference: Sequence[Facts]) -> str:
    """Give the names of what is drawn, each with a piece of its line."""
    named = [
        (curve["label"], _sample(curve["style"], f"c{number % _COLOURS}"))
        for number, curve in enumerate(told["curves"])
    ]
    named += [(curve["label"], _sample(curve["style"], "ref")) for curve in reference]
    named += [
        (level["label"], _sample("line", f"level nevlab-d{number % _DASHES}"))
        for number, level in enumerate(told["levels"])
    ]
    items = "".join(f"<li>{sample}{escape(words)}</li>" for words, sample in named if words)
    return f'<ul class="nevlab-legend">{items}</ul>' if items else ""


def _sample(style: str, name: str) -> str:
    line = "" if style == "points" else f'<path class="{_line_class(style, name)}" d="M1 7H31"/>'
    points = f'<circle class="nevlab-{name}" cx="16" cy="7" r="4"/>' if style in ("points", "marked") else ""
    return f'<svg width="32" height="14" aria-hidden="true">{line}{points}</svg>'


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    title: str
    marks: list[list[Any]]

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    def ticks(self, most: float) -> list[tuple[float, str]]:
        """Give about as many places as there is room for, each with what stands there."""
        if self.marks:
            return [(place, words) for place, words in self.marks if self.low <= place <= self.high]
        rough = (self.high - self.low) / max(2.0, most)
        power = math.floor(math.log10(rough))
        unit = 10.0**power
        step = next(one * unit for one in (1, 2, 5, 10) if one * unit >= rough * 0.999)
        digits = max(0, -math.floor(math.log10(step) + 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [(one * step, f"{one * step:.{digits}f}".replace("-", "−")) for one in range(first, last + 1)]


@dataclass(frozen=True)
class _Frame:
    x: _Axis
    y: _Axis
    width: float
    left: float
    wide: float
    high: float

    @property
    def height(self) -> float:
        return self.high + _TOP + _BOTTOM

    @property
    def y_ticks(self) -> list[tuple[float, str]]:
        return self.y.ticks(self.high / 45)

    @property
    def x_ticks(self) -> list[tuple[float, str]]:
        return self.x.ticks(self.wide / 75)

    @classmethod
    def of(cls, told: Facts, x: Facts, y: Facts, reference: Sequence[Facts], width: float) -> _Frame:
        across, up = (_axis(name, axis, told, reference) for name, axis in (("x", x), ("y", y)))
        high = max(210.0, round(width * 0.58) - _TOP - _BOTTOM)
        left = 14 + max((_wide(words) for _, words in up.ticks(high / 45)), default=0.0)
        wide = width - left - _RIGHT
        if told.get("equal"):
            unit = min(wide / (across.high - across.low), width * 0.9 / (up.high - up.low))
            wide, high = unit * (across.high - across.low), unit * (up.high - up.low)
        return cls(across, up, width, left, wide, high)

    def at_x(self, value: float) -> float:
        return self.x.share(value) * self.wide

    def at_y(self, value: float) -> float:
        return (1 - self.y.share(value)) * self.high


def _axis(name: str, axis: Facts, told: Facts, reference: Sequence[Facts]) -> _Axis:
    values = [value for curve in (*told["curves"], *reference) for value in curve[name] if value is not None]
    values += [level[name] for level in told["levels"] if name in level and level[name] is not None]
    least, most = min(values, default=0.0), max(values, default=1.0)
    low = least if axis["low"] is None else axis["low"]
    high = most if axis["high"] is None else axis["high"]
    if not high > low:
        low, high = low - 0.5, low + 0.5
    margin = 0.05 * (high - low)
    return _Axis(
        low - margin if axis["low"] is None else low,
        high + margin if axis["high"] is None else high,
        axis["title"],
        axis["marks"],
    )


def _axes(frame: _Frame) -> str:
    left, bottom, right = frame.left, _TOP + frame.high, frame.left + frame.wide
    parts = []
    for value, words in frame.y_ticks:
        at = _n(_TOP + frame.at_y(value))
        parts.append(f'<path class="nevlab-net" d="M{_n(left)} {at}H{_n(right)}"/>')
        parts.append(f'<text x="{_n(left - 6)}" y="{at}" dy=".35em" text-anchor="end">{escape(words)}</text>')
    for value, words in frame.x_ticks:
        at = _n(left + frame.at_x(value))
        parts.append(f'<path class="nevlab-net" d="M{at} {_TOP}V{_n(bottom)}"/>')
        parts.append(f'<text x="{at}" y="{_n(bottom + 18)}" text-anchor="middle">{escape(words)}</text>')
    parts.append(f'<path class="nevlab-edge" d="M{_n(left)} {_TOP}V{_n(bottom)}H{_n(right)}"/>')
    parts.append(f'<text x="2" y="16">{escape(frame.y.title)}</text>')
    end = _n(frame.width - 2)
    parts.append(f'<text x="{end}" y="{_n(bottom + 40)}" text-anchor="end">{escape(frame.x.title)}</text>')
    return "".join(parts)


def _level(frame: _Frame, level: Facts, number: int) -> str:
    name = f"nevlab-level nevlab-d{number % _DASHES}"
    if level.get("x") is not None:
        return f'<path class="{name}" d="M{_n(frame.at_x(level["x"]))} 0V{_n(frame.high)}"/>'
    if level.get("y") is not None:
        return f'<path class="{name}" d="M0 {_n(frame.at_y(level["y"]))}H{_n(frame.wide)}"/>'
    return ""


def _line(frame: _Frame, curve: Facts, name: str) -> str:
    if curve["style"] == "points":
        return ""
    path, pen = "", "M"
    for x, y in zip(curve["x"], curve["y"], strict=True):
        if x is None or y is None:
            pen = "M"
            continue
        path += f"{pen}{_n(frame.at_x(x))} {_n(frame.at_y(y))}"
        pen = "L"
    return f'<path class="{_line_class(curve["style"], name)}" d="{path}"/>'


def _line_class(style: str, name: str) -> str:
    return f"nevlab-line nevlab-{name}{' nevlab-dashed' if style == 'dashed' else ''}"


def _points(frame: _Frame, curve: Facts, name: str) -> str:
    if curve["style"] not in ("points", "marked"):
        return ""
    size = 6 if len(curve["x"]) <= 6 else 3  # a few points are what the reader looks for
    return "".join(
        f'<circle class="nevlab-{name}" cx="{_n(frame.left + frame.at_x(x))}" '
        f'cy="{_n(_TOP + frame.at_y(y))}" r="{size}"/>'
        for x, y in _inside(frame, curve)
    )


def _inside(frame: _Frame, curve: Facts) -> Iterator[tuple[float, float]]:
    for x, y in zip(curve["x"], curve["y"], strict=True):
        if x is not None and y is not None and 0 <= frame.x.share(x) <= 1 and 0 <= frame.y.share(y) <= 1:
            yield x, y


def _wide(words: str) -> float:
    return sum(_HAN if character >= "\u2e80" else _LETTER for character in words)


def _n(value: float) -> str:
    """Give a length with one digit after the point, rounded as the script does."""
    return f"{math.floor(value * 10 + 0.5) / 10:g}"
