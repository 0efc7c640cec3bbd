"""The check of a displayed state of charge in words: the card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.bench.pack.words import curve_table
from nevlab.labels import label
from nevlab.stations.soc_bench import REFERENCE_A
from nevlab.vehicle.battery.soc_car import CARD, CELLS


def card_table() -> str:
    """Give the maker's card with the curve of the open-circuit voltage as HTML."""
    rows = (
        (label("pack", "电池包"), label(f"{CELLS} cells in series, all alike", f"{CELLS} 个单体串联，一致性良好")),
        (label("capacity when new", "额定容量"), f"{CARD.capacity_ah:g} Ah"),
        (
            label("display against rested voltage", "显示 SOC 与静置电压之差"),
            label(f"within {100 * CARD.most_error:g} percentage points", f"不超过 {100 * CARD.most_error:g} 个百分点"),
        ),
        (label("rest before the voltage counts", "电压可用前的静置"), f"≥ {CARD.rest_h:g} h"),
        (label("current shown, contactors open", "接触器断开时显示电流"), f"≤ {CARD.most_offset_a:g} A"),
        (label("stored against tested capacity", "存储容量与实测容量之差"), f"≤ {100 * CARD.most_capacity_error:g} %"),
    )
    head = label("Card (training values of this course)", "维修资料（本课程训练值）"), ""
    return page.beside(page.table(rows, head), curve_table())


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "protect":
            return label("Barrier, supervisor, class 0 gloves, face shield", "围栏、监护人、0 级绝缘手套、面罩")
        case "read_stream":
            return label("Data stream, contactors open", "数据流，接触器断开")
        case "clamp":
            return label("Clamp meter round one pack cable", "钳形表夹一根电池包电缆")
        case "stand":
            hours = f"{asked['hours']:g} h"
            if asked["awake"]:
                return label(f"Stand {hours}, battery management awake", f"停放 {hours}，电池管理系统不休眠")
            return label(f"Stand {hours}, asleep", f"停放 {hours}，休眠")
        case "discharge":
            return label(
                f"Discharge {asked['charge_ah']:g} Ah by the reference meter, {REFERENCE_A:g} A",
                f"按标准表放出 {asked['charge_ah']:g} Ah，{REFERENCE_A:g} A",
            )
        case "zero_sensor":
            return label("Learn the zero of the current sensor", "电流传感器零点学习")
        case "store_capacity":
            return label(f"Write the capacity: {asked['capacity_ah']:g} Ah", f"写入容量：{asked['capacity_ah']:g} Ah")
        case "correct_soc":
            return label("Set the SOC by the rested voltage", "按静置电压校正 SOC")
    return action


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "read_stream":
            current = f"{details['current_a']:+.1f} A".replace("-", "−")
            return f"SOC {details['soc_percent']:.1f} %, {details['pack_v']:.1f} V, {current}"
        case "clamp":
            return f"{details['current_a']:.1f} A"
        case "discharge":
            return label(f"reference: {details['reference_ah']:.2f} Ah", f"标准表：{details['reference_ah']:.2f} Ah")
    return ""
