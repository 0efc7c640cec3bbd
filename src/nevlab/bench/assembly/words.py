"""The rig for drive assemblies in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.vehicle.assembly.unit import (
    BEARING,
    CARD,
    CURRENT_LIMIT_A,
    INERTIA_KG_M2,
    INLET_C,
    MOST_M_S2,
    MOST_OTHER_M_S2,
    SLOTS,
)
from nevlab.vehicle.cooling.coolant import glycol_50
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER


def card_table() -> str:
    """Give the maker's card as HTML."""
    return page.table(_rows(), (label("Card of the example maker (our own values)", "示例厂家资料（自定值）"), ""))


def _rows() -> Iterator[tuple[str, str]]:
    teeth = label(", ", "，").join(f"{pair.pinion_teeth}:{pair.wheel_teeth}" for pair in TEACHING_REDUCER.pairs)
    coolant, (low, high) = glycol_50(INLET_C), (limit * 60e3 for limit in CARD.flow_m3_s)
    pairs = TEACHING_MACHINE.pole_pairs
    least, most = (100 * share for share in CARD.heat_share)
    yield (
        label("motor, inverter", "电机、逆变器"),
        label(
            f"{pairs} pole pairs, {SLOTS} slots, {TEACHING_LINK_VOLTAGE_V:g} V, {CURRENT_LIMIT_A:g} A peak",
            f"{pairs} 对极，{SLOTS} 槽，{TEACHING_LINK_VOLTAGE_V:g} V，峰值 {CURRENT_LIMIT_A:g} A",
        ),
    )
    yield label("reducer, teeth", "减速器齿数"), f"{teeth}; i = {TEACHING_REDUCER.ratio:g}"
    yield (
        label("motor bearing", "电机轴承"),
        label(
            f"{BEARING.balls} balls of {BEARING.ball_m * 1e3:g} mm on a circle of {BEARING.pitch_m * 1e3:g} mm",
            f"{BEARING.balls} 个钢球，直径 {BEARING.ball_m * 1e3:g} mm，节圆直径 {BEARING.pitch_m * 1e3:g} mm",
        ),
    )
    yield label("inertia at the motor shaft", "折算到电机轴的转动惯量"), f"{INERTIA_KG_M2:.3f} kg·m²"
    yield label("coolant flow", "冷却液流量"), f"{low:g} … {high:g} L/min"
    yield (
        label(f"coolant, 50 % glycol at {INLET_C:g} °C", f"冷却液（50 % 乙二醇，{INLET_C:g} °C）"),
        f"ρ = {coolant.density_kg_m3 / 1e3:.3f} kg/L, c = {coolant.heat_j_per_kg_k / 1e3:.2f} kJ/(kg·K)",
    )
    yield label("heat in the coolant / power lost", "冷却液带走热量 / 总损耗"), f"{least:g} … {most:g} %"
    yield (
        label("sensors after a night at rest, beside the room", "静置一夜后传感器与室温之差"),
        f"± {CARD.sensor_k:g} K",
    )
    yield label("drag, mean of 3000 to 2000 r/min", "阻力矩（3000～2000 r/min 平均）"), f"≤ {CARD.drag_nm:.1f} Nm"
    yield (
        label("peak torque at the output, motor 2000 r/min", "输出端峰值转矩（电机 2000 r/min）"),
        f"≥ {CARD.peak_nm:g} Nm",
    )
    yield (
        label(f"fields of the map with η ≥ {100 * CARD.good:g} %", f"效率图中 η ≥ {100 * CARD.good:g} % 的格数占比"),
        f"≥ {100 * CARD.good_share:g} %",
    )
    allowed = "; ".join(f"{order:g}: {most:g}" for order, most in MOST_M_S2.items())
    yield (
        label("vibration at 3000 r/min, no load; order: most m/s²", "空载 3000 r/min 振动；阶次：上限 m/s²"),
        label(f"{allowed}; any other order: {MOST_OTHER_M_S2:g}", f"{allowed}；其他阶次：{MOST_OTHER_M_S2:g}"),
    )


def cooling_words() -> dict[str, str]:
    """Give the verdicts on the cooling."""
    return {
        "none": label("in order", "正常"),
        "clog": label("too little flow: clogged", "流量不足：堵塞"),
        "air": label("too little flow: air", "流量不足：有空气"),
    }


def sensor_words() -> dict[str, str]:
    """Give the verdicts on the temperature sensors."""
    return {
        "none": label("both plausible", "两个都可信"),
        "motor": label("motor sensor implausible", "电机传感器不可信"),
        "inverter": label("inverter sensor implausible", "控制器传感器不可信"),
    }


def power_words() -> dict[str, str]:
    """Give the verdicts on torque, drag and efficiency."""
    return {
        "none": label("torque and drag as the card", "转矩、阻力矩均合格"),
        "weak": label("peak torque too low: weak magnets", "峰值转矩不足：磁钢退磁"),
        "drag": label("drag too high: something binds or churns", "阻力矩过大：卡滞或搅油"),
    }


def noise_words() -> dict[str, str]:
    """Give the sources of vibration."""
    return {
        "none": label("no order above its limit", "没有阶次超限"),
        "gear": label("mesh of the first gear pair", "第一级齿轮啮合"),
        "electrical": label("electrical, six times the electrical frequency", "电磁：6 倍电频率"),
        "outer": label("outer ring of the motor bearing", "电机轴承外圈"),
        "inner": label("inner ring of the motor bearing", "电机轴承内圈"),
        "unbalance": label("rotor unbalance", "转子不平衡"),
    }


def repair_words() -> dict[str, str]:
    """Give the repairs that the rig allows."""
    return {
        "flush": label("Flush loop, clean strainer", "冲洗回路，清洗滤网"),
        "bleed": label("Bleed and top up", "排气并补液"),
        "motor": label("Replace the motor’s sensor", "更换电机温度传感器"),
        "inverter": label("Replace the inverter’s sensor", "更换控制器温度传感器"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "run":
            return label(f"No-load run, {asked['speed_rpm']:g} r/min", f"空载运转 {asked['speed_rpm']:g} r/min")
        case "record":
            return label(f"Record the vibration for {asked['seconds']:g} s", f"采集振动 {asked['seconds']:g} s")
        case "load":
            return label(
                f"Load: {asked['speed_rpm']:g} r/min, {asked['torque_nm']:g} Nm asked of the motor",
                f"加载：{asked['speed_rpm']:g} r/min，电机请求 {asked['torque_nm']:g} Nm",
            )
        case "peak":
            return label(
                f"Full torque at {asked['speed_rpm']:g} r/min, 5 s", f"{asked['speed_rpm']:g} r/min 全转矩，5 s"
            )
        case "repair":
            return repair_words()[asked["part"]]
    return simple_words().get(action, action)


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "protect": label("Guard closed, emergency stop tried, ear protection", "关防护罩，试急停，戴耳罩"),
        "switch_on": label("Switch the rig on", "台架合闸"),
        "start_pump": label("Start the coolant pump", "开水泵"),
        "measure_flow": label("Read the flow meter", "读流量计"),
        "look_into_tank": label("Look through the sight glass", "看视液镜"),
        "read_temperatures": label("Thermometers and data stream", "读温度计和数据流"),
        "coast_down": label("Inverter off, let it coast, take the time", "关断逆变器，自由滑行并计时"),
        "map": label("Run the efficiency map", "扫描效率图"),
        "switch_off": label("Stop, off, lock, wait, prove dead", "停机、断电、上锁、等待、验电"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "look_into_tank":
            return label("bubbles", "有气泡") if details["bubbles"] else label("clear", "清澈，无气泡")
        case "coast_down":
            return f"{details['from_rpm']:g} → {details['to_rpm']:g} r/min: {details['s']:.2f} s"
        case "record":
            peaks = details["peaks"].values()
            return "; ".join(f"{one['hz']:g} Hz {one['m_s2']:.2f}" for one in peaks)
        case "map":
            return label(f"{len(details['percent'])} fields", f"{len(details['percent'])} 格")
    shown = [details[name]["shown"] for name in ("tacho", "voltage", "current") if name in details]
    if "output" in details:
        shown.append(label(f"output {details['output']['shown']}", f"输出端 {details['output']['shown']}"))
    if "inlet" in details:
        shown.append(_temperatures(details))
    return "; ".join(shown) or str(details.get("shown", ""))


def _temperatures(details: Mapping[str, Any]) -> str:
    room, into, out = (details[place]["shown"] for place in ("room", "inlet", "outlet"))
    motor, inverter = details["motor_c"], details["inverter_c"]
    return label(
        f"room {room}; coolant in {into}, out {out}; data stream: motor {motor:g} °C, inverter {inverter:g} °C",
        f"室温 {room}；冷却液进 {into}、出 {out}；数据流：电机 {motor:g} °C，控制器 {inverter:g} °C",
    )
