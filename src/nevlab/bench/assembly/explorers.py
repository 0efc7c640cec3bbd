"""Two things to explore: a vibration by frequency and by order, and the efficiency of the assembly over its field."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from nevlab.bench.assembly.words import noise_words
from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.stations.assembly_bench import MAP_NM, MAP_RPM
from nevlab.vehicle.assembly.drawn import sound_assembly, vibration
from nevlab.vehicle.assembly.orders import Line, lobes
from nevlab.vehicle.assembly.unit import CARD, CURRENT_LIMIT_A, ELECTRICAL_ORDER, GEAR_ORDER
from nevlab.vehicle.drive_losses import efficiency
from nevlab.vehicle.operating_point import OperatingPoint, envelope
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER

Array = npt.NDArray[np.float64]

MOST_ORDER, MOST_HZ = 50.0, 3300.0
ROUND = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Places round a line where its lobe is drawn, in lines of the spectrum."""
SPEEDS_RPM = tuple(range(500, 8001, 500))
TORQUES_NM = tuple(range(10, 151, 10))
DRAGS_NM = (0.4, 0.9, 1.4, 1.9, 2.4)


def orders() -> Explorer:
    """Give the spectrum of a vibration over the order and, beside it, over the frequency."""
    return Explorer(
        _orders,
        sliders=[Slider("speed_rpm", label("motor speed", "电机转速"), "r/min", 1000, 4000, 500, 3000)],
        switches=[
            Switch(
                "record",
                label("length of the record", "采样时间"),
                {"0.05": "0.05 s", "0.2": "0.2 s", "1": "1 s"},
                "1",
            ),
            Switch("noise", label("source", "异响来源"), noise_words(), "gear"),
        ],
        x=Axis(label("order of the motor shaft", "电机轴阶次"), "", 0, MOST_ORDER),
        y=Axis(label("amplitude", "幅值"), "m/s²", 0, 3.5),
        caption=label(
            "Lines of a unit of our own: 23 and 21 teeth, 4 pole pairs, 48 slots, bearing orders 3.6 and 5.4; and the "
            "rig’s fan with 161 Hz. Window: Hann.",
            "本课程自定的总成：齿数 23 和 21、4 对极、48 槽、轴承阶次 3.6 和 5.4；台架风扇 161 Hz。窗函数：汉宁窗。",
        ),
        alt=label(
            "Spectrum over the order at 3000 r/min with a noisy gear: the highest line, 2.7 m/s², at order 23 with two "
            "small ones beside it, 0.58 m/s² at order 24, lower ones at 1, 3.2, 7 and 48.",
            "3000 r/min、齿轮异响时的阶次谱：最高的线在 23 阶，2.7 m/s²，两侧有小边带；24 阶为 0.58 m/s²；"
            "1、3.2、7、48 阶较低。",
        ),
    )


@cache
def _lines(noise: str) -> tuple[Line, ...]:
    return vibration(lambda: 0.5, noise)


def _orders(speed_rpm: float, record: str, noise: str) -> Picture:
    lines, seconds = _lines(noise), float(record)
    centres = np.array([line.hz(speed_rpm) for line in lines])
    hz = np.sort((centres[:, None] + np.array(ROUND) / seconds).ravel())
    peak = lobes(lines, speed_rpm, seconds, hz)
    turns_hz = speed_rpm / 60
    loudest = max(lines, key=lambda line: line.at(speed_rpm))
    apart = 1 / seconds
    words = label("spectrum", "频谱")
    return Picture(
        curves=[Curve(words, (hz / turns_hz).tolist(), peak.tolist())],
        levels=[
            Level(label("order 23, gear teeth", "23 阶（齿数）"), GEAR_ORDER, "x"),
            Level(label("order 24, electrical", "24 阶（电磁）"), ELECTRICAL_ORDER, "x"),
        ],
        numbers=[
            Number(label("turns a second", "每秒转数"), turns_hz, "Hz"),
            Number(label("highest line", "最高的谱线"), loudest.hz(speed_rpm), "Hz"),
            Number(label("its order", "它的阶次"), loudest.hz(speed_rpm) / turns_hz, "", 2),
            Number(label("from order 23 to 24", "23 阶与 24 阶相距"), turns_hz, "Hz"),
            Number(label("one line is as wide as", "一条谱线的宽度"), 4 * apart, "Hz"),
            Words(
                label("23 and 24 told apart", "能否分开 23 和 24 阶"),
                label("yes", "能") if 4 * apart < turns_hz else label("no: record longer", "不能：要采样更久"),
            ),
        ],
        beside=Beside(
            curves=[Curve(words, hz.tolist(), peak.tolist())],
            x=Axis(label("frequency", "频率"), "Hz", 0, MOST_HZ),
            y=Axis(label("amplitude", "幅值"), "m/s²", 0, 3.5),
            alt=label(
                f"The same spectrum over the frequency at {speed_rpm:.0f} r/min: highest line at "
                f"{loudest.hz(speed_rpm):.0f} Hz; the fan stays at 161 Hz.",
                f"同一频谱以频率为横轴，{speed_rpm:.0f} r/min：最高的线在 {loudest.hz(speed_rpm):.0f} Hz；"
                "风扇始终在 161 Hz。",
            ),
        ),
    )


def efficiency_map() -> Explorer:
    """Give where the assembly reaches 80 and 90 %, and the losses at one point of its field."""
    speed = np.linspace(250, 8000, 63)
    most = envelope(TEACHING_MACHINE, speed, TEACHING_LINK_VOLTAGE_V, CURRENT_LIMIT_A)
    return Explorer(
        _efficiency,
        sliders=[
            Slider("speed_rpm", label("motor speed", "电机转速"), "r/min", 500, 8000, 500, 4000),
            Slider("torque_nm", label("torque asked of the motor", "电机请求转矩"), "Nm", 10, 150, 10, 150),
            Slider(
                "drag_nm", label("drag of the reducer near standstill", "减速器低速阻力矩"), "Nm", 0.4, 2.4, 0.5, 0.4
            ),
        ],
        x=Axis(label("motor speed", "电机转速"), "r/min", 0, 8000),
        y=Axis(label("motor torque", "电机转矩"), "Nm", 0, 170),
        reference=[
            Curve(label("most torque (torque–speed curve)", "外特性：最大转矩"), speed.tolist(), _list(most.torque_nm))
        ],
        caption=label(
            "Source to output: inverter, motor and reducer, 360 V, 300 A; losses and drag are values of our own.",
            "从电源到输出端：逆变器、电机、减速器，360 V、300 A；损耗和阻力矩为本课程自定值。",
        ),
        alt=label(
            "Field of the assembly below its torque–speed curve, 156 Nm up to 5000 r/min. Only a strip of low speed and "
            "one of low torque lie below 80 %. The point, 150 Nm at 4000 r/min, has 93.4 %.",
            "外特性曲线以下的工作区，5000 r/min 以前为 156 Nm。只有低速和小转矩的窄条低于 80 %。"
            "150 Nm、4000 r/min 处效率为 93.4 %。",
        ),
    )


@cache
def _field(speeds: tuple[float, ...], torques: tuple[float, ...]) -> OperatingPoint:
    torque, speed = np.meshgrid(torques, speeds, indexing="ij")
    return sound_assembly().point(torque, speed)


def _share(drag_nm: float, point: OperatingPoint) -> Array:
    """Give the efficiency from link to output; NaN beyond the drive's limit."""
    output = sound_assembly(drag_nm).output_nm(point)
    found = efficiency(output, point.speed_rpm / TEACHING_REDUCER.ratio, point.link_voltage_v, point.link_current_a)
    return np.where(np.isin(point.region, ("mtpa", "field_weakening")), np.asarray(found), np.nan)


@cache
def _good(drag_nm: float) -> float:
    share = _share(drag_nm, _field(MAP_RPM, MAP_NM))
    return float(np.sum(share >= CARD.good) / np.sum(np.isfinite(share)))


@cache
def _round(drag_nm: float, level: float) -> tuple[list[float], list[float]]:
    """Give the line round the part of the field with at least this efficiency: along its bottom, back along its top."""
    torques = np.arange(2.0, 157.0, 1.0)
    speeds = np.concatenate([np.arange(300.0, 1500.0, 50.0), np.arange(1500.0, 8001.0, 250.0)])
    inside = _share(drag_nm, _field(tuple(speeds.tolist()), tuple(torques.tolist()))) >= level
    some = inside.any(axis=0)
    bottom = np.where(some, torques[inside.argmax(axis=0)], np.nan)
    top = np.where(some, torques[::-1][inside[::-1].argmax(axis=0)], np.nan)
    there = np.flatnonzero(some)
    x = np.concatenate([speeds[there], speeds[there][::-1], speeds[there][:1]])
    y = np.concatenate([bottom[there], top[there][::-1], bottom[there][:1]])
    return x.tolist(), y.tolist()


def _efficiency(speed_rpm: float, torque_nm: float, drag_nm: float) -> Picture:
    points = _field(SPEEDS_RPM, TORQUES_NM)
    at = (round(torque_nm / 10) - 1, round(speed_rpm / 500) - 1)
    share = float(_share(drag_nm, points)[at])
    output_nm = float(np.asarray(sound_assembly(drag_nm).output_nm(points))[at])
    link_w = float(np.asarray(points.link_current_a)[at]) * points.link_voltage_v
    output_w = output_nm * speed_rpm * 2 * math.pi / 60 / TEACHING_REDUCER.ratio
    motor_w = sum(float(np.asarray(loss)[at]) for loss in (points.copper_w, points.iron_w))
    beyond = math.isnan(share)
    return Picture(
        curves=[
            Curve("η ≥ 80 %", *_round(drag_nm, 0.8)),
            Curve("η ≥ 90 %", *_round(drag_nm, 0.9), "dashed"),
            Curve(label("this point", "当前点"), [speed_rpm], [torque_nm], "points"),
        ],
        numbers=[
            Words(label("this point", "当前点"), label("beyond the torque–speed curve", "超出外特性"))
            if beyond
            else Number(label("efficiency at this point", "当前点效率"), 100 * share, "%"),
            Number(label("torque at the output", "输出端转矩"), output_nm, "Nm", 0),
            Number(label("power in", "输入功率"), link_w / 1e3, "kW", 2),
            Number(label("power out", "输出功率"), output_w / 1e3, "kW", 2),
            Number(label("lost in the motor", "电机损耗"), motor_w / 1e3, "kW", 2),
            Number(label("lost in the inverter", "逆变器损耗"), float(np.asarray(points.inverter_w)[at]) / 1e3, "kW", 2),
            Number(
                label("lost in the reducer", "减速器损耗"),
                (float(np.asarray(points.shaft_w)[at]) - output_w) / 1e3, "kW", 2,
            ),
            Number(label("fields with η ≥ 80 %", "η ≥ 80 % 的格数占比"), 100 * _good(drag_nm), "%"),
        ],
    )  # fmt: skip


def _list(values: float | Array) -> list[float]:
    return [float(value) for value in np.atleast_1d(values)]
