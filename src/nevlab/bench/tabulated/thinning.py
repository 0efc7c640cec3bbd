"""Curves with the points that a reader would miss: the same ones in every picture, so that pictures can be compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from nevlab.bench.facts import Facts, Scale, Scales

VISIBLE = 0.003
"""Points are left out where the line goes astray by less than this share of the axis: a pixel."""
_FEW = 12
SMALLEST = 0.01
"""Smaller curves, as a share of what is first shown, are kept no more finely."""

Kept = Mapping[tuple[str | int, ...], list[int]]
"""Path of a curve → places of the points that stay."""


def thinning(pictures: Iterable[Facts], scales: Scales) -> Kept:
    """Give the points of each line that are needed in at least one of the pictures."""
    found: dict[tuple[str | int, ...], list[dict[str, Any]]] = {}
    for told in pictures:
        for path, curve in _lines(told):
            found.setdefault(path, []).append(curve)
    kept = {}
    for path, curves in found.items():
        lengths = {len(curve["x"]) for curve in curves}
        if len(lengths) == 1 and lengths.pop() > _FEW:
            kept[path] = _needed(*(_shares(_matrix(curves, key), scales.along((*path, key))) for key in ("x", "y")))
    return kept


def thin(told: Facts, kept: Kept) -> Facts:
    """Give a picture without the points that are not needed; curves of another length stay as they are."""
    if "beside" in told:
        told = told | {"beside": told["beside"] | {"curves": list(told["beside"]["curves"])}}
    told = told | {"curves": list(told["curves"])} if "curves" in told else told
    for path, curve in list(_lines(told)):
        if path in kept and len(curve["x"]) > kept[path][-1]:
            inside = told["beside"] if path[0] == "beside" else told
            inside["curves"][path[-1]] = curve | {key: [curve[key][place] for place in kept[path]] for key in "xy"}
    return told


def _lines(told: Facts) -> Iterable[tuple[tuple[str | int, ...], dict[str, Any]]]:
    for path, inside in (((), told), (("beside",), told.get("beside", {}))):
        for place, curve in enumerate(inside.get("curves", [])):
            if curve["style"] in ("line", "dashed"):
                yield (*path, "curves", place), curve


def _shares(curves: npt.NDArray[np.float64], scale: Scale) -> npt.NDArray[np.float64]:
    """Give coordinates as shares of what a page shows of the axis: one with an open end may end with a small curve."""
    if math.isfinite(scale.most):
        return curves / scale.span
    low = np.nanmin(curves, axis=1, initial=np.inf) if math.isinf(scale.least) else scale.least
    reach = np.nanmax(curves, axis=1, initial=-np.inf) - low
    return curves / np.clip(reach, SMALLEST * scale.span, scale.span)[:, None]


def _matrix(curves: list[dict[str, Any]], key: str) -> npt.NDArray[np.float64]:
    return np.array([[np.nan if one is None else one for one in curve[key]] for curve in curves])


def _needed(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> list[int]:
    """Split the lines where a straight one is furthest off, until none is off by what can be seen."""
    last = x.shape[1] - 1
    gaps = np.flatnonzero(np.isnan(x + y).any(axis=0))
    kept = {0, last, *(int(place) for gap in gaps for place in (gap - 1, gap, gap + 1) if 0 <= place <= last)}
    ends = sorted(kept)
    open_ends = list(pairwise(ends))
    while open_ends:
        low, high = open_ends.pop()
        if high - low < 2:
            continue
        off = _astray(x[:, low : high + 1], y[:, low : high + 1])
        if off.max() > VISIBLE:
            middle = low + int(off.argmax())
            kept.add(middle)
            open_ends += [(low, middle), (middle, high)]
    return sorted(kept)


def _astray(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give how far each point is from the line through the first and the last one, the furthest in all pictures."""
    dx, dy = x[:, -1:] - x[:, :1], y[:, -1:] - y[:, :1]
    length = np.hypot(dx, dy)
    to_x, to_y = x - x[:, :1], y - y[:, :1]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(np.nan_to_num((to_x * dx + to_y * dy) / length**2), 0.0, 1.0)
    return np.hypot(to_x - share * dx, to_y - share * dy).max(axis=0)
