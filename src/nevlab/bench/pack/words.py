"""The pack's inspection bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.used_pack import CARD, COUNT, IN_MODULE, MODULES, Spare


def card_table(spares: Sequence[Spare]) -> str:
    """Give the maker's card with the curve of the open-circuit voltage, and the shelf, as HTML."""
    rows = (
        (
            label("pack", "电池包"),
            label(
                f"{COUNT} cells in series, {MODULES} modules of {IN_MODULE}: module 1 is cells 1–{IN_MODULE} …",
                f"{COUNT} 个单体串联，{MODULES} 个模组，每组 {IN_MODULE} 个（1 号模组为单体 1～{IN_MODULE}）",
            ),
        ),
        (label("capacity when new", "额定容量"), f"{CARD.capacity_ah:g} Ah"),
        (label("replace a cell below", "单体更换下限"), f"SOH {100 * CARD.least_health:g} %"),
        (label("ΔU after 1 h of rest", "静置 1 h 后压差 ΔU"), f"≤ {1e3 * CARD.rest_spread_v:g} mV"),
        (
            label(f"ΔU after 10 s with {CARD.load_a:g} A", f"{CARD.load_a:g} A 放电 10 s 后压差 ΔU"),
            f"≤ {1e3 * CARD.load_spread_v:g} mV",
        ),
        (label("a joint between two cells", "单体间连接电阻"), f"≤ {1e3 * CARD.joint_ohm:g} mΩ"),
        (label("balancing resistor of a cell", "单体均衡电阻"), f"{CARD.balancing_ohm:g} Ω"),
        (label("version of the modules", "模组版本"), CARD.version),
    )
    head = label("Card (training values of this course)", "维修资料（本课程训练值）"), ""
    return page.beside(f"<div>{page.table(rows, head)}{_shelf(spares)}</div>", curve_table())


def curve_table() -> str:
    """Give the open-circuit voltage in steps of 5 % of the charge."""
    # Below 10 % the model's table has closer steps, and no pack is left to stand there.
    rows = [
        (f"{100 * soc:.0f} %", f"{volt:.3f}")
        for soc, volt in zip(LEAF_2013.soc, LEAF_2013.ocv_v, strict=True)
        if soc >= 0.1
    ]
    head, half = ("SOC", label("OCV in V", "OCV / V")), len(rows) // 2
    return page.beside(page.table(rows[:half:-1], head), page.table(rows[half::-1], head))


def _shelf(spares: Sequence[Spare]) -> str:
    rows = [(one.name, one.version, f"{one.capacity_ah:.1f} Ah") for one in spares]
    return page.table(rows, (label("Spare module", "备用模组"), label("version", "版本"), label("capacity", "容量")))


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "protect":
            return label("Barrier, supervisor, class 0 gloves, face shield", "围栏、监护人、0 级绝缘手套、面罩")
        case "power_down":
            return label("Power down, wait, prove dead", "下电、等待、验电")
        case "power_up":
            return label("Put together, power up", "装复，上电")
        case "read_cells":
            amps = asked["current_a"]
            if not amps:
                return label("Data stream: all cells at rest", "数据流：全部单体，静置")
            return label(
                f"Data stream: all cells after 10 s with {amps:g} A", f"数据流：全部单体，{amps:g} A 放电 10 s"
            )
        case "shift":
            amount = abs(asked["charge_ah"])
            if asked["charge_ah"] < 0:
                return label(f"Charge {amount:g} Ah, rest 1 h", f"充入 {amount:g} Ah，静置 1 h")
            return label(f"Discharge {amount:g} Ah, rest 1 h", f"放出 {amount:g} Ah，静置 1 h")
        case "probe_cell":
            return label(f"Meter on cell {asked['number']}", f"万用表测 {asked['number']} 号单体")
        case "probe_joint":
            return label(
                f"Meter along the joint behind cell {asked['number']}, {CARD.load_a:g} A",
                f"万用表测 {asked['number']} 号单体后的连接片，{CARD.load_a:g} A",
            )
        case "divide":
            return label("Take the module links out: sections below 60 V", "拆下模组间连接排，各段低于 60 V")
        case "join":
            return label("Fit the module links to torque", "装回模组间连接排，按力矩拧紧")
        case "mend_line":
            number = asked["number"]
            return label(
                f"Mend the measuring line between cells {number} and {int(number) + 1}",
                f"修复 {number} 号与 {int(number) + 1} 号单体之间的采样线",
            )
        case "tighten_joint":
            return label(
                f"Clean and tighten the joint behind cell {asked['number']}",
                f"清洁并拧紧 {asked['number']} 号单体后的连接片",
            )
        case "replace_module":
            return label(
                f"Replace module {asked['module']} by spare {asked['spare']}, charged to the others' state",
                f"更换 {asked['module']} 号模组，装备用模组 {asked['spare']}（先充到与其他模组一致）",
            )
        case "balance":
            return label(f"Balance for {asked['hours']:g} h", f"均衡 {asked['hours']:g} h")
    return action


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "read_cells":
            return _ends(details["cells_v"])
        case "shift" if details["stopped_by"]:
            return label(
                f"stopped after {details['moved_ah']:g} Ah by cell {details['stopped_by']}",
                f"{details['moved_ah']:g} Ah 时停止，{details['stopped_by']} 号单体先到限",
            )
        case "probe_cell" | "probe_joint":
            return str(details["shown"])
    return ""


def _ends(volts: Mapping[str, float]) -> str:
    highest, lowest = max(volts, key=volts.__getitem__), min(volts, key=volts.__getitem__)
    mean_v, spread_mv = fmean(volts.values()), 1e3 * (volts[highest] - volts[lowest])
    return label(
        f"mean {mean_v:.3f} V, ΔU {spread_mv:.0f} mV (cell {lowest} {volts[lowest]:.3f} V, cell {highest} "
        f"{volts[highest]:.3f} V)",
        f"平均 {mean_v:.3f} V，ΔU {spread_mv:.0f} mV（{lowest} 号 {volts[lowest]:.3f} V，{highest} 号 "
        f"{volts[highest]:.3f} V）",
    )
