"""The explorer of passive balancing: how long a resistor takes for what one cell has more than another."""

from __future__ import annotations

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture
from nevlab.labels import label
from nevlab.vehicle.battery.balancing import balancing_time_s, bleed_current_a

_POINTS = 61
_LONGEST_H = 48.0


def explorer() -> Explorer:
    """Give the charge that is left to take out over time, with the current, the time and the heat of the resistor."""
    return Explorer(
        _taken,
        sliders=[
            Slider("surplus_percent", label("surplus of a cell", "单体多出的电量"), "%", 0.5, 10, 0.5, 2),
            Slider("capacity_ah", label("capacity", "容量"), "Ah", 20, 200, 0.1, 33.1),
            Slider("resistor_ohm", label("balancing resistor", "均衡电阻"), "Ω", 10, 100, 1, 33),
            Slider("cell_v", label("cell voltage", "单体电压"), "V", 3.2, 4.2, 0.05, 4.0),
        ],
        x=Axis(label("time", "时间"), "h", 0, _LONGEST_H),
        y=Axis(label("surplus left, of that at the start", "剩余多出电量占开始时的比例"), "%", 0, 100),
        caption=label(
            "I = U/R, t = ΔQ/I. The voltage is taken as constant, so the line is straight.",
            "I = U/R，t = ΔQ/I。把电压看作不变，所以是一条直线。",
        ),
        alt=label(
            "A straight line: 0.66 Ah of surplus fall to nothing within 5.5 hours through 33 Ω at 4.0 V.",
            "一条下降的直线：4.0 V、33 Ω 时，多出的 0.66 Ah 在 5.5 h 内降到零。",
        ),
    )


def _taken(surplus_percent: float, capacity_ah: float, resistor_ohm: float, cell_v: float) -> Picture:
    surplus_ah = surplus_percent / 100 * capacity_ah
    current_a = float(bleed_current_a(cell_v, resistor_ohm))
    hours = np.linspace(0, _LONGEST_H, _POINTS)
    left_percent = 100 * np.maximum(1 - current_a * hours / surplus_ah, 0)
    return Picture(
        curves=[Curve(label("surplus left", "剩余的多出电量"), hours.tolist(), left_percent.tolist())],
        numbers=[
            Number(label("surplus ΔQ", "多出的电量 ΔQ"), surplus_ah, "Ah", 3),
            Number(label("current I", "均衡电流 I"), current_a, "A", 3),
            Number(
                label("time t", "均衡时间 t"), float(balancing_time_s(surplus_ah, cell_v, resistor_ohm)) / 3600, "h"
            ),
            Number(label("heat of the resistor", "电阻发热"), cell_v * current_a, "W", 2),
        ],
    )
