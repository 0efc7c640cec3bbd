"""The motor bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.stations.link_proof import PLATE_MIN
from nevlab.vehicle.bench_motor import SENSOR_TOLERANCE, UNBALANCE_MOST
from nevlab.vehicle.stator import CARD, balanced_stator

CURVE_C = range(10, 61, 10)
"""Temperatures of the card's table of the sensor [°C]."""


def card_table() -> str:
    """Give the card as HTML; its last column tells whose values they are."""
    maker, own = label("maker: one hybrid car", "厂家：一款混动车"), label("training value", "训练用自定值")
    rows = (
        (
            label("U–V, V–W, W–U", "U–V、V–W、W–U"),
            label(
                f"{CARD.line_ohm * 1e3:.1f} mΩ ± {100 * CARD.tolerance:g} % at {CARD.at_c:g} °C",
                f"{CARD.at_c:g} °C 时 {CARD.line_ohm * 1e3:.1f} mΩ ± {100 * CARD.tolerance:g} %",
            ),
            maker,
        ),
        (label("unbalance (max − min)/mean", "不平衡度（最大 − 最小）/ 平均"), f"≤ {100 * UNBALANCE_MOST:g} %", own),
        (label("sensor, two points", "传感器两点"), "20 kΩ, 10 °C; 8 kΩ, 30 °C", maker),
        (
            label("sensor, curve through them", "传感器，过两点的曲线"),
            "; ".join(f"{celsius} °C {_curve_kohm(celsius):.2f} kΩ" for celsius in CURVE_C),
            label("worked out", "推算"),
        ),
        (label("sensor, off its curve", "传感器，允许偏差"), f"± {100 * SENSOR_TOLERANCE:g} %", own),
        (label("wait after locking off", "断电上锁后等待"), f"{PLATE_MIN:g} min", own),
    )
    return page.table(rows, (label("Card", "维修资料"), "", label("whose value", "来源")))


def _curve_kohm(celsius: float) -> float:
    return balanced_stator(temperature_c=celsius).sensor_resistance() / 1e3


def winding_words() -> dict[str, str]:
    """Give the verdicts on the windings."""
    return {
        "none": label("in order", "合格"),
        "turn_short": label("turns shorted", "匝间短路"),
        "phase_open": label("phase open", "一相断路"),
        "lug_loose": label("lug loose", "端子松动"),
    }


def phase_words() -> dict[str, str]:
    """Give the phases for a verdict."""
    return {"none": label("no phase", "无"), "U": "U", "V": "V", "W": "W"}


def sensor_words() -> dict[str, str]:
    """Give the verdicts on the temperature sensor."""
    return {
        "none": label("in order", "合格"),
        "sensor_open": label("open", "断路"),
        "sensor_short": label("shorted", "短路"),
        "sensor_contact": label("reads too cold: extra resistance", "示值偏冷：多出电阻"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "wait":
            return label(f"Wait {asked['minutes']:g} min", f"等待 {asked['minutes']:g} min")
        case "measure_line":
            return label(
                f"Milliohm meter, {asked['line']}, {asked['wires']} wires",
                f"毫欧表，{asked['line']}，{asked['wires']} 线制",
            )
        case "tighten_lug":
            return label(f"Clean and tighten lug {asked['phase']}", f"清洁并拧紧 {asked['phase']} 相端子")
    return simple_words().get(action, action)


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "protect": label("Barrier, supervisor, gloves, face shield", "围栏、监护人、手套、面罩"),
        "lock_off": label("Rig off, lock and tag, rotor locked", "台架断电，上锁挂牌，锁住转子"),
        "check_meter": label("Multimeter on the checking box (24 V)", "万用表校表（24 V 电源盒）"),
        "measure_link": label("Measure the link, DC", "测直流母线电压"),
        "unplug": label("Cables and sensor plug off", "拆下三相线，拔下传感器插头"),
        "read_temperature": label("Contact probe on the winding head", "接触式测温，绕组端部"),
        "zero_milliohm": label("Milliohm meter: clips together, ZERO", "毫欧表：线夹短接，清零"),
        "measure_sensor": label("Temperature sensor at its plug, ohms", "温度传感器插头处，电阻挡"),
        "replace_sensor": label("Fit another sensor with its plug", "更换传感器（带插头）"),
        "exchange_motor": label("Fit the exchange motor", "换上备用电机"),
        "plug_in": label("Cables on with torque, sensor plug in", "按力矩装复三相线，插好传感器"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    return str(details.get("shown", ""))
