"""The coolant stand in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.vehicle.bonding import MOST_OHM
from nevlab.vehicle.cooling.rig import CARD, FLOW_M3_S


def card_table() -> str:
    """Give the maker's card as HTML."""
    rows = [
        (
            target_words()[target],
            label(
                f"{card.volume_m3 * 1e3:g} L, {card.pressure_pa / 1e3:g} kPa, never above {card.most_pa / 1e3:g} kPa; "
                f"settle 5 min, then at most {card.drop_pa:g} Pa in 3 min",
                f"{card.volume_m3 * 1e3:g} L，{card.pressure_pa / 1e3:g} kPa，严禁超过 {card.most_pa / 1e3:g} kPa；"
                f"稳定 5 min，之后 3 min 压降不大于 {card.drop_pa:g} Pa",
            ),
        )
        for target, card in CARD.items()
    ]
    most = label(f"at most {MOST_OHM:g} Ω, four wires", f"不大于 {MOST_OHM:g} Ω，四线制")
    rows.append((label("bond of a housing to the body", "壳体对车身的等电位连接"), most))
    low, high = (limit * 60e3 for limit in FLOW_M3_S)
    rows.append((label("flow, pump at full speed", "水泵全速时流量"), f"{low:g} … {high:g} L/min"))
    return page.table(rows, (label("Card (our own values)", "维修资料（自定值）"), ""))


def target_words() -> dict[str, str]:
    """Give what can be tested for tightness."""
    return {"loop": label("coolant loop", "冷却回路"), "housing": label("battery housing", "电池包箱体")}


def place_words() -> dict[str, str]:
    """Give the places that may leak, and those where temperatures are measured."""
    return {
        "radiator": label("radiator", "散热器"),
        "pump seal": label("seal of the pump", "水泵密封"),
        "hose clamp": label("hose clamp", "水管卡箍"),
        "cold plate": label("cold plate", "液冷板"),
        "expansion tank": label("expansion tank", "膨胀水壶"),
        "cover seal": label("seal of the cover", "箱盖密封"),
        "connector": label("high-voltage connector", "高压插接器"),
        "vent valve": label("vent valve", "防爆阀"),
        "motor": label("motor", "驱动电机"),
        "inverter": label("inverter (bare aluminium)", "逆变器（铝壳未涂漆）"),
        "battery": label("battery", "动力电池"),
        "coolant": label("coolant (hose)", "冷却液（水管）"),
    }


def bond_words() -> dict[str, str]:
    """Give the housings whose bond to the body is measured."""
    return {
        "pack housing": label("pack housing to body", "电池包箱体对车身"),
        "inverter housing": label("inverter housing to body", "逆变器壳体对车身"),
        "charger housing": label("charger housing to body", "车载充电机壳体对车身"),
    }


def repair_words() -> dict[str, str]:
    """Give the repairs that are no sealing of a place."""
    return {
        "bleed": label("Bleed the loop", "给回路排气"),
        "flush": label("Flush the loop", "冲洗回路"),
        "pump": label("Replace the pump", "更换水泵"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "self_check":
            return label(f"Self-check of the tester, {_watched(asked)}", f"测试仪自检，{_watched(asked)}")
        case "leak_test":
            target = target_words()[asked["target"]]
            return label(f"Test of the {target}, {_watched(asked)}", f"{target}气密性测试，{_watched(asked)}")
        case "soap":
            return label(f"Leak spray: {place_words()[asked['place']]}", f"喷检漏剂：{place_words()[asked['place']]}")
        case "run":
            return label(f"Run with heat for {asked['minutes']:g} min", f"加热运行 {asked['minutes']:g} min")
        case "stop":
            return label(f"Heat off, cool for {asked['minutes']:g} min", f"停止加热，冷却 {asked['minutes']:g} min")
        case "contact":
            where = place_words()[asked["place"]]
            return label(f"Contact thermometer: {where}", f"接触式测温：{where}")
        case "infrared":
            where, emissivity = place_words()[asked["place"]], f"ε = {asked['emissivity']:g}"
            return label(f"Infrared thermometer: {where}, {emissivity}", f"红外测温：{where}，{emissivity}")
        case "bond":
            where = bond_words()[asked["place"]]
            return label(f"Milliohm meter, {asked['wires']} wires: {where}", f"毫欧表 {asked['wires']} 线制：{where}")
        case "clean_bond":
            where = bond_words()[asked["place"]]
            return label(f"Clean to bright metal, tighten: {where}", f"打磨接触面并紧固：{where}")
        case "repair":
            other = repair_words().get(asked["part"])
            return other or label(f"Seal: {place_words()[asked['part']]}", f"修复密封：{place_words()[asked['part']]}")
    return simple_words().get(action, action)


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "protect": label("Goggles and gloves on", "戴护目镜、手套"),
        "replace_hose": label("Replace the tester's hose", "更换测试软管"),
        "vent": label("Let the pressure off", "泄压"),
        "measure_flow": label("Flow meter", "流量计"),
        "look_into_tank": label("Look into the expansion tank", "观察膨胀水壶"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    if "first" in details:
        drop = details["first"]["value"] - details["second"]["value"]
        fell = f"{drop:g} Pa".replace("-", "−")
        return f"{details['first']['shown']} → {details['second']['shown']}  (Δp = {fell})"
    if "bubbles" in details:
        return label("bubbles", "有气泡") if details["bubbles"] else label("no bubbles", "无气泡")
    return str(details.get("shown", ""))


def _watched(asked: Mapping[str, Any]) -> str:
    settle, duration = f"{asked['settle_s']:g} s", f"{asked['duration_s']:g} s"
    return label(
        f"{asked['pressure_kpa']:g} kPa, settle {settle}, watch {duration}",
        f"{asked['pressure_kpa']:g} kPa，稳定 {settle}，保压 {duration}",
    )
