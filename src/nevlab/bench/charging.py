"""The benches of the charging lines: control pilot (CP), connection check (CC), and the DC plug's CC1 and CC2."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from nevlab.bench import charging_words as words
from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Table, Words
from nevlab.labels import label
from nevlab.vehicle.charging.cable import CABLES, ConnectionCheck, charging_current_a
from nevlab.vehicle.charging.control_pilot import FREQUENCY_HZ, ControlPilot, duty_current_a, duty_meaning
from nevlab.vehicle.charging.dc_connection import DcConnection

__all__ = ["CC_FAULTS", "CP_FAULTS", "DC_FAULTS", "cable", "dc_plug", "pilot"]

CP_FAULTS: Mapping[str, Mapping[str, float]] = {
    "none": {},
    "line_open": {"line_ohm": math.inf},
    "line_high": {"line_ohm": 1000.0},
    "line_ground": {"to_pe_ohm": 1.0},
    "diode_shorted": {"diode_leak_ohm": 1.0},
    "r2_open": {"r2_ohm": math.inf},
    "no_negative": {"low_v": 0.0},
}
"""What each fault of the pilot changes on :class:`ControlPilot`."""
CC_FAULTS: Mapping[str, float] = {"none": 0.1, "contact": 120.0, "open": math.inf}
"""Resistance of the CC line [Ω]."""
DC_FAULTS: Mapping[str, Mapping[str, float | bool]] = {
    "none": {},
    "cc1_open": {"cc1_line_ohm": math.inf},
    "cc2_open": {"cc2_line_ohm": math.inf},
    "latch_stuck": {"latch_pressed": True},
    "contact": {"cc1_line_ohm": 2000.0, "cc2_line_ohm": 2000.0},
}
"""What each fault of a DC plug changes on :class:`DcConnection`."""
_STEPS = ((False, False), (False, True), (True, True), (True, False))
"""Plugging in: plug in the inlet, and button pressed."""
_EDGES = [0.5, 1.5, 1.5, 2.5, 2.5, 3.5, 3.5, 4.5]


def pilot() -> Explorer:
    """Give the control pilot's waveform, what a multimeter makes of it, and the current that may be drawn."""
    return Explorer(
        _pilot,
        sliders=[
            Slider("duty_percent", label("duty D of the charger", "充电桩占空比 D"), "%", 0, 100, 1, 53),
            Slider("charger_a", label("rating of the on-board charger", "车载充电机额定电流"), "A", 8, 63, 1, 32),
        ],
        switches=[
            Switch(
                "s2",
                label("S2 in the car", "车内开关 S2"),
                {"open": label("open", "断开"), "closed": label("closed (ready)", "闭合（就绪）")},
                "closed",
            ),
            Switch("cable_a", label("cable", "充电电缆"), {str(amps): f"{amps} A" for amps in CABLES}, "16"),
            Switch("fault", label("fault", "故障"), words.cp_fault_words(), "none"),
            Switch("point", label("scope and meter at", "示波器、万用表位置"), words.point_words(), "cp"),
        ],
        x=Axis(label("time", "时间"), "ms", 0, 3),
        y=Axis(label("voltage against PE", "对 PE 电压"), "V", -14, 14),
        caption=label(
            "Circuit and duty: GB/T 18487.1-2015, the table of the 2023 edition to be confirmed. The square wave is "
            "shown in every state; with no car a charger gives a steady +12 V. Size of the faults: our own.",
            "电路与占空比依据 GB/T 18487.1-2015，2023 版表格有待核实。各状态下都画出方波；"
            "未接车时充电桩输出恒定 +12 V。故障参数为本课程自定值。",
        ),
        alt=label(
            "Square wave of 1 kHz, 53 % of each millisecond at +6 V and the rest at −12 V. A dashed line at −2.5 V "
            "is the average, which a multimeter shows.",
            "1 kHz 方波：每毫秒内 53 % 的时间为 +6 V，其余为 −12 V。−2.5 V 处的虚线是平均值，即万用表的显示值。",
        ),
    )


def _pilot(duty_percent: float, charger_a: float, s2: str, cable_a: str, fault: str, point: str) -> Picture:
    duty = duty_percent / 100
    line = ControlPilot(s2_closed=s2 == "closed", **CP_FAULTS[fault])
    times_s = np.repeat(np.arange(3) / FREQUENCY_HZ, 4) + np.tile([0.0, duty, duty, 1.0], 3) / FREQUENCY_HZ
    high_v, low_v = line.peak_v(point), line.trough_v(point)
    average_v, state = line.average_v(duty, point), line.state()
    rated_a = ConnectionCheck.of_cable(int(cable_a)).rating_a()
    allowed_a = charging_current_a(duty, rated_a, charger_a)
    return Picture(
        curves=[Curve("", (times_s * 1e3).tolist(), [high_v, high_v, low_v, low_v] * 3)],
        levels=[Level(label("average: what a multimeter shows", "平均值：万用表显示值"), average_v)],
        numbers=[
            Number(label("peak", "正峰值"), high_v, "V", 2),
            Number(label("trough", "负峰值"), low_v, "V", 2),
            Number(label("average", "平均值"), average_v, "V", 2),
            Words(label("this duty means", "占空比含义"), words.meaning_words()[duty_meaning(duty)]),
            Number(label("current by duty", "占空比对应电流"), duty_current_a(duty), "A"),
            Number(label("rating of the cable, by CC", "电缆额定电流（由 CC 识别）"), rated_a, "A", 0),
            Number(label("least of duty, cable and charger", "三者最小值"), allowed_a, "A"),
            Words(label("state seen by the charger", "充电桩判断的状态"), words.state_words()[state]),
            Number(label("charging current now", "当前允许的充电电流"), allowed_a if state == "C" else 0.0, "A"),
        ],
    )


def cable() -> Explorer:
    """Give the connection check: resistance, voltage, and the rating that the car reads."""
    sweep_ohm = np.linspace(20, 4000, 120)
    sweep_v = [ConnectionCheck(ohm, 1.0).voltage_v() for ohm in sweep_ohm]
    known_ohm = [rc_ohm for rc_ohm, _ in CABLES.values()]
    known_v = [ConnectionCheck(rc_ohm, 1.0).voltage_v() for rc_ohm in known_ohm]
    return Explorer(
        _cable,
        switches=[
            Switch("cable_a", label("cable", "充电电缆"), {str(amps): f"{amps} A" for amps in CABLES}, "16"),
            Switch(
                "latch",
                label("button of the plug", "充电枪按钮"),
                {"released": label("released", "松开"), "pressed": label("pressed", "按下")},
                "released",
            ),
            Switch("fault", label("CC line", "CC 线"), words.cc_fault_words(), "none"),
        ],
        x=Axis(label("resistance CC–PE", "CC–PE 电阻"), "Ω", 0, 4200),
        y=Axis(label("voltage at the car's controller", "车辆控制器检测电压"), "V", 0, 5.2),
        reference=[
            Curve(label("5 V over 1 kΩ", "5 V 经 1 kΩ"), sweep_ohm.tolist(), sweep_v),
            Curve(label("63, 32, 16 and 10 A", "63、32、16、10 A"), known_ohm, known_v, "points"),
        ],
        caption=label(
            "Rc and R4: GB/T 18487.1-2015 and 20234.2, to be confirmed. 5 V and 1 kΩ are an example: every maker has "
            "its own.",
            "Rc 与 R4 依据 GB/T 18487.1-2015、20234.2，有待核实。5 V 与 1 kΩ 为示例，各厂家不同。",
        ),
        alt=label(
            "Voltage over resistance, rising ever less steeply from 0 V to 4 V at 4 kΩ. Dots mark the four cables: "
            "100 Ω, 220 Ω, 680 Ω, 1500 Ω. The plug with 680 Ω lies on the 16 A dot at 2.02 V.",
            "电压随电阻变化的曲线，由 0 V 上升，越来越缓，4 kΩ 处为 4 V。圆点为四种电缆：100 Ω、220 Ω、680 Ω、1500 Ω。"
            "680 Ω 的充电枪落在 16 A 的点上，电压 2.02 V。",
        ),
    )


def _cable(cable_a: str, latch: str, fault: str) -> Picture:
    rc_ohm, r4_ohm = CABLES[int(cable_a)]
    plug = ConnectionCheck(rc_ohm, r4_ohm, latch == "pressed", CC_FAULTS[fault])
    ohm, volts, rating_a = plug.resistance_ohm(), plug.voltage_v(), plug.rating_a()
    connected = math.isfinite(CC_FAULTS[fault])
    return Picture(
        curves=[Curve(label("this plug", "当前充电枪"), [ohm], [volts], "points")] if connected else [],
        levels=[] if connected else [Level(label("line open", "断路时的电压"), volts)],
        numbers=[
            Number("Rc", rc_ohm, "Ω", 0),
            Number("R4", r4_ohm, "Ω", 0),
            Words(label("resistance CC–PE", "CC–PE 电阻"), f"{ohm:.0f} Ω" if connected else "OL"),
            Number(label("voltage of CC", "CC 电压"), volts, "V", 2),
            Words(
                label("rating that the car reads", "车辆识别的额定电流"),
                f"{rating_a} A" if rating_a else label("none: no charging", "无法识别，不充电"),
            ),
        ],
    )


def dc_plug() -> Explorer:
    """Give CC1 and CC2 of a DC plug over the steps of plugging in."""
    return Explorer(
        _dc_plug,
        switches=[Switch("fault", label("fault", "故障"), words.dc_fault_words(), "none")],
        x=Axis(label("step of plugging in", "插枪步骤"), "", 0.5, 4.5, {step: str(step) for step in range(1, 5)}),
        y=Axis(label("voltage against PE", "对 PE 电压"), "V", -0.5, 13),
        caption=label(
            "Circuit: GB/T 18487.1-2015 appendix B, all resistors 1 kΩ; the edition in force to be confirmed. Size of "
            "the faults: our own.",
            "电路依据 GB/T 18487.1-2015 附录 B，电阻均为 1 kΩ，现行版本有待核实。故障参数为本课程自定值。",
        ),
        alt=label(
            "CC1 over the four steps: 6 V, 12 V, 6 V, 4 V. CC2: 12 V, 12 V, 6 V, 6 V.",
            "四个步骤中 CC1 为 6 V、12 V、6 V、4 V；CC2 为 12 V、12 V、6 V、6 V。",
        ),
    )


def _dc_plug(fault: str) -> Picture:
    plugs = [
        replace(DcConnection(plugged=plugged, latch_pressed=pressed), **DC_FAULTS[fault])  # type: ignore[arg-type]
        for plugged, pressed in _STEPS
    ]
    cc1_v, cc2_v = [plug.cc1_v() for plug in plugs], [plug.cc2_v() for plug in plugs]
    ready = plugs[-1].charger_sees() == "mated" and plugs[-1].vehicle_sees_plug()
    yes, no = label("plugged in", "已连接"), label("not plugged in", "未连接")
    return Picture(
        curves=[
            Curve(label("CC1, seen by the charger", "CC1（充电桩检测）"), _EDGES, np.repeat(cc1_v, 2).tolist()),
            Curve(label("CC2, seen by the car", "CC2（车辆检测）"), _EDGES, np.repeat(cc2_v, 2).tolist(), "dashed"),
        ],
        numbers=[
            Number(label("CC1 after plugging in", "插好后 CC1"), cc1_v[-1], "V", 2),
            Number(label("CC2 after plugging in", "插好后 CC2"), cc2_v[-1], "V", 2),
            Words(
                label("charging can begin", "能否开始充电"),
                label("yes, both see the plug", "能，双方都确认连接") if ready else label("no", "不能"),
            ),
        ],
        table=Table(
            (label("step", "步骤"), "CC1", label("charger sees", "充电桩判断"), "CC2", label("car sees", "车辆判断")),
            [
                (
                    step,
                    f"{cc1:.2f} V",
                    words.cc1_words()[plug.charger_sees()],
                    f"{cc2:.2f} V",
                    yes if plug.vehicle_sees_plug() else no,
                )
                for step, plug, cc1, cc2 in zip(words.step_words(), plugs, cc1_v, cc2_v, strict=True)
            ],
        ),
    )
