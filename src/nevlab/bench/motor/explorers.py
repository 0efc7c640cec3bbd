"""Two things to explore: three lines of a warm motor before and after conversion, and the sensor's curve."""

from __future__ import annotations

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.motor.words import winding_words
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.ntc import Ntc
from nevlab.vehicle.resolver import copper_resistance
from nevlab.vehicle.stator import CARD, LINES, STATED_AT_C, balanced_stator, unbalance, with_fault

SENSOR = Ntc.through(*CARD.sensor_points)


def lines() -> Explorer:
    """Give the three lines of a motor as they are read, and at 20 °C, against the maker's limits."""
    low, high = (ohm * 1e3 for ohm in CARD.limits())
    faults = {fault: words for fault, words in winding_words().items() if fault != "phase_open"}
    return Explorer(
        _lines,
        sliders=[
            Slider("copper_c", label("copper", "铜线温度"), "°C", 0, 100, 5, 50),
            Slider("shorted_pct", label("turns shorted, share", "短路匝数比例"), "%", 0, 40, 5, 20),
            Slider("lug_mohm", label("lug adds", "端子多出"), "mΩ", 0, 10, 1, 5),
        ],
        switches=[Switch("fault", label("phase V", "V 相"), faults, "turn_short")],
        x=Axis("", "", 0.5, 3.5, dict(enumerate(LINES, start=1))),
        y=Axis(label("line resistance", "线电阻"), "mΩ", 25, 55),
        caption=label(
            f"Limits {low:.3f} and {high:.3f} mΩ at 20 °C: 35.3 mΩ ± 5 %, one maker's value.",
            f"限值为 20 °C 时 {low:.3f} 和 {high:.3f} mΩ：35.3 mΩ ± 5 %，一家厂家的数据。",
        ),
        alt=label(
            "Three lines of a motor at 50 °C with a fifth of phase V shorted. As read, U–V and V–W show 35.5 mΩ, "
            "within the limits, and W–U 39.5 mΩ, above. At 20 °C U–V and V–W are 31.8 mΩ, below the limits, and W–U is "
            "35.3 mΩ.",
            "50 °C 的电机，V 相短路五分之一匝。读数：U–V、V–W 为 35.5 mΩ，在限值内；W–U 为 39.5 mΩ，超过上限。"
            "换算到 20 °C：U–V、V–W 为 31.8 mΩ，低于下限；W–U 为 35.3 mΩ。",
        ),
    )


def _lines(copper_c: float, shorted_pct: float, lug_mohm: float, fault: str) -> Picture:
    motor = balanced_stator(temperature_c=copper_c)
    motor = with_fault(motor, fault, "V", shorted_share=shorted_pct / 100, lug_ohm=lug_mohm / 1e3)
    read = motor.line_resistances()
    read_mohm = [ohm * 1e3 for ohm in read.values()]
    cold_mohm = [float(copper_resistance(mohm, copper_c, STATED_AT_C)) for mohm in read_mohm]
    low, high = (ohm * 1e3 for ohm in CARD.limits())
    places = [1.0, 2.0, 3.0]
    inside = all(low <= mohm <= high for mohm in cold_mohm)
    return Picture(
        curves=[
            Curve(label("as read", "读数"), places, read_mohm, "points"),
            Curve(label("at 20 °C", "换算到 20 °C"), places, cold_mohm, "points"),
        ],
        levels=[Level(label("lower limit", "下限"), low), Level(label("upper limit", "上限"), high)],
        numbers=[
            *(
                Number(label(f"{line} at 20 °C", f"{line}（20 °C）"), mohm, "mΩ", 2)
                for line, mohm in zip(LINES, cold_mohm, strict=True)
            ),
            Number(label("unbalance", "不平衡度"), 100 * unbalance(read), "%", 1),
            Words(
                label("at 20 °C", "换算后判断"),
                label("within the limits", "在限值内") if inside else label("outside the limits", "超出限值"),
            ),
        ],
    )


def sensor() -> Explorer:
    """Give the curve of the temperature sensor and what the controller makes of resistance at its plug."""
    return Explorer(
        _sensor,
        sliders=[
            Slider("winding_c", label("winding", "绕组温度"), "°C", 0, 150, 5, 50),
            Slider("series_kohm", label("resistance at the plug", "插头处多出的电阻"), "kΩ", 0, 5, 0.5, 2),
        ],
        x=Axis(label("temperature", "温度"), "°C", 0, 150),
        y=Axis(label("resistance", "电阻"), "kΩ", 0, 35),
        caption=label(
            "Curve through the maker's two points, 20 kΩ at 10 °C and 8 kΩ at 30 °C.",
            "曲线经过厂家的两点：10 °C 时 20 kΩ，30 °C 时 8 kΩ。",
        ),
        alt=label(
            "Resistance of the sensor falling with temperature, from 33 kΩ at 0 °C. At 50 °C it has 3.58 kΩ; with 2 kΩ "
            "more at the plug the meter reads 5.58 kΩ, which lies on the curve at 38.6 °C.",
            "传感器电阻随温度下降，0 °C 时为 33 kΩ。50 °C 时为 3.58 kΩ；插头处多出 2 kΩ 时读数为 5.58 kΩ，"
            "在曲线上对应 38.6 °C。",
        ),
    )


def _sensor(winding_c: float, series_kohm: float) -> Picture:
    curve_c = np.arange(0.0, 151.0, 2.0)
    right_kohm = SENSOR.resistance(winding_c) / 1e3
    read_kohm = right_kohm + series_kohm
    told_c = SENSOR.temperature(read_kohm * 1e3)
    return Picture(
        curves=[
            Curve(
                label("sensor", "传感器"), curve_c.tolist(), [SENSOR.resistance(one) / 1e3 for one in curve_c.tolist()]
            ),
            Curve(label("measured", "测得"), [winding_c], [read_kohm], "points"),
            Curve(label("what the controller takes it for", "控制器认为"), [told_c], [read_kohm], "marked"),
        ],
        numbers=[
            Number(label("expected", "应为"), right_kohm, "kΩ", 2),
            Number(label("measured", "测得"), read_kohm, "kΩ", 2),
            Number(label("controller shows", "控制器显示"), told_c, "°C", 1),
        ],
    )
