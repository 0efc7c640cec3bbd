"""Phase currents over one period and their Park vector: in order, with a switch that stays off, with a sensor off."""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.inverter.diodes import written
from nevlab.bench.picture import Axis, Beside, Curve, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.inverter import DEVICES, CurrentSensor, Inverter, with_fault
from nevlab.vehicle.open_switch import (
    Currents,
    Running,
    mean_park_vector,
    park_vector,
    phase_currents,
    suspected_switch,
)
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.stator import PHASES

SPEED_RPM = 300.0
"""Speed of the explorer [r/min]; the picture hardly depends on it."""


def currents() -> Explorer:
    """Give the reported phase currents over one period and their Park vector, with one switch that stays off."""
    devices = {"none": label("none: in order", "无（正常）")} | {device: written(device) for device in DEVICES}
    x, y = axes()
    return Explorer(
        _currents,
        switches=[Switch("device", label("switch that stays off", "不导通的开关管"), devices, "U+")],
        sliders=[
            Slider("current_a", label("current set (peak)", "给定电流（峰值）"), "A", 20, 200, 10, 100),
            Slider("offset_a", label("offset of U's current sensor", "U 相电流传感器零偏"), "A", -20, 20, 1, 0),
        ],
        x=x,
        y=y,
        caption=label(
            "Averaged model of the teaching machine at 360 V and 300 r/min under current control, our own. Mean Park "
            "vector: Mendes and Cardoso, IEMDC 1999. A mean above 0.15 points to a switch: our own limit.",
            "教学电机在 360 V、300 r/min 电流控制下的平均值模型，为本课程自建。"
            "平均 Park 矢量法：Mendes、Cardoso，IEMDC 1999。平均值超过 0.15 时指向某个开关管，该限值为本课程自定。",
        ),
        alt=label(
            "Three currents over 360° with U+ off. U is only negative: it stays at zero in its positive half, while V "
            "and W are equal and opposite there.",
            "U+ 不导通时 360° 内的三相电流：U 相只有负半波，正半波处为零，此时 V、W 两相大小相等、方向相反。",
        ),
    )


def axes() -> tuple[Axis, Axis]:
    """Give the axes of three currents over a period."""
    marks = {float(angle): str(angle) for angle in range(0, 361, 60)}
    return (
        Axis(label("electrical angle", "电角度"), "°", 0, 360, marks),
        Axis(label("current as reported", "传感器报告的电流"), "A"),
    )


def _currents(device: str, current_a: float, offset_a: float) -> Picture:
    sound = Inverter()
    sensors = MappingProxyType({**sound.sensors, "U": CurrentSensor(offset_a=offset_a)})
    reported = replace(sound, sensors=sensors).reported(_true_currents(device, current_a))
    return drawn(reported, current_a)


@cache
def _true_currents(device: str, current_a: float) -> Mapping[str, npt.NDArray[np.float64]]:
    inverter = Inverter() if device == "none" else with_fault(Inverter(), "gate_open", device)
    return phase_currents(inverter, Running.at(TEACHING_MACHINE, SPEED_RPM, current_a, TEACHING_LINK_VOLTAGE_V))


def drawn(reported: Currents, current_a: float, suspect: bool = True) -> Picture:
    """Give three reported currents over a period, with the path of their Park vector beside them.

    Parameters
    ----------
    reported
        Shape (n,) each [A].
    current_a
        Peak of the currents in order [A], whose circle is drawn.
    suspect
        Say where the Park vector's mean points, and which switch that is.
    """
    vector, mean, suspected = park_vector(reported), mean_park_vector(reported), suspected_switch(reported)
    centre, means = complex(vector.mean()), {phase: float(np.mean(reported[phase])) for phase in PHASES}
    lines = {phase: np.ravel(reported[phase]).tolist() for phase in PHASES}
    angles, reach_a = np.arange(vector.size) * 360 / vector.size, 1.1 * max(current_a, float(np.abs(vector).max()))
    circle = current_a * np.exp(1j * np.radians(angles))
    told: list[Number | Words] = [
        Number(label("mean Park vector, share", "平均 Park 矢量（相对值）"), abs(mean), "", 2),
        Words(
            label("it points to", "指向"),
            f"{round(math.degrees(cmath.phase(mean))) % 360}°" if abs(mean) > 0.005 else "–",
        ),
        Words(label("suspected switch", "怀疑的开关管"), written(suspected) if suspected else label("none", "无")),
    ]
    return Picture(
        curves=[Curve(phase, angles.tolist(), lines[phase], "dashed" if phase == "V" else "line") for phase in PHASES],
        numbers=[
            *(Number(label(f"mean of {phase}", f"{phase} 相平均值"), means[phase], "A") for phase in PHASES),
            Number(label("sum of the three means", "三相平均值之和"), round(sum(means.values()), 1) + 0.0, "A"),
            *(told if suspect else []),
        ],
        beside=Beside(
            curves=[
                Curve(label("Park vector", "Park 矢量"), vector.real.tolist(), vector.imag.tolist()),
                Curve(label("its mean", "平均值"), [centre.real], [centre.imag], "points"),
                Curve(label("in order", "正常"), circle.real.tolist(), circle.imag.tolist(), "dashed"),
            ],
            x=Axis("iα", "A", -reach_a, reach_a),
            y=Axis("iβ", "A", -reach_a, reach_a),
            alt=label(
                f"Path of the Park vector; its mean lies at iα = {centre.real:.0f} A, iβ = {centre.imag:.0f} A. "
                "Currents in order draw a circle round zero; with a switch off about half of it is missing.",
                f"Park 矢量轨迹，平均值位于 iα = {centre.real:.0f} A、iβ = {centre.imag:.0f} A。"
                "电流正常时轨迹是以零点为圆心的圆；有开关管不导通时约缺一半。",
            ),
            equal=True,
        ),
    )
