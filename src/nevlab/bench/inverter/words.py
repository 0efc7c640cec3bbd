"""The inverter bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.bench.inverter.diodes import leads, written
from nevlab.bench.motor.words import phase_words
from nevlab.labels import label
from nevlab.stations.link_discharge import TOOL_OHM, TOOL_S
from nevlab.stations.link_proof import PLATE_MIN
from nevlab.vehicle.bench_inverter import CARD
from nevlab.vehicle.inverter import DEVICES

__all__ = [
    "card_table", "deed", "device_words", "link_words", "module_words", "part_words", "phase_words", "reading",
    "recording_words", "simple_words",
]  # fmt: skip


def card_table() -> str:
    """Give the card as HTML; its last column tells whose values they are."""
    own, link = label("training value", "训练用自定值"), CARD.link
    standard = label(
        "training value, after GB/T 18488.1-2015 (replaced; the 2024 edition to be confirmed)",
        "训练用自定值，参照 GB/T 18488.1-2015（已被代替，2024 版待确认）",
    )
    rows = (
        (label("link capacitor", "母线电容"), f"{link.capacitance_f * 1e6:g} µF ± {100 * CARD.capacitance_share:g} %"),
        (label("discharge resistor", "放电电阻"), f"{link.bleed_ohm / 1e3:g} kΩ ± {100 * CARD.bleed_share:g} %"),
        (label("360 V to 60 V, passive", "360 V 降到 60 V，被动"), f"≤ {CARD.passive_most_s / 60:g} min"),
        (label("360 V to 60 V, active", "360 V 降到 60 V，主动"), f"≤ {CARD.active_most_s:g} s"),
        (
            label("diode mode, each diode", "二极管挡，每个二极管"),
            label("{:.2f} to {:.2f} V along, OL against", "正向 {:.2f}～{:.2f} V，反向 OL").format(*CARD.diode_v),
        ),
        (label("supply of a gate driver", "驱动板供电"), f"{CARD.driver_v:g} V ± {100 * CARD.driver_share:g} %"),
        (label("current sensor at 0 A", "电流传感器，0 A 时"), f"± {CARD.offset_most_a:g} A"),
        (label("wait after locking off", "断电上锁后等待"), f"{PLATE_MIN:g} min"),
    )
    whose = (own, own, standard, standard, own, own, own, own)
    told = ((*row, one) for row, one in zip(rows, whose, strict=True))
    return page.table(told, (label("Card", "维修资料"), "", label("whose value", "来源")))


def module_words() -> dict[str, str]:
    """Give the verdicts on the power stage."""
    return {
        "none": label("in order", "合格"),
        "short": label("device shorted", "器件短路"),
        "diode_open": label("device’s diode open", "器件的二极管断路"),
        "driver_low": label("gate driver’s supply low", "驱动供电偏低"),
    }


def device_words() -> dict[str, str]:
    """Give the devices for a verdict."""
    return {"none": label("no device", "无"), **{device: written(device) for device in DEVICES}}


def link_words() -> dict[str, str]:
    """Give the verdicts on the link."""
    return {
        "none": label("in order", "合格"),
        "bleed_high": label("discharge resistor too large", "放电电阻偏大"),
        "active_dead": label("active discharge does not work", "主动放电失效"),
        "capacity_low": label("capacitance too small", "电容量偏小"),
    }


def recording_words() -> dict[str, str]:
    """Give what the recording may show."""
    switches = {device: words for device, words in device_words().items() if device != "none"}
    sensor = label("no switch: a current sensor’s zero", "不是开关管：电流传感器零偏")
    return {
        **{device: label(f"{name} stays off", f"{name} 不导通") for device, name in switches.items()},
        "sensor": sensor,
    }


def part_words() -> dict[str, str]:
    """Give the parts that can be replaced."""
    return {
        "module": label("power module", "功率模块"),
        "driver": label("gate driver board", "驱动板"),
        "bleed": label("discharge resistor", "放电电阻"),
        "active": label("active discharge circuit", "主动放电电路"),
        "capacitor": label("link capacitor", "母线电容"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "wait":
            return label(f"Wait {asked['minutes']:g} min", f"等待 {asked['minutes']:g} min")
        case "log_discharge":
            return (
                label("Scan tool logs the link; supply off, no active discharge", "诊断仪记录母线电压，断电，被动放电")
                if asked["how"] == "passive"
                else label(
                    "Scan tool logs the link; supply off, active discharge", "诊断仪记录母线电压，断电，主动放电"
                )
            )
        case "measure_diode":
            where = leads(asked["red"], asked["black"])
            still_on = label(" (motor cables on)", "（三相线未拆）") if asked.get("motor") else ""
            return label(f"Diode mode, red / black: {where}", f"二极管挡，红 / 黑：{where}") + still_on
        case "measure_driver":
            name = device_words().get(asked["device"], asked["device"])
            return label(f"Supply of the driver of {name}", f"{name} 的驱动供电")
        case "replace_part":
            name = part_words().get(asked["part"], asked["part"])
            return label(f"Replace: {name}", f"更换：{name}")
    return simple_words().get(action, action)


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    tool = f"{TOOL_OHM / 1e3:g} kΩ"
    return {
        "protect": label("Barrier, supervisor, gloves, face shield", "围栏、监护人、手套、面罩"),
        "switch_on": label("Link supply on, 360 V", "母线通电，360 V"),
        "view_recording": label("Look at the recording from the other car", "查看另一辆车的电流波形"),
        "lock_off": label("Supply off, lock and tag", "断电，上锁挂牌"),
        "discharge": label(f"Discharge tool ({tool}, {TOOL_S:g} s)", f"放电工装（{tool}，{TOOL_S:g} s）"),
        "check_meter": label("Multimeter on the checking box (24 V)", "万用表校表（24 V 电源盒）"),
        "measure_link": label("Measure the link, DC", "测直流母线电压"),
        "open_cover": label("Cover off", "拆下盖板"),
        "phases_off": label("Motor cables off", "拆下三相线"),
        "measure_bleed": label("DC+ to DC−, ohms", "DC+ 与 DC− 之间，电阻挡"),
        "read_zero": label("Scan tool: currents without current", "诊断仪：无电流时的三相电流"),
        "learn_zero": label("Scan tool: learn the sensors’ zero", "诊断仪：学习电流零点"),
        "phases_on": label("Motor cables on with torque", "按力矩装复三相线"),
        "close_cover": label("Cover on", "装上盖板"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "log_discharge":
            return " · ".join(f"{time} s {volt:.1f} V" for time, volt in details["volts"].items())
        case "read_zero":
            return _amperes(details["amperes"])
        case "view_recording":
            return label("means: ", "平均值：") + _amperes(details["means_a"])
    return str(details.get("shown", ""))


def _amperes(told: Mapping[str, float]) -> str:
    return label(", ", "，").join(f"{phase} {ampere:.1f} A" for phase, ampere in told.items())
