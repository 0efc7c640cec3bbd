"""What the tests of pages without a kernel share: what is shown compared with what the model gives.

The comparison knows nothing of how a table is made or read: it takes readings as texts, and curves as points.
"""

import importlib
import inspect
import math
import pkgutil
import re

import numpy as np

from nevlab import bench
from nevlab.bench import Explorer

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def library():
    """Give the maker of every explorer of the library by its name: what takes nothing and says that it gives one."""
    found = {}
    for module in pkgutil.walk_packages(bench.__path__, "nevlab.bench."):
        for name, made in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            told = inspect.signature(made)
            gives = told.return_annotation in ("Explorer", Explorer) and not told.parameters
            if gives and not name.startswith("_") and made.__module__ == module.name:
                found[f"{module.name.removeprefix('nevlab.bench.')}.{name}"] = made
    return found


def reading_is_true(shown, true, spread=0.0):
    """Tell whether a text shows what the model's does.

    Its numbers may be off by one unit of the last digit, by 1 %, or by 0.2 % of the range that they run through.
    """
    if NUMBER.sub("#", shown) != NUMBER.sub("#", true):
        return False
    for one, other in zip(NUMBER.findall(shown), NUMBER.findall(true), strict=True):
        unit = 10.0 ** -len(other.partition(".")[2])
        allowed = max(unit, 0.01 * abs(float(other)), 0.002 * spread)
        if abs(float(one) - float(other)) > allowed + 0.51 * unit:
            return False
    return True


def spreads(explorer, drawn, count=40):
    """Give the range of each reading that is one number, by name, as far as some settings tell."""
    seen = {}
    for _ in range(count):
        for name, text in explorer.facts(**somewhere(explorer, drawn)).get("numbers", []):
            seen.setdefault(name, []).extend(map(float, NUMBER.findall(text)))
    return {name: max(values) - min(values) for name, values in seen.items() if values}


def somewhere(explorer, drawn):
    """Give values for all controls, sliders on any of their steps."""
    values = {}
    for control in explorer.controls:
        if isinstance(control, bench.Switch):
            values[control.name] = drawn.choice(list(control.options))
        else:
            steps = math.floor((control.high - control.low) / control.step + 1e-9)
            values[control.name] = round(control.low + control.step * drawn.randrange(steps + 1), 9)
    return values


def strays(shown, true, x_span, y_span):
    """Give how far the points of the model's curve lie from the curve that is shown, at most, as a share of the axes.

    Both are two sequences, x and y; ``None`` and NaN are gaps. Points outside both axes' neighbourhood do not count.
    """
    line = np.array([[np.nan if one is None else one for one in axis] for axis in shown], dtype=float).T
    points = np.array([[np.nan if one is None else one for one in axis] for axis in true], dtype=float).T
    scale = np.array([x_span, y_span])
    line, points = line / scale, points[~np.isnan(points).any(axis=1)] / scale
    line = line[~np.isnan(line).any(axis=1)]
    if not len(points):
        return 0.0
    start, along = line[:-1] if len(line) > 1 else line, np.diff(line, axis=0) if len(line) > 1 else np.zeros((1, 2))
    length = np.maximum((along**2).sum(axis=1), 1e-18)
    share = np.clip(((points[:, None] - start) * along).sum(axis=2) / length, 0, 1)
    off = np.hypot(*np.moveaxis(points[:, None] - start - share[..., None] * along, 2, 0))
    return float(off.min(axis=1).max())
