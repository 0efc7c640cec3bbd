"""Torque over speed: a machine with magnets and an induction machine at the same inverter."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture
from nevlab.labels import label
from nevlab.vehicle.induction import TEACHING_INDUCTION, Most, slip
from nevlab.vehicle.operating_point import envelope
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE

TOP_RPM = 12_000
_SPEEDS_RPM = np.linspace(0, TOP_RPM, 61)
_FIELD_RPM = np.linspace(50, 12_600, 252)


def machines() -> Explorer:
    """Give the most torque of both machines over the speed, for a link voltage and a current."""
    return Explorer(
        _shown,
        sliders=[
            Slider("speed_rpm", label("speed", "转速"), "r/min", 1000, TOP_RPM, 1000, 3000),
            Slider("link_voltage_v", label("link voltage", "母线电压"), "V", 240, 420, 30, TEACHING_LINK_VOLTAGE_V),
            Slider("current_limit_a", label("most current", "最大电流"), "A", 200, 600, 100, 600),
        ],
        x=Axis(label("speed", "转速"), "r/min", 0, TOP_RPM),
        y=Axis(label("torque", "转矩"), "Nm", 0, 450),
        caption=label(
            "Two teaching machines, values of our own, constant inductances; current is the phase peak value.",
            "两台教学电机，参数为本课程自定，电感视为常数；电流为相电流峰值。不是厂家数据。",
        ),
        alt=label(
            "Most torque over speed at 360 V and 600 A. PMSM: 409 Nm up to about 3100 r/min, 145 Nm at 12000 r/min. "
            "Induction machine: 298 Nm up to about 3900 r/min, 108 Nm at 12000 r/min.",
            "360 V、600 A 时最大转矩随转速的变化。永磁同步电机：约 3100 r/min 以下 409 Nm，12000 r/min 处 145 Nm；"
            "异步电机：约 3900 r/min 以下 298 Nm，12000 r/min 处 108 Nm。",
        ),
    )


@cache
def _most(link_voltage_v: float, current_limit_a: float) -> tuple[list[float], Most]:
    magnets = envelope(TEACHING_MACHINE, _SPEEDS_RPM, link_voltage_v, current_limit_a)
    return np.asarray(magnets.torque_nm).tolist(), TEACHING_INDUCTION.most(_FIELD_RPM, link_voltage_v, current_limit_a)


def _shown(speed_rpm: float, link_voltage_v: float, current_limit_a: float) -> Picture:
    magnets_nm, induction = _most(link_voltage_v, current_limit_a)
    along_nm = np.interp(_SPEEDS_RPM, induction.speed_rpm, induction.torque_nm)
    here_nm = [float(np.interp(speed_rpm, _SPEEDS_RPM, one)) for one in (magnets_nm, along_nm)]
    kilowatts = [one * speed_rpm * 2 * math.pi / 60e3 for one in here_nm]
    frequency_hz = float(np.interp(speed_rpm, induction.speed_rpm, induction.frequency_hz))
    magnet_hz = TEACHING_MACHINE.pole_pairs * speed_rpm / 60
    magnet, other = label("PMSM", "永磁同步"), label("induction", "异步")
    return Picture(
        curves=[
            Curve(label("PMSM", "永磁同步电机"), _SPEEDS_RPM.tolist(), magnets_nm),
            Curve(label("induction machine", "异步电机"), _SPEEDS_RPM.tolist(), along_nm.tolist(), "dashed"),
            Curve(label("this speed", "当前转速"), [speed_rpm] * 2, here_nm, "points"),
        ],
        numbers=[
            Number(label(f"torque, {magnet}", f"转矩（{magnet}）"), here_nm[0], "Nm", 0),
            Number(label(f"torque, {other}", f"转矩（{other}）"), here_nm[1], "Nm", 0),
            Number(label(f"power, {magnet}", f"功率（{magnet}）"), kilowatts[0], "kW", 0),
            Number(label(f"power, {other}", f"功率（{other}）"), kilowatts[1], "kW", 0),
            Number(label(f"frequency, {magnet}", f"频率（{magnet}）"), magnet_hz, "Hz", 1),
            Number(label(f"frequency, {other}", f"频率（{other}）"), frequency_hz, "Hz", 1),
            Number(label("slip", "转差率"), 100 * slip(frequency_hz, speed_rpm, TEACHING_INDUCTION.pole_pairs), "%", 1),
        ],
    )  # fmt: skip
