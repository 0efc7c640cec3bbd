"""What there is to explore of the state of charge: the look-up by voltage, and three estimates over a day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture
from nevlab.data.leaf_tables import quoted_pulses
from nevlab.labels import label
from nevlab.vehicle.battery.estimation import DAY_START_SOC, counted_soc, driven_day, filtered_soc
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH, LEAF_2013

DCIR_OHM = 2.53e-3
"""DC resistance of the measured cell after 30 s at 25 °C, pulse 5 [Ω]."""
METER_V = 5e-3
"""How far a cell voltage may be off [V]: an assumption."""
_SHOWN = 5
"""Minutes between two points of a curve."""


def look_up() -> Explorer:
    """Give the open-circuit voltage over the state of charge, and what a voltage says."""
    soc = np.linspace(0, 1, 101)
    rested = quoted_pulses()[25.0]
    return Explorer(
        _looked_up,
        sliders=[
            Slider("cell_v", label("voltage that is read", "读到的单体电压"), "V", 3.4, 4.18, 0.01, 3.92),
            Slider("current_a", label("current that still flows", "仍在流过的电流"), "A", -30, 30, 5, 0),
        ],
        x=Axis("SOC", "%", 0, 100),
        y=Axis(label("open-circuit voltage", "开路电压"), "V", 3.2, 4.25),
        reference=[
            Curve(
                label("measured after 1 h of rest", "静置 1 h 后实测"),
                [100 * (1 - pulse.charge_ah / CAPACITY_AH) for pulse in rested],
                [pulse.rest_v for pulse in rested],
                "points",
            ),
            Curve(
                label("curve through them", "过各点的曲线"),
                (100 * soc).tolist(),
                np.asarray(LEAF_2013.ocv(soc)).tolist(),
            ),
        ],
        caption=label(
            "2013 Nissan Leaf cell, 25 °C, measured at ORNL (batterysim/equiv-circ-model @ 34752e72792d, MIT). A "
            f"current shifts the voltage by {1e3 * DCIR_OHM:g} mΩ · I, as measured after 30 s.",
            "2013 款日产聆风单体，25 °C，ORNL 实测（batterysim/equiv-circ-model @ 34752e72792d，MIT 许可）。"
            f"有电流时电压偏移 {1e3 * DCIR_OHM:g} mΩ·I（30 s 实测值）。",
        ),
        alt=label(
            "Open-circuit voltage over the state of charge: steep up to 15 %, from 3.2 V to 3.7 V; flat in the middle, "
            "3.92 V at 50 %; 4.18 V when full. The voltage that is read, 3.92 V, means 50 %.",
            "开路电压随荷电状态的变化：15 % 以下很陡，从 3.2 V 到 3.7 V；中间平坦，50 % 时 3.92 V；充满 4.18 V。"
            "读到的 3.92 V 对应 50 %。",
        ),
    )


def _looked_up(cell_v: float, current_a: float) -> Picture:
    def percent(volt: float) -> float:
        return 100 * float(np.clip(LEAF_2013.soc_at(volt), 0, 1))

    rested_v = cell_v + DCIR_OHM * current_a
    return Picture(
        curves=[],
        levels=[
            Level(label("voltage that is read", "读到的电压"), cell_v),
            Level(label("SOC by the curve", "查表 SOC"), percent(cell_v), "x"),
        ],
        numbers=[
            Number(label("SOC by the curve", "查表 SOC"), percent(cell_v), "%"),
            Number(
                label("5 mV more or less: ±", "电压差 5 mV：±"),
                (percent(cell_v + METER_V) - percent(cell_v - METER_V)) / 2,
                "%",
            ),
            Number(label("true SOC, if that current flows", "有该电流时的真实 SOC"), percent(rested_v), "%"),
            Number(label("error of the look-up", "查表误差"), percent(cell_v) - percent(rested_v), "%"),
        ],
    )


def counting() -> Explorer:
    """Give the true SOC of a day, and what look-up, count and filter make of it with a wrong sensor and start."""
    return Explorer(
        _counted,
        sliders=[
            Slider("offset_a", label("offset of the current sensor", "电流传感器零偏"), "A", -2, 2, 0.25, 0.5),
            Slider("start_percent", label("error at the start", "初始误差"), "%", -20, 20, 10, 10),
            Slider("capacity_percent", label("error of the stored capacity", "存储容量误差"), "%", -20, 40, 20, 0),
        ],
        x=Axis(label("time", "时间"), "h", 0, 8),
        y=Axis("SOC", "%", 0, 105),
        caption=label(
            "Eight hours of short drives of the measured Leaf cell, by this course's model. The filter knows the same "
            "curve of the open-circuit voltage and one RC pair; a real one is off by its curve, too.",
            "实测聆风单体的课程模型，8 h 内多次短途行驶。滤波用的开路电压曲线与模型相同，等效电路只有一个 RC 环节；"
            "实际的滤波还会受曲线误差影响。",
        ),
        alt=label(
            "True SOC falling from 90 % to 24 % over 8 h in steps. The count with 0.5 A of offset begins at 100 % "
            "and ends at 21 %; the look-up jumps at each drive; the filter is at the true value within minutes.",
            "8 h 内真实 SOC 由 90 % 逐级降到 24 %。零偏 0.5 A 的安时积分从 100 % 开始，结束时为 21 %；"
            "按电压查表的值每次行驶都跳动；滤波几分钟内就回到真实值。",
        ),
    )


def _counted(offset_a: float, start_percent: float, capacity_percent: float) -> Picture:
    time_s, current_a, voltage_v, true = driven_day()
    start = float(np.clip(DAY_START_SOC + start_percent / 100, 0, 1))
    stored_ah = CAPACITY_AH * (1 + capacity_percent / 100)
    sensed_a = current_a + offset_a
    counted = counted_soc(time_s, sensed_a, start, stored_ah)
    filtered = filtered_soc(time_s, sensed_a, voltage_v, start, stored_ah)
    looked_up = np.clip(LEAF_2013.soc_at(voltage_v), 0, 1)
    hours = (time_s[::_SHOWN] / 3600).tolist()

    def rms(estimate: NDArray[np.float64]) -> float:
        return 100 * float(np.sqrt(np.mean((estimate - true) ** 2)))

    def curve(words: str, soc: NDArray[np.float64], *style: str) -> Curve:
        return Curve(words, hours, (100 * np.clip(soc[::_SHOWN], 0, 1)).tolist(), *style)  # type: ignore[arg-type]

    return Picture(
        curves=[
            curve(label("true", "真实"), true),
            curve(label("counted", "安时积分"), counted),
            curve(label("filter", "滤波（EKF）"), filtered, "dashed"),
            curve(label("look-up", "电压查表"), looked_up, "dashed"),
        ],
        numbers=[
            Number(label("count: error after 8 h", "积分：8 h 后误差"), 100 * float(counted[-1] - true[-1]), "%"),
            Number(label("of it by the offset", "其中零偏引起"), 100 * -offset_a * 8 / stored_ah, "%"),
            Number(label("look-up: error (rms)", "查表：误差（均方根）"), rms(looked_up), "%"),
            Number(label("filter: error (rms)", "滤波：误差（均方根）"), rms(filtered), "%"),
        ],
    )
