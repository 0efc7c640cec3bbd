"""The bench of the drive's operating point: torque over speed, and the plane of id and iq with its limits."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.operating_point import OperatingPoint, at_temperature, demagnetised, envelope, operating_point
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE, Pmsm, Values

__all__ = ["explorer"]

CURRENT_LIMIT_A = 600.0
_TOP_RPM = 12_000
_SPEEDS_RPM = np.linspace(0, _TOP_RPM, 61)
_SOUND = TEACHING_MACHINE
"""What the controller's tables were made for, at 20 °C."""


def explorer() -> Explorer:
    """Give the torque–speed envelope and the current plane for a request, also of a drive that is not sound."""
    sound = envelope(_SOUND, _SPEEDS_RPM, TEACHING_LINK_VOLTAGE_V, CURRENT_LIMIT_A)
    return Explorer(
        _shown,
        sliders=_sliders(),
        x=Axis(label("speed", "转速"), "r/min", 0, _TOP_RPM),
        y=Axis(label("torque", "转矩"), "Nm", 0, 450),
        reference=[
            Curve(
                label("drive in order, 360 V, 600 A, 20 °C", "正常驱动：360 V、600 A、20 °C"),
                _SPEEDS_RPM.tolist(),
                _list(sound.torque_nm),
                "dashed",
            )
        ],
        caption=label(
            "Teaching machine (4 pole pairs, 0.07 Wb, 0.11 and 0.31 mH, 8 mΩ) and losses: values of our own. The "
            "controller's tables are those of the machine in order at 20 °C. Currents and voltages are peak values.",
            "教学电机（4 对极，0.07 Wb，0.11 与 0.31 mH，8 mΩ）和损耗参数为本课程自定值。"
            "控制器的数据表按 20 °C 的正常电机制定。电流、电压均为峰值。",
        ),
        alt=label(
            "Most torque over speed: 409 Nm up to about 3100 r/min, then falling: 277 Nm at 6000 r/min, 145 Nm at "
            "12000 r/min. The request, 150 Nm at 3000 r/min, lies below and is reached.",
            "最大转矩随转速的变化：约 3100 r/min 以下为 409 Nm，以上下降，6000 r/min 处 277 Nm，12000 r/min 处 145 Nm。"
            "需求点 150 Nm、3000 r/min 在曲线以下，能够达到。",
        ),
    )


def _sliders() -> tuple[Slider, ...]:
    most_a = CURRENT_LIMIT_A
    degrees = label("° electrical", "°电角度")
    return (
        Slider("torque_nm", label("torque requested", "需求转矩"), "Nm", 0, 420, 10, 150, (400,)),
        Slider("speed_rpm", label("speed", "转速"), "r/min", 0, _TOP_RPM, 100, 3000, (2000, 6000, 9000)),
        Slider("link_voltage_v", label("link voltage", "母线电压"), "V", 250, 420, 10, TEACHING_LINK_VOLTAGE_V, (270,)),
        Slider(
            "current_limit_a",
            label("current limit (derating)", "电流限值（降功率）"),
            "A",
            100,
            most_a,
            50,
            most_a,
            (300,),
        ),
        Slider("flux_lost_percent", label("magnet flux lost for good", "永磁体不可逆退磁"), "%", 0, 30, 5, 0),
        Slider("temperature_c", label("winding and magnets", "绕组与永磁体温度"), "°C", 20, 150, 10, 20),
        Slider("offset_deg", label("resolver offset", "旋变零位偏差"), degrees, -30, 30, 2, 0),
    )


def _shown(
    torque_nm: float,
    speed_rpm: float,
    link_voltage_v: float,
    current_limit_a: float,
    flux_lost_percent: float,
    temperature_c: float,
    offset_deg: float,
) -> Picture:
    machine = at_temperature(demagnetised(_SOUND, flux_lost_percent / 100), temperature_c, temperature_c)
    limits = (link_voltage_v, current_limit_a)
    most = _most_nm(machine, *limits, offset_deg)
    point = operating_point(machine, torque_nm, speed_rpm, *limits, believed=_SOUND, angle_error_deg=offset_deg)
    return Picture(
        curves=[
            Curve(label("most torque of this drive", "本驱动的最大转矩"), _SPEEDS_RPM.tolist(), most),
            Curve(label("requested", "需求"), [speed_rpm], [torque_nm], "points"),
            Curve(label("reached", "实际达到"), [speed_rpm], _list(point.torque_nm), "points"),
        ],
        numbers=[
            Number(label("torque reached", "实际转矩"), float(point.torque_nm), "Nm"),
            Number("id", float(point.current_d_a), "A"),
            Number("iq", float(point.current_q_a), "A"),
            Number(label("phase current", "相电流"), float(point.current_a), "A"),
            Number(label("ud in the data stream", "数据流 ud"), float(point.seen_voltage_d_v), "V"),
            Number(label("uq in the data stream", "数据流 uq"), float(point.seen_voltage_q_v), "V"),
            Number(label("phase voltage", "相电压"), float(point.voltage_v), "V"),
            Number(label("voltage limit Udc/√3", "电压极限 Udc/√3"), link_voltage_v / math.sqrt(3), "V"),
            Number(label("shaft power", "输出功率"), float(point.shaft_w) / 1e3, "kW"),
            Number(label("efficiency with inverter", "效率（含逆变器）"), 100 * float(point.efficiency), "%"),
            Number(label("EMF between two terminals", "线电动势（有效值）"), float(machine.line_emf(speed_rpm)), "V"),
            Words(label("how the controller works", "控制方式"), _region_words()[str(point.region)]),
        ],
        beside=_plane(machine, point, current_limit_a),
    )


@lru_cache
def _most_nm(machine: Pmsm, link_voltage_v: float, current_limit_a: float, offset_deg: float) -> list[float]:
    most = envelope(machine, _SPEEDS_RPM, link_voltage_v, current_limit_a, believed=_SOUND, angle_error_deg=offset_deg)
    return _list(most.torque_nm)


@lru_cache
def _mtpa_a(machine: Pmsm, current_limit_a: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    currents_d, currents_q = zip(*(machine.mtpa(one) for one in np.linspace(0, current_limit_a, 31)), strict=True)
    return currents_d, currents_q


def _plane(machine: Pmsm, point: OperatingPoint, current_limit_a: float) -> Beside:
    mtpa_d, mtpa_q = _mtpa_a(machine, current_limit_a)
    turn = np.linspace(math.pi / 2, math.pi, 61)
    ellipse_d, ellipse_q = _voltage_ellipse(machine, float(point.speed_rpm), point.link_voltage_v)
    here_d, here_q = float(point.current_d_a), float(point.current_q_a)
    along_d = np.linspace(-700, 100, 81)
    along_q = float(point.torque_nm) / machine.torque(along_d, 1.0)
    return Beside(
        curves=[
            Curve("MTPA", mtpa_d, mtpa_q),
            Curve(
                label("current limit", "电流极限圆"),
                (current_limit_a * np.cos(turn)).tolist(),
                (current_limit_a * np.sin(turn)).tolist(),
            ),
            Curve(label("voltage limit", "电压极限椭圆"), ellipse_d.tolist(), ellipse_q.tolist()),
            Curve(label("this torque", "等转矩线"), along_d.tolist(), _list(along_q), "dashed"),
            Curve(label("operating point", "工作点"), [here_d], [here_q], "points"),
        ],
        x=Axis("id", "A", -700, 100),
        y=Axis("iq", "A", -50, 650),
        alt=label(
            f"Plane of id and iq: the MTPA curve, the current limit of {current_limit_a:.0f} A as a circle, the "
            f"voltage limit at {point.speed_rpm:.0f} r/min as an ellipse, and the operating point at "
            f"id = {here_d:.0f} A, iq = {here_q:.0f} A.",
            f"id–iq 平面：MTPA 曲线，{current_limit_a:.0f} A 的电流极限圆，"
            f"{point.speed_rpm:.0f} r/min 时的电压极限椭圆；工作点 id = {here_d:.0f} A，iq = {here_q:.0f} A。",
        ),
        equal=True,
    )


def _voltage_ellipse(machine: Pmsm, speed_rpm: float, link_voltage_v: float) -> tuple[np.ndarray, np.ndarray]:
    """Give (id, iq) [A] where the phase voltage is Udc/√3: the machine's voltage equations solved for the currents."""
    turn = np.linspace(0, 2 * math.pi, 361)
    limit_v = link_voltage_v / math.sqrt(3)
    speed = float(machine.electrical_speed(speed_rpm))
    voltage_d, voltage_q = limit_v * np.cos(turn), limit_v * np.sin(turn) - speed * machine.flux_wb
    reactance_d, reactance_q = speed * machine.inductance_d_h, speed * machine.inductance_q_h
    square = machine.resistance_ohm**2 + reactance_d * reactance_q
    current_d = (machine.resistance_ohm * voltage_d + reactance_q * voltage_q) / square
    current_q = (machine.resistance_ohm * voltage_q - reactance_d * voltage_d) / square
    return current_d, current_q


def _region_words() -> dict[str, str]:
    return {
        "mtpa": label("MTPA: least current for this torque", "MTPA：以最小电流输出该转矩"),
        "field_weakening": label("field weakening: more negative id", "弱磁：id 更负"),
        "current": label("cut by the current limit", "受电流极限限制"),
        "current_and_voltage": label("cut by current and voltage limit", "受电流和电压极限共同限制"),
        "mtpv": label("cut by the voltage limit (MTPV)", "受电压极限限制（MTPV）"),
        "off": label("off: no allowed current holds the voltage", "关断：允许的电流压不住电压"),
        "not_held": label("current cannot be held: voltage too low for it", "电流无法维持：电压不足"),
    }


def _list(values: Values) -> list[float]:
    return [float(value) for value in np.atleast_1d(values)]
