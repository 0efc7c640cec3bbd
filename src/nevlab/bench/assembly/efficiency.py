"""What is to be explored of the efficiency: where the assembly reaches 80 and 90 %, and the losses at one point."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture, Words
from nevlab.labels import label
from nevlab.stations.assembly_bench import MAP_NM, MAP_RPM
from nevlab.vehicle.assembly.drawn import sound_assembly
from nevlab.vehicle.assembly.unit import CARD, CURRENT_LIMIT_A
from nevlab.vehicle.drive_losses import efficiency
from nevlab.vehicle.operating_point import OperatingPoint, envelope
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER

Array = npt.NDArray[np.float64]

SPEEDS_RPM = tuple(range(500, 8001, 500))
TORQUES_NM = tuple(range(10, 151, 10))


def efficiency_map() -> Explorer:
    """Give where the assembly reaches 80 and 90 %, and the losses at one point of its field."""
    speed = np.linspace(250, 8000, 63)
    most = envelope(TEACHING_MACHINE, speed, TEACHING_LINK_VOLTAGE_V, CURRENT_LIMIT_A)
    most_nm = np.atleast_1d(most.torque_nm).tolist()
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
            Curve(
                label("most torque (torque–speed curve)", "外特性：最大转矩"),
                speed.tolist(),
                most_nm,
            )
        ],
        caption=label(
            "Source to output: inverter, motor and reducer, 360 V, 300 A; losses and drag are values of our own.",
            "从电源到输出端：逆变器、电机、减速器，360 V、300 A；损耗和阻力矩为本课程自定值。",
        ),
        alt=label(
            "Field of the assembly below its torque–speed curve, 156 Nm up to 5000 r/min. Only a strip of low speed "
            "and one of low torque lie below 80 %. The point, 150 Nm at 4000 r/min, has 93.4 %.",
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
    inverter_w = float(np.asarray(points.inverter_w)[at])
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
            Number(label("lost in the inverter", "逆变器损耗"), inverter_w / 1e3, "kW", 2),
            Number(
                label("lost in the reducer", "减速器损耗"),
                (float(np.asarray(points.shaft_w)[at]) - output_w) / 1e3, "kW", 2,
            ),
            Number(label("fields with η ≥ 80 %", "η ≥ 80 % 的格数占比"), 100 * _good(drag_nm), "%"),
        ],
    )  # fmt: skip
