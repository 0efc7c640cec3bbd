"""The insulation bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.bench.motor import words as of_motor
from nevlab.labels import label
from nevlab.stations.motor_insulation import PHASES_PLACE
from nevlab.vehicle.winding_insulation import CARD, PLACES


def card_table() -> str:
    """Give the card as HTML; its last column tells whose values they are."""
    maker, own = label("maker: one hybrid car", "厂家：一款混动车"), label("training value", "训练用自定值")
    rule = label("rule of IEEE 43, to be confirmed", "IEEE 43 的规定，待确认")
    places, confirmed = place_words(), label("training value, to be confirmed", "训练用自定值，待确认")

    def limit(place: str) -> str:
        return label(
            f"≥ {CARD.least_ohm(place) / 1e6:g} MΩ after 1 min at {CARD.test_v(place):g} V DC",
            f"{CARD.test_v(place):g} V DC，1 min，≥ {CARD.least_ohm(place) / 1e6:g} MΩ",
        )

    rows = (
        (places[PLACES[0]], limit(PLACES[0]), maker),
        (
            label("held against this limit", "与该限值比较的是"),
            label(f"the reading converted to {CARD.at_c:g} °C", f"换算到 {CARD.at_c:g} °C 的读数"),
            confirmed,
        ),
        (label("conversion", "换算"), "R₄₀ = R · 0.5^((40 − T) / 10)", rule),
        ("PI = R(10 min) / R(1 min)", f"≥ {CARD.least_pi:.1f}", rule),
        (
            label("after a repair, one minute", "修理后复测 1 min"),
            label(
                f"limit at 40 °C, DAR = R(60 s) / R(30 s) ≥ {CARD.least_dar:g}",
                f"40 °C 限值，且 DAR = R(60 s) / R(30 s) ≥ {CARD.least_dar:g}",
            ),
            label("rule of thumb, to be confirmed", "经验值，待确认"),
        ),
        (places[PLACES[1]], limit(PLACES[1]), maker),
        (places[PLACES[2]], limit(PLACES[2]), confirmed),
        (
            label("discharge and earth after a test", "测试后放电并接地"),
            label(f"≥ {CARD.discharge_factor:g} × the time of the test", f"≥ 测试时间的 {CARD.discharge_factor:g} 倍"),
            rule,
        ),
        (
            label("withstand test, factory only", "耐压试验，仅限工厂"),
            label(
                f"{CARD.hipot_v:g} V AC, 1 min, ≤ {CARD.hipot_a * 1e3:g} mA",
                f"{CARD.hipot_v:g} V AC，1 min，≤ {CARD.hipot_a * 1e3:g} mA",
            ),
            maker,
        ),
        (label("its frequency", "其频率"), f"{CARD.hipot_hz:g} Hz", own),
    )
    return page.table(rows, (label("Card", "维修资料"), "", label("whose value", "来源")))


def place_words() -> dict[str, str]:
    """Give where the insulation is tested."""
    return {
        "winding-housing": label("winding to housing", "绕组对壳体"),
        "sensor-housing": label("sensor to housing", "传感器对壳体"),
        "winding-sensor": label("winding to sensor", "绕组对传感器"),
        PHASES_PLACE: label("phase U to phase V", "U 相对 V 相"),
    }


def state_words() -> dict[str, str]:
    """Give the verdicts on the winding's insulation."""
    return {
        "none": label("in order", "合格"),
        "damp": label("damp", "受潮"),
        "dirty": label("dirty", "脏污"),
        "punctured": label("punctured", "击穿"),
    }


def sensor_words() -> dict[str, str]:
    """Give the verdicts on the sensor's insulation."""
    return {
        "none": label("in order", "合格"),
        "sensor_housing": label("low to the housing", "对壳体偏低"),
        "sensor_winding": label("low to the winding", "对绕组偏低"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "check_tester":
            return _leads(asked["leads"])
        case "test_insulation":
            place = place_words()[asked["place"]]
            return label(
                f"Insulation tester, {place}, {asked['test_v']:g} V, {asked['minutes']:g} min",
                f"绝缘电阻测试仪，{place}，{asked['test_v']:g} V，{asked['minutes']:g} min",
            )
        case "discharge":
            return label(f"Discharge and earth, {asked['minutes']:g} min", f"放电并接地 {asked['minutes']:g} min")
    return simple_words().get(action) or of_motor.deed(action, asked)


def _leads(leads: str) -> str:
    if leads == "apart":
        return label("Check the tester: leads apart, 1000 V", "测试仪自检：表笔分开，1000 V")
    return label("Check the tester: leads together, low ohms", "测试仪自检：表笔短接，低电阻挡")


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "inspect": label("Look into terminal box and onto winding heads", "查看接线盒和绕组端部"),
        "measure_left": label("Earth off, wait 1 min, measure DC volts", "取下接地线，1 min 后测直流电压"),
        "read_hipot": label("Read the factory's withstand sheet", "查出厂耐压记录"),
        "hi_pot": label("Withstand test, 1600 V AC", "耐压试验 1600 V AC"),
        "dry": label("Dry in the oven overnight, by the maker's card", "按厂家资料烘干一夜"),
        "clean": label("Vacuum and wipe terminal box and winding heads", "吸尘并擦净接线盒和绕组端部"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "inspect":
            return {
                "clean": label("dry and clean", "干燥、清洁"),
                "drops": label("drops of water, rust on the screws", "有水珠，螺钉生锈"),
                "dust": label("film of oil and black dust", "有油膜和黑色粉尘"),
            }[details["seen"]]
        case "test_insulation":
            shown = {name: read["shown"] for name, read in details.items() if name.startswith("after_")}
            return label("; ", "；").join(f"{_time(name)}{text}" for name, text in shown.items())
        case "read_hipot":
            return label(
                f"as delivered: {details['test_v']:g} V, {details['hz']:g} Hz, {details['shown']}, held",
                f"出厂时：{details['test_v']:g} V，{details['hz']:g} Hz，{details['shown']}，未击穿",
            )
    return str(details.get("shown", ""))


def _time(name: str) -> str:
    second = int(name.split("_")[1])
    return (f"{second} s" if second <= 60 else f"{second // 60} min") + label(": ", "：")
