"""The benches of the resolver chapter: signals, what a no-load reading shows, what an offset costs, the rig."""

from __future__ import annotations

import math
from types import MappingProxyType

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture
from nevlab.bench.resolver_board import ResolverBoard
from nevlab.bench.resolver_example import EXAMPLE, Example
from nevlab.jobcard import JobCard
from nevlab.labels import label
from nevlab.vehicle.drive import Drive
from nevlab.vehicle.pmsm import TEACHING_MACHINE, Values
from nevlab.vehicle.resolver import Resolver, apparent_offset, delay_angle

_GAINS = {"none": (1.0, 1.0), "sine_weak": (0.8, 1.0), "sine_open": (0.0, 1.0), "cosine_open": (1.0, 0.0)}
_SPEED_TOP_RPM = 2000


def board(card: JobCard) -> ResolverBoard:
    """Give the test rig with the student's own drive; on a page, a worked example."""
    return ResolverBoard(card)


def example(drive: Drive = EXAMPLE) -> Example:
    """Give the whole job on one drive as a table of steps and a figure."""
    return Example(drive)


def signals() -> Explorer:
    """Give the two envelopes over the rotor's electrical angle, and the angle that the controller makes of them."""
    return Explorer(
        _signals,
        sliders=[Slider("rotor_deg", label("Rotor angle (electrical)", "转子位置（电角度）"), "°", 0, 350, 10, 60)],
        switches=[
            Switch(
                "fault",
                label("Resolver", "旋变状态"),
                {
                    "none": label("in order", "正常"),
                    "sine_weak": label("sine signal 20 % too small", "正弦信号偏小 20 %"),
                    "sine_open": label("sine coil open", "正弦线圈断路"),
                    "cosine_open": label("cosine coil open", "余弦线圈断路"),
                },
                "none",
            )
        ],
        x=Axis(label("Rotor angle, electrical", "转子位置（电角度）"), "°", 0, 360),
        y=Axis(label("Envelope", "包络电压"), "V", -2.4, 2.4),
        caption=label(
            "Envelopes of the sine and cosine coil over one electrical turn.", "一个电周期内正弦、余弦线圈的包络电压。"
        ),
        alt=label(
            "A sine curve and a cosine curve, both between −2 V and +2 V, over 0° to 360°. A vertical line at 60° "
            "meets the sine at 1.73 V and the cosine at 1.00 V; the angle in the controller is 60°.",
            "横轴 0° 至 360°，一条正弦曲线和一条余弦曲线，幅值都是 2 V。60° 处的竖线与正弦曲线交于 1.73 V，"
            "与余弦曲线交于 1.00 V；控制器算出的角度为 60°。",
        ),
    )


def _signals(rotor_deg: float, fault: str) -> Picture:
    sine, cosine = _GAINS[fault]
    resolver = Resolver(speed_ratio=1, gains=MappingProxyType({"sine": sine, "cosine": cosine}))
    turn = np.arange(0, 361, 3.0)
    sines, cosines = resolver.envelopes(np.radians(turn))
    here_sine, here_cosine = resolver.envelopes(math.radians(rotor_deg))
    found = math.degrees(float(resolver.angle(math.radians(rotor_deg))))
    return Picture(
        curves=[
            Curve(label("sine coil", "正弦线圈"), turn.tolist(), _list(sines)),
            Curve(label("cosine coil", "余弦线圈"), turn.tolist(), _list(cosines), "dashed"),
        ],
        levels=[Level(label("rotor", "转子位置"), rotor_deg, "x")],
        numbers=[
            Number(label("Sine envelope", "正弦包络"), float(here_sine), "V", 2),
            Number(label("Cosine envelope", "余弦包络"), float(here_cosine), "V", 2),
            Number(label("Angle in the controller", "控制器算出的角度"), found, "°"),
            Number(label("Error", "误差"), (found - rotor_deg + 180) % 360 - 180, "°"),
        ],
    )


def explorer() -> Explorer:
    """Give what no-load readings show over the speed: the offset, and the delay on top of it."""
    return Explorer(
        _reading,
        sliders=[
            Slider("offset_deg", label("Offset δ", "零位偏差 δ"), label("° electrical", "°电角度"), -20, 20, 1, 8),
            Slider("speed_rpm", label("Speed", "转速"), "r/min", 500, 2000, 250, 1000),
            Slider("delay_us", label("Delay Td", "延时 Td"), "µs", 0, 300, 50, 150),
        ],
        switches=[
            Switch(
                "direction",
                label("Direction", "转向"),
                {"forward": label("forward", "正转"), "reverse": label("reverse", "反转")},
                "forward",
            )
        ],
        x=Axis(label("Speed", "转速"), "r/min", -_SPEED_TOP_RPM, _SPEED_TOP_RPM),
        y=Axis(label("Offset as read, δ'", "读出的偏差 δ'"), label("° electrical", "°电角度"), -32, 32),
        caption=label(
            "The offset that a reading shows depends on the speed. The true offset stands at zero speed.",
            "读出的偏差随转速变化，真实偏差在零转速处。",
        ),
        alt=label(
            "A straight line that falls from 15.2° at −2000 r/min to 0.8° at +2000 r/min. It meets zero speed at the "
            "true offset, 8°. The reading at 1000 r/min lies on it at 4.4°.",
            "一条下降的直线：−2000 r/min 处为 15.2°，+2000 r/min 处为 0.8°，与零转速线交于真实偏差 8°。"
            "1000 r/min 的读数 4.4° 在这条直线上。",
        ),
    )


def _reading(offset_deg: float, speed_rpm: float, delay_us: float, direction: str) -> Picture:
    machine, delay_s = TEACHING_MACHINE, delay_us / 1e6
    speed = -speed_rpm if direction == "reverse" else speed_rpm
    ends = np.array([-_SPEED_TOP_RPM, _SPEED_TOP_RPM])
    shown = offset_deg - float(delay_angle(delay_s, machine.electrical_frequency(speed)))
    voltage_d, voltage_q = machine.no_load_voltage(speed, shown)
    read = apparent_offset(float(voltage_d), float(voltage_q), speed)
    return Picture(
        curves=[
            Curve(
                label("offset as read", "读出的偏差"),
                ends.tolist(),
                _list(offset_deg - delay_angle(delay_s, machine.electrical_frequency(ends))),
            ),
            Curve(label("this reading", "本次读数"), [speed], [read], "points"),
        ],
        levels=[
            Level(label("true offset", "真实偏差"), offset_deg),
            Level(label("speed zero", "零转速"), 0, "x"),
        ],
        numbers=[
            Number("ud", float(voltage_d), "V", 2),
            Number("uq", float(voltage_q), "V", 2),
            Number(label("Offset as read, δ'", "读出的偏差 δ'"), read, "°", 2),
            Number(label("Part of it that is delay", "其中延时造成"), read - offset_deg, "°", 2),
            Number(label("True offset δ", "真实偏差 δ"), offset_deg, "°", 2),
            Number(label("the same on the shaft", "折算到机械角度"), offset_deg / machine.pole_pairs, "°", 2),
            Number(label("EMF between two terminals", "线电动势（有效值）"), float(machine.line_emf(speed)), "V"),
        ],
    )


def torque() -> Explorer:
    """Give the torque that is left with a wrong offset, for this interior machine and for a surface one."""
    return Explorer(
        _torque,
        sliders=[
            Slider("offset_deg", label("Offset δ", "零位偏差 δ"), label("° electrical", "°电角度"), -40, 40, 2, 20),
            Slider("current_a", label("Current (peak)", "电流（峰值）"), "A", 100, 600, 100, 300),
        ],
        x=Axis(label("Offset δ", "零位偏差 δ"), label("° electrical", "°电角度"), -40, 40),
        y=Axis(label("Torque, share of full", "转矩（与正常之比）"), "", 0.5, 1.1),
        caption=label(
            "Torque with a wrong offset at MTPA current. cos δ holds for surface magnets only.",
            "零位偏差时 MTPA 电流下的转矩。cos δ 只适用于表贴式电机。",
        ),
        alt=label(
            "Two curves with their top, 1, at zero offset. The interior machine's falls faster than cos δ and not "
            "equally on both sides: 0.88 at +20°, 0.90 at −20°; cos 20° is 0.94.",
            "两条曲线都在零偏差处达到最大值 1。内置式电机的曲线比 cos δ 下降得快，而且左右不对称："
            "+20° 时 0.88，−20° 时 0.90；cos 20° 为 0.94。",
        ),
    )


def _torque(offset_deg: float, current_a: float) -> Picture:
    machine = TEACHING_MACHINE
    errors = np.arange(-40, 41, 1.0)
    surface = np.cos(np.radians(errors))
    current_d, current_q = machine.mtpa(current_a)
    full = float(machine.torque(current_d, current_q))
    factor = float(machine.torque_factor(current_a, offset_deg))
    return Picture(
        curves=[
            Curve(
                label("this machine (interior magnets)", "本电机（内置式）"),
                errors.tolist(),
                _list(machine.torque_factor(current_a, errors)),
            ),
            Curve(label("cos δ (surface magnets)", "cos δ（表贴式）"), errors.tolist(), _list(surface), "dashed"),
            Curve(label("this offset", "当前偏差"), [offset_deg], [factor], "points"),
        ],
        numbers=[
            Number(label("Torque without offset", "无偏差时转矩"), full, "Nm"),
            Number(label("Torque with this offset", "当前偏差时转矩"), factor * full, "Nm"),
            Number(label("Share of full", "与正常之比"), factor, "", 3),
            Number("cos δ", math.cos(math.radians(offset_deg)), "", 3),
        ],
    )


def _list(values: Values) -> list[float]:
    return [float(value) for value in np.atleast_1d(values)]
