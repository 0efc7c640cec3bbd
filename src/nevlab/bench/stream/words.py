"""The rig in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.bench.stream.judging import AT_LIMIT_SHARE, EMF_LOW_SHARE, OFFSET_MOST_DEG, SHORT_NM
from nevlab.bench.workshop.quantity_words import quantities
from nevlab.labels import label
from nevlab.vehicle.derating import DERATED_C, INVERTER_DERATED_C, INVERTER_OFF_C, OFF_C
from nevlab.vehicle.drive_stream import CURRENT_LIMIT_A
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE

SHOWN = (
    "motor_speed_rpm", "torque_request_nm", "torque_estimate_nm", "current_d_a", "current_q_a", "link_voltage_v",
    "ud_v", "uq_v", "motor_c", "inverter_c",
)  # fmt: skip
"""What the tool shows, in this order."""


def card_table() -> str:
    """Give the card as HTML; its last column tells whose values they are."""
    own = label("training value", "训练用自定值")
    formula, open_ = label("formula", "公式"), label("to be confirmed", "待合作企业确认")
    emf_v = float(TEACHING_MACHINE.line_emf(1000))
    base_rpm = TEACHING_MACHINE.base_speed(CURRENT_LIMIT_A, TEACHING_LINK_VOLTAGE_V, with_resistance=False)
    rows = (
        (
            label("back-EMF, two terminals, 20 °C", "线反电动势，20 °C"),
            label(
                f"{emf_v:.1f} V rms at 1000 r/min; at most {100 * EMF_LOW_SHARE:g} % below",
                f"1000 r/min 时 {emf_v:.1f} V（有效值），最多偏低 {100 * EMF_LOW_SHARE:g} %",
            ),
            own,
        ),
        (label("magnets, warm", "永磁体温度系数"), label("−9 % per 80 K", "每 80 K 减小 9 %"), open_),
        (
            label("zero offset δ", "零位偏差 δ"),
            label(f"≤ {OFFSET_MOST_DEG:g}° electrical", f"≤ {OFFSET_MOST_DEG:g}° 电角度"),
            own,
        ),
        (label("phase current, peak", "相电流（峰值）"), f"≤ {CURRENT_LIMIT_A:g} A", own),
        (
            label("base speed", "基速"),
            label(
                f"{base_rpm:.0f} r/min at {CURRENT_LIMIT_A:g} A and {TEACHING_LINK_VOLTAGE_V:g} V, Rs neglected",
                f"{CURRENT_LIMIT_A:g} A、{TEACHING_LINK_VOLTAGE_V:g} V 时 {base_rpm:.0f} r/min（忽略 Rs）",
            ),
            formula,
        ),
        (
            label("torque cut by temperature", "温度降功率"),
            label(
                f"winding {DERATED_C:g} … {OFF_C:g} °C, inverter {INVERTER_DERATED_C:g} … {INVERTER_OFF_C:g} °C",
                f"绕组 {DERATED_C:g}～{OFF_C:g} °C，逆变器 {INVERTER_DERATED_C:g}～{INVERTER_OFF_C:g} °C",
            ),
            own,
        ),
        (
            label("voltage at its limit", "电压到极限"),
            label(f"√(ud² + uq²) ≥ {AT_LIMIT_SHARE:g} · Udc/√3", f"√(ud² + uq²) ≥ {AT_LIMIT_SHARE:g}·Udc/√3"),
            own,
        ),
        (
            label("request not reached", "未达到需求转矩"),
            label(f"more than {SHORT_NM:g} Nm short", f"差 {SHORT_NM:g} Nm 以上"),
            own,
        ),
    )
    return page.table(rows, (label("Card", "维修资料"), "", label("whose value", "来源")))


def kind_words() -> dict[str, str]:
    """Give the verdicts on a frame."""
    return {
        "mtpa": label("normal: MTPA, request reached", "正常：MTPA，达到需求"),
        "field_weakening": label("normal: field weakening, request reached", "正常：弱磁，达到需求"),
        "regeneration": label("normal: regeneration", "正常：能量回收"),
        "current": label("normal: full load, held by the current limit", "正常：满载，受电流限值限制"),
        "temperature": label("derated by temperature", "温度过高降功率"),
        "voltage": label("held by a low link voltage", "母线电压低，转矩受限"),
    }


def fault_words() -> dict[str, str]:
    """Give the verdicts on the machine."""
    return {
        "none": label("in order", "正常"),
        "demagnetised": label("magnets weak (demagnetised)", "永磁体退磁"),
        "offset": label("zero offset of the resolver wrong", "旋变零位偏差超差"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "read_frame":
            return label(f"Scan tool: frame {asked['frame']}", f"诊断仪：第 {asked['frame']} 帧")
        case "free_wheel":
            return label(f"Free-wheel run, {asked['speed_rpm']:g} r/min", f"空转测试，{asked['speed_rpm']:g} r/min")
        case "load":
            return label(
                f"Load run, {asked['torque_nm']:g} Nm at {asked['speed_rpm']:g} r/min",
                f"加载测试，{asked['torque_nm']:g} Nm，{asked['speed_rpm']:g} r/min",
            )
        case "learn_offset":
            return label(f"Learn the offset, {asked['speed_rpm']:g} r/min", f"零位学习，{asked['speed_rpm']:g} r/min")
    return simple_words().get(action, action)


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "protect": label("Barrier, supervisor, guard closed, protection", "围栏、监护人、关防护罩、穿戴防护用品"),
        "soak": label("Soak: coolant until winding and rotor are equal", "恒温：通冷却液，直到绕组与转子同温"),
        "release": label("Release the drive", "判定合格，放行"),
        "tag_out": label("Tag the drive out, order an exchange", "挂禁用牌，报换总成"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "soak":
            return label(f"winding {details['motor_c']:g} °C, steady", f"绕组 {details['motor_c']:g} °C，稳定")
        case "learn_offset":
            done = label("done", "完成") if details["done"] else label("broken off", "已中止")
            stored = label("stored", "存储值")
            return f"{done}; {stored} {details['stored_deg']:.2f}°"
        case "read_frame":
            return _stream(details)
        case "free_wheel":
            voltages = f"ud {_number(details, 'ud_v')}, uq {_number(details, 'uq_v')}"
            return f"{voltages}, {label('winding', '绕组')} {_number(details, 'motor_c')}"
        case "load":
            flange = label(f"flange {details['flange']['shown']}", f"转矩法兰 {details['flange']['shown']}")
            return f"{flange}; {_stream(details)}"
    return ""


def stream_rows(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give the stream as the tool shows it: quantity, and value with unit."""
    named = quantities()
    return [(named[name].label, _number(details, name)) for name in SHOWN]


def _stream(details: Mapping[str, Any]) -> str:
    short = {
        "motor_speed_rpm": "n", "torque_request_nm": label("request", "需求"),
        "torque_estimate_nm": label("worked out", "估算"), "current_d_a": "id", "current_q_a": "iq",
        "link_voltage_v": "Udc", "ud_v": "ud", "uq_v": "uq", "motor_c": label("winding", "绕组"),
        "inverter_c": label("inverter", "逆变器"),
    }  # fmt: skip
    return ", ".join(f"{words} {_number(details, name)}" for name, words in short.items())


def _number(details: Mapping[str, Any], name: str) -> str:
    quantity = quantities()[name]
    return f"{quantity.show(details[name])} {quantity.unit}"
