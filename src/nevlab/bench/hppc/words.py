"""The cell bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.bench.battery.words import sense_words
from nevlab.labels import label
from nevlab.vehicle.battery.used_cell import CARD, UsedCell


def card_table(used: UsedCell) -> str:
    """Give the card of the test as HTML."""
    rest = label(f"at least {CARD.rest_h:g} h in the chamber", f"在恒温箱内至少 {CARD.rest_h:g} h")
    rows = (
        (label("your pulse of the record", "要评定的脉冲"), label(f"number {used.pulse}", f"{used.pulse} 号")),
        (
            label("used cell", "旧单体"),
            label(f"brought to the rest voltage of pulse {used.pulse}", f"已调到 {used.pulse} 号脉冲的静置电压"),
        ),
        (label("rest before a pulse", "脉冲前静置"), rest),
        (label("pulse", "脉冲"), f"{CARD.current_a:g} A, 30 s"),
        (label("most current", "最大电流"), f"{CARD.most_a:g} A"),
        (label("judged at", "评定时刻"), f"{CARD.pulse_s:g} s"),
        ("SOH_R", "(R_EOL − R) / (R_EOL − R_new), " + f"R_EOL = {CARD.end_factor:g} R_new"),
        (label("stays in a car", "可继续装车"), f"SOH_R ≥ {100 * CARD.car:g} %"),
        (label("second use", "梯次利用"), f"{100 * CARD.second_use:g} % ≤ SOH_R < {100 * CARD.car:g} %"),
        (label("recycling", "回收"), f"SOH_R < {100 * CARD.second_use:g} %"),
    )
    return page.table(rows, (label("Card (training values of this course)", "测试要求（本课程训练值）"), ""))


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "record":
            return label(
                f"Record {asked['temperature_c']:g} °C, pulse {asked['pulse']}, {asked['time_s']:g} s",
                f"记录 {asked['temperature_c']:g} °C，{asked['pulse']} 号脉冲，{asked['time_s']:g} s",
            )
        case "protect":
            return label("Goggles, gloves, rings off", "戴护目镜、绝缘手套，摘下首饰")
        case "connect":
            where = sense_words()[asked["sense"]]
            return label(f"Connect the cycler, sense leads {where}", f"连接充放电设备，采样线{where}")
        case "rest":
            return label(f"Rest in the chamber for {asked['hours']:g} h", f"在恒温箱内静置 {asked['hours']:g} h")
        case "temperature":
            return label("Read the cell’s temperature", "读单体温度")
        case "pulse":
            return label(f"Pulse: {asked['current_a']:g} A, 30 s", f"脉冲：{asked['current_a']:g} A，30 s")
        case "cursor":
            return label(f"Cursor at {asked['time_s']:g} s", f"光标 {asked['time_s']:g} s")
        case "overlay":
            laid = f"R0 {asked['r0_mohm']:g} mΩ, R1 {asked['r1_mohm']:g} mΩ, τ {asked['tau_s']:g} s"
            return label(f"Lay the circuit over it: {laid}", f"叠加电路：{laid}")
    return action


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "record":
            return f"{details['instant_s']:g} s: {details['voltage_v']:.3f} V, {details['current_a']:.1f} A"
        case "temperature":
            return f"{details['temperature_c']:.1f} °C"
        case "pulse":
            return label("recorded: read it with the cursor", "已记录，用光标读数")
        case "cursor":
            return f"{details['instant_s']:g} s: {details['voltage_v']:.4f} V, {details['current_a']:.3f} A"
        case "overlay":
            return label(f"off by {details['rms_mv']:.2f} mV rms", f"偏差 {details['rms_mv']:.2f} mV（均方根）")
    return ""
