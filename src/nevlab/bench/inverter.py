"""The benches of the inverter: phase currents and their Park vector with a switch open, and the diode test."""

from __future__ import annotations

import cmath
import math
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Number, Picture, Table, Words
from nevlab.instruments import Multimeter
from nevlab.instruments.excitation import Excitation
from nevlab.instruments.reading import OVERLOAD
from nevlab.labels import label
from nevlab.vehicle.inverter import (
    DEVICES,
    DIODE_PAIRS,
    FAULTS,
    SIC_BODY_DIODE_V,
    CurrentSensor,
    Device,
    Inverter,
    with_fault,
)
from nevlab.vehicle.network import Network
from nevlab.vehicle.open_switch import Running, mean_park_vector, park_vector, phase_currents, suspected_switch
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.stator import PHASES, balanced_stator

__all__ = ["METERS", "currents", "diodes"]

METERS = MappingProxyType(
    {"usual": Multimeter(seed=1), "long": Multimeter(seed=1, diode=Excitation(6.0, 6e3), diode_display_v=5.0)}
)
"""A meter whose diode mode ends at 2 V, and one that drives 6 V and shows up to 5 V."""
_STEPS = 360
_OL_AT_V = 3.4
"""Where ``OL`` stands in the figure of the diode test [V]."""


def currents() -> Explorer:
    """Give the reported phase currents over one period and their Park vector, with one switch that stays off."""
    devices = {"none": label("none: in order", "无（正常）")} | {device: device for device in DEVICES}
    return Explorer(
        _currents,
        switches=[Switch("device", label("switch that stays off", "不导通的开关管"), devices, "U+")],
        sliders=[
            Slider("current_a", label("current set (peak)", "给定电流（峰值）"), "A", 20, 200, 10, 100),
            Slider("speed_rpm", label("speed", "转速"), "r/min", 100, 2500, 100, 300),
            Slider("offset_a", label("offset of U's current sensor", "U 相电流传感器零偏"), "A", -20, 20, 1, 0),
        ],
        x=Axis(label("electrical angle", "电角度"), "°", 0, 360, {angle: str(angle) for angle in range(0, 361, 60)}),
        y=Axis(label("current as reported", "传感器报告的电流"), "A"),
        caption=label(
            "Averaged model of the teaching machine at 360 V under current control, our own. Mean Park vector: Mendes "
            "and Cardoso, IEMDC 1999. A mean above 0.15 points to a switch: our own limit.",
            "教学电机在 360 V 电流控制下的平均值模型，为本课程自建。平均 Park 矢量法：Mendes、Cardoso，IEMDC 1999。"
            "平均值超过 0.15 时指向某个开关管，该限值为本课程自定。",
        ),
        alt=label(
            "Three currents over 360° with U+ off. U is only negative: it stays at zero in its positive half, while V "
            "and W are equal and opposite there.",
            "U+ 不导通时 360° 内的三相电流：U 相只有负半波，正半波处为零，此时 V、W 两相大小相等、方向相反。",
        ),
    )


def _currents(device: str, current_a: float, speed_rpm: float, offset_a: float) -> Picture:
    sound = Inverter()
    inverter = sound if device == "none" else with_fault(sound, "gate_open", device)
    sensors = MappingProxyType({**sound.sensors, "U": CurrentSensor(offset_a=offset_a)})
    running = Running.at(TEACHING_MACHINE, speed_rpm, current_a, TEACHING_LINK_VOLTAGE_V)
    reported = replace(inverter, sensors=sensors).reported(phase_currents(inverter, running, _STEPS))
    vector, mean, suspected = park_vector(reported), mean_park_vector(reported), suspected_switch(reported)
    centre, means = complex(vector.mean()), {phase: float(np.mean(reported[phase])) for phase in PHASES}
    lines = {phase: np.ravel(reported[phase]).tolist() for phase in PHASES}
    angles, reach_a = np.arange(_STEPS) * 360 / _STEPS, 1.1 * max(current_a, float(np.abs(vector).max()))
    circle = current_a * np.exp(1j * np.radians(angles))
    return Picture(
        curves=[Curve(phase, angles.tolist(), lines[phase], "dashed" if phase == "V" else "line") for phase in PHASES],
        numbers=[
            *(Number(label(f"mean of {phase}", f"{phase} 相平均值"), means[phase], "A") for phase in PHASES),
            Number(label("sum of the three means", "三相平均值之和"), round(sum(means.values()), 1) + 0.0, "A"),
            Number(label("mean Park vector, share", "平均 Park 矢量（相对值）"), abs(mean), "", 2),
            Words(
                label("it points to", "指向"),
                f"{math.degrees(cmath.phase(mean)) % 360:.0f}°" if abs(mean) > 0.005 else "–",
            ),
            Words(label("suspected switch", "怀疑的开关管"), suspected or label("none", "无")),
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


def diodes() -> Explorer:
    """Give the twelve readings of the diode test for a fault, as points and as a table."""
    kinds = {"silicon": label("IGBT, silicon diode", "IGBT（硅二极管）"), "sic": label("SiC switch", "SiC 器件")}
    return Explorer(
        _diodes,
        switches=[
            Switch("fault", label("fault", "故障"), _fault_words(), "short"),
            Switch("device", label("in", "位置"), {device: device for device in DEVICES}, "U+"),
            Switch(
                "phases",
                label("motor phases", "电机三相线"),
                {"off": label("disconnected", "已断开"), "on": label("still connected", "未断开")},
                "off",
            ),
            Switch("kind", label("switches", "器件类型"), kinds, "silicon"),
            Switch(
                "meter",
                label("diode mode of the meter", "万用表二极管挡"),
                {"usual": label("up to 2 V", "最大 2 V"), "long": label("up to 5 V", "最大 5 V")},
                "usual",
            ),
        ],
        x=Axis(label("device", "器件"), "", -0.5, 5.5, dict(enumerate(DEVICES))),
        y=Axis(label("reading", "读数"), "V", -0.2, 3.7, {0: "0", 1: "1", 2: "2", 3: "3", _OL_AT_V: OVERLOAD}),
        caption=label(
            "Switched off, link proven at about 0 V. Drops (0.40 V silicon, 2.3 V SiC), the short of 0.02 Ω and the "
            "meter are values of our own; the maker's page counts. A gate that stays off is not seen here.",
            "已下电，母线已验电约为 0 V。压降（硅 0.40 V、SiC 2.3 V）、短路电阻 0.02 Ω 和仪表参数为本课程自定值，"
            "以维修资料为准。门极失效在这里测不出来。",
        ),
        alt=label(
            "Two readings at each of six devices. U+ shorted: 0.00 V both ways. The five others: 0.40 V along the "
            "diode, OL against it.",
            "六个器件各两个读数。U+ 短路：正反向均为 0.00 V；其余五个：正向 0.40 V，反向 OL。",
        ),
    )


def _diodes(fault: str, device: str, phases: str, kind: str, meter: str) -> Picture:
    bridge = Inverter()
    if kind == "sic":
        bridge = replace(bridge, devices=MappingProxyType(dict.fromkeys(DEVICES, Device(SIC_BODY_DIODE_V))))
    parts = with_fault(bridge, fault, device).parts() + (balanced_stator().parts() if phases == "on" else ())
    circuit = OnBench(Network(parts))
    readings = [METERS[meter].read("diode", circuit, red, black) for red, black in DIODE_PAIRS]
    heights = [_OL_AT_V if reading.overload else reading.value for reading in readings]
    places = np.arange(len(DEVICES))
    return Picture(
        curves=[
            Curve(label("along the diode", "正向"), (places - 0.1).tolist(), heights[::2], "points"),
            Curve(label("against it", "反向"), (places + 0.1).tolist(), heights[1::2], "points"),
        ],
        table=Table(
            (
                label("device", "器件"),
                *(label("red / black", "红 / 黑"), label("along", "正向")),
                *(label("red / black", "红 / 黑"), label("against", "反向")),
            ),
            [
                (name, _leads(*along), first.shown, _leads(*against), second.shown)
                for name, along, against, first, second in zip(
                    DEVICES, DIODE_PAIRS[::2], DIODE_PAIRS[1::2], readings[::2], readings[1::2], strict=True
                )
            ],
        ),
    )


def _leads(red: str, black: str) -> str:
    rails = {"plus": "DC+", "minus": "DC−"}
    return f"{rails.get(red, red)} / {rails.get(black, black)}"


def _fault_words() -> dict[str, str]:
    words = {
        "none": label("in order", "正常"),
        "short": label("shorted", "短路"),
        "diode_open": label("diode open", "二极管断路"),
        "gate_open": label("switch stays off (gate open)", "开关管不导通（门极断路）"),
    }
    return {fault: words[fault] for fault in FAULTS}
