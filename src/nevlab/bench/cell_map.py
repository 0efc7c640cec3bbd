"""The map of the cell voltages that were read: each cell on its colour, those that were not read in grey."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from statistics import fmean, pstdev

from nevlab.bench import page
from nevlab.bench.grid import GridPicture, heat_map
from nevlab.bench.picture import Axis, Number, Words
from nevlab.labels import label

COLUMNS = 12


def view(volts: Mapping[int, float], count: int) -> str:
    """Give readings by cell number [V] as HTML: the map of `count` cells; ends, difference, mean and deviation."""
    numbers = _numbers(volts, count)
    picture = GridPicture(
        values=[volts.get(place, math.nan) for place in range(1, count + 1)],
        columns=COLUMNS,
        quantity=Axis(label("cell voltage", "单体电压"), "V"),
        digits=3,
        marked=_ends(volts) if len(volts) > 1 else (),
    )
    alt = label("Heat map of the cell voltages that were read. ", "已测单体电压的热力图。")
    alt += "; ".join(f"{fact.label}: {fact.text}" for fact in numbers)
    x, y = Axis(label("place in the row", "行内序号")), Axis(label("cells", "单体编号"))
    return heat_map(picture, x, y, alt) + page.numbers_table(numbers)


def _ends(volts: Mapping[int, float]) -> tuple[int, int]:
    by_voltage: Callable[[int], float] = volts.__getitem__
    return max(volts, key=by_voltage), min(volts, key=by_voltage)


def _numbers(volts: Mapping[int, float], count: int) -> list[Number | Words]:
    found: list[Number | Words] = [Words(label("cells read", "已测单体数"), f"{len(volts)}/{count}")]
    if not volts:
        return found
    highest, lowest = _ends(volts)

    def named(cell: int) -> str:
        return label(f"{volts[cell]:.3f} V (cell {cell})", f"{volts[cell]:.3f} V（{cell} 号）")

    return [
        *found,
        Words(label("highest", "最高"), named(highest)),
        Words(label("lowest", "最低"), named(lowest)),
        Number(label("difference ΔU", "压差 ΔU"), 1e3 * (volts[highest] - volts[lowest]), "mV", 0),
        Number(label("mean", "平均值"), fmean(volts.values()), "V", 3),
        Number(label("standard deviation σ", "标准差 σ"), 1e3 * pstdev(volts.values()), "mV", 1),
    ]
