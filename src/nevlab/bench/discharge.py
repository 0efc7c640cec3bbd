"""The explorer of the capacity test: the measured 1C discharge with a cut-off, and the model at another current."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture
from nevlab.data.leaf_tables import quoted_discharge
from nevlab.labels import label
from nevlab.vehicle.battery.cell import Cell
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH, LEAF_2013, MIN_V

RATED_AH = 33.1
"""Rating of the cell [Ah]; at which rate, the files do not say."""
_POINTS = 61
_WARM_C = 25.0


def explorer() -> Explorer:
    """Give the voltage over the charge taken out, measured at 1C and by the model at a chosen current."""
    measured = quoted_discharge()
    return Explorer(
        _discharged,
        sliders=[
            Slider("cut_off_v", label("cut-off voltage", "截止电压"), "V", MIN_V, 3.8, 0.05, MIN_V),
            Slider("model_a", label("current of the model", "模型电流"), "A", 10, 90, 10, 10),
        ],
        x=Axis(label("charge taken out", "放出电量"), "Ah", 0, 34),
        y=Axis(label("cell voltage", "单体电压"), "V", 2.9, 4.3),
        reference=[
            Curve(
                label("measured, 30.6 A (1C)", "实测，30.6 A（1C）"),
                measured.charge_ah.tolist(),
                measured.voltage_v.tolist(),
                "points",
            )
        ],
        caption=label(
            "Points: 2013 Nissan Leaf cell, measured at ORNL (batterysim/equiv-circ-model @ 34752e72792d, MIT). Line: "
            "this course's model of the cell, not measured; at 1C it stands within 12 mV rms of the points; for slower "
            "rates its end is carried on.",
            "点：2013 款日产聆风单体，ORNL 实测（batterysim/equiv-circ-model @ 34752e72792d，MIT 许可）。"
            "线：本课程的单体模型，不是实测；1C 时与实测点的均方根偏差在 12 mV 以内，更小电流时末段为外推。",
        ),
        alt=label(
            "Cell voltage over the charge taken out. The measured 1C discharge falls from 4.13 V to 3.0 V at 30.3 Ah, "
            "with a knee at about 27 Ah. The model at 10 A runs some 0.08 V above it.",
            "单体电压随放出电量的变化。实测的 1C 放电从 4.13 V 降到 30.3 Ah 时的 3.0 V，约 27 Ah 处出现拐点。"
            "10 A 的模型曲线高约 0.08 V。",
        ),
    )


def _discharged(cut_off_v: float, model_a: float) -> Picture:
    measured = quoted_discharge()
    out_ah, below = _until(measured.charge_ah, measured.voltage_v, cut_off_v)
    charge_ah, volts = np.append(measured.charge_ah[:below], out_ah), np.append(measured.voltage_v[:below], cut_off_v)
    out_wh = float(np.trapezoid(volts, charge_ah))
    model_ah, model_v = _model(model_a)
    return Picture(
        curves=[Curve(label(f"model, {model_a:g} A", f"模型，{model_a:g} A"), model_ah.tolist(), model_v.tolist())],
        levels=[Level(label("cut-off", "截止电压"), cut_off_v)],
        numbers=[
            Number(label("measured: charge Q", "实测：电量 Q"), out_ah, "Ah", 2),
            Number(label("measured: energy", "实测：能量"), out_wh, "Wh"),
            Number(label("measured: mean voltage", "实测：平均电压"), out_wh / out_ah, "V", 2),
            Number(label(f"Q over {RATED_AH} Ah", f"Q 与 {RATED_AH} Ah 之比"), 100 * out_ah / RATED_AH, "%", 0),
            Number(label("model: charge", "模型：电量"), _until(model_ah, model_v, cut_off_v)[0], "Ah", 2),
        ],
    )


def _until(charge_ah: NDArray[np.float64], volts: NDArray[np.float64], cut_off_v: float) -> tuple[float, int]:
    """Give the charge at which a falling curve is at `cut_off_v` [Ah], and how many points lie before it."""
    below = int(np.argmax(volts <= cut_off_v)) if volts.min() <= cut_off_v else volts.size - 1
    last = slice(below - 1, below + 1)
    return float(np.interp(-cut_off_v, -volts[last], charge_ah[last])), below


@lru_cache(maxsize=32)
def _model(current_a: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give charge taken out [Ah] and voltage [V] of a full cell under a constant current, on below 3.0 V."""
    charge_ah = np.linspace(0, 1.04 * CAPACITY_AH, _POINTS)
    cell = Cell(LEAF_2013)
    run = cell.run(cell.rest(1.0, _WARM_C), charge_ah / current_a * 3600, np.full(_POINTS, current_a))
    return charge_ah, run.voltage_v
