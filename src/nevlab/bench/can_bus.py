"""The bench of the CAN bus at the physical layer: what scope and ohmmeter show at an ECU's plug, and what is read."""

from __future__ import annotations

from dataclasses import replace

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture, Table, Words
from nevlab.labels import label
from nevlab.vehicle.can_bus import BATTERY, GROUND, TERMINATOR_OHM, Break, CanBus, H, L, Short
from nevlab.vehicle.ranges import one_of

__all__ = ["BITS", "FAULTS", "explorer", "with_fault"]

ECUS = ("gateway", "battery", "motor", "charger")
"""In their order along the trunk; gateway and charger have the terminators."""
BITS = "1101001011"
"""What is sent, at 500 kbit/s."""
FAULTS = (
    "none", "terminator_missing", "no_terminator", "third_terminator", "h_l_short", "h_ground", "l_ground", "h_12v",
    "l_12v", "stub_open", "trunk_open",
)  # fmt: skip
"""Each is at the battery ECU, but for the terminators."""
_SHORTS = {
    "h_l_short": (H, L), "h_ground": (H, GROUND), "l_ground": (L, GROUND), "h_12v": (H, BATTERY), "l_12v": (L, BATTERY),
}  # fmt: skip
_TERMINATORS = {
    "terminator_missing": ("gateway",),
    "no_terminator": (),
    "third_terminator": ("gateway", "motor", "charger"),
}


def with_fault(fault: str, capacitance_f: float = 1e-9) -> CanBus:
    """Give the bench's bus with one of :data:`FAULTS` and its capacitance [F]."""
    one_of(label("fault", "故障"), fault, FAULTS)
    bus = replace(CanBus.healthy(ECUS), capacitance_f=capacitance_f)
    if fault in _SHORTS:
        return replace(bus, shorts=(Short(*_SHORTS[fault], "battery"),))
    if fault in _TERMINATORS:
        return replace(bus, terminators_ohm=dict.fromkeys(_TERMINATORS[fault], TERMINATOR_OHM))
    if fault in ("stub_open", "trunk_open"):
        return replace(bus, breaks=(Break(H, "battery", in_trunk=fault == "trunk_open"),))
    return bus


def explorer() -> Explorer:
    """Give H and L at the plug of an ECU, with the levels, the resistances, and what every ECU reads."""
    return Explorer(
        _shown,
        switches=[
            Switch("fault", label("fault", "故障"), _fault_words(), "none"),
            Switch("at", label("scope and ohmmeter at", "示波器、万用表位置"), _ecu_words(), "battery"),
            Switch("sender", label("sending", "发送方"), _ecu_words(), "motor"),
        ],
        sliders=[Slider("capacitance_nf", label("cable and ECUs, H to L", "线束及控制器电容"), "nF", 0.5, 4, 0.5, 1)],
        x=Axis(label("time", "时间"), "µs", 0, 20),
        y=Axis(label("voltage", "电压"), "V", -1),
        caption=label(
            "1101001011 at 500 kbit/s. Levels and 60 Ω after ISO 11898-2; wires, shorts (0.5 Ω) and capacitance are "
            "values of our own. Reflections are left out. Resistances: bus asleep, 12 V battery off.",
            "以 500 kbit/s 发送 1101001011。电平与 60 Ω 依据 ISO 11898-2；导线电阻、短路电阻（0.5 Ω）"
            "和电容为本课程自定值。未计反射。电阻在总线休眠、断开 12 V 蓄电池后测量。",
        ),
        alt=label(
            "H and L over ten bits of 2 µs on a sound bus. Recessive: both at 2.5 V. Dominant, from 4 to 6, 8 to 12 "
            "and 14 to 16 µs: H at 3.5 V, L at 1.5 V, H − L at 2 V.",
            "正常总线上十个位（每位 2 µs）的 H 与 L 波形。隐性时两线均为 2.5 V；显性时（4–6 µs、8–12 µs、14–16 µs）"
            "H 为 3.5 V，L 为 1.5 V，H − L 为 2 V。",
        ),
    )


def _shown(fault: str, at: str, sender: str, capacitance_nf: float) -> Picture:
    bus = with_fault(fault, capacitance_nf * 1e-9)
    time_s, high_v, low_v = bus.waveform(BITS, sender, at)
    times_us = (time_s * 1e6).tolist()
    recessive, dominant = bus.levels_v(at), bus.levels_v(at, sender)
    return Picture(
        curves=[
            Curve("H", times_us, high_v.tolist()),
            Curve("L", times_us, low_v.tolist()),
            Curve("H − L", times_us, (high_v - low_v).tolist(), "dashed"),
        ],
        numbers=[
            Number(label("H recessive", "H 隐性"), recessive[0], "V", 2),
            Number(label("L recessive", "L 隐性"), recessive[1], "V", 2),
            Number(label("H dominant", "H 显性"), dominant[0], "V", 2),
            Number(label("L dominant", "L 显性"), dominant[1], "V", 2),
            Number(label("H − L dominant", "H − L 显性"), dominant[0] - dominant[1], "V", 2),
            Words(label("resistance H to L", "H 与 L 之间电阻"), _ohms(bus.resistance(H, L, at))),
            Words(label("H to ground", "H 对搭铁电阻"), _ohms(bus.resistance(H, GROUND, at))),
            Words(label("L to ground", "L 对搭铁电阻"), _ohms(bus.resistance(L, GROUND, at))),
            Words(label("sign of this fault", "故障特征"), _verdict(fault)),
        ],
        table=Table(
            (
                label("at the plug of", "测量位置"),
                label("H to L", "H 与 L 之间电阻"),
                label("bits read (? = either)", "读到的位（? 表示不确定）"),
            ),
            [
                (words, _ohms(bus.resistance(H, L, ecu)), bus.received(BITS, sender, ecu))
                for ecu, words in _ecu_words().items()
            ],
        ),
    )


def _ohms(ohm: float) -> str:
    return f"{ohm:.1f} Ω" if ohm < 1000 else f"{ohm / 1000:.1f} kΩ"


def _ecu_words() -> dict[str, str]:
    return {
        "gateway": label("gateway (terminator)", "网关（带终端电阻）"),
        "battery": label("battery ECU", "电池管理系统"),
        "motor": label("motor controller", "电机控制器"),
        "charger": label("charger (terminator)", "车载充电机（带终端电阻）"),
    }


def _fault_words() -> dict[str, str]:
    return {
        "none": label("in order", "正常"),
        "terminator_missing": label("terminator of the charger missing", "车载充电机的终端电阻缺失"),
        "no_terminator": label("both terminators missing", "两个终端电阻都缺失"),
        "third_terminator": label("a third terminator, in the motor controller", "电机控制器中多一个终端电阻"),
        "h_l_short": label("H and L touch", "H 与 L 短路"),
        "h_ground": label("H on ground", "H 对搭铁短路"),
        "l_ground": label("L on ground", "L 对搭铁短路"),
        "h_12v": label("H on 12 V", "H 对 12 V 短路"),
        "l_12v": label("L on 12 V", "L 对 12 V 短路"),
        "stub_open": label("H of the battery ECU's stub open", "电池管理系统支线 H 断路"),
        "trunk_open": label("H of the trunk open behind the battery ECU", "电池管理系统之后的干线 H 断路"),
    }


def _verdict(fault: str) -> str:
    return {
        "none": label("in order: 60 Ω, 3.5 V and 1.5 V", "正常：60 Ω，3.5 V 与 1.5 V"),
        "terminator_missing": label(
            "still works: 120 Ω, H − L too large, edges slower", "仍能通信：120 Ω，H − L 偏大，边沿变缓"
        ),
        "no_terminator": label(
            "no communication: recessive bits do not come back in time", "不能通信：隐性电平来不及恢复"
        ),
        "third_terminator": label("still works: 40 Ω, H − L too small", "仍能通信：40 Ω，H − L 偏小"),
        "h_l_short": label("no communication: about 0 Ω, no difference", "不能通信：约 0 Ω，没有差分电压"),
        "h_ground": label("no communication: H stays near 0 V", "不能通信：H 一直接近 0 V"),
        "l_ground": label("still works as long as nothing disturbs: L stays at 0 V", "无干扰时仍能通信：L 一直为 0 V"),
        "h_12v": label(
            "not reliable: common mode above 7 V; H stays at 12 V", "不可靠：共模电压超过 7 V；H 一直为 12 V"
        ),
        "l_12v": label("no communication: L stays near 12 V", "不能通信：L 一直接近 12 V"),
        "stub_open": label(
            "nobody hears this ECU; seen at its own plug only, 60 Ω at all others",
            "其他控制器收不到它的报文；只在它自己的插接器处能测出，其他插接器处仍为 60 Ω",
        ),
        "trunk_open": label("two halves: 120 Ω on either side of the break", "总线分成两段：断点两侧各为 120 Ω"),
    }[fault]
