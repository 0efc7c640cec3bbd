"""The battery bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.messages import message
from nevlab.vehicle.battery.module import BALANCING_OHM, CARD, COUNT


def card_table() -> str:
    """Give the maker's card as HTML."""
    rows = (
        (label("module", "模组"), label(f"{COUNT} cells in series, below 60 V", f"{COUNT} 个单体串联，低于 60 V")),
        (label("capacity when new", "额定容量"), f"{CARD.capacity_ah:g} Ah"),
        (label("for a car", "可装车"), f"SOH ≥ {100 * CARD.least_health:g} %"),
        (label("for second use", "可梯次利用"), f"SOH ≥ {100 * CARD.second_use:g} %"),
        (label("cut-off of a cell, empty … full", "单体截止电压，放空…充满"), f"{CARD.empty_v:g} … {CARD.full_v:g} V"),
        (label("limits of a cell", "单体保护极限"), f"{CARD.least_v:g} … {CARD.most_v:g} V, {CARD.most_c:g} °C"),
        (
            label("most current", "最大电流"),
            label(
                f"charge {CARD.charge_a:g} A, discharge {CARD.discharge_a:g} A",
                f"充电 {CARD.charge_a:g} A，放电 {CARD.discharge_a:g} A",
            ),
        ),
        (label("balancing resistor of a cell", "单体均衡电阻"), f"{BALANCING_OHM:g} Ω"),
    )
    return page.table(rows, (label("Card (our own values)", "维修资料（自定值）"), ""))


def program_words() -> dict[str, str]:
    """Give the programs of the cycler."""
    return {
        "charge": label("charge CC-CV", "恒流恒压充电"),
        "discharge": label("discharge (capacity)", "放电（容量测试）"),
        "pulse": label("pulse 30 s (HPPC)", "30 s 脉冲（HPPC）"),
        "rest": label("rest 1 h", "静置 1 h"),
    }


def sense_words() -> dict[str, str]:
    """Give the places of the sense leads."""
    return {
        "terminals": label("at the terminals", "接在极柱上"),
        "cycler": label("at the cycler", "接在充放电设备端"),
    }


def tool_words() -> dict[str, str]:
    """Give the tools."""
    return {"insulated": label("insulated tool", "绝缘工具"), "plain": label("plain tool", "普通工具")}


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "protect":
            return label("Goggles, gloves, rings off", "戴护目镜、绝缘手套，摘下首饰")
        case "connect":
            where = sense_words()[asked["sense"]]
            return label(f"Connect the cycler, sense leads {where}", f"连接充放电设备，采样线{where}")
        case "disconnect":
            return label("Disconnect the cycler", "断开充放电设备")
        case "set_limits":
            limits = (
                f"{asked['cell_min_v']:g} … {asked['cell_max_v']:g} V, −{asked['charge_a']:g} / "
                f"+{asked['discharge_a']:g} A, {asked['max_c']:g} °C"
            )
            return label(f"Protection: {limits}", f"保护限值：{limits}")
        case "run":
            return _program(asked)
        case "cursor":
            return label(f"Cursor at {asked['time_s']:g} s", f"光标 {asked['time_s']:g} s")
        case "read_cells":
            return label("Read the cell voltages", "读单体电压")
        case "balance":
            return label(f"Balance for {asked['hours']:g} h", f"均衡 {asked['hours']:g} h")
        case "tighten_joint":
            return label(
                f"Clean and tighten the joint behind cell {asked['number']}, {tool_words()[asked['tool']]}",
                f"清洁并拧紧 {asked['number']} 号单体后的连接片，{tool_words()[asked['tool']]}",
            )
        case "replace_cell":
            return label(
                f"Replace cell {asked['number']}, {tool_words()[asked['tool']]}",
                f"更换 {asked['number']} 号单体，{tool_words()[asked['tool']]}",
            )
    return action


def _program(asked: Mapping[str, Any]) -> str:
    name, current, cell = program_words()[asked["program"]], f"{asked['current_a']:g} A", f"{asked['cell_v']:g} V"
    match asked["program"]:
        case "charge" | "discharge":
            return label(f"{name}, {current}, cell to {cell}", f"{name}，{current}，单体到 {cell}")
        case "pulse":
            return label(f"{name}, {current}", f"{name}，{current}")
    return name


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "run":
            return label("; ", "；").join(filter(None, _outcome(details)))
        case "cursor":
            return f"{details['instant_s']:g} s: {details['voltage_v']:.2f} V, {details['current_a']:.3f} A"
        case "read_cells":
            return _cells(details["cells_v"])
    return ""


def _outcome(details: Mapping[str, Any]) -> tuple[str, ...]:
    hours, minutes = divmod(round(details["duration_s"] / 60), 60)
    ends = {
        "voltage": label("end voltage reached", "达到截止电压"),
        "current": label("cut-off current reached", "达到截止电流"),
        "duration": label("done", "完成"),
        "charge": label("end charge reached", "达到截止容量"),
    }
    pulsed = f"{_cells(details['cells_v'])} → {_cells(details['cells_pulsed_v'])}" if "cells_v" in details else ""
    trip = _trip(details["trip"]) if details["trip"] else ""
    return (
        "" if trip else ends[details["end"]],
        f"{details['charge_ah']:.2f} Ah" if details["charge_ah"] else "",
        f"{details['energy_wh']:.1f} Wh" if details["energy_wh"] else "",
        f"{hours:d}:{minutes:02d} h",
        f"{details['end_v']:.2f} V, {details['hottest_c']:.1f} °C",
        pulsed,
        trip,
    )


def _trip(trip: Mapping[str, Any]) -> str:
    limit = {"value": f"{trip['value']:g}", "limit": f"{trip['limit']:g}"}
    return f"✗ {message(trip['key'], step=trip['at_step'], **limit)}"


def _cells(volts: Mapping[str, float]) -> str:
    return ", ".join(f"{number}: {volt:.3f}" for number, volt in volts.items()) + " V"
