"""The reducer bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.vehicle.reducer.gear_oil import OilSump
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER
from nevlab.vehicle.reducer.unit import BOLT_ORDER, CARD, PASSES_NM, SHELF


def order_text() -> str:
    """Give the card's order of the bolts, as it is set."""
    return " ".join(map(str, BOLT_ORDER))


def card_table() -> str:
    """Give the maker's card as HTML."""
    low, high = (f"{play_m * 1e3:.2f}" for play_m in CARD.play_m)
    least, most = (f"{backlash_m * 1e3:.2f}" for backlash_m in CARD.backlash_m)
    teeth = label(", ", "，").join(f"{pair.pinion_teeth}:{pair.wheel_teeth}" for pair in TEACHING_REDUCER.pairs)
    radius_mm, sump = TEACHING_REDUCER.pairs[0].wheel_pitch_radius_m * 1e3, OilSump()
    thin, thick = SHELF.thicknesses_m[0] * 1e3, SHELF.thicknesses_m[-1] * 1e3
    rows = (
        (
            label("shim", "垫片厚度"),
            label("depth − height − end play", "深度 − 高度 − 轴向游隙"),
        ),
        (label("end play of the shaft", "轴的轴向游隙"), f"{low} … {high} mm"),
        (
            label("shims on the shelf", "垫片规格"),
            label(
                f"{thin:.2f} … {thick:.2f} mm by {SHELF.step_m * 1e3:.2f} mm",
                f"{thin:.2f}～{thick:.2f} mm，级差 {SHELF.step_m * 1e3:.2f} mm",
            ),
        ),
        (label("backlash, all round the wheel", "齿侧间隙（整圈）"), f"{least} … {most} mm"),
        (
            label("cover bolts, crosswise", "箱盖螺栓（对角）"),
            label(
                f"{order_text()}; first {PASSES_NM[0]:g} Nm, then {PASSES_NM[1]:g} Nm",
                f"{order_text()}；先 {PASSES_NM[0]:g} Nm，再 {PASSES_NM[1]:g} Nm",
            ),
        ),
        (
            label("gear pairs, teeth", "齿轮副齿数"),
            label(
                f"{teeth}; pitch radius of the first wheel {radius_mm:g} mm",
                f"{teeth}；第一级从动齿轮分度圆半径 {radius_mm:g} mm",
            ),
        ),
        (
            label("oil, to the level plug at 20 °C", "油量（20 °C，至油位孔）"),
            label(
                f"{sump.plug_m3 * 1e3:.2f} L; 1 mm of level is {sump.surface_m2 * 1e3:g} mL",
                f"{sump.plug_m3 * 1e3:.2f} L；油位 1 mm 相当于 {sump.surface_m2 * 1e3:g} mL",
            ),
        ),
        (
            label("oil level", "油位"),
            label(
                f"at the level plug to {CARD.level_m * 1e3:g} mm below",
                f"油位孔下沿至其下 {CARD.level_m * 1e3:g} mm",
            ),
        ),
    )
    head = (label("Card (our own values)", "维修资料（自定值）"), "")
    return page.table(rows, head)


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "lift":
            return {
                "hoist": label("Lift the unit onto the stand with the hoist", "用吊具把总成吊上装配架"),
                "hand": label("Lift the unit onto the stand by hand", "徒手把总成抬上装配架"),
            }[asked["means"]]
        case "measure_depth":
            return label(f"Depth of the seat, place {asked['place']}", f"座孔深度，位置 {asked['place']}")
        case "measure_height":
            return label(f"Height of the bearing, place {asked['place']}", f"轴承凸出高度，位置 {asked['place']}")
        case "fit_shim":
            return label(f"Fit the shim of {asked['shim_mm']:.2f} mm", f"装入 {asked['shim_mm']:.2f} mm 垫片")
        case "tighten":
            return label(
                f"Tighten {asked['order']} with {asked['torque_nm']:g} Nm",
                f"按 {asked['order']} 顺序拧紧至 {asked['torque_nm']:g} Nm",
            )
        case "set_up_dial":
            where = dial_words()[asked["at"]]
            return label(
                f"Dial gauge at the {where}: preload {asked['preload_mm']:g} mm, tilt {asked['tilt_deg']:g}°",
                f"百分表架在{where}：预压 {asked['preload_mm']:g} mm，倾斜 {asked['tilt_deg']:g}°",
            )
        case "measure_backlash":
            return label(f"Rock the wheel at {asked['angle_deg']:g}°", f"从动齿轮转角 {asked['angle_deg']:g}°，测侧隙")
        case "fill_oil":
            return label(f"Fill {asked['litres']:g} L of oil", f"加油 {asked['litres']:g} L")
    return simple_words().get(action, action)


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "protect": label("Goggles and gloves on", "戴护目镜、手套"),
        "open": label("Drain the oil, take the cover off", "放油，拆下箱盖"),
        "clean_faces": label("Clean the joint faces", "清洁结合面"),
        "zero_depth_gauge": label("Depth gauge to zero on the surface plate", "深度尺在平板上校零"),
        "replace_gears": label("Fit a new gear pair", "更换齿轮副"),
        "close": label("Put the cover on", "装上箱盖"),
        "zero_dial": label("Turn the bezel to zero", "转动表圈调零"),
        "measure_play": label("Pull and push the shaft", "拉、推轴，读百分表"),
        "check_level": label("Take the level plug out", "拧下油位螺塞检查"),
    }


def dial_words() -> dict[str, str]:
    """Give the places of the dial gauge."""
    return {"shaft": label("shaft end", "轴端"), "wheel": label("wheel, on the pitch circle", "从动齿轮分度圆处")}


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    if "shown" in details:
        return str(details["shown"])
    match action:
        case "measure_play":
            pulled, pushed = details["pulled"]["shown"], details["pushed"]["shown"]
            turns = label("turns heavily", "转动沉重") if details["heavy"] else label("turns freely", "转动灵活")
            return label(f"pulled {pulled}, pushed {pushed}; {turns}", f"拉出 {pulled}，推入 {pushed}；{turns}")
        case "check_level" if details["runs_out_ml"]:
            return label(f"{details['runs_out_ml']:g} mL run out", f"流出 {details['runs_out_ml']:g} mL")
        case "check_level":
            return label(f"{details['below_mm']:g} mm below the plug", f"低于油位孔 {details['below_mm']:g} mm")
    return ""
