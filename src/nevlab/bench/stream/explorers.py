"""Three things to explore: voltage vector of a bridge, id and iq as three currents, back-EMF of warm magnets."""

from __future__ import annotations

import math

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Level, Number, Picture, Words
from nevlab.bench.stream.judging import EMF_LOW_SHARE, LIMIT_V
from nevlab.labels import label
from nevlab.vehicle.modulation import duties
from nevlab.vehicle.operating_point import at_temperature, demagnetised
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.stator import PHASES

_TURN_DEG = np.arange(0.0, 361.0, 15.0)
_LINK_V = TEACHING_LINK_VOLTAGE_V
_MOST_RPM = 2000.0


def vectors() -> Explorer:
    """Give the voltage vector inside the hexagon of a bridge, and how long each leg lies on plus."""
    return Explorer(
        _vectors,
        sliders=[
            Slider("share_pct", label("voltage, share of Udc/√3", "电压占 Udc/√3 的比例"), "%", 0, 100, 10, 80),
            Slider("angle_deg", label("angle of the voltage", "电压矢量角度"), "°", 0, 345, 15, 30),
        ],
        x=Axis(label("electrical angle", "电角度"), "°", 0, 360),
        y=Axis(label("time on plus", "上桥臂导通占空比"), "%", 0, 100),
        caption=label(
            "Space-vector modulation at 360 V. The legs switch some 10 000 times a second; what counts is the mean.",
            "母线电压 360 V 时的空间矢量调制。三个桥臂每秒开关约一万次，起作用的是平均值。",
        ),
        alt=label(
            "Share of time that the legs U, V, W lie on plus, over one electrical turn, at 80 % voltage: three saddle-"
            "shaped curves between 10 and 90 %, 120° apart. Beside it the hexagon with its inner circle and the vector "
            "at 30°.",
            "电压为 80 % 时，一个电周期内 U、V、W 三个桥臂的占空比：三条马鞍形曲线，在 10 % 到 90 % 之间，互差 120°。"
            "旁边是六边形、内切圆和 30° 处的电压矢量。",
        ),
    )


def _vectors(share_pct: float, angle_deg: float) -> Picture:
    share, angle = share_pct / 100, math.radians(angle_deg)
    over, now = duties(share, _TURN_DEG) * 100, duties(share, angle_deg) * 100
    corners = np.radians(np.arange(0.0, 361.0, 60.0))
    turn = np.radians(_TURN_DEG)
    outer_v, inner_v = 2 / 3 * _LINK_V, _LINK_V / math.sqrt(3)
    tip_v = share * inner_v
    return Picture(
        curves=[
            Curve(label(f"leg {phase}", f"{phase} 相桥臂"), _TURN_DEG.tolist(), row.tolist())
            for phase, row in zip(PHASES, over, strict=True)
        ],
        levels=[Level(label("now", "当前角度"), angle_deg, "x")],
        numbers=[
            Number(label("phase voltage, peak", "相电压（峰值）"), tip_v, "V"),
            Number(label("limit Udc/√3", "极限 Udc/√3"), inner_v, "V"),
            *(
                Number(label(f"leg {phase} on plus", f"{phase} 相占空比"), float(row), "%", 0)
                for phase, row in zip(PHASES, now, strict=True)
            ),
        ],
        beside=Beside(
            curves=[
                Curve(
                    label("hexagon", "六边形"),
                    (outer_v * np.cos(corners)).tolist(),
                    (outer_v * np.sin(corners)).tolist(),
                ),
                Curve("Udc/√3", (inner_v * np.cos(turn)).tolist(), (inner_v * np.sin(turn)).tolist(), "dashed"),
                Curve(
                    label("voltage", "电压矢量"),
                    [0.0, tip_v * math.cos(angle)],
                    [0.0, tip_v * math.sin(angle)],
                    "marked",
                ),
            ],
            x=Axis("uα", "V", -250, 250),
            y=Axis("uβ", "V", -250, 250),
            alt=label(
                f"Hexagon of the bridge's voltages with the circle of radius {inner_v:.1f} V and the voltage vector of "
                f"{tip_v:.0f} V at {angle_deg:.0f}°.",
                f"逆变器电压六边形，内切圆半径 {inner_v:.1f} V，电压矢量 {tip_v:.0f} V、{angle_deg:.0f}°。",
            ),
            equal=True,
        ),
    )


def currents() -> Explorer:
    """Give the three phase currents that id and iq stand for, and the torque that they make."""
    return Explorer(
        _currents,
        sliders=[
            Slider("id_a", "id", "A", -400, 0, 50, -150),
            Slider("iq_a", "iq", "A", -400, 400, 50, 250),
        ],
        x=Axis(label("angle of the d axis", "d 轴电角度"), "°", 0, 360),
        y=Axis(label("phase current", "相电流"), "A", -600, 600),
        caption=label(
            "Teaching machine: 4 pole pairs, 0.07 Wb, 0.11 and 0.31 mH; peak values.",
            "教学电机：4 对极，0.07 Wb，0.11 与 0.31 mH；电流为峰值。",
        ),
        alt=label(
            "Three sine currents of 292 A peak over one electrical turn, 120° apart, for id = −150 A and iq = 250 A. "
            "They make 150.0 Nm.",
            "id = −150 A、iq = 250 A 对应的三相电流：一个电周期内三条峰值 292 A、互差 120° 的正弦波，转矩 150.0 Nm。",
        ),
    )


def _currents(id_a: float, iq_a: float) -> Picture:
    turn = np.radians(_TURN_DEG)
    flowing = [
        (id_a * np.cos(turn - shift) - iq_a * np.sin(turn - shift)).tolist()
        for shift in (0.0, 2 * math.pi / 3, 4 * math.pi / 3)
    ]
    torque_nm = float(TEACHING_MACHINE.torque(id_a, iq_a))
    magnets_nm = float(TEACHING_MACHINE.torque(0.0, iq_a))
    if iq_a == 0:
        does = label("no torque", "无转矩")
    else:
        does = (
            label("drives forward", "正向驱动")
            if iq_a > 0
            else label("brakes forward: regeneration", "正转制动：能量回收")
        )
    return Picture(
        curves=[Curve(f"i{phase}", _TURN_DEG.tolist(), one) for phase, one in zip(PHASES, flowing, strict=True)],
        numbers=[
            Number(label("phase current, peak", "相电流（峰值）"), math.hypot(id_a, iq_a), "A"),
            Number(label("phase current, rms", "相电流（有效值）"), math.hypot(id_a, iq_a) / math.sqrt(2), "A"),
            Number(label("torque of the magnets", "永磁转矩"), magnets_nm, "Nm"),
            Number(label("reluctance torque", "磁阻转矩"), torque_nm - magnets_nm, "Nm"),
            Number(label("torque", "转矩"), torque_nm, "Nm"),
            Words(label("turning forward, it", "正转时"), does),
        ],
    )


def emf() -> Explorer:
    """Give the back-EMF over the speed, of magnets that are warm and perhaps weak, judged as read and at 20 °C."""
    return Explorer(
        _emf,
        sliders=[
            Slider("lost_pct", label("flux lost for good", "不可逆退磁"), "%", 0, 20, 1, 1),
            Slider("magnet_c", label("magnets", "永磁体温度"), "°C", 20, 140, 10, 100),
        ],
        x=Axis(label("speed", "转速"), "r/min", 0, _MOST_RPM),
        y=Axis(label("EMF between two terminals", "线反电动势"), "V", 0, 80),
        reference=[
            Curve(
                label("card, 20 °C", "资料值，20 °C"), [0.0, _MOST_RPM],
                [0.0, float(TEACHING_MACHINE.line_emf(_MOST_RPM))],
            )
        ],
        caption=label(
            "Magnets lose 9 % over 80 K and regain it on cooling: to be confirmed by the partner. Limit 5 % below the "
            "card: training value.",
            "永磁体升温 80 K 约减弱 9 %，冷却后恢复：待合作企业确认。允许比资料值低 5 %：训练用自定值。",
        ),
        alt=label(
            "Back-EMF rising straight with the speed. The card's line reaches 71.8 V at 2000 r/min, this machine's, at "
            "100 °C and with 1 % lost, 64.7 V. It passes 30 V at 927 r/min; the card's at 835 r/min.",
            "反电动势与转速成正比。资料线在 2000 r/min 时为 71.8 V；本机 100 °C、退磁 1 %，为 64.7 V，"
            "927 r/min 时到 30 V；资料线 835 r/min 时到 30 V。",
        ),
    )  # fmt: skip


def _emf(lost_pct: float, magnet_c: float) -> Picture:
    machine = at_temperature(demagnetised(TEACHING_MACHINE, lost_pct / 100), magnet_c, magnet_c)
    card_v, read_v = float(TEACHING_MACHINE.line_emf(1000)), float(machine.line_emf(1000))
    raw = 100 * (read_v / card_v - 1)
    cold = 100 * (float(demagnetised(TEACHING_MACHINE, lost_pct / 100).line_emf(1000)) / card_v - 1)

    def verdict(percent: float) -> str:
        inside = percent >= -100 * EMF_LOW_SHARE - 1e-9
        return label("within the limit", "在限值内") if inside else label("too low", "偏低")

    return Picture(
        curves=[Curve(label("this machine", "本机"), [0.0, _MOST_RPM], [0.0, 2 * read_v])],
        levels=[Level(label("AC 30 V", "交流 30 V"), LIMIT_V)],
        numbers=[
            Number(label("at 1000 r/min", "1000 r/min 时"), read_v, "V"),
            Number(label("as read, against the card", "未换算，与资料值比"), raw, "%"),
            Words(label("judged as read", "不换算就判断"), verdict(raw)),
            Number(label("at 20 °C, against the card", "换算到 20 °C，与资料值比"), cold, "%"),
            Words(label("judged at 20 °C", "换算后判断"), verdict(cold)),
            Number(label("passes AC 30 V at", "超过交流 30 V 的转速"), 1000 * LIMIT_V / read_v, "r/min", 0),
        ],
    )
